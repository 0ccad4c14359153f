"""What each route means, in neutral words, and who holds the reins on it."""

from collections.abc import Mapping
from typing import Final

from vpdesk.domain.code import N_
from vpdesk.domain.formal import FormalTrack
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Route
from vpdesk.i18n import _, label

#: A short explanation, the same for everybody: it advises nothing and promises nothing.
_MEANINGS: Final[Mapping[Route, str]] = {
    Route.LISTENING_ONLY: N_(
        "The reporter tells, you listen. Nothing is done, and nobody hears of it. Later another way may still"
        " be chosen."
    ),
    Route.SELF: N_(
        "The reporter takes it up alone, for example with a talk or a letter. You can help to prepare that"
        " and look back on it afterwards."
    ),
    Route.WITH_RESPONDENT: N_(
        "Reporter and the other person talk, and you are there beside the reporter. You do not lead the talk"
        " and do not take sides in what happened. The other person then knows who came to you."
    ),
    Route.WITH_MANAGER: N_(
        "A manager hears what is going on and is asked to act. With a serious sign a manager may have to go"
        " on, also when the reporter would rather not."
    ),
    Route.CONFLICT_MEDIATION: N_(
        "Somebody who stands outside it, often from within the organisation, leads a talk to work together"
        " again. Both must be willing."
    ),
    Route.MEDIATION: N_(
        "A mediator who stands outside it helps both to come to agreements. It is voluntary and confidential,"
        " and both may stop. The employer usually pays."
    ),
    Route.COMPLAINTS_COMMITTEE: N_(
        "A written complaint, by name. The committee hears both sides and witnesses and advises the employer,"
        " who decides. It takes months, and the other person reads the complaint."
    ),
    Route.REPORTING_POINT: N_(
        "A report of a suspected breach of integrity. The organisation looks into it. The law protects who"
        " reports against disadvantage, and the name is not passed on without consent."
    ),
    Route.POLICE_REPORT: N_(
        "The police write down what happened, and the public prosecutor decides whether there will be a case."
        " A talk beforehand to be informed is possible without reporting anything."
    ),
    Route.COURT: N_(
        "A judge decides. The reporter needs legal help for this, and it is public as a rule. It can take"
        " long and cost money."
    ),
}

#: Who decides where it is not the reporter until the end: somebody who knows of it may have to go on.
_REINS: Final[Mapping[Route, str]] = {
    Route.WITH_MANAGER: N_(
        "The reporter decides whether this talk takes place. What the manager does after that is no longer"
        " theirs alone to decide."
    ),
    Route.REPORTING_POINT: N_(
        "Once the reporting point has the report, the organisation takes over: the reporter can no longer"
        " stop it. You can report on the reporter's behalf, by name or without it, or go between."
    ),
    Route.POLICE_REPORT: N_(
        "The reporter decides whether to report it. After that the public prosecutor decides whether there"
        " will be a case, also when the reporter would rather stop."
    ),
}
_REPORTERS: Final = N_("The reporter decides about every step, and may stop at any time.")
#: What becomes of it where the reporter takes back what a body goes on with by itself.
_GOES_ON: Final[Mapping[Route, str]] = {
    Route.REPORTING_POINT: N_(
        "The reporting point has the report, so the reporter cannot end it: the organisation decides whether"
        " it goes on. Its terms run until the reporting point itself has ended it."
    ),
    Route.POLICE_REPORT: N_(
        "The police have the report, so the reporter cannot end it: the public prosecutor decides whether it"
        " goes on."
    ),
}


def meaning(route: Route) -> str:
    """Return what `route` is, in a few plain sentences."""
    return _(_MEANINGS[route])


def reins_sentence(route: Route) -> str:
    """Return who decides on `route`."""
    return _(_REINS.get(route, _REPORTERS))


def goes_on_sentence(route: Route) -> str:
    """Return what becomes of it when the reporter takes back what a body on `route` has already."""
    return _(_GOES_ON[route])


def body_of(route: Route, organisation: Organisation) -> str:
    """Return which committee or reporting point it is at this organisation; "" where that is not known."""
    if route is Route.COMPLAINTS_COMMITTEE and organisation.committee:
        return _("At {organisation}: {body}", organisation=organisation.name, body=organisation.committee)
    if route is Route.REPORTING_POINT and organisation.reporting_point:
        return _(
            "At {organisation}: {body}", organisation=organisation.name, body=organisation.reporting_point
        )
    return ""


def finding_title(track: FormalTrack) -> str:
    """Return whose finding it is: "Oordeel van de commissie"."""
    titles = {
        Route.COMPLAINTS_COMMITTEE: _("Finding of the committee"),
        Route.REPORTING_POINT: _("Finding of the reporting point"),
        Route.COURT: _("Finding of the court"),
    }
    return titles.get(track.route) or _("Finding ({body})", body=label(track.route))
