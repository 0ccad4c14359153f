"""Row 13: twenty lines without any of our code open a backup, and every row in it is the vault's."""

import random
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tests.factories import PASSPHRASE
from tests.proof import writer
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from tests.test_open_backup import count_with_sqlcipher, open_with_script, sqlcipher_4
from tests.upgrade.freeze import read_tables
from vpdesk.domain.backup import BackupReason
from vpdesk.vault.backup import make_backup
from vpdesk.vault.vault import Vault

_NOW: Final = datetime(2026, 11, 25, 18, 20, tzinfo=UTC)
_FLIPS: Final = 5


@proves(13, "an independent decryptor opens a backup")
def open_without_us(run: Run) -> Iterator[Finding]:
    """Open backups of ever larger vaults with the script of the documentation, and compare every row."""
    backups = run.of(small=2, full=20)
    rows = differing = unread = by_sqlcipher = 0
    folder = run.folder / "vault"
    writer.begin(folder)
    made = Path()
    for number in range(backups):
        with Vault.open(folder, PASSPHRASE) as vault, vault.backup_source() as source:
            for save in range(number * 50 + 1, number * 50 + 51):
                writer.save(vault, save, random.Random(save))
            made = make_backup(source, run.folder / "copies", reason=BackupReason.ASKED, now=_NOW).file
            expected = read_tables(vault.connection)
            by_sqlcipher += sqlcipher_4() is not None and count_with_sqlcipher(made, source.key) == len(
                expected["cases"]["rows"]
            )
        found = _read(made, run.folder / f"plain-{number}.db")
        rows += sum(len(table["rows"]) for table in expected.values())
        unread += not found
        differing += sum(found.get(name) != table for name, table in expected.items())
    yield at_least(backups * 20, "rows compared", rows)
    yield none("backups that it could not open", unread)
    yield none("tables with anything else in them", differing)
    if sqlcipher_4() is not None:
        yield at_least(backups, "backups that the sqlcipher command opens as well", by_sqlcipher)
    refused = sum(not _read(_changed(made, place), run.folder / "plain.db") for place in range(_FLIPS))
    yield Control(without="pages as we wrote them", harm=refused, of=_FLIPS, share=0.5)


def _read(backup: Path, plain: Path) -> dict[str, Any]:
    """Return what the script makes of a backup; nothing when it refuses."""
    if open_with_script(backup, PASSPHRASE, plain).returncode != 0:
        return {}
    with closing(sqlite3.connect(plain)) as connection:
        return read_tables(connection)


def _changed(backup: Path, number: int) -> Path:
    """Return the backup with one bit of its database changed, in a ZIP whose checksums are right."""
    with zipfile.ZipFile(backup) as pack:
        members = {name: bytearray(pack.read(name)) for name in pack.namelist()}
    members["case.db"][number * 4096 + 700] ^= 1
    target = backup.with_name(f"changed-{number}.zip")
    with zipfile.ZipFile(target, "w") as pack:
        for name, content in members.items():
            pack.writestr(name, bytes(content))
    return target
