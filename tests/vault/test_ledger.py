"""What was counted stays counted, once, whatever becomes of the case; and then it names nobody."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from tests.factories import (
    CHEAP,
    PASSPHRASE,
    counted_in,
    make_case,
    make_consent,
    make_contact,
    make_milestone,
    make_release,
    make_track,
)
from tests.vault.test_erasure import read_copy
from tests.vault.test_rescue import damage, leaves
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.binned import BinKind
from vpdesk.domain.case import Case
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.errors import RuleError
from vpdesk.domain.formal import MILESTONES, MilestoneKind
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.register import EventKind, LedgerEvent, RegisteredRelease
from vpdesk.domain.values import ConsentDecision, ConsentPurpose, Matter, Outcome, Route
from vpdesk.services.batches import Batch, batch_of, entries_of
from vpdesk.services.binning import bin_part, put_back
from vpdesk.services.joining import join_cases
from vpdesk.services.splitting import split_case
from vpdesk.services.undoing import deed_since, look, undo
from vpdesk.vault.backup import make_backup, unpacked
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.erasure_faults import ErasureUnprovenError
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.opening import connect_with
from vpdesk.vault.rescue import rescue
from vpdesk.vault.tombstones import apply_tombstones, read_tombstones
from vpdesk.vault.vault import Vault

ON = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 9, 0)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
NEXT = (date(2027, 1, 1), date(2027, 12, 31))


@pytest.fixture
def cases(vault: Vault, organisation: Organisation) -> list[Case]:
    """Six running cases of 2026, each with a contact."""
    made = [make_case(organisation.id, matters=(Matter.BULLYING, Matter.FRAUD)) for _ in range(6)]
    with vault.transaction():
        vault.cases.add_all(made)
        vault.contacts.add_all(make_contact(case.id, minutes=30) for case in made)
    return made


def count(vault: Vault, organisation: Organisation, period: tuple[date, date] = YEAR) -> RegisteredRelease:
    """Release a report over a period, and enter what it counts."""
    batch = batch_of(vault, organisation.id, *period)
    release = make_release(organisation.id, start=period[0], end=period[1])
    with vault.transaction():
        vault.releases.register(release, entries_of(batch, release))
    return release


def events(vault: Vault, release: RegisteredRelease, kind: EventKind | None = None) -> list[LedgerEvent]:
    found = vault.ledger.of_releases([release.id])[release.id]
    return [event for event in found if kind in (None, event.event)]


def waiting(vault: Vault, organisation: Organisation) -> Batch:
    return batch_of(vault, organisation.id, *NEXT)


def close(vault: Vault, case_id: int, on: date) -> None:
    with vault.transaction():
        vault.cases.save(vault.cases.get(case_id).close(on, Outcome.RESOLVED))


def size(batch: Batch) -> tuple[int, int, int]:
    return len(batch.openings), len(batch.closings), len(batch.contacts)


def tally(vault: Vault) -> list[tuple[object, ...]]:
    """Return all that the ledger says, without whom it names."""
    sql = "SELECT id, release_id, event, half, known, codes, contacts, minutes, of_release FROM ledger"
    return sorted(map(tuple, vault.connection.execute(sql)))


# -- once


def test_nothing_is_counted_twice(vault: Vault, organisation: Organisation, cases: list[Case]) -> None:
    assert size(batch_of(vault, organisation.id, *YEAR)) == (6, 0, 6)
    release = count(vault, organisation)
    assert size(waiting(vault, organisation)) == (0, 0, 0)
    again = make_release(organisation.id, start=date(2028, 1, 1), end=date(2028, 12, 31))
    with pytest.raises(sqlcipher.IntegrityError), vault.transaction():
        vault.releases.register(again, counted_in(again, cases[0].id))
    assert [each.id for each in vault.releases.history(organisation.id)] == [release.id]


def test_a_case_that_closes_after_it_was_counted_is_a_closing_once(
    vault: Vault, organisation: Organisation, cases: list[Case]
) -> None:
    release = count(vault, organisation)
    close(vault, cases[2].id, date(2027, 2, 1))
    (closing,) = waiting(vault, organisation).closings
    assert (closing.id, closing.outcome, closing.of_release) == (cases[2].id, "resolved", release.id)
    later = count(vault, organisation, NEXT)
    (event,) = events(vault, later, EventKind.CLOSING)
    assert event.codes_by_dimension() == {"outcome": ("resolved",)}
    assert size(batch_of(vault, organisation.id, date(2028, 1, 1), date(2028, 12, 31))) == (0, 0, 0)


def test_a_case_that_was_closed_when_it_was_counted_has_no_closing(
    vault: Vault, organisation: Organisation, cases: list[Case]
) -> None:
    close(vault, cases[0].id, date(2026, 6, 1))
    count(vault, organisation)
    assert not waiting(vault, organisation).closings


def test_the_closing_of_who_takes_back_the_consent_to_be_counted_does_not_count(
    vault: Vault, organisation: Organisation, cases: list[Case]
) -> None:
    count(vault, organisation)
    before = tally(vault)
    close(vault, cases[0].id, date(2027, 2, 1))
    with vault.transaction():
        vault.consents.save(
            make_consent(cases[0].id, purpose=ConsentPurpose.COUNTING, decision=ConsentDecision.REFUSED)
        )
    assert not waiting(vault, organisation).closings
    assert tally(vault) == before


def test_a_late_contact_counts_in_the_next_report(
    vault: Vault, organisation: Organisation, cases: list[Case]
) -> None:
    count(vault, organisation)
    with vault.transaction():
        vault.contacts.save(make_contact(cases[0].id, held_on=date(2026, 5, 1), minutes=45))
        vault.contacts.save(make_contact(cases[0].id, held_on=date(2025, 5, 1)))  # of no report's period
    assert [contact.minutes for contact in waiting(vault, organisation).contacts] == [45]


def test_a_contact_from_the_bin_is_not_counted_again(
    vault: Vault, organisation: Organisation, cases: list[Case]
) -> None:
    count(vault, organisation)
    contact = vault.contacts.of_case(cases[0].id)[0]
    binned = bin_part(vault, BinKind.CONTACT, contact.id, label="x", now=NOW)
    put_back(vault, binned.id)
    assert size(waiting(vault, organisation)) == (0, 0, 0)


#: What is reached before a body of the employer's; the rest can be where none has the case.
BEFORE_THE_EMPLOYER = {
    Route.COMPLAINTS_COMMITTEE: {
        MilestoneKind.SUBMITTED, MilestoneKind.REPAIR_ASKED, MilestoneKind.REPAIRED, MilestoneKind.ADMISSIBLE,
        MilestoneKind.INADMISSIBLE, MilestoneKind.HEARING, MilestoneKind.WITNESSES, MilestoneKind.EXTENDED,
        MilestoneKind.ADVICE, MilestoneKind.MEASURE, MilestoneKind.ENDED_BY_BODY,
    },
    Route.REPORTING_POINT: {
        MilestoneKind.SUBMITTED, MilestoneKind.RECEIVED, MilestoneKind.ACKNOWLEDGED, MilestoneKind.FEEDBACK,
        MilestoneKind.MEASURE, MilestoneKind.ENDED_BY_BODY,
    },
}  # fmt: skip


@pytest.mark.parametrize(("route", "kind"), [(way, one) for way in MILESTONES for one in MILESTONES[way]])
def test_a_case_is_known_to_the_employer_once_it_was_before_a_body_of_its_own(
    vault: Vault, organisation: Organisation, cases: list[Case], route: Route, kind: MilestoneKind
) -> None:
    known = kind in BEFORE_THE_EMPLOYER.get(route, ())
    track = make_track(cases[0].id, route=route)
    with vault.transaction():
        vault.formal_tracks.save(track)
        vault.milestones.save(make_milestone(cases[0].id, track.id, kind=kind, finding=None))
    found = {case.id: case.known for case in batch_of(vault, organisation.id, *YEAR).openings}
    assert found == {case.id: case is cases[0] and known for case in cases}


def test_the_order_of_the_ledger_is_not_that_of_the_cases(vault: Vault, organisation: Organisation) -> None:
    matters = (Matter.THEFT, Matter.BULLYING, Matter.FRAUD, Matter.AGGRESSION)
    with vault.transaction():
        for matter in matters:
            vault.cases.save(make_case(organisation.id, matters=(matter,)))
    said = [event.codes for event in events(vault, count(vault, organisation))]
    assert said == sorted(said, key=str)


def test_a_release_never_changes(
    vault: Vault, organisation: Organisation, cases: list[Case]
) -> None:
    release = count(vault, organisation)
    with pytest.raises(sqlcipher.IntegrityError, match="never changes"):
        vault.connection.execute("UPDATE releases SET reason = 'x'")
    assert vault.releases.history(organisation.id) == [release]
    assert cases


# -- whatever becomes of the case


def test_an_erased_case_leaves_the_ledger_and_what_it_counted_stays(
    vault: Vault, organisation: Organisation, cases: list[Case]
) -> None:
    release = count(vault, organisation)
    before = tally(vault)
    contact = vault.contacts.of_case(cases[3].id)[0]
    erase_case(vault, cases[3].id, rule=ErasureRule.REPORTER_ASKED, on=ON)
    assert tally(vault) == before
    named = {(event.case_id, event.contact_id) for event in events(vault, release)}
    assert (None, None) in named
    content, _broken = read_copy(vault)
    assert not [number for number in (cases[3].id, contact.id) if number.to_bytes(8) in content]
    assert vault.check() == ()


def test_a_ledger_that_went_on_naming_its_contact_would_be_found(
    vault: Vault, organisation: Organisation, cases: list[Case]
) -> None:
    """The control of the proof: without the trigger the number of the contact stays."""
    count(vault, organisation)
    vault.connection.execute("DROP TRIGGER ledger_names_no_contact_without_its_case")
    with pytest.raises(ErasureUnprovenError):
        erase_case(vault, cases[3].id, rule=ErasureRule.REPORTER_ASKED, on=ON)


def test_a_backup_of_before_loses_the_case_and_keeps_what_it_counted(
    vault: Vault, organisation: Organisation, cases: list[Case], tmp_path: Path
) -> None:
    count(vault, organisation)
    before = tally(vault)
    with vault.backup_source() as source:
        backup = make_backup(source, tmp_path / "copies", reason=BackupReason.EXIT, now=NOW)
    # a contact goes to another case after the backup, and that is erased with it
    moved = vault.contacts.of_case(cases[0].id)[0].id
    fresh = split_case(
        vault, cases[0].id, moved=[moved], kept_matters=[Matter.BULLYING], moved_matters=[Matter.FRAUD],
        alias="Beuk-1", on=ON,
    )  # fmt: skip
    for case_id in (fresh.id, cases[3].id):
        erase_case(vault, case_id, rule=ErasureRule.REPORTER_ASKED, on=ON)
    assert tally(vault) == before
    marks = read_tombstones(vault.connection)
    with unpacked(backup.file, vault.opened.key, tmp_path) as (copy, found):
        connection = connect_with(copy.database, found.key)
        held = "SELECT count(*) FROM ledger WHERE case_id = ? OR contact_id = ?"
        assert connection.execute(held, [cases[3].id, moved]).fetchone()[0] == 3
        apply_tombstones(connection, marks)
        assert connection.execute(held, [cases[3].id, moved]).fetchone()[0] == 0
        assert connection.execute("SELECT count(*) FROM ledger").fetchone()[0] == len(before)
        connection.close()


def test_in_a_backup_of_before_it_stays_known_by_what_was_split_off_and_erased(
    vault: Vault, organisation: Organisation, cases: list[Case], tmp_path: Path
) -> None:
    """The marks take the complaint out of the case that it was in, and with it what said so."""
    count(vault, organisation)
    track = make_track(cases[0].id, route=Route.COMPLAINTS_COMMITTEE)
    with vault.transaction():
        vault.formal_tracks.save(track)
        vault.milestones.save(
            make_milestone(cases[0].id, track.id, kind=MilestoneKind.SUBMITTED, finding=None)
        )
    known = set(vault.ledger.known_since(organisation.id))
    assert len(known) == 1
    with vault.backup_source() as source:
        backup = make_backup(source, tmp_path / "copies", reason=BackupReason.EXIT, now=NOW)
    fresh = split_case(
        vault, cases[0].id, moved=[track.id], kept_matters=[Matter.BULLYING], moved_matters=[Matter.FRAUD],
        alias="Beuk-1", on=ON,
    )  # fmt: skip
    erase_case(vault, fresh.id, rule=ErasureRule.REPORTER_ASKED, on=ON)
    marks = read_tombstones(vault.connection)
    with (
        unpacked(backup.file, PASSPHRASE, tmp_path) as (folder, _found),
        Vault.open(folder.path, PASSPHRASE) as old,
    ):
        apply_tombstones(old.connection, marks)
        assert old.formal_tracks.of_case(cases[0].id) == []
        assert set(old.ledger.known_since(organisation.id)) == known


def test_two_counted_cases_that_are_joined_count_no_more_and_no_less(
    vault: Vault, organisation: Organisation, cases: list[Case]
) -> None:
    release = count(vault, organisation)
    before = tally(vault)
    join_cases(vault, cases[0].id, cases[1].id, ON)
    assert tally(vault) == before
    assert size(waiting(vault, organisation)) == (0, 0, 0)
    named = [event.case_id for event in events(vault, release, EventKind.CONTACT)]
    assert named.count(cases[0].id) == 2
    close(vault, cases[0].id, date(2027, 2, 1))
    assert [closing.id for closing in waiting(vault, organisation).closings] == [cases[0].id]


def test_the_closing_of_a_counted_case_goes_with_the_one_that_takes_it_in(
    vault: Vault, organisation: Organisation, cases: list[Case]
) -> None:
    release = count(vault, organisation)
    late = make_case(organisation.id)
    with vault.transaction():
        vault.cases.save(late)
    join_cases(vault, late.id, cases[1].id, ON)
    assert size(waiting(vault, organisation)) == (0, 0, 0)
    close(vault, late.id, date(2027, 2, 1))
    (closing,) = waiting(vault, organisation).closings
    assert (closing.id, closing.of_release) == (late.id, release.id)


def test_joining_is_undone_with_what_was_counted_of_either(
    vault: Vault, organisation: Organisation, cases: list[Case]
) -> None:
    release = count(vault, organisation)
    named = events(vault, release)
    both = [cases[0].id, cases[1].id]
    before = look(vault, both)
    join_cases(vault, both[0], both[1], ON)
    deed = deed_since(vault, before)
    assert deed is not None
    assert events(vault, release) != named
    undo(vault, deed)
    assert events(vault, release) == named


def test_joining_is_not_undone_once_a_report_has_counted_what_came_of_it(
    vault: Vault, organisation: Organisation, cases: list[Case]
) -> None:
    count(vault, organisation)
    late = make_case(organisation.id)
    with vault.transaction():
        vault.cases.save(late)
    before = look(vault, [late.id, cases[1].id])
    close(vault, cases[1].id, date(2027, 1, 4))
    join_cases(vault, late.id, cases[1].id, ON)
    deed = deed_since(vault, before)
    close(vault, late.id, date(2027, 2, 1))
    count(vault, organisation, NEXT)
    assert deed is not None
    with pytest.raises(RuleError):
        undo(vault, deed)


def test_of_a_counted_case_that_is_split_both_halves_were_counted(
    vault: Vault, organisation: Organisation, cases: list[Case]
) -> None:
    release = count(vault, organisation)
    before, named = tally(vault), events(vault, release)
    seen = look(vault, [cases[0].id])
    moved = vault.contacts.of_case(cases[0].id)[0].id
    fresh = split_case(
        vault, cases[0].id, moved=[moved], kept_matters=[Matter.BULLYING], moved_matters=[Matter.FRAUD],
        alias="Beuk-1", on=ON,
    )  # fmt: skip
    deed = deed_since(vault, seen, [fresh.id])
    assert tally(vault) == before
    assert vault.ledger.release_of(fresh.id) == release.id
    assert size(waiting(vault, organisation)) == (0, 0, 0)
    close(vault, fresh.id, date(2027, 2, 1))
    assert not waiting(vault, organisation).closings
    assert deed is not None
    with vault.transaction():
        vault.cases.save(fresh)  # it runs again, as it did
    undo(vault, deed)
    assert events(vault, release) == named


# -- a damaged vault


def test_what_was_counted_does_not_count_again_after_a_rescue(tmp_path: Path) -> None:
    """Where the page of the ledger is damaged, its indexes still say what was counted."""
    organisation = Organisation(name="Stichting De Boomgaard")
    with Vault.create(tmp_path / "kluis", PASSPHRASE, cost=CHEAP) as vault:
        made = [make_case(organisation.id) for _ in range(40)]
        with vault.transaction():
            vault.organisations.save(organisation)
            vault.cases.add_all(made)
            vault.contacts.add_all(make_contact(case.id, minutes=30) for case in made)
        close(vault, made[0].id, date(2026, 6, 1))
        count(vault, organisation)
        close(vault, made[1].id, date(2027, 2, 1))
        count(vault, organisation, NEXT)
        held = len(tally(vault))
    damage(tmp_path / "kluis", leaves(tmp_path / "kluis", b'"respondent_relation": ["unknown"]'))
    report = rescue(VaultFolder(tmp_path / "kluis"), PASSPHRASE, tmp_path / "gered")
    assert report.stand_ins["ledger"] > 20
    with Vault.open(tmp_path / "gered", PASSPHRASE) as vault:
        assert vault.check() == ()
        assert len(tally(vault)) == held
        batch = batch_of(vault, organisation.id, date(2028, 1, 1), date(2028, 12, 31))
        assert size(batch) == (0, 0, 0)


def test_a_rescue_lets_go_of_who_stands_for_what_is_not_there_any_more(tmp_path: Path) -> None:
    """What a lost release counted takes along who stood for it, and that it became known."""
    organisation = Organisation(name="Stichting De Boomgaard")
    folder = tmp_path / "kluis"
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        early, formal = (make_case(organisation.id, opened_on=YEAR[0]) for _ in range(2))
        late = make_case(organisation.id, opened_on=NEXT[0])
        track = make_track(formal.id, route=Route.COMPLAINTS_COMMITTEE)
        milestone = make_milestone(formal.id, track.id, kind=MilestoneKind.SUBMITTED, finding=None)
        with vault.transaction():
            vault.organisations.save(organisation)
            vault.cases.add_all([early, formal, late])
            vault.contacts.add_all(make_contact(case.id) for case in (early, late))
        for period, word in ((YEAR, "zestien"), (NEXT, "zeventien")):
            batch = batch_of(vault, organisation.id, *period)
            release = make_release(organisation.id, start=period[0], end=period[1], document=word * 400)
            with vault.transaction():
                vault.releases.register(release, entries_of(batch, release))
        with vault.transaction():
            vault.formal_tracks.save(track)
            vault.milestones.save(milestone)
        erase_case(vault, formal.id, rule=ErasureRule.REPORTER_ASKED, on=ON)
        last = vault.releases.history(organisation.id)[-1]
        assert list(vault.ledger.known_since(organisation.id).values()) == [last.id]
        parts = [
            split_case(
                vault, case.id, moved=[vault.contacts.of_case(case.id)[0].id], alias=f"Beuk-{case.id}",
                kept_matters=[Matter.BULLYING], moved_matters=[Matter.FRAUD], on=ON,
            )
            for case in (early, late)
        ]  # fmt: skip
    damage(folder, leaves(folder, b"zestien" * 2))
    report = rescue(VaultFolder(folder), PASSPHRASE, tmp_path / "gered")
    assert (report.lost["releases"], report.lost["stands_for"], report.lost["became_known"]) == (1, 1, 1)
    with Vault.open(tmp_path / "gered", PASSPHRASE) as vault:
        assert vault.check() == ()
        (left,) = vault.connection.execute("SELECT case_id FROM stands_for").fetchall()
    assert left["case_id"] == parts[1].id
