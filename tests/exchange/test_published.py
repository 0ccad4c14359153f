"""The files made from published figures hold exactly the cases that were counted."""

from collections import Counter
from datetime import date

import pytest

from tests.exchange import published
from vpdesk.domain.case import Case
from vpdesk.domain.organisation import Organisation
from vpdesk.exchange.answers import Background
from vpdesk.exchange.case_csv import read_cases

NAME = "Stichting De Beuk"


def cases(set_name: str) -> list[Case]:
    data = published.import_file(set_name, NAME)
    found = read_cases(
        data, Background(today=date(2026, 4, 1), organisations=(Organisation(name=NAME),), taken=())
    )
    return list(found.cases)


def told(case: Case, set_name: str) -> str:
    return {"H": case.outcome or "open", "K": ""}.get(set_name, case.matters[0])


@pytest.mark.parametrize("set_name", published.SETS)
def test_each_period_counts_what_was_published(set_name: str) -> None:
    read = cases(set_name)
    for start, end in published.periods(set_name):
        counted = Counter(told(case, set_name) for case in read if start <= case.opened_on <= end)
        assert counted == published.counts(set_name, start)


def test_totals_are_what_the_rows_add_up_to() -> None:
    totals = {
        name: [sum(published.counts(name, start).values()) for start, _end in published.periods(name)]
        for name in published.SETS
    }
    assert totals == {"A": [200], "B": [1351, 1743, 2153], "H": [147, 176, 162], "K": [3, 2]}


def test_a_closed_case_is_closed_within_its_period() -> None:
    for start, end in published.periods("H"):
        for case in cases("H"):
            if start <= case.opened_on <= end and case.closed_on is not None:
                assert case.closed_on <= end


def test_the_two_cases_of_set_k_differ_in_all_that_a_report_must_not_tell() -> None:
    first, second = (case for case in cases("K") if case.opened_on >= date(2022, 1, 1))
    for field in (
        "matters",
        "reporter_position",
        "respondent_relations",
        "entry",
        "routes",
        "carried_minutes",
    ):
        assert getattr(first, field) != getattr(second, field)
