"""Looking for something: the words of a question, and what they are found in.

What is typed is words and nothing else. Each is the beginning of a word that is looked for, and all of them
must be there; quotes, stars, percent signs and the like are no language here, they are passed over.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Self

from vpdesk.domain.code import N_, Code
from vpdesk.domain.excerpt import INNER_LENGTH, beginnings, fold, is_said

_MOST_WORDS: Final = 12
_LONGEST_WORD: Final = 64
_WORD: Final = re.compile(r"[^\W_]+")
#: Marks that stand above or below the letter before them.
_MARKS: Final = re.compile("[\u0300-\u036f]")


class HitGroup(Code):
    """Under which heading something that was found is shown."""

    CASES = "cases", N_("Cases")
    COURSE = "course", N_("In conversations and steps")
    DOCUMENTS = "documents", N_("Documents")
    ORGANISATIONS = "organisations", N_("Client organisations")


class HitKind(Code):
    """What kind of thing says the words; its group says under which heading it comes."""

    group: HitGroup

    def __new__(cls, value: str, word: str, group: HitGroup) -> Self:
        code = str.__new__(cls, value)
        code._value_ = value
        code.word = word
        code.group = group
        return code

    CASE = "case", N_("Case"), HitGroup.CASES
    REFLECTION = "reflection", N_("Looking back, for yourself"), HitGroup.COURSE
    CONTACT = "contact", N_("Conversation"), HitGroup.COURSE
    CONSENT = "consent", N_("Consent"), HitGroup.COURSE
    STEP = "step", N_("Step"), HitGroup.COURSE
    AFTERCARE = "aftercare", N_("Aftercare"), HitGroup.COURSE
    OPTION = "option", N_("Option"), HitGroup.COURSE
    ROUTE_CHOICE = "route_choice", N_("Choice"), HitGroup.COURSE
    FORMAL_TRACK = "formal_track", N_("Formal track"), HitGroup.COURSE
    MILESTONE = "milestone", N_("Milestone"), HitGroup.COURSE
    REFERRAL = "referral", N_("Referral"), HitGroup.COURSE
    CONFIDENTIALITY_EXCEPTION = (
        "confidentiality_exception",
        N_("Decision about confidentiality"),
        HitGroup.COURSE,
    )
    CASE_EVENT = "case_event", N_("Event"), HitGroup.COURSE
    DOCUMENT = "document", N_("Document"), HitGroup.DOCUMENTS
    ORGANISATION = "organisation", N_("Client organisation"), HitGroup.ORGANISATIONS
    CONTACT_PERSON = "contact_person", N_("Contact person"), HitGroup.ORGANISATIONS
    UNIT = "unit", N_("Site or unit"), HitGroup.ORGANISATIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The words that are looked for, and the one organisation to look in (None: the whole practice)."""

    words: tuple[str, ...]
    organisation_id: int | None = None
    #: The words as they are compared (`fold`), once for all texts.
    sought: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sought", tuple(map(fold, self.words)))

    @classmethod
    def of(cls, typed: str, organisation_id: int | None = None) -> Self:
        """Return the question that is in whatever was typed; what is too long is cut off."""
        known = typed.encode("utf-8", "replace").decode()  # no half characters: no text can hold one
        marked = _MARKS.sub("", unicodedata.normalize("NFC", known[: _MOST_WORDS * _LONGEST_WORD]))
        words = (word[:_LONGEST_WORD] for word in _WORD.findall(marked))
        return cls(words=tuple(dict.fromkeys(words))[:_MOST_WORDS], organisation_id=organisation_id)

    @property
    def inner(self) -> tuple[str, ...]:
        """The words that are long enough to be looked for inside other words."""
        return tuple(word for word in self.words if len(word) >= INNER_LENGTH)

    def begins_in(self, text: str) -> bool:
        """Tell whether each word begins a word of `text`."""
        folded = fold(text)
        return all(next(beginnings(folded, word), None) is not None for word in self.sought)

    def is_said_in(self, text: str) -> bool:
        """Tell whether every word is in `text`: a short one where a word begins, a longer one anywhere."""
        folded = fold(text)
        return all(is_said(folded, word) for word in self.sought)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundText:
    """A text that says the words, and where it belongs. `number` orders them: the newest has the highest.

    `case_id` is None, and `alias` empty, where it belongs to an organisation as a whole. `text` is what may
    be seen of it: nothing of what its case keeps out of sight.
    """

    number: int
    kind: HitKind
    value_id: int
    case_id: int | None
    alias: str
    organisation_id: int
    organisation: str
    on: date | None
    text: str
