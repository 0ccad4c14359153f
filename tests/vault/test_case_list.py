"""The list of cases: every filter lets through what it says, every order is one, and pages fit together."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby, product

import pytest

from tests.factories import make_aftercare, make_case, make_consent, make_step
from vpdesk.domain.case import Case, CaseStatus
from vpdesk.domain.case_list import CaseColumn, CaseOrder, Direction, DueBy, ListPeriod
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter, CaseRow, DueKind
from vpdesk.domain.values import Matter, Outcome
from vpdesk.vault import case_filter
from vpdesk.vault.vault import Vault

TODAY = date(2026, 11, 20)
#: What a case can wait for; the rest is about an organisation.
FOR_CASES = {DueKind.AFTERCARE, DueKind.CONTACT, DueKind.STEP, DueKind.TERM}
ORDERS = [CaseOrder(column=column, direction=way) for column, way in product(CaseColumn, Direction)]


@pytest.fixture(params=[0, 2000], ids=["walked", "gathered"])
def caseload(vault: Vault, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    """Sixty cases by chance at three clients, some closed, some due, one in the bin; with every matter taken
    for a frequent one, and for a rare one.
    """
    monkeypatch.setattr(case_filter, "_FEW", request.param)
    chance = random.Random(5)
    names = ("Ambulancezorg", "Zorgpunt Oost", "De Vliet")
    organisations = [Organisation(name=name) for name in names]
    cases = []
    with vault.transaction():
        vault.organisations.add_all(organisations)
        for number in range(60):
            opened = date(2024, 1, 1) + timedelta(days=chance.randrange(1000))
            case = make_case(
                chance.choice(organisations).id,
                alias=f"{chance.choice(('Eik', 'eik', 'Beuk', 'Es'))}-{number}",
                opened_on=opened,
                matters=tuple(chance.sample(list(Matter), 2)),
                next_contact_on=chance.choice((None, None, TODAY + timedelta(days=chance.randrange(-9, 30)))),
            )
            if chance.random() < 0.5:
                case = replace(case, closed_on=opened + timedelta(days=9), outcome=Outcome.RESOLVED)
            vault.cases.save(case)
            if chance.random() < 0.3:
                due = TODAY + timedelta(days=chance.randrange(-9, 30))
                vault.aftercares.save(make_aftercare(case.id, due_on=due))
            if chance.random() < 0.3:
                consent = make_consent(case.id)
                vault.consents.save(consent)
                planned = TODAY + timedelta(days=chance.randrange(-9, 30))
                over = chance.choice((None, TODAY))  # a step that was taken asks for nothing
                vault.steps.save(make_step(case.id, consent.id, planned_on=planned, carried_out_on=over))
            cases.append(case)
    vault.connection.execute("UPDATE cases SET binned_on = '2026-11-01' WHERE id = ?", [cases[0].id])
    return cases[1:]


def terms(cases: list[Case]) -> tuple[tuple[int, date], ...]:
    """Some cases with a term that runs, or that has passed."""
    return tuple((case.id, TODAY + timedelta(days=number - 5)) for number, case in enumerate(cases[::7]))


def filters(vault: Vault, cases: list[Case]) -> Iterator[CaseFilter]:
    organisation = vault.organisations.all()[0].id
    closed = max(case.closed_on for case in cases if case.closed_on is not None)
    year = ListPeriod.CLOSED_THIS_YEAR if closed.year == TODAY.year else ListPeriod.CLOSED_LAST_YEAR
    for status, client, matter, period, due in product(
        (None, *CaseStatus),
        (None, organisation),
        (None, Matter.BULLYING),
        (None, ListPeriod.LAST_YEAR, year),
        (None, DueBy.WEEK),
    ):
        yield CaseFilter(
            status=status,
            organisation_id=client,
            matter=matter,
            due_until=None if due is None else due.day(TODAY),
            terms=terms(cases),
            **({} if period is None else period.limits(TODAY)),
        )


def fits(row: CaseRow, case: Case, chosen: CaseFilter) -> bool:
    """The filter once more, without SQL."""
    return (
        chosen.status in (None, case.status)
        and chosen.organisation_id in (None, case.organisation_id)
        and (chosen.matter is None or chosen.matter in case.matters)
        and (chosen.opened_from is None or chosen.opened_from <= case.opened_on)
        and (chosen.opened_until is None or case.opened_on <= chosen.opened_until)
        and (chosen.closed_from is None or (case.closed_on or date.min) >= chosen.closed_from)
        and (chosen.closed_until is None or (case.closed_on or date.max) <= chosen.closed_until)
        and (chosen.due_until is None or (row.due_on is not None and row.due_on <= chosen.due_until))
    )


def test_every_filter_lets_through_exactly_what_it_says(vault: Vault, caseload: list[Case]) -> None:
    all_rows = {row.id: row for row in vault.cases.rows(CaseFilter(terms=terms(caseload)))}
    assert set(all_rows) == {case.id for case in caseload}
    assert {row.due[1] for row in all_rows.values() if row.due is not None} == FOR_CASES
    for chosen in filters(vault, caseload):
        expected = {case.id for case in caseload if fits(all_rows[case.id], case, chosen)}
        for order in ORDERS:
            assert {row.id for row in vault.cases.rows(chosen, order)} == expected, (chosen, order)
        assert vault.cases.count(chosen) == len(expected)


def test_cases_in_the_bin_do_not_count_with_their_matter(vault: Vault, caseload: list[Case]) -> None:
    """They stay in the index of matters, which the count begins with."""
    filters = [CaseFilter(matter=Matter.FRAUD, status=status) for status in (None, *CaseStatus)]
    for status in CaseStatus:
        case = next(case for case in caseload if case.status is status and Matter.FRAUD in case.matters)
        before = {chosen.status: vault.cases.count(chosen) for chosen in filters}
        vault.connection.execute("UPDATE cases SET binned_on = '2026-11-01' WHERE id = ?", [case.id])
        after = {chosen.status: vault.cases.count(chosen) for chosen in filters}
        assert {one for one in before if after[one] != before[one]} == {None, status}
        assert after[None] == before[None] - 1


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_every_order_is_one_from_end_to_end(vault: Vault, caseload: list[Case], order: CaseOrder) -> None:
    assert caseload
    rows = vault.cases.rows(CaseFilter(terms=terms(caseload)), order)
    keys: list[object] = []
    match order.column:
        case CaseColumn.OPENED:
            keys = [(row.opened_on, row.id) for row in rows]
        case CaseColumn.ALIAS:
            keys = [(row.alias.lower(), row.id) for row in rows]
        case CaseColumn.ORGANISATION:
            keys = [row.organisation for row in rows]
        case CaseColumn.CLOSED:
            closed = [row for row in rows if row.closed_on is not None]
            assert all(row.closed_on is None for row in rows[len(closed) :])  # what still runs comes last
            keys = [(row.closed_on is None, row.closed_on, row.opened_on, row.id) for row in closed]
            running = [(row.opened_on, row.id) for row in rows[len(closed) :]]
            assert running == sorted(running, reverse=order.direction is Direction.DESCENDING)
            assert 0 < len(closed) < len(rows)
        case CaseColumn.MATTER:
            keys = [list(Matter).index(row.matters[0]) for row in rows]
            for _matter, group in groupby(rows, key=lambda row: row.matters[0]):
                days = [(row.opened_on, row.id) for row in group]
                assert days == sorted(days, reverse=True)
        case CaseColumn.DUE:
            asking = [row.due_on for row in rows if row.due_on is not None]
            assert [row.due_on for row in rows[: len(asking)]] == asking  # the others come after them
            keys = list(asking)
    assert keys == sorted(keys, reverse=order.direction is Direction.DESCENDING)  # type: ignore[type-var]  # of one kind


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_pages_fit_together_and_every_case_is_where_it_is_said_to_be(
    vault: Vault, caseload: list[Case], order: CaseOrder
) -> None:
    assert caseload
    for chosen in (
        CaseFilter(terms=terms(caseload)),
        CaseFilter(status=CaseStatus.OPEN),
        CaseFilter(matter=Matter.FRAUD),
        CaseFilter(due_until=TODAY, terms=terms(caseload)),
    ):
        whole = [row.id for row in vault.cases.rows(chosen, order)]
        paged = [
            row.id
            for offset in range(0, len(whole) + 7, 7)
            for row in vault.cases.rows(chosen, order, offset=offset, limit=7)
        ]
        assert paged == whole
        assert [vault.cases.position(one, chosen, order) for one in whole] == list(range(len(whole)))


def test_a_case_that_the_filter_hides_is_nowhere(vault: Vault, caseload: list[Case]) -> None:
    closed = next(case for case in caseload if case.status is CaseStatus.CLOSED)
    for order in ORDERS:
        assert vault.cases.position(closed.id, CaseFilter(status=CaseStatus.OPEN), order) is None
    assert vault.cases.position(12, CaseFilter()) is None


@pytest.mark.parametrize("today", [date(2028, 2, 29), date(2026, 1, 1), date(2026, 12, 31)])
def test_spans_of_time_follow_the_day(today: date) -> None:
    first, last = ListPeriod.THIS_YEAR.days(today)
    assert first <= today <= last
    before = ListPeriod.LAST_YEAR.days(today)
    assert before[1] + timedelta(days=1) == first
    assert ListPeriod.EARLIER.days(today)[1] + timedelta(days=1) == before[0]
    begin, end = ListPeriod.TWELVE_MONTHS.days(today)
    assert end == today
    assert 365 <= (end - begin).days <= 366
    assert DueBy.LATE.day(today) < today < DueBy.WEEK.day(today) < DueBy.EVER.day(today)
