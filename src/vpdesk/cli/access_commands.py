"""Changing the passphrase and making a recovery sheet, through the same services as the window."""

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vpdesk import durable, i18n
from vpdesk.cli.asking import after_a_change, ask_new_passphrase, ask_secret, require_folder_of
from vpdesk.cli.statuses import DONE
from vpdesk.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from vpdesk.vault.recovery import RecoveryKey
    from vpdesk.vault.vault import Vault

#: How often two groups of a new sheet are asked back before that is left for another day.
_TRIES = 3


def change_passphrase(chosen: argparse.Namespace) -> int:
    """Change the passphrase, make a backup that opens with it, and name the backups of before."""
    from vpdesk.domain.backup import BackupReason
    from vpdesk.services import access, backups
    from vpdesk.vault.vault import Vault

    now = datetime.now()  # noqa: DTZ005  her own clock
    with Vault.open(chosen.vault, ask_secret(chosen)) as vault:
        access.change_passphrase(vault, ask_new_passphrase(chosen.new_passphrase_file))
        print(_("The passphrase was changed."))
        with after_a_change(N_("The passphrase was changed: from now on the new one opens the vault.")):
            backup = backups.before(vault, BackupReason.KEY_CHANGE, now=now).backup
            older, unclear = access.backups_of_before(vault), access.unclear_backups(vault)
    print(_("The backup is in {file}. It was read back and is in order.", file=backup.file))
    if older:
        print(
            ngettext(
                "{n} earlier backup opens with the passphrase it was made with:",
                "{n} earlier backups open with the passphrase they were made with:",
                len(older),
            )
        )
        for one in older:
            print(f"  {one.file}")
    for file in unclear:
        print(_("It cannot be seen which vault {file} belongs to. If it is this one, it may still open with"
                " the earlier passphrase. Delete it only if you need nothing from it.",
                file=file))  # fmt: skip
    return DONE


def make_recovery_key(chosen: argparse.Namespace) -> int:
    """Make a new recovery key, show it or write its sheet, and ask two groups of it back."""
    from vpdesk.vault.recovery import RecoveryKey
    from vpdesk.vault.vault import Vault

    if chosen.out is not None:
        require_folder_of(chosen.out, N_("No recovery sheet was made."))
    now = datetime.now()  # noqa: DTZ005  her own clock
    with Vault.open(chosen.vault, ask_secret(chosen)) as vault:
        recovery_key = RecoveryKey.generate()
        try:
            _hand_over(chosen.out, vault, recovery_key, now)
            if _prove(vault, recovery_key, now):
                print(_("The sheet is right: it opens the vault."))
                print(_("Earlier recovery sheets of this vault no longer open it: tear them up."))
            else:
                print(_("The new recovery sheet is not checked yet: no two groups of it were typed."
                        " An earlier sheet opens the vault too."))  # fmt: skip
        finally:
            recovery_key.forget()
    return DONE


def _hand_over(out: Path | None, vault: "Vault", recovery_key: "RecoveryKey", now: datetime) -> None:
    """Let the key open the vault and hand it over; a file is there before that, or nothing is changed."""
    from vpdesk.letters.recovery_sheet import RecoverySheet, write
    from vpdesk.services.access import put_recovery_key

    if out is not None:
        sheet = RecoverySheet(groups=recovery_key.groups, made_on=now.date(), language=i18n.language())
        durable.replace(out, write(sheet))
        try:
            put_recovery_key(vault, recovery_key)
        except BaseException:
            out.unlink(missing_ok=True)  # it opens nothing
            raise
        print(_("The recovery sheet is in {file}. Print it, and delete the file.", file=out))
        return
    put_recovery_key(vault, recovery_key)
    print(_("This is the recovery key. Write it down, and keep it away from your computer."))
    for number, group in enumerate(recovery_key.groups, start=1):
        print(f"  {number}  {group}")


def _prove(vault: "Vault", recovery_key: "RecoveryKey", now: datetime) -> bool:
    """Ask two groups back; False where nobody can answer, or nobody does."""
    from vpdesk.services import access
    from vpdesk.vault.key_faults import RecoveryKeyError

    if not sys.stdin.isatty():
        return False
    groups = access.draw_groups()
    for _try in range(_TRIES):
        try:
            typed = {number: input(_("Group {group} of the sheet: ", group=number)) for number in groups}
            access.prove_recovery_key(vault, recovery_key, typed, now.date())
        except RecoveryKeyError as error:
            print(i18n.explain(error), file=sys.stderr)
        except (EOFError, KeyboardInterrupt):
            return False
        else:
            return True
    return False
