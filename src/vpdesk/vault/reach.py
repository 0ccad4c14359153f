"""How far a rescue reaches: is the vault known to have been further than the file that is rescued?

An older file in the place of the newest, put there by a program that synchronises or left behind by a log
that was lost, can be whole from first page to last, and lacks all that was written since. How far a database
is, it says itself, and every backup too; this computer remembers how far the vault was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.code import N_, Code
from vpdesk.domain.errors import VpdeskError
from vpdesk.vault.archive import Archive
from vpdesk.vault.header import Opened
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.layout import Key, TableLayout, layout
from vpdesk.vault.manifest import Manifest
from vpdesk.vault.salvage import Salvage, SalvagedTable

#: What is rewritten or thrown away in daily work: a row that only the older file has was let go since.
_PASSING: Final = ("vault_state", "counsellors", "report_lists", "drafts")


class Doubt(Code):
    """Why a rescued vault may lack something that nothing in the rescued file tells of."""

    OVERTAKEN = (
        "overtaken",
        N_(
            "The file with your cases was older than this backup. The rescued vault is as the backup, with "
            "what only the file had added to it."
        ),
    )
    BEHIND = (
        "behind",
        N_(
            "Your vault was further than this: what you wrote last is missing. Is there a newer backup "
            "elsewhere, on a USB stick perhaps? Then use that one."
        ),
    )
    BESIDE = (
        "beside",
        N_(
            "Your newest backup is further than the file with your cases. Is something missing? Then put "
            "back that backup."
        ),
    )
    UNKNOWN = (
        "unknown",
        N_("It cannot be read how far your vault was: what you wrote last may be missing."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many changes each source has seen: the file (None: it cannot be read), the newest backup that is
    genuine (0: there is none), and what this computer remembers.
    """

    file: int | None
    newest_backup: int
    remembered: int

    @classmethod
    def of(cls, found: Salvage, backups: Sequence[Path], opened: Opened, remembered: int) -> Self:
        """Look how far the salvaged file is, and the first of the `backups`, newest first, that is ours."""
        vault_id = opened.header.vault_id
        said = [row[2] for row in found.tables["vault_state"].rows.values() if row[1] == vault_id]
        manifests = (_genuine(file, opened.key) for file in backups)
        ours = (one.commits for one in manifests if one is not None and one.vault_id == vault_id)
        return cls(
            file=next((commits for commits in said if isinstance(commits, int)), None),
            newest_backup=next(ours, 0),
            remembered=remembered,
        )

    @property
    def is_behind(self) -> bool:
        """Whether the file is certainly older than the one that this computer worked in last."""
        return self.file is not None and self.file < self.remembered

    def is_overtaken_by(self, manifest: Manifest) -> bool:
        """Tell whether the rescue is to start from this backup, and not from the file."""
        return self.is_behind and self.file is not None and self.file < manifest.commits

    def doubts(self, backup: Manifest | None) -> tuple[Doubt, ...]:
        """Return what must be said of a rescue that used `backup`."""
        found = []
        reached = self.file or 0
        if backup is not None and (self.file is None or self.is_overtaken_by(backup)):
            reached = max(reached, backup.commits)
        if backup is not None and self.is_overtaken_by(backup):
            found.append(Doubt.OVERTAKEN)
        if self.file is None:
            found.append(Doubt.UNKNOWN)
        elif reached < self.remembered:
            found.append(Doubt.BEHIND)
        if reached < self.newest_backup:
            found.append(Doubt.BESIDE)
        return tuple(found)


def overtaken(found: Salvage, backup: sqlcipher.Connection, schema: int) -> Salvage:
    """Return what of an older file goes into a new database beside the whole of the `backup`.

    Cases, and what hangs on them, are never thrown away but for good, with a mark that is kept: a row of
    them that the backup does not have was written elsewhere, and stays.
    """
    version = max(found.version, schema)
    tables = {name: SalvagedTable(gaps=[(None, None)]) for name in layout(version)}
    tables["vault_state"] = found.tables["vault_state"]
    if version == found.version:
        kept: dict[str, set[Key]] = {}
        for name, table in layout(version).items():
            if name not in _PASSING:
                rows = found.tables[name].rows
                kept[name] = _not_in(backup, table, set(rows), kept)
                tables[name].rows = {key: rows[key] for key in rows if key in kept[name]}
    return replace(found, version=version, tables=tables, overtaken=True)


def _not_in(
    backup: sqlcipher.Connection, table: TableLayout, keys: set[Key], kept: dict[str, set[Key]]
) -> set[Key]:
    """Return the keys of rows that the backup does not have; codes go with what they belong to."""
    if table.numbered:
        known = backup.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table.name]).fetchone()
        sql = f"SELECT {table.key[0]} FROM {table.name}"  # noqa: S608  names are ours
        return keys - {row[0] for row in (backup.execute(sql) if known else ())}
    owners: set[Key] = kept.get(table.references[0].table, set()) if table.references else set()
    return {key for key in keys if isinstance(key, tuple) and key[0] in owners}


def _genuine(file: Path, key: VaultKey) -> Manifest | None:
    try:
        return Archive.open(file).signed.require(key)
    except VpdeskError:
        return None
