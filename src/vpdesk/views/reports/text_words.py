"""What is said of a place in a text that points to somebody: what it is, and what to do about it."""

from collections.abc import Mapping
from typing import Final

from vpdesk.disclosure.text_guard.finding import Kind, Weight
from vpdesk.domain.code import N_
from vpdesk.i18n import _
from vpdesk.services.guarding import Noticed

#: What blocks: it goes, whatever the reason.
_MUST_GO: Final[Mapping[Kind, str]] = {
    Kind.NAME: N_("“{words}” is the name of somebody you know, or looks like it. Take it out."),
    Kind.ALIAS: N_("“{words}” is the alias of a case or the tag of a person. Take it out."),
    Kind.CLIENT: N_("“{words}” is another client organisation of yours. Take it out."),
    Kind.EMAIL: N_("“{words}” is somebody's e-mail address. Take it out."),
    Kind.PHONE: N_("“{words}” is a telephone number. Take it out."),
    Kind.CITIZEN_NUMBER: N_("“{words}” can be a citizen service number. Take it out."),
    Kind.SUBJECT: N_(
        "A case sketch may be about a matter only that the report prints on a line of its own. Choose another"
        " matter, or leave the sketch out."
    ),
    Kind.BANK_ACCOUNT: N_("“{words}” is a bank account number. Take it out."),
}
#: What asks: it may stay when she says why.
_MAY_STAY: Final[Mapping[Kind, str]] = {
    Kind.NAME: N_("“{words}” can be an ordinary word, or the name of somebody you know."),
    Kind.INITIALS: N_("“{words}” can be somebody's initials."),
    Kind.SALUTATION: N_("“{words}” can be a name."),
    Kind.UNKNOWN_NAME: N_("“{words}” can be the name of a person or a place."),
    Kind.MENTIONED: N_("“{words}” stands as a name in what you noted about the cases of this client."),
    Kind.LONG_NUMBER: N_("“{words}” can be somebody's number."),
    Kind.POSTCODE: N_("“{words}” is a postcode."),
    Kind.LICENCE_PLATE: N_("“{words}” can be the number plate of a car."),
    Kind.DAY: N_("“{words}” says when it was: who was there that day knows who it is about."),
    Kind.MONTH: N_("“{words}” says when it was."),
    Kind.AGE: N_("“{words}” says how old somebody is."),
    Kind.ONLY_ONE: N_("“{words}” points to one person: there is only one like that."),
    Kind.CONDITION: N_("“{words}” is true of few people, and colleagues know of whom."),
    Kind.FUNCTION: N_("“{words}” is a function that one person often has."),
    Kind.PLACE: N_("“{words}” is a site or department of this client."),
    Kind.ELSEWHERE: N_("“{words}” is a site or department of another client of yours."),
    Kind.GROUP: N_("“{words}” is this client's own word for a group with few cases or none in this report."),
    Kind.COUNT: N_("“{words}” is a number that the figures of this report hide."),
    Kind.SHARE: N_("“{words}” tells a part of the cases: their number can be computed from it."),
    Kind.QUOTE: N_("{words} are somebody's own words: who was there recognises them."),
    Kind.SEX: N_("“{words}” says whether it is a man or a woman."),
}
#: How much of a long quotation is repeated.
_LONGEST: Final = 60


def sentence(noticed: Noticed) -> str:
    """Return what a finding is and, where it blocks, what to do."""
    quoted = noticed.words if len(noticed.words) <= _LONGEST else f"{noticed.words[:_LONGEST].rstrip()}…"
    quoted = " ".join(quoted.split())
    if noticed.weight is Weight.BLOCKS and noticed.kind in _MUST_GO:
        return _(_MUST_GO[noticed.kind], words=quoted)
    said = _(_MAY_STAY[noticed.kind], words=quoted)
    if noticed.weight is Weight.ASKS:
        return said
    together = _("With what else stands in this sentence it points to one person: leave at most one of them.")
    return f"{said} {together}"
