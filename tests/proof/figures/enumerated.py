"""Row F2: every table there can be goes through the program, and a reader collects what prints the same.

The reader knows the program, the threshold and the number of cases. What it proves is what all tables that
print one page have in common.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from tests.disclosure.reader import Counts, Findings, Print, compositions, read
from tests.disclosure.tables import release_of, shown_in, table_of
from tests.proof.figures.spread import spread
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from vpdesk.disclosure.certificate import Shown


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of one size: `width` categories, so many cases, with threshold `k`.

    `several`: a case may stand in several categories; `excluding`: but not where it stands in the first.
    """

    width: int
    cases: int
    k: int
    several: bool = False
    excluding: bool = False

    def all(self) -> Iterator[Counts]:
        """Yield each table once."""
        if not self.several:
            yield from compositions(self.cases, self.width)
            return
        for counts in product(range(self.cases + 1), repeat=self.width):
            most = self.cases - counts[0] if self.excluding else self.cases
            if sum(counts) >= self.cases and all(count <= most for count in counts[1:]):
                yield counts


_FEW: Final = (
    *(Tables(width, cases, k) for width, cases, k in [(2, 40, 5), (3, 31, 5), (4, 20, 5), (5, 12, 3)]),
    *(Tables(3, cases, 3, several=True, excluding=none) for cases in (6, 9) for none in (False, True)),
)
_MANY: Final = (
    *(Tables(2, cases, k) for cases, k in [(60, 5), (40, 3), (60, 10)]),
    *(Tables(3, cases, 5) for cases in (10, 15, 20, 25, 31, 38, 45)),
    *(Tables(3, cases, k) for cases, k in [(6, 3), (12, 3), (18, 3), (24, 3), (9, 2), (20, 10), (41, 10)]),
    *(Tables(4, cases, 5) for cases in (10, 16, 20, 26, 33)),
    *(Tables(4, cases, k) for cases, k in [(8, 3), (12, 3), (16, 3), (20, 3), (34, 3), (10, 2), (24, 10)]),
    *(Tables(5, cases, k) for cases, k in [(15, 5), (21, 5), (25, 5), (12, 3), (16, 3), (20, 3)]),
    *(Tables(6, cases, k) for cases, k in [(12, 3), (15, 3), (18, 5), (20, 5)]),
    *(Tables(2, cases, 3, several=True) for cases in (7, 11, 20)),
    *(
        Tables(3, cases, k, several=True, excluding=none)
        for cases, k in [(6, 3), (9, 3), (13, 3), (12, 5), (16, 5)]
        for none in (False, True)
    ),
    *(Tables(4, cases, 3, several=True, excluding=none) for cases in (6, 8) for none in (False, True)),
)
#: The size at which the textbook's rule is held against the same reader.
_CONTROL: Final = Tables(4, 20, 5)


@proves("F2", "a reader who knows the program, over every table of one release")
def read_every_table(run: Run) -> Iterator[Finding]:
    """Print every table by a real release, and let the reader say what it proves."""
    found = list(spread(_read_released, _MANY if run.size == "full" else _FEW))
    yield at_least(run.of(small=5_000, full=200_000), "tables", sum(each.tables for each in found))
    yield at_least(run.of(small=500, full=10_000), "documents", sum(each.documents for each in found))
    yield none("cells that are certainly of somebody, and of fewer than k", sum(len(f.small) for f in found))
    yield none("cells that are known", sum(len(each.exact) for each in found))
    yield none("small cells that cannot be both 0 and k - 1", sum(len(each.narrow) for each in found))
    yield none("categories that practically all cases certainly share", sum(len(f.shared) for f in found))
    outside = sum(len(each.outside) for each in found)
    yield none("categories with certainly somebody outside, and fewer than k", outside)
    textbook = read(_CONTROL.all(), _two_hidden, k=_CONTROL.k, cases=_CONTROL.cases)
    yield Control(
        without="the certificate (small counts hidden, and never one alone)",
        harm=len({finding.partition(":")[0] for finding in textbook.small}),
        of=textbook.documents,
        share=0.1,
    )


def _read_released(tables: Tables) -> Findings:
    """Let the reader look at what real releases print."""

    def print_(counts: Counts) -> Print:
        table = table_of(counts, tables.cases if tables.several else None, excluding=tables.excluding)
        return page_of(shown_in(release_of(table, k=tables.k), table), counts)

    return read(tables.all(), print_, k=tables.k, cases=tables.cases)


def page_of(shown: Shown | None, counts: Counts) -> Print:
    """Return what stands on the page: a table that is withheld hides everything, its own total too."""
    if shown is None:
        return None, tuple(range(len(counts)))
    return (shown, sum(counts)), tuple(place for place, count in enumerate(shown) if count is None)


def _two_hidden(counts: Counts) -> Print:
    """Hide what is below k, zeros too, and the smallest of the others where that is one number."""
    hidden = {place for place, count in enumerate(counts) if count < _CONTROL.k}
    if len(hidden) == 1:
        hidden.add(min((count, place) for place, count in enumerate(counts) if place not in hidden)[1])
    return page_of(tuple(None if n in hidden else count for n, count in enumerate(counts)), counts)
