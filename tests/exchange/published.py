"""Published figures turned into files to import: as many cases as were counted, of the same kinds.

The counts, and where they were published, stand in tests/data. What a source does not tell is filled in: days
spread evenly over the period and, in set K, everything that a report must keep to itself.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from vpdesk.domain.case import CaseStatus
from vpdesk.domain.values import Matter, Outcome

SETS: Final = ("A", "B", "H", "K")
_FIGURES: Final = Path(__file__).resolve().parents[1] / "data" / "annual_reports.csv"

#: Set B counts kinds of its own; seven of our codes stand in for them, each for one.
STAND_INS: Final = {
    "psychisch_geweld": Matter.INTIMIDATION,
    "fysiek_geweld": Matter.AGGRESSION,
    "seksuele_intimidatie": Matter.SEXUAL_HARASSMENT,
    "seksueel_misbruik": Matter.ABUSE_OF_POWER,
    "discriminatie": Matter.DISCRIMINATION,
    "radicalisering": Matter.STALKING,
    "overig": Matter.OTHER_CONDUCT,
}
_KINDS: Final = STAND_INS | {
    "intimidatie": Matter.INTIMIDATION,
    "pesten": Matter.BULLYING,
    "agressie_geweld": Matter.AGGRESSION,
}
#: Set H counts what the committee or the employer found; "lopend" stays a running case.
OUTCOMES: Final[dict[str, Outcome | CaseStatus]] = {
    "gegrond": Outcome.HANDLED_FORMALLY,
    "ongegrond": Outcome.UNRESOLVED,
    "lopend": CaseStatus.OPEN,
}
_COLUMNS: Final = (
    "organisation", "opened", "closed", "matters", "outcome",
    "reporter_position", "respondent_relation", "entry", "route", "contacts", "hours",
)  # fmt: skip
#: What a report over set K must not tell; each of its cases has another of these lines.
_UNTOLD: Final = (
    ("bullying", "employee", "manager", "phone", "self", "3", "2,5"),
    ("sexual_harassment", "intern", "colleague", "email", "complaints_committee", "5", "6"),
    ("labour_dispute", "manager", "board", "hr", "with_manager", "1", "1"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One printed count; `value` is empty for a total."""

    start: date
    end: date
    value: str
    count: int


def figures(set_name: str) -> list[Figure]:
    """Return the counts of one set, printed totals left out unless the set has nothing else."""
    with _FIGURES.open(encoding="utf-8", newline="") as stream:
        found = [
            Figure(
                start=date.fromisoformat(row["period_start"]),
                end=date.fromisoformat(row["period_end"]),
                value=row["value"],
                count=int(row["count"]),
            )
            for row in csv.DictReader(stream)
            if row["set"] == set_name
        ]
    return [figure for figure in found if figure.value] or found


def periods(set_name: str) -> list[tuple[date, date]]:
    """Return the first and last days of the periods of one set, in time."""
    return sorted({(figure.start, figure.end) for figure in figures(set_name)})


def counts(set_name: str, start: date) -> dict[str, int]:
    """Return what one period of a set counts, by the code that stands for it (`open`: still running).

    Set K counts cases only, under the empty word.
    """
    codes = {**_KINDS, **OUTCOMES, "": ""}
    return {str(codes[figure.value]): figure.count for figure in figures(set_name) if figure.start == start}


def import_file(set_name: str, organisation: str) -> bytes:
    """Return the cases of one set as an import file for `organisation`."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for figure in figures(set_name):
        for number, opened in enumerate(_days(figure)):
            writer.writerow((organisation, *_cells(figure, number, opened)))
    return text.getvalue().encode()


def _days(figure: Figure) -> Iterator[date]:
    length = (figure.end - figure.start).days + 1
    return (figure.start + timedelta(days=number * length // figure.count) for number in range(figure.count))


def _cells(figure: Figure, number: int, opened: date) -> tuple[str, ...]:
    closed = min(opened + timedelta(days=40), figure.end).isoformat()
    day = opened.isoformat()
    if not figure.value:
        matter, *others = _UNTOLD[number]
        return day, closed, matter, "resolved", *others
    outcome = OUTCOMES.get(figure.value)
    if outcome is None:
        return day, "", _KINDS[figure.value], *[""] * 7
    running = outcome is CaseStatus.OPEN
    return day, "" if running else closed, Matter.OTHER_CONDUCT, "lopend" if running else outcome, *[""] * 6
