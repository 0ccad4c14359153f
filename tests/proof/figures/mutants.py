"""Row F5: the same enumeration with each rule taken away must find somebody.

The rules are taken from the search that writes its worlds out (`tests.disclosure.literal`), which prints what
the program prints; two of them from the program itself, by a changed certificate.

Two rules lean on each other. With the least remainder in force, P1's k - 1 never decides alone in a table
of one attribute; it is shown without that remainder. And P1's zero forbids a single hidden category too, so
P4's word on that is shown where P1 does not look at such a page.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tests.disclosure.literal import LiteralSearch, Rule
from tests.disclosure.reader import Counts, Findings, Print, read
from tests.disclosure.tables import release_of, shown_in, table_of
from tests.proof.figures.enumerated import Tables, page_of
from tests.proof.figures.spread import spread
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from vpdesk.disclosure.certificate import Certificate, Frame, Shown
from vpdesk.disclosure.oneway import shown_of

_ONE: Final = Tables(4, 20, 5)
_LONG: Final = Tables(5, 16, 3)
_SHORT: Final = Tables(4, 12, 3)
_SEVERAL: Final = Tables(3, 9, 3, several=True)
_ALL: Final = (_ONE, _LONG, _SHORT, _SEVERAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """In how many of the documents somebody is found."""

    documents: int
    harmed: int


def _harm(found: Findings, *kinds: Iterable[str]) -> Harm:
    harmed = {finding.rpartition(": ")[0] for kind in kinds for finding in kind}
    return Harm(documents=found.documents, harmed=len(harmed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What is taken away, and over which tables the harm is counted; `share` as in a Control."""

    what: str
    harm: Callable[[], Harm]
    share: float


@proves("F5")
def take_each_rule_away(run: Run) -> Iterator[Finding]:
    """Count harm with every rule in force, then with each taken away; both sizes are the same."""
    del run
    whole = [read_without(tables) for tables in _ALL]
    yield at_least(7_000, "tables with every rule in force", sum(found.tables for found in whole))
    yield none("documents in which anybody is found", sum(_any(found).harmed for found in whole))
    yield none("tables that the written-out search prints otherwise than the program", _differing())
    yield none("counts that are too narrow without the least remainder alone", len(_narrow().narrow))
    found = list(spread(_harm_of, range(len(TAKEN))))
    for taken, harm in zip(TAKEN, found, strict=True):
        yield Control(without=taken.what, harm=harm.harmed, of=harm.documents, share=taken.share)


def read_without(tables: Tables, *rules: Rule) -> Findings:
    """Let the reader look at what the search prints without `rules`; a small remainder is a finding too."""
    searches: dict[int, LiteralSearch] = {}
    remainders: set[Print] = set()

    def print_(counts: Counts) -> Print:
        total = sum(counts)
        if total not in searches:
            searches[total] = LiteralSearch(
                cases=tables.cases, total=total, k=tables.k, kappa=1, without=rules
            )
        page = searches[total].shown_of(counts)
        printed = page_of(page, counts)
        if page is not None and 1 <= total - sum(count or 0 for count in page) < tables.k:
            remainders.add(printed)
        return printed

    found = read(tables.all(), print_, k=tables.k, cases=tables.cases)
    found.small += [f"{document}: the remainder" for document, _hidden in remainders]
    return found


def _any(found: Findings) -> Harm:
    return _harm(found, found.small, found.exact, found.narrow, found.shared, found.outside)


def _differing() -> int:
    """Return how many tables the search of the program prints otherwise than the one written out."""
    differing = 0
    for tables in _ALL:
        for counts in tables.all():
            literal = LiteralSearch(cases=tables.cases, total=sum(counts), k=tables.k, kappa=1)
            differing += _search(tables, counts, Certificate.holds) != literal.shown_of(counts)
    return differing


def _search(tables: Tables, counts: Counts, rule: Callable[[Certificate, Shown], bool]) -> Shown | None:
    frame = Frame(cases=tables.cases, total=sum(counts), k=tables.k, kappa=1)
    certificate = Certificate(frame)
    return shown_of(counts, tables.k, lambda page: rule(certificate, page))


# ----- the rules


def _harm_of(number: int) -> Harm:
    return TAKEN[number].harm()


def _without(tables: Tables, *rules: Rule) -> Callable[[], Harm]:
    return lambda: _any(read_without(tables, *rules))


def _narrow(*rules: Rule) -> Findings:
    return read_without(_SHORT, Rule.REMAINDER, *rules)


def _without_most() -> Harm:
    found = _narrow(Rule.MOST)
    return _harm(found, found.narrow)


def _one_may_be_hidden() -> Harm:
    def rule(certificate: Certificate, page: Shown) -> bool:
        return page.count(None) == 1 or certificate.holds(page)

    def print_(counts: Counts) -> Print:
        return page_of(_search(_SHORT, counts, rule), counts)

    return _any(read(_SHORT.all(), print_, k=_SHORT.k, cases=_SHORT.cases))


def crossed(*, halves_hidden: bool) -> Harm:
    """Print a table of two categories beside the totals of two halves: who is found in what crosses them.

    `halves_hidden`: a half is printed as the program does it, both or neither. Otherwise each is printed.
    The counts are those of both halves and of the four crossings; none may be proven small (P2).
    """
    tables = Tables(4, 12, 3)

    def print_(counts: Counts) -> Print:
        first, second, *cells = counts
        columns = (cells[0] + cells[1], cells[2] + cells[3])
        halves = _search(tables, (first, second), Certificate.holds) if halves_hidden else (first, second)
        return (_search(tables, columns, Certificate.holds), halves), tuple(range(len(counts)))

    joint = ((a + c, b + d, a, b, c, d) for a, b, c, d in tables.all())
    found = read(joint, print_, k=tables.k, cases=tables.cases)
    return _harm(found, found.small)


def counted_again() -> Harm:
    """Release a year twice, a late case counted in the second: how often its category is certain.

    The counts are those of the year and of the late case, which is 1 in one category.
    """
    year = Tables(4, 12, 3)
    worlds = (
        (*counts, *(int(place == late) for place in range(year.width)))
        for counts in year.all()
        for late in range(year.width)
    )

    def print_(counts: Counts) -> Print:
        before = counts[: year.width]
        after = tuple(n + late for n, late in zip(before, counts[year.width :], strict=True))
        pages = [shown_in(release_of(table_of(n), k=year.k), table_of(n)) for n in (before, after)]
        return tuple(pages), tuple(range(year.width, 2 * year.width))

    found = read(worlds, print_, k=year.k, cases=year.cases)
    return _harm(found, (one for one in found.exact if one.endswith("is 1")))


TAKEN: Final = (
    Taken(what="P1: each hidden count can be 0", harm=_without(_ONE, Rule.ZERO), share=0.15),
    Taken(what="P1: each can be k - 1 (and the least remainder)", harm=_without_most, share=0.06),
    Taken(what="P1: only worlds that print the page", harm=_without(_LONG, Rule.REPLAY), share=0.11),
    Taken(what="P2: no named crossing is small", harm=lambda: crossed(halves_hidden=False), share=0.07),
    Taken(what="P3: k or more stay outside", harm=_without(_SEVERAL, Rule.OTHERS), share=0.15),
    Taken(what="P4: not one category alone", harm=_one_may_be_hidden, share=0.20),
    Taken(what="P4: the least remainder", harm=_without(_ONE, Rule.REMAINDER), share=0.10),
    Taken(what="zeros are hidden too", harm=_without(_LONG, Rule.ZEROS_HIDDEN), share=0.01),
    Taken(what="history: a late case counts in the next report", harm=counted_again, share=0.16),
)
