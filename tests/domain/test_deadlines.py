"""Terms that run: exact to the day, by the law's calendar and the organisation's own terms."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpdesk.domain.deadlines import Deadline, deadlines
from vpdesk.domain.formal import FormalTrack, Milestone, MilestoneKind
from vpdesk.domain.term import LONGEST_TERM, USUAL, Term, TermKind, TermUnit
from vpdesk.domain.values import Route
from vpdesk.domain.working_days import after_working_days, easter, holidays, is_working_day

DAY = timedelta(days=1)
days = st.dates(date(1990, 1, 1), date(2150, 1, 1))
Reached = dict[MilestoneKind, date]


def committee(last_incident_on: date | None = None, ended_on: date | None = None) -> FormalTrack:
    return FormalTrack(
        id=1,
        case_id=1,
        route=Route.COMPLAINTS_COMMITTEE,
        begun_on=date(2026, 1, 1),
        last_incident_on=last_incident_on,
        ended_on=ended_on,
    )


def reporting_point() -> FormalTrack:
    return FormalTrack(id=1, case_id=1, route=Route.REPORTING_POINT, begun_on=date(2026, 1, 1))


def last_day(begun: date, amount: int, unit: TermUnit) -> date:
    return Term(organisation_id=1, kind=TermKind.ADVICE, amount=amount, unit=unit).last_day(begun)


def running(track: FormalTrack, reached: Reached, *terms: Term) -> dict[TermKind, Deadline]:
    milestones = [
        Milestone(case_id=1, formal_track_id=track.id, kind=kind, reached_on=day)
        for kind, day in reached.items()
    ]
    return {each.kind: each for each in deadlines(track, milestones, terms)}


# -- the calendar


@pytest.mark.parametrize(
    ("year", "day"),
    [(1818, (3, 22)), (2000, (4, 23)), (2008, (3, 23)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25))],
)
def test_easter_is_on_its_day(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_the_holidays_of_a_year_are_those_of_the_law() -> None:
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 24),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


def test_a_birthday_on_a_sunday_is_kept_the_day_before() -> None:
    assert date(2025, 4, 26) in holidays(2025)
    assert date(2025, 4, 27) not in holidays(2025)
    assert date(2013, 4, 30) in holidays(2013)


@pytest.mark.parametrize(
    ("begun", "number", "end"),
    [
        (date(2026, 12, 24), 1, date(2026, 12, 28)),  # Christmas and a weekend
        (date(2026, 4, 2), 2, date(2026, 4, 8)),  # Good Friday to Easter Monday
        (date(2026, 11, 20), 2, date(2026, 11, 24)),  # over a weekend
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # from a Saturday
    ],
)
def test_working_days_pass_over_weekends_and_holidays(begun: date, number: int, end: date) -> None:
    assert after_working_days(begun, number) == end


@given(day=days, number=st.integers(1, 60))
def test_between_a_day_and_its_nth_working_day_lie_n_working_days(day: date, number: int) -> None:
    end = after_working_days(day, number)
    assert is_working_day(end)
    span = [day + n * DAY for n in range(1, (end - day).days + 1)]
    assert sum(map(is_working_day, span)) == number


@given(year=st.integers(1990, 2199))
def test_easter_is_a_sunday_in_spring_and_every_year_has_eleven_holidays(year: int) -> None:
    sunday = easter(year)
    assert sunday.weekday() == 6
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)
    # the King's birthday or Liberation Day may fall on Ascension Day or Easter Monday
    assert 9 <= len(holidays(year)) <= 11


# -- one term


@pytest.mark.parametrize(
    ("begun", "amount", "unit", "end"),
    [
        (date(2026, 8, 31), 3, TermUnit.MONTH, date(2026, 11, 30)),
        (date(2026, 11, 30), 3, TermUnit.MONTH, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, TermUnit.MONTH, date(2028, 2, 29)),
        (date(2028, 2, 29), 1, TermUnit.YEAR, date(2029, 2, 28)),
        (date(2028, 2, 29), 4, TermUnit.YEAR, date(2032, 2, 29)),
        (date(2026, 12, 12), 3, TermUnit.MONTH, date(2027, 3, 12)),
        (date(2026, 12, 31), 1, TermUnit.DAY, date(2027, 1, 1)),
        (date(2026, 12, 30), 8, TermUnit.WEEK, date(2027, 2, 24)),
    ],
)
def test_a_term_ends_on_its_exact_day(begun: date, amount: int, unit: TermUnit, end: date) -> None:
    assert last_day(begun, amount, unit) == end


@given(day=days, amount=st.integers(1, LONGEST_TERM - 1), unit=st.sampled_from(TermUnit))
def test_every_term_ends_after_it_begins_and_a_longer_one_not_earlier(
    day: date, amount: int, unit: TermUnit
) -> None:
    end = last_day(day, amount, unit)
    assert end > day
    assert last_day(day, amount + 1, unit) > end
    assert last_day(day + DAY, amount, unit) >= end


@given(day=days, amount=st.integers(1, LONGEST_TERM))
def test_months_keep_the_number_of_the_day_or_take_the_last_of_a_shorter_month(
    day: date, amount: int
) -> None:
    end = last_day(day, amount, TermUnit.MONTH)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == amount
    assert end.day == day.day or (end.day < day.day and (end + DAY).day == 1)


@given(unit=st.sampled_from(TermUnit))
def test_no_term_runs_off_the_calendar(unit: TermUnit) -> None:
    assert last_day(date(9999, 12, 30), LONGEST_TERM, unit) == date.max


def test_the_organisations_own_term_goes_before_the_usual_one() -> None:
    own = Term(organisation_id=1, kind=TermKind.ADVICE, amount=10, unit=TermUnit.WEEK)
    reached = {MilestoneKind.SUBMITTED: date(2026, 3, 2)}
    assert running(committee(), reached, own)[TermKind.ADVICE].due_on == date(2026, 5, 11)
    assert running(committee(), reached, own)[TermKind.ADMISSIBILITY].due_on == date(2026, 3, 16)
    assert set(USUAL) == set(TermKind)


# -- a complaint


def test_a_complaint_is_due_a_year_after_the_last_incident() -> None:
    found = running(committee(last_incident_on=date(2025, 12, 3)), {})
    assert found[TermKind.COMPLAINT].due_on == date(2026, 12, 3)
    assert found.keys() == {TermKind.COMPLAINT}
    assert running(committee(), {}) == {}


def test_the_committees_terms_run_from_the_complaint() -> None:
    found = running(committee(date(2026, 1, 5)), {MilestoneKind.SUBMITTED: date(2026, 3, 2)})
    assert found[TermKind.COMPLAINT].met_on == date(2026, 3, 2)
    assert found[TermKind.ADMISSIBILITY].due_on == date(2026, 3, 16)
    assert found[TermKind.ADVICE].due_on == date(2026, 4, 27)


def test_the_clock_stands_still_while_the_complaint_is_completed() -> None:
    reached = {MilestoneKind.SUBMITTED: date(2026, 3, 2), MilestoneKind.REPAIR_ASKED: date(2026, 3, 6)}
    asked = running(committee(), reached)
    assert asked[TermKind.REPAIR].due_on == date(2026, 3, 20)
    assert asked[TermKind.ADMISSIBILITY].due_on == date(2026, 3, 30)
    repaired = running(committee(), {**reached, MilestoneKind.REPAIRED: date(2026, 3, 11)})
    assert repaired[TermKind.REPAIR].met_on == date(2026, 3, 11)
    assert repaired[TermKind.ADMISSIBILITY].due_on == date(2026, 3, 21)
    assert repaired[TermKind.ADVICE].due_on == date(2026, 5, 2)
    late = running(committee(), {**reached, MilestoneKind.REPAIRED: date(2026, 5, 11)})
    assert late[TermKind.ADMISSIBILITY].due_on == date(2026, 3, 30)


def test_advice_is_due_later_once_the_committee_extends_it() -> None:
    """Some have ten weeks and four more: else it would be late for a month in which nothing is wrong."""
    sent = {MilestoneKind.SUBMITTED: date(2026, 3, 2)}
    usual = running(committee(), sent)[TermKind.ADVICE]
    assert usual.due_on == date(2026, 4, 27)
    longer = {**sent, MilestoneKind.EXTENDED: date(2026, 4, 20)}
    found = running(committee(), longer)
    assert found[TermKind.ADVICE].due_on == date(2026, 5, 25)
    assert TermKind.EXTENSION not in found
    assert found[TermKind.ADMISSIBILITY] == running(committee(), sent)[TermKind.ADMISSIBILITY]
    own = Term(organisation_id=1, kind=TermKind.EXTENSION, amount=2, unit=TermUnit.WEEK)
    assert running(committee(), longer, own)[TermKind.ADVICE].due_on == date(2026, 5, 11)


def test_advice_in_time_or_late_ends_what_waited_for_it() -> None:
    reached = {MilestoneKind.SUBMITTED: date(2026, 3, 2), MilestoneKind.ADVICE: date(2026, 7, 1)}
    found = running(committee(), reached)
    assert found[TermKind.ADVICE].met_on == date(2026, 7, 1)
    assert found[TermKind.ADMISSIBILITY].met_on == date(2026, 7, 1)
    assert not any(each.is_overdue(date(2027, 1, 1)) for each in found.values())


def test_a_complaint_that_is_not_admissible_waits_for_no_advice() -> None:
    reached = {MilestoneKind.SUBMITTED: date(2026, 3, 2), MilestoneKind.INADMISSIBLE: date(2026, 3, 9)}
    found = running(committee(), reached)
    assert TermKind.ADVICE not in found
    assert found[TermKind.ADMISSIBILITY].met_on == date(2026, 3, 9)


@pytest.mark.parametrize("way", ["taken back", "ended by the committee", "ended"])
def test_nothing_runs_on_a_track_that_is_over_but_what_was_met_stays(way: str) -> None:
    reached = {MilestoneKind.SUBMITTED: date(2026, 3, 2)}
    if way == "taken back":
        reached[MilestoneKind.WITHDRAWN] = date(2026, 3, 9)
    if way == "ended by the committee":
        reached[MilestoneKind.ENDED_BY_BODY] = date(2026, 3, 9)
    track = committee(date(2026, 1, 5), ended_on=date(2026, 4, 1) if way == "ended" else None)
    assert running(track, reached).keys() == {TermKind.COMPLAINT}
    still = running(committee(date(2026, 1, 5)), {MilestoneKind.SUBMITTED: date(2026, 3, 2)})
    assert TermKind.ADVICE in still


# -- a report


def test_the_reporting_points_clock_starts_when_it_has_the_report() -> None:
    assert running(reporting_point(), {MilestoneKind.SUBMITTED: date(2026, 3, 2)}) == {}
    found = running(
        reporting_point(),
        {MilestoneKind.SUBMITTED: date(2026, 3, 2), MilestoneKind.RECEIVED: date(2026, 3, 20)},
    )
    assert found[TermKind.ACKNOWLEDGEMENT].due_on == date(2026, 3, 27)


def test_feedback_counts_from_the_acknowledgement() -> None:
    reached = {MilestoneKind.RECEIVED: date(2026, 8, 27), MilestoneKind.ACKNOWLEDGED: date(2026, 8, 31)}
    assert running(reporting_point(), reached)[TermKind.FEEDBACK].due_on == date(2026, 11, 30)


def test_without_an_acknowledgement_feedback_counts_from_the_end_of_its_term() -> None:
    found = running(reporting_point(), {MilestoneKind.RECEIVED: date(2026, 8, 24)})
    assert found[TermKind.FEEDBACK].counted_from == date(2026, 8, 31)
    assert found[TermKind.FEEDBACK].due_on == date(2026, 11, 30)
    own = Term(organisation_id=1, kind=TermKind.ACKNOWLEDGEMENT, amount=5, unit=TermUnit.WORKING_DAY)
    shorter = running(reporting_point(), {MilestoneKind.RECEIVED: date(2026, 8, 24)}, own)
    assert shorter[TermKind.FEEDBACK].counted_from == date(2026, 8, 31)  # a Monday: five working days


HAS_IT = {MilestoneKind.SUBMITTED: date(2026, 3, 2), MilestoneKind.RECEIVED: date(2026, 3, 4)}


@pytest.mark.parametrize("day", [date(2026, 3, 3), date(2026, 3, 9)])
def test_the_terms_of_a_report_go_on_when_the_reporter_takes_it_back(day: date) -> None:
    """The organisation holds the reins, also where the taking back was under way when the report came."""
    taken_back = {**HAS_IT, MilestoneKind.WITHDRAWN: day}
    assert running(reporting_point(), taken_back) == running(reporting_point(), HAS_IT)
    assert running(reporting_point(), taken_back).keys() == {TermKind.ACKNOWLEDGEMENT, TermKind.FEEDBACK}


@pytest.mark.parametrize("way", ["by the reporting point", "by hand"])
def test_they_end_when_the_reporting_point_itself_ends_it(way: str) -> None:
    reached, ended = dict(HAS_IT), date(2026, 3, 20) if way == "by hand" else None
    if ended is None:
        reached[MilestoneKind.ENDED_BY_BODY] = date(2026, 3, 20)
    assert running(replace(reporting_point(), ended_on=ended), reached) == {}
    answered = {**reached, MilestoneKind.ACKNOWLEDGED: date(2026, 3, 6)}
    assert running(replace(reporting_point(), ended_on=ended), answered).keys() == {TermKind.ACKNOWLEDGEMENT}


def test_what_the_reporting_point_acknowledges_it_has() -> None:
    found = running(reporting_point(), {MilestoneKind.ACKNOWLEDGED: date(2026, 8, 31)})
    assert found.keys() == {TermKind.FEEDBACK}
    assert found[TermKind.FEEDBACK].due_on == date(2026, 11, 30)


def test_a_term_is_overdue_from_the_day_after_its_last() -> None:
    found = running(reporting_point(), {MilestoneKind.RECEIVED: date(2026, 3, 2)})
    acknowledging = found[TermKind.ACKNOWLEDGEMENT]
    assert not acknowledging.is_overdue(date(2026, 3, 9))
    assert acknowledging.is_overdue(date(2026, 3, 10))


def test_police_and_court_have_no_terms_of_ours() -> None:
    for route in (Route.POLICE_REPORT, Route.COURT):
        track = FormalTrack(id=1, case_id=1, route=route, begun_on=date(2026, 1, 1))
        assert running(track, {MilestoneKind.SUBMITTED: date(2026, 3, 2)}) == {}


@given(
    reached=st.dictionaries(st.sampled_from(MilestoneKind), days),
    route=st.sampled_from((Route.COMPLAINTS_COMMITTEE, Route.REPORTING_POINT)),
    incident=st.none() | days,
)
def test_whatever_was_recorded_every_term_ends_after_it_began_and_stands_once(
    reached: Reached, route: Route, incident: date | None
) -> None:
    track = FormalTrack(
        id=1, case_id=1, route=route, begun_on=date(2026, 1, 1), last_incident_on=incident
    )
    milestones = [
        Milestone(case_id=1, formal_track_id=1, kind=kind, reached_on=day) for kind, day in reached.items()
    ]
    found = deadlines(track, milestones, [])
    assert all(each.due_on > each.counted_from for each in found)
    assert [each.due_on for each in found] == sorted(each.due_on for each in found)
    assert len({each.kind for each in found}) == len(found)
    of_another = [
        Milestone(case_id=1, formal_track_id=2, kind=kind, reached_on=day) for kind, day in reached.items()
    ]
    assert deadlines(track, of_another, []) == deadlines(track, [], [])
