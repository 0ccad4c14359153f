"""The text guard over the vault: what is typed into a report, held against everybody the vault knows.

What it is held against is gathered in `gathering`, and stays there. What comes back (`Noticed`) holds the
words that the counsellor typed and a code, and never whose name, number or case it was.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from vpdesk.disclosure.released import Release
from vpdesk.disclosure.text_guard.finding import Finding, Kind, Weight
from vpdesk.disclosure.text_guard.reading import Reading
from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.reports.annual import AnnualReport
from vpdesk.services.gathering import Gathered
from vpdesk.services.word_lists import ordinary_words
from vpdesk.vault.vault import Vault

#: What is typed into a report, in the order of its document.
TEXTS: Final = ("activities", "signals", "sketch", "recommendations")


class TextFindingError(RuleError):
    """A text still points to somebody, or may: it blocks, or asks for a reason that is not there."""

    def __init__(self, field: str) -> None:
        super().__init__(
            field,
            N_("Something in this text points to a person, or may."),
            safe=N_("Nothing was released."),
            todo=N_("Look at the lines below the text: change what must go, and say why the rest may stay."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """One finding in a text of a report: `words` as they were typed, in their `sentence`.

    `together` says that it would only ask if another trait did not stand in the same sentence.
    """

    field: str
    kind: Kind
    weight: Weight
    words: str
    sentence: str
    together: bool = False

    @property
    def subject(self) -> tuple[str, str, str, str]:
        """What a reason is given for: it holds for these words in this sentence, and no other."""
        return (self.field, self.kind.value, self.words, self.sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """That something may stay, and why. It is kept in the register with the release."""

    field: str
    kind: str
    words: str
    sentence: str
    reason: str

    @classmethod
    def of(cls, noticed: Noticed, reason: str) -> Self:
        """Return the tick that gives a reason for one finding."""
        return cls(
            field=noticed.field,
            kind=noticed.kind.value,
            words=noticed.words,
            sentence=noticed.sentence,
            reason=reason,
        )

    @property
    def subject(self) -> tuple[str, str, str, str]:
        """What the reason is given for."""
        return (self.field, self.kind, self.words, self.sentence)

    def to_json(self) -> dict[str, str]:
        """Return it as plain JSON values."""
        return {
            "field": self.field,
            "kind": self.kind,
            "words": self.words,
            "sentence": self.sentence,
            "reason": self.reason,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Rebuild it from `to_json`."""
        return cls(**{name: str(data[name]) for name in ("field", "kind", "words", "sentence", "reason")})


def look_over(
    vault: Vault, organisation_id: int, report: AnnualReport, gathered: Gathered | None = None
) -> tuple[Noticed, ...]:
    """Return what in the texts of a report points to somebody, or may; nothing where they are not printed.

    `gathered` is what an earlier look gathered. Notes that wait for the full-text index are in none yet:
    have them taken in first (`Vault.take_in`).
    """
    texts = {field: "\n".join(getattr(report, field)) for field in TEXTS}
    if report.is_brief or not any(texts.values()):
        return ()
    gathered = Gathered() if gathered is None else gathered
    guard = gathered.guard(vault, organisation_id, report.release, report.language)
    noted = gathered.names_in_notes(vault, organisation_id, texts.values(), report.language)
    ordinary = ordinary_words(report.language)
    found: list[Noticed] = []
    for field, text in texts.items():
        reading = Reading(text, ordinary)
        here = guard.scan_sketch(text, noted) if field == "sketch" else guard.scan(text, noted)
        found += (_noticed(field, reading, each) for each in here)
    if report.sketch and not _prints(report.release, report.sketch_about):
        found.append(Noticed(field="sketch", kind=Kind.SUBJECT, weight=Weight.BLOCKS, words="", sentence=""))
    return tuple(dict.fromkeys(found))  # the same words twice in one sentence are one matter


def _prints(release: Release, matter: str) -> bool:
    """Tell whether a matter stands on a line of its own: so many cases are about it that none is meant."""
    table = release.table("matter")
    return table is not None and any(line.category.members == (matter,) for line in table.lines)


def open_matters(noticed: Sequence[Noticed], ticks: Sequence[Tick]) -> tuple[Noticed, ...]:
    """Return what keeps a report from being released: what blocks, and what has no reason yet."""
    given = {tick.subject for tick in ticks if tick.reason.strip()}
    return tuple(each for each in noticed if each.weight is Weight.BLOCKS or each.subject not in given)


def ticked_texts(vault: Vault, organisation_id: int, report: AnnualReport, ticks: Sequence[Tick]) -> str:
    """Return what the register keeps of the texts of a report: what may stay and why, as JSON.

    Raises TextFindingError, at the first text that it is about, when something blocks or has no reason.
    """
    vault.take_in()
    noticed = look_over(vault, organisation_id, report)
    left = open_matters(noticed, ticks)
    if left:
        raise TextFindingError(left[0].field)
    asked = {each.subject for each in noticed}
    kept = [tick.to_json() for tick in ticks if tick.subject in asked]
    return json.dumps(kept, ensure_ascii=False)


def _noticed(field: str, reading: Reading, found: Finding) -> Noticed:
    return Noticed(
        field=field,
        kind=found.kind,
        weight=found.weight,
        words=reading.text[found.start : found.end],
        sentence=reading.sentence(found.start),
        together=found.together,
    )
