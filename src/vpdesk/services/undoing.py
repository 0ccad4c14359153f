"""Undoing what was just done to cases and organisations, as long as nothing else has changed it since."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from vpdesk.domain.code import N_
from vpdesk.domain.consent import Consent
from vpdesk.domain.errors import RuleError
from vpdesk.services.agreements import require_clear_unit, require_clear_word
from vpdesk.services.organisations import as_agreed, follow_agreement, require_own_name
from vpdesk.services.respondents import require_own_word
from vpdesk.services.resting import require_covers_done, require_still_covered
from vpdesk.vault.snapshots import (
    RowChange,
    Snapshot,
    TakenBackElsewhereError,
    changes,
    snapshot,
    take_back,
)
from vpdesk.vault.vault import Vault

#: The tables that say what was counted of which case, and over which lines.
_SAY_WHAT_COUNTS: Final = frozenset({"ledger", "counted_along", "stands_for", "report_lists"})

#: The tables of the tags of respondents.
_TAGS: Final = frozenset({"respondent_tags", "respondent_links"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What was done to some cases and organisations, row by row; `roots` are their identifiers.

    `counted`: what of the ledger named those cases right after it, and what was released to those
    organisations.
    """

    roots: frozenset[int]
    changes: tuple[RowChange, ...]
    counted: frozenset[int]

    @property
    def sited(self) -> frozenset[int]:
        """The cases that lost their site by it."""
        return frozenset(each.key[0] for each in self.changes if each.place == "cases.unit_id")


def look(vault: Vault, roots: Iterable[int]) -> Snapshot:
    """Return how cases and organisations stand, before something is done to them.

    The tags of a case are looked at too: one goes with the last case that has it.
    """
    ids = frozenset(roots)
    tags = (link.tag_id for case_id in ids for link in vault.respondent_links.of_case(case_id))
    return snapshot(vault.connection, ids.union(tags))


def deed_since(vault: Vault, before: Snapshot, roots: Iterable[int] = ()) -> Deed | None:
    """Return what was done since `before` to its roots, and to `roots` that came since; None: nothing."""
    ids = before.roots | frozenset(roots)
    after = snapshot(vault.connection, ids)
    found = changes(before, after)
    came = (each.key[0] for each in found if each.table == "joined_cases" and each.before is None)
    if any(case_id not in ids for case_id in came):
        return None  # what another case brought along would be lost with it
    return Deed(roots=ids, changes=found, counted=_counted(vault, after)) if found else None


def one_deed(first: Deed, later: Deed) -> Deed | None:
    """Return both as one where the later only goes on with the first; None: they are two.

    It goes on with it when it changed nothing but what that had changed, and nothing else came between. What
    is the same again is no part of it; where all is, it has no changes.
    """
    known = {(each.place, each.key): each for each in first.changes}
    for each in later.changes:
        begun = known.get((each.place, each.key))
        if begun is None or begun.after != each.before or not each.columns <= begun.columns:
            return None
    if first.roots != later.roots or first.counted != later.counted:
        return None
    ends = known | {(each.place, each.key): each for each in later.changes}
    whole = (
        RowChange(place=place, key=key, before=known[place, key].before, after=each.after)
        for (place, key), each in ends.items()
    )
    return Deed(
        roots=first.roots,
        changes=tuple(each for each in whole if each.before != each.after),
        counted=later.counted,
    )


def of_erased(vault: Vault, deeds: Iterable[Deed]) -> list[Deed]:
    """Return the deeds that would put an erased case back at its site: nothing of it is to be kept."""
    return [each for each in deeds if any(vault.cases.find(case_id) is None for case_id in each.sited)]


def without_tags(deed: Deed) -> Deed | None:
    """Return a deed with all that it remembers of tags let go of; None where nothing else is left of it."""
    kept = tuple(each for each in deed.changes if each.place not in _TAGS)
    if len(kept) == len(deed.changes):
        return deed
    return replace(deed, changes=kept) if kept else None


def undo(vault: Vault, deed: Deed) -> None:
    """Put every row back as it was before `deed`, and let follow what follows from that.

    Raises RuleError when something has changed it since, or was begun to be written in what would go; when a
    case would go back to another organisation, or cases would become one or two again, after a released
    report has counted them; and when a line of a table would come or go after a report was released.
    """
    try:
        with vault.transaction():
            _require_uncounted(vault, deed)
            _require_nothing_begun(vault, deed)
            allowed = _allowed(vault, deed)
            for table in take_back(vault.connection, deed.roots, deed.changes):
                vault.touch(table)
            _require_clear_names(vault, deed)
            _require_grounds(vault, deed, allowed)
            _follow(vault, deed)
    except TakenBackElsewhereError as error:
        raise RuleError(
            "",
            N_("This cannot be undone any more: something was changed in it since."),
            safe=N_("Nothing was changed."),
            todo=N_("Undo what you did after it first, or change it by hand."),
        ) from error


def _require_uncounted(vault: Vault, deed: Deed) -> None:
    """Raise TakenBackElsewhereError when a report that came since had better not see it otherwise.

    Where that is for the lines of its tables, it is a RuleError that says so.
    """
    if not any(map(_says_what_counts, deed.changes)):
        return
    if _counted(vault, snapshot(vault.connection, deed.roots)) == deed.counted:
        return
    if any(each.table in ("units", "report_lists") for each in deed.changes):
        raise RuleError(
            "",
            N_("This cannot be undone any more: a report was released to this organisation since."),
            safe=N_("Nothing was changed."),
            todo=N_("Change it by hand: then it holds for reports to come."),
        )
    raise TakenBackElsewhereError


def _says_what_counts(change: RowChange) -> bool:
    """Tell whether a change decided which cases there are, what was counted of which, or over which lines.

    Who could have the lines of a table otherwise once its figures are known could choose what they show
    (`report_lists`, `sites`). A site that only gets another name is the same line.
    """
    if change.before is None or change.after is None:
        return change.table in _SAY_WHAT_COUNTS | {"cases", "units"}
    if change.place == "cases":
        return bool(change.before["organisation_id"] != change.after["organisation_id"])
    return change.table in _SAY_WHAT_COUNTS


def _counted(vault: Vault, seen: Snapshot) -> frozenset[int]:
    events = frozenset(key[0] for place, key in seen.rows if place == "ledger.case_id")
    return events.union(*(vault.releases.ids(root) for root in seen.roots))


def _require_nothing_begun(vault: Vault, deed: Deed) -> None:
    """Raise TakenBackElsewhereError when something was begun to be written in what would go."""
    rows = (each.after for each in deed.changes if each.before is None and each.after is not None)
    going = {str(row["id"]) for row in rows if "id" in row}
    if any(not going.isdisjoint(place.split("/")) for place in vault.drafts.places("")):
        raise TakenBackElsewhereError


def _require_clear_names(vault: Vault, deed: Deed) -> None:
    """Raise TakenBackElsewhereError when a name that comes back was given to something else since."""
    try:
        for change in deed.changes:
            if change.before is None:
                continue
            match change.place:
                case "organisations":
                    require_own_name(vault, vault.organisations.get(change.key[0]))
                case "units":
                    require_clear_unit(vault, vault.units.get(change.key[0]))
                case "respondent_tags":
                    require_own_word(vault, vault.respondent_tags.get(change.key[0]))
                case "own_labels":
                    require_clear_word(vault, vault.own_labels.get(change.key[0]))
    except RuleError as error:
        raise TakenBackElsewhereError from error


def _allowed(vault: Vault, deed: Deed) -> list[Consent]:
    """Return the consents that `deed` corrected, as they are by now."""
    case_ids = {each.after["case_id"] for each in _corrected(deed, "consents") if each.after}
    ids = {each.key[0] for each in _corrected(deed, "consents")}
    known = (each for case_id in case_ids for each in vault.consents.of_case(case_id))
    return [each for each in known if each.id in ids]


def _require_grounds(vault: Vault, deed: Deed, allowed: Iterable[Consent]) -> None:
    """Raise TakenBackElsewhereError when a step was recorded since by what was corrected (rules 1 and 4)."""
    try:
        for consent in allowed:
            require_still_covered(vault, consent, vault.consents.get(consent.id))
        for change in _corrected(deed, "confidentiality_exceptions"):
            require_covers_done(vault, vault.confidentiality_exceptions.get(change.key[0]))
    except RuleError as error:
        raise TakenBackElsewhereError from error


def _corrected(deed: Deed, table: str) -> list[RowChange]:
    """Return the changes of rows that were there before a deed and after it."""
    return [each for each in deed.changes if each.place == table and each.before and each.after]


def _follow(vault: Vault, deed: Deed) -> None:
    """Derive mandates anew: the agreement may be another now, or a case came under it since."""
    for organisation_id in {each.key[0] for each in deed.changes if each.place == "organisation_mandates"}:
        if vault.organisations.is_there(organisation_id):
            follow_agreement(vault, vault.organisations.get(organisation_id))
    for change in deed.changes:
        if change.place == "cases" and change.before is not None:
            case = vault.cases.get(change.key[0])
            if (agreed := as_agreed(vault, case)) != case:
                vault.cases.save(agreed)
