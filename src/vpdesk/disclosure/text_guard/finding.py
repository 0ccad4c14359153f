"""What the guard finds: a code, how much it weighs, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a place in a text may tell."""

    NAME = "name"
    """A name of somebody that is known, or one letter away from it."""

    ALIAS = "alias"
    """The word under which a case or a person is kept."""

    CLIENT = "client"
    """The name of another organisation, which this one has nothing to do with."""

    EMAIL = "email"
    """An address, or the part of one that is a known person's."""

    PHONE = "phone"
    """A telephone number."""

    CITIZEN_NUMBER = "citizen_number"
    """A Dutch citizen service number (BSN), which passes the eleven test."""

    BANK_ACCOUNT = "bank_account"
    """An IBAN with the right check digits."""

    INITIALS = "initials"
    """Initials, of anybody or of somebody that is known."""

    SALUTATION = "salutation"
    """A title with a name that is not known."""

    UNKNOWN_NAME = "unknown_name"
    """Words with capitals that are no ordinary words: perhaps a name."""

    MENTIONED = "mentioned"
    """A word that stands as a name in what was noted about the organisation's cases."""

    LONG_NUMBER = "long_number"
    """A number long enough to be somebody's: of a file, of personnel, of a service."""

    POSTCODE = "postcode"
    """A postcode."""

    LICENCE_PLATE = "licence_plate"
    """The plate of a car."""

    DAY = "day"
    """A date, or a day of the week."""

    MONTH = "month"
    """A month."""

    AGE = "age"
    """An age."""

    ONLY_ONE = "only_one"
    """The only, first, youngest or newest of a kind."""

    CONDITION = "condition"
    """What is true of few: ill, pregnant, dismissed, of a faith."""

    FUNCTION = "function"
    """A function that one person has."""

    PLACE = "place"
    """A site or department of the organisation."""

    ELSEWHERE = "elsewhere"
    """A site or department of another organisation."""

    GROUP = "group"
    """The organisation's own word for a group of people with few cases."""

    COUNT = "count"
    """A number of people or cases that the figures hide."""

    SHARE = "share"
    """A part of the cases, from which their number can be computed."""

    QUOTE = "quote"
    """Words that somebody said."""

    SUBJECT = "subject"
    """What a case sketch is about, where the figures do not print it apart."""

    SEX = "sex"
    """Whether somebody is a man or a woman; looked for in a case sketch alone."""


class Weight(StrEnum):
    """What a finding asks for."""

    BLOCKS = "blocks"
    """It must go before the document leaves."""

    ASKS = "asks"
    """It may stay when somebody says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found between two positions of the text, the end not included.

    `together` says that it would only ask if another trait did not stand in the same sentence.
    """

    kind: Kind
    weight: Weight
    start: int
    end: int
    together: bool = False


#: What points to a person by itself.
BLOCKING: Final = frozenset(
    {Kind.NAME, Kind.ALIAS, Kind.CLIENT, Kind.EMAIL, Kind.PHONE, Kind.CITIZEN_NUMBER, Kind.BANK_ACCOUNT}
)

#: Traits of one sort: a day and its month say one thing, a day and a place together say two.
SORTS: Final[Mapping[Kind, str]] = {
    Kind.INITIALS: "who",
    Kind.SALUTATION: "who",
    Kind.UNKNOWN_NAME: "who",
    Kind.MENTIONED: "who",
    Kind.LONG_NUMBER: "number",
    Kind.LICENCE_PLATE: "number",
    Kind.POSTCODE: "where",
    Kind.PLACE: "where",
    Kind.ELSEWHERE: "where",
    Kind.GROUP: "function",
    Kind.DAY: "when",
    Kind.MONTH: "when",
    Kind.AGE: "age",
    Kind.ONLY_ONE: "only one",
    Kind.CONDITION: "condition",
    Kind.FUNCTION: "function",
    Kind.COUNT: "count",
    Kind.SHARE: "count",
    Kind.QUOTE: "quote",
    Kind.SEX: "sex",
}
