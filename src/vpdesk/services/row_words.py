"""How a number of rows of a table is said: of what was rescued, and of what goes with a case."""

from collections.abc import Callable, Mapping
from typing import Final

from vpdesk.i18n import ngettext

#: The tables that a person is told of, in the order in which that is done; codes go with their case.
_WORDS: Final[Mapping[str, Callable[[int], str]]] = {
    "organisations": lambda n: ngettext("{n} client", "{n} clients", n),
    "report_lists": lambda n: ngettext("{n} list for reports", "{n} lists for reports", n),
    "cases": lambda n: ngettext("{n} case", "{n} cases", n),
    "contacts": lambda n: ngettext("{n} conversation", "{n} conversations", n),
    "consents": lambda n: ngettext("{n} consent", "{n} consents", n),
    "steps": lambda n: ngettext("{n} step", "{n} steps", n),
    "aftercares": lambda n: ngettext("{n} aftercare agreement", "{n} aftercare agreements", n),
    "options": lambda n: ngettext(
        "{n} option that was talked about", "{n} options that were talked about", n
    ),
    "route_choices": lambda n: ngettext("{n} choice of a route", "{n} choices of a route", n),
    "formal_tracks": lambda n: ngettext("{n} formal track", "{n} formal tracks", n),
    "milestones": lambda n: ngettext("{n} milestone", "{n} milestones", n),
    "referrals": lambda n: ngettext("{n} referral", "{n} referrals", n),
    "confidentiality_exceptions": lambda n: ngettext(
        "{n} decision about confidentiality", "{n} decisions about confidentiality", n
    ),
    "documents": lambda n: ngettext("{n} document", "{n} documents", n),
    "document_parts": lambda n: ngettext("{n} part of a document", "{n} parts of documents", n),
    "reporter_identities": lambda n: ngettext("how to reach {n} reporter", "how to reach {n} reporters", n),
    "contact_persons": lambda n: ngettext("{n} contact person", "{n} contact persons", n),
    "releases": lambda n: ngettext("{n} released report", "{n} released reports", n),
    "ledger": lambda n: ngettext("{n} line of what reports counted", "{n} lines of what reports counted", n),
    "drafts": lambda n: ngettext("{n} draft", "{n} drafts", n),
}


def said_of_rows(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Return "12 cases", "30 conversations" and so on, in the user's language; what is not there is not said.

    `counts` are numbers of rows by the name of their table; a table without words is passed over.
    """
    return tuple(say(counts[name]) for name, say in _WORDS.items() if counts.get(name))
