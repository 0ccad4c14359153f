"""From the anonymous codes of each case to the counts of one table."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import add

from vpdesk.disclosure.lists import NONE, DeclaredList


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCounts:
    """What one table counts before anything is hidden. Secret: only a Release may be shown.

    `counts` stand in the order of the list; `cases` is the number of cases that were counted. `known` is
    what the cases that the organisation handled itself count, and they are `known_cases`: both are a part
    of the others. Empty: there are no such cases.
    """

    declared: DeclaredList
    cases: int
    counts: tuple[int, ...]
    known_cases: int = 0
    known: tuple[int, ...] = ()

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
        if self.known_cases or self.known:
            self._check_known()

    @property
    def total(self) -> int:
        """How much was counted in `unit`: more than the cases where some have several codes."""
        return sum(self.counts)

    @property
    def known_counts(self) -> tuple[int, ...]:
        """What the cases that the organisation handled itself count, in the order of the list."""
        return self.known or (0,) * len(self.counts)

    @property
    def residual(self) -> "TableCounts":
        """The table of the other cases: what may be printed of it goes by these alone."""
        counts = tuple(n - known for n, known in zip(self.counts, self.known_counts, strict=True))
        return replace(self, cases=self.cases - self.known_cases, counts=counts, known_cases=0, known=())

    def _check_known(self) -> None:
        """Raise ValueError unless what is known and what is not are both tables that cases can give."""
        known = replace(self, cases=self.known_cases, counts=self.known, known_cases=0, known=())
        if known.cases + self.residual.cases != self.cases:
            raise ValueError("what is known is a part of the count")


def tally(
    declared: DeclaredList,
    values: Iterable[frozenset[str]],
    known: Iterable[frozenset[str]] = (),
) -> TableCounts:
    """Count cases per category of `declared`; `values` holds the codes of each case.

    `known` holds those of the cases that the organisation handled itself, which are counted besides. A case
    counts once in each category that one of its codes belongs to. Raises KeyError for a code
    of another dimension, and ValueError where a case has no code, or has several where there
    can be but one.
    """
    cases, counts = _count(declared, values)
    known_cases, known_counts = _count(declared, known)
    return TableCounts(
        declared=declared,
        cases=cases + known_cases,
        counts=tuple(map(add, counts, known_counts)),
        known_cases=known_cases,
        known=tuple(known_counts) if known_cases else (),
    )


def _count(declared: DeclaredList, values: Iterable[frozenset[str]]) -> tuple[int, list[int]]:
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
    return cases, counts
