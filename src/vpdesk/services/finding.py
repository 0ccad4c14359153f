"""Finding back what was said: quickly while she types, thoroughly when she asks for it.

A text that was just saved may not be in the indexes yet (`vpdesk.vault.full_text`): each search takes it in
first, so that it finds whatever is saved.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from vpdesk.domain.excerpt import Excerpt, excerpt, name_excerpt
from vpdesk.domain.finding import FoundText, HitGroup, HitKind, Question
from vpdesk.services.finding_matters import MatterHit, matters_of
from vpdesk.vault.vault import Vault

#: How many of each group are shown while she types, and when she asked for all.
SHOWN: Final = {
    HitGroup.CASES: 5,
    HitGroup.COURSE: 20,
    HitGroup.DOCUMENTS: 5,
    HitGroup.ORGANISATIONS: 3,
}
SHOWN_OF_ALL: Final = {
    HitGroup.CASES: 50,
    HitGroup.COURSE: 100,
    HitGroup.DOCUMENTS: 50,
    HitGroup.ORGANISATIONS: 20,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing that says the words, with the sentence that does. `case_id` is None for an organisation."""

    kind: HitKind
    value_id: int
    case_id: int | None
    alias: str
    organisation_id: int
    organisation: str
    on: date | None
    excerpt: Excerpt

    @property
    def is_of_cases(self) -> bool:
        """Whether it leads to a case, and not to an organisation."""
        return self.case_id is not None


class FoundOrder(StrEnum):
    """What comes first within each group."""

    NEWEST = "newest"
    BEST = "best"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found, group after group. `fuller` are the groups of which there may be more.

    `matters` are named by the words themselves (`vpdesk.services.finding_matters`).
    """

    question: Question
    order: FoundOrder = FoundOrder.NEWEST
    hits: tuple[Hit, ...]
    matters: tuple[MatterHit, ...] = ()
    fuller: frozenset[HitGroup] = frozenset()
    numbers: frozenset[int] = frozenset()

    @property
    def count(self) -> int:
        """How much was found."""
        return len(self.hits) + len(self.matters)

    @property
    def has_room(self) -> bool:
        """Whether there is a group of which more would be shown."""
        return len(self.fuller) < len(HitGroup)

    def of(self, group: HitGroup) -> tuple[Hit, ...]:
        """Return what was found of one group, in its order."""
        return tuple(hit for hit in self.hits if hit.kind.group is group)


def find_newest(vault: Vault, question: Question) -> Found:
    """Return the newest of what has words that begin so: the same few milliseconds at any size.

    The newest are those that were written last; they come back by the day that they are of, latest first.
    """
    vault.take_in()
    names = vault.findables.says_names(question)

    def find(group: HitGroup) -> list[FoundText]:
        if group is not HitGroup.COURSE and not names:
            return []
        return _by_day(vault.findables.newest(question, group, limit=SHOWN[group]))

    begun = Found(question=question, hits=(), matters=matters_of(vault, question))
    return _gathered(begun, find, SHOWN)


def find_inside(vault: Vault, found: Found) -> Found:
    """Return what was found, with what has the words inside others where there is room for it."""
    vault.take_in()

    def find(group: HitGroup) -> list[FoundText]:
        room = SHOWN[group] - len(found.of(group))
        return _by_day(vault.findables.inner(found.question, group, besides=found.numbers, limit=room))

    return _gathered(found, find, SHOWN)


def find_best(vault: Vault, question: Question) -> Found:
    """Return a hundred of what fits best, words inside others last. Weighs all: never for a keystroke."""
    vault.take_in()
    best = _gathered(
        Found(
            question=question, order=FoundOrder.BEST, hits=(), matters=matters_of(vault, question)
        ),
        lambda group: vault.findables.best(question, group, limit=SHOWN_OF_ALL[group]),
        SHOWN_OF_ALL,
    )

    def find(group: HitGroup) -> list[FoundText]:
        room = SHOWN_OF_ALL[group] - len(best.of(group))
        return vault.findables.inner(question, group, besides=best.numbers, limit=room)

    return _gathered(best, find, SHOWN_OF_ALL)


def _by_day(texts: list[FoundText]) -> list[FoundText]:
    """Return texts with the latest day first; those of one day, or of none, stay in their order."""
    return sorted(texts, key=lambda text: text.on or date.min, reverse=True)


def _gathered(found: Found, find: Callable[[HitGroup], list[FoundText]], most: dict[HitGroup, int]) -> Found:
    """Add to each group what `find` finds of it."""
    hits: list[Hit] = []
    numbers = set(found.numbers)
    fuller = set()
    for group in HitGroup:
        texts = find(group)
        numbers.update(text.number for text in texts)
        own = [*found.of(group), *_hits(texts, found.question)]
        if len(own) >= most[group]:
            fuller.add(group)
        hits += own
    return replace(found, hits=tuple(hits), fuller=frozenset(fuller), numbers=frozenset(numbers))


def _hits(texts: list[FoundText], question: Question) -> Iterator[Hit]:
    for text in texts:
        yield Hit(
            kind=text.kind,
            value_id=text.value_id,
            case_id=text.case_id,
            alias=text.alias,
            organisation_id=text.organisation_id,
            organisation=text.organisation,
            on=text.on,
            excerpt=_says(text, question),
        )


def _says(text: FoundText, question: Question) -> Excerpt:
    names = (text.alias, text.organisation)
    if text.kind is HitKind.DOCUMENT or text.text in names:
        return name_excerpt(text.text, question.sought)
    return excerpt(text.text, question.sought)
