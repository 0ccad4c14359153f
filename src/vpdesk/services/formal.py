"""The formal track: beginning it, what is reached on it, and its end."""

from dataclasses import replace
from datetime import date

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.formal import BODIES, MILESTONES, TOLD, FormalTrack, Milestone, Standing
from vpdesk.services.resting import told_by
from vpdesk.services.routes import choose_with_deed
from vpdesk.vault.vault import Vault


def begin_track(vault: Vault, track: FormalTrack) -> None:
    """Store a new track; that the reporter chose this way is recorded with it, unless it stands already."""
    with vault.transaction():
        vault.formal_tracks.save(track)
        choose_with_deed(vault, track.case_id, track.route, track.begun_on)


def save_track(vault: Vault, track: FormalTrack) -> None:
    """Store a changed track.

    Raises RuleError when the counsellor now reports on the reporter's behalf, and what was recorded already
    had no consent on its day (rule 1).
    """
    with vault.transaction():
        if track.standing is Standing.ON_BEHALF:
            for milestone in vault.milestones.of_case(track.case_id):
                if milestone.formal_track_id == track.id and milestone.kind in TOLD:
                    _require_consent(vault, track, milestone.reached_on, "standing")
        vault.formal_tracks.save(track)


def end_track(vault: Vault, track_id: int, on: date | None) -> FormalTrack:
    """Record that a track has ended on `on`, so that its terms wait no longer (None: it runs again)."""
    with vault.transaction():
        ended = replace(vault.formal_tracks.get(track_id), ended_on=on)
        vault.formal_tracks.save(ended)
    return ended


def record_milestone(vault: Vault, milestone: Milestone) -> None:
    """Store what was reached on a track, new or changed.

    Raises RuleError when it belongs on another way, and, where the counsellor reports on the reporter's
    behalf, when no consent was in force for that on the day (rule 1).
    """
    with vault.transaction():
        track = vault.formal_tracks.get(milestone.formal_track_id)
        if milestone.kind not in MILESTONES[track.route]:
            raise RuleError("kind", N_("This does not belong to this route."))
        if track.standing is Standing.ON_BEHALF and milestone.kind in TOLD:
            _require_consent(vault, track, milestone.reached_on, "kind")
        vault.milestones.save(milestone)


def take_back_told(vault: Vault, case_id: int, value_id: int) -> None:
    """Hold a track or a milestone that comes back from the bin to what the reporter allows by now (rule 1).

    Raises RuleError when it was told on the reporter's behalf, and no consent is for that any more.
    """
    for milestone, consents in told_by(vault, case_id):
        if value_id in (milestone.id, milestone.formal_track_id) and not consents:
            raise _without_consent("", N_("It stays in the bin."))


def _require_consent(vault: Vault, track: FormalTrack, on: date, field: str) -> None:
    consents = vault.consents.of_case(track.case_id)
    if not any(consent.covers(BODIES[track.route], on) for consent in consents):
        raise _without_consent(field, N_("Nothing was recorded."))


def _without_consent(field: str, safe: str) -> RuleError:
    return RuleError(
        field,
        N_("You report on the reporter's behalf, and no consent for that was in force on this day."),
        safe=safe,
        todo=N_("Ask the reporter first and record the consent."),
    )
