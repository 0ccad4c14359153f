"""The words of the practice data: notes as a Dutch counsellor writes them, put together from sentences.

The sentences stand in `resources/practice/nl.toml`. What differs between notes is chosen; what must stay the
same within a case (whom it is about, where, since when) is chosen once: a case never contradicts itself.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from vpdesk.domain.values import Channel, Outcome, Position, Recipient, Relation, Route
from vpdesk.services.practice_story import FAMILY, GONE, TOLD_APART, Story
from vpdesk.services.practice_text import Composer, Part, lines, said_with_weekday, sentences

_WRITTEN: Final = frozenset({Channel.EMAIL, Channel.MESSAGE})
_FORMAL: Final = frozenset({Route.COMPLAINTS_COMMITTEE, Route.REPORTING_POINT, Route.POLICE_REPORT})
_OUTSIDERS: Final = frozenset({Relation.CUSTOMER, Relation.THIRD_PARTY})
_GOOD: Final = frozenset({Outcome.RESOLVED, Outcome.IMPROVED})
_HARD: Final = frozenset({Outcome.UNRESOLVED, Outcome.LEFT})


@dataclass(slots=True, kw_only=True)
class Moment:
    """One contact as it is planned, before its note is written.

    `stage` is how far the case is, `route` the way that is spoken of, `enough` whether that way sufficed,
    `again` whether it is not the first contact.
    `rules` names the sentences on what was told, allowed or refused that must stand in the note, `asides`
    those that may; `words` fill their places.
    """

    stage: str
    day: date
    channel: Channel
    route: Route = Route.LISTENING_ONLY
    enough: bool = True
    again: bool = False
    rules: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)


class Writer:
    """Writes the notes of one case."""

    def __init__(self, rng: random.Random, story: Story) -> None:
        self._rng = rng
        self._story = story
        self._composer = Composer(rng)
        self._topic = "integrity" if story.topic == "elsewhere" else story.topic
        self._felt = "neutral"  # until it is known what a step brought
        self._support = "steady.support_outside" if self._topic == "outside" else "steady.support"
        self._words = self._choose_words()

    def choose(self, name: str) -> str:
        """Return one text of a list, filled."""
        return self._rng.choice(sentences()[name]).format_map(self._words)

    def recipient(self, recipient: Recipient) -> str:
        """Return who is told something, in words."""
        if recipient is Recipient.RESPONDENT:
            return self._words["ander"]
        return sentences()[f"recipient.{recipient.value}"][0]

    def note(self, moment: Moment, following: date | None, *, in_talk: bool) -> str:
        """Return the note of one contact.

        `following` is the day agreed for the next one, if any; `in_talk` tells whether that is a talk.
        """
        if moment.stage == "silent":
            again = "_again" if moment.again else ""
            return self._composer.compose([self._list(f"rule.silent{again}")], self._words, 0)
        parts = self._parts(moment)
        if moment.stage not in {"close", "only"}:
            parts.append(self._ending(moment, following, in_talk=in_talk))
        goal = self._rng.randint(34, 52) if moment.channel in _WRITTEN else self._rng.randint(62, 98)
        return self._composer.compose(parts, {**self._words, **moment.words}, goal)

    def _choose_words(self) -> dict[str, str]:
        rng, story = self._rng, self._story
        every = sentences()
        zij, haar, hem = rng.choice((("zij", "haar", "haar"), ("hij", "zijn", "hem")))
        first, later = self._other(story.relations[0]) if story.relations else ("", "")
        second = self._other(story.relations[1])[0] if len(story.relations) > 1 else ""
        kind = "student" if story.position is Position.STUDENT else story.client.kind
        place = "plek_customer" if Relation.CUSTOMER in story.relations else "plek"
        return {
            "zij": zij, "Zij": zij.capitalize(), "haar": haar, "hem": hem,
            "een_ander": first, "ander": later, "een_tweede": second,
            "tijd": rng.choice(every["slots.tijd_former" if story.position in GONE else "slots.tijd"]),
            "plek": rng.choice(every[f"slots.{kind}.{place}"]),
            "groep": rng.choice(every[f"slots.{kind}.groep"]),
            "grond": rng.choice(every["slots.grond"]),
            "kwestie": every.get(f"matter.{story.matters[0].value}", ("",))[0],
        }  # fmt: skip

    def _other(self, relation: Relation) -> tuple[str, str]:
        name = relation.value
        if relation is Relation.CUSTOMER:
            name = f"customer_{self._story.client.kind}"
        first, later = sentences()[f"other.{name}"][0].split("|")
        return first, later

    # ----- what belongs in which note

    def _parts(self, moment: Moment) -> list[Part]:
        if moment.stage in {"first", "only"}:
            return self._first(moment)
        if moment.stage == "close":
            return self._close(moment)
        middle = {
            "options": self._options,
            "prepare": self._prepare,
            "after": self._after,
            "steady": self._steady,
            "waiting": self._waiting,
            "deciding": self._deciding,
            "hearing": self._hearing,
            "refer": self._refer,
            "talk": self._talk,
        }[moment.stage](moment)
        written = moment.channel in _WRITTEN
        return [self._list(f"opening.{moment.channel.value}", int(written), 1), *middle, *_rules(moment)]

    def _first(self, moment: Moment) -> list[Part]:
        story = self._story
        parts = [self._list(f"entry.{story.entry.value}", 0, 1)]
        if story.position is not Position.EMPLOYEE:
            parts.append(self._list(f"position.{story.position.value}"))
        parts += _rules(moment)
        if story.relations and self._topic != "outside":
            about = "about_accused" if story.position is Position.ACCUSED else "about"
            about = "about_integrity" if self._topic == "integrity" else about
            if story.position is not Position.APPLICANT:
                parts.append(self._list(f"introduce.{about}"))
        parts += self._account()
        if len(story.relations) > 1:
            parts.append(self._list("detail.second"))
        told_apart = story.position in TOLD_APART
        parts.append(self._list(f"detail.{self._topic}", 0, 0 if told_apart else 1))
        parts.append(self._list(self._told("effect"), 0, 2))
        if story.is_outside:
            parts.append(self._list("scope.outside" if self._topic == "outside" else "scope.integrity"))
        parts.append(self._list(self._told("counsel"), 0, 2))
        if moment.stage == "only":
            parts.append(self._list("wish.listening", 0 if story.is_outside else 1, 1))
            parts += [
                self._list(f"close.{story.outcome.value}"),
                self._list("aftercare." + moment.words["nazorg"]),
            ]
        else:
            parts.append(self._list(f"wish.{self._wish()}"))
        return parts

    def _told(self, part: str) -> str:
        """Return the list for this reporter's position, or else for the matter or the topic."""
        name = f"{part}.{self._story.position.value}"
        if name in sentences():
            return name
        if part == "refer" and self._topic == "outside":
            return f"{part}.{self._story.matters[0].value}"
        return f"{part}.{self._topic}"

    def _wish(self) -> str:
        story = self._story
        if story.position in {Position.WITNESS, Position.ACCUSED}:
            return story.position.value
        if (
            self._topic == "conduct"
            and FAMILY[story.routes[0]] == "listening_only"
            and self._rng.random() < 0.6
        ):
            return "listening"
        return "gone" if story.position in GONE and self._topic == "conduct" else self._topic

    def _account(self) -> list[Part]:
        story = self._story
        if story.position in TOLD_APART:
            return [self._list(f"account_{story.position.value}.conduct", 2, 4)]
        first, *others = (self._list(f"account.{matter.value}", 2, 4) for matter in story.matters)
        return [first, *(Part(part.lines, int(n == 0), 1) for n, part in enumerate(others))]

    def _options(self, moment: Moment) -> list[Part]:
        story = self._story
        options = self._told("options")
        if story.position in GONE and self._topic == "conduct":
            options = "options.gone"
        elif self._topic == "conduct" and not _OUTSIDERS.isdisjoint(story.relations):
            options = "options.customer"
        since = "outside" if self._topic == "outside" else "neutral"
        again = moment.route is not story.routes[0]
        return [
            self._list("choice.again") if again else self._list(f"since.{since}"),
            self._list(options, 1, 2),
            self._list("weigh.formal" if moment.route in _FORMAL else "weigh.informal", 0, 2),
            self._list(f"choice.{moment.route.value}"),
            self._list(self._told("counsel"), 0, 1),
        ]

    def _prepare(self, moment: Moment) -> list[Part]:
        return [
            self._list("since.neutral", 0, 1),
            self._list(f"prepare.{FAMILY[moment.route]}", 2, 4),
            self._list(self._told("counsel"), 0, 1),
        ]

    def _after(self, moment: Moment) -> list[Part]:
        family = FAMILY[moment.route]
        if self._topic == "outside" and family in {"self", "talk"}:
            family = "outside"
        feeling = self._felt = self._feeling(moment)
        with_manager = moment.route is Route.WITH_MANAGER
        moment.words["gesprek_met"] = "de leidinggevende" if with_manager else self._words["ander"]
        name = f"after.{family}.{feeling}"
        if name not in sentences():
            name = f"after.{family}.neutral"
        return [self._list(name, 2, 4), self._list(self._support, 0, 2)]

    def _feeling(self, moment: Moment) -> str:
        if not moment.enough:
            return "hard"
        if self._story.outcome in _GOOD:
            return "good"
        return "hard" if self._story.outcome in _HARD else "neutral"

    def _steady(self, moment: Moment) -> list[Part]:
        del moment
        feeling = "outside" if self._topic == "outside" else self._felt
        underway = int(feeling in {"neutral", "outside"})
        return [
            self._list(f"steady.{feeling}", 1, 3),
            self._list(self._support, 0, 2),
            self._list("steady.underway", 0, underway),
        ]

    def _waiting(self, moment: Moment) -> list[Part]:
        return [
            self._list(f"waiting.{FAMILY[moment.route]}", 1, 3),
            self._list(self._support, 0, 2),
            self._list("steady.underway", 0, 1),
        ]

    def _deciding(self, moment: Moment) -> list[Part]:
        del moment
        return [self._list("waiting.decision", 1, 3), self._list(self._support, 0, 2)]

    def _hearing(self, moment: Moment) -> list[Part]:
        del moment
        return [self._list("hearing.committee", 2, 5), self._list(self._support, 0, 1)]

    def _refer(self, moment: Moment) -> list[Part]:
        del moment
        since = "outside" if self._topic == "outside" else "neutral"
        return [
            self._list(f"since.{since}"),
            self._list(self._told("counsel"), 1, 3),
            self._list(self._told("effect"), 0, 2),
            self._list(self._told("refer"), 1, 2),
        ]

    def _talk(self, moment: Moment) -> list[Part]:
        del moment
        return [
            self._list("since.neutral"),
            self._list("talk.listening", 2, 4),
            self._list(self._told("effect"), 0, 2),
            self._list(self._told("counsel"), 0, 1),
            self._list(self._told("refer"), 0, 1),
        ]

    def _close(self, moment: Moment) -> list[Part]:
        outcome = self._story.outcome
        aftercare = self._list("aftercare." + moment.words["nazorg"])
        if outcome is Outcome.LOST_CONTACT:
            return [self._list("close.lost_contact", 2, 5), *_rules(moment), aftercare]
        apart = "outside" if self._topic == "outside" else self._story.position.value
        name = f"close.{outcome.value}_{apart}"
        return [
            self._list(f"opening.{moment.channel.value}", 0, 1),
            self._list(name if name in sentences() else f"close.{outcome.value}", 2, 3),
            self._list("close.back", 1, 4),
            *_rules(moment),
            aftercare,
        ]

    def _ending(self, moment: Moment, following: date | None, *, in_talk: bool) -> Part:
        if following is None:
            return self._list("next.reporter")
        if moment.channel in _WRITTEN or not in_talk:
            return self._list("next.loose", 0, 1)
        moment.words["datum"] = said_with_weekday(following)
        return self._list("next.date")

    def _list(self, name: str, least: int = 1, most: int = 1) -> Part:
        return Part(lines(name, works_there=self._story.works_there), least, most)


def _rules(moment: Moment) -> Iterator[Part]:
    for rule in moment.rules:
        yield Part(lines(f"rule.{rule}"))
    for aside in moment.asides:
        yield Part(lines(f"rule.{aside}"), 0, 1)
