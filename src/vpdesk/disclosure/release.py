"""From counts to the release: the tables that are certified, beside the totals of its outline."""

from collections.abc import Sequence

from vpdesk.disclosure.counts import TableCounts
from vpdesk.disclosure.oneway import shown_of
from vpdesk.disclosure.outline import ENGINE, Outline
from vpdesk.disclosure.released import Line, Release, ReleasedTable, Remainder, Span, Total
from vpdesk.disclosure.template import Detail, detail
from vpdesk.disclosure.verdict import Verdict


def release(
    outline: Outline,
    organisation: str,
    tables: Sequence[TableCounts] = (),
    *,
    halves: TableCounts | None = None,
    follow_ups: Sequence[TableCounts] = (),
) -> Release:
    """Return what may be printed to `organisation` of what was counted as `outline` asks.

    `tables` count the cases of its basis, `halves` the cases of its own batch, and `follow_ups` the cases
    of each of its pools, in that order, by what became of them. Halves are printed both or neither. Beside
    another table they tell nothing of a small group: what is printed of either is at least k, so that no
    category of one half can be shown to hold fewer. A dimension that is computed from another (the mandate
    beside the matter) must not stand beside it.

    The total of a table that counts something else than cases is printed with that table only, and stands
    among the totals where the table is about the release's own cases: beside a withheld one it could tell
    what withheld it. For the same reason a withheld table of several values per case is not replaced by one
    of primary values: which of both is printed would tell of what is hidden, and whoever knows the search
    could compute how. A withheld table is named in `withheld`, but not where it
    follows running cases. Raises ValueError where the counts are not those that the outline asks for.
    """
    basis = outline.basis
    _check_counts(outline, tables, halves, follow_ups)
    over = () if basis is None else basis.over
    several: list[Total] = []
    printed: list[ReleasedTable] = []
    withheld: list[str] = []
    for counts in tables:
        table = _table(counts, outline, over)
        if table is None:
            withheld.append(counts.declared.dimension)
            continue
        printed.append(table)
        if counts.declared.several and not over:
            several.append(Total(unit=counts.declared.unit, count=counts.total))
    if halves is not None:
        table = _table(halves, outline)
        if table is None:
            withheld.append(halves.declared.dimension)
        else:
            printed.append(table)
    for pool, counts in zip(outline.pools, follow_ups, strict=True):
        if detail(counts.cases, outline.k) >= Detail.COARSE_TABLES:
            table = _table(counts, outline, pool.over, follows=True)
            printed += [] if table is None else [table]
    return Release(
        organisation=organisation,
        kind=outline.kind,
        start=outline.span.start,
        end=outline.span.end,
        parts=outline.parts,
        k=outline.k,
        kappa=outline.kappa,
        engine=ENGINE,
        totals=(*outline.totals[:1], *several, *outline.totals[1:]),
        tables=tuple(printed),
        withheld=tuple(withheld),
    )


def _check_counts(
    outline: Outline,
    tables: Sequence[TableCounts],
    halves: TableCounts | None,
    follow_ups: Sequence[TableCounts],
) -> None:
    basis = outline.basis
    if basis is None:
        fit = not tables
    else:
        counted = basis.printed, basis.known
        fit = all((one.cases, one.known_cases) == counted for one in tables)
    fit = fit and (halves is None or outline.halved)
    fit = fit and [one.cases for one in follow_ups] == [pool.printed for pool in outline.pools]
    if not fit:
        raise ValueError("the tables of a release count the cases that its outline names")


def _table(
    counts: TableCounts, outline: Outline, over: tuple[Span, ...] = (), *, follows: bool = False
) -> ReleasedTable | None:
    """Return the table that may be printed, over all cases: those that were known stand in it as well."""
    declared = counts.declared
    verdict = Verdict.of(counts, outline.k, outline.kappa)
    shown = shown_of(counts.residual.counts, outline.k, verdict.holds)
    if shown is None:
        return None
    rows = list(zip(declared.categories, shown, counts.counts, counts.known_counts, strict=True))
    hidden = tuple(category for category, count, _, _ in rows if count is None)
    rest = verdict.frame.remainder(shown) + sum(known for _, count, _, known in rows if count is None)
    return ReleasedTable(
        dimension=declared.dimension,
        unit=declared.unit,
        lines=tuple(Line(category=category, count=n) for category, count, n, _ in rows if count is not None),
        remainder=Remainder(categories=hidden, count=rest) if hidden else None,
        over=over,
        cases=counts.cases if over else None,
        follows=follows,
    )
