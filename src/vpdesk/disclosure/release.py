"""From counts to the release: the tables that are certified, beside the totals of its outline."""

from collections.abc import Sequence

from vpdesk.disclosure.certificate import Certificate, Frame, Shown
from vpdesk.disclosure.counts import TableCounts
from vpdesk.disclosure.oneway import shown_of
from vpdesk.disclosure.outline import ENGINE, Outline
from vpdesk.disclosure.released import Line, Release, ReleasedTable, Remainder, Span, Total
from vpdesk.disclosure.template import Detail, detail


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
        if detail(counts.residual.cases, outline.k) >= Detail.COARSE_TABLES:
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


def frame_of(counts: TableCounts, k: int, kappa: int) -> Frame:
    """Return what the reader knows of a table of `counts` before its first line."""
    residual = counts.residual
    return Frame(
        cases=residual.cases,
        total=residual.total,
        k=k,
        kappa=kappa,
        excluding=counts.declared.excluding,
    )


def page_of(counts: TableCounts, certificate: Certificate) -> Shown | None:
    """Return what is shown of the cases that the organisation did not know; None: the table is withheld."""
    return shown_of(counts.residual.counts, certificate.frame.k, certificate.holds)


def hides_from_all(counts: TableCounts, shown: Shown) -> bool:
    """Return whether a page hides its lines from a reader too who cannot take off what was known.

    Known cases may have several codes each. What is hidden of all cases can then be more than the other
    hidden lines can hold, so that none of them can be 0, or more than there are cases beside a category
    that excludes all others. The verdict follows from printed numbers and from what was known, so a table
    that is withheld for it tells nothing else.
    """
    hidden = shown.count(None)
    if not counts.known_cases or not hidden:
        return True
    printed = [n for n, count in zip(counts.counts, shown, strict=True) if count is not None]
    remainder = counts.total - sum(printed)
    if counts.declared.excluding and sum(sorted([*printed, remainder])[-2:]) > counts.cases:
        return False
    return remainder <= (hidden - 1) * counts.cases


def tells_of_both(counts: TableCounts, k: int) -> bool:
    """Return whether two lines tell exactly how few cases stand in both: what they hold beyond the cases.

    With more lines that sum is spread over every two of them, and none of these can be shown to be small.
    It is asked of a list of two alone, all of which is printed or nothing, so a table that is withheld for
    it tells no more than one that is withheld for a small line.
    """
    residual = counts.residual
    beyond = (counts.total - counts.cases, residual.total - residual.cases)
    return len(counts.counts) == 2 and any(0 < more < k for more in beyond)


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
    frame = frame_of(counts, outline.k, outline.kappa)
    shown = page_of(counts, Certificate(frame))
    if shown is None or not hides_from_all(counts, shown) or tells_of_both(counts, outline.k):
        return None
    rows = list(zip(declared.categories, shown, counts.counts, counts.known_counts, strict=True))
    hidden = tuple(category for category, count, _, _ in rows if count is None)
    known = sum(known for _, count, _, known in rows if count is None)
    return ReleasedTable(
        dimension=declared.dimension,
        unit=declared.unit,
        lines=tuple(Line(category=category, count=n) for category, count, n, _ in rows if count is not None),
        remainder=Remainder(categories=hidden, count=frame.remainder(shown) + known) if hidden else None,
        over=over,
        cases=counts.cases if over else None,
        follows=follows,
    )
