"""What an audit finds, in codes and numbers: others have the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a number, a page, or pages beside each other."""

    EXACT = "exact"
    """A reader can compute a number that is at least 1 and below the threshold."""
    SMALL = "small"
    """A reader can prove that somebody is there, and that they are fewer than the threshold."""
    NARROW = "narrow"
    """A hidden category is not possibly 0 and possibly k - 1: what is left of its worlds is too little."""
    SHARED = "shared"
    """A reader can prove that all cases of a printed group, but kappa of them, share a category."""
    TOLD = "told"
    """A number below the threshold got out otherwise. It cannot be taken back; later pages may know of it."""
    OUTSIDE = "outside"
    """The true number is not among those that a reader finds possible: something untrue is printed."""
    CONTRADICTION = "contradiction"
    """No numbers at all fit what is printed."""
    SUM = "sum"
    """The lines of a table do not add up to the cases that it counts, or halves to their whole."""
    BELOW = "below"
    """A number below the threshold of its own page is printed."""
    ALONE = "alone"
    """Exactly one category is hidden, or a category is neither printed nor hidden."""
    DOUBLE = "double"
    """Two categories of one list share a code."""
    BASE = "base"
    """A table counts the cases of a page, or of a line, that was not printed so."""
    PART = "part"
    """A figure of an earlier page is repeated otherwise than it was printed then."""
    PERIOD = "period"
    """The days of two pages overlap, so that one can be subtracted from the other."""
    TWICE = "twice"
    """The same cases are tabulated twice by one dimension."""
    REOPENED = "reopened"
    """A page tabulates cases that an earlier page hid under a higher threshold."""
    THRESHOLD = "threshold"
    """The thresholds are not 3 <= k and 0 <= kappa < k, or kappa is lower than was asked."""


class Reader(StrEnum):
    """Who reads: what this reader knows besides the pages."""

    PLAIN = "plain"
    """Knows the pages, and counts all cases."""
    KNOWING = "knowing"
    """Knows the cases that the organisation handled itself, and subtracts them."""


class Named(StrEnum):
    """The kinds of number that an audit computes."""

    BATCH = "batch"
    """The new cases that one release took in."""
    RUN = "run"
    """The new cases of consecutive releases together."""
    REST = "rest"
    """What a full release took in, together with the interim bands inside its period."""
    CATEGORY = "category"
    """A category of a table."""
    CROSSED = "crossed"
    """A category within a batch, or within a half of one."""
    PAIR = "pair"
    """A category within a category of another table."""
    OTHERS = "others"
    """The cases of a printed group outside a category."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong.

    `release` is the place in the order of release, from 0, of the page that it is about. `dimension` and
    `category` are empty where no table is meant. `slice` narrows it down: "batch:3", "half:3:first",
    "run:1-3", "rest:3", "outcome=resolved" (that category of another table), "running:2" and
    "running:2:batch:1" (the cases that release 2 printed as running, and those of them from batch 1); empty:
    all cases of the table or page. `low` and `high` are the least and most that the reader finds possible, or
    the number that is printed (None: no limit, or no numbers are meant).
    """

    fault: Fault
    release: int
    dimension: str = ""
    category: str = ""
    slice: str = ""
    low: int | None = None
    high: int | None = None
    reader: Reader = Reader.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditResult:
    """What an audit found, and how many intervals it computed of each kind of number.

    `later` is what pages give away only since the organisation got to know of cases that they count.
    """

    findings: tuple[Finding, ...]
    tried: Mapping[Named, int]
    later: tuple[Finding, ...] = ()

    @property
    def bounds(self) -> int:
        """How many bounds were computed: two for each interval."""
        return 2 * sum(self.tried.values())

    @property
    def refuses(self) -> bool:
        """Whether anything was found that is still in our hands: all but numbers that were told already."""
        return any(finding.fault is not Fault.TOLD for finding in self.findings)
