"""Damage behind the first pages: wherever it is met, it leads to the lock page with its ways out."""

import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.exceptions import capture_exceptions

from tests.app.conftest import Stage
from tests.app.test_locking import locking
from tests.app.test_program import desk_of, form_of, page, press, spoken, type_in, unlocked
from tests.factories import (
    CHEAP,
    PASSPHRASE,
    make_aftercare,
    make_case,
    make_consent,
    make_contact,
    make_step,
)
from tests.proof.tour_of_damage import leads_on
from tests.vault.trees import damage, leaf_of, root_of
from tests.views.audit import findings
from tests.views.conftest import NOW
from tests.views.finding import child
from vpdesk.app.bug_watch import BugWatch
from vpdesk.app.locking import LockState
from vpdesk.app.program import Program
from vpdesk.cli.parser import build_parser
from vpdesk.domain.errors import StorageError
from vpdesk.domain.organisation import Organisation
from vpdesk.models.desk import Desk
from vpdesk.services.drafts import load_draft, save_draft
from vpdesk.vault.faults import DatabaseDamagedError
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.header_files import opened_by
from vpdesk.vault.opening import unlock
from vpdesk.vault.vault import Vault
from vpdesk.views.bug_notice import BugNotice
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.held_page import HeldPage
from vpdesk.views.pictures import settle
from vpdesk.views.places import PLACES
from vpdesk.views.restoring.choice import RestoreChoice
from vpdesk.views.row_delegate import RowList
from vpdesk.views.workplace import Workplace

CASES = 600
#: By its place in the list: none of the first 200, which the list reads at once.
FAR = 330
NEAR = 40


@pytest.fixture
def told(stage: Stage) -> list[Path]:
    """Notes where a fresh process would have said that the vault is damaged; the places are the real ones."""
    noted: list[Path] = []
    stage.around = replace(stage.around, places=(), after_damage=noted.append)
    return noted


@pytest.fixture(autouse=True)
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever watches for mistakes is put back afterwards."""
    for name in ("excepthook", "unraisablehook"):
        monkeypatch.setattr(sys, name, getattr(sys, name))
    yield
    settle()


@pytest.fixture
def case_ids(stage: Stage) -> list[int]:
    """Six hundred cases, each with one of everything but aftercare, in the order of the list."""
    organisation = Organisation(name="Waterschap De Vliet")
    cases = [make_case(organisation.id) for _ in range(CASES)]
    consents = [make_consent(case.id) for case in cases]
    with Vault.create(stage.folder, PASSPHRASE, cost=CHEAP) as vault, vault.transaction():
        vault.organisations.save(organisation)
        vault.cases.add_all(cases)
        vault.contacts.add_all(make_contact(case.id, notes="Zij vertelt. " * 9) for case in cases)
        vault.consents.add_all(consents)
        vault.steps.add_all(make_step(each.case_id, each.id) for each in consents)
        # Today reads what falls due, and its cases with it: those at the end of the list are not among them
        due = cases[-100:]
        vault.aftercares.add_all(make_aftercare(case.id, remarks="Zij belt zelf. " * 9) for case in due)
    return [case.id for case in reversed(cases)]


def row_of(stage: Stage, table: str, case_id: int) -> int:
    """Return what a row in `table` that belongs to a case is found by."""
    if table == "case_matters":
        return case_id
    with Vault.open(stage.folder, PASSPHRASE) as vault:
        sql = f"SELECT id FROM {table} WHERE case_id = ?"
        return int(vault.connection.execute(sql, [case_id]).fetchone()[0])


def started(stage: Stage) -> Program:
    program = stage.start()
    BugWatch(program.window).expected.connect(program.say)
    return program


def entered(stage: Stage, program: Program, told: list[Path]) -> None:
    type_in(program.window, "passphrase", PASSPHRASE)
    press(program.window, "unlock")
    stage.wait(lambda: told or isinstance(program.window.centralWidget(), Workplace))
    settle()


def notices(program: Program) -> list[BugNotice]:
    return [each for each in program.window.findChildren(BugNotice) if each.isVisible()]


def go(program: Program, place: str, item: object = None) -> None:
    """Go there as a press does it: what is raised goes to whoever watches for mistakes."""
    workplace = page(program, Workplace)
    assert isinstance(workplace, Workplace)
    QTimer.singleShot(0, workplace, lambda: workplace.go(place, item))
    settle()


def tour(stage: Stage, program: Program, told: list[Path], case_id: int) -> str:
    """Enter, scroll the list to its end, open the case; return where it ended."""
    entered(stage, program, told)
    if told:
        return "entering"
    go(program, "cases")
    rows = child(program.window, RowList, "case_list")
    for row in range(0, CASES, 20):
        rows.scrollTo(rows.model().index(row, 0))
        settle()
        if told:
            return "scrolling"
    go(program, "cases", case_id)
    return "opening" if told else ""


#: The table, the place in the list of the case whose page is damaged, and what may meet it.
WAYS = {
    "a list is scrolled": ("case_matters", FAR, {"scrolling"}),
    "a conversation is opened": ("contacts", NEAR, {"opening"}),
    "a permission is opened": ("consents", NEAR, {"opening"}),
    "Today is read": ("aftercares", NEAR, {"entering"}),
    "a step is read": ("steps", NEAR, {"entering", "opening"}),
}


@pytest.mark.parametrize("way", WAYS)
def test_damage_leads_to_the_lock_page_with_its_ways_out(
    stage: Stage, told: list[Path], case_ids: list[int], way: str
) -> None:
    table, place, where = WAYS[way]
    case_id = case_ids[place]
    damage(stage.folder, leaf_of(stage.folder, table, row_of(stage, table, case_id)))
    program = started(stage)
    assert tour(stage, program, told, case_id) in where
    assert notices(program) == []
    assert (told, stage.relaunched) == ([stage.folder], [])
    assert program.indoors is None
    assert program.window.is_covered
    after = Program(stage.app, stage.around)
    stage.programs.append(after)
    after.start(damaged=True)
    assert leads_on(after)
    assert "cannot be read" in spoken(after.window)
    assert findings(after.window) == []
    press(after.window, "restore")
    assert isinstance(page(after, RestoreChoice), RestoreChoice)


@pytest.mark.parametrize("way", ["a list is scrolled", "a conversation is opened"])
def test_damage_that_nobody_notices_is_taken_for_a_bug(
    stage: Stage, told: list[Path], case_ids: list[int], monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """The control."""
    table, place, _where = WAYS[way]
    case_id = case_ids[place]
    damage(stage.folder, leaf_of(stage.folder, table, row_of(stage, table, case_id)))
    monkeypatch.setattr(Desk, "tell_damage", lambda _desk: None)
    with capture_exceptions() as bugs:
        program = stage.start()
        assert tour(stage, program, told, case_id) == ""
    assert DatabaseDamagedError in {kind for kind, _error, _trace in bugs}
    assert program.indoors is not None


def test_damage_that_only_the_backup_meets_is_told_after_the_lock(
    stage: Stage, told: list[Path], case_ids: list[int]
) -> None:
    damage(stage.folder, leaf_of(stage.folder, "contacts", row_of(stage, "contacts", case_ids[FAR])))
    stage.around = replace(stage.around, backs_up=True)
    program = started(stage)
    entered(stage, program, told)
    program.lock()
    stage.wait(lambda: told)
    assert (told, stage.relaunched) == ([stage.folder], [])
    assert notices(program) == []


def typed_on(stage: Stage, told: list[Path], case_ids: list[int], words: str) -> Program:
    """Type into the notes of one case, while the conversation of another lies on a damaged page."""
    program = started(stage)
    entered(stage, program, told)
    go(program, "cases", f"{case_ids[5]}/record/{case_ids[5]}")
    (form,) = [each for each in program.window.findChildren(FormPage) if each.isVisible()]
    child(form, QPlainTextEdit).setPlainText(words)
    return program


@pytest.mark.usefixtures("told")
def test_what_is_typed_when_damage_is_met_is_kept(
    stage: Stage, told: list[Path], case_ids: list[int]
) -> None:
    contact = row_of(stage, "contacts", case_ids[NEAR])
    damage(stage.folder, leaf_of(stage.folder, "contacts", contact))
    program = typed_on(stage, told, case_ids, "Only just said")
    desk_of(program).do(
        lambda vault: vault.contacts.get(contact), owner=program, failed=lambda _error: None
    )
    stage.wait(lambda: told)
    with Vault.open(stage.folder, PASSPHRASE) as vault:
        kept = load_draft(vault, f"case/{case_ids[5]}/contact")
        assert kept is not None
        assert "Only just said" in kept.body


def test_after_damage_one_is_not_led_to_it_again(stage: Stage, told: list[Path], case_ids: list[int]) -> None:
    case_id = case_ids[NEAR]
    contact = row_of(stage, "contacts", case_id)
    program = started(stage)
    entered(stage, program, told)
    go(program, "cases", case_id)
    program.lock()
    damage(stage.folder, leaf_of(stage.folder, "contacts", contact))
    entered(stage, started(stage), told)
    assert told.pop() == stage.folder
    again = started(stage)
    entered(stage, again, told)
    assert told == []
    back = page(again, Workplace)
    assert isinstance(back, Workplace)
    assert back.here == PLACES[0].key


def harmed_while_open(stage: Stage, *names: str) -> tuple[Program, list[Path]]:
    """Type a name, and meet the first pages of the tables `names` that were damaged meanwhile."""
    told: list[Path] = []
    stage.around = replace(stage.around, after_damage=told.append)
    with Vault.create(stage.folder, PASSPHRASE, cost=CHEAP) as vault:
        save_draft(vault, "elsewhere", "{}", NOW)
    pages = [root_of(stage.folder, name) for name in names]
    program = started(stage)
    place = form_of(unlocked(stage, program))
    child(place, QLineEdit).setText("Gemeente Molendrecht")
    damage(stage.folder, *pages)
    desk = desk_of(program)
    desk.ask(Vault.discard_connection)  # which still remembers the pages as they were
    desk.do(lambda vault: vault.organisations.all(), owner=program, failed=lambda _error: None)
    stage.wait(lambda: program.window.is_covered)
    return program, told


def test_a_value_whose_table_is_damaged_is_kept_as_a_draft(stage: Stage) -> None:
    program, told = harmed_while_open(stage, "organisations")
    assert told == [stage.folder]
    assert program.indoors is None
    raw = drafts_in(stage.folder)
    assert "Gemeente Molendrecht" in raw["organisation/1"]


def drafts_in(folder: Path) -> dict[str, str]:
    """Return the drafts, past the table that opening would not let pass."""
    opened, connection = unlock(VaultFolder(folder), PASSPHRASE, opened_by(folder, PASSPHRASE))
    with closing(connection):
        opened.key.forget()
        return dict(map(tuple, connection.execute("SELECT place, body FROM drafts")))


@pytest.fixture
def unsaved(stage: Stage) -> tuple[Program, list[Path]]:
    """A typed name, and a vault in which neither the name nor its draft can be saved any more."""
    return harmed_while_open(stage, "organisations", "drafts")


def test_what_cannot_be_kept_waits_behind_the_passphrase(
    stage: Stage, unsaved: tuple[Program, list[Path]]
) -> None:
    program, told = unsaved
    assert locking(program).state is LockState.HELD
    held = child(program.window, HeldPage)
    assert "write it down on paper" in spoken(held)
    assert "Molendrecht" not in spoken(program.window)
    assert findings(program.window) == []
    assert told == []
    type_in(held, "held_passphrase", PASSPHRASE)
    press(held, "held_back")
    stage.wait(lambda: not program.window.is_covered)
    workplace = page(program, Workplace)
    assert child(form_of(workplace), QLineEdit).text() == "Gemeente Molendrecht"  # type: ignore[arg-type]
    assert "write it down on paper" in spoken(workplace)
    assert notices(program) == []


def test_after_writing_it_down_the_window_closes(
    stage: Stage, unsaved: tuple[Program, list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    program, _told = unsaved
    held = child(program.window, HeldPage)
    type_in(held, "held_passphrase", PASSPHRASE)
    press(held, "held_back")
    stage.wait(lambda: not program.window.is_covered)
    asked: list[str] = []

    def ask(wrong: str, _anyway: str) -> bool:
        asked.append(wrong)
        return True

    monkeypatch.setattr(program, "ask_anyway", ask)
    assert program.window.close()
    assert ["paper" in each for each in asked] == [True]
    assert program.indoors is None


def test_an_error_of_the_surroundings_in_a_slot_is_said_in_its_words(stage: Stage, told: list[Path]) -> None:
    program = started(stage.with_vault())
    entered(stage, program, told)
    workplace = page(program, Workplace)
    assert isinstance(workplace, Workplace)

    def fail() -> None:
        raise StorageError

    QTimer.singleShot(0, workplace, fail)
    stage.wait(lambda: "does not answer" in workplace.banner.text())
    assert notices(program) == []


def test_a_fresh_process_hears_of_it_by_one_word() -> None:
    chosen = build_parser().parse_args(["--vault", "kluis", "--damaged"])
    assert (chosen.vault, chosen.damaged, chosen.restore) == (Path("kluis"), True, False)
