"""Who holds the reins: the reporter decides every step, until a reporting point has the report.

For personal integrity the reporter decides throughout, a complaint included: it can be taken back. For
business integrity the organisation goes on by itself once its reporting point has the report; the counsellor
may stay the one who goes between.
"""

from collections.abc import Iterable
from datetime import date

from vpdesk.domain.formal import FormalTrack, Milestone, MilestoneKind
from vpdesk.domain.values import Route


def taken_over_on(tracks: Iterable[FormalTrack], milestones: Iterable[Milestone]) -> date | None:
    """Return since when the organisation holds the reins; None while the reporter does."""
    reporting = {track.id for track in tracks if track.route is Route.REPORTING_POINT}
    return min(
        (
            milestone.reached_on
            for milestone in milestones
            if milestone.formal_track_id in reporting and milestone.kind is MilestoneKind.RECEIVED
        ),
        default=None,
    )
