"""Putting a backup back: what is there now is backed up first, the counsellor sees both, then they swap."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from vpdesk.domain.backup import BackupReason
from vpdesk.domain.code import N_
from vpdesk.domain.errors import VpdeskError
from vpdesk.services.backups import before, has_changed
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.progress import Report, unheard
from vpdesk.vault.recovery import Secret
from vpdesk.vault.restore import Prepared, prepare, swap
from vpdesk.vault.swapping import is_there
from vpdesk.vault.vault import Vault

#: What to do where it is not known which reports went out since: no two papers over the same days may differ.
REPORTS_MAY_BE_MISSING: Final = N_(
    "Afterwards, look for the PDFs that you gave to clients since, and record the cases that the backup"
    " lacks. Then make each of those reports again, over the same period. Release it only when every number"
    " in it is that of the PDF. Is one of them other? Then enter the number of cases of the PDF at Reports,"
    " under “Does the client know a number already?”, and give that client interim figures only for the"
    " time being."
)


def prepare_restore(
    file: Path, secret: Secret, target: Path, *, now: datetime, progress: Report = unheard
) -> Prepared:
    """Make the vault of a backup beside the one at `target`, proven and not yet in its place; on any thread.

    Where the same secret opens the present vault it is backed up first; else the swap keeps it as it is,
    which loses nothing either. Errors as with `vpdesk.vault.restore.prepare`.
    """
    with suppress(VpdeskError):
        _back_up_present(target, secret, now, progress)
    return prepare(file, secret, VaultFolder(target), progress=progress)


def finish_restore(prepared: Prepared, *, now: datetime) -> Path | None:
    """Let the restored vault take the place of the present one; return where that is kept.

    None: there was none. Errors as with `vpdesk.vault.restore.swap`.
    """
    return swap(prepared, now=now)


def _back_up_present(target: Path, secret: Secret, now: datetime, progress: Report) -> None:
    if is_there(VaultFolder(target)):
        with Vault.open(target, secret) as vault:
            if has_changed(vault):
                before(vault, BackupReason.RESTORE, now=now, progress=progress)
