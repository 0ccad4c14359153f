"""The forms of options, choices, steps, decisions, formal tracks and referrals, declared.

Each field of a value stands here, or is excluded by name with its reason; a test holds them to that.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from vpdesk.domain.code import N_
from vpdesk.domain.confidentiality_exception import ExceptionDecision, ExceptionGround, ReporterTold
from vpdesk.domain.formal import FORMAL_ROUTES, MILESTONES, ComplaintPart, Finding, FormalTrack, Standing
from vpdesk.domain.referral import Helper, Uptake
from vpdesk.domain.step import Actor, StepStatus
from vpdesk.domain.values import Recipient, Route
from vpdesk.i18n import label
from vpdesk.views.editors import ChoiceEditor, LongTextEditor
from vpdesk.views.fields import (
    Field,
    choice,
    coming_day,
    day,
    long_text,
    one_of,
    optional_choice,
    optional_day,
    several,
    text,
)

_short: Final = partial(LongTextEditor, 2)

CRITERIA_FIELDS: Final = (
    Field(
        "criteria",
        N_("What matters most to the reporter?"),
        _short,
        N_("In the reporter's own words: what must change, and what must not happen."),
    ),
)
OPTION_FIELDS: Final = (
    Field("meaning", N_("What would this mean for the reporter?"), _short),
    Field("speaks_for", N_("For it, as the reporter sees it"), _short),
    Field("speaks_against", N_("Against it, as the reporter sees it"), _short),
    Field("discussed_on", N_("When did you talk about it?"), day),
)
CHOICE_FIELDS: Final = (
    Field("chosen_on", N_("When did the reporter say so?"), day),
    Field("reason", N_("Why?"), _short, N_("May stay empty.")),
)

_ROUTE: Final = Field("route", N_("On which route?"), optional_choice(Route, N_("On none in particular")))


def new_step_fields(
    grounds: Callable[[], Sequence[tuple[int, str]]], title: str = N_("With which consent?")
) -> tuple[Field, ...]:
    """Return the fields of a step; what it can rest on is in the vault, and asked under `title`."""
    return (
        Field("actor", N_("Who takes the step?"), choice(Actor)),
        Field("consent_id", title, partial(ChoiceEditor, grounds, N_("Choose one"))),
        Field("recipient", N_("Towards whom?"), optional_choice(Recipient, N_("Choose one"))),
        Field("description", N_("What is the step?"), text),
        _ROUTE,
        Field("status", N_("How far is the step?"), one_of(_done_or_not)),
        Field("planned_on", N_("When?"), coming_day),
        Field("carried_out_on", N_("When?"), day),
        Field("result", N_("What came of it?"), long_text),
    )


def _done_or_not() -> list[tuple[StepStatus, str]]:
    return [(each, label(each)) for each in (StepStatus.PLANNED, StepStatus.CARRIED_OUT)]


def _formal_routes() -> list[tuple[Route, str]]:
    return [(route, label(route)) for route in FORMAL_ROUTES]


CHANGED_STEP_FIELDS: Final = (
    Field("description", N_("What is the step?"), text),
    _ROUTE,
    Field("planned_on", N_("When?"), coming_day),
    Field("result", N_("What came of it?"), long_text),
)
CARRIED_OUT_FIELDS: Final = (
    Field("carried_out_on", N_("When?"), day),
    Field("result", N_("What came of it?"), long_text),
)
STOPPED_FIELDS: Final = (
    Field("stopped_on", N_("Since when?"), day),
    Field("result", N_("Why not?"), long_text, N_("May stay empty.")),
)

_WEIGHED: Final = (
    Field(
        "harm",
        N_("Which serious harm do you fear?"),
        _short,
        N_("To whom, and how certain is it? What do you know yourself, and what did you hear?"),
    ),
    Field(
        "consent_sought",
        N_("What did you do to obtain consent?"),
        _short,
        N_("Does the reporter know what worries you? What would they need to be able to say yes?"),
    ),
    Field(
        "other_ways",
        N_("Which other ways did you look at?"),
        _short,
        N_("What can the reporter do, alone or with you? Who can avert it without a word from you?"),
    ),
    Field(
        "moral_distress",
        N_("What does it do to your conscience?"),
        _short,
        N_("Could you answer for it to yourself if you keep silent? And if you speak?"),
    ),
    Field(
        "consulted",
        N_("Whom did you consult?"),
        _short,
        N_(
            "A fellow counsellor, your professional association or a lawyer can think along without hearing"
            " whom it is about. Write down a role, not a name."
        ),
    ),
)
_TOLD: Final = (
    Field("reporter_told", N_("Does the reporter know of it?"), choice(ReporterTold)),
    Field("told_on", N_("Since when?"), optional_day),
    Field("not_told_because", N_("Why not?"), _short),
)
EXCEPTION_FIELDS: Final = (
    Field(
        "ground",
        N_("Why do you weigh it?"),
        choice(ExceptionGround),
        N_(
            "Not every offence has to be reported. Do you think that a law obliges you? Then first ask a"
            " lawyer or your professional association which law that is."
        ),
    ),
    *_WEIGHED,
    *_TOLD,
    Field("decision", N_("What do you decide?"), choice(ExceptionDecision)),
    Field("decided_on", N_("When did you decide?"), day),
    Field("recipient", N_("Whom do you tell?"), optional_choice(Recipient, N_("Choose one"))),
    Field("may_be_said", N_("What do you tell?"), _short, N_("Only what is needed to avert the harm.")),
)
CHANGED_EXCEPTION_FIELDS: Final = (*_WEIGHED, *_TOLD)

_TRACK_TERMS: Final = (
    Field("begun_on", N_("Since when?"), day),
    Field("standing", N_("How is the reporter known there?"), choice(Standing)),
    Field(
        "last_incident_on",
        N_("When was the last incident?"),
        optional_day,
        N_("The term for a complaint runs from that day."),
    ),
    Field("complaint_parts", N_("What does the complaint contain already?"), several(ComplaintPart)),
    Field("remarks", N_("Remarks"), long_text, N_("May stay empty.")),
)
NEW_TRACK_FIELDS: Final = (
    Field("route", N_("Where does it go?"), one_of(_formal_routes)),
    *_TRACK_TERMS,
)
TRACK_FIELDS: Final = _TRACK_TERMS
#: What is asked about every track; the rest only about a complaint.
EVERY_TRACK: Final = ("route", "begun_on", "standing", "remarks")
ENDED_FIELDS: Final = (Field("ended_on", N_("Since when?"), day),)


def milestone_fields(track: FormalTrack) -> tuple[Field, ...]:
    """Return the fields of a milestone on `track`: only what can be reached on its way is offered."""
    kinds = MILESTONES[track.route]
    return (
        Field("kind", N_("What was reached?"), one_of(lambda: [(kind, label(kind)) for kind in kinds])),
        Field("reached_on", N_("When?"), day),
        Field(
            "finding",
            N_("What did they find?"),
            optional_choice(Finding, N_("Not recorded")),
            N_("The finding of those who decide: it stands here as theirs, not as yours."),
        ),
        Field("remarks", N_("Remarks"), long_text, N_("May stay empty.")),
    )


REFERRAL_FIELDS: Final = (
    Field("helper", N_("Referred to"), choice(Helper)),
    Field("referred_on", N_("When?"), day),
    Field("remarks", N_("Remarks"), long_text, N_("May stay empty.")),
)
UPTAKE_FIELDS: Final = (
    Field("uptake", N_("What came of it?"), choice(Uptake)),
    Field("uptake_on", N_("When did you hear so?"), day),
)

#: Fields that no form asks, by value, each with its reason.
NOT_IN_FORM: Final = {
    "Option": {
        "id": "given by the program",
        "case_id": "the case that is open",
        "route": "the route that is turned to",
    },
    "RouteChoice": {
        "id": "given by the program",
        "case_id": "the case that is open",
        "route": "the route that is turned to",
        "decision": "said by the button that is pressed",
    },
    "Step": {
        "id": "given by the program",
        "case_id": "the case that is open",
        "exception_id": "chosen in consent_id, among what the step can rest on",
    },
    "ConfidentialityException": {"id": "given by the program", "case_id": "the case that is open"},
    "FormalTrack": {"id": "given by the program", "case_id": "the case that is open"},
    "Milestone": {
        "id": "given by the program",
        "case_id": "the case that is open",
        "formal_track_id": "the track that it is recorded on",
    },
    "Referral": {"id": "given by the program", "case_id": "the case that is open"},
}


def committee_only(route: Route) -> tuple[str, ...]:
    """Return what is asked about a track on `route` besides what is asked about every track."""
    return ("last_incident_on", "complaint_parts") if route is Route.COMPLAINTS_COMMITTEE else ()
