"""What can be done with a case, a moment in it, or something that it waits for; each has its word."""

from typing import Final

from vpdesk.domain.code import N_, Code
from vpdesk.domain.overview import DueKind


class Verb(Code):
    """One deed of the counsellor; it is about the case itself or about one value within it."""

    RECORD = "record", N_("Record a conversation")
    AGREE = "agree", N_("Agree")
    AGREE_CONTACT = "agree_contact", N_("Agree on a next contact")
    CONSENT = "consent", N_("Record consent")
    PLAN = "plan", N_("Record a step")
    CHANGE_CASE = "change_case", N_("Change details")
    CHANGE_MATTERS = "change_matters", N_("Change")
    CHANGE_PEOPLE = "change_people", N_("Change")
    CHANGE_ENTRY = "change_entry", N_("Change")
    CHANGE_PARTS = "change_parts", N_("Change")
    CHANGE_REFLECTION = "change_reflection", N_("Read or change")
    CHANGE_RESERVATION = "change_reservation", N_("Change")
    CHANGE_IDENTITY = "change_identity", N_("Change")
    ERASE_IDENTITY = "erase_identity", N_("Erase")
    CLOSE = "close", N_("Close the case")
    REOPEN = "reopen", N_("Reopen the case")
    TELL = "tell", N_("Announced today")
    CHANGE = "change", N_("Change")
    WITHDRAW = "withdraw", N_("Withdraw")
    CHANGE_CONSENT = "change_consent", N_("Change")
    CARRY_OUT = "carry_out", N_("Carried out")
    STOP = "stop", N_("Will not happen")
    WEIGH = "weigh", N_("Weigh breaking confidentiality")
    CHANGE_EXCEPTION = "change_exception", N_("Change")
    CHANGE_STEP = "change_step", N_("Change")
    OPTIONS = "options", N_("Talk about options")
    BEGIN_TRACK = "begin_track", N_("Begin a formal track")
    CHANGE_TRACK = "change_track", N_("Change")
    END_TRACK = "end_track", N_("End this track")
    MILESTONE = "milestone", N_("Record what was reached")
    CHANGE_MILESTONE = "change_milestone", N_("Change")
    REFER = "refer", N_("Refer on")
    CHANGE_REFERRAL = "change_referral", N_("Change")
    UPTAKE = "uptake", N_("What came of it?")
    SETTLE = "settle", N_("How is it going now?")
    ADD_DOCUMENTS = "add_documents", N_("Add documents")
    VIEW = "view", N_("View")
    RENAME = "rename", N_("Another name")
    TAKE_OUT = "take_out", N_("Save outside the vault…")
    DELETE = "delete", N_("Delete")
    DELETE_CASE = "delete_case", N_("Delete this case")
    BIN = "bin", N_("Bin of this case")
    JOIN = "join", N_("Join with another case")
    SPLIT = "split", N_("Split this case in two")
    ERASE = "erase", N_("Erase for good")
    MOVE = "move", N_("Another client organisation…")
    TAG = "tag", N_("Choose a tag")
    UNTAG = "untag", N_("Take the tag off")
    OPEN = "open", N_("Open")


#: What is done, and the identifier of the value that it is done to.
Deed = tuple[Verb, int]
#: Whose page is not opened again by itself after a lock: what stands there was out of sight.
VEILED: Final = frozenset({Verb.CHANGE_IDENTITY, Verb.CHANGE_REFLECTION})
#: The deed that answers each thing that falls due.
ANSWERS_DUE: Final = {
    DueKind.AFTERCARE: Verb.SETTLE,
    DueKind.CONTACT: Verb.RECORD,
    DueKind.STEP: Verb.CARRY_OUT,
    DueKind.TERM: Verb.MILESTONE,
    DueKind.FIRST_REPLY: Verb.RECORD,
}


def kept_as(case_id: int, deed: Deed | None) -> int | str:
    """Return what the window keeps of a page about `deed` on a case, to come back to it after a lock."""
    if deed is None or deed[0] in VEILED:
        return case_id
    verb, value_id = deed
    return f"{case_id}/{verb.value}/{value_id}"


def read_kept(kept: str) -> tuple[int, Deed | None]:
    """Return the case and the deed of what `kept_as` returned; None where the deed is of another version."""
    case_id, verb, value_id = kept.split("/")
    try:
        return int(case_id), (Verb.of(verb), int(value_id))
    except ValueError:
        return int(case_id), None
