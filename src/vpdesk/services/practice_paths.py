"""The paths of the practice vault: what was talked about and chosen, formal tracks, referrals, a weighing.

They are made beside the cases of `practice`, from what those say already, so that no case contradicts itself.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from vpdesk import paths
from vpdesk.domain.case import Case
from vpdesk.domain.confidentiality_exception import (
    ConfidentialityException,
    ExceptionDecision,
    ExceptionGround,
    ReporterTold,
)
from vpdesk.domain.formal import ComplaintPart, Finding, FormalTrack, Milestone, MilestoneKind, Standing
from vpdesk.domain.option import Option, RouteChoice
from vpdesk.domain.referral import Helper, Referral, Uptake
from vpdesk.domain.values import Matter, Outcome, Route
from vpdesk.services.practice import Practice
from vpdesk.vault.vault import Vault

_COMMITTEE: Final = (
    (MilestoneKind.SUBMITTED, 10),
    (MilestoneKind.ADMISSIBLE, 19),
    (MilestoneKind.HEARING, 37),
    (MilestoneKind.ADVICE, 58),
    (MilestoneKind.MEASURE, 70),
)
_POINT: Final = (
    (MilestoneKind.SUBMITTED, 4),
    (MilestoneKind.RECEIVED, 6),
    (MilestoneKind.ACKNOWLEDGED, 10),
    (MilestoneKind.FEEDBACK, 80),
)
#: What is reached on a way, each so many days after it was chosen.
_COURSES: Final = {Route.COMPLAINTS_COMMITTEE: _COMMITTEE, Route.REPORTING_POINT: _POINT}
_FINDINGS: Final = (Finding.PLAUSIBLE, Finding.PARTLY_FOUNDED, Finding.FOUNDED, Finding.UNFOUNDED)
#: Where somebody may be in danger.
_THREATENING: Final = frozenset({Matter.STALKING, Matter.AGGRESSION})
_HELPERS: Final = (Helper.GENERAL_PRACTITIONER, Helper.SOCIAL_WORK, Helper.COMPANY_DOCTOR, Helper.LAWYER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trodden:
    """The paths of a practice; `cases` are those that got the reporter's criteria."""

    cases: tuple[Case, ...]
    options: tuple[Option, ...]
    choices: tuple[RouteChoice, ...]
    tracks: tuple[FormalTrack, ...]
    milestones: tuple[Milestone, ...]
    referrals: tuple[Referral, ...]
    exceptions: tuple[ConfidentialityException, ...]


def tread(data: Practice) -> Trodden:
    """Return the paths of a practice, as far as its cases have come."""
    words = tomllib.loads((paths.resources() / "practice" / "paths.toml").read_text("utf-8"))
    held = defaultdict(list)
    for contact in data.contacts:
        held[contact.case_id].append(contact.held_on)
    cases: list[Case] = []
    options: list[Option] = []
    choices: list[RouteChoice] = []
    tracks: list[tuple[FormalTrack, tuple[Milestone, ...]]] = []
    for number, case in enumerate(data.cases):
        days = sorted(held[case.id])
        on = days[1] if len(days) > 1 else case.opened_on
        choices += [RouteChoice(case_id=case.id, chosen_on=on, route=route) for route in case.routes]
        if case.closed_on is None and case.routes:
            cases.append(replace(case, criteria=words["criteria"][number % len(words["criteria"])]))
            options += _options(case, on, words)
        # what was not told yet in a talk, the counsellor does not know
        until = case.closed_on or max((on, *days))
        tracks += [_track(case, route, on, until) for route in case.routes if route in _COURSES]
    return Trodden(
        cases=tuple(cases),
        options=tuple(options),
        choices=tuple(choices),
        tracks=tuple(track for track, _reached in tracks),
        milestones=tuple(each for _track_, reached in tracks for each in reached),
        referrals=tuple(_referrals(data)),
        exceptions=tuple(_weighed(data, held, words["confidentiality"])),
    )


def fill_paths(vault: Vault, trodden: Trodden) -> None:
    """Store the paths of a practice whose cases are there already, in one transaction."""
    with vault.transaction():
        for case in trodden.cases:
            vault.cases.save(case)
        vault.options.add_all(trodden.options)
        vault.route_choices.add_all(trodden.choices)
        vault.formal_tracks.add_all(trodden.tracks)
        vault.milestones.add_all(trodden.milestones)
        vault.referrals.add_all(trodden.referrals)
        vault.confidentiality_exceptions.add_all(trodden.exceptions)


def _options(case: Case, on: date, words: dict[str, Any]) -> list[Option]:
    """Return what was talked about: the chosen routes, and solving it alone, which most people consider."""
    return [
        Option(
            case_id=case.id,
            route=route,
            discussed_on=on,
            meaning=words[route.value]["meaning"],
            speaks_for=words[route.value]["for"],
            speaks_against=words[route.value]["against"],
        )
        for route in dict.fromkeys((Route.SELF, *case.routes))
        if route.value in words
    ]


def _track(case: Case, route: Route, on: date, until: date) -> tuple[FormalTrack, tuple[Milestone, ...]]:
    track = FormalTrack(
        case_id=case.id,
        route=route,
        begun_on=on,
        last_incident_on=on - timedelta(days=20) if route is Route.COMPLAINTS_COMMITTEE else None,
        standing=Standing.NAMED if route is Route.COMPLAINTS_COMMITTEE else Standing.ANONYMOUS,
        complaint_parts=tuple(ComplaintPart) if route is Route.COMPLAINTS_COMMITTEE else (),
        ended_on=case.closed_on,
    )
    bearing = (MilestoneKind.ADVICE, MilestoneKind.FEEDBACK)
    reached = tuple(
        Milestone(
            case_id=case.id,
            formal_track_id=track.id,
            kind=kind,
            reached_on=on + timedelta(days=days),
            finding=_FINDINGS[case.id % len(_FINDINGS)] if kind in bearing else None,
        )
        for kind, days in _COURSES[route]
        if on + timedelta(days=days) <= until
    )
    return track, reached


def _referrals(data: Practice) -> Iterator[Referral]:
    """Yield a referral for each case that ended with one, and two in running cases."""
    for number, case in enumerate(data.cases):
        if case.outcome is Outcome.REFERRED_ON and case.closed_on is not None:
            yield Referral(
                case_id=case.id,
                referred_on=case.opened_on,
                helper=_HELPERS[number % len(_HELPERS)],
                uptake=Uptake.TAKEN_UP if number % 3 else Uptake.UNKNOWN,
                uptake_on=case.closed_on if number % 3 else None,
            )
    running = [case for case in data.cases if case.closed_on is None]
    for case in running[:2]:
        yield Referral(case_id=case.id, referred_on=case.opened_on, helper=Helper.GENERAL_PRACTITIONER)


def _weighed(
    data: Practice, held: Mapping[int, Sequence[date]], words: Mapping[str, Any]
) -> Iterator[ConfidentialityException]:
    """Yield the one time that breaking confidentiality was weighed, at the end of a talk; it was kept."""
    for case in reversed(data.cases):
        if case.closed_on is None and case.told_of_reservation_on and _THREATENING & set(case.matters):
            day = max(held[case.id])
            yield ConfidentialityException(
                case_id=case.id,
                decided_on=day,
                ground=ExceptionGround.SERIOUS_DANGER,
                decision=ExceptionDecision.KEEP,
                reporter_told=ReporterTold.TOLD,
                told_on=day,
                **words,
            )
            return
