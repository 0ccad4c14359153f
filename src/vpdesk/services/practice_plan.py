"""How a case of the practice data goes, contact by contact, and which days lie ahead.

A course is planned to its end; what lies after today has simply not happened yet. So a running case is one
that is on its way, not one that was left off somewhere.
"""

import random
from collections import deque
from datetime import date, time, timedelta
from typing import Final

from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.values import Channel, Entry, Outcome, Position, Route
from vpdesk.services.practice_mix import Weighted
from vpdesk.services.practice_notes import Moment
from vpdesk.services.practice_story import FAMILY, Story

#: Days since the contact before, least and most, by the stage that follows.
_GAPS: Final = {
    "options": (5, 14), "refer": (6, 16), "talk": (8, 21), "prepare": (4, 11), "steady": (10, 22),
    "waiting": (12, 26), "hearing": (10, 24), "deciding": (12, 26), "after": (8, 18), "close": (10, 30),
    "silent": (7, 20),
}  # fmt: skip
#: What follows the choice of a way; now and then a `steady` is left out.
_STAGES: Final = {
    "self": ("prepare", "steady", "after", "steady"),
    "talk": ("prepare", "after", "steady", "steady"),
    "mediation": ("prepare", "steady", "after", "steady"),
    "complaints_committee": ("prepare", "waiting", "hearing", "deciding", "after"),
    "reporting_point": ("prepare", "waiting", "waiting", "after"),
    "police_report": ("prepare", "after", "steady"),
}
#: Stages in which little is said: a call, a mail, a message.
BETWEEN: Final = frozenset({"steady", "waiting", "deciding"})
_TALKS: Final = Weighted({Channel.IN_PERSON: 45, Channel.PHONE: 35, Channel.VIDEO: 20})
_BRIEFLY: Final = Weighted({Channel.PHONE: 45, Channel.EMAIL: 32, Channel.MESSAGE: 23})
#: Nobody is called on these days of a year (month, day).
_HOLIDAYS: Final = frozenset({(1, 1), (4, 27), (12, 25), (12, 26), (12, 31)})
_WEEK: Final = "week"  # a day of this week, after today
_DAY: Final = timedelta(days=1)


def workday(day: date) -> date:
    """Return the day, or the first working day after it."""
    while day.weekday() > 4 or (day.month, day.day) in _HOLIDAYS:
        day += _DAY
    return day


class Diary:
    """Gives out the days that lie ahead, so that something is late, due today, this week and later."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._contacts: deque[int | str] = deque((2, -3, 0, 9, _WEEK, 16, 5, -6, 23, 12, 30))
        self._times = deque((None, time(14), time(9, 30), None, time(16, 15), time(11)))
        self._aftercares: deque[int | str] = deque((-5, 12, _WEEK, 33, 20, 47, 3, 61, 26))

    def next_contact(self, earliest: date) -> DayAndTime:
        """Return the day agreed for the next contact of a running case, of some with a time."""
        day = self._take(self._contacts, earliest, (4, 11, 18, 7, 25, 14, -2, 21, 1, 28))
        self._times.rotate(-1)
        return DayAndTime(day=day, at=self._times[0])

    def aftercare(self, earliest: date) -> date:
        """Return the day agreed for aftercare that is not settled yet."""
        return self._take(self._aftercares, earliest, (40, 15, 8, 54, 22, -4, 30))

    def _take(self, days: deque[int | str], earliest: date, more: tuple[int, ...]) -> date:
        for _ in range(len(days)):
            day = self._day(days[0])
            if day >= earliest:
                days.popleft()
                if len(days) < 4:
                    days.extend(more)
                return day
            days.rotate(-1)
        return workday(max(earliest, self.today + _DAY))

    def _day(self, ahead: int | str) -> date:
        if isinstance(ahead, str):  # by Friday, when that still lies ahead
            friday = self.today + timedelta(days=4 - self.today.weekday())
            return max(friday, self.today + _DAY)
        day = self.today + timedelta(days=ahead)
        if ahead < 0:
            return day - timedelta(days=max(0, day.weekday() - 4))
        return workday(day) if ahead else day


def plan_moments(rng: random.Random, story: Story, opened_on: date, today: date) -> list[Moment]:
    """Return all contacts of a case, to its closing; the first is held by `today`."""
    day = opened_on
    if story.entry not in {Entry.PHONE, Entry.OFFICE_HOUR, Entry.UNKNOWN}:
        first = workday(day + timedelta(days=rng.randint(0, 3)))
        day = first if first <= today else day
    moments: list[Moment] = []
    for stage, route, enough in _stages(rng, story):
        if moments:
            day = workday(day + timedelta(days=rng.randint(*_GAPS[stage])))
        channel = _channel(rng, story, stage, is_first=not moments)
        moments.append(
            Moment(stage=stage, day=day, channel=channel, route=route, enough=enough, again=bool(moments))
        )
    return moments


def chosen_routes(story: Story, held: list[Moment], *, finished: bool) -> tuple[Route, ...]:
    """Return the ways that the reporter had chosen by the last contact held."""
    if FAMILY[story.routes[-1]] == "listening_only":
        return story.routes if finished else ()
    chosen = {moment.route for moment in held if moment.stage == "options"}
    return tuple(route for route in story.routes if route in chosen)


def _stages(rng: random.Random, story: Story) -> list[tuple[str, Route, bool]]:
    """Return the stages, each with the way it is about and whether that way was enough."""
    last = story.routes[-1]
    if story.silent:
        return [("silent", last, True)] * rng.choice((1, 2, 2, 3))
    if FAMILY[last] == "listening_only":
        return [(stage, last, True) for stage in _listening(rng, story)]
    stages = [("first", story.routes[0], True)]
    for route in story.routes:
        stages.append(("options", route, True))
        stages += [(stage, route, route is last) for stage in _way(rng, story, route)]
    return [*stages, ("close", last, True)]


def _listening(rng: random.Random, story: Story) -> list[str]:
    between = "refer" if story.is_outside or story.outcome is Outcome.REFERRED_ON else "talk"
    if story.outcome is not Outcome.LISTENED_ONLY:
        return ["first", between, *(["steady"] if rng.random() < 0.6 else []), "close"]
    return rng.choices(
        [["only"], ["first", "close"], ["first", between, "close"], ["first", between, "talk", "close"]],
        (12, 25, 35, 0 if story.is_outside else 28),
    )[0]


def _way(rng: random.Random, story: Story, route: Route) -> list[str]:
    if route is not story.routes[-1]:
        return ["prepare", "after"]
    if story.outcome is Outcome.WITHDRAWN:
        return ["prepare"]
    if story.topic == "outside":  # an answer ends it
        return ["prepare", "steady", "after"] if rng.random() < 0.7 else ["prepare", "after"]
    stages = _STAGES[FAMILY[route]]
    if len(story.routes) > 1:  # what lies between is left out, or there would be too many contacts
        return [stage for stage in stages if stage not in BETWEEN]
    return [stage for stage in stages if stage != "steady" or rng.random() < 0.75]


def _channel(rng: random.Random, story: Story, stage: str, *, is_first: bool) -> Channel:
    if stage in BETWEEN:
        return _BRIEFLY.draw(rng)
    if stage == "close" and story.outcome is Outcome.LOST_CONTACT:
        return rng.choice((Channel.EMAIL, Channel.MESSAGE))
    if is_first and story.entry is Entry.OFFICE_HOUR:
        return Channel.IN_PERSON
    if story.position is Position.UNKNOWN or (is_first and story.entry is Entry.PHONE):
        return Channel.PHONE
    return _TALKS.draw(rng)
