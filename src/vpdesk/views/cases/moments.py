"""Everything that happened in one case, as moments on a timeline; nothing is drawn here.

A room that adds something to a case makes its moments in a module of its own, and adds one line here.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.case import Case
from vpdesk.domain.case_event import CaseEventKind
from vpdesk.domain.consent import Consent
from vpdesk.domain.contact import Attendance, Contact, Participant
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
from vpdesk.services.binning import deletable
from vpdesk.services.casework import CaseFile
from vpdesk.views import dates
from vpdesk.views.cases.case_moments import case_moments
from vpdesk.views.cases.documents.moments import document_moments
from vpdesk.views.cases.moment import LAST, Moment, detail_line, sentences
from vpdesk.views.cases.path_moments import path_moments
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import in_sentence, listing

_TALKS = (Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO, Channel.UNKNOWN)
_ICONS = {
    Channel.PHONE: "phone",
    Channel.VIDEO: "video",
    Channel.EMAIL: "mail",
    Channel.LETTER: "mail",
}


def moments(file: CaseFile, today: date) -> list[Moment]:
    """Return what happened in a case, newest first.

    On one day the time of day decides; what has none stands above what has one, and among those what was
    recorded last stands first.
    """
    found = [
        *_opened(file.case),
        *_contacts(file),
        *_announced(file.case),
        *(moment for consent in file.consents for moment in _consent(consent, today)),
        *path_moments(file, today),
        *(moment for aftercare in file.aftercares for moment in _aftercare(aftercare, today)),
        *document_moments(file),
        *case_moments(file),
    ]
    there = set(deletable(file))
    for place, moment in enumerate(found):
        if moment.value_id in there:  # at how it came: deleting what became of it would take all of it
            there.remove(moment.value_id)
            found[place] = replace(moment, verbs=(*moment.verbs, Verb.DELETE))
    found.reverse()  # the order above is the order within a day, and sorting keeps it
    return sorted(found, key=lambda moment: (moment.day, moment.at), reverse=True)


def _opened(case: Case) -> Iterator[Moment]:
    through = "" if case.entry is Entry.UNKNOWN else _("through: {entry}", entry=in_sentence(case.entry))
    yield Moment(
        day=case.opened_on,
        at=time.min,  # whatever else is of that day came after it
        value_id=case.id,
        icon="folder",
        title=_("Case opened"),
        details=through,
    )


def _announced(case: Case) -> Iterator[Moment]:
    if case.told_of_reservation_on is not None:
        yield Moment(
            day=case.told_of_reservation_on,
            value_id=case.id,
            icon="shield-check",
            title=_("Limit of confidentiality announced"),
            verbs=(Verb.CHANGE_RESERVATION,),
        )


def _contacts(file: CaseFile) -> Iterator[Moment]:
    """Yield the contacts, oldest first; of a case that was taken over, none is known to be the first."""
    imported = any(event.kind is CaseEventKind.IMPORTED for event in file.events)
    first = not imported and not file.case.carried_contacts
    for contact in reversed(file.contacts):
        missed = contact.attendance is Attendance.MISSED
        yield Moment(
            day=contact.held_on,
            at=contact.held_at or LAST,
            value_id=contact.id,
            icon="x" if missed else _ICONS.get(contact.channel, "message-circle"),
            title=_contact_title(contact, first=first),
            details=_contact_details(contact),
            text=contact.notes,
            verbs=(Verb.CHANGE,),
        )
        first = first and missed


def _contact_title(contact: Contact, *, first: bool) -> str:
    if contact.attendance is Attendance.MISSED:
        return _("The reporter did not come")
    if contact.channel in _TALKS:
        return _("First conversation") if first else _("Conversation")
    return label(contact.channel)


def _contact_details(contact: Contact) -> str:
    known = contact.channel in _TALKS and contact.channel is not Channel.UNKNOWN
    others = [each for each in contact.participants if each is not Participant.REPORTER]
    return detail_line(
        "" if contact.held_at is None else dates.time_of_day(contact.held_at),
        in_sentence(contact.channel) if known else "",
        dates.duration(contact.minutes) if contact.minutes else "",
        _("travel {duration}", duration=dates.duration(contact.travel_minutes))
        if contact.travel_minutes
        else "",
        _("with: {whom}", whom=listing(others)) if others else "",
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
        details=detail_line(in_sentence(consent.manner), until),
        text=consent_text(consent),
        verbs=(Verb.WITHDRAW, Verb.CHANGE_CONSENT)
        if given and consent.withdrawn_on is None
        else (Verb.CHANGE_CONSENT,),
    )
    if consent.withdrawn_on is not None:
        yield Moment(
            day=consent.withdrawn_on,
            value_id=consent.id,
            icon="undo-2",
            title=_("Consent withdrawn: {purpose}", purpose=purpose),
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
    return sentences(
        whom,
        _("For: {step}", step=consent.step) if consent.step else "",
        _("May be said: {what}", what=consent.may_be_said) if consent.may_be_said else "",
        withheld,
    )


def _aftercare(aftercare: Aftercare, today: date) -> Iterator[Moment]:
    wanted = aftercare.wish is AftercareWish.WANTED
    yield Moment(
        day=aftercare.agreed_on,
        value_id=aftercare.id,
        icon="heart-handshake",
        title=_("Aftercare agreed") if wanted else _("No aftercare wanted"),
        text=sentences(*aftercare_terms(aftercare, today)) if wanted else "",
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
            text=sentences(aftercare.remarks, tried),
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
