"""When what must be there: the organisation's terms, counted in its days.

A reporter gets a first reply so many working days after the day on which the case came in.

The committee's terms run from the complaint; while it waits for the reporter to complete the complaint its
clock stands still, at most for the term that it gave. Once it says that it takes longer, its advice is due
later by the organisation's own extension. The terms of a reporting point run from the day on
which it *has* the report, not from the day of sending; its feedback is due so long after it acknowledged the
report or, where it never did, after the end of the term to do so (Directive (EU) 2019/1937, article 9).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from vpdesk.domain.formal import FormalTrack, Milestone, MilestoneKind
from vpdesk.domain.reins import over_since
from vpdesk.domain.term import Term, TermKind, days_after
from vpdesk.domain.values import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last day of one term, on one track or (None) of a case as a whole.

    `met_on` is when what it asks was there, late or in time.
    """

    kind: TermKind
    track_id: int | None = None
    counted_from: date
    due_on: date
    met_on: date | None = None

    def is_overdue(self, on: date) -> bool:
        """Tell whether its last day has passed, seen from `on`, and nothing came."""
        return self.met_on is None and self.due_on < on


_USUAL: Final = {kind: Term.usual(0, kind) for kind in TermKind}
#: With these the committee has dealt with whether it handles the complaint.
_DECIDED: Final = (MilestoneKind.ADMISSIBLE, MilestoneKind.INADMISSIBLE)


def first_reply(opened_on: date, terms: Sequence[Term]) -> Deadline:
    """Return by when a reporter who came on `opened_on` hears something, by the organisation's `terms`."""
    kind = TermKind.FIRST_REPLY
    return Deadline(kind=kind, counted_from=opened_on, due_on=_term(kind, terms).last_day(opened_on))


def deadlines(
    track: FormalTrack, milestones: Sequence[Milestone], terms: Sequence[Term]
) -> tuple[Deadline, ...]:
    """Return the terms of `track`, earliest end first; `milestones` may be of other tracks too.

    What was not met and cannot be any more (the track is over, the complaint is not admissible) is left out.
    What the reporter takes back is over only where the reporter can end it (`vpdesk.domain.reins`).
    """
    own = [milestone for milestone in milestones if milestone.formal_track_id == track.id]
    course = _Course(track, own, terms)
    found = {
        Route.COMPLAINTS_COMMITTEE: course.committee,
        Route.REPORTING_POINT: course.reporting_point,
    }.get(track.route, list)()
    over = over_since(track, own) is not None
    return tuple(
        sorted((each for each in found if not (over and each.met_on is None)), key=lambda each: each.due_on)
    )


class _Course:
    """One track with its own milestones, oldest first, and the organisation's terms."""

    def __init__(self, track: FormalTrack, milestones: Sequence[Milestone], terms: Sequence[Term]) -> None:
        self._track = track
        self._milestones = sorted(milestones, key=lambda each: (each.reached_on, each.id))
        self._terms = terms

    def first(self, *kinds: MilestoneKind, since: date = date.min) -> date | None:
        """Return the first day, from `since` on, on which one of `kinds` was reached."""
        days = (each.reached_on for each in self._milestones if each.kind in kinds)
        return next((day for day in days if day >= since), None)

    def committee(self) -> list[Deadline]:
        submitted = self.first(MilestoneKind.SUBMITTED)
        found = []
        if self._track.last_incident_on is not None:
            found.append(self._deadline(TermKind.COMPLAINT, self._track.last_incident_on, submitted))
        if submitted is None:
            return found
        repairs = self._repairs()
        pause = sum((_end_of_pause(each) - each.counted_from).days for each in repairs)
        decided, advice = self.first(*_DECIDED), self.first(MilestoneKind.ADVICE)
        # whoever advises has found the complaint admissible, whether that was recorded or not
        found += [self._deadline(TermKind.ADMISSIBILITY, submitted, decided or advice, pause), *repairs]
        if advice is not None or self.first(MilestoneKind.INADMISSIBLE) is None:
            found.append(self._extended(self._deadline(TermKind.ADVICE, submitted, advice, pause)))
        return found

    def reporting_point(self) -> list[Deadline]:
        received = self.first(MilestoneKind.RECEIVED)
        acknowledged, feedback = self.first(MilestoneKind.ACKNOWLEDGED), self.first(MilestoneKind.FEEDBACK)
        if received is None:
            # what it acknowledges it has, whether or not it was noted since when
            return [self._deadline(TermKind.FEEDBACK, acknowledged, feedback)] if acknowledged else []
        acknowledging = self._deadline(TermKind.ACKNOWLEDGEMENT, received, acknowledged or feedback)
        since = acknowledging.due_on if acknowledged is None else acknowledged
        return [acknowledging, self._deadline(TermKind.FEEDBACK, since, feedback)]

    def _repairs(self) -> list[Deadline]:
        asked = [each.reached_on for each in self._milestones if each.kind is MilestoneKind.REPAIR_ASKED]
        done = (MilestoneKind.REPAIRED, *_DECIDED, MilestoneKind.ADVICE)
        return [self._deadline(TermKind.REPAIR, day, self.first(*done, since=day)) for day in asked]

    def _extended(self, advice: Deadline) -> Deadline:
        """Return the deadline of the advice, later by each extension that the committee took."""
        due_on, longer = advice.due_on, _term(TermKind.EXTENSION, self._terms)
        for each in self._milestones:
            if each.kind is MilestoneKind.EXTENDED:
                due_on = longer.last_day(due_on)
        return replace(advice, due_on=due_on)

    def _deadline(self, kind: TermKind, begun: date, met_on: date | None, pause: int = 0) -> Deadline:
        due_on = days_after(_term(kind, self._terms).last_day(begun), pause)
        return Deadline(
            kind=kind, track_id=self._track.id, counted_from=begun, due_on=due_on, met_on=met_on
        )


def _term(kind: TermKind, terms: Sequence[Term]) -> Term:
    """Return the organisation's own term, which goes before the usual one."""
    return next((each for each in terms if each.kind is kind), _USUAL[kind])


def _end_of_pause(repair: Deadline) -> date:
    return repair.due_on if repair.met_on is None else min(repair.met_on, repair.due_on)
