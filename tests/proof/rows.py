"""One row of the proof: what was found, beside its target, and the control that must fail."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Literal


class Part(StrEnum):
    """The two halves of the proof."""

    VAULT = "vault"
    """What is saved survives what can go wrong: each fault, done for real."""

    FIGURES = "figures"
    """What is released can be traced back to nobody: each attack, done for real."""


#: The faults, by the number of their row.
FAULTS: Final = {
    "1": "kill -9 of a committing writer",
    "2": "power cut on the database",
    "3": "power cut on header, passphrase and recovery change",
    "4": "kill inside backup, restore, migration, key change, erasure, lock",
    "5": "disk full at every write call; EIO, EACCES, short write",
    "6": "bit flips, truncation, append, zero, swap, replay",
    "7": "forged headers, backups and manifests",
    "8": "canary scan of every file touched over the whole UI",
    "9": "scan for an erased case",
    "10": "key in memory while in use; process gone after lock",
    "11": "file deleted, moved or replaced while open; two instances; stale lock",
    "12": "salvage from damaged pages",
    "13": "an independent decryptor opens a backup",
    "14": "network: no socket beyond the display and the session bus",
}
#: What must hold of released figures; the numbers have an F.
FIGURES: Final = {
    "F1": "the auditor finds what brute force finds",
    "F2": "a reader who knows the program, over every table there can be",
    "F3": "random caseloads over three releases, audited",
    "F4": "other ways of hiding, attacked in the same way",
    "F5": "each rule taken away",
    "F6": "what is left to read",
    "F7": "the document: the same bytes, and no number but the released ones",
    "F8": "the text guard, on texts that it was not made with",
    "F9": "the attacks by name",
}
ROWS: Final[dict[Part, dict[str, str]]] = {Part.VAULT: FAULTS, Part.FIGURES: FIGURES}


class CannotRunHereError(Exception):
    """What a proof needs is not on this machine; the row is then not run, and so not proven."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How large a proof is to be, in which folder it may do harm, and from which seed chance is drawn."""

    size: Literal["small", "full"]
    folder: Path
    seed: int = 1

    def of(self, *, small: int, full: int) -> int:
        """Return how many times to do something at this size."""
        return full if self.size == "full" else small


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was counted, and the bound it is held to; `tolerance` is how far `about` may be off."""

    what: str
    found: float
    bound: Literal["at least", "at most", "about"]
    target: float
    tolerance: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether the target is reached."""
        if self.bound == "about":
            return round(abs(self.found - self.target) - self.tolerance, 9) <= 0  # .89 - .84 is .05
        return self.found >= self.target if self.bound == "at least" else self.found <= self.target

    def line(self) -> str:
        """Return the figure as it is printed."""
        bound = f"{self.bound} {self.target:,g}"
        if self.bound == "about":
            bound += f", give or take {self.tolerance:,g}"
        return f"{self.found:>10,g}  {self.what} ({bound})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """The same search `without` a protection: it must find `harm`, or it would find none anywhere.

    It must find at least `share` of what could be harmed: one find among thousands says that a search is
    nearly blind. Each share is chosen with a wide margin below what was measured, about a quarter of it.
    """

    without: str
    harm: int
    of: int
    share: float

    @property
    def holds(self) -> bool:
        """Whether so much harm was found as must be."""
        return self.harm >= max(1, self.share * self.of)

    def line(self) -> str:
        """Return the control as it is printed."""
        said = "fails, as it must" if self.holds else "FINDS TOO LITTLE: the search is blind"
        least = f"at least {self.share:.1%}"
        return f"{self.harm:>10,}  of {self.of:,} harmed without {self.without} ({least}): the control {said}"


def at_least(target: float, what: str, found: float) -> Figure:
    """Return a figure that must reach `target`."""
    return Figure(what=what, found=found, bound="at least", target=target)


def none(what: str, found: float) -> Figure:
    """Return a figure that must be zero."""
    return Figure(what=what, found=found, bound="at most", target=0)


def about(target: float, what: str, found: float, *, tolerance: float) -> Figure:
    """Return a figure that others measured before: ours must be as far from it as `tolerance` at most."""
    return Figure(what=what, found=found, bound="about", target=target, tolerance=tolerance)


Finding = Figure | Control
Proof = Callable[[Run], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one proof of a row found; `why_not` says why it did not run, `broke` what was wrong with it."""

    number: str
    what: str
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    why_not: str = ""
    broke: str = ""

    @property
    def verdict(self) -> str:
        """What the findings say together: it takes a figure and a control, each as it must be."""
        if self.broke:
            return "BROKEN"
        if self.why_not:
            return "NOT RUN"
        if not all(each.holds for each in self.findings):
            return "MISSED"
        kinds = {type(each) for each in self.findings}
        return "ok" if kinds == {Figure, Control} else "UNCONTROLLED"

    def lines(self) -> list[str]:
        """Return the row as it is printed."""
        head = f"{self.number:>3}  {self.what:<72} {self.verdict:<8} {self.seconds:>6.0f} s"
        return [
            head,
            *(each.line() for each in self.findings),
            *(f"    {said}" for said in (self.why_not, self.broke) if said),
        ]

    def as_json(self) -> dict[str, Any]:
        """Return the row as plain values."""
        return {**asdict(self), "verdict": self.verdict}


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A proof and the row it belongs to; a row may have several, each with a control of its own."""

    number: str
    what: str
    prove: Proof = field(repr=False)


PROOFS: Final[list[Declared]] = []


def proves(row: int | str, what: str = "") -> Callable[[Proof], Proof]:
    """Register a proof of the row 1, 2, … or F1, F2, …; `what` tells it from others of the same row."""
    number = str(row)

    def register(prove: Proof) -> Proof:
        PROOFS.append(Declared(number=number, what=what or (FAULTS | FIGURES)[number], prove=prove))
        return prove

    return register
