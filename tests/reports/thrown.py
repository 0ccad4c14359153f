"""Seeded releases and reports of every form: numbers are thrown, the rules of a release are kept."""

from dataclasses import replace
from datetime import date
from random import Random

from tests.reports.releases import LISTS, ORGANISATION, REPORT, UNITS, category
from vpdesk.disclosure.released import (
    Category,
    Kind,
    Line,
    Part,
    Release,
    ReleasedTable,
    Remainder,
    Span,
    Total,
)
from vpdesk.reports.annual import AnnualReport

FORMS = (
    "full", "interim", "band", "total", "parts", "parts and band", "block", "block with gap", "follow-up",
)  # fmt: skip
OUTCOMES = (*LISTS["outcome"][:3], category("other", "unknown"), category("running"))
#: The lists of every dimension, the cases that are still running apart.
TABULATED = {**LISTS, "outcome": OUTCOMES}


def thrown(seed: int) -> AnnualReport:
    """The report of `seed`: its form, its figures, its language and what stands beside it are thrown."""
    dice = Random(seed)
    form = FORMS[seed % len(FORMS)]
    k = dice.choice((3, 5, 5, 5, 10))
    year = dice.randint(2015, 2040)
    earlier = [
        _release(dice, dice.choice(FORMS), year - before, k) for before in range(1, dice.randint(1, 6))
    ]
    told = Release(
        organisation=ORGANISATION, kind=Kind.TOLD, start=date(year - 1, 3, 1), end=date(year - 1, 3, 31),
        k=k, kappa=1, engine="2", totals=(Total(unit="contacts", count=2),), tables=(), withheld=(),
    )  # fmt: skip
    return replace(
        REPORT,
        release=_release(dice, form, year, k),
        earlier=(*earlier, told),
        language=dice.choice(("nl", "en")),
        practice=dice.choice(("", "Praktijk Lindelaan")),
        dated=date(year + 1, dice.randint(1, 12), dice.randint(1, 28)),
        activities=REPORT.activities if dice.random() < 0.5 else (),
        signals=(),
        recommendations=(),
    )


def _release(dice: Random, form: str, year: int, k: int) -> Release:
    span = Span(start=date(year, 1, 1), end=date(year, 12, 31))
    made = Release(
        organisation=ORGANISATION, start=span.start, end=span.end, k=k, kappa=1, engine="2",
        totals=(), tables=(), withheld=(),
    )  # fmt: skip
    if form == "band":
        return replace(made, totals=(Total(unit="cases", count=None),))
    if form == "interim":
        return _interim(dice, made, k)
    if form == "total":
        return replace(made, totals=_totals(dice, dice.randint(k, 2 * k - 1), k, ()))
    if form == "parts and band":
        return _parts_and_band(dice, made, k)
    if form.startswith("block"):
        return _block(dice, made, k, gap=form != "block")
    cases = dice.randint(2 * k, 20 * k)
    tables = tuple(_table(dice, dimension, cases, k) for dimension in TABULATED if dice.random() < 0.8)
    if form == "follow-up":
        tables += (_follow_up(dice, year - 1, k),)
    if form == "parts":
        quarter = Span(start=date(year, 1, 1), end=date(year, 3, 31))
        made = replace(made, parts=(Part(span=quarter, count=dice.choice((None, dice.randint(k, cases)))),))
    return replace(
        made,
        totals=_totals(dice, cases, k, tables),
        tables=tables,
        withheld=tuple(each for each in TABULATED if each not in {table.dimension for table in tables}),
    )


def _interim(dice: Random, made: Release, k: int) -> Release:
    cases = dice.choice((None, dice.randint(k, 4 * k)))
    return replace(
        made,
        kind=Kind.INTERIM,
        end=date(made.start.year, 6, 30),
        totals=(Total(unit="cases", count=None),) if cases is None else _totals(dice, cases, k, ()),
    )


def _parts_and_band(dice: Random, made: Release, k: int) -> Release:
    quarters = (
        Span(start=made.start, end=date(made.start.year, 3, 31)),
        Span(start=date(made.start.year, 4, 1), end=date(made.start.year, 6, 30)),
    )
    exact = dice.randint(k, 6 * k)
    # what is below k was told otherwise
    parts = (Part(span=quarters[0], count=exact), Part(span=quarters[1], count=dice.choice((None, k - 1))))
    tables: tuple[ReleasedTable, ...] = ()
    if exact >= 2 * k:
        tables = (replace(_table(dice, "matter", exact, k), over=quarters[:1], cases=exact),)
    return replace(made, parts=parts, totals=(Total(unit="cases", count=None),), tables=tables)


def _block(dice: Random, made: Release, k: int, *, gap: bool) -> Release:
    year, own = made.start.year, dice.randint(k, 2 * k - 1)
    years = (year - 3, year - 1, year) if gap else (year - 1, year)
    over = tuple(Span(start=date(each, 1, 1), end=date(each, 12, 31)) for each in years)
    cases = own + sum(dice.randint(k, 2 * k - 1) for _ in years[1:])
    tables = tuple(
        replace(_table(dice, dimension, cases, k), over=over, cases=cases)
        for dimension in TABULATED
        if dice.random() < 0.7
    )
    return replace(made, totals=_totals(dice, own, k, ()), tables=tables)


def _follow_up(dice: Random, year: int, k: int) -> ReleasedTable:
    running = dice.randint(2 * k, 6 * k)
    over = (Span(start=date(year, 1, 1), end=date(year, 12, 31)),)
    return replace(_table(dice, "outcome", running, k), over=over, cases=running, follows=True)


def _totals(dice: Random, cases: int, k: int, tables: tuple[ReleasedTable, ...]) -> tuple[Total, ...]:
    own = [table for table in tables if not table.over and table.unit != "cases"]
    found = [Total(unit="cases", count=cases)]
    found += [Total(unit=table.unit, count=_sum(table)) for table in own]
    for unit in ("contacts", "hours"):
        if dice.random() < 0.7:
            much = dice.randint(0, 40 * cases)
            found.append(Total(unit=unit, count=much if much >= k else None))
    return tuple(found)


def _sum(table: ReleasedTable) -> int:
    return sum(line.count for line in table.lines) + (table.remainder.count if table.remainder else 0)


def _table(dice: Random, dimension: str, cases: int, k: int) -> ReleasedTable:
    """A table that counts `cases`, or more where a case may have several codes."""
    listed = TABULATED[dimension]
    unit = UNITS.get(dimension, "cases")
    amount = cases if unit == "cases" else cases + dice.randint(0, cases // 3)
    shown = dice.randint(1, min(len(listed) - 2, amount // k - 1))
    places = sorted(dice.sample(range(len(listed)), shown))
    counts = _thrown_parts(dice, amount, shown + 1, k)
    hidden: tuple[Category, ...] = tuple(each for place, each in enumerate(listed) if place not in places)
    return ReleasedTable(
        dimension=dimension,
        unit=unit,
        lines=tuple(
            Line(category=listed[place], count=count) for place, count in zip(places, counts, strict=False)
        ),
        remainder=Remainder(categories=hidden, count=counts[-1]),
    )


def _thrown_parts(dice: Random, amount: int, parts: int, k: int) -> list[int]:
    """`amount` in `parts`, each of at least k."""
    found = [k] * parts
    for _ in range(amount - k * parts):
        found[dice.randrange(parts)] += 1
    return found
