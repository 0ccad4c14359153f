"""A damaged vault becomes a new one: what can be read, what a backup has of the rest, and stand-ins."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_aftercare, make_case, make_contact
from tests.upgrade.freeze import FROZEN, read_tables
from tests.upgrade.freeze import PASSPHRASE as OLD_PASSPHRASE
from tests.vault.full_cases import Author, FullCase
from vpdesk.domain.agreement import Unit
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.case_list import CaseColumn, CaseOrder
from vpdesk.domain.counsellor import Counsellor
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.errors import WrongPassphraseError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.values import ConsentDecision, Matter
from vpdesk.vault import header_files
from vpdesk.vault import rescue as rescuing
from vpdesk.vault.backup import make_backup
from vpdesk.vault.btree import read_node
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.faults import HeaderDamagedError, VaultExistsError
from vpdesk.vault.folder import PAGE, VaultFolder
from vpdesk.vault.layout import TableLayout, layout
from vpdesk.vault.local import note, recall
from vpdesk.vault.migrations import MIGRATIONS
from vpdesk.vault.pages import PageKeys
from vpdesk.vault.reach import Doubt
from vpdesk.vault.rescue import RescueReport, rescue
from vpdesk.vault.rescue_faults import NothingToRescueError
from vpdesk.vault.salvage import read_pages
from vpdesk.vault.standing_in import lost_words
from vpdesk.vault.vault import Vault

NOW = datetime(2026, 11, 25, 18, 20)
LATER = datetime(2026, 11, 25, 20, 0)
Rows = dict[str, set[tuple[Any, ...]]]


class Made(NamedTuple):
    """A closed vault, what stood in it, and its cases."""

    path: Path
    rows: Rows
    cases: tuple[FullCase, ...]


def stored(vault: Vault) -> Rows:
    tables = read_tables(vault.connection)
    return {
        name: {tuple(row) for row in table["rows"]} for name, table in tables.items() if name != "vault_state"
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A vault with fifty cases, backed up; after that one case was erased and ten were added."""
    path = tmp_path_factory.mktemp("rescue") / "kluis"
    author = Author(17)
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        organisation = Organisation(name="Stichting De Boomgaard")
        with vault.transaction():
            vault.organisations.save(organisation)
        cases = [author.write(vault, organisation.id, length=20) for _ in range(50)]
        with vault.backup_source() as source:
            make_backup(source, vault.folder.backups, reason=BackupReason.LOCK, now=NOW)
        erase_case(vault, cases[7].case_id, rule=ErasureRule.REPORTER_ASKED, on=date(2026, 11, 25))
        cases += [author.write(vault, organisation.id, length=20) for _ in range(10)]
        rows = stored(vault)
    return Made(path, rows, tuple(cases))


@pytest.fixture
def copy(made: Made, tmp_path: Path) -> Path:
    """A copy of vault and backups to do harm to."""
    shutil.copytree(made.path, tmp_path / "kluis")
    shutil.copytree(made.path.with_name("kluis-backups"), tmp_path / "kluis-backups")
    return tmp_path / "kluis"


def contents(path: Path) -> dict[int, bytes]:
    key = header_files.unlock(path, PASSPHRASE).key
    with PageKeys(key.database_key()) as keys:
        return dict(read_pages(VaultFolder(path), keys).readable)


def damage(path: Path, numbers: Iterable[int]) -> None:
    data = bytearray((path / "case.db").read_bytes())
    for number in numbers:
        data[(number - 1) * PAGE + 300] ^= 1
    (path / "case.db").write_bytes(data)


def leaves(path: Path, *words: bytes) -> list[int]:
    """Return the leaves of tables that say one of the words."""
    return [
        number
        for number, page in contents(path).items()
        if page[0] in (10, 13) and any(word in page for word in words)
    ]


def save_from(copy: Path, **more: Any) -> tuple[RescueReport, Rows]:
    """Rescue a copy, and open what came of it."""
    report = rescue(VaultFolder(copy), PASSPHRASE, copy.with_name("gered"), **more)
    with Vault.open(report.folder, PASSPHRASE) as vault:
        assert vault.check() == ()
        return report, stored(vault)


def without_backups(copy: Path) -> None:
    shutil.rmtree(copy.with_name("kluis-backups"))


def test_a_whole_vault_comes_through_whole(copy: Path, made: Made) -> None:
    report, rows = save_from(copy)
    assert rows == made.rows
    assert (report.damaged, report.from_backup, report.stand_ins, report.lost) == (0, {}, {}, {})
    assert report.backup_made is None


def test_the_places_of_its_backups_are_known_afterwards(copy: Path) -> None:
    places = ("/media/stick", "/media/former")
    note(VaultFolder(copy), second_place=places[0], places=places)
    report, _rows = save_from(copy)
    memory = recall(VaultFolder(report.folder))
    assert (memory.second_place, memory.places) == (places[0], places)


def test_the_damaged_vault_is_only_read(copy: Path) -> None:
    damage(copy, [3, 9, 20])
    before = {file.name: file.read_bytes() for file in copy.iterdir()}
    save_from(copy)
    assert {file.name: file.read_bytes() for file in copy.iterdir()} == before


def test_what_is_on_a_damaged_page_comes_from_the_backup(copy: Path, made: Made) -> None:
    old = made.cases[20]
    numbers = leaves(copy, old.words[-1].encode(), old.words[4].encode())
    damage(copy, numbers)
    report, rows = save_from(copy)
    assert report.backup_made is not None
    assert sum(report.from_backup.values()) > 0
    for name, table in rows.items():
        assert table <= made.rows[name] or report.stand_ins, name
    assert {row for row in rows["contacts"] if row[1] == old.case_id} == {
        row for row in made.rows["contacts"] if row[1] == old.case_id
    }


def test_a_draft_of_an_erased_case_does_not_come_back_by_itself(
    copy: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = made.cases[7]
    drafts = [number for number, page in contents(copy).items() if page[0] == 10 and b"contact/" in page]
    damage(copy, drafts)

    def comes_back(into: str) -> bool:
        report = rescue(VaultFolder(copy), PASSPHRASE, copy.with_name(into))
        with Vault.open(report.folder, PASSPHRASE) as vault:
            return any(word in row[1] for row in stored(vault)["drafts"] for word in gone.words)

    assert not comes_back("gered")
    monkeypatch.setattr(rescuing, "drafts_of_erased", lambda _backup, _marks: ())
    assert comes_back("zonder")


def test_all_that_the_backup_has_is_there_when_nothing_can_be_read(copy: Path, made: Made) -> None:
    data = bytes((copy / "case.db").stat().st_size)
    (copy / "case.db").write_bytes(data)
    report, rows = save_from(copy)
    old = {case.case_id for case in made.cases[:50]} - {made.cases[7].case_id}
    assert {row[0] for row in rows["cases"]} == old
    assert rows["contacts"] == {row for row in made.rows["contacts"] if row[1] in old}
    assert report.erased_again == 1  # the marks are sealed beside the database


def test_a_missing_database_is_no_end_either(copy: Path, made: Made) -> None:
    (copy / "case.db").unlink()
    _report, rows = save_from(copy)
    assert len(rows["cases"]) == 49
    assert made.cases[7].case_id not in {row[0] for row in rows["cases"]}


def test_an_erased_case_does_not_come_back_from_the_backup(copy: Path, made: Made) -> None:
    damage(copy, [number for number, page in contents(copy).items() if page[0] in (10, 13)])
    _report, rows = save_from(copy)
    assert made.cases[7].case_id not in {row[0] for row in rows["cases"]}


def test_what_was_deleted_since_the_backup_and_was_not_damaged_stays_deleted(copy: Path, made: Made) -> None:
    place = f"case/{made.cases[3].case_id}/contact"
    with Vault.open(copy, PASSPHRASE) as vault, vault.transaction():
        vault.drafts.drop(place)
    damage(copy, leaves(copy, made.cases[30].words[-1].encode()))
    _report, rows = save_from(copy)
    assert place not in {row[0] for row in rows["drafts"]}


def test_without_a_header_the_one_in_the_backup_opens_it(copy: Path, made: Made) -> None:
    for name in ("header.1", "header.2"):
        (copy / name).write_bytes(b"damaged")
    _report, rows = save_from(copy)
    assert rows == made.rows


def test_without_header_and_backup_there_is_no_key(copy: Path) -> None:
    without_backups(copy)
    for name in ("header.1", "header.2"):
        (copy / name).unlink()
    with pytest.raises(HeaderDamagedError):
        save_from(copy)
    assert not copy.with_name("gered").exists()


def test_cases_on_damaged_pages_are_still_known_by_their_aliases(copy: Path, made: Made) -> None:
    without_backups(copy)
    damage(copy, leaves(copy, b"unknownunknown"))
    report, rows = save_from(copy)
    assert report.stand_ins.get("cases", 0) > 0
    aliases = {row[0]: row[2] for row in made.rows["cases"]}
    assert {row[0]: row[2] for row in rows["cases"]} == aliases
    assert {row[0]: row[3] for row in rows["cases"]} == {row[0]: row[3] for row in made.rows["cases"]}


def of_matters(copy: Path) -> list[int]:
    """Return the leaves of the table of matters."""
    pages = contents(copy)
    read = layout(len(MIGRATIONS))["case_matters"].read
    leaves = {number: read_node(number, pages).rows for number, page in pages.items() if page[0] == 10}
    return [number for number, rows in leaves.items() if rows and all(map(read, rows))]


def test_matters_on_damaged_pages_are_still_known_by_their_index(
    copy: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_backups(copy)
    leaves = of_matters(copy)
    damage(copy, leaves)
    report, rows = save_from(copy)
    assert rows == made.rows
    assert (report.damaged, report.stand_ins, report.lost) == (len(leaves), {}, {})
    assert leaves
    shutil.rmtree(report.folder)
    monkeypatch.setattr(TableLayout, "told_by", lambda *_: None)  # the control
    report, rows = save_from(copy)
    assert report.stand_ins["case_matters"] > 0
    assert rows["case_matters"] != made.rows["case_matters"]


def test_a_matter_that_was_taken_back_since_the_backup_does_not_return_with_it(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Vault.open(copy, PASSPHRASE) as vault:
        case = next(case for case in map(vault.cases.get, ids_of_cases(vault)) if len(case.matters) > 1)
        with vault.transaction():
            vault.cases.save(replace(case, matters=case.matters[:1]))
    damage(copy, of_matters(copy))

    def rescued() -> tuple[Matter, ...]:
        report, _rows = save_from(copy)
        with Vault.open(report.folder, PASSPHRASE) as vault:
            matters = vault.cases.get(case.id).matters
        shutil.rmtree(report.folder)
        return matters

    assert rescued() == case.matters[:1]
    monkeypatch.setattr(TableLayout, "told_by", lambda *_: None)  # the control
    assert rescued() == case.matters


def test_conversations_on_damaged_pages_still_count_and_say_that_they_are_lost(
    copy: Path, made: Made
) -> None:
    without_backups(copy)
    damage(copy, leaves(copy, b"melder"))
    report, rows = save_from(copy)
    assert {row[:3] + row[4:5] for row in rows["contacts"]} == {
        row[:3] + row[4:5] for row in made.rows["contacts"]
    }
    lost = {row[0] for row in rows["contacts"] if row[5] == lost_words()}
    assert len(lost) == report.stand_ins["contacts"] > 0


@pytest.fixture
def family(tmp_path: Path) -> Path:
    """A vault with one case and what hangs on it, small enough for one page a table."""
    path = tmp_path / "kluis"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        organisation = Organisation(name="Stichting De Boomgaard")
        with vault.transaction():
            vault.organisations.save(organisation)
        Author(2).write(vault, organisation.id, contacts=2, length=4)
        case = make_case(organisation.id, alias="Eik-14")
        with vault.transaction():
            vault.cases.save(case)
            vault.contacts.save(make_contact(case.id))
            vault.aftercares.save(make_aftercare(case.id, safe_time="na zessen"))
    return path


def pages_of(path: Path, *tables: str) -> list[int]:
    """Return the root pages of tables (and of the indexes named)."""
    with Vault.open(path, PASSPHRASE) as vault:
        found = vault.connection.execute("SELECT name, rootpage FROM sqlite_master").fetchall()
    return [root for name, root in found if name in tables]


def test_a_step_whose_consent_is_lost_rests_on_a_refusal(family: Path) -> None:
    damage(family, pages_of(family, "consents", "consents_of_case"))
    save_from(family)
    with Vault.open(family.with_name("gered"), PASSPHRASE) as vault:
        cases = [row[0] for row in vault.connection.execute("SELECT case_id FROM steps").fetchall()]
        (consent,) = vault.consents.of_case(cases[0])
    assert consent.decision is ConsentDecision.REFUSED
    assert consent.withheld_because == lost_words()


def test_a_step_whose_decision_is_lost_rests_on_one_that_keeps_confidentiality(family: Path) -> None:
    damage(
        family, pages_of(family, "confidentiality_exceptions", "confidentiality_exceptions_of_case")
    )
    report, rows = save_from(family)
    assert report.stand_ins["confidentiality_exceptions"] == 1
    assert len(rows["steps"]) == 2
    with Vault.open(family.with_name("gered"), PASSPHRASE) as vault:
        sql = "SELECT case_id FROM steps WHERE exception_id IS NOT NULL"
        (case_id,) = vault.connection.execute(sql).fetchone()
        (kept,) = vault.confidentiality_exceptions.of_case(case_id)
    assert not kept.breaks
    assert kept.harm == lost_words()


def test_conversations_are_not_lost_with_everything_they_hang_on(family: Path) -> None:
    damage(family, pages_of(family, "cases", "organisations", "cases_alias", "cases_by_organisation",
                            "cases_by_opening", "sqlite_autoindex_organisations_1"))  # fmt: skip
    report, rows = save_from(family)
    assert len(rows["contacts"]) == 3
    assert report.stand_ins["cases"] == 2
    assert report.stand_ins["organisations"] >= 1


def test_a_case_whose_matters_are_lost_is_in_the_list_by_matter(family: Path) -> None:
    damage(family, pages_of(family, "case_matters", "case_matters_by_code"))
    save_from(family)
    with Vault.open(family.with_name("gered"), PASSPHRASE) as vault:
        rows = vault.cases.rows(CaseFilter(), CaseOrder(column=CaseColumn.MATTER))
        assert [row.matters for row in rows] == [(Matter.OTHER_OUTSIDE,)] * vault.cases.count(CaseFilter())


def test_a_case_is_not_lost_with_the_site_that_it_is_of(family: Path) -> None:
    with Vault.open(family, PASSPHRASE) as vault, vault.transaction():
        (case_id,) = vault.connection.execute("SELECT id FROM cases WHERE alias = 'Eik-14'").fetchone()
        case = vault.cases.get(case_id)
        site = Unit(organisation_id=case.organisation_id, name="Gemaal Zuid")
        vault.units.save(site)
        vault.cases.save(replace(case, unit_id=site.id))
    damage(family, pages_of(family, "units", "sqlite_autoindex_units_1"))
    save_from(family)
    with Vault.open(family.with_name("gered"), PASSPHRASE) as vault:
        assert vault.cases.get(case_id) == case


def test_open_aftercare_comes_back_on_its_day_with_a_warning(family: Path) -> None:
    damage(family, pages_of(family, "aftercares"))
    save_from(family)
    with Vault.open(family.with_name("gered"), PASSPHRASE) as vault:
        due = vault.aftercares.due(date(2027, 1, 1))
    assert [(item.due_on, item.safe_time) for item in due if item.alias == "Eik-14"] == [
        (date(2026, 6, 1), "Not known any more")
    ]


def test_a_vault_of_an_earlier_schema_is_rescued_and_then_brought_up_to_date(tmp_path: Path) -> None:
    shutil.copytree(FROZEN / "schema-1", tmp_path / "kluis")
    damage(tmp_path / "kluis", [])
    report = rescue(VaultFolder(tmp_path / "kluis"), OLD_PASSPHRASE, tmp_path / "gered")
    with Vault.open(report.folder, OLD_PASSPHRASE) as vault:
        assert vault.check() == ()
        assert len(vault.cases.aliases()) == 24


def test_rows_from_before_a_column_was_there_are_rescued_with_what_it_holds_then(tmp_path: Path) -> None:
    kluis = tmp_path / "kluis"
    shutil.copytree(FROZEN / "schema-2", kluis)
    with Vault.open(kluis, OLD_PASSPHRASE) as vault:  # the step leaves the rows of cases as they were stored
        before = {case_id: vault.cases.get(case_id) for case_id in ids_of_cases(vault)}
    shutil.rmtree(tmp_path / "kluis-backups")
    report = rescue(VaultFolder(kluis), OLD_PASSPHRASE, tmp_path / "gered")
    assert not report.stand_ins
    with Vault.open(report.folder, OLD_PASSPHRASE) as vault:
        assert {case_id: vault.cases.get(case_id) for case_id in ids_of_cases(vault)} == before
    assert len(before) > 1


def ids_of_cases(vault: Vault) -> list[int]:
    return [row["id"] for row in vault.connection.execute("SELECT id FROM cases")]


def test_an_older_file_in_its_place_gives_way_to_the_newer_backup(copy: Path, made: Made) -> None:
    older = (copy / "case.db").read_bytes()
    with Vault.open(copy, PASSPHRASE) as vault:
        organisation = vault.organisations.all()[0]
        Author(5).write(vault, organisation.id)
        with vault.transaction():
            vault.organisations.save(replace(organisation, remarks="Changed after that."))
        with vault.backup_source() as source:
            make_backup(source, vault.folder.backups, reason=BackupReason.ASKED, now=LATER)
        rows = stored(vault)
    (copy / "case.db").write_bytes(older)
    report, rescued = save_from(copy)
    assert rescued == rows
    assert len(rescued["cases"]) == len(made.rows["cases"]) + 1
    assert report.doubts == (Doubt.OVERTAKEN,)


def test_what_only_the_older_file_has_is_kept_beside_the_backup(copy: Path) -> None:
    elsewhere = copy.with_name("elders")
    shutil.copytree(copy, elsewhere)
    with Vault.open(elsewhere, PASSPHRASE) as vault:  # the same vault at work in two places
        mine = Author(5).write(vault, vault.organisations.all()[0].id)
    with Vault.open(copy, PASSPHRASE) as vault:
        for seed in range(6, 9):
            Author(seed).write(vault, vault.organisations.all()[0].id)
        with vault.backup_source() as source:
            make_backup(source, vault.folder.backups, reason=BackupReason.ASKED, now=LATER)
        rows = stored(vault)
        with vault.transaction():
            vault.drafts.drop("nothing")  # one change more than the backup has
    shutil.copy(elsewhere / "case.db", copy)
    report, rescued = save_from(copy)
    assert all(rows[name] <= rescued[name] for name in rows)
    assert {row[0] for row in rescued["cases"] - rows["cases"]} == {mine.case_id}
    assert {row[0] for row in rescued["case_matters"] - rows["case_matters"]} == {mine.case_id}
    assert report.doubts == (Doubt.OVERTAKEN, Doubt.BEHIND)


def test_without_a_newer_backup_an_older_file_is_known_to_be_one(copy: Path, made: Made) -> None:
    note(VaultFolder(copy), commits=9999)
    report, rescued = save_from(copy)
    assert rescued == made.rows
    assert report.doubts == (Doubt.BEHIND,)


def test_a_newer_backup_is_told_of_where_nothing_says_that_the_file_is_older(copy: Path, made: Made) -> None:
    older = (copy / "case.db").read_bytes()
    with Vault.open(copy, PASSPHRASE) as vault:
        Author(5).write(vault, vault.organisations.all()[0].id)
        with vault.backup_source() as source:
            make_backup(source, vault.folder.backups, reason=BackupReason.ASKED, now=LATER)
    (copy / "case.db").write_bytes(older)
    (copy / "local.json").unlink()
    report, rescued = save_from(copy)
    assert rescued == made.rows  # she may have put back this copy on purpose, and have gone on with it
    assert report.doubts == (Doubt.BESIDE,)


def test_how_far_the_vault_was_is_not_known_without_the_page_that_says_so(copy: Path) -> None:
    damage(copy, pages_of(copy, "vault_state"))
    report, _rows = save_from(copy)
    assert Doubt.UNKNOWN in report.doubts


def test_the_name_of_the_practice_comes_from_the_backup_too(copy: Path) -> None:
    with Vault.open(copy, PASSPHRASE) as vault:
        with vault.transaction():
            vault.counsellors.save(Counsellor(practice_name="De Boomgaard"))
        with vault.backup_source() as source:
            make_backup(source, vault.folder.backups, reason=BackupReason.ASKED, now=LATER)
    (copy / "case.db").unlink()
    _report, rows = save_from(copy)
    assert {row[:2] for row in rows["counsellors"]} == {(1, "De Boomgaard")}


REFUSED: dict[str, tuple[Callable[[Path], object], str, type[Exception]]] = {
    "another passphrase": (lambda _path: None, "iets anders", WrongPassphraseError),
    "no vault": (shutil.rmtree, PASSPHRASE, NothingToRescueError),
    "something in the way": (
        lambda path: shutil.copytree(path, path.with_name("gered")), PASSPHRASE, VaultExistsError,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_rescued_says_why(copy: Path, name: str) -> None:
    make, secret, error = REFUSED[name]
    make(copy)
    with pytest.raises(error):
        rescue(VaultFolder(copy), secret, copy.with_name("gered"))
    assert name == "something in the way" or not copy.with_name("gered").exists()


def test_without_a_readable_row_or_a_backup_there_is_nothing(copy: Path) -> None:
    without_backups(copy)
    (copy / "case.db").write_bytes(bytes((copy / "case.db").stat().st_size))
    with pytest.raises(NothingToRescueError):
        save_from(copy)
    assert not copy.with_name("gered").exists()


def test_a_damaged_backup_is_passed_by_for_an_older_one(copy: Path, made: Made) -> None:
    (backup,) = copy.with_name("kluis-backups").glob("*.vpbak")
    newer = backup.with_name("vpdesk 2027-01-01 10.00.00.vpbak")
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    newer.write_bytes(data)
    (copy / "case.db").unlink()
    _report, rows = save_from(copy)
    assert len(rows["cases"]) == len(made.rows["cases"]) - 10


def test_of_long_notes_with_a_damaged_page_the_beginning_remains_and_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "kluis"
    long = "Zij vertelt wat er voorviel, één voor één. " * 400
    organisation = Organisation(name="Stichting De Boomgaard")
    case = make_case(organisation.id)
    contact = make_contact(case.id, notes=long)
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault, vault.transaction():
        vault.organisations.save(organisation)
        vault.cases.save(case)
        vault.contacts.save(contact)
    overflow = [number for number, page in contents(path).items() if page[0] == 0 and b"voorviel" in page]
    damage(path, overflow[-2:-1])
    save_from(path)
    with Vault.open(tmp_path / "gered", PASSPHRASE) as vault:
        rescued = vault.contacts.get(contact.id)
    said, _mark, rest = rescued.notes.partition(" […]")
    assert long.startswith(said)
    assert len(said) > 3000
    assert rest.strip() == lost_words()
    assert (rescued.held_on, rescued.minutes, rescued.channel) == (
        contact.held_on, contact.minutes, contact.channel,
    )  # fmt: skip
