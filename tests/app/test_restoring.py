"""Putting back a backup: from the welcome, from a damaged vault, and from the window itself."""

import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.app.conftest import Stage
from tests.app.test_program import page, press, spoken, type_in, unlocked, working
from tests.factories import CHEAP, PASSPHRASE, make_case
from tests.views.audit import findings
from tests.views.finding import child
from vpdesk.app.program import Program
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.organisation import Organisation
from vpdesk.services.access import change_passphrase, make_recovery_key
from vpdesk.services.backups import back_up
from vpdesk.services.copies import restorable_backups
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.recovery import RecoveryKey
from vpdesk.vault.swapping import kept_vaults
from vpdesk.vault.vault import Vault
from vpdesk.views.restoring.choice import RestoreChoice
from vpdesk.views.restoring.comparison import Comparison
from vpdesk.views.restoring.opening import RestoreOpening
from vpdesk.views.restoring.rescue import RescuedPage, RescuePage
from vpdesk.views.unlock import Unlock
from vpdesk.views.vault import safety_words
from vpdesk.views.welcome import Welcome

MADE = datetime(2026, 11, 3, 18, 20)


def write(vault: Vault, *aliases: str) -> None:
    with vault.transaction():
        organisation = next(iter(vault.organisations.all()), None) or Organisation(name="De Vliet")
        vault.organisations.save(organisation)
        for alias in aliases:
            vault.cases.save(make_case(organisation.id, alias=alias))


@pytest.fixture
def key(stage: Stage) -> RecoveryKey:
    """A vault with a backup of two cases, and two cases more since then."""
    with Vault.create(stage.folder, PASSPHRASE, cost=CHEAP) as vault:
        made = make_recovery_key(vault)
        write(vault, "Eik-14", "Beuk-21")
        with vault.backup_source() as source:
            back_up(source, reason=BackupReason.LOCK, now=MADE)
        write(vault, "Iep-08", "Linde-03")
    return made


def choosing(stage: Stage, program: Program) -> RestoreChoice:
    choice = page(program, RestoreChoice)
    assert isinstance(choice, RestoreChoice)
    stage.wait(lambda: choice.findChild(QPushButton, "choose_backup"))
    assert findings(program.window) == []
    return choice


def compared(stage: Stage, program: Program, passphrase: str = PASSPHRASE) -> Comparison:
    press(choosing(stage, program), "choose_backup")
    opening = page(program, RestoreOpening)
    assert findings(program.window) == []
    type_in(opening, "passphrase", passphrase)
    press(opening, "open_backup")
    stage.wait(lambda: isinstance(program.window.centralWidget(), Comparison))
    assert findings(program.window) == []
    found = page(program, Comparison)
    assert isinstance(found, Comparison)
    return found


def aliases(folder: Path, passphrase: str = PASSPHRASE) -> set[str]:
    with Vault.open(folder, passphrase) as vault:
        return set(vault.cases.aliases())


@pytest.mark.usefixtures("key")
def test_the_list_begins_at_the_newest_backup(stage: Stage) -> None:
    with Vault.open(stage.folder, PASSPHRASE) as vault, vault.backup_source() as source:
        back_up(source, reason=BackupReason.LOCK, now=MADE + timedelta(days=9))
    program = stage.start()
    program.other_ways().restore()
    choosing(stage, program)
    QTest.keyClick(program.window.focusWidget(), Qt.Key.Key_Return)
    assert "12 November" in spoken(page(program, RestoreOpening))


def test_without_any_backup_it_begins_at_another_file(stage: Stage) -> None:
    program = stage.with_vault().start()
    choice = program.other_ways().restore()
    with stage.qtbot.waitSignal(choice.listed):
        assert program.window.focusWidget() is choice  # Enter does nothing while the list is read
    assert program.window.focusWidget().objectName() == "other_file"


@pytest.mark.usefixtures("key")
def test_a_damaged_vault_leads_to_its_backup_and_back_to_work(stage: Stage) -> None:
    database = stage.folder / "case.db"
    raw = bytearray(database.read_bytes())
    raw[4096:] = bytes(len(raw) - 4096)
    raw[:4096] = bytes(4096)
    database.write_bytes(raw)
    program = stage.start()
    type_in(program.window, "passphrase", PASSPHRASE)
    assert not child(program.window, QPushButton, "restore").isVisible()
    press(program.window, "unlock")
    stage.wait(lambda: child(program.window, QPushButton, "restore").isVisible())
    assert findings(program.window) == []
    press(program.window, "restore")
    comparison = compared(stage, program)
    assert "3 November, 18:20" in spoken(comparison)
    assert "cannot be shown" in spoken(comparison)
    press(comparison, "confirm_restore")
    stage.wait(lambda: isinstance(program.window.centralWidget(), Unlock))
    assert "put back" in spoken(program.window)
    (kept,) = kept_vaults(VaultFolder(stage.folder))
    assert f"{kept}. Look first whether everything is there; then you may delete" in spoken(program.window)
    unlocked(stage, program)
    program.lock()
    assert aliases(stage.folder) == {"Eik-14", "Beuk-21"}
    assert len(list(stage.folder.parent.glob("vault.replaced *"))) == 1


@pytest.mark.usefixtures("key")
def test_both_are_shown_beside_each_other_and_nothing_happens_without_a_word(stage: Stage) -> None:
    program = stage.start()
    program.other_ways().restore()
    comparison = compared(stage, program)
    assert "In your vault now" in spoken(comparison)
    assert {"In the backup, Cases: 2", "In your vault now, Cases: 4"} <= numbers(comparison)
    press(comparison, "refuse_restore")
    stage.wait(lambda: isinstance(program.window.centralWidget(), Unlock))
    assert aliases(stage.folder) == {"Eik-14", "Beuk-21", "Iep-08", "Linde-03"}
    assert sorted(each.name for each in stage.folder.parent.iterdir()) == ["vault", "vault-backups"]


@pytest.mark.usefixtures("key")
def test_what_could_not_be_put_back_is_chosen_again(stage: Stage) -> None:
    program = stage.start()
    program.other_ways().restore()
    comparison = compared(stage, program)
    with Vault.open(stage.folder, PASSPHRASE):
        press(comparison, "confirm_restore")
        stage.wait(lambda: child(comparison, QPushButton, "restore_again").isVisible())
    assert "open already" in spoken(comparison)
    assert findings(program.window) == []
    for gone in ("confirm_restore", "refuse_restore"):
        assert not child(comparison, QPushButton, gone).isVisible()
    press(comparison, "restore_again")
    press(compared(stage, program), "confirm_restore")
    stage.wait(lambda: isinstance(program.window.centralWidget(), Unlock))
    (kept,) = kept_vaults(VaultFolder(stage.folder))
    assert aliases(kept) == aliases(stage.folder)  # the newest backup was made just before


def numbers(comparison: Comparison) -> set[str]:
    return {label.accessibleName() for label in comparison.findChildren(QLabel)}


@pytest.mark.usefixtures("key")
def test_the_passphrase_of_its_own_day_opens_a_backup(stage: Stage) -> None:
    with Vault.open(stage.folder, PASSPHRASE) as vault:
        change_passphrase(vault, "kaars molen fiets water stoel", CHEAP)
    program = stage.start()
    program.other_ways().restore()
    press(choosing(stage, program), "choose_backup")
    opening = page(program, RestoreOpening)
    type_in(opening, "passphrase", "kaars molen fiets water stoel")
    press(opening, "open_backup")
    stage.wait(lambda: child(opening, QPushButton, "open_backup").isEnabled())
    assert "passphrase" in spoken(opening).casefold()
    type_in(opening, "passphrase", PASSPHRASE)
    press(opening, "open_backup")
    stage.wait(lambda: isinstance(program.window.centralWidget(), Comparison))


def test_the_recovery_sheet_opens_a_backup_too(stage: Stage, key: RecoveryKey) -> None:
    program = stage.start()
    program.other_ways().restore()
    press(choosing(stage, program), "choose_backup")
    opening = page(program, RestoreOpening)
    press(opening, "turn_secret")
    for number, group in enumerate(key.groups, start=1):
        type_in(opening, f"group_{number}", group)
    press(opening, "open_backup")
    stage.wait(lambda: isinstance(program.window.centralWidget(), Comparison))


@pytest.mark.usefixtures("key")
def test_a_new_computer_begins_with_a_backup_from_a_stick(stage: Stage, tmp_path: Path) -> None:
    (made,) = VaultFolder(stage.folder).backups.glob("*.vpbak")
    stick = tmp_path / "stick"
    stick.mkdir()
    shutil.copy(made, stick)
    shutil.rmtree(stage.folder.parent)
    program = stage.start()
    press(page(program, Welcome), "restore")
    choice = page(program, RestoreChoice)
    stage.wait(lambda: "No backups were found" in spoken(choice))
    assert findings(program.window) == []
    assert isinstance(choice, RestoreChoice)
    choice.chosen.emit(stick / made.name, made.name)
    opening = page(program, RestoreOpening)
    type_in(opening, "passphrase", PASSPHRASE)
    press(opening, "open_backup")
    stage.wait(lambda: isinstance(program.window.centralWidget(), Comparison))
    press(program.window, "confirm_restore")
    stage.wait(lambda: isinstance(program.window.centralWidget(), Unlock))
    assert aliases(stage.folder) == {"Eik-14", "Beuk-21"}


@pytest.mark.usefixtures("key")
def test_a_file_that_is_something_else_is_said_to_be(stage: Stage, tmp_path: Path) -> None:
    other = tmp_path / "letter.vpbak"
    other.write_text("dear", "utf-8")
    program = stage.start()
    program.other_ways().restore().chosen.emit(other, other.name)
    opening = page(program, RestoreOpening)
    type_in(opening, "passphrase", PASSPHRASE)
    press(opening, "open_backup")
    stage.wait(lambda: "not a backup of vpdesk" in spoken(opening))


def test_from_the_open_window_it_goes_on_in_a_fresh_process(stage: Stage) -> None:
    asked: list[Path] = []
    stage.around = replace(stage.around, restore=asked.append)
    program, _workplace = working(stage)
    assert program.indoors is not None
    program.indoors.restore_asked.emit()
    assert asked == [stage.folder]
    assert stage.relaunched == []
    assert program.window.is_covered
    again = Program(stage.app, stage.around)
    stage.programs.append(again)
    again.start(restoring=True)
    assert isinstance(page(again, RestoreChoice), RestoreChoice)
    press(again.window, "back")
    assert isinstance(page(again, Unlock), Unlock)


@pytest.mark.usefixtures("key")
def test_what_can_be_read_of_a_damaged_vault_is_rescued_into_a_new_one(stage: Stage) -> None:
    database = stage.folder / "case.db"
    raw = bytearray(database.read_bytes())
    raw[:4096] = bytes(4096)
    raw[5 * 4096 : 6 * 4096] = bytes(4096)
    database.write_bytes(raw)
    damaged = database.read_bytes()
    program = stage.start()
    type_in(program.window, "passphrase", PASSPHRASE)
    press(program.window, "unlock")
    stage.wait(lambda: child(program.window, QPushButton, "rescue").isVisible())
    press(program.window, "rescue")
    rescue = page(program, RescuePage)
    assert findings(program.window) == []
    type_in(rescue, "passphrase", "something else")
    press(rescue, "rescue")
    stage.wait(lambda: child(rescue, QPushButton, "rescue").isEnabled())
    type_in(rescue, "passphrase", PASSPHRASE)
    press(rescue, "rescue")
    stage.wait(lambda: isinstance(program.window.centralWidget(), RescuedPage))
    assert findings(program.window) == []
    assert "Read from the damaged vault" in spoken(program.window)
    assert database.read_bytes() == damaged
    press(page(program, RescuedPage), "open_rescued")
    stage.wait(lambda: isinstance(program.window.centralWidget(), Unlock))
    unlocked(stage, program)
    assert program.indoors is not None
    with stage.qtbot.waitSignal(program.indoors.keeping.known):
        program.indoors.keeping.read()
    assert program.indoors.keeping.safety is not None
    said, _tone = safety_words.last_backup(program.indoors.keeping.safety, MADE.date())
    assert "The earlier ones are still there: the newest is of today at 18:20" in said
    assert str(VaultFolder(stage.folder).backups) in said
    program.lock()
    (into,) = (each for each in stage.folder.parent.iterdir() if each.name.startswith("vault 2026"))
    assert {"Eik-14", "Beuk-21"} <= aliases(into)
    assert len(restorable_backups(VaultFolder(into))) == 1
