"""Whose cases each printed number counts: all pages to one group of readers as one chain.

Each release takes in one batch of new cases. The total of a full release counts its own batch and those of
the interim releases (and told numbers) inside its period. Those of them that were printed exactly are known
one by one; the others, that were printed as a band, are known together with its own batch only: its *rest*.
Should a full release cover days that an earlier full one covered (it must not), then its total counts those
cases too, and what is printed of both can be subtracted.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import product

from vpdesk.disclosure.audit.page import CASES, Kind, Page, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Cases that the earlier table `line` printed as running: `printed` of them.

    What came of them was told before up to release `since`; -1: nothing was.
    """

    line: "Tabulated"
    printed: int
    since: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tabulated:
    """A table of page `release`, over the cases of `batches`, or over those of them in `pool`."""

    release: int
    table: Table
    batches: tuple[int, ...]
    pool: Pool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The pages in the order of release, with the batches behind each number.

    `rest` and `exact` stand for each page: together they are what its total counts. `lost` are the pages and
    tables whose cases cannot be told from what was printed before.
    """

    pages: tuple[Page, ...]
    rest: tuple[tuple[int, ...], ...]
    exact: tuple[tuple[int, ...], ...]
    tables: tuple[Tabulated, ...]
    lost: tuple[tuple[int, Table], ...]

    def printed(self, release: int) -> int | None:
        """Return what is printed of the rest of a page: the number, or None for a band or nothing at all."""
        return _rest_of(self.pages, self.exact[release], release)

    def size(self, batches: Collection[int]) -> int | None:
        """Return how many cases `batches` are by printed totals alone; None: those do not tell."""
        left, found = set(batches), 0
        for place in range(len(self.pages)):
            printed = self.printed(place)
            if printed is not None and left.issuperset(self.rest[place]):
                left.difference_update(self.rest[place])
                found += printed
        return None if left else found


def chain_of(pages: tuple[Page, ...]) -> Chain:
    """Return the chain of `pages`."""
    rest, exact = [], []
    for place, page in enumerate(pages):
        inside = [other for other in range(place) if _inside(pages[other], page)]
        known = [
            other
            for other in inside
            if pages[other].kind is not Kind.FULL and pages[other].totals.get(CASES) is not None
        ]
        exact.append(tuple(known))
        rest.append((*(other for other in inside if other not in known), place))
    tables: list[Tabulated] = []
    lost = []
    for place, page in enumerate(pages):
        for table in page.tables:
            found = _tabulated(pages, rest, exact, tables, place, table)
            if found is None:
                lost.append((place, table))
            else:
                tables.append(found)
    return Chain(pages=pages, rest=tuple(rest), exact=tuple(exact), tables=tuple(tables), lost=tuple(lost))


def _inside(earlier: Page, page: Page) -> bool:
    """Whether the total of a full page counts what an earlier one took in."""
    if page.kind is not Kind.FULL:
        return False
    return page.days[0] <= earlier.days[0] and earlier.days[1] <= page.days[1]


def _tabulated(  # noqa: PLR0913, PLR0917  the chain as far as it is known
    pages: tuple[Page, ...],
    rest: list[tuple[int, ...]],
    exact: list[tuple[int, ...]],
    tables: Iterable[Tabulated],
    place: int,
    table: Table,
) -> Tabulated | None:
    if table.follows:
        return _followed(pages, tables, place, table)
    if not table.over:
        band = pages[place].totals.get(CASES) is None
        batches = exact[place] if band else (*exact[place], *rest[place])
        return Tabulated(release=place, table=table, batches=tuple(sorted(batches)))
    found = _pages_over(pages[: place + 1], exact, table)
    if found is None:
        return None
    every = {batch for other in found for batch in _counted(pages, rest, other)}
    return Tabulated(release=place, table=table, batches=tuple(sorted(every)))


def _pages_over(
    pages: tuple[Page, ...], exact: list[tuple[int, ...]], table: Table
) -> tuple[int, ...] | None:
    """Return the pages over the spans of a table, or None where there was none over one of them.

    A number that was told can be over the days of a full report: then it is what was printed exactly, and
    what adds up to the cases that the table says it counts.
    """
    options = []
    for days in table.over:
        over = [place for place, page in enumerate(pages) if page.days == days]
        over.sort(
            key=lambda place: (pages[place].totals.get(CASES) is None, pages[place].kind is not Kind.FULL)
        )
        options.append(over)
    chosen = [found for found in product(*options) if len(set(found)) == len(found)]

    def printed(found: tuple[int, ...]) -> int:
        return sum(_rest_of(pages, exact[place], place) or 0 for place in found)

    return min(chosen, key=lambda found: printed(found) != table.cases, default=None)


def _rest_of(pages: tuple[Page, ...], exact: tuple[int, ...], place: int) -> int | None:
    """Return what is printed of the rest of a page, None for a band or nothing at all."""
    count = pages[place].totals.get(CASES)
    return None if count is None else count - sum(pages[part].totals.get(CASES) or 0 for part in exact)


def _counted(pages: tuple[Page, ...], rest: list[tuple[int, ...]], place: int) -> tuple[int, ...]:
    """Return the batches of a span in a table: of a full page those that it does not print one by one."""
    return rest[place] if pages[place].kind is Kind.FULL else (place,)


def _followed(
    pages: tuple[Page, ...], tables: Iterable[Tabulated], place: int, table: Table
) -> Tabulated | None:
    """Return the table over the line `running` that was printed last of the cases that it follows."""
    found = [
        one
        for one in tables
        if one.release < place
        and one.table.dimension == table.dimension
        and one.table.running is not None
        and (one.table.over or (pages[one.release].days,)) == table.over
    ]
    if not found:
        return None
    last = max(found, key=lambda one: one.release)
    since = last.release if last.table.follows else -1
    pool = Pool(line=last, printed=last.table.running or 0, since=since)
    return Tabulated(release=place, table=table, batches=last.batches, pool=pool)
