"""What happened on the paths of a case, as moments: choices, steps, decisions, formal tracks, referrals."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter

from vpdesk.domain.confidentiality_exception import ConfidentialityException
from vpdesk.domain.formal import FormalTrack, Milestone
from vpdesk.domain.option import ChoiceDecision, RouteChoice
from vpdesk.domain.referral import Referral, Uptake
from vpdesk.domain.step import Actor, Step, StepStatus
from vpdesk.i18n import _, label
from vpdesk.services.casework import CaseFile
from vpdesk.views import dates
from vpdesk.views.cases.exception_words import exception_text
from vpdesk.views.cases.moment import Moment, detail_line, sentences
from vpdesk.views.cases.route_words import finding_title
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import in_sentence, listing


def path_moments(file: CaseFile, today: date) -> Iterator[Moment]:
    """Yield the moments; those of one day in the order in which they usually come."""
    yield from _options(file)
    yield from map(_choice, reversed(file.choices))
    for exception in reversed(file.exceptions):
        yield from _exception(exception, today)
    yield from (_step(step, _resting(step, file, today)) for step in file.steps)
    tracks = {track.id: track for track in file.tracks}
    for track in file.tracks:
        yield from _track(track)
    for milestone in reversed(file.milestones):
        yield _milestone(milestone, tracks[milestone.formal_track_id])
    for referral in reversed(file.referrals):
        yield from _referral(referral, today)


def _options(file: CaseFile) -> Iterator[Moment]:
    for day, options in groupby(file.options, key=attrgetter("discussed_on")):
        yield Moment(
            day=day,
            value_id=file.case.id,
            icon="route",
            title=_("Options talked about"),
            text=sentences(_capital(listing(option.route for option in options))),
            verbs=(Verb.OPTIONS,),
        )


def _choice(choice: RouteChoice) -> Moment:
    chosen = choice.decision is ChoiceDecision.CHOSEN
    route = in_sentence(choice.route)
    return Moment(
        day=choice.chosen_on,
        value_id=choice.id,
        icon="circle-check" if chosen else "undo-2",
        title=_("The reporter chose: {route}", route=route)
        if chosen
        else _("The reporter would rather not: {route}", route=route),
        text=choice.reason,
    )


def _exception(exception: ConfidentialityException, today: date) -> Iterator[Moment]:
    yield Moment(
        day=exception.decided_on,
        value_id=exception.id,
        icon="scale",
        title=_("Decided to break confidentiality")
        if exception.breaks
        else _("Decided to keep confidentiality"),
        details=in_sentence(exception.ground),
        text=exception_text(exception),
        verbs=(Verb.CHANGE_EXCEPTION,),
    )
    if exception.told_on is not None:
        yield Moment(
            day=exception.told_on,
            value_id=exception.id,
            icon="message-circle",
            title=_("The reporter was told about the decision on confidentiality"),
            text=_("Decided on {day}.", day=dates.day_and_month(exception.decided_on, today)),
        )


def _resting(step: Step, file: CaseFile, today: date) -> str:
    """Return to whom a step goes and what it rests on."""
    whom = in_sentence(step.recipient)
    for consent in file.consents:
        if consent.id == step.consent_id:
            day = dates.day_and_month(consent.given_on, today)
            return _("To: {recipient}, with the consent of {day}.", recipient=whom, day=day)
    for exception in file.exceptions:
        if exception.id == step.exception_id:
            day = dates.day_and_month(exception.decided_on, today)
            return _("To: {recipient}, without consent, by the decision of {day}.", recipient=whom, day=day)
    return _("To: {recipient}", recipient=whom)


def _step(step: Step, resting: str) -> Moment:
    planned = step.status is StepStatus.PLANNED
    titles = {
        StepStatus.PLANNED: _("Planned step: {step}", step=step.description),
        StepStatus.CARRIED_OUT: _("Step: {step}", step=step.description),
        StepStatus.STOPPED: _("Step stopped: {step}", step=step.description),
    }
    return Moment(
        day=step.carried_out_on or step.stopped_on or step.planned_on,
        value_id=step.id,
        icon="route" if planned else "users",
        title=titles[step.status],
        details=detail_line(
            "" if step.actor is Actor.COUNSELLOR else in_sentence(step.actor),
            "" if step.route is None else _("route: {route}", route=in_sentence(step.route)),
        ),
        text=sentences(resting, step.result),
        verbs=(Verb.CARRY_OUT, Verb.STOP, Verb.CHANGE_STEP) if planned else (Verb.CHANGE_STEP,),
    )


def _track(track: FormalTrack) -> Iterator[Moment]:
    body = in_sentence(track.route)
    yield Moment(
        day=track.begun_on,
        value_id=track.id,
        icon="scale",
        title=_("Formal track begun: {body}", body=body),
        details=in_sentence(track.standing),
        text=track.remarks,
        verbs=(Verb.CHANGE_TRACK,),
    )
    if track.ended_on is not None:
        yield Moment(
            day=track.ended_on,
            value_id=track.id,
            icon="scale",
            title=_("Formal track ended: {body}", body=body),
        )


def _milestone(milestone: Milestone, track: FormalTrack) -> Moment:
    return Moment(
        day=milestone.reached_on,
        value_id=milestone.id,
        icon="scale",
        title=_("{body}: {reached}", body=label(track.route), reached=in_sentence(milestone.kind)),
        text=sentences(finding_line(milestone, track), milestone.remarks),
        verbs=(Verb.CHANGE_MILESTONE,),
    )


def finding_line(milestone: Milestone, track: FormalTrack) -> str:
    """Return whose finding it is and what: "Oordeel van de commissie: deels gegrond"; "" without one."""
    if milestone.finding is None:
        return ""
    return f"{finding_title(track)}: {in_sentence(milestone.finding)}"


def _referral(referral: Referral, today: date) -> Iterator[Moment]:
    helper = in_sentence(referral.helper)
    yield Moment(
        day=referral.referred_on,
        value_id=referral.id,
        icon="arrow-down",
        title=_("Referred to: {helper}", helper=helper),
        text=referral.remarks,
        verbs=(Verb.UPTAKE, Verb.CHANGE_REFERRAL)
        if referral.uptake is Uptake.UNKNOWN
        else (Verb.CHANGE_REFERRAL,),
    )
    if referral.uptake is not Uptake.UNKNOWN and referral.uptake_on is not None:
        yield Moment(
            day=referral.uptake_on,
            value_id=referral.id,
            icon="message-circle",
            title=_("Referral to {helper}: {uptake}", helper=helper, uptake=in_sentence(referral.uptake)),
            text=_("Referred on {day}.", day=dates.day_and_month(referral.referred_on, today)),
            verbs=(Verb.UPTAKE,),
        )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
