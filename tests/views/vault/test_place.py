"""Kluis as the counsellor meets it: what is so, what she can do, and how far it is."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from tests.views.audit import findings
from tests.views.conftest import NOW, Show
from tests.views.finding import child
from vpdesk.models.desk import Desk
from vpdesk.models.keeping import Keeping
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
        made = VaultPlace(desk, keeping, NOW.date)
        show(made)
    return made


def said(place: VaultPlace) -> str:
    return "\n".join(label.text() for label in place.findChildren(QLabel) if label.isVisible())


def test_a_new_vault_says_what_asks_for_attention(place: VaultPlace) -> None:
    assert "Three things here ask for your attention." in said(place)
    assert "There is no backup yet." in said(place)
    assert "Without it, nobody can help you" in said(place)
    assert findings(place) == []


def test_a_backup_made_by_hand_is_told_with_its_time_and_stands_in_the_list(
    place: VaultPlace, keeping: Keeping, qtbot: QtBot
) -> None:
    child(place, QPushButton, "back_up").click()
    with qtbot.waitSignal(keeping.known):
        qtbot.waitUntil(lambda: "Backup made and checked, 14:09." in said(place))
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
        *("back_up", "second_place", "restore", "sheet", "passphrase", "new_key", "lock_settings"),
    ]


def test_each_button_says_of_what_it_is(place: VaultPlace) -> None:
    names = [each.accessibleName() for each in stops(place)]
    assert "Make one now: Latest backup" in names
    assert len(set(names)) == len(names)
