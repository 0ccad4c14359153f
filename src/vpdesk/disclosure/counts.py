"""From the anonymous codes of each case to the counts of one table."""

from collections.abc import Iterable
from dataclasses import dataclass

from vpdesk.disclosure.lists import NONE, DeclaredList


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCounts:
    """What one table counts before anything is hidden. Secret: only a Release may be shown.

    `counts` stand in the order of the list; `cases` is the number of cases that were counted.
    """

    declared: DeclaredList
    cases: int
    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        several = self.declared.several
        if len(self.counts) != len(self.declared.categories):
            raise ValueError("a table needs one count for each category of its list")
        if any(not 0 <= count <= self.cases for count in self.counts):
            raise ValueError("a case counts at most once per category")
        if self.total < self.cases or (self.total > self.cases and not several):
            raise ValueError(
                "each case counts once, or at least once where it may have several codes"
            )

    @property
    def total(self) -> int:
        """How much was counted in `unit`: more than the cases where some have several codes."""
        return sum(self.counts)


def tally(declared: DeclaredList, values: Iterable[frozenset[str]]) -> TableCounts:
    """Count cases per category of `declared`; `values` holds the codes of each case.

    A case counts once in each category that one of its codes belongs to. Raises CodeOutsideListError for a
    code that a complete list leaves out, and ValueError where a case has no code, or has several where
    there can be but one.
    """
    counts = [0] * len(declared.categories)
    cases = 0
    for codes in values:
        if not codes:
            raise ValueError(f"a case without a code for {declared.dimension}")
        if len(codes) > 1 and (NONE in codes or not declared.several):
            raise ValueError(f"codes of {declared.dimension} that exclude each other")
        cases += 1
        for place in {declared.place(code) for code in codes}:
            counts[place] += 1
    return TableCounts(declared=declared, cases=cases, counts=tuple(counts))
