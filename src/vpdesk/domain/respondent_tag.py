"""The private tag that tells that several cases concern one person (rule 10).

Off until the counsellor wants it; never exported; found from a case only; gone with its last case.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id

TAG_LENGTH = 60
#: Words to propose: what lies in the ground says nothing about a person.
STONES: Final = (
    "Basalt", "Grind", "Kalk", "Kiezel", "Klei", "Kwarts", "Leem", "Leisteen", "Mergel", "Puimsteen",
    "Vuursteen", "Zandsteen",
)  # fmt: skip
_NUMBERS: Final = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondentTag:
    """One person complained about, under a word of the counsellor's own; within one organisation."""

    id: int = field(default_factory=new_id)
    organisation_id: int
    name: str

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise RuleError("name", N_("Give the tag a word that only you understand."))
        if len(self.name) > TAG_LENGTH:
            raise RuleError("name", N_("This name is longer than {n} characters."), n=TAG_LENGTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondentLink:
    """That one case concerns the person of one tag."""

    id: int = field(default_factory=new_id)
    case_id: int
    tag_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedCase:
    """One of the cases over the person of a tag, as it is named beside another."""

    id: int
    alias: str
    opened_on: date
    closed_on: date | None


def draw_tags() -> Iterator[str]:
    """Yield words for a tag by chance, without end."""
    while True:
        yield f"{random.choice(STONES)}-{random.randint(1, _NUMBERS):02d}"  # noqa: S311  no secret
