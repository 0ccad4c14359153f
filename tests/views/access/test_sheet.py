"""The recovery sheet: seen only on its page, proven by two groups, printed and saved where she wants."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.views.audit import findings
from tests.views.conftest import NOW, Show
from tests.views.finding import child
from vpdesk.domain.errors import VpdeskError
from vpdesk.models.desk import Desk
from vpdesk.services.access import make_recovery_key, recovery_proven_on
from vpdesk.vault.recovery import RecoveryKey
from vpdesk.vault.vault import Vault
from vpdesk.views.access import sheet_errands
from vpdesk.views.access.first_sheet import FirstSheet
from vpdesk.views.access.printing import PrinterFault
from vpdesk.views.access.sheet_page import SheetPage
from vpdesk.views.reading_order import stops

GROUP = re.compile(r"^\d{3}\W?\d{3}$")


@pytest.fixture
def first(desk: Desk, show: Show, qtbot: QtBot) -> FirstSheet:
    made = FirstSheet(desk, NOW.date)
    with qtbot.waitSignal(made.errands.made):
        show(made)
        made.begin()
    return made


def seen(page: QWidget) -> tuple[str, ...]:
    """The groups that stand in any label, whether it is shown or not."""
    texts = [label.text() for label in page.findChildren(QLabel)]
    return tuple(re.sub(r"\D", "", text) for text in texts if GROUP.match(text))


def spoken_names(page: QWidget) -> str:
    return "\n".join(each.accessibleName() for each in page.findChildren(QWidget))


def asked(page: QWidget) -> dict[int, QLineEdit]:
    lines = [each for each in page.findChildren(QLineEdit) if each.objectName().startswith("group_")]
    return {int(each.objectName().removeprefix("group_")): each for each in lines if each.isVisible()}


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_eight_groups_that_are_shown_open_the_vault(first: FirstSheet, desk: Desk) -> None:
    groups = seen(first)
    key = RecoveryKey.parse_groups(groups)
    assert desk.ask(lambda vault: vault.opened.header.unwrap(key).same_as(vault.opened.key))
    assert findings(first) == []
    names = [each.objectName() for each in stops(first)]
    assert names == ["print_sheet", "save_sheet", "later", "on_paper"]


def test_two_groups_are_asked_back_without_the_sheet_in_sight(
    first: FirstSheet, desk: Desk, qtbot: QtBot
) -> None:
    groups = seen(first)
    child(first, QPushButton, "on_paper").click()
    assert not set(groups) & {label.text() for label in first.findChildren(QLabel) if label.isVisible()}
    assert seen(first) == ()
    lines = asked(first)
    assert len(lines) == 2
    assert findings(first) == []
    for number, line in lines.items():
        QTest.keyClicks(line, groups[number - 1])
    with qtbot.waitSignal(first.finished):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert desk.ask(recovery_proven_on) == NOW.date()


def test_a_group_that_differs_is_said_at_its_line_and_nothing_is_proven(
    first: FirstSheet, desk: Desk, qtbot: QtBot
) -> None:
    groups = seen(first)
    child(first, QPushButton, "on_paper").click()
    lines = asked(first)
    one, other = lines
    other_key = RecoveryKey.generate().groups
    lines[one].setText(groups[one - 1])
    lines[other].setText(other_key[other - 1])
    child(first, QPushButton, "check_sheet").click()
    qtbot.waitUntil(lambda: f"This is not group {other} of your sheet." in said(first))
    assert desk.ask(recovery_proven_on) is None
    child(first, QPushButton, "back_to_sheet").click()
    assert seen(first) == groups


def test_later_leaves_the_sheet_unproven(first: FirstSheet, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(first.finished):
        child(first, QPushButton, "later").click()
    assert desk.ask(recovery_proven_on) is None


@pytest.mark.parametrize("way", ["hidden", "later", "asked"])
def test_the_key_is_gone_from_every_widget_when_the_page_is_left(first: FirstSheet, way: str) -> None:
    groups = seen(first)
    assert len(groups) == 8  # the control: while it is seen, it is there
    assert " ".join(groups[0]) in spoken_names(first)
    if way == "hidden":
        first.hide()
    else:
        child(first, QPushButton, {"later": "later", "asked": "on_paper"}[way]).click()
    assert seen(first) == ()
    assert not any(" ".join(group) in spoken_names(first) for group in groups)


def test_the_clipboard_gets_nothing_and_no_label_can_be_copied(first: FirstSheet) -> None:
    QGuiApplication.clipboard().setText("before")
    child(first, QPushButton, "on_paper").click()
    child(first, QPushButton, "back_to_sheet").click()
    assert QGuiApplication.clipboard().text() == "before"
    shown = [label for label in first.findChildren(QLabel) if GROUP.match(label.text())]
    assert all(
        label.textInteractionFlags() == Qt.TextInteractionFlag.NoTextInteraction for label in shown
    )


def test_the_sheet_is_saved_where_she_wants_and_nowhere_else(
    first: FirstSheet, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "stick" / "sheet.pdf"
    file.parent.mkdir()
    monkeypatch.setattr(sheet_errands, "choose_new_file", lambda *_asked: file)
    before = {each for each in tmp_path.rglob("*") if each.is_file()}
    child(first, QPushButton, "save_sheet").click()
    qtbot.waitUntil(lambda: "Saved as sheet.pdf" in said(first), timeout=20_000)
    assert file.read_bytes().startswith(b"%PDF")
    assert {each for each in tmp_path.rglob("*") if each.is_file()} - before == {file}


def test_the_sheet_goes_to_the_printer_that_was_chosen(
    first: FirstSheet, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(file))
    monkeypatch.setattr(sheet_errands, "ask_printer", lambda _parent, chosen: chosen(printer))
    child(first, QPushButton, "print_sheet").click()
    qtbot.waitUntil(lambda: "gone to the printer" in said(first), timeout=20_000)
    assert file.stat().st_size > 1000


def test_a_printer_that_fails_claims_nothing_about_the_key(
    first: FirstSheet, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key opens the vault already: "nothing was changed" would be untrue."""

    def fail(*_given: object, failed: Callable[[VpdeskError], None], **_more: object) -> None:
        failed(PrinterFault())

    monkeypatch.setattr(sheet_errands, "print_document", fail)
    monkeypatch.setattr(sheet_errands, "ask_printer", lambda _parent, chosen: chosen(None))
    child(first, QPushButton, "print_sheet").click()
    qtbot.waitUntil(lambda: "did not take the document" in said(first), timeout=20_000)
    assert "Nothing was changed" not in said(first)
    assert "still in this window" in said(first)


def test_which_printer_is_asked_without_waiting(first: FirstSheet, qtbot: QtBot) -> None:
    child(first, QPushButton, "print_sheet").click()
    qtbot.waitUntil(lambda: bool(first.findChildren(QPrintDialog)))
    first.findChildren(QPrintDialog)[0].reject()


@pytest.fixture
def renewing(desk: Desk, show: Show) -> SheetPage:
    page = SheetPage(desk, NOW.date, renews=True)
    show(page)
    return page


def slots(vault: Vault) -> int:
    return len(vault.opened.header.slots)


def test_an_old_sheet_ends_only_when_the_new_one_is_checked(
    renewing: SheetPage, desk: Desk, qtbot: QtBot
) -> None:
    assert "Your old sheet opens the vault until you have checked the new one" in said(renewing)
    old = desk.ask(make_recovery_key)
    assert desk.ask(slots) == 2
    with qtbot.waitSignal(renewing.errands.made):
        child(renewing, QPushButton, "sheet_go_on").click()
    assert desk.ask(slots) == 3
    desk.ask(lambda vault: vault.opened.header.unwrap(old).forget())
    groups = seen(renewing)
    assert len(groups) == 8
    assert findings(renewing) == []
    renewing.begin_typing()
    child(renewing, QPushButton, "sheet_go_on").click()
    for number, line in asked(renewing).items():
        line.setText(groups[number - 1])
    with qtbot.waitSignal(renewing.proven):
        QTest.keyClick(renewing, Qt.Key.Key_Return)
    assert desk.ask(slots) == 2
    assert desk.ask(recovery_proven_on) == NOW.date()


def test_esc_leaves_the_page_and_takes_the_key_off_the_screen(renewing: SheetPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(renewing.errands.made):
        child(renewing, QPushButton, "sheet_go_on").click()
    with qtbot.waitSignal(renewing.left):
        QTest.keyClick(renewing, Qt.Key.Key_Escape)
    assert seen(renewing) == ()
