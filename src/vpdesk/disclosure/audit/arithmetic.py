"""What must hold of the printed numbers before any hidden one is looked at.

The sums of each page, its own threshold, what it repeats of earlier pages, and which cases it may tabulate
beside them.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from vpdesk.disclosure.audit.chain import Chain, Tabulated
from vpdesk.disclosure.audit.findings import Fault, Finding
from vpdesk.disclosure.audit.page import CASES, Days, Kind, Page, Table

#: Below this a threshold protects nobody.
LOWEST_THRESHOLD: Final = 3


def arithmetic(chain: Chain, *, kappa: int) -> Iterator[Finding]:
    """Yield what is wrong with the pages of `chain` as they stand."""
    for place, page in enumerate(chain.pages):
        if page.k < LOWEST_THRESHOLD or not kappa <= page.kappa < page.k:
            yield Finding(fault=Fault.THRESHOLD, release=place, low=page.k, high=page.k)
        yield from _totals(chain, place)
        yield from _parts(chain, place)
        for earlier in range(place):
            if _share_days(chain.pages[earlier], page):
                yield Finding(fault=Fault.PERIOD, release=place, slice=f"batch:{earlier}")
        for table in page.tables:
            yield from _table(place, page, table)
    for place, table in chain.lost:
        yield Finding(fault=Fault.BASE, release=place, dimension=table.dimension)
    for one in chain.tables:
        yield from _base(chain, one)
    yield from _twice(chain)


def _totals(chain: Chain, place: int) -> Iterator[Finding]:
    page = chain.pages[place]
    for unit, count in page.totals.items():
        if count is None:
            continue
        shown = chain.printed(place) if unit == CASES else count
        if shown is not None and shown < page.k:
            if page.kind is not Kind.TOLD:
                yield Finding(fault=Fault.BELOW, release=place, category=unit, low=shown, high=shown)
            elif shown > 0:
                yield Finding(fault=Fault.TOLD, release=place, category=unit, low=shown, high=shown)
    if any(chain.pages[other].k > page.k for other in chain.rest[place] if other != place):
        yield Finding(fault=Fault.REOPENED, release=place)


def _parts(chain: Chain, place: int) -> Iterator[Finding]:
    """What a full page repeats of the numbers inside its period, against what was printed then."""
    page = chain.pages[place]
    inside = [
        chain.pages[other]
        for other in (*chain.exact[place], *chain.rest[place])
        if chain.pages[other].kind is not Kind.FULL
    ]
    then = sorted((other.days, other.totals.get(CASES) or -1) for other in inside if other is not page)
    now = sorted((part.days, part.count or -1) for part in page.parts)
    if then != now:
        yield Finding(fault=Fault.PART, release=place)


def _share_days(earlier: Page, page: Page) -> bool:
    if Kind.TOLD in {earlier.kind, page.kind} or not _overlap(earlier.days, page.days):
        return False
    contained = page.days[0] <= earlier.days[0] and earlier.days[1] <= page.days[1]
    return not (earlier.kind is Kind.INTERIM and page.kind is Kind.FULL and contained)


def _overlap(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _table(place: int, page: Page, table: Table) -> Iterator[Finding]:
    """What is wrong with one table by itself."""

    def found(fault: Fault, category: str = "", count: int | None = None) -> Finding:
        return Finding(
            fault=fault,
            release=place,
            dimension=table.dimension,
            category=category,
            low=count,
            high=count,
        )

    for key, count in table.printed.items():
        if count < page.k:
            yield found(Fault.BELOW, key, count)
    if table.remainder is not None and table.remainder < page.k:
        yield found(Fault.BELOW, count=table.remainder)
    named = [*table.printed, *table.hidden]
    if len(table.hidden) == 1 or sorted(named) != sorted(table.members):
        yield found(Fault.ALONE, table.hidden[0] if len(table.hidden) == 1 else "")
    codes = [code for members in table.members.values() for code in members]
    if len(codes) != len(set(codes)):
        yield found(Fault.DOUBLE)
    if table.several and not table.follows and page.totals.get(table.unit, table.total) != table.total:
        yield found(Fault.SUM, count=table.total)


def _base(chain: Chain, one: Tabulated) -> Iterator[Finding]:
    """Whether a table counts as many cases as were printed, and may count them."""
    table = one.table
    size = chain.size(one.batches) if one.pool is None else one.pool.printed

    def found(fault: Fault) -> Finding:
        return Finding(
            fault=fault,
            release=one.release,
            dimension=table.dimension,
            low=table.total,
            high=size,
        )

    if size is None or table.cases not in {None, size}:
        yield found(Fault.BASE)
    elif table.several:
        if table.total < size or any(count > size for count in table.printed.values()):
            yield found(Fault.SUM)
    elif table.total != size:
        yield found(Fault.SUM)
    if any(chain.pages[batch].k > chain.pages[one.release].k for batch in one.batches):
        yield found(Fault.REOPENED)


def _twice(chain: Chain) -> Iterator[Finding]:
    for one, other in combinations(chain.tables, 2):
        same = one.table.dimension == other.table.dimension and one.table.follows == other.table.follows
        if not same or set(one.batches).isdisjoint(other.batches):
            continue
        if one.pool is None or other.pool is None or one.pool.since == other.pool.since:
            yield Finding(
                fault=Fault.TWICE,
                release=max(one.release, other.release),
                dimension=one.table.dimension,
            )
