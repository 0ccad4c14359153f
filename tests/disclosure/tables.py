"""Small tables with plain keys, and their releases."""

from datetime import date

from vpdesk.disclosure.certificate import Shown
from vpdesk.disclosure.counts import TableCounts
from vpdesk.disclosure.history import Intake
from vpdesk.disclosure.lists import NONE, DeclaredList
from vpdesk.disclosure.outline import outline
from vpdesk.disclosure.release import release
from vpdesk.disclosure.released import Category, Kind, Release, Span

START = date(2024, 1, 1)
END = date(2024, 12, 31)


def plain_list(width: int, *, unit: str = "cases", excluding: bool = False) -> DeclaredList:
    """A list of `width` categories a, b, c…; `excluding` makes the first one `none`."""
    keys = [chr(ord("a") + place) for place in range(width)]
    if excluding:
        keys[0] = NONE
    categories = tuple(Category(key=key, members=(key,)) for key in keys)
    return DeclaredList(dimension="route", unit=unit, categories=categories)


def table_of(
    counts: tuple[int, ...], cases: int | None = None, *, excluding: bool = False
) -> TableCounts:
    """The table of `counts`: of cases, or of routes where `cases` says how many cases they are from."""
    declared = plain_list(
        len(counts), unit="cases" if cases is None else "routes", excluding=excluding
    )
    return TableCounts(
        declared=declared, cases=sum(counts) if cases is None else cases, counts=counts
    )


def release_of(*tables: TableCounts, k: int = 5, kappa: int = 1) -> Release:
    """One release of `tables`, the first to its group."""
    return first_release(tables[0].cases, *tables, k=k, kappa=kappa)


def first_release(
    cases: int, *tables: TableCounts, k: int = 5, kappa: int = 1, **more: int
) -> Release:
    """The first release to its group: over `cases` cases, with other totals beside them."""
    batch = Intake(cases=cases, known=tables[0].known_cases, more=more)
    out = outline(Kind.FULL, Span(start=START, end=END), batch, [], k=k, kappa=kappa)
    return release(out, "Stichting De Wilgenhof", tables if out.basis else ())


def shown_in(result: Release, table: TableCounts) -> Shown | None:
    """What `result` prints of `table`, in list order; None where the table is not printed."""
    printed = result.table(table.declared.dimension)
    if printed is None:
        return None
    lines = {line.category: line.count for line in printed.lines}
    return tuple(lines.get(category) for category in table.declared.categories)
