"""Kluis as the counsellor meets it: what is so, what she can do, and how far it is."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from tests.factories import CHEAP
from tests.views.audit import findings
from tests.views.conftest import NOW, Show
from tests.views.finding import child
from vpdesk.domain.errors import DiskFullError
from vpdesk.models.desk import Desk
from vpdesk.models.keeping import Keeping
from vpdesk.services import checking
from vpdesk.services.access import backups_of_before
from vpdesk.vault.local import recall
from vpdesk.vault.rewrap import change_passphrase
from vpdesk.vault.vault import Vault
from vpdesk.views.access.sheet_page import SheetPage
from vpdesk.views.pictures import settle
from vpdesk.views.reading_order import stops
from vpdesk.views.vault.place import VaultPlace


@pytest.fixture
def keeping(desk: Desk) -> Iterator[Keeping]:
    made = Keeping(desk, lambda: NOW)
    yield made
    made.stop()


@pytest.fixture
def place(desk: Desk, keeping: Keeping, show: Show, qtbot: QtBot) -> VaultPlace:
    with qtbot.waitSignal(keeping.known):
        made = VaultPlace(desk, keeping, lambda: NOW)
        show(made)
    return made


def said(place: VaultPlace) -> str:
    return "\n".join(label.text() for label in place.findChildren(QLabel) if label.isVisible())


def test_a_new_vault_says_what_asks_for_attention(place: VaultPlace) -> None:
    assert "Three things here ask for your attention." in said(place)
    assert "There is no backup yet." in said(place)
    assert "Without it, nobody can help you" in said(place)
    assert findings(place) == []


def test_a_backup_is_promised_only_where_one_comes_by_itself(
    place: VaultPlace, keeping: Keeping, qtbot: QtBot
) -> None:
    assert "Of this vault vpdesk makes none by itself" in said(place)  # as of practice data
    assert "when it locks or closes" not in said(place)
    assert "every month" not in said(place)
    with qtbot.waitSignal(keeping.known):
        keeping.begin()
    assert "vpdesk makes one when it locks or closes." in said(place)
    assert "vpdesk tests by itself every month" in said(place)


def test_a_backup_made_by_hand_is_told_with_its_time_and_stands_in_the_list(
    place: VaultPlace, keeping: Keeping, qtbot: QtBot
) -> None:
    child(place, QPushButton, "back_up").click()
    with qtbot.waitSignal(keeping.known):
        qtbot.waitUntil(lambda: "Copy made and checked, 14:09." in said(place))
    assert "Made and checked today at 14:09." in said(place)
    assert "1 backup" in said(place)
    child(place, QPushButton, "show_backups").click()
    assert "made by hand" in said(place)
    assert findings(place) == []
    child(place, QPushButton, "show_backups").click()
    assert "made by hand" not in said(place)


def test_while_it_is_made_the_window_says_how_far_it_is_and_begins_no_second_one(
    place: VaultPlace, keeping: Keeping, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(keeping.begun):
        child(place, QPushButton, "back_up").click()
    assert "A backup is being made and checked" in said(place)
    assert child(place, QProgressBar).isVisible()
    assert not child(place, QPushButton, "back_up").isEnabled()
    with qtbot.waitSignal(keeping.ended):
        pass
    assert not child(place, QProgressBar).isVisible()
    assert child(place, QPushButton, "back_up").isEnabled()


def test_what_went_wrong_is_said_where_it_was_asked(
    place: VaultPlace, desk: Desk, keeping: Keeping, qtbot: QtBot
) -> None:
    desk.ask(lambda vault: vault.folder).backups.write_text("in the way", "utf-8")
    with qtbot.waitSignal(keeping.known):
        child(place, QPushButton, "back_up").click()
    assert place.overview.banner.isVisible()
    assert "did not succeed" in said(place)


def test_the_keyboard_comes_by_every_button_from_top_to_bottom(place: VaultPlace) -> None:
    names = [each.objectName() for each in stops(place)]
    assert names == [
        *("back_up", "second_place", "restore", "check_vault"),
        *("sheet", "passphrase", "new_key", "lock_settings", "tags", "retention", "spreadsheet"),
    ]


def test_each_button_says_of_what_it_is(place: VaultPlace) -> None:
    names = [each.accessibleName() for each in stops(place)]
    assert "Make one now: Latest backup" in names
    assert len(set(names)) == len(names)


def test_a_second_place_gets_a_copy_at_once_and_the_backup_is_tried_out(
    place: VaultPlace, desk: Desk, keeping: Keeping, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    place.use_second_place(stick)
    with qtbot.waitSignal(keeping.known):
        qtbot.waitUntil(lambda: "Copy made and checked, 14:09." in said(place))
    assert len(list(stick.glob("*.vpbak"))) == 1
    assert f"{stick}: last copied and read back today at 14:09." in said(place)
    assert "too long ago" not in said(place)
    assert "same disk" in said(place)  # said once, when it is chosen: a folder of a test is no stick
    assert "everything was right" in said(place)
    assert recall(desk.ask(lambda vault: vault.folder)).drilled_at is not None
    assert "One thing here asks for your attention." in said(place)
    assert findings(place) == []


def test_a_stick_that_is_not_there_is_said_in_words(
    place: VaultPlace, keeping: Keeping, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    place.use_second_place(stick)
    with qtbot.waitSignal(keeping.known):
        qtbot.waitUntil(lambda: "Copy made and checked" in said(place))
    shutil.rmtree(stick)
    child(place, QPushButton, "copy_second").click()
    qtbot.waitUntil(lambda: "Put in the stick" in said(place))


def test_a_backup_is_put_back_on_trial_when_it_is_asked(
    place: VaultPlace, keeping: Keeping, qtbot: QtBot
) -> None:
    assert not child(place, QPushButton, "drill").isEnabled()
    with qtbot.waitSignal(keeping.known):
        child(place, QPushButton, "back_up").click()
    child(place, QPushButton, "drill").click()
    qtbot.waitUntil(lambda: "tested by putting it back: everything was right." in said(place))


def test_a_damaged_backup_is_found_by_the_trial_and_said(
    place: VaultPlace, desk: Desk, keeping: Keeping, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(keeping.known):
        child(place, QPushButton, "back_up").click()
    (file,) = desk.ask(lambda vault: vault.folder).backups.glob("*.vpbak")
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    child(place, QPushButton, "drill").click()
    qtbot.waitUntil(place.overview.banner.isVisible)
    assert "damaged" in place.overview.banner.text()
    qtbot.waitUntil(lambda: "The last test failed" in said(place))


def check(place: VaultPlace, qtbot: QtBot, *, until: str) -> None:
    child(place, QPushButton, "check_vault").click()
    qtbot.waitUntil(lambda: until in said(place), timeout=20_000)


def test_the_vault_is_checked_beside_the_window_with_a_calm_result(
    place: VaultPlace, keeping: Keeping, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(keeping.known):
        child(place, QPushButton, "back_up").click()
    with qtbot.waitSignal(keeping.begun):
        child(place, QPushButton, "check_vault").click()
    assert "The vault is being checked" in said(place)
    qtbot.waitUntil(lambda: "everything is right" in said(place), timeout=20_000)
    assert "1 backup is in order." in said(place)
    assert "Checked today at 14:09: everything was right." in said(place)
    assert findings(place) == []
    child(place, QPushButton, "close_told").click()
    assert "everything is right" not in said(place)


def test_a_damaged_backup_is_named_and_a_new_one_is_offered(
    place: VaultPlace, desk: Desk, keeping: Keeping, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(keeping.known):
        child(place, QPushButton, "back_up").click()
    (file,) = desk.ask(lambda vault: vault.folder).backups.glob("*.vpbak")
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    check(place, qtbot, until="not every backup is")
    assert str(file) in said(place)
    assert not desk.is_damaged
    child(place, QPushButton, "back_up_again").click()
    qtbot.waitUntil(lambda: "Copy made and checked" in said(place), timeout=20_000)


def test_damage_leads_to_the_ways_out_and_only_when_it_is_asked(
    place: VaultPlace, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Vault, "check", lambda _vault: ("page 7",))
    monkeypatch.setattr(checking, "check_database", lambda _connection, _step: ("page 7",))
    check(place, qtbot, until="there is damage")
    assert place.overview.banner.isVisible()
    assert findings(place) == []
    assert not desk.is_damaged
    with qtbot.waitSignal(desk.damaged):
        child(place, QPushButton, "ways_out").click()
    assert desk.is_damaged


def places_of(place: VaultPlace) -> list[tuple[str, int]]:
    buttons = [each for each in stops(place.overview) if not each.objectName().startswith("close_")]
    return [(each.objectName(), each.mapTo(place, QPoint(0, 0)).y()) for each in buttons]


def test_nothing_moves_under_the_pointer_when_something_is_told(
    place: VaultPlace, keeping: Keeping, qtbot: QtBot
) -> None:
    place.resize(1060, 640)
    settle()
    before = places_of(place)
    with qtbot.waitSignal(keeping.begun):
        child(place, QPushButton, "check_vault").click()
    qtbot.waitUntil(lambda: "everything is right" in said(place), timeout=20_000)
    settle()
    assert places_of(place) == before  # and there is no backup yet that could be tested
    place.overview.show_error(DiskFullError())
    settle()
    assert places_of(place) == before


def test_the_focus_is_back_at_the_button_when_its_work_is_done(
    place: VaultPlace, keeping: Keeping, qtbot: QtBot
) -> None:
    pressed = child(place, QPushButton, "back_up")
    pressed.setFocus()
    with qtbot.waitSignal(keeping.begun):
        pressed.click()
    with qtbot.waitSignal(keeping.ended):
        pass
    assert place.window().focusWidget() is pressed


def test_who_went_elsewhere_meanwhile_stays_there(place: VaultPlace, keeping: Keeping, qtbot: QtBot) -> None:
    child(place, QPushButton, "back_up").setFocus()
    with qtbot.waitSignal(keeping.begun):
        child(place, QPushButton, "back_up").click()
    child(place, QPushButton, "sheet").setFocus()
    with qtbot.waitSignal(keeping.ended):
        pass
    assert place.window().focusWidget() is child(place, QPushButton, "sheet")


def test_backups_that_open_with_what_was_valid_before_are_offered_for_replacing_as_long_as_they_are_there(
    place: VaultPlace, desk: Desk, keeping: Keeping, show: Show, qtbot: QtBot
) -> None:
    child(place, QPushButton, "back_up").click()
    with qtbot.waitSignal(keeping.known):
        qtbot.waitUntil(lambda: "Copy made and checked" in said(place))
    assert "an earlier passphrase or key" not in said(place)
    desk.ask(lambda vault: change_passphrase(vault, "een andere wachtzin", cost=CHEAP))
    again = VaultPlace(desk, keeping, lambda: NOW)  # the offer does not go with the page
    show(again)
    qtbot.waitUntil(lambda: "1 backup still opens with an earlier passphrase or key" in said(again))
    assert findings(again) == []
    child(again, QPushButton, "replace_before").click()
    qtbot.waitUntil(lambda: "The earlier backups are replaced by a new one." in said(again))
    qtbot.waitUntil(lambda: "an earlier passphrase or key" not in said(again))
    assert desk.ask(backups_of_before) == ()


def test_a_sheet_is_made_by_the_keyboard_and_one_is_back_where_one_was(
    place: VaultPlace, qtbot: QtBot
) -> None:
    child(place, QPushButton, "sheet").setFocus()
    child(place, QPushButton, "sheet").click()
    page = child(place, SheetPage)
    with qtbot.waitSignal(page.errands.made):
        QTest.keyClick(place.window().focusWidget(), Qt.Key.Key_Return)
    assert place.window().focusWidget() is child(page, QPushButton, "print_sheet")
    page.leave()
    assert place.window().focusWidget() is child(place, QPushButton, "sheet")


def test_coming_to_the_place_begins_at_its_own_first_button(place: VaultPlace) -> None:
    place.setFocus()
    assert place.window().focusWidget() is child(place, QPushButton, "back_up")
