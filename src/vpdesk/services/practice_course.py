"""One case of the practice data, written as it stands today."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.case import Case
from vpdesk.domain.contact import Contact
from vpdesk.domain.identity import Identities
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import AftercareOutcome, AftercareWish, Channel, Initiative, Outcome, Position
from vpdesk.services.casework import CaseFile
from vpdesk.services.practice_consents import Asking
from vpdesk.services.practice_details import part_in, present_at, time_of, travel_to
from vpdesk.services.practice_mix import Weighted
from vpdesk.services.practice_notes import Moment, Writer
from vpdesk.services.practice_plan import BETWEEN, Diary, chosen_routes, plan_moments, workday
from vpdesk.services.practice_story import Story
from vpdesk.services.practice_text import said

_MINUTES: Final = {
    Channel.IN_PERSON: (45, 90), Channel.VIDEO: (35, 65), Channel.PHONE: (15, 50), Channel.EMAIL: (5, 20),
    Channel.MESSAGE: (5, 10),
}  # fmt: skip
_WANTED: Final = {
    Outcome.LISTENED_ONLY: 0.45, Outcome.WITHDRAWN: 0.5, Outcome.LOST_CONTACT: 0.5, Outcome.UNKNOWN: 0.0,
}  # fmt: skip
_OUTCOMES: Final = Weighted({
    AftercareOutcome.WELL: 62, AftercareOutcome.CONTINUES: 9, AftercareOutcome.DISADVANTAGE: 3,
    AftercareOutcome.REFERRED: 7, AftercareOutcome.NOT_REACHED: 11, AftercareOutcome.DECLINED: 8,
})  # fmt: skip
_CHANNELS: Final = {
    Channel.PHONE: "telefonisch",
    Channel.MESSAGE: "met een bericht",
    Channel.EMAIL: "per mail",
}
#: Aftercare that was due longer ago has its outcome; what is due later may be late.
_LATEST: Final = timedelta(days=12)
_SOONEST: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The beginning of one case: when, where, and under which alias."""

    day: date
    organisation: Organisation
    alias: str


def write_case(
    rng: random.Random, story: Story, opening: Opening, diary: Diary, new_id: Identities
) -> CaseFile:
    """Return a whole case as it stands on the diary's day, with everything that had happened by then."""
    case_id = new_id()
    writer = Writer(rng, story)
    moments = plan_moments(rng, story, opening.day, diary.today)
    asking = Asking(
        rng=rng,
        writer=writer,
        story=story,
        case_id=case_id,
        new_id=new_id,
        moments=moments,
        held=sum(moment.day <= diary.today for moment in moments),
        today=diary.today,
    )
    asking.ask_all()
    last = moments[asking.held - 1]
    agreed = None
    aftercares = []
    if asking.finished:
        aftercares = [_agree_aftercare(rng, asking, last, diary)]
    elif asking.may_contact:
        agreed = diary.next_contact(last.day + timedelta(days=1))
    routes = chosen_routes(story, moments[: asking.held], finished=asking.finished)
    case = Case(
        id=case_id,
        organisation_id=opening.organisation.id,
        alias=opening.alias,
        opened_on=opening.day,
        entry=story.entry,
        reporter_position=story.position,
        matters=story.matters,
        respondent_relations=story.relations,
        routes=routes,
        counsellor_parts=part_in(routes) if asking.finished else (),
        told_of_reservation_on=asking.told_on,
        closed_on=last.day if asking.finished else None,
        outcome=story.outcome if asking.finished else None,
    )
    case = case.with_next_contact(agreed)
    return CaseFile(
        case=case.with_mandate(opening.organisation.mandates),
        organisation=opening.organisation,
        contacts=_contacts(rng, asking, moments, case.next_contact_on)[::-1],
        consents=asking.consents[::-1],
        steps=asking.steps[::-1],
        aftercares=aftercares,
    )


def _contacts(
    rng: random.Random, asking: Asking, moments: Sequence[Moment], next_on: date | None
) -> list[Contact]:
    contacts = []
    for at, moment in enumerate(moments[: asking.held]):
        following = moments[at + 1].day if at + 1 < asking.held else next_on
        if asking.refused_contact:
            following = None
        in_talk = at + 1 < len(moments) and moments[at + 1].stage not in BETWEEN
        least, most = _MINUTES[moment.channel]
        contact_id = asking.new_id()
        contacts.append(
            Contact(
                id=contact_id,
                case_id=asking.case_id,
                held_on=moment.day,
                held_at=time_of(contact_id, moment.channel),
                channel=moment.channel,
                travel_minutes=travel_to(contact_id, moment.channel),
                participants=present_at(moment.channel),
                minutes=5 * rng.randint(least // 5, most // 5),
                notes=asking.writer.note(moment, following, in_talk=in_talk),
            )
        )
    return contacts


def _agree_aftercare(rng: random.Random, asking: Asking, last: Moment, diary: Diary) -> Aftercare:
    """Return what was agreed at closing, and tell it in the words of the last contact."""
    outcome = asking.story.outcome
    lost = outcome is Outcome.LOST_CONTACT
    chance = 0.2 if asking.story.silent else _WANTED.get(outcome, 0.8) * (1 if asking.may_contact else 0.4)
    if rng.random() >= chance:
        last.words["nazorg"] = "lost_not_wanted" if lost else "not_wanted"
        return Aftercare(
            id=asking.new_id(), case_id=asking.case_id, agreed_on=last.day, wish=AftercareWish.NOT_WANTED
        )
    by_reporter = not asking.may_contact or (not lost and rng.random() < 0.22)
    due_on = workday(last.day + timedelta(days=rng.randint(21, 90)))
    if due_on >= diary.today - _LATEST:
        due_on = diary.aftercare(last.day + _SOONEST)
    last.words["nazorg"] = "lost_wanted" if lost else "reporter" if by_reporter else "counsellor"
    last.words["nazorg_datum"] = said(due_on)
    last.words["nazorg_kanaal"] = _CHANNELS[asking.channel]
    settled = _settle(rng, asking.story) if due_on < diary.today - _LATEST else None
    return Aftercare(
        id=asking.new_id(),
        case_id=asking.case_id,
        agreed_on=last.day,
        wish=AftercareWish.WANTED,
        initiative=Initiative.REPORTER if by_reporter else Initiative.COUNSELLOR,
        due_on=due_on,
        channel=asking.channel,
        safe_time=asking.safe_time,
        attempts=0
        if by_reporter
        else 2
        if settled is AftercareOutcome.NOT_REACHED
        else int(rng.random() < 0.12),
        outcome=settled,
        settled_on=None if settled is None else workday(due_on + timedelta(days=rng.randint(0, 6))),
        remarks=""
        if settled is None
        else asking.writer.choose(_remarks(settled, asking, by_reporter=by_reporter)),
    )


def _settle(rng: random.Random, story: Story) -> AftercareOutcome:
    """Return what aftercare brought; conduct goes on only where the reporter still meets it."""
    if story.outcome is Outcome.LOST_CONTACT:
        return rng.choice((AftercareOutcome.NOT_REACHED, AftercareOutcome.NOT_REACHED, AftercareOutcome.WELL))
    possible = set(AftercareOutcome)
    if not story.works_there or story.topic != "conduct" or story.outcome is Outcome.LEFT:
        possible -= {AftercareOutcome.CONTINUES, AftercareOutcome.DISADVANTAGE}
    if story.position is Position.ACCUSED:
        possible -= {AftercareOutcome.CONTINUES, AftercareOutcome.DISADVANTAGE}
    if story.outcome in {Outcome.RESOLVED, Outcome.LISTENED_ONLY}:
        possible -= {AftercareOutcome.DISADVANTAGE}
    return _OUTCOMES.draw(rng, possible)


def _remarks(settled: AftercareOutcome, asking: Asking, *, by_reporter: bool) -> str:
    """Return the name of the list of remarks that fit."""
    name = f"settled.{settled.value}"
    if settled is AftercareOutcome.WELL and asking.story.outcome not in {Outcome.RESOLVED, Outcome.IMPROVED}:
        return f"{name}_now"
    if settled is not AftercareOutcome.NOT_REACHED:
        return name
    if by_reporter:
        return f"{name}_reporter"
    return name if asking.channel is Channel.PHONE else f"{name}_written"
