"""What one thing that falls due reads: its title, what was agreed, and how near it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from vpdesk.domain.code import N_
from vpdesk.domain.overview import DueItem, DueKind
from vpdesk.domain.values import Channel, Initiative
from vpdesk.i18n import _, label, ngettext
from vpdesk.models.row_text import Tone
from vpdesk.views import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """How one kind of due thing looks and reads; `button` is the deed that answers it."""

    icon: str
    title: str
    button: str


KINDS: Final[Mapping[DueKind, KindWords]] = {
    DueKind.AFTERCARE: KindWords(icon="heart-handshake", title=N_("Aftercare: {alias}"), button=N_("Record")),
    DueKind.CONTACT: KindWords(icon="message-circle", title=N_("Conversation: {alias}"), button=N_("Record")),
    DueKind.STEP: KindWords(icon="route", title=N_("Planned step: {alias}"), button=N_("Record")),
    DueKind.TERM: KindWords(icon="scale", title=N_("Term: {alias}"), button=N_("Record")),
    DueKind.FIRST_REPLY: KindWords(
        icon="message-circle", title=N_("First reply: {alias}"), button=N_("Record")
    ),
    DueKind.APPOINTMENT: KindWords(
        icon="building-2", title=N_("Your appointment at {organisation} ends"), button=N_("To the client")
    ),
    DueKind.REPORT: KindWords(
        icon="file-chart-column", title=N_("Report to {organisation}"), button=N_("To the client")
    ),
}

#: The tables that due things are read from.
TABLES: Final = frozenset(
    {"cases", "contacts", "aftercares", "organisations", "steps", "formal_tracks", "milestones", "terms"}
)
#: What was agreed that the counsellor does.
_YOU: Final[Mapping[Channel, str]] = {
    Channel.IN_PERSON: N_("you meet"),
    Channel.PHONE: N_("you call"),
    Channel.VIDEO: N_("you call by video"),
    Channel.EMAIL: N_("you send an e-mail"),
    Channel.MESSAGE: N_("you send a message"),
    Channel.LETTER: N_("you write a letter"),
    Channel.UNKNOWN: N_("you get in touch"),
}
#: A day within so many days is known by its weekday alone.
_WEEK: Final = 6


def title(item: DueItem) -> str:
    """Return "Nazorg: Eik-14"."""
    return _(KINDS[item.kind].title, alias=item.alias, organisation=item.organisation)


def agreement(item: DueItem, today: date, *, dated: bool) -> str:
    """Return where and what was agreed; `dated` says for which day too, seen from `today`."""
    if item.case_id is None:
        return _agreed_with_client(item, dated=dated)
    day = dates.day_of_timeline(item.due_on, today)
    if item.kind is DueKind.STEP:
        said = _("planned for {day}: {step}", day=day, step=item.words) if dated else item.words
    elif item.term is not None:
        what = label(item.term)
        what = what[:1].lower() + what[1:]
        day = dates.in_full(item.due_on)
        said = _("{what}, by {day} at the latest", what=what, day=day) if dated else what
    elif item.kind is DueKind.CONTACT:
        if dated:
            said = _("agreed for {day}", day=dates.with_time(day, item.at))
        elif item.at is None:
            said = _("agreed with the reporter")
        else:
            said = _("agreed with the reporter at {time}", time=dates.time_of_day(item.at))
    elif item.initiative is Initiative.REPORTER:
        said = (
            _("the reporter gets in touch; otherwise you do, on {day}", day=day)
            if dated
            else _("the reporter gets in touch; otherwise you do")
        )
    else:
        you = _(_YOU[item.channel])
        said = _("agreed for {day}: {you}", day=day, you=you) if dated else _("agreed: {you}", you=you)
    if item.safe_time:
        said = f"{said}, {item.safe_time}"
    if item.attempts:
        said += " · " + ngettext("tried once", "tried {n} times", item.attempts)
    return f"{item.organisation} · {said}"


def _agreed_with_client(item: DueItem, *, dated: bool) -> str:
    """Return what to do about a day that was agreed with the organisation, which the title names."""
    if item.kind is DueKind.APPOINTMENT:
        todo = _("agree in time whether you go on")
        day = _("on {day}", day=dates.in_full(item.due_on))
    else:
        todo = _("make it in time, then fill in the next day")
        day = _("due on {day}", day=dates.in_full(item.due_on))
    return f"{day} · {todo}" if dated else todo


def nearness(item: DueItem, today: date) -> tuple[str, Tone]:
    """Return the words of the chip, and how pressing they are; within a week with the time of day."""
    days = (item.due_on - today).days
    if days < 0:
        return dates.distance(item.due_on, today), Tone.LATE
    if days <= 1:
        return timed(dates.distance(item.due_on, today), item.at), Tone.SOON
    if days <= _WEEK:
        return timed(dates.weekday(item.due_on), item.at), Tone.SOFT
    return dates.short_day(item.due_on, today), Tone.SOFT


def timed(words: str, at: time | None) -> str:
    """Return "vandaag 14:00", as briefly as a chip needs it; without a time only the day."""
    return words if at is None else f"{words} {dates.time_of_day(at)}"


def near_day(day: date, today: date) -> str:
    """Return a coming day inside a sentence: "dinsdag" within a week, else "24 november"."""
    if (day - today).days <= _WEEK:
        return dates.weekday(day)
    return dates.day_and_month(day, today)
