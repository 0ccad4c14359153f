"""Everything that happened in one case, as moments on a timeline; nothing is drawn here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.case import Case
from vpdesk.domain.consent import Consent
from vpdesk.domain.contact import Contact
from vpdesk.domain.step import Step, StepStatus
from vpdesk.domain.values import (
    AftercareOutcome,
    AftercareWish,
    Channel,
    ConsentDecision,
    ConsentPurpose,
    Entry,
    Initiative,
)
from vpdesk.i18n import _, label, ngettext
from vpdesk.services.casework import CaseFile
from vpdesk.views import dates
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import in_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One thing that happened (or is planned) on `day`; `value_id` is what its verbs are about."""

    day: date
    value_id: int
    icon: str
    title: str
    details: str
    text: str = ""
    verbs: tuple[Verb, ...] = ()


_TALKS = (Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO, Channel.UNKNOWN)
_ICONS = {
    Channel.PHONE: "phone",
    Channel.VIDEO: "video",
    Channel.EMAIL: "mail",
    Channel.LETTER: "mail",
}


def moments(file: CaseFile, today: date) -> list[Moment]:
    """Return what happened in a case, newest first; on one day, what was recorded last stands first."""
    found = [
        *_opened(file.case, today),
        *_contacts(file.contacts, today),
        *(moment for consent in file.consents for moment in _consent(consent, today)),
        *(_step(step, file.consents, today) for step in file.steps),
        *(moment for aftercare in file.aftercares for moment in _aftercare(aftercare, today)),
        *_closed(file.case, today),
    ]
    found.reverse()  # the order above is the order within a day, and sorting keeps it
    return sorted(found, key=lambda moment: moment.day, reverse=True)


def _details(day: date, today: date, *more: str) -> str:
    return "\N{NO-BREAK SPACE}· ".join(part for part in (dates.day_and_month(day, today), *more) if part)


def _sentences(*parts: str) -> str:
    return " ".join(part if part[-1] in ".!?…" else part + "." for part in parts if part)


def _opened(case: Case, today: date) -> Iterator[Moment]:
    through = "" if case.entry is Entry.UNKNOWN else _("through: {entry}", entry=in_sentence(case.entry))
    yield Moment(
        day=case.opened_on,
        value_id=case.id,
        icon="folder",
        title=_("Case opened"),
        details=_details(case.opened_on, today, through),
    )


def _contacts(contacts: Sequence[Contact], today: date) -> Iterator[Moment]:
    for number, contact in enumerate(reversed(contacts)):  # oldest first
        talk = contact.channel in _TALKS
        first = _("First conversation") if number == 0 else _("Conversation")
        known = talk and contact.channel is not Channel.UNKNOWN
        yield Moment(
            day=contact.held_on,
            value_id=contact.id,
            icon=_ICONS.get(contact.channel, "message-circle"),
            title=first if talk else label(contact.channel),
            details=_details(
                contact.held_on,
                today,
                in_sentence(contact.channel) if known else "",
                dates.duration(contact.minutes) if contact.minutes else "",
            ),
            text=contact.notes,
            verbs=(Verb.CHANGE,),
        )


def _consent(consent: Consent, today: date) -> Iterator[Moment]:
    given = consent.decision is ConsentDecision.GIVEN
    purpose = in_sentence(consent.purpose)
    title = _("Consent: {purpose}", purpose=purpose) if given else _("No consent: {purpose}", purpose=purpose)
    until = ""
    if consent.valid_until is not None:
        until = _("until {day}", day=dates.day_and_month(consent.valid_until, today))
    yield Moment(
        day=consent.given_on,
        value_id=consent.id,
        icon="file-check" if given else "file-text",
        title=title,
        details=_details(consent.given_on, today, in_sentence(consent.manner), until),
        text=consent_text(consent),
        verbs=(Verb.WITHDRAW,) if given and consent.withdrawn_on is None else (),
    )
    if consent.withdrawn_on is not None:
        yield Moment(
            day=consent.withdrawn_on,
            value_id=consent.id,
            icon="undo-2",
            title=_("Consent withdrawn: {purpose}", purpose=purpose),
            details=_details(consent.withdrawn_on, today),
            text=_("Given on {day}.", day=dates.day_and_month(consent.given_on, today)),
        )


def consent_text(consent: Consent) -> str:
    """Return what a consent to share covers, in sentences; "" for the other purposes."""
    if consent.purpose is not ConsentPurpose.SHARING:
        return ""
    whom = "" if consent.recipient is None else _("To: {recipient}", recipient=in_sentence(consent.recipient))
    withheld = _("Not: {what}", what=consent.withheld) if consent.withheld else ""
    if withheld and consent.withheld_because:
        withheld = _("{what} (reason: {why})", what=withheld.rstrip("."), why=consent.withheld_because)
    return _sentences(
        whom,
        _("For: {step}", step=consent.step) if consent.step else "",
        _("May be said: {what}", what=consent.may_be_said) if consent.may_be_said else "",
        withheld,
    )


def _step(step: Step, consents: Sequence[Consent], today: date) -> Moment:
    planned = step.status is StepStatus.PLANNED
    titles = {
        StepStatus.PLANNED: _("Planned step: {step}", step=step.description),
        StepStatus.CARRIED_OUT: _("Step: {step}", step=step.description),
        StepStatus.STOPPED: _("Step stopped: {step}", step=step.description),
    }
    given = next((consent.given_on for consent in consents if consent.id == step.consent_id), None)
    resting = ""
    if given is not None:
        resting = _(
            "To: {recipient}, with the consent of {day}.",
            recipient=in_sentence(step.recipient),
            day=dates.day_and_month(given, today),
        )
    day = step.carried_out_on or step.stopped_on or step.planned_on
    return Moment(
        day=day,
        value_id=step.id,
        icon="route" if planned else "users",
        title=titles[step.status],
        details=_details(day, today),
        text=_sentences(resting, step.result),
        verbs=(Verb.CARRY_OUT, Verb.STOP) if planned else (),
    )


def _aftercare(aftercare: Aftercare, today: date) -> Iterator[Moment]:
    wanted = aftercare.wish is AftercareWish.WANTED
    yield Moment(
        day=aftercare.agreed_on,
        value_id=aftercare.id,
        icon="heart-handshake",
        title=_("Aftercare agreed") if wanted else _("No aftercare wanted"),
        details=_details(aftercare.agreed_on, today),
        text=_sentences(*aftercare_terms(aftercare, today)) if wanted else "",
    )
    if aftercare.outcome is not None and aftercare.settled_on is not None:
        tried = ""
        if aftercare.outcome is AftercareOutcome.NOT_REACHED and aftercare.attempts:
            tried = ngettext("Tried {n} time before.", "Tried {n} times before.", aftercare.attempts)
        yield Moment(
            day=aftercare.settled_on,
            value_id=aftercare.id,
            icon="heart-handshake",
            title=_("Aftercare: {outcome}", outcome=in_sentence(aftercare.outcome)),
            details=_details(aftercare.settled_on, today),
            text=_sentences(aftercare.remarks, tried),
        )


def aftercare_terms(aftercare: Aftercare, today: date) -> list[str]:
    """Return what was agreed (the day, whose initiative, how, when it is safe) and what was tried."""
    terms = []
    if aftercare.due_on is not None:
        terms.append(_("On {day}", day=dates.day_and_month(aftercare.due_on, today)))
    own = aftercare.initiative is Initiative.COUNSELLOR
    terms.append(_("You take the initiative") if own else _("The reporter takes the initiative"))
    if aftercare.channel is not Channel.UNKNOWN:
        terms.append(label(aftercare.channel))
    if aftercare.safe_time:
        terms.append(_("Safe: {when}", when=aftercare.safe_time))
    if aftercare.is_open and aftercare.attempts:
        terms.append(ngettext("Tried {n} time in vain", "Tried {n} times in vain", aftercare.attempts))
    return terms


def _closed(case: Case, today: date) -> Iterator[Moment]:
    if case.closed_on is not None and case.outcome is not None:
        yield Moment(
            day=case.closed_on,
            value_id=case.id,
            icon="circle-check",
            title=_("Case closed"),
            details=_details(case.closed_on, today, in_sentence(case.outcome)),
        )
