"""Other keys from Kluis: the present passphrase is asked, and earlier backups are offered to be replaced."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from tests.factories import CHEAP, PASSPHRASE
from tests.views.audit import findings
from tests.views.conftest import NOW, Show
from tests.views.finding import child
from vpdesk.domain.backup import BackupReason
from vpdesk.models.desk import Desk
from vpdesk.models.keeping import Keeping
from vpdesk.services.access import backups_of_before, recovery_proven_on
from vpdesk.services.backups import back_up
from vpdesk.vault import rewrap
from vpdesk.vault.keys import Cost
from vpdesk.vault.vault import Vault
from vpdesk.views.busy import do_busily
from vpdesk.views.vault.place import VaultPlace

NEW = "kaars molen fiets water stoel"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a derivation costs is not what these tests are about."""

    def cheap(**_told: object) -> Cost:
        return CHEAP

    monkeypatch.setattr(rewrap, "calibrate", cheap)


@pytest.fixture
def keeping(desk: Desk) -> Iterator[Keeping]:
    made = Keeping(desk, lambda: NOW)
    yield made
    made.stop()


@pytest.fixture
def place(desk: Desk, keeping: Keeping, show: Show, qtbot: QtBot) -> VaultPlace:
    desk.ask(_back_up)
    with qtbot.waitSignal(keeping.known):
        made = VaultPlace(desk, keeping, lambda: NOW)
        show(made)
    return made


def _back_up(vault: Vault) -> None:
    with vault.backup_source() as source:
        back_up(source, reason=BackupReason.LOCK, now=NOW)


def said(place: VaultPlace) -> str:
    return "\n".join(label.text() for label in place.findChildren(QLabel) if label.isVisible())


def type_in(place: VaultPlace, name: str, words: str) -> None:
    child(place, QLineEdit, name).setText(words)


def opens(desk: Desk, passphrase: str) -> bool:
    def tried(vault: Vault) -> bool:
        try:
            vault.opened.header.unwrap(passphrase).forget()
        except Exception:  # noqa: BLE001  whatever the reason: it does not open
            return False
        return True

    return desk.ask(tried)


def test_a_new_passphrase_opens_and_earlier_backups_are_offered_to_be_replaced(
    place: VaultPlace, desk: Desk, qtbot: QtBot
) -> None:
    child(place, QPushButton, "passphrase").click()
    assert findings(place) == []
    type_in(place, "present_passphrase", PASSPHRASE)
    type_in(place, "passphrase", NEW)
    type_in(place, "repeat", NEW)
    child(place, QPushButton, "finish").click()
    busy = child(place, QDialog, "busy")
    assert busy.isVisible()
    QTest.keyClick(busy, Qt.Key.Key_Escape)
    assert busy.isVisible()
    qtbot.waitUntil(lambda: "The passphrase is changed." in said(place), timeout=20_000)
    assert opens(desk, NEW)
    assert not opens(desk, PASSPHRASE)
    assert "still open with what was valid then" in said(place)
    assert findings(place) == []
    child(place, QPushButton, "replace_older").click()
    qtbot.waitUntil(lambda: "are replaced by a new one" in said(place), timeout=20_000)
    assert desk.ask(backups_of_before) == ()


def test_a_lock_that_has_no_time_does_not_wait_until_the_passphrase_is_changed(
    place: VaultPlace, desk: Desk, qtbot: QtBot
) -> None:
    child(place, QPushButton, "passphrase").click()
    for name, words in (("present_passphrase", PASSPHRASE), ("passphrase", NEW), ("repeat", NEW)):
        type_in(place, name, words)
    desk.hurried.set()
    child(place, QPushButton, "finish").click()
    qtbot.waitUntil(lambda: "had to lock at once" in said(place), timeout=20_000)
    assert opens(desk, PASSPHRASE)
    assert not opens(desk, NEW)


def test_a_mistake_of_ours_does_not_leave_the_window_behind_a_dialog_that_stays(
    place: VaultPlace, desk: Desk, qtbot: QtBot
) -> None:
    ends: list[str] = []
    with capture_exceptions() as bugs:
        dialog = do_busily(
            desk,
            lambda _vault, _report: 1 / 0,
            owner=place,
            title="Something",
            done=lambda _answer: ends.append("done"),
            failed=lambda _error: ends.append("failed"),
        )
        qtbot.waitUntil(lambda: bool(bugs))
    assert not shiboken6.isValid(dialog) or not dialog.isVisible()
    assert ends == ["failed"]


def test_nobody_at_an_open_desk_can_shut_its_owner_out(place: VaultPlace, desk: Desk, qtbot: QtBot) -> None:
    child(place, QPushButton, "passphrase").click()
    type_in(place, "present_passphrase", "something else")
    type_in(place, "passphrase", NEW)
    type_in(place, "repeat", NEW)
    child(place, QPushButton, "finish").click()
    qtbot.waitUntil(lambda: "passphrase does not" in said(place) or "not right" in said(place))
    assert opens(desk, PASSPHRASE)
    type_in(place, "present_passphrase", "")
    child(place, QPushButton, "finish").click()
    assert "Type your passphrase." in said(place)


def test_a_new_vault_key_gives_a_new_sheet_and_its_backup(
    place: VaultPlace, desk: Desk, qtbot: QtBot
) -> None:
    child(place, QPushButton, "new_key").click()
    assert "you get a new one at once" in said(place)
    assert findings(place) == []
    before = desk.ask(lambda vault: vault.opened.key.copy())
    type_in(place, "present_passphrase", PASSPHRASE)
    child(place, QPushButton, "finish").click()
    qtbot.waitUntil(lambda: "Your recovery key" in said(place), timeout=20_000)
    assert not desk.ask(lambda vault: vault.opened.key.same_as(before))
    assert opens(desk, PASSPHRASE)
    assert desk.ask(recovery_proven_on) is None
    page = place._page
    assert page is not None
    page.leave()
    qtbot.waitUntil(lambda: "The vault has a new key." in said(place), timeout=20_000)
    assert "still open with what was valid then" in said(place)


def test_esc_changes_nothing(place: VaultPlace, desk: Desk) -> None:
    child(place, QPushButton, "passphrase").click()
    page = place._page
    assert page is not None
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert opens(desk, PASSPHRASE)
    assert place.overview.isVisible()
