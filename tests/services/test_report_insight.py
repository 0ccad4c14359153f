"""What the counsellor sees beside a report: true numbers, and a reason wherever one is not printed."""

import random
from datetime import date, datetime
from typing import Any

import pytest

from tests.factories import make_case, make_milestone, make_track
from tests.services.caseloads import caseload
from vpdesk.domain.formal import MilestoneKind
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.register import ReleaseKind
from vpdesk.domain.values import Matter, Position, Relation
from vpdesk.services.known_figures import KnownTable, ReportInsight, Why
from vpdesk.services.report_insight import CROSSINGS, Question, insight, questions, what_if
from vpdesk.services.reporting import ReportRequest, preview, release_report
from vpdesk.services.what_if import Change, Way
from vpdesk.vault.vault import Vault

TODAY = date(2027, 1, 15)


def request(organisation: Organisation, **changes: Any) -> ReportRequest:
    fields = {
        "organisation_id": organisation.id,
        "start": date(2026, 1, 1),
        "end": date(2026, 12, 31),
        "language": "nl",
        "reason": "agreed",
    }
    return ReportRequest(**{**fields, **changes})


def seen(vault: Vault, asked: ReportRequest) -> ReportInsight:
    found = insight(vault, asked, preview(vault, asked, today=TODAY).release)
    assert found.known is not None
    assert not found.attacked.refuses
    return found.known


def fill(vault: Vault, organisation: Organisation, number: int, **changes: Any) -> None:
    with vault.transaction():
        vault.cases.add_all([make_case(organisation.id, **changes) for _ in range(number)])


def table(found: ReportInsight, dimension: str) -> KnownTable:
    return next(one for one in found.tables if one.dimension == dimension)


def reasons(one: KnownTable) -> dict[str, Why]:
    return {line.category.key: line.why for line in one.lines}


@pytest.mark.parametrize("k", [3, 5, 10])
@pytest.mark.parametrize(
    ("number", "seed"), [(0, 1), (2, 2), (4, 3), (7, 4), (11, 5), (14, 6), (23, 7), (41, 8), (90, 9)]
)
def test_every_number_is_printed_as_it_is_or_says_why_not(
    vault: Vault, organisation: Organisation, number: int, seed: int, k: int
) -> None:
    with vault.transaction():
        vault.cases.add_all(caseload(organisation.id, number, seed))
    found = seen(vault, request(organisation, k=k))
    assert [total.count for total in found.totals if total.unit == "cases"] == [number]
    assert len(found.tables) >= 6
    for one in found.tables:
        assert one.total == sum(line.count for line in one.lines)
        for line in one.lines:
            assert (line.printed is not None) == (line.why is Why.PRINTED)
            assert line.printed in (None, line.count)
        if one.printed:
            assert (one.remainder or 0) == sum(line.count for line in one.hidden)
    for total in found.totals:
        assert (total.printed is not None) == (total.why is Why.PRINTED)


def test_small_zero_and_joined_are_told_apart(vault: Vault, organisation: Organisation) -> None:
    fill(vault, organisation, 14, reporter_position=Position.EMPLOYEE)
    fill(vault, organisation, 6, reporter_position=Position.MANAGER)
    fill(vault, organisation, 1, reporter_position=Position.UNKNOWN)
    position = table(seen(vault, request(organisation)), "reporter_position")
    assert reasons(position) == {
        "employee": Why.PRINTED,
        "manager": Why.JOINED,
        "student": Why.ZERO,
        "other": Why.SMALL,
    }
    assert position.remainder == 7


def test_what_practically_everybody_has_in_common_is_told_apart(
    vault: Vault, organisation: Organisation
) -> None:
    fill(vault, organisation, 29, matters=(Matter.BULLYING, Matter.DISCRIMINATION))
    fill(vault, organisation, 6, matters=(Matter.FRAUD, Matter.DISCRIMINATION))
    fill(vault, organisation, 1, matters=(Matter.FRAUD, Matter.AGGRESSION))
    matter = table(seen(vault, request(organisation)), "matter")
    assert reasons(matter)["discrimination"] is Why.NEARLY_ALL


@pytest.mark.parametrize(
    ("number", "why"), [(0, Why.BAND), (3, Why.BAND), (7, Why.LATER), (12, Why.WITHHELD), (30, Why.WITHHELD)]
)
def test_a_table_that_is_not_there_says_why(
    vault: Vault, organisation: Organisation, number: int, why: Why
) -> None:
    fill(vault, organisation, number)
    assert set(reasons(table(seen(vault, request(organisation)), "reporter_position")).values()) == {why}


def test_what_would_come_out_is_the_worst_first(vault: Vault, organisation: Organisation) -> None:
    fill(vault, organisation, 20, respondent_relations=(Relation.COLLEAGUE,))
    fill(vault, organisation, 3, matters=(Matter.AGGRESSION,), respondent_relations=(Relation.COLLEAGUE,))
    fill(vault, organisation, 1, matters=(Matter.DISCRIMINATION,), respondent_relations=(Relation.MANAGER,))
    asked = request(organisation)
    answer = what_if(vault, asked, Question(change=Change.CROSSED, crossing=CROSSINGS[0]))
    worst = answer.exposed[0]
    assert (worst.low, worst.high, worst.way) == (1, 1, Way.READ)
    assert [[c.key for c in trait.categories] for trait in worst.traits] == [["discrimination"], ["manager"]]


def test_what_is_left_out_of_a_crossed_table_comes_back_by_subtraction(
    vault: Vault, organisation: Organisation
) -> None:
    for matter in (Matter.BULLYING, Matter.AGGRESSION):
        fill(vault, organisation, 9, matters=(matter,), reporter_position=Position.EMPLOYEE)
        fill(vault, organisation, 2, matters=(matter,), reporter_position=Position.MANAGER)
    asked = request(organisation)
    answer = what_if(vault, asked, Question(change=Change.CROSSED, crossing=CROSSINGS[1]))
    found = answer.by(Way.SUBTRACTED)
    assert found
    assert {(one.low, one.high) for one in found} == {(2, 2)}


def test_a_lower_threshold_prints_what_is_small_now(vault: Vault, organisation: Organisation) -> None:
    fill(vault, organisation, 14)
    fill(vault, organisation, 4, matters=(Matter.DISCRIMINATION,))
    fill(vault, organisation, 4, matters=(Matter.AGGRESSION,))
    asked = request(organisation)
    printed = preview(vault, asked, today=TODAY).release
    answer = what_if(vault, asked, Question(change=Change.LOWER))
    assert answer.exposed
    assert all(one.high < printed.k for one in answer.exposed)
    lowest = preview(vault, request(organisation, k=3), today=TODAY).release
    assert Change.LOWER not in {question.change for question in questions(lowest)}


def test_shown_zeros_tell_of_the_others_that_they_are_there(vault: Vault, organisation: Organisation) -> None:
    fill(vault, organisation, 14, reporter_position=Position.EMPLOYEE)
    fill(vault, organisation, 6, reporter_position=Position.MANAGER)
    fill(vault, organisation, 1, reporter_position=Position.UNKNOWN)
    asked = request(organisation)
    answer = what_if(vault, asked, Question(change=Change.ZEROS))
    assert any(one.low == 1 and one.traits[0].categories[0].key == "other" for one in answer.exposed)
    assert all(one.low >= 1 for one in answer.exposed)


def test_looking_stores_nothing(vault: Vault, organisation: Organisation) -> None:
    fill(vault, organisation, 22)
    asked = request(organisation)
    told: list[object] = []
    vault.on_commit = told.append
    printed = preview(vault, asked, today=TODAY).release
    insight(vault, asked, printed)
    for question in questions(printed):
        what_if(vault, asked, question)
    assert told == []


def make_known(vault: Vault, organisation: Organisation, number: int) -> None:
    """The organisation has got a complaint in so many of the cases about aggression."""
    cases = [make_case(organisation.id, matters=(Matter.AGGRESSION,)) for _ in range(number)]
    tracks = [make_track(case.id) for case in cases]
    with vault.transaction():
        vault.cases.add_all(cases)
        for track in tracks:
            vault.formal_tracks.save(track)
            vault.milestones.save(
                make_milestone(track.case_id, track.id, kind=MilestoneKind.SUBMITTED, finding=None)
            )


def test_cases_that_the_organisation_handled_itself_protect_no_others(
    vault: Vault, organisation: Organisation
) -> None:
    fill(vault, organisation, 30)
    fill(vault, organisation, 3, matters=(Matter.AGGRESSION,))
    fill(vault, organisation, 4, matters=(Matter.DISCRIMINATION,))
    make_known(vault, organisation, 3)
    assert reasons(table(seen(vault, request(organisation)), "matter"))["aggression"] is Why.KNOWN


def test_a_band_beside_interim_figures_says_so(vault: Vault, organisation: Organisation) -> None:
    fill(vault, organisation, 9)
    half = request(organisation, kind=ReleaseKind.INTERIM, end=date(2026, 6, 30))
    assert seen(vault, half).tables == ()
    release_report(vault, half, now=datetime(2026, 7, 3, 9, 0))
    fill(vault, organisation, 2, opened_on=date(2026, 9, 1))
    (cases, *_) = seen(vault, request(organisation)).totals
    assert (cases.count, cases.printed, cases.why) == (11, None, Why.REST)


@pytest.mark.parametrize("seed", range(6))
def test_over_the_years_every_number_still_says_why(
    vault: Vault, organisation: Organisation, seed: int
) -> None:
    lot = random.Random(seed)
    for year in (2024, 2025, 2026):
        with vault.transaction():
            vault.cases.add_all(
                caseload(organisation.id, lot.choice((0, 3, 6, 6, 12, 40)), seed + year, year)
            )
        make_known(vault, organisation, lot.choice((0, 2)))
        asked = request(organisation, start=date(year, 1, 1), end=date(year, 12, 31))
        found = seen(vault, asked)
        for one in found.tables:
            for line in one.lines:
                assert (line.printed is not None) == (line.why is Why.PRINTED)
                assert line.printed in (None, line.count)
            if one.printed:
                assert (one.remainder or 0) == sum(line.count for line in one.hidden)
        printed = {(one.dimension, one.over, one.follows) for one in found.release.tables}
        assert printed == {(one.dimension, one.over, one.follows) for one in found.tables if one.printed}
        release_report(vault, asked, now=datetime(year + 1, 1, 9, 10, 0))
