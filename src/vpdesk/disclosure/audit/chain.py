"""Whose cases each printed number counts: all pages to one group of readers as one chain.

Each release takes in one batch of new cases. The total of a full release counts its own batch and those of
the interim releases (and told numbers) inside its period. Those of them that were printed exactly are known
one by one; the others, that were printed as a band, are known together with its own batch only: its *rest*.
Should a full release cover days that an earlier full one covered (it must not), then its total counts those
cases too, and what is printed of both can be subtracted.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from vpdesk.disclosure.audit.page import CASES, Days, Kind, Page, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Cases that an earlier table printed as running: `printed` of them, told of up to release `since`."""

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
        page = self.pages[release]
        count = page.totals.get(CASES)
        if count is None:
            return None
        return count - sum(self.pages[part].totals.get(CASES) or 0 for part in self.exact[release])

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
    found: list[int] = []
    for days in table.over:
        other = _page_over(pages[: place + 1], days)
        if other is None:
            return None
        found += rest[other] if pages[other].kind is Kind.FULL else (other,)
    return Tabulated(release=place, table=table, batches=tuple(sorted(set(found))))


def _page_over(pages: tuple[Page, ...], days: Days) -> int | None:
    """Return the page over exactly `days`, the latest: a full one rather than another."""
    found = [place for place, page in enumerate(pages) if page.days == days]
    return max(found, key=lambda place: (pages[place].kind is Kind.FULL, place), default=None)


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
    pool = Pool(printed=last.table.running or 0, since=last.release if last.table.follows else -1)
    return Tabulated(release=place, table=table, batches=last.batches, pool=pool)
