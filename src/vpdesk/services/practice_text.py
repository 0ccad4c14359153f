"""Sentences of the practice data, and how a note is put together from them.

The sentences stand in `resources/practice/nl.toml`, whose head says how they are written.
"""

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from vpdesk import paths

#: Words of a note: the least and the most.
SHORTEST: Final = 30
LONGEST: Final = 110
_TRIES: Final = 3  # before looking for what is left, which takes longer
_MARK: Final = "* "
_CLAUSE: Final = "dat "
_DAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


class Lines(NamedTuple):
    """Sentences that may stand in for each other.

    The first `openers` of them can open a passage; of the first `single` of these a case gets only one.
    """

    texts: tuple[str, ...]
    openers: int
    single: int


class Part(NamedTuple):
    """One place in a note: at least and at most how many of these sentences."""

    lines: Lines
    least: int = 1
    most: int = 1


@cache
def sentences() -> Mapping[str, tuple[str, ...]]:
    """Return all lists as they are written, by dotted name; a single text is a list of one."""
    raw: dict[str, Any] = tomllib.loads((paths.resources() / "practice" / "nl.toml").read_text("utf-8"))
    return dict(_flat(raw, ""))


@cache
def lines(name: str, *, works_there: bool = False) -> Lines:
    """Return a list in the order of telling; some hold only for who works there."""
    texts = sentences()[name]
    if works_there:
        texts += sentences().get(f"{name}_working", ())
    single = [text.removeprefix(_MARK) for text in texts if text.startswith(_MARK)]
    openers = [text for text in texts if text.startswith(_CLAUSE)]
    others = [text for text in texts if not text.startswith((_MARK, _CLAUSE))]
    return Lines((*single, *openers, *others), len(single) + len(openers), len(single))


def said(day: date) -> str:
    """Return a date as it is said, without its year."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def said_with_weekday(day: date) -> str:
    """Return a date as an appointment is made."""
    return f"{_DAYS[day.weekday()]} {said(day)}"


class Composer:
    """Puts the notes of one case together; no sentence stands twice in a case while there are others."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._used: set[str] = set()
        self._leads = list(sentences()["lead"])
        rng.shuffle(self._leads)

    def compose(self, parts: Sequence[Part], words: Mapping[str, str], goal: int) -> str:
        """Return a note: what each part needs, then more until it has about `goal` words."""
        chosen: list[list[tuple[int, str]]] = [[] for _ in parts]
        length = 0

        def add(place: int, most: int) -> None:
            nonlocal length
            found = self._pick(parts[place].lines, opening=not chosen[place])
            if found is None:
                return
            text = self._sentence(parts[place].lines.texts[found], words)
            n = text.count(" ") + 1
            if length + n <= most:
                chosen[place].append((found, text))
                length += n

        for turn in range(max(part.least for part in parts)):
            for place, part in enumerate(parts):
                if turn < part.least:
                    add(place, LONGEST)
        room = [place for place, part in enumerate(parts) for _ in range(part.most - part.least)]
        self._rng.shuffle(room)
        for place in room:
            if length < goal:
                add(place, max(goal + 6, SHORTEST + 14))
        return " ".join(text for told in chosen for _, text in sorted(told))

    def _pick(self, choice: Lines, *, opening: bool) -> int | None:
        """Return the place of a sentence that this case has not had yet; None when there is none."""
        place = self._find(choice, opening=opening)
        if place is not None:
            self._used.update(
                choice.texts[: choice.single] if place < choice.single else (choice.texts[place],)
            )
        return place

    def _find(self, choice: Lines, *, opening: bool) -> int | None:
        texts, used, chance = choice.texts, self._used, self._rng.random
        n = choice.openers if opening and choice.openers else len(texts)
        for _ in range(_TRIES):
            place = int(chance() * n)
            if texts[place] not in used:
                return place
        unused = [place for place in range(len(texts)) if texts[place] not in used]
        if opening and unused and unused[0] < choice.openers:
            unused = [place for place in unused if place < choice.openers]
        return unused[int(chance() * len(unused))] if unused else None

    def _sentence(self, text: str, words: Mapping[str, str]) -> str:
        filled = text.format_map(words)
        if not filled.startswith(_CLAUSE):
            return filled
        self._leads.append(self._leads.pop(0))
        return f"{self._leads[-1]} {filled}."


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, tuple(value) if isinstance(value, list) else (value,)
