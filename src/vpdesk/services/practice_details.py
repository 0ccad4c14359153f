"""What stands around a contact and a closing in the practice data: time of day, travel, who was there.

Drawn from the identifier and not from the dice of the story, which would fall otherwise from then on.
"""

from collections.abc import Sequence
from datetime import time
from typing import Final

from vpdesk.domain.contact import Participant
from vpdesk.domain.values import Channel, CounsellorPart, Route

_TALKS: Final = frozenset({Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO})
_GUIDED: Final = {
    Route.WITH_MANAGER: CounsellorPart.GUIDING_TALK,
    Route.WITH_RESPONDENT: CounsellorPart.GUIDING_TALK,
    Route.COMPLAINTS_COMMITTEE: CounsellorPart.GUIDING_COMPLAINT,
}
#: Journeys there and back, in minutes; every other talk is at the counsellor's own place.
_JOURNEYS: Final = (20, 30, 45, 60, 80)


def time_of(contact_id: int, channel: Channel) -> time | None:
    """Return when a talk began: within working hours, on a quarter; what was written has no time."""
    if channel not in _TALKS:
        return None
    quarters = _drawn(contact_id, 1) % 36
    return time(8 + quarters // 4, 15 * (quarters % 4))


def travel_to(contact_id: int, channel: Channel) -> int:
    """Return how long the counsellor travelled to a talk."""
    drawn = _drawn(contact_id, 2)
    return _JOURNEYS[drawn // 2 % len(_JOURNEYS)] if channel is Channel.IN_PERSON and drawn % 2 else 0


def present_at(channel: Channel) -> tuple[Participant, ...]:
    """Return who was there beside the counsellor."""
    return (Participant.REPORTER,) if channel in _TALKS else ()


def part_in(routes: Sequence[Route]) -> tuple[CounsellorPart, ...]:
    """Return what the counsellor did in a case that took these routes."""
    guided = dict.fromkeys(_GUIDED[route] for route in routes if route in _GUIDED)
    return (CounsellorPart.LISTENING, CounsellorPart.INFORMING, *guided)


def _drawn(value_id: int, turn: int) -> int:
    """Return a number that looks drawn, and is the same for the same identifier (Fibonacci hashing)."""
    return (value_id * 0x9E3779B97F4A7C15 * turn & 0xFFFF_FFFF_FFFF_FFFF) >> 40
