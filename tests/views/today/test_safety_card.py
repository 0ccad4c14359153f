"""Vandaag tells what the vault asks for, and is silent when all is well."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.views.audit import findings
from tests.views.conftest import NOW, Show
from vpdesk.domain.backup import BackupReason
from vpdesk.models.desk import Desk
from vpdesk.models.keeping import Keeping
from vpdesk.services.access import make_recovery_key, prove_recovery_key
from vpdesk.services.backups import back_up
from vpdesk.vault import second_place
from vpdesk.vault.local import note
from vpdesk.vault.vault import Vault
from vpdesk.views.today.place import TodayPlace

AWARE = NOW.astimezone()


@pytest.fixture
def keeping(desk: Desk) -> Iterator[Keeping]:
    made = Keeping(desk, lambda: NOW)
    yield made
    made.stop()


@pytest.fixture
def today(desk: Desk, keeping: Keeping, show: Show) -> TodayPlace:
    place = TodayPlace(desk, NOW.date, keeping)
    show(place)
    return place


def look(keeping: Keeping, qtbot: QtBot) -> None:
    with qtbot.waitSignal(keeping.known):
        keeping.read()


def said(place: TodayPlace) -> str:
    return "\n".join(label.text() for label in place.findChildren(QLabel) if label.isVisible())


def make_safe(vault: Vault, stick: Path) -> None:
    key = make_recovery_key(vault)
    prove_recovery_key(vault, key, {2: key.groups[1]}, NOW.date())
    second_place.choose(vault.folder, vault.opened.header.vault_id, stick)
    with vault.backup_source() as source:
        back_up(source, reason=BackupReason.ASKED, now=NOW)


@pytest.fixture
def safe(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    desk.ask(lambda vault: make_safe(vault, stick))


def test_what_was_put_off_stands_there_until_it_is_done(
    today: TodayPlace, keeping: Keeping, qtbot: QtBot
) -> None:
    look(keeping, qtbot)
    assert "Without it, nobody can help you if you forget your passphrase." in said(today)
    assert "its backups are gone with it" in said(today)
    assert findings(today) == []
    sheet, place = [each for each in today.findChildren(QPushButton) if each.objectName() == "safety"]
    for pressed, item in ((sheet, "sheet"), (place, "")):
        with qtbot.waitSignal(today.vault_asked) as asked:
            pressed.click()
        assert asked.args == [item]


@pytest.mark.usefixtures("safe")
def test_a_safe_vault_takes_no_room(today: TodayPlace, keeping: Keeping, qtbot: QtBot) -> None:
    look(keeping, qtbot)
    assert today.findChildren(QPushButton, "safety") == []
    assert not today._safety.isVisible()


@pytest.mark.usefixtures("safe")
def test_a_second_place_of_fourteen_days_is_asked_for(
    today: TodayPlace, keeping: Keeping, desk: Desk, qtbot: QtBot
) -> None:
    folder = desk.ask(lambda vault: vault.folder)
    for days, shown in ((13, False), (14, True)):
        note(folder, second_copied_at=AWARE - timedelta(days=days))
        look(keeping, qtbot)
        assert ("last copied and read back" in said(today)) is shown
        assert ("That is too long ago: connect the stick or disk" in said(today)) is shown  # not by red alone


@pytest.mark.usefixtures("safe")
def test_a_backup_or_a_trial_that_failed_is_said(
    today: TodayPlace, keeping: Keeping, desk: Desk, qtbot: QtBot
) -> None:
    folder = desk.ask(lambda vault: vault.folder)
    wrong = "There is not enough room on the disk for a backup."
    note(folder, backup_failure=wrong, drilled_at=AWARE, drill_failure=wrong)
    look(keeping, qtbot)
    assert f"The last backup did not succeed: {wrong}" in said(today)
    assert f"The last test failed: {wrong}" in said(today)


@pytest.mark.usefixtures("safe")
def test_a_newest_backup_that_is_gone_is_said(
    today: TodayPlace, keeping: Keeping, desk: Desk, qtbot: QtBot
) -> None:
    look(keeping, qtbot)
    assert "not there any more" not in said(today)
    for file in desk.ask(lambda vault: vault.folder).backups.iterdir():
        file.unlink()
    look(keeping, qtbot)
    assert "not there any more, or is damaged. vpdesk makes a new one." in said(today)


@pytest.mark.usefixtures("safe")
def test_a_trial_that_went_well_is_news_for_a_day(
    today: TodayPlace, keeping: Keeping, desk: Desk, qtbot: QtBot
) -> None:
    folder = desk.ask(lambda vault: vault.folder)
    for days, shown in ((0, True), (1, True), (2, False)):
        note(folder, drilled_at=AWARE - timedelta(days=days), drill_failure="")
        look(keeping, qtbot)
        assert ("everything was right" in said(today)) is shown
    assert today.findChildren(QPushButton, "safety") == []


def test_what_stands_there_stays_when_nothing_is_different(
    today: TodayPlace, keeping: Keeping, qtbot: QtBot
) -> None:
    look(keeping, qtbot)
    before = today.findChildren(QPushButton, "safety")
    look(keeping, qtbot)
    assert today.findChildren(QPushButton, "safety") == before
    assert len(before) == 2
