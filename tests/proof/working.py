"""A process that works in a vault until its input ends: saves, looks, tidies up, makes and proves a backup.

    python -m tests.proof.working FOLDER [PROTECTION ...]     the passphrase comes by the input

It is searched for keys (`key_in_memory`); the protections are those of `without` that are taken away.
"""

import random
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Final

from tests.factories import CHEAP
from tests.proof import without, writer
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.overview import CaseFilter
from vpdesk.services import access
from vpdesk.vault.backup import make_backup, verify_backup
from vpdesk.vault.vault import Vault

_TODAY: Final = date(2026, 11, 20)
_NOW: Final = datetime(2026, 11, 20, 14, 2)
_OTHER: Final = "lade wolk ketel duin merel"


def work(vault: Vault, passphrase: str) -> None:
    """Do a little of everything that touches the keys, and end under the passphrase it began with."""
    chance = random.Random(1)
    for number in range(1, 30):
        writer.save(vault, number, chance)
    vault.cases.rows(CaseFilter())
    vault.contacts.of_case(writer.CASE.id)
    vault.tidy()
    access.change_passphrase(vault, _OTHER, CHEAP)
    access.change_passphrase(vault, passphrase, CHEAP)
    recovery_key = access.make_recovery_key(vault)
    access.prove_recovery_key(vault, recovery_key, {}, _TODAY)
    access.renew_vault_key(vault, passphrase, now=_NOW)
    with vault.backup_source() as source:
        backup = make_backup(source, vault.folder.backups, reason=BackupReason.ASKED, now=_NOW)
        verify_backup(backup.file, source.key)
    verify_backup(backup.file, passphrase)
    for number in range(30, 60):
        writer.save(vault, number, chance)
    vault.check()


def main() -> None:
    """Work, say so, and keep the vault open until the input ends."""
    folder, *taken_away = sys.argv[1:]
    for name in taken_away:
        getattr(without, name)()
    passphrase = sys.stdin.readline().rstrip("\n")
    with Vault.open(Path(folder), passphrase) as vault:
        work(vault, passphrase)
        sys.stdout.write("open\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
