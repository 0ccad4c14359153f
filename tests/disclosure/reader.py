"""A reader who knows the algorithm: collects all tables that print the same, and looks what they share."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field

Counts = tuple[int, ...]
#: What a document prints (anything that can be compared), and which places of the table it hides.
Print = tuple[Hashable, tuple[int, ...]]


@dataclass(kw_only=True)
class Findings:
    """What the reader proved, one line for each hidden cell of each document."""

    tables: int = 0
    documents: int = 0
    #: certainly somebody, certainly fewer than k
    small: list[str] = field(default_factory=list)
    #: one value only
    exact: list[str] = field(default_factory=list)
    #: small in some table, and not both possibly 0 and possibly k - 1
    narrow: list[str] = field(default_factory=list)
    #: one category that all cases but kappa certainly share
    shared: list[str] = field(default_factory=list)
    #: one category outside of which is certainly somebody, and fewer than k
    outside: list[str] = field(default_factory=list)


def compositions(total: int, width: int) -> Iterator[Counts]:
    """All tables of `width` counts that add up to `total`."""
    if width == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in compositions(total - first, width - 1):
            yield (first, *rest)


def read(
    tables: Iterable[Counts],
    print_: Callable[[Counts], Print],
    *,
    k: int,
    cases: int,
    kappa: int = 1,
) -> Findings:
    """Return what a reader proves about hidden cells when each of `tables` goes through `print_`."""
    worlds: dict[Print, list[Counts]] = defaultdict(list)
    findings = Findings()
    for counts in tables:
        worlds[print_(counts)].append(counts)
        findings.tables += 1
    findings.documents = len(worlds)
    for (document, hidden), same in worlds.items():
        for place in range(len(same[0])):
            values = [counts[place] for counts in same]
            low, high = min(values), max(values)
            if cases - low <= kappa:
                findings.shared.append(f"{document}: {place} is {low} or more")
            if cases - high >= 1 and cases - low < k:
                findings.outside.append(f"{document}: outside {place} are {cases - high}..{cases - low}")
            if place not in hidden:
                continue
            if low >= 1 and high < k:
                findings.small.append(f"{document}: {place} within {low}..{high}")
            if low == high:
                findings.exact.append(f"{document}: {place} is {low}")
            if any(1 <= value < k for value in values) and (low > 0 or high < k - 1):
                findings.narrow.append(f"{document}: {place} within {low}..{high}")
    return findings
