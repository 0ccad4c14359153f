"""What was begun in a case and not recorded yet: the deed that goes on with a draft, and what it is called.

A draft is found again where it was typed, and nobody remembers that after months.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from vpdesk.domain.code import N_
from vpdesk.domain.overview import BegunDraft
from vpdesk.i18n import _, label
from vpdesk.views.cases.verbs import Verb

#: The deeds that change one subject of a case: their drafts bear their own name.
_SUBJECTS: Final[Mapping[Verb, str]] = {
    Verb.CHANGE_MATTERS: N_("What it is about"),
    Verb.CHANGE_PEOPLE: N_("Whom it concerns"),
    Verb.CHANGE_ENTRY: N_("Came to you"),
    Verb.CHANGE_PARTS: N_("Your part"),
    Verb.CHANGE_RESERVATION: N_("Limit of confidentiality"),
    Verb.CHANGE_REFLECTION: N_("Looking back, for yourself"),
}
#: By what stands in a place behind its case.
_OF_CASE: Final[Mapping[str, Verb]] = {
    "": Verb.CHANGE_CASE,
    "contact": Verb.RECORD,
    "next_contact": Verb.AGREE_CONTACT,
    "consent": Verb.CONSENT,
    "criteria": Verb.OPTIONS,
    "option": Verb.OPTIONS,
    "choice": Verb.OPTIONS,
    "step": Verb.PLAN,
    "track": Verb.BEGIN_TRACK,
    "referral": Verb.REFER,
    "exception": Verb.WEIGH,
    "closing": Verb.CLOSE,
    "identity": Verb.CHANGE_IDENTITY,
    **{verb.value: verb for verb in _SUBJECTS},
}
#: By the kind of a part of a case, and what is done with it.
_OF_PART: Final[Mapping[tuple[str, str], Verb]] = {
    ("contact", ""): Verb.CHANGE,
    ("consent", ""): Verb.CHANGE_CONSENT,
    ("consent", "withdrawal"): Verb.WITHDRAW,
    ("step", ""): Verb.CHANGE_STEP,
    ("step", "carried_out"): Verb.CARRY_OUT,
    ("step", "stopped"): Verb.STOP,
    ("aftercare", ""): Verb.SETTLE,
    ("track", ""): Verb.CHANGE_TRACK,
    ("track", "milestone"): Verb.MILESTONE,
    ("track", "ended"): Verb.END_TRACK,
    ("milestone", ""): Verb.CHANGE_MILESTONE,
    ("referral", ""): Verb.CHANGE_REFERRAL,
    ("referral", "uptake"): Verb.UPTAKE,
    ("exception", ""): Verb.CHANGE_EXCEPTION,
    ("document", ""): Verb.RENAME,
}
#: What stands in a place but was not written by anybody, or holds a choice alone: nothing is missed there.
UNTOLD: Final = frozenset({"clock", "options", "move", "joining", "splitting", "tag"})
#: What somebody wrote before beginning again: it is put back on the page itself.
_EARLIER: Final = "earlier"
#: Where the word of the deed alone does not say what was begun.
_WORDS: Final[Mapping[Verb, str]] = {
    **_SUBJECTS,
    Verb.AGREE: N_("Agree on a next contact"),
    Verb.AGREE_CONTACT: N_("Agree on a next contact"),
    Verb.CHANGE_IDENTITY: N_("How to reach the reporter"),
    Verb.CHANGE: N_("Change a conversation"),
    Verb.CHANGE_CONSENT: N_("Change a consent"),
    Verb.WITHDRAW: N_("Withdraw consent"),
    Verb.CHANGE_STEP: N_("Change a step"),
    Verb.CARRY_OUT: N_("Step carried out"),
    Verb.STOP: N_("This step will not happen"),
    Verb.CHANGE_TRACK: N_("Formal track"),
    Verb.CHANGE_MILESTONE: N_("Milestone"),
    Verb.CHANGE_REFERRAL: N_("Change a referral"),
    Verb.CHANGE_EXCEPTION: N_("Change what was weighed"),
}

#: Named in the case alone: Vandaag is glanced at, by others too.
UNNAMED: Final = frozenset({
    Verb.WEIGH, Verb.CHANGE_EXCEPTION, Verb.CHANGE_IDENTITY, Verb.CHANGE_REFLECTION
})  # fmt: skip

#: A deed, and what it is about.
Deed = tuple[Verb, int]


def deed_of(place: str) -> Deed | None:
    """Return the deed that goes on with the draft of `place`; None where there is nothing to go on with."""
    kind, _slash, rest = place.partition("/")
    number, _slash, what = rest.partition("/")
    if not number.isdigit() or what.split("/")[-1] == _EARLIER:
        return None
    verb = _OF_CASE.get(what.split("/")[0]) if kind == "case" else _OF_PART.get((kind, what))
    return None if verb is None else (verb, int(number))


def deeds(begun: Iterable[BegunDraft], case_id: int) -> list[Deed]:
    """Return the deeds that were begun in one case, each once."""
    found = (deed_of(each.place) for each in begun if each.case_id == case_id)
    return list(dict.fromkeys(deed for deed in found if deed is not None))


def words(verb: Verb) -> str:
    """Return what was begun, as a title."""
    return _(_WORDS[verb]) if verb in _WORDS else label(verb)


def told_elsewhere(found: Iterable[Deed]) -> str:
    """Return what was begun as a list within a sentence, without what only the case itself names."""
    named = dict.fromkeys(words(verb) for verb, _value in found if verb not in UNNAMED)
    return ", ".join(each[:1].lower() + each[1:] for each in named)
