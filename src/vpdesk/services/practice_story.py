"""What the cases of the practice data are about: drawn by weights, and never at odds with themselves.

What cannot go together (a complaint about a client to the complaints committee, a talk with the manager about
that same manager) is left out of the draw.
"""

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from vpdesk.domain.values import Entry, Mandate, Matter, Outcome, Position, Relation, Route
from vpdesk.services.practice_mix import Client, read_mix

#: Ways through life that a reporter may have left behind: nothing in a case then happens at work today.
GONE: Final = frozenset({Position.FORMER_EMPLOYEE, Position.APPLICANT})
#: Reporters whose account is told in words of their own.
TOLD_APART: Final = frozenset({Position.WITNESS, Position.ACCUSED, Position.APPLICANT, Position.STUDENT})
_STUDENT_MATTERS: Final = (
    Matter.BULLYING,
    Matter.INTIMIDATION,
    Matter.SEXUAL_HARASSMENT,
    Matter.DISCRIMINATION,
)
_COLLEAGUES: Final = frozenset({Relation.MANAGER, Relation.COLLEAGUE, Relation.SUBORDINATE})
_ABOVE: Final = frozenset({Relation.MANAGER, Relation.BOARD})
#: The relations that a way suits; a way that is not here suits all.
_SUITS: Final[Mapping[Route, Collection[Relation]]] = {
    Route.SELF: _COLLEAGUES | {Relation.BOARD, Relation.UNKNOWN},
    Route.WITH_RESPONDENT: _COLLEAGUES | {Relation.TEACHER, Relation.STUDENT},
    Route.WITH_MANAGER: frozenset(Relation) - _ABOVE,
    Route.CONFLICT_MEDIATION: _COLLEAGUES,
    Route.MEDIATION: _COLLEAGUES | {Relation.BOARD},
    Route.COMPLAINTS_COMMITTEE: _COLLEAGUES | {Relation.BOARD, Relation.TEACHER, Relation.ORGANISATION},
}
_CRIMINAL: Final = frozenset({Matter.AGGRESSION, Matter.SEXUAL_HARASSMENT, Matter.STALKING})
_TALKED_OVER: Final = frozenset({Matter.LABOUR_DISPUTE, Matter.COOPERATION})
_ONES_OWN: Final = frozenset(
    {Matter.PRIVATE_MATTER, Matter.CAREER, Matter.SOUNDING_BOARD, Matter.OTHER_OUTSIDE}
)
_NEXT_WAY: Final[Mapping[Route, Route]] = {
    Route.SELF: Route.WITH_RESPONDENT,
    Route.WITH_RESPONDENT: Route.MEDIATION,
    Route.WITH_MANAGER: Route.COMPLAINTS_COMMITTEE,
}
#: Whom it is about when the reporter's position decides that.
_RELATIONS: Final[Mapping[Position, tuple[Relation, ...]]] = {
    Position.STUDENT: (Relation.TEACHER, Relation.STUDENT),
    Position.ACCUSED: (Relation.COLLEAGUE, Relation.COLLEAGUE, Relation.SUBORDINATE),
    Position.APPLICANT: (Relation.ORGANISATION,),
}
#: How often: a manager complains of a subordinate, a second person took part, a second way was needed,
#: a reporter who only wants to be heard refuses that anything is recorded.
_SUBORDINATE: Final = 0.45
_SECOND_PERSON: Final = 0.13
_SECOND_WAY: Final = 0.12
_SILENT: Final = 0.04
#: Ways that go alike, and so are told in the same words and end alike.
FAMILY: Final[Mapping[Route, str]] = {
    Route.LISTENING_ONLY: "listening_only",
    Route.SELF: "self",
    Route.WITH_RESPONDENT: "talk",
    Route.WITH_MANAGER: "talk",
    Route.CONFLICT_MEDIATION: "mediation",
    Route.MEDIATION: "mediation",
    Route.COMPLAINTS_COMMITTEE: "complaints_committee",
    Route.REPORTING_POINT: "reporting_point",
    Route.POLICE_REPORT: "police_report",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What one case is about, from beginning to end, also where the end has not come yet.

    `topic` is `conduct`, `integrity`, `outside`, or `elsewhere` for integrity that the agreement does not
    cover. `silent`: the reporter refuses that anything is recorded.
    """

    client: Client
    topic: str
    position: Position
    matters: tuple[Matter, ...]
    relations: tuple[Relation, ...]
    entry: Entry
    routes: tuple[Route, ...]
    outcome: Outcome
    silent: bool

    @property
    def works_there(self) -> bool:
        """Whether the reporter is at work in the organisation now."""
        return self.position not in GONE and self.position is not Position.STUDENT

    @property
    def is_outside(self) -> bool:
        """Whether it is none of the counsellor's mandate."""
        return self.topic in {"outside", "elsewhere"}


def draw_story(rng: random.Random, client: Client) -> Story:
    """Return what a new case at `client` is about."""
    mix = read_mix()
    position = client.positions.draw(rng)
    first = client.matters.draw(rng, _possible_matters(position))
    topic = first.mandate.value
    if first.mandate is Mandate.INTEGRITY and Mandate.INTEGRITY not in client.mandates:
        topic = "elsewhere"
    drawing = _Drawing(rng=rng, client=client, position=position, topic=topic)
    relations = drawing.relations(first)
    matters = drawing.matters(first, relations)
    routes = drawing.routes(matters, relations)
    return Story(
        client=client,
        topic=topic,
        position=position,
        matters=matters,
        relations=relations,
        entry=mix.entries.draw(rng, _possible_entries(position)),
        routes=routes,
        outcome=drawing.outcome(routes),
        silent=routes == (Route.LISTENING_ONLY,) and rng.random() < _SILENT,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawing:
    """One draw after another: each must fit what was drawn before it."""

    rng: random.Random
    client: Client
    position: Position
    topic: str

    def relations(self, first: Matter) -> tuple[Relation, ...]:
        """Return whom it is about, the first being the one that the notes speak of."""
        rng, position, chances = self.rng, self.position, read_mix().relations[first]
        if position in _RELATIONS:
            return (rng.choice(_RELATIONS[position]),)
        if not chances:
            return ()
        if position is Position.MANAGER and Relation.COLLEAGUE in chances and rng.random() < _SUBORDINATE:
            return (Relation.SUBORDINATE,)
        relation = chances.draw(rng)
        others = chances.keys() & {Relation.MANAGER, Relation.COLLEAGUE} - {relation}
        alone = (
            first.mandate is not Mandate.CONDUCT or position in TOLD_APART or rng.random() > _SECOND_PERSON
        )
        return (relation,) if alone or not others else (relation, chances.draw(rng, others))

    def matters(self, first: Matter, relations: tuple[Relation, ...]) -> tuple[Matter, ...]:
        """Return one to three matters that can be told of the same person."""
        matters = [first]
        more = 0 if self.position in TOLD_APART else read_mix().matter_counts.draw(self.rng) - 1
        possible = _possible_matters(self.position) - {Matter.SOUNDING_BOARD}
        for _ in range(more):
            fitting = {
                matter
                for matter in possible.difference(matters)
                if self.client.matters[matter] > 0 and _goes_with(matter, self.topic, relations)
            }
            if fitting:
                matters.append(self.client.matters.draw(self.rng, fitting))
        return tuple(matters)

    def routes(self, matters: tuple[Matter, ...], relations: tuple[Relation, ...]) -> tuple[Route, ...]:
        """Return the way that the reporter takes, and now and then a second when it was not enough."""
        mix, position = read_mix(), self.position
        told = position.value if position.value in mix.routes else self.topic
        if position in GONE and self.topic != "elsewhere":
            told = "gone_integrity" if self.topic == "integrity" else "gone"
        chances = mix.routes[told]
        first = chances.draw(
            self.rng, {route for route in chances if _suits(route, self.topic, matters, relations)}
        )
        second = _NEXT_WAY.get(first)
        if second is None or told != "conduct" or self.rng.random() > _SECOND_WAY:
            return (first,)
        return (first, second) if _suits(second, self.topic, matters, relations) else (first,)

    def outcome(self, routes: tuple[Route, ...]) -> Outcome:
        """Return how it ends; who is not at work there cannot leave, who is unknown cannot be missed."""
        family = FAMILY[routes[-1]]
        if family == "listening_only" and self.topic in {"outside", "elsewhere"}:
            family = "listening_outside"
        chances = read_mix().outcomes[family]
        impossible = set()
        if self.position in GONE or self.position in TOLD_APART:
            impossible.add(Outcome.LEFT)
        if self.position is Position.UNKNOWN:
            impossible.add(Outcome.LOST_CONTACT)
        return chances.draw(self.rng, chances.keys() - impossible)


@cache
def _possible_matters(position: Position) -> frozenset[Matter]:
    if position is Position.STUDENT:
        return frozenset(_STUDENT_MATTERS)
    if position is Position.APPLICANT:
        return frozenset({Matter.DISCRIMINATION})
    if position in {Position.WITNESS, Position.ACCUSED}:
        return frozenset(m for m in Matter if m.mandate is Mandate.CONDUCT) - {Matter.STALKING}
    if position is Position.FORMER_EMPLOYEE:
        return frozenset(m for m in Matter if m.mandate is not Mandate.OUTSIDE) - {Matter.STALKING}
    return frozenset(Matter)


@cache
def _possible_entries(position: Position) -> frozenset[Entry]:
    if position in GONE or position in {Position.STUDENT, Position.UNKNOWN}:
        return frozenset({Entry.PHONE, Entry.EMAIL, Entry.PORTAL})
    return frozenset(Entry)


def _goes_with(matter: Matter, topic: str, relations: tuple[Relation, ...]) -> bool:
    if topic == "conduct":
        companions = {Mandate.CONDUCT, Mandate.OUTSIDE}
    else:
        companions = {Mandate.OUTSIDE if topic == "outside" else Mandate.INTEGRITY}
    if matter.mandate not in companions:
        return False
    if matter.mandate is Mandate.OUTSIDE:
        return topic == "outside" or matter in {Matter.COOPERATION, Matter.WORKLOAD, Matter.LABOUR_DISPUTE}
    return relations[0] in read_mix().relations[matter]


def _suits(route: Route, topic: str, matters: tuple[Matter, ...], relations: tuple[Relation, ...]) -> bool:
    if route is Route.POLICE_REPORT:
        return not _CRIMINAL.isdisjoint(matters)
    if topic == "outside" and route in {Route.CONFLICT_MEDIATION, Route.MEDIATION}:
        return matters[0] in _TALKED_OVER and relations[0] in _COLLEAGUES
    if topic == "outside":
        return route is not Route.WITH_MANAGER or matters[0] not in _ONES_OWN
    return route not in _SUITS or all(relation in _SUITS[route] for relation in relations)
