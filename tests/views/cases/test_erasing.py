"""Erasing a case through the window: nothing by a slip, all of it gone, and its backups named."""

import dataclasses
from collections.abc import Sequence
from typing import get_origin

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.factories import make_contact
from tests.views.audit import findings
from tests.views.cases.conftest import Practice, Window
from tests.views.cases.full_case import fill_case
from tests.views.conftest import NOW
from tests.views.finding import child
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.erasure import ErasureRule
from vpdesk.services import erasing
from vpdesk.services.backups import back_up
from vpdesk.services.casework import CaseFile, read_case
from vpdesk.services.drafts import save_draft
from vpdesk.services.row_words import said_of_rows
from vpdesk.vault.backup import list_backups
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.erase_page import GOES, ErasePage
from vpdesk.views.cases.erased_page import ErasedPage
from vpdesk.views.reading_order import stops


def _fill(vault: Vault, case_id: int) -> None:
    with vault.transaction():
        vault.contacts.save(make_contact(case_id, notes="Kwetsbaarheidsgesprek"))
    with vault.backup_source() as source:
        back_up(source, reason=BackupReason.LOCK, now=NOW)


@pytest.fixture
def window(window: Window, practice: Practice, monkeypatch: pytest.MonkeyPatch) -> Window:
    # an identifier tells when it was made by the clock of this computer, which is ahead of that of the test
    monkeypatch.setattr(erasing, "moment_of", lambda _case_id: NOW.astimezone())
    window.change(lambda vault: _fill(vault, practice.eik.id))
    window.place.open_case(practice.eik.id)
    window.press("erase_case")
    return window


def words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def folder(window: Window) -> VaultFolder:
    return window.desk.ask(lambda vault: vault.folder)


def is_there(window: Window, practice: Practice) -> bool:
    return window.desk.ask(lambda vault: vault.cases.has_alias(practice.eik.alias))


def erased(window: Window) -> ErasedPage:
    page = window.page
    assert isinstance(page, ErasePage)
    page.form.editor("rule").set_value(ErasureRule.REPORTER_ASKED)
    page.form.editor("alias").set_value("eik-14 ")
    with window.qtbot.waitSignal(page.erased, timeout=20_000):
        page.primary.click()
    found = window.page
    assert isinstance(found, ErasedPage)
    return found


def test_what_goes_and_what_stays_is_said_first(window: Window) -> None:
    assert "1 conversation" in words(window.page)
    assert "figures in reports" in words(window.page)
    assert findings(window.page) == []


def test_everything_that_a_case_has_several_of_is_said_to_go(window: Window, practice: Practice) -> None:
    several = {each.name for each in dataclasses.fields(CaseFile) if get_origin(each.type) is Sequence}
    assert set(GOES) == several - {"events", "milestones", "terms"}  # the last are of the organisation
    client = practice.eik.organisation_id
    full = window.change(lambda vault: fill_case(vault, vault.organisations.get(client)))
    window.place.open_case(full.id)
    window.press("erase_case")
    said = words(window.page)
    file = window.desk.ask(lambda vault: read_case(vault, full.id))
    for name, table in GOES.items():
        assert getattr(file, name), name  # else nothing is proven of it
        (expected,) = said_of_rows({table: len(getattr(file, name))})
        assert expected in said
    assert "How to reach the reporter" in said
    assert findings(window.page) == []


@pytest.mark.usefixtures("practice")
def test_nothing_is_erased_by_a_slip(window: Window, practice: Practice) -> None:
    page = window.page
    assert isinstance(page, ErasePage)
    QTest.keyClick(page, Qt.Key.Key_Return)
    page.form.editor("rule").set_value(ErasureRule.MISTAKE)
    page.form.editor("alias").set_value("Linde-03")
    page.primary.click()
    assert "Type over the name of this case: Eik-14." in words(page)
    assert is_there(window, practice)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.place.detail.isVisible()
    assert is_there(window, practice)


def test_it_goes_and_its_backups_are_named_and_replaced(window: Window, practice: Practice) -> None:
    page = erased(window)
    assert not is_there(window, practice)
    assert "Nothing of it is left in the vault" in words(page)
    assert "may still hold it" in words(page)
    assert "Eik-14" not in words(window.place)
    assert findings(page) == []
    before = {backup.file for backup in list_backups(folder(window).backups)}
    assert len(before) == 3  # the one of before, and those around the erasing
    child(page, QPushButton, "replace_older").click()
    window.qtbot.waitUntil(lambda: "are replaced by a new one" in words(page), timeout=20_000)
    after = {backup.file for backup in list_backups(folder(window).backups)}
    assert len(after & before) == 1  # that of after the erasing stays
    assert len(after) == 2
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.place.isVisible()


@pytest.mark.usefixtures("practice")
def test_enter_pressed_once_too_often_replaces_nothing_and_leaves_the_offer(window: Window) -> None:
    page = erased(window)
    before = list_backups(folder(window).backups)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(window.place.focusWidget(), key)
    replace = child(page, QPushButton, "replace_older")
    assert replace.isEnabled()  # no work has begun
    assert list_backups(folder(window).backups) == before
    assert window.page is page
    assert stops(page)[0] in (page.back, replace)  # where Tab comes first from the title
    replace.setFocus()  # the control: chosen on purpose, the same key does it
    QTest.keyClick(replace, Qt.Key.Key_Return)
    window.qtbot.waitUntil(lambda: "are replaced by a new one" in words(page), timeout=20_000)


def test_what_was_begun_and_not_finished_is_said_to_go_too(window: Window, practice: Practice) -> None:
    line = "What you began to write about it"
    assert line not in words(window.page)
    window.place.leave_page()
    window.change(lambda vault: save_draft(vault, f"case/{practice.eik.id}/contact", "{}", NOW))
    window.place.open_case(practice.eik.id)
    window.press("erase_case")
    assert line in words(window.page)


def test_whoever_leaves_the_backups_goes_on_at_the_list(window: Window, practice: Practice) -> None:
    page = erased(window)
    page.leave()
    assert window.place.shown_item() is None
    assert not is_there(window, practice)
    assert len(list_backups(folder(window).backups)) == 3


def test_without_room_for_a_backup_the_case_stays(window: Window, practice: Practice) -> None:
    backups = folder(window).backups
    for file in backups.iterdir():
        file.unlink()
    backups.rmdir()
    backups.write_text("in the way", "utf-8")
    page = window.page
    assert isinstance(page, ErasePage)
    page.form.editor("rule").set_value(ErasureRule.MISTAKE)
    page.form.editor("alias").set_value("Eik-14")
    page.primary.click()
    window.qtbot.waitUntil(page.page.banner.isVisible, timeout=20_000)
    assert is_there(window, practice)


def test_a_backup_that_cannot_be_read_is_named(window: Window) -> None:
    unclear = folder(window).backups / "of somebody.vpbak"
    unclear.write_bytes(b"damaged")
    assert f"which vault {unclear} belongs to" in words(erased(window))
