"""Who holds the reins, and so who can end what: the reporter, until a body that goes on by itself has it.

For personal integrity the reporter decides throughout: a complaint can be taken back, and then the committee
goes on with nothing. A judge has only what is brought before the court, and that can be taken back too. For
business integrity the organisation goes on by itself once its reporting point has the report, and after a
charge the public prosecutor decides: what the reporter takes back there ends nothing, and terms that run go
on. Those who decide can end it themselves on every way. The counsellor may stay the one who goes between.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from vpdesk.domain.formal import FormalTrack, Milestone, MilestoneKind
from vpdesk.domain.values import Route

#: The ways on which a body goes on by itself, with what shows that it has the matter.
GO_ON_BY_THEMSELVES: Final[Mapping[Route, tuple[MilestoneKind, ...]]] = {
    Route.REPORTING_POINT: (
        MilestoneKind.RECEIVED,
        MilestoneKind.ACKNOWLEDGED,
        MilestoneKind.FEEDBACK,
        MilestoneKind.MEASURE,
    ),
    Route.POLICE_REPORT: (
        MilestoneKind.SUBMITTED,
        MilestoneKind.WITNESSES,
        MilestoneKind.TO_COURT,
        MilestoneKind.RULING,
    ),
}


def past_stopping_since(track: FormalTrack, milestones: Iterable[Milestone]) -> date | None:
    """Return since when the reporter cannot stop `track` any more; `milestones` may be of others too."""
    return _first(track, milestones, GO_ON_BY_THEMSELVES.get(track.route, ()))


def taken_over_on(tracks: Iterable[FormalTrack], milestones: Iterable[Milestone]) -> date | None:
    """Return since when the organisation holds the reins; None while the reporter does."""
    known = list(milestones)
    reports = (track for track in tracks if track.route is Route.REPORTING_POINT)
    days = (past_stopping_since(track, known) for track in reports)
    return min((day for day in days if day is not None), default=None)


def over_since(track: FormalTrack, milestones: Iterable[Milestone]) -> date | None:
    """Return since when nothing is to come on `track`; None while it goes on.

    It was ended by those who decide, or taken back by the reporter where that ends it, or the counsellor
    noted that it has ended. `milestones` may be of other tracks too.
    """
    known = list(milestones)
    ends = [track.ended_on, _first(track, known, (MilestoneKind.ENDED_BY_BODY,))]
    if past_stopping_since(track, known) is None:
        ends.append(_first(track, known, (MilestoneKind.WITHDRAWN,)))
    return min((day for day in ends if day is not None), default=None)


def goes_on_against_wish(track: FormalTrack, milestones: Iterable[Milestone]) -> bool:
    """Tell whether the reporter took it back, and it goes on all the same."""
    known = list(milestones)
    taken_back = _first(track, known, (MilestoneKind.WITHDRAWN,)) is not None
    return taken_back and over_since(track, known) is None


def _first(
    track: FormalTrack, milestones: Iterable[Milestone], kinds: Iterable[MilestoneKind]
) -> date | None:
    wanted = tuple(kinds)
    own = (each for each in milestones if each.formal_track_id == track.id)
    return min((each.reached_on for each in own if each.kind in wanted), default=None)
