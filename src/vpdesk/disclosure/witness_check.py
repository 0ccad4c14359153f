"""A short check of stored witnesses, for whoever trusts neither the search nor its certificate.

It knows three things: sums, what each hidden line must show, and how to run the program on other counts.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vpdesk.disclosure.certificate import Shown
from vpdesk.disclosure.oneway import shown_of
from vpdesk.disclosure.released import Release, ReleasedTable
from vpdesk.disclosure.verdict import Verdict
from vpdesk.disclosure.witness import Witness


class Fault(StrEnum):
    """What is wrong with the witness of a table."""

    MISSING = "missing"
    """The table hides lines, and there is no witness, or more than one."""

    OTHER_PAGE = "other_page"
    """The witness is about other numbers than those of the table."""

    NO_WORLD = "no_world"
    """A world does not add up, has another printed line, or more in a line than there are cases."""

    NEVER_ZERO = "never_zero"
    """A hidden line holds somebody in every world."""

    NEVER_LARGE = "never_large"
    """A hidden line is below k - 1 in every world."""

    SHARED = "shared"
    """In every world all cases but kappa stand in one line."""

    OTHER_PRINT = "other_print"
    """On one of its worlds the program prints another page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessFinding:
    """A fault of the witness of one table; `category` is the line that it is about, or empty."""

    dimension: str
    fault: Fault
    category: str = ""


#: Runs the program: the counts of a world, the witness that names its frame.
Program = Callable[[tuple[int, ...], Witness], Shown | None]


def run(world: tuple[int, ...], witness: Witness) -> Shown | None:
    """Return what the program prints of a world."""
    verdict = Verdict(
        frame=witness.frame,
        known=witness.known,
        known_cases=witness.known_cases,
        none=witness.none,
    )
    return shown_of(world, witness.frame.k, verdict.holds)


def check(release: Release, witnesses: Sequence[Witness], program: Program = run) -> list[WitnessFinding]:
    """Return what is wrong with the witnesses of a release; nothing, if nobody can doubt it."""
    findings = []
    for table in release.tables:
        own = [one for one in witnesses if _names(one) == _names(table)]
        if table.remainder is None and not own:
            continue
        if table.remainder is None or len(own) != 1:
            findings.append(WitnessFinding(dimension=table.dimension, fault=Fault.MISSING))
        elif not _tells(own[0], table, release):
            findings.append(WitnessFinding(dimension=table.dimension, fault=Fault.OTHER_PAGE))
        else:
            findings += _faults(own[0], program)
    return findings


def _names(one: Witness | ReleasedTable) -> tuple[object, ...]:
    return one.dimension, one.follows, one.over


def _tells(witness: Witness, table: ReleasedTable, release: Release) -> bool:
    """Whether the page of `witness`, with what was known, is what the table prints."""
    lines = {line.category.key: line.count for line in table.lines}
    rows = list(zip(witness.categories, witness.shown, witness.known, strict=True))
    printed = {key: count + known for key, count, known in rows if count is not None}
    hidden = [key for key, count, _ in rows if count is None]
    known = sum(known for _, count, known in rows if count is None)
    remainder = table.remainder
    return (
        remainder is not None
        and printed == lines
        and hidden == [category.key for category in remainder.categories]
        and remainder.count - known == witness.frame.total - sum(count or 0 for count in witness.shown)
        and (witness.frame.k, witness.frame.kappa) == (release.k, release.kappa)
    )


def _faults(witness: Witness, program: Program) -> Iterator[WitnessFinding]:
    frame = witness.frame
    for world in witness.worlds:
        if not _possible(world, witness):
            yield WitnessFinding(dimension=witness.dimension, fault=Fault.NO_WORLD)
        elif program(world, witness) != witness.shown:
            yield WitnessFinding(dimension=witness.dimension, fault=Fault.OTHER_PRINT)
    for place, key in enumerate(witness.categories):
        values = [world[place] for world in witness.worlds]
        asked = {Fault.SHARED: any(frame.cases - value > frame.kappa for value in values)}
        if witness.shown[place] is None:
            asked[Fault.NEVER_ZERO] = 0 in values
            asked[Fault.NEVER_LARGE] = any(value >= frame.k - 1 for value in values)
        for fault, shown in asked.items():
            if not shown:
                yield WitnessFinding(dimension=witness.dimension, fault=fault, category=key)


def _possible(world: tuple[int, ...], witness: Witness) -> bool:
    """Whether so many cases can be counted so, with the printed lines as they are."""
    pairs = zip(world, witness.shown, strict=True)
    return (
        sum(world) == witness.frame.total
        and all(0 <= value <= witness.frame.cases for value in world)
        and all(count in {None, value} for value, count in pairs)
    )
