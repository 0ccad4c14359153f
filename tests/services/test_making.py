"""Releases that follow each other: what each takes in, what its tables count, and what is refused."""

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.factories import make_case, make_contact, make_milestone, make_track
from vpdesk.disclosure import release
from vpdesk.disclosure.audit.findings import Fault, Reader
from vpdesk.disclosure.history import Earlier
from vpdesk.disclosure.released import Kind, Part, Release, Span
from vpdesk.disclosure.witness import Witness
from vpdesk.disclosure.witness_check import check
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.errors import RuleError
from vpdesk.domain.formal import MilestoneKind
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CountableClosing
from vpdesk.domain.register import ReleaseKind
from vpdesk.domain.values import Matter, Outcome, Route
from vpdesk.services import making
from vpdesk.services.audit_events import events_of_batch
from vpdesk.services.auditing import LATER, audit_organisation
from vpdesk.services.batches import Batch
from vpdesk.services.group_history import GroupHistory
from vpdesk.services.joining import join_cases
from vpdesk.services.making import Making, UncertifiedError, attack, draft
from vpdesk.services.report_lists import declare_list
from vpdesk.services.reporting import ReportRequest, preview, release_report, released
from vpdesk.services.telling import ToldNumber, enter_told
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.vault import Vault

MATTERS = (Matter.BULLYING, Matter.FRAUD, Matter.CAREER)


def asked(organisation: Organisation, start: date, end: date, **changes: Any) -> ReportRequest:
    return ReportRequest(
        **{"organisation_id": organisation.id, "start": start, "end": end, "language": "nl", **changes}
    )


def fill(vault: Vault, organisation: Organisation, number: int, on: date, **changes: Any) -> list[int]:
    cases = [
        make_case(organisation.id, **{"opened_on": on, "matters": (MATTERS[n % 2],), **changes})
        for n in range(number)
    ]
    with vault.transaction():
        vault.cases.add_all(cases)
    return [case.id for case in cases]


def close(vault: Vault, case_ids: list[int], on: date, outcome: Outcome = Outcome.RESOLVED) -> None:
    with vault.transaction():
        for case_id in case_ids:
            vault.cases.save(vault.cases.get(case_id).close(on, outcome))


def submit(
    vault: Vault, case_ids: list[int], on: date, kind: MilestoneKind = MilestoneKind.SUBMITTED
) -> None:
    """The employer handles these itself: a complaint was submitted to its own committee."""
    with vault.transaction():
        for case_id in case_ids:
            track = make_track(case_id, route=Route.COMPLAINTS_COMMITTEE)
            vault.formal_tracks.save(track)
            vault.milestones.save(
                make_milestone(case_id, track.id, kind=kind, finding=None, reached_on=on)
            )


def year(vault: Vault, organisation: Organisation, number: int, **changes: Any) -> Release:
    request = asked(organisation, date(number, 1, 1), date(number, 12, 31), **changes)
    return release_report(vault, request, now=datetime(number + 1, 1, 15, 9)).release


def first_quarter(vault: Vault, organisation: Organisation, number: int, **changes: Any) -> Release:
    request = asked(
        organisation, date(number, 1, 1), date(number, 3, 31), kind=ReleaseKind.INTERIM, **changes
    )
    return release_report(vault, request, now=datetime(number, 4, 2, 9)).release


def cases_of(figures: Release) -> int | None:
    return figures.totals[0].count


def counts(table: Any) -> dict[str, int]:
    return {line.category.key: line.count for line in table.lines}


def test_what_is_entered_late_counts_in_the_next_report(vault: Vault, organisation: Organisation) -> None:
    fill(vault, organisation, 12, date(2025, 5, 1))
    assert cases_of(year(vault, organisation, 2025)) == 12
    fill(vault, organisation, 3, date(2025, 11, 1))
    fill(vault, organisation, 9, date(2026, 2, 1))
    assert cases_of(year(vault, organisation, 2026)) == 12


def test_two_small_years_are_told_of_together(vault: Vault, organisation: Organisation) -> None:
    fill(vault, organisation, 6, date(2025, 5, 1), closed_on=date(2025, 6, 1), outcome=Outcome.RESOLVED)
    assert year(vault, organisation, 2025).tables == ()
    fill(vault, organisation, 7, date(2026, 5, 1), matters=(Matter.FRAUD,))
    table = year(vault, organisation, 2026).table("outcome")
    assert table is not None
    assert ([span.start.year for span in table.over], table.cases) == ([2025, 2026], 13)
    assert counts(table) == {} or sum(counts(table).values()) <= 13


def test_interim_figures_are_totals_and_the_year_holds_them(
    vault: Vault, organisation: Organisation
) -> None:
    ids = fill(vault, organisation, 8, date(2026, 2, 1))
    with vault.transaction():
        vault.contacts.add_all(make_contact(one, held_on=date(2026, 2, 2), minutes=60) for one in ids)
    interim = first_quarter(vault, organisation, 2026)
    assert (interim.kind, interim.tables, interim.to_json()["totals"]) == (
        Kind.INTERIM,
        (),
        {"cases": 8, "contacts": 8, "hours": 8},
    )
    fill(vault, organisation, 2, date(2026, 3, 1))
    few = preview(
        vault, asked(organisation, date(2026, 1, 1), date(2026, 12, 31)), today=date(2027, 1, 1)
    ).release
    span = Span(start=date(2026, 1, 1), end=date(2026, 3, 31))
    assert (cases_of(few), few.parts, few.tables) == (None, (Part(span=span, count=8),), ())
    fill(vault, organisation, 5, date(2026, 9, 1))
    figures = year(vault, organisation, 2026)
    assert (cases_of(figures), figures.table("half_year")) == (15, None)
    assert figures.table("matter") is not None or "matter" in figures.withheld


def test_interim_figures_are_not_given_of_a_period_that_was_reported(
    vault: Vault, organisation: Organisation
) -> None:
    fill(vault, organisation, 12, date(2026, 2, 1))
    year(vault, organisation, 2026)
    with pytest.raises(RuleError) as info:
        first_quarter(vault, organisation, 2026)
    assert info.value.field == "start"


def test_the_threshold_of_interim_figures_is_kept(vault: Vault, organisation: Organisation) -> None:
    fill(vault, organisation, 12, date(2026, 2, 1))
    first_quarter(vault, organisation, 2026, k=8)
    with pytest.raises(RuleError) as info:
        year(vault, organisation, 2026, k=5)
    assert (info.value.field, info.value.values["k"]) == ("k", 8)
    assert year(vault, organisation, 2026).k == 8


def test_running_cases_that_were_printed_are_followed(vault: Vault, organisation: Organisation) -> None:
    declare_list(vault, organisation.id, "outcome", "other,running", on=date(2024, 1, 1))
    ids = fill(vault, organisation, 24, date(2025, 2, 1))
    close(vault, ids[:12], date(2025, 7, 1))
    table = year(vault, organisation, 2025).table("outcome")
    assert table is not None
    assert counts(table) == {"other": 12, "running": 12}
    close(vault, ids[12:18], date(2026, 5, 1))
    (follow_up,) = year(vault, organisation, 2026).follow_ups
    assert (follow_up.cases, [span.start.year for span in follow_up.over]) == (12, [2025])
    assert counts(follow_up) == {"other": 6, "running": 6}
    close(vault, ids[18:], date(2027, 5, 1))
    assert year(vault, organisation, 2027).follow_ups == ()


def test_what_the_employer_handles_itself_protects_nobody(
    vault: Vault, organisation: Organisation
) -> None:
    ids = fill(vault, organisation, 8, date(2026, 2, 1))
    submit(vault, ids[:4], date(2026, 3, 1))
    request = asked(organisation, date(2026, 1, 1), date(2026, 12, 31))
    assert cases_of(preview(vault, request, today=date(2027, 1, 1)).release) is None
    fill(vault, organisation, 3, date(2026, 3, 1))
    figures = preview(vault, request, today=date(2027, 1, 1)).release
    # that tables are tried follows from the printed eleven; of the seven others none can be printed
    assert (cases_of(figures), figures.tables) == (11, ())
    assert {"matter", "route", "outcome"} <= set(figures.withheld)


@pytest.mark.parametrize(
    ("kind", "printed"),
    [(MilestoneKind.HEARING, None), (MilestoneKind.MEASURE, None), (MilestoneKind.TO_COURT, 5)],
)
def test_that_a_complaint_is_handled_is_known_without_the_day_on_which_it_came(
    vault: Vault, organisation: Organisation, kind: MilestoneKind, printed: int | None
) -> None:
    ids = fill(vault, organisation, 5, date(2026, 2, 1))
    submit(vault, ids[:1], date(2026, 4, 1), kind)
    assert cases_of(year(vault, organisation, 2026)) == printed


@pytest.fixture
def ran(vault: Vault, organisation: Organisation) -> list[int]:
    """Thirty cases of a year that was reported, of which twenty ran; the employer handled three of these."""
    declare_list(vault, organisation.id, "outcome", "other,running", on=date(2024, 1, 1))
    ids = fill(vault, organisation, 30, date(2025, 2, 1))
    close(vault, ids[:10], date(2025, 7, 1))
    submit(vault, ids[10:13], date(2025, 8, 1))
    year(vault, organisation, 2025)
    close(vault, ids[10:16], date(2026, 5, 1), Outcome.HANDLED_FORMALLY)
    close(vault, ids[16:22], date(2026, 5, 1))
    return ids


def test_known_cases_that_ran_are_known_when_they_are_followed(
    vault: Vault, organisation: Organisation, ran: list[int]
) -> None:
    making = draft(vault, asked(organisation, date(2026, 1, 1), date(2026, 12, 31)).asked)
    (followed,) = making.counted.follow_ups
    assert (followed.counts, followed.known_counts) == ((12, 8), (3, 0))
    assert attack(making).findings == ()
    assert making.figures.follow_ups
    assert ran


def test_a_case_that_ran_and_became_known_since_is_taken_off(
    vault: Vault, organisation: Organisation, ran: list[int]
) -> None:
    submit(vault, ran[-1:], date(2026, 2, 1))
    making = draft(vault, asked(organisation, date(2026, 1, 1), date(2026, 12, 31)).asked)
    (followed,) = making.counted.follow_ups
    assert (followed.counts, followed.known_counts) == ((12, 8), (3, 1))
    assert attack(making).findings == ()
    assert making.figures.follow_ups


def test_what_became_of_too_few_is_not_told(
    vault: Vault, organisation: Organisation, ran: list[int]
) -> None:
    submit(vault, ran[-8:], date(2026, 2, 1))
    assert year(vault, organisation, 2026).follow_ups == ()


@pytest.mark.parametrize(("submitted", "printed"), [(0, {"conduct": 5, "integrity": 5}), (1, None)])
def test_a_case_that_became_known_since_does_not_count_towards_a_table(
    vault: Vault, organisation: Organisation, submitted: int, printed: dict[str, int] | None
) -> None:
    declare_list(vault, organisation.id, "matter", "conduct,integrity+outside", on=date(2024, 1, 1))
    ids = fill(vault, organisation, 10, date(2026, 2, 1))
    first_quarter(vault, organisation, 2026)
    submit(vault, ids[:submitted], date(2026, 5, 1))
    table = year(vault, organisation, 2026).table("matter")
    assert (table and counts(table)) == printed


def test_in_a_larger_table_it_is_taken_off(vault: Vault, organisation: Organisation) -> None:
    ids = fill(vault, organisation, 10, date(2026, 2, 1))
    first_quarter(vault, organisation, 2026)
    submit(vault, ids[:1], date(2026, 5, 1))
    fill(vault, organisation, 12, date(2026, 9, 1))
    making = draft(vault, asked(organisation, date(2026, 1, 1), date(2026, 12, 31)).asked)
    assert {(counts.cases, counts.known_cases) for counts in making.counted.tables} == {(22, 1)}
    assert attack(making).findings == ()
    assert making.witnesses


@pytest.fixture
def turned(vault: Vault, organisation: Organisation) -> int:
    """Interim figures that print a band of four cases; one of them is a complaint of the employer's since."""
    ids = fill(vault, organisation, 4, date(2026, 2, 1))
    assert cases_of(first_quarter(vault, organisation, 2026)) is None
    submit(vault, ids[:1], date(2026, 5, 1))
    fill(vault, organisation, 1, date(2026, 9, 1))
    return ids[0]


@pytest.mark.parametrize("erased", [False, True])
def test_a_case_of_a_band_that_became_known_protects_nobody(
    vault: Vault, organisation: Organisation, turned: int, erased: bool
) -> None:
    if erased:
        erase_case(vault, turned, rule=ErasureRule.REPORTER_ASKED, on=date(2026, 10, 1))
    making = draft(vault, asked(organisation, date(2026, 1, 1), date(2026, 12, 31)).asked)
    assert cases_of(making.figures) is None
    assert attack(making).findings == ()


def test_counted_in_it_would_leave_the_employer_with_four(
    vault: Vault, organisation: Organisation, turned: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: reckoning with what was known when it was counted prints five."""
    monkeypatch.setattr(Earlier, "known_at", lambda earlier, _place: earlier.intake.known)
    making = draft(vault, asked(organisation, date(2026, 1, 1), date(2026, 12, 31)).asked)
    assert cases_of(making.figures) == 5
    (found, *_) = [one for one in attack(making).findings if one.fault is Fault.EXACT]
    assert (found.low, found.reader) == (4, Reader.KNOWING)
    with pytest.raises(RuleError):
        year(vault, organisation, 2026)
    assert turned


def test_what_was_printed_before_it_became_known_is_told_and_stops_no_later_report(
    vault: Vault, organisation: Organisation
) -> None:
    ids = fill(vault, organisation, 5, date(2025, 2, 1))
    year(vault, organisation, 2025)
    submit(vault, ids[:1], date(2026, 2, 1))
    for number in (2026, 2027):
        found = audit_organisation(vault, organisation.id)
        assert found.findings == ()
        assert {(one.fault, one.low, one.high) for one in found.notes} == {(f"{LATER}exact", 4, 4)}
        fill(vault, organisation, 6, date(number, 2, 1))
        assert cases_of(year(vault, organisation, number)) == 6


def test_what_became_known_is_kept_when_the_case_is_erased_or_joined(
    vault: Vault, organisation: Organisation
) -> None:
    gone, joined, other, *_ = fill(vault, organisation, 6, date(2025, 2, 1))
    year(vault, organisation, 2025)
    submit(vault, [gone, joined], date(2026, 2, 1))
    assert list(vault.ledger.known_since(organisation.id).values()) == [None, None]
    erase_case(vault, gone, rule=ErasureRule.REPORTER_ASKED, on=date(2026, 3, 1))
    assert len(vault.ledger.known_since(organisation.id)) == 2
    join_cases(vault, other, joined, date(2026, 4, 1))
    (entry,) = vault.releases.history(organisation.id)
    known = vault.ledger.known_since(organisation.id)
    # both of which were counted, and are one now, which the employer knows
    assert sorted(known.values(), key=str) == [entry.id, None, None]
    year(vault, organisation, 2026)
    assert set(vault.ledger.known_since(organisation.id).values()) == {entry.id}


def test_a_number_that_was_told_is_reckoned_with(vault: Vault, organisation: Organisation) -> None:
    fill(vault, organisation, 2, date(2026, 2, 1))
    told = ToldNumber(
        organisation_id=organisation.id,
        start=date(2026, 1, 1),
        end=date(2026, 3, 31),
        cases=2,
        how="Op de factuur.",
    )
    now = datetime(2026, 4, 2, 9)
    with pytest.raises(RuleError) as info:
        enter_told(vault, replace(told, cases=3), now=now)
    assert info.value.values == {"count": 2, "told": 3}
    entry = enter_told(vault, told, now=now)
    assert (entry.kind, entry.reason) == (ReleaseKind.TOLD, "Op de factuur.")
    with pytest.raises(RuleError):
        enter_told(vault, told, now=now)
    fill(vault, organisation, 14, date(2026, 6, 1))
    figures = year(vault, organisation, 2026)
    assert cases_of(figures) == 16
    tables = {table.dimension: (table.cases, len(table.over)) for table in figures.tables}
    assert set(tables.values()) == {(None, 0)}  # the two are in them: at least five stand outside each line


@pytest.mark.parametrize("changes", [{"how": " "}, {"end": date(2025, 1, 1)}])
def test_a_number_that_was_told_says_over_which_days_and_how(changes: dict[str, Any]) -> None:
    fields: dict[str, Any] = {
        "organisation_id": 1, "start": date(2026, 1, 1), "end": date(2026, 3, 31),
        "cases": 2, "how": "Brief.",
    }  # fmt: skip
    with pytest.raises(RuleError):
        ToldNumber(**{**fields, **changes})


def test_a_list_of_a_block_is_that_of_its_oldest_period(vault: Vault, organisation: Organisation) -> None:
    declare_list(vault, organisation.id, "matter", "conduct,integrity,outside", on=date(2024, 1, 1))
    fill(vault, organisation, 6, date(2025, 5, 1))
    year(vault, organisation, 2025)
    declare_list(vault, organisation.id, "matter", "bullying,fraud,other", on=date(2025, 12, 1))
    fill(vault, organisation, 7, date(2026, 5, 1))
    making = draft(vault, asked(organisation, date(2026, 1, 1), date(2026, 12, 31)).asked)
    assert list(making.template["lists"]["matter"]) == ["conduct", "integrity", "outside"]


def test_the_register_keeps_what_decided(vault: Vault, organisation: Organisation) -> None:
    fill(vault, organisation, 9, date(2026, 2, 1), matters=(Matter.BULLYING,))
    fill(vault, organisation, 7, date(2026, 2, 1), matters=(Matter.FRAUD,))
    fill(vault, organisation, 4, date(2026, 2, 1), matters=(Matter.CAREER,))
    fill(vault, organisation, 3, date(2026, 2, 1), matters=(Matter.DISCRIMINATION,))
    year(vault, organisation, 2026)
    (entry,) = released(vault, organisation.id)
    figures = Release.from_json(json.loads(entry.body))
    witnesses = [Witness.from_json(one) for one in json.loads(entry.witnesses)]
    assert [one.dimension for one in witnesses] == [
        table.dimension for table in figures.tables if table.remainder is not None
    ]
    assert witnesses
    assert check(figures, witnesses) == []
    assert "matter" in json.loads(entry.template)["lists"]
    assert len(entry.document_hash) == 64


def test_a_finding_of_the_auditor_refuses_the_release(
    vault: Vault, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures that another engine would have printed: a line of one is in them."""
    fill(vault, organisation, 23, date(2026, 2, 1))
    fill(vault, organisation, 1, date(2026, 2, 1), matters=(Matter.CAREER,))
    request = asked(organisation, date(2026, 1, 1), date(2026, 12, 31))
    real = release.release

    def careless(*given: Any, **more: Any) -> Release:
        figures = real(*given, **more)
        total = replace(figures.totals[0], count=(figures.totals[0].count or 0) - 1)
        return replace(figures, totals=(total, *figures.totals[1:]))

    monkeypatch.setattr(making, "release", careless)
    with pytest.raises(RuleError) as info:
        release_report(vault, request, now=datetime(2027, 1, 15, 9))
    assert info.value.todo
    assert released(vault, organisation.id) == []


def test_a_table_without_a_sound_witness_does_not_leave(
    vault: Vault, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(vault, organisation, 12, date(2026, 2, 1))
    fill(vault, organisation, 9, date(2026, 2, 1), matters=(Matter.CAREER,))
    monkeypatch.setattr(making, "witness_of", lambda *_given, **_more: None)
    with pytest.raises(UncertifiedError):
        year(vault, organisation, 2026)
    assert released(vault, organisation.id) == []


def test_the_attack_on_a_release_without_a_fault_finds_nothing(
    vault: Vault, organisation: Organisation
) -> None:
    fill(vault, organisation, 25, date(2026, 2, 1))
    found: Making = draft(vault, asked(organisation, date(2026, 1, 1), date(2026, 12, 31)).asked)
    result = attack(found)
    assert result.findings == ()
    assert result.bounds > 0


@pytest.mark.parametrize("kept", ["with codes", "without"])
def test_cases_that_the_ledger_has_lost_stand_in_no_later_releases_way(
    vault: Vault, organisation: Organisation, kept: str
) -> None:
    """As of a case that was counted by the first version, and erased before there was a ledger."""
    fill(vault, organisation, 12, date(2025, 5, 1))
    year(vault, organisation, 2025)
    fill(vault, organisation, 13, date(2026, 5, 1))
    found = draft(vault, asked(organisation, date(2026, 1, 1), date(2026, 12, 31)).asked)
    (events,) = found.history.events
    left = tuple(each if kept == "with codes" else replace(each, codes=None) for each in events[2:])
    damaged = replace(found, history=replace(found.history, events=(left,)))
    assert attack(damaged).findings == ()


def test_a_closing_of_a_case_whose_release_is_lost_is_no_event() -> None:
    closing = CountableClosing(id=1, outcome="resolved", known=False, of_release=2)
    batch = Batch(openings=(), closings=(closing,), contacts=())
    assert events_of_batch(batch, GroupHistory(), date(2026, 1, 1), date(2026, 12, 31)) == []
