"""Finding cases by what they are about: a matter is a choice from a list, and no text that was typed.

Who looks for "fraude" wants the cases of that matter too, whatever their notes say; so the words of the list,
and those that an organisation has of its own for it, lead to the list of these cases.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from vpdesk.domain.excerpt import Excerpt, excerpt, fold
from vpdesk.domain.finding import Question
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.values import Matter
from vpdesk.i18n import label, language
from vpdesk.vault.vault import Vault

#: So many are told: one word rarely says more of them.
_MOST: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterHit:
    """A matter whose word says what was sought, with how many cases have it.

    The organisation is the one whose own word it is, or the one that was looked in; None and "" where it is
    the whole practice.
    """

    matter: Matter
    organisation_id: int | None
    organisation: str
    excerpt: Excerpt
    cases: int

    @property
    def is_of_cases(self) -> bool:
        """Whether it leads to cases: it does."""
        return True


def matters_of(vault: Vault, question: Question) -> tuple[MatterHit, ...]:
    """Return the matters that the words name, in the window's language; of those that no case has, none."""
    if not question.inner:  # a letter or two would name them all
        return ()
    found = []
    for hit in _named(vault, question):
        if hit.cases:
            found.append(hit)
        if len(found) == _MOST:
            break
    return tuple(found)


def _named(vault: Vault, question: Question) -> Iterator[MatterHit]:
    here = question.organisation_id
    if all(word in _list(language()) for word in question.sought):  # else none of them says all
        for matter in Matter:
            if question.is_said_in(label(matter)):
                yield _hit(vault, question, matter, label(matter), here, "")
    for own in vault.own_labels.for_matters(here):
        if question.is_said_in(own.label):
            whose = vault.organisations.get(own.organisation_id)
            yield _hit(vault, question, Matter.of(own.code), own.label, whose.id, whose.name)


@cache
def _list(_language: str) -> str:
    """Return the words of the list in the window's language, folded."""
    return fold("\n".join(map(label, Matter)))


def _hit(  # noqa: PLR0913, PLR0917  each says one thing of it
    vault: Vault, question: Question, matter: Matter, said: str, organisation_id: int | None, whose: str
) -> MatterHit:
    return MatterHit(
        matter=matter,
        organisation_id=organisation_id,
        organisation=whose,
        excerpt=excerpt(said, question.sought),
        cases=vault.cases.count(CaseFilter(matter=matter, organisation_id=organisation_id)),
    )
