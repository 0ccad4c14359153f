"""A forgotten passphrase: from the lock page with the sheet to a new passphrase, and to work."""

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from tests.app.conftest import Stage
from tests.app.test_program import page, press, spoken, type_in, unlocked
from tests.factories import CHEAP, PASSPHRASE
from tests.views.audit import findings
from tests.views.finding import child
from vpdesk.app.program import Program
from vpdesk.domain.errors import WrongPassphraseError
from vpdesk.services.access import make_recovery_key
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.local import note
from vpdesk.vault.recovery import RecoveryKey
from vpdesk.vault.vault import Vault
from vpdesk.views.access.new_passphrase import NewPassphrase
from vpdesk.views.access.recovery_entry import RecoveryEntry
from vpdesk.views.unlock import Unlock
from vpdesk.views.workplace import Workplace

NEW = "kaars molen fiets water stoel"


@pytest.fixture
def key(stage: Stage) -> RecoveryKey:
    with Vault.create(stage.folder, PASSPHRASE, cost=CHEAP) as vault:
        return make_recovery_key(vault)


def typed(program: Program, key: RecoveryKey) -> RecoveryEntry:
    press(program.window, "recovery")
    entry = page(program, RecoveryEntry)
    assert isinstance(entry, RecoveryEntry)
    for number, group in enumerate(key.groups, start=1):
        child(entry, QLineEdit, f"group_{number}").setText(group)
    press(entry, "open")
    return entry


def test_the_sheet_opens_and_leads_straight_to_a_new_passphrase(stage: Stage, key: RecoveryKey) -> None:
    program = stage.start()
    assert findings(program.window) == []
    typed(program, key)
    stage.wait(lambda: isinstance(program.window.centralWidget(), NewPassphrase))
    new = page(program, NewPassphrase)
    assert findings(program.window) == []
    type_in(new, "passphrase", NEW)
    type_in(new, "repeat", NEW)
    press(new, "use_passphrase")
    stage.wait(lambda: isinstance(program.window.centralWidget(), Workplace))
    program.lock()
    stage.wait(lambda: stage.relaunched)
    with pytest.raises(WrongPassphraseError):
        Vault.open(stage.folder, PASSPHRASE)
    Vault.open(stage.folder, NEW).close()
    Vault.open(stage.folder, key).close()


def test_another_sheet_is_refused_in_words_and_may_be_tried_again(stage: Stage, key: RecoveryKey) -> None:
    program = stage.start()
    entry = typed(program, RecoveryKey.generate())
    stage.wait(lambda: "does not open the vault" in spoken(program.window))
    assert child(entry, QPushButton, "open").isEnabled()
    for number, group in enumerate(key.groups, start=1):
        child(entry, QLineEdit, f"group_{number}").setText(group)
    press(entry, "open")
    stage.wait(lambda: isinstance(program.window.centralWidget(), NewPassphrase))


def test_without_a_new_passphrase_the_forgotten_one_stays(stage: Stage, key: RecoveryKey) -> None:
    """Whoever turns back at the last page has lost nothing."""
    program = stage.start()
    typed(program, key)
    stage.wait(lambda: isinstance(program.window.centralWidget(), NewPassphrase))
    program.lock()
    assert stage.relaunched == [stage.folder]
    again = stage.start()
    unlocked(stage, again)


def test_back_leads_to_the_lock_page(stage: Stage, key: RecoveryKey) -> None:
    assert key.groups
    program = stage.start()
    press(program.window, "recovery")
    press(program.window, "back")
    assert isinstance(page(program, Unlock), Unlock)


def test_damage_leads_from_the_sheet_to_the_ways_out_of_it(stage: Stage, key: RecoveryKey) -> None:
    note(VaultFolder(stage.folder), commits=99)
    program = stage.start()
    typed(program, key)
    stage.wait(lambda: isinstance(program.window.centralWidget(), Unlock))
    assert "older than the one you worked in" in spoken(page(program, Unlock))
    for way_out in ("restore", "rescue"):
        assert child(program.window, QPushButton, way_out).isVisible()
