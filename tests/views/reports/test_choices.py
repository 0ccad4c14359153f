from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from vpdesk.domain.errors import RuleError
from vpdesk.domain.values import Matter
from vpdesk.reports.period import Period
from vpdesk.services.reporting import ReportRequest
from vpdesk.views.period_editor import PeriodEditor
from vpdesk.views.periods import last_whole_year
from vpdesk.views.reports.choices import ReportChoices, report_fields

TODAY = date(2026, 11, 21)
YEAR = last_whole_year(TODAY)


def choices(**changes: Any) -> ReportChoices:
    return ReportChoices(**{"organisation_id": 1, "period": YEAR, "language": "nl", **changes})


def test_every_choice_has_its_field() -> None:
    made = report_fields(list, lambda: TODAY)
    assert {field.name for field in made} == {field.name for field in fields(ReportChoices)}


def test_everything_that_can_be_requested_can_be_chosen() -> None:
    request = choices(
        threshold=3,
        reason="asked for",
        activities="a\n\n b ",
        signals="s",
        recommendations="r",
        sketch="c",
        sketch_about=Matter.BULLYING,
    ).request()
    assert request == ReportRequest(
        organisation_id=1,
        start=YEAR.start,
        end=YEAR.end,
        language="nl",
        k=3,
        reason="asked for",
        activities=("a", "b"),
        signals=("s",),
        recommendations=("r",),
        sketch=("c",),
        sketch_about="bullying",
    )


@pytest.mark.parametrize(("threshold", "k"), [(0, None), (5, None), (4, 4), (10, 10)])
def test_the_usual_threshold_is_not_insisted_on(threshold: int, k: int | None) -> None:
    assert choices(threshold=threshold, reason="x").request().k == k


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"threshold": 4}, "reason"),
        ({"threshold": 4, "reason": "  "}, "reason"),
        ({"threshold": 2, "reason": "x"}, "threshold"),
        ({"period": Period(start=date(2026, 5, 2), end=date(2026, 5, 1))}, "period"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_where_it_is_chosen(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleError) as caught:
        choices(**changes)
    assert caught.value.field == field


def editor(qtbot: QtBot) -> PeriodEditor:
    made = PeriodEditor(lambda: TODAY)
    qtbot.addWidget(made)
    made.set_value(YEAR)
    return made


@pytest.mark.parametrize(
    "period",
    [
        YEAR,
        Period(start=date(2026, 1, 1), end=date(2026, 6, 30)),
        Period(start=date(2025, 8, 1), end=date(2026, 7, 31)),
        Period(start=date(2026, 2, 3), end=date(2026, 5, 9)),
        Period(start=date(1999, 1, 1), end=date(1999, 12, 31)),
    ],
)
def test_a_period_comes_back_as_it_was_set_and_as_it_was_drafted(qtbot: QtBot, period: Period) -> None:
    made = editor(qtbot)
    made.set_value(period)
    assert made.value() == period
    other = editor(qtbot)
    other.set_raw(made.raw())
    assert other.value() == period


def test_free_days_are_typed_in_words(qtbot: QtBot) -> None:
    made = editor(qtbot)
    made.set_value(Period(start=date(2026, 2, 3), end=date(2026, 5, 9)))
    made._last.set_raw("gisteren")
    assert made.value().end == date(2026, 11, 20)


def test_a_day_that_cannot_be_read_is_refused_in_words(qtbot: QtBot) -> None:
    made = editor(qtbot)
    made.set_value(Period(start=date(2026, 2, 3), end=date(2026, 5, 9)))
    made._first.set_raw("ooit")
    with pytest.raises(RuleError, match="cannot be read as a day"):
        made.value()
