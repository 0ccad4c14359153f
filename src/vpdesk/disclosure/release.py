"""From counts to the release: the template, the tables that are certified, the totals that go with them.

The tables of one release are safe together because they share printed totals only: whatever worlds two of
them have, cases can be found that have both. A dimension that is computed from another (the mandate beside
the matter) must therefore not stand beside it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from vpdesk.disclosure.certificate import Certificate, Frame
from vpdesk.disclosure.counts import TableCounts
from vpdesk.disclosure.oneway import shown_of
from vpdesk.disclosure.released import Line, Release, ReleasedTable, Remainder, Total
from vpdesk.disclosure.template import Detail, detail

#: The version of the rules that decide what is printed; any change to what they print raises it.
ENGINE: Final = "vpdesk-disclosure/1"
#: The smallest number that is printed.
THRESHOLD: Final = 5
#: More cases than this stay outside each printed category.
KAPPA: Final = 1


def release(  # noqa: PLR0913  all that one document prints
    organisation: str,
    start: date,
    end: date,
    n_cases: int,
    tables: Sequence[TableCounts],
    *,
    halves: TableCounts | None = None,
    extra_totals: Mapping[str, int] | None = None,
    k: int = THRESHOLD,
    kappa: int = KAPPA,
) -> Release:
    """Return what may be printed about `n_cases` cases of one organisation from `start` to `end`.

    `halves` are the totals of two halves of the period, printed from 4k cases on: both of them or neither.
    Beside another table they tell nothing of a small group: what is printed of either is at least k, so
    that no category of one half can be shown to hold fewer.

    `extra_totals` maps a unit (contacts, hours) to how much there was. A total of a table that counts
    something else than cases is printed with that table only: beside a withheld one it could tell what
    withheld it. Raises ValueError where the tables do not count the same cases, or for thresholds other
    than 0 <= kappa < k and 2 <= k.
    """
    if any(counts.cases != n_cases for counts in (*tables, *([halves] if halves else []))):
        raise ValueError("all tables of a release count the same cases")
    step = detail(n_cases, k)
    if halves is not None and step >= Detail.FULL_TABLES:
        tables = [*tables, halves]
    totals = [_total("cases", n_cases, k)]
    printed: list[ReleasedTable] = []
    withheld: list[str] = []
    if step >= Detail.COARSE_TABLES:
        for counts in tables:
            table = _table(counts, k, kappa)
            if table is None:
                withheld.append(counts.declared.dimension)
                continue
            printed.append(table)
            if counts.declared.several:
                totals.append(_total(counts.declared.unit, counts.total, k))
    if step >= Detail.TOTALS:
        totals += [_total(unit, count, k) for unit, count in (extra_totals or {}).items()]
    return Release(
        organisation=organisation,
        start=start,
        end=end,
        k=k,
        kappa=kappa,
        engine=ENGINE,
        totals=tuple(totals),
        tables=tuple(printed),
        withheld=tuple(withheld),
    )


def _total(unit: str, count: int, k: int) -> Total:
    return Total(unit=unit, count=count if count >= k else None)


def _table(counts: TableCounts, k: int, kappa: int) -> ReleasedTable | None:
    declared = counts.declared
    frame = Frame(
        cases=counts.cases,
        total=counts.total,
        k=k,
        kappa=kappa,
        excluding=declared.excluding,
    )
    shown = shown_of(counts.counts, k, Certificate(frame).holds)
    if shown is None:
        return None
    pairs = list(zip(declared.categories, shown, strict=True))
    hidden = tuple(category for category, count in pairs if count is None)
    return ReleasedTable(
        dimension=declared.dimension,
        unit=declared.unit,
        lines=tuple(Line(category=category, count=count) for category, count in pairs if count is not None),
        remainder=Remainder(categories=hidden, count=frame.remainder(shown)) if hidden else None,
    )
