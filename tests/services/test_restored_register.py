"""A backup that is put back does not forget what was released since it was made."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case, make_contact, make_milestone, make_track
from tests.vault.trees import damage, root_of
from vpdesk.disclosure.released import Release
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.formal import MilestoneKind
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.register import EventKind
from vpdesk.domain.values import Mandate, Matter, Route
from vpdesk.services.auditing import audit_organisation
from vpdesk.services.batches import batch_of
from vpdesk.services.joining import join_cases
from vpdesk.services.reporting import ReportRequest, release_report
from vpdesk.services.splitting import split_case
from vpdesk.vault import present_register, restore
from vpdesk.vault.backup import make_backup
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.inspecting import Inspected
from vpdesk.vault.restore import Prepared, prepare, swap
from vpdesk.vault.staying_released import Released
from vpdesk.vault.vault import Vault

MADE = datetime(2027, 1, 10, 12, tzinfo=UTC)
CLIENT = Organisation(name="Stichting De Boomgaard")


def fill(vault: Vault, organisation: Organisation, number: int, on: date) -> list[int]:
    cases = [make_case(organisation.id, opened_on=on) for _ in range(number)]
    with vault.transaction():
        if organisation.id not in {one.id for one in vault.organisations.all()}:
            vault.organisations.save(organisation)
        vault.cases.add_all(cases)
        vault.contacts.add_all(make_contact(case.id, held_on=on) for case in cases)
    return [case.id for case in cases]


def year(vault: Vault, organisation: Organisation, number: int) -> Release:
    request = ReportRequest(
        organisation_id=organisation.id, start=date(number, 1, 1), end=date(number, 12, 31), language="nl"
    )
    return release_report(vault, request, now=datetime(number + 1, 1, 15, 9)).release


@pytest.fixture
def target(tmp_path: Path) -> VaultFolder:
    """A closed vault: seven cases in its backup, and two more, in the report that was released since."""
    with Vault.create(tmp_path / "kluis", PASSPHRASE, cost=CHEAP) as vault:
        fill(vault, CLIENT, 7, date(2026, 3, 1))
        with vault.backup_source() as source:
            make_backup(source, tmp_path / "copies", reason=BackupReason.EXIT, now=MADE)
        fill(vault, CLIENT, 2, date(2026, 5, 1))
        assert year(vault, CLIENT, 2026).totals[0].count == 9
    return VaultFolder(tmp_path / "kluis")


@pytest.fixture
def backup(target: VaultFolder) -> Path:
    (file,) = (target.path.parent / "copies").iterdir()
    return file


def put_back(backup: Path, target: VaultFolder) -> Prepared:
    prepared = prepare(backup, PASSPHRASE, target)
    swap(prepared, now=MADE)
    return prepared


def test_what_was_released_since_stays_released(target: VaultFolder, backup: Path) -> None:
    prepared = put_back(backup, target)
    assert (prepared.released, prepared.counts["releases"], prepared.counts["cases"]) == (Released.KEPT, 1, 7)
    with Vault.open(target.path, PASSPHRASE) as vault:
        assert vault.check() == ()
        assert not batch_of(vault, CLIENT.id, date(2026, 1, 1), date(2026, 12, 31)).openings
        # the two that the backup does not have are in it without a name, and with what they counted
        (entry,) = vault.releases.history(CLIENT.id)
        events = vault.ledger.of_releases([entry.id])[entry.id]
        named = {event.case_id for event in events} - {None}
        assert len(events) == 18
        assert len(named) == 7
        assert sum(event.contact_id is None for event in events) == 9 + 2
        assert year(vault, CLIENT, 2026).totals[0].count == 9
        fill(vault, CLIENT, 6, date(2027, 3, 1))
        assert year(vault, CLIENT, 2027).totals[0].count == 6
        assert audit_organisation(vault, CLIENT.id).findings == ()


def test_without_it_the_year_would_be_printed_again_otherwise(
    target: VaultFolder, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: seven beside the nine that lie with the client, and so two in between."""

    def forget(_new: object, _key: object, found: Inspected, *_rest: object) -> tuple[Inspected, Released]:
        return found, Released.NOTHING

    monkeypatch.setattr(restore, "keep_released", forget)
    put_back(backup, target)
    with Vault.open(target.path, PASSPHRASE) as vault:
        assert year(vault, CLIENT, 2026).totals[0].count == 7


def test_where_nothing_was_released_since_nothing_is_changed(target: VaultFolder, backup: Path) -> None:
    put_back(backup, target)
    with Vault.open(target.path, PASSPHRASE) as vault, vault.backup_source() as source:
        newer = make_backup(source, target.path.parent / "newer", reason=BackupReason.EXIT, now=MADE)
    assert put_back(newer.file, target).released is Released.NOTHING


def test_two_reports_over_the_same_days_are_not_in_the_way_of_a_restore(
    target: VaultFolder, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The year was released, forgotten, and released again: now a backup of the first time is put back."""
    with Vault.open(target.path, PASSPHRASE) as vault, vault.backup_source() as source:
        first = make_backup(source, target.path.parent / "first", reason=BackupReason.EXIT, now=MADE)
    with monkeypatch.context() as forgetful:
        forgetful.setattr(restore, "keep_released", lambda _n, _k, found, *_: (found, Released.UNKNOWN))
        put_back(backup, target)
    with Vault.open(target.path, PASSPHRASE) as vault:
        assert year(vault, CLIENT, 2026).totals[0].count == 7
    assert put_back(first.file, target).released is Released.UNKNOWN
    with Vault.open(target.path, PASSPHRASE) as vault:
        assert vault.check() == ()
        assert [entry.start.year for entry in vault.releases.history(CLIENT.id)] == [2026]
        assert year(vault, CLIENT, 2026).totals[0].count == 9


@pytest.mark.parametrize(
    ("broken", "released"),
    [
        ("sqlite_schema", Released.PARTLY),
        ("cases", Released.KEPT),
        ("contacts", Released.KEPT),
        ("erasures", Released.KEPT),
        ("organisations", Released.KEPT),
        ("ledger", Released.PARTLY),
        ("releases", Released.UNKNOWN),
    ],
)
def test_a_page_that_is_broken_is_not_in_the_way_and_forgets_no_report_but_its_own(
    target: VaultFolder, backup: Path, broken: str, released: Released
) -> None:
    damage(target.path, 1 if broken == "sqlite_schema" else root_of(target.path, broken))
    prepared = put_back(backup, target)
    assert (prepared.released, prepared.counts["cases"]) == (released, 7)
    assert prepared.counts["releases"] == (0 if released is Released.UNKNOWN else 1)
    with Vault.open(target.path, PASSPHRASE) as vault:
        assert vault.check() == ()
        openings = batch_of(vault, CLIENT.id, date(2026, 1, 1), date(2026, 12, 31)).openings
        assert bool(openings) == (broken in ("ledger", "releases"))  # what they counted counts again


def test_where_its_pages_are_not_read_one_by_one_a_broken_page_forgets_all(
    target: VaultFolder, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(target.path, root_of(target.path, "ledger"))
    monkeypatch.setattr(present_register, "_salvaged", lambda _target, _keys: None)
    prepared = prepare(backup, PASSPHRASE, target)
    assert (prepared.released, prepared.counts["releases"]) == (Released.UNKNOWN, 0)
    prepared.discard()


def test_a_client_of_later_that_cannot_be_read_keeps_its_report_out_and_that_is_told(
    target: VaultFolder, backup: Path
) -> None:
    other = Organisation(name="Zwembad Oost")
    with Vault.open(target.path, PASSPHRASE) as vault:
        fill(vault, other, 6, date(2026, 2, 1))
        year(vault, other, 2026)
    damage(target.path, root_of(target.path, "organisations"))
    prepared = put_back(backup, target)
    assert (prepared.released, prepared.counts["releases"]) == (Released.PARTLY, 1)


@pytest.mark.parametrize("harm", ["damaged", "in use"])
def test_where_it_cannot_be_read_she_is_told(target: VaultFolder, backup: Path, harm: str) -> None:
    if harm == "damaged":
        target.database.write_bytes(b"nothing left" * 1000)
        prepared = prepare(backup, PASSPHRASE, target)
    else:
        with Vault.open(target.path, PASSPHRASE):
            prepared = prepare(backup, PASSPHRASE, target)
    assert (prepared.released, prepared.counts["releases"]) == (Released.UNKNOWN, 0)
    prepared.discard()


def test_a_client_of_later_comes_along_with_its_report(target: VaultFolder, backup: Path) -> None:
    later = Organisation(name="Gemeente Zandvliet", mandates=(Mandate.CONDUCT, Mandate.INTEGRITY))
    with Vault.open(target.path, PASSPHRASE) as vault:
        fill(vault, later, 6, date(2026, 3, 1))
        year(vault, later, 2026)
    assert put_back(backup, target).counts["organisations"] == 2
    with Vault.open(target.path, PASSPHRASE) as vault:
        assert vault.check() == ()
        assert vault.organisations.get(later.id) == later
        assert year(vault, later, 2026).totals[0].count == 6


def test_what_became_known_and_was_erased_since_stays_known(target: VaultFolder, backup: Path) -> None:
    with Vault.open(target.path, PASSPHRASE) as vault:
        (entry,) = vault.releases.history(CLIENT.id)
        case_id = next(
            event.case_id for event in vault.ledger.of_releases([entry.id])[entry.id] if event.case_id
        )
        track = make_track(case_id, route=Route.COMPLAINTS_COMMITTEE)
        with vault.transaction():
            vault.formal_tracks.save(track)
            vault.milestones.save(
                make_milestone(case_id, track.id, kind=MilestoneKind.SUBMITTED, finding=None)
            )
        erase_case(vault, case_id, rule=ErasureRule.REPORTER_ASKED, on=date(2027, 2, 1))
        known = vault.ledger.known_since(CLIENT.id)
        assert len(known) == 1
    put_back(backup, target)
    with Vault.open(target.path, PASSPHRASE) as vault:
        assert vault.ledger.known_since(CLIENT.id) == known


def test_who_stands_for_what_was_counted_goes_on_doing_so(target: VaultFolder, tmp_path: Path) -> None:
    """Of the backup is the case that took another one in; of later the part that was split from a third."""
    with Vault.open(target.path, PASSPHRASE) as vault:
        (entry,) = vault.releases.history(CLIENT.id)
        events = vault.ledger.of_releases([entry.id])[entry.id]
        counted = [one.case_id for one in events if one.event is EventKind.OPENING]
        first, second, third = [case_id for case_id in counted if case_id is not None][:3]
        with vault.backup_source() as source:
            backup = make_backup(source, tmp_path / "later", reason=BackupReason.EXIT, now=MADE).file
        join_cases(vault, first, second, date(2027, 2, 1))
        split_case(
            vault, third, moved=[vault.contacts.of_case(third)[0].id], kept_matters=[Matter.BULLYING],
            moved_matters=[Matter.FRAUD], alias="Beuk-1", on=date(2027, 2, 1),
        )  # fmt: skip
        rows = set(map(tuple, vault.connection.execute("SELECT case_id, event_id FROM stands_for")))
        assert len(rows) == 2
    put_back(backup, target)
    with Vault.open(target.path, PASSPHRASE) as vault:
        assert vault.check() == ()
        left = set(map(tuple, vault.connection.execute("SELECT case_id, event_id FROM stands_for")))
        assert left == {row for row in rows if row[0] == first}
        assert len(left) == 1
