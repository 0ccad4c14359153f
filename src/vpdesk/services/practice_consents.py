"""What the reporters of the practice data are told and asked, and the steps that rest on their consent."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from vpdesk.domain.consent import Consent
from vpdesk.domain.identity import Identities
from vpdesk.domain.step import Step
from vpdesk.domain.values import (
    Channel,
    ConsentDecision,
    ConsentManner,
    ConsentPurpose,
    Outcome,
    Position,
    Recipient,
    Relation,
    Route,
)
from vpdesk.services.practice_mix import Weighted
from vpdesk.services.practice_notes import Moment, Writer
from vpdesk.services.practice_plan import workday
from vpdesk.services.practice_story import Story

_RECIPIENTS: Final = {
    Route.WITH_RESPONDENT: Recipient.RESPONDENT,
    Route.WITH_MANAGER: Recipient.MANAGER,
    Route.CONFLICT_MEDIATION: Recipient.MEDIATOR,
    Route.MEDIATION: Recipient.MEDIATOR,
    Route.COMPLAINTS_COMMITTEE: Recipient.COMPLAINTS_COMMITTEE,
    Route.REPORTING_POINT: Recipient.REPORTING_POINT,
    Route.POLICE_REPORT: Recipient.POLICE,
}
_REACH: Final = Weighted({Channel.PHONE: 55, Channel.MESSAGE: 20, Channel.EMAIL: 25})
_MANNERS: Final = Weighted({ConsentManner.ORAL: 65, ConsentManner.EMAIL: 20, ConsentManner.WRITTEN: 15})


@dataclass(slots=True, kw_only=True)
class Asking:
    """The consents and steps of one case, asked for at its contacts.

    `finished` tells whether all of `moments` have been held, `held` counts those that have. What was told,
    allowed or refused is entered in the moments, so that the notes tell it too.
    """

    rng: random.Random
    writer: Writer
    story: Story
    case_id: int
    new_id: Identities
    moments: Sequence[Moment]
    held: int
    today: date
    consents: list[Consent] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    told_on: date | None = None
    refused_contact: bool = False
    may_contact: bool = True
    channel: Channel = Channel.PHONE
    safe_time: str = ""

    @property
    def finished(self) -> bool:
        """Whether the case is closed."""
        return self.held == len(self.moments)

    def ask_all(self) -> None:
        """Announce the limit of confidentiality, ask for the general consents, and share step by step."""
        self._tell()
        self._ask_recording()
        self._ask_counting()
        self._ask_contact()
        for at, moment in enumerate(self.moments[: self.held]):
            if moment.stage == "prepare" and moment.route in _RECIPIENTS:
                stops = self.story.outcome is Outcome.WITHDRAWN and moment.route is self.story.routes[-1]
                self._share(at, _RECIPIENTS[moment.route], stops=stops)
            elif moment.stage in {"refer", "talk", "options"} and self.rng.random() < 0.12:
                self._refer_or_refuse(at)

    # ----- at the start

    def _tell(self) -> None:
        first = self.moments[0]
        if self.story.silent or self.rng.random() < 0.9:
            self.told_on = first.day
            first.rules.append("reservation")
        elif self.held > 1 and self.moments[1].stage != "close" and self.rng.random() < 0.6:
            self.told_on = self.moments[1].day
            self.moments[1].rules.append("reservation_late")

    def _ask_recording(self) -> None:
        consent = self._asked(self.moments[0], ConsentPurpose.RECORDING, refused=self.story.silent)
        if not self.story.silent:
            self.moments[0].asides.append("recording")
            if self._changes_mind(0.012):
                consent = consent.withdraw(self.moments[-1].day)
                self.moments[-1].rules.append("recording_withdrawn")
        self.consents.append(consent)

    def _ask_counting(self) -> None:
        first = self.moments[0]
        consent = self._asked(first, ConsentPurpose.COUNTING, refused=self.rng.random() < 0.035)
        if consent.decision is ConsentDecision.REFUSED:
            first.rules.append("counting_refused")
        else:
            first.asides.append("counting")
            if self.held > 2 and self.rng.random() < 0.02:
                consent = consent.withdraw(self.moments[1].day)
                self.moments[1].rules.append("counting_withdrawn")
        self.consents.append(consent)

    def _ask_contact(self) -> None:
        rng, first = self.rng, self.moments[0]
        lost = self.story.outcome is Outcome.LOST_CONTACT  # who was lost had let herself be called
        self.channel = _REACH.draw(rng)
        self.safe_time = self.writer.choose("reach.safe_time") if self.channel is Channel.PHONE else ""
        self.refused_contact = not lost and (self.story.position is Position.UNKNOWN or rng.random() < 0.06)
        self.may_contact = not self.refused_contact
        consent = self._asked(first, ConsentPurpose.CONTACT, refused=self.refused_contact)
        if self.refused_contact:
            first.rules.append("contact_refused")
            self.consents.append(consent)
            return
        first.asides.append("contact")
        way = self.writer.choose(f"reach.{self.channel.value}")
        withheld = self.writer.choose(f"reach.withheld_{self.channel.value}")
        consent = replace(
            consent,
            step=f"{way}, {self.safe_time}" if self.safe_time else way,
            withheld=withheld,
            withheld_because=self.writer.choose("reach.kept_from") if withheld else "",
        )
        if self._changes_mind(0.03):
            consent = consent.withdraw(self.moments[-1].day)
            self.moments[-1].rules.append("contact_withdrawn")
            self.may_contact = False
        self.consents.append(consent)

    def _changes_mind(self, chance: float) -> bool:
        """Tell whether the reporter takes a consent back at the last talk."""
        talked = self.finished and self.held > 1 and not self.story.silent
        return talked and self.story.outcome is not Outcome.LOST_CONTACT and self.rng.random() < chance

    def _asked(self, moment: Moment, purpose: ConsentPurpose, *, refused: bool) -> Consent:
        return Consent(
            id=self.new_id(),
            case_id=self.case_id,
            given_on=moment.day,
            purpose=purpose,
            decision=ConsentDecision.REFUSED if refused else ConsentDecision.GIVEN,
            manner=ConsentManner.WRITTEN if self.rng.random() < 0.05 else ConsentManner.ORAL,
        )

    # ----- step by step

    def _refer_or_refuse(self, at: int) -> None:
        """Let the reporter be put through to another helper, or refuse that somebody hears of it."""
        story, moment = self.story, self.moments[at]
        asked = {consent.recipient for consent in self.consents}
        may_refer = story.works_there and story.position is not Position.UNKNOWN
        if may_refer and story.topic in {"conduct", "outside"} and self.rng.random() < 0.55:
            helper = self.rng.choice((Recipient.SOCIAL_WORK, Recipient.COMPANY_DOCTOR))
            if story.topic == "outside" and story.relations:
                helper = Recipient.HR
            if helper not in asked:
                self._share(at, helper, stops=False)
        elif story.works_there and not story.is_outside and Recipient.HR not in asked:
            spoken_to = Relation.MANAGER in story.relations or Route.WITH_MANAGER in story.routes
            recipient = Recipient.HR if spoken_to else Recipient.MANAGER
            if recipient in asked:
                return
            moment.words["geweigerd"] = self.writer.recipient(recipient)
            moment.rules.append("share_refused")
            consent = self._asked(moment, ConsentPurpose.SHARING, refused=True)
            self.consents.append(replace(consent, recipient=recipient))

    def _share(self, at: int, recipient: Recipient, *, stops: bool) -> None:
        """Ask for one step at a contact; take it before the next, unless the reporter `stops` it there."""
        rng, moment = self.rng, self.moments[at]
        following = self.moments[at + 1]
        texts = f"sharing.{recipient.value}"
        if recipient is Recipient.MANAGER and self.story.topic != "conduct":
            texts += "_other"
        description = self.writer.choose(f"{texts}.step")
        withheld = rng.random() < 0.75
        consent = Consent(
            id=self.new_id(),
            case_id=self.case_id,
            given_on=moment.day,
            purpose=ConsentPurpose.SHARING,
            manner=_MANNERS.draw(rng),
            recipient=recipient,
            step=description,
            may_be_said=self.writer.choose(f"{texts}.may"),
            withheld=self.writer.choose(f"{texts}.withheld") if withheld else "",
            withheld_because=self.writer.choose(f"{texts}.because") if withheld else "",
            valid_until=following.day + timedelta(days=30) if rng.random() < 0.3 else None,
        )
        step = Step(
            id=self.new_id(),
            case_id=self.case_id,
            consent_id=consent.id,
            recipient=recipient,
            description=description,
            planned_on=moment.day,
        )
        moment.words["ontvanger"] = self.writer.recipient(recipient)
        moment.rules.append("share_given")
        done_on = min(workday(moment.day + timedelta(days=rng.randint(1, 7))), following.day)
        if stops and following.day <= self.today:
            consent, step = consent.withdraw(following.day), step.stop(following.day)
            following.words["ontvanger"] = moment.words["ontvanger"]
            following.rules.append("share_withdrawn")
        elif not stops and done_on <= self.today and not (following.day > self.today and rng.random() < 0.5):
            step = replace(step.carry_out(done_on, consent), result=self.writer.choose(f"{texts}.result"))
        self.consents.append(consent)
        self.steps.append(step)
