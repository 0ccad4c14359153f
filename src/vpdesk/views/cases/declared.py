"""The forms of one case, declared: each field of a value stands here, or is excluded by name with its reason.

The completeness tests hold these against the dataclasses: a new field fails them until it is placed.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from vpdesk.domain.code import N_
from vpdesk.domain.contact import Attendance, Participant
from vpdesk.domain.matter_detail import MatterDetail, Wrongdoing
from vpdesk.domain.referral import Helper
from vpdesk.domain.values import (
    AftercareOutcome,
    AftercareWish,
    Channel,
    ConsentDecision,
    ConsentManner,
    ConsentPurpose,
    CounsellorPart,
    Entry,
    Initiative,
    Matter,
    Outcome,
    Position,
    Recipient,
    Relation,
)
from vpdesk.views.cases.announced import AnnouncedEditor
from vpdesk.views.cases.mandate_editor import MandateEditor
from vpdesk.views.editors import LongTextEditor
from vpdesk.views.fields import (
    Field,
    choice,
    coming_moment,
    day,
    long_text,
    minutes,
    moment,
    one_of,
    one_of_or_none,
    optional_choice,
    optional_coming_day,
    optional_coming_moment,
    optional_day,
    several,
    text,
)

#: The reporter's account, said so where it is written (rule 8); more room than a remark gets.
ACCOUNT: Final = N_("According to the reporter …")
notes: Final = partial(LongTextEditor, 9, ACCOUNT)
#: A few words that may run on.
short_text: Final = partial(LongTextEditor, 2)

Options = Callable[[], Sequence[tuple[int, str]]]


def organisation_field(organisations: Options) -> Field:
    """Return the field of the client organisation; its options are in the vault."""
    return Field("organisation_id", N_("Client organisation"), one_of(organisations))


def unit_field(units: Options) -> Field:
    """Return the field of the site or department; its options are in the vault."""
    return Field("unit_id", N_("Site or department"), one_of_or_none(units))


CASE_FIELDS: Final = (
    Field("opened_on", N_("Opened on"), day),
    Field("entry", N_("Came to you through"), choice(Entry)),
    Field(
        "alias",
        N_("What do you call the reporter?"),
        text,
        N_("Not a name: then a glance at your screen tells nobody who came to you."),
    ),
    Field("matters", N_("What is it about?"), several(Matter, group=lambda matter: matter.mandate)),
    Field(
        "matter_details",
        N_("What more do you know of it?"),
        several(MatterDetail, group=lambda detail: detail.matter),
    ),
    Field(
        "wrongdoing",
        N_("Might it be a wrong by law?"),
        choice(Wrongdoing),
        N_(
            "As the whistle-blower law means it: it touches the public good, and not one person alone. You"
            " judge nothing: you record what the reporter suspects."
        ),
    ),
    Field("mandate", N_("Counts as"), MandateEditor),
    Field("reporter_position", N_("The reporter is"), choice(Position)),
    Field("respondent_relations", N_("It is about"), several(Relation)),
    Field(
        "counsellor_parts",
        N_("What did you do?"),
        several(CounsellorPart),
        N_("Choose all that fit. A report counts this as your part."),
    ),
    Field(
        "told_of_reservation_on",
        N_("Limit of confidentiality announced on"),
        optional_day,
        N_("That there is a limit to confidentiality. Leave empty when it was not said yet."),
    ),
    # with the time of day, which is `next_contact_at`
    Field("next_contact_on", N_("Contact again on"), optional_coming_moment),
)
#: Asked of a new case outside the mandate; it is a referral of its own.
HELPER_FIELD: Final = Field(
    "helper", N_("Where did you refer the reporter to?"), optional_choice(Helper, N_("Not referred on (yet)"))
)

#: What a new case begins with; the rest is unfolded, or filled in later.
NEW_CASE_FIELDS: Final = ("organisation_id", "opened_on", "entry", "alias", "matters")
UNFOLDED_FIELDS: Final = (
    "reporter_position",
    "respondent_relations",
    "unit_id",
    "told_of_reservation_on",
)

CHANNEL: Final = N_("How did you speak?")
#: Of an appointment that was missed: nobody spoke.
CHANNEL_OF_MISSED: Final = N_("How were you going to speak?")
CONTACT_FIELDS: Final = (
    # with the time of day, which is `held_at`
    Field("held_on", N_("When was it?"), moment),
    Field("attendance", N_("Did it take place?"), choice(Attendance)),
    Field("channel", CHANNEL, choice(Channel)),
    Field("minutes", N_("How long?"), minutes),
    Field("travel_minutes", N_("How long did you travel?"), minutes),
    Field("participants", N_("Who were there?"), several(Participant)),
    Field("notes", N_("Notes"), notes),
)
#: Asked with a contact while the limit of confidentiality was not announced yet.
ANNOUNCED_FIELD: Final = Field(
    "announced",
    N_("Did you say that confidentiality has a limit?"),
    AnnouncedEditor,
    N_(
        "What is told stays with you, with one limit: if you come into moral distress, for example over"
        " serious danger to others. The reporter should know that from the start."
    ),
)

CONSENT_FIELDS: Final = (
    Field("purpose", N_("Consent for what?"), choice(ConsentPurpose)),
    Field("decision", N_("What did the reporter say?"), choice(ConsentDecision)),
    Field("given_on", N_("When?"), day),
    Field("manner", N_("How was it given?"), choice(ConsentManner)),
    Field("recipient", N_("To whom?"), optional_choice(Recipient, N_("Choose one"))),
    Field("step", N_("For which step?"), text, N_("For example: one talk with the manager.")),
    Field("may_be_said", N_("What may be said?"), short_text),
    Field("withheld", N_("What must not be said?"), short_text),
    Field("withheld_because", N_("Why not?"), text),
    Field("valid_until", N_("Until when?"), optional_coming_day, N_("Leave empty when no end was agreed.")),
)

_ANY_CONSENT: Final = ("purpose", "decision", "given_on", "manner")
_GIVEN: Final = (*_ANY_CONSENT, "valid_until")
_SHARING_REFUSED: Final = (*_ANY_CONSENT, "recipient", "step")
_SHARING: Final = (*_GIVEN, "recipient", "step", "may_be_said", "withheld", "withheld_because")


def consent_fields(purpose: ConsentPurpose, decision: ConsentDecision) -> tuple[str, ...]:
    """Return the fields that matter for this purpose and this answer."""
    if purpose is ConsentPurpose.SHARING:
        return _SHARING if decision is ConsentDecision.GIVEN else _SHARING_REFUSED
    return _GIVEN if decision is ConsentDecision.GIVEN else _ANY_CONSENT


WITHDRAWAL_FIELDS: Final = (Field("withdrawn_on", N_("From which day?"), day),)
IDENTITY_FIELDS: Final = (
    Field("name", N_("Name"), text, N_("May stay empty: a number to call may be enough.")),
    Field("reach", N_("How do you reach the reporter?"), short_text, N_("Private, not by way of work.")),
    Field("safe_time", N_("When is it safe?"), text, N_("For example: on the mobile, after 17:00.")),
    Field("remarks", N_("What do you have to mind?"), short_text, N_("May stay empty.")),
)
NEXT_CONTACT_FIELDS: Final = (
    Field("next_contact_on", N_("When will you be in contact again?"), coming_moment),
)

CLOSING_FIELDS: Final = (
    Field("closed_on", N_("Closed on"), day),
    Field("outcome", N_("How did it end?"), choice(Outcome)),
    Field(
        "counsellor_parts",
        N_("What was your part?"),
        several(CounsellorPart),
        N_("Choose everything that you did."),
    ),
)
REFLECTION_FIELD: Final = Field(
    "reflection",
    N_("Looking back, for yourself"),
    long_text,
    N_("This stays here: it comes into no report, no letter and no export. May stay empty."),
)
AFTERCARE_FIELDS: Final = (
    Field("wish", N_("Does the reporter want aftercare?"), choice(AftercareWish)),
    Field("initiative", N_("Who takes the initiative?"), choice(Initiative)),
    Field(
        "due_on",
        N_("When?"),
        optional_coming_day,
        N_("The day that the reporter agreed to: an unexpected call can do harm."),
    ),
    Field("channel", N_("How?"), choice(Channel)),
    Field("safe_time", N_("When is it safe?"), text, N_("For example: on the mobile, after 17:00.")),
)
SETTLING_FIELDS: Final = (
    Field("outcome", N_("What came of it?"), choice(AftercareOutcome)),
    Field("settled_on", N_("When did you speak or try?"), day),
    Field("due_on", N_("When will you try again?"), optional_coming_day),
    Field("remarks", N_("Remarks"), long_text, N_("May stay empty.")),
)

#: Fields that no form asks, by value, each with its reason.
NOT_IN_FORM: Final = {
    "Case": {
        "id": "given by the program",
        "closed_on": "asked by closing, in CLOSING_FIELDS",
        "outcome": "asked by closing, in CLOSING_FIELDS",
        "mandate_source": "said by choosing a mandate, or none",
        "next_contact_at": "typed with the day, in next_contact_on",
        "routes": "follow from what the reporter chose",
        "criteria": "asked in the conversation about options",
        "reflection": "asked by closing and on a page of its own, in REFLECTION_FIELD",
        "binned_on": "put there by deleting",
        "carried_contacts": "comes from an imported file only",
        "carried_minutes": "comes from an imported file only",
    },
    "Contact": {
        "id": "given by the program",
        "case_id": "the case that is open",
        "held_at": "typed with the day, in held_on",
    },
    "ReporterIdentity": {
        "id": "given by the program",
        "case_id": "the case that is open",
    },
    "Consent": {
        "id": "given by the program",
        "case_id": "the case that is open",
        "withdrawn_on": "asked by withdrawing, in WITHDRAWAL_FIELDS",
    },
    "Aftercare": {
        "id": "given by the program",
        "case_id": "the case that is open",
        "agreed_on": "the day of closing",
        "attempts": "counted by the program",
    },
}
