"""What was released: attacking all of it again, and entering a number that got out otherwise."""

import argparse
import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

from vpdesk import durable, i18n
from vpdesk.cli.asking import ask_secret, require_folder_of
from vpdesk.cli.statuses import DONE, FINDING
from vpdesk.domain.errors import RuleError
from vpdesk.i18n import N_, _

if TYPE_CHECKING:
    from vpdesk.domain.organisation import Organisation
    from vpdesk.services.auditing import AuditFinding, GroupAudit
    from vpdesk.vault.vault import Vault


def organisation_named(vault: "Vault", name: str, safe: str) -> "Organisation":
    """Return the client of this name; raises RuleError when there is none."""
    found = vault.organisations.by_name(name)
    if found is None:
        raise RuleError(
            "organisation", N_("There is no organisation {name} in this vault."),
            safe=safe, todo=N_("Check the name."), name=name,
        )  # fmt: skip
    return found


def enter_told(chosen: argparse.Namespace) -> int:
    """Enter a number of new cases that a client was told otherwise than by a report."""
    from vpdesk.services.telling import ToldNumber, enter_told
    from vpdesk.vault.vault import Vault

    with Vault.open(chosen.vault, ask_secret(chosen)) as vault:
        told = ToldNumber(
            organisation_id=organisation_named(vault, chosen.organisation, N_("Nothing was entered.")).id,
            start=chosen.start,
            end=chosen.end,
            cases=chosen.cases,
            how=chosen.reason,
        )
        enter_told(vault, told, now=datetime.now())  # noqa: DTZ005  her own clock
    print(_("The number was entered: from now on every report reckons with it."))
    return DONE


def audit_releases(chosen: argparse.Namespace) -> int:
    """Attack every release to every client; a finding is a finding."""
    from vpdesk.services import auditing
    from vpdesk.vault.vault import Vault

    if chosen.json is not None:
        require_folder_of(chosen.json, N_("Nothing was changed."))
    with Vault.open(chosen.vault, ask_secret(chosen)) as vault:
        found = auditing.audit_vault(vault)
    for group in found:
        _tell(group)
    if chosen.json is not None:
        text = json.dumps([_as_json(group) for group in found], ensure_ascii=False, indent=2)
        durable.replace(chosen.json, text.encode())
    wrong = sum(len(group.findings) for group in found)
    if not wrong:
        print(_("Nobody can be found in what was released."))
        return DONE
    print(
        i18n.ngettext("{n} finding.", "{n} findings.", wrong)
        + " "
        + _(
            "What was handed out cannot be taken back. Release nothing more to this client before you know"
            " what it may still be told: a longer period, or totals only."
        ),
        file=sys.stderr,
    )
    return FINDING


def _tell(group: "GroupAudit") -> None:
    """Print the figures of one client, and what was found."""
    from vpdesk.services.audit_words import finding_words, release_words

    words = i18n.Words(i18n.language())
    print(group.organisation)
    if not group.releases:
        print("  " + _("Nothing was released."))
        return
    print(
        "  "
        + _(
            "releases: {releases} · printed numbers: {statements} · bounds computed: {bounds}"
            " · worlds that print the same: {worlds} · documents made again: {documents}"
            " · findings: {findings}",
            releases=group.releases,
            statements=group.statements,
            bounds=group.bounds,
            worlds=group.worlds,
            documents=group.documents,
            findings=len(group.findings),
        )
    )
    if group.untold:
        print(
            "  "
            + i18n.ngettext(
                "{n} release is from before vpdesk kept what each case counted as: it was held against what"
                " it prints.",
                "{n} releases are from before vpdesk kept what each case counted as: they were held against"
                " what they print.",
                group.untold,
            )
        )
    for each in group.notes:
        print(f"  {release_words(each, words)}: {finding_words(each, words)}")
    for each in group.findings:
        print(f"  {release_words(each, words)}: {finding_words(each, words)}", file=sys.stderr)


def _as_json(group: "GroupAudit") -> dict[str, Any]:
    figures = ("organisation", "releases", "statements", "bounds", "worlds", "untold", "documents")
    return {
        **{name: getattr(group, name) for name in figures},
        "findings": [_finding_as_json(each) for each in group.findings],
        "notes": [_finding_as_json(each) for each in group.notes],
    }


def _finding_as_json(finding: "AuditFinding") -> dict[str, Any]:
    entry = finding.release
    told = {name: getattr(finding, name) for name in finding.__dataclass_fields__ if name != "release"}
    period = {"from": entry.start.isoformat(), "to": entry.end.isoformat()}
    return {"kind": entry.kind.value, "period": period, **told}
