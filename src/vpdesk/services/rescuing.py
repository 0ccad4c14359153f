"""Rescuing a damaged vault into a new one, and telling in words what came of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from vpdesk.domain.code import N_
from vpdesk.i18n import _, label, ngettext
from vpdesk.services.row_words import said_of_rows
from vpdesk.vault import rescue
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.progress import Report, unheard
from vpdesk.vault.reach import Doubt
from vpdesk.vault.recovery import Secret
from vpdesk.vault.rescue import RescueReport

#: The tables that say what was released, and what was counted in it; the second is of earlier schemas.
_REGISTER: Final = ("releases", "counted_cases", "ledger", "counted_along", "became_known", "stands_for")
#: The tables of codes of a case.
_CODES: Final = (
    "case_matters",
    "case_matter_details",
    "case_respondent_relations",
    "case_routes",
    "case_counsellor_parts",
    "contact_participants",
    "formal_track_complaint_parts",
    "organisation_mandates",
    "organisation_open_routes",
)


def rescue_vault(
    folder: Path, secret: Secret, into: Path, *, backup: Path | None = None, progress: Report = unheard
) -> RescueReport:
    """Make a new vault in `into` of what is left of the one in `folder`; errors as with `vault.rescue`."""
    return rescue.rescue(VaultFolder(folder), secret, into, backup=backup, progress=progress)


def is_complete(report: RescueReport) -> bool:
    """Tell whether every row that is known of came through as it was, and nothing is known to be newer."""
    return not report.stand_ins and not report.lost and not report.doubts


def describe(report: RescueReport) -> tuple[str, ...]:
    """Return the lines of a report, in the user's language: saved, taken from the backup, to check, lost."""
    lines = [_said(N_("Read from the damaged vault: {what}."), report.salvaged)]
    if report.damaged:
        lines.insert(0, _("{n} of the {total} pages of the file could not be read.", n=report.damaged,
                          total=report.pages))  # fmt: skip
    if report.backup_made is not None:
        made = f"{report.backup_made.astimezone():%d-%m-%Y %H:%M}"
        lines.append(
            _said(N_("Taken from the backup of {made}: {what}."), report.from_backup, made=made)
            if _listed(report.from_backup)
            else _("The backup of {made} had nothing more.", made=made)
        )
    elif not is_complete(report) and Doubt.BESIDE not in report.doubts:
        lines.append(_("There was no usable backup to fill up from."))
    lines += map(label, report.doubts)
    if _listed(report.stand_ins):
        lines.append(
            _said(
                N_("Only partly known, and marked so in the case itself: {what}. Check these."),
                report.stand_ins,
            )
        )
    if sum(report.stand_ins.get(name, 0) + report.lost.get(name, 0) for name in _CODES):
        lines.append(_("Of some cases the matters or the routes are lost: look them through."))
    if _listed(report.lost):
        lines.append(_said(N_("Lost: {what}."), report.lost))
    if any(report.lost.get(name) for name in _REGISTER):
        lines.append(
            _(
                "What was released in reports is not fully known any more: "
                "do not release another report over the same days."
            )
        )
    if report.erased_again:
        lines.append(
            ngettext(
                "{n} erased case was in the backup and was left out.",
                "{n} erased cases were in the backup and were left out.",
                report.erased_again,
            )
        )
    if is_complete(report):
        lines.append(_("As far as can be seen, nothing is lost."))
    return tuple(lines)


def _said(message: str, counts: Mapping[str, int], **values: object) -> str:
    return _(message, what=_listed(counts) or _("nothing"), **values)


def _listed(counts: Mapping[str, int]) -> str:
    """Return "12 cases, 30 conversations"; empty when there is nothing to speak of."""
    return ", ".join(said_of_rows(counts))
