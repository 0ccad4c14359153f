"""Row 12: so many pages of a large vault are damaged; how many rows are there after a rescue?

Only pages that hold what was entered are damaged: half of the file are indexes of words, which are made anew.
"""

import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from tests.factories import CHEAP, PASSPHRASE
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from tests.vault.full_cases import Author
from vpdesk.domain.backup import BackupReason
from vpdesk.services import practice
from vpdesk.vault import header_files
from vpdesk.vault.backup import make_backup
from vpdesk.vault.btree import read_node
from vpdesk.vault.faults import DatabaseDamagedError
from vpdesk.vault.folder import PAGE, VaultFolder
from vpdesk.vault.full_text import plain_tables
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.opening import connect_with
from vpdesk.vault.pages import PageKeys
from vpdesk.vault.rescue import rescue
from vpdesk.vault.salvage import read_pages, salvage
from vpdesk.vault.vault import Vault

TODAY: Final = date(2026, 11, 20)
NOW: Final = datetime(2026, 11, 25, 18, 20)
#: How many pages are damaged, and which share of all rows must be saved without any backup, in percent.
_TARGETS: Final = ((1, 99.9), (5, 99.5), (50, 97.0))
#: So many cases of the practice have more than 20,000 rows.
_CASES: Final = 2000
_ROWS: Final = 20_000
#: One more case in so many has a row in every table of a case, and a vault has so many tables at least.
_FULL: Final = 20
_TABLES: Final = 25

Rows = Mapping[str, frozenset[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Large:
    """A large closed vault: its folder, its key, its bytes, every row, and the pages that hold these."""

    folder: VaultFolder
    key: VaultKey
    raw: bytes
    rows: Rows
    pages: Sequence[int]

    @property
    def total(self) -> int:
        """How many rows there are."""
        return sum(map(len, self.rows.values()))

    def damage(self, numbers: list[int], chance: random.Random) -> None:
        """Write the database with one bit flipped in each of the pages."""
        data = bytearray(self.raw)
        for number in numbers:
            data[(number - 1) * PAGE + chance.randrange(16, PAGE)] ^= 1 << chance.randrange(8)
        for left in (self.folder.log, self.folder.shared):
            left.unlink(missing_ok=True)
        self.folder.database.write_bytes(data)


@proves(12)
def salvage_damaged_pages(run: Run) -> Iterator[Finding]:
    """Damage pages drawn at random, again and again, and read what is left without a backup and with one."""
    large = _make(run.folder / "vault", run.of(small=_CASES // 20, full=_CASES))
    chance = random.Random(run.seed)
    draws = run.of(small=4, full=60)
    pages = len(large.pages)
    yield at_least(run.of(small=_ROWS // 20, full=_ROWS), "rows in the vault", large.total)
    yield at_least(_TABLES, "tables that they stand in", sum(map(bool, large.rows.values())))
    wrong = 0
    for damaged, target in _TARGETS:
        scale = run.of(small=20, full=1)
        saved = []
        for _ in range(draws):
            large.damage(chance.sample(large.pages, min(max(1, damaged // scale), pages)), chance)
            found = _salvaged(large)
            wrong += sum(len(rows - large.rows[name]) for name, rows in found.items())
            saved.append(100 * sum(map(len, found.values())) / large.total)
        what = f"% of the rows saved from {damaged} damaged pages of {pages} (mean of {draws} draws)"
        if scale == 1:
            yield at_least(target, what, round(sum(saved) / draws, 3))
        yield at_least(50, f"% in the worst draw with {damaged}", round(min(saved), 3))
    yield none("rows that were not in the vault", wrong)
    yield from _with_backup(large, run, chance, pages)
    yield _control(large, run, chance, pages)


def _with_backup(large: _Large, run: Run, chance: random.Random, pages: int) -> Iterator[Finding]:
    """Rescue vaults with fifty damaged pages that have a backup beside them: then nothing is missing."""
    rescues = run.of(small=1, full=5)
    missing = 0
    for number in range(rescues):
        large.damage(chance.sample(large.pages, min(50, pages // 3)), chance)
        into = run.folder / f"rescued-{number}"
        rescue(large.folder, PASSPHRASE, into)
        with closing(connect_with(into / "case.db", large.key)) as connection:
            there = _read(connection)
        missing += sum(len(rows - there[name]) for name, rows in large.rows.items() if name != "vault_state")
        shutil.rmtree(into)
    yield none(f"rows missing after {rescues} rescues from 50 damaged pages with a backup", missing)


def _control(large: _Large, run: Run, chance: random.Random, pages: int) -> Control:
    """Read the tables with SQLite instead, which stops at the first damaged page of each."""
    draws = run.of(small=4, full=10)
    missed = 0
    for _ in range(draws):
        large.damage(chance.sample(large.pages, min(50, pages // 3)), chance)
        missed += 100 * _readable_by_sqlite(large) / large.total < _TARGETS[-1][1]
    return Control(without="a reader that goes on after a damaged page", harm=missed, of=draws, share=0.5)


def _make(path: Path, cases: int) -> _Large:
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        organisations = practice.organisations_of(3, TODAY, cases=cases)
        practice.fill_from(vault, organisations, practice.cases_of(3, TODAY, organisations, cases=cases))
        author = Author(5)
        for _ in range(cases // _FULL):
            author.write(vault, organisations[0].id, contacts=1, length=10)
        with vault.backup_source() as source:
            make_backup(source, vault.folder.backups, reason=BackupReason.LOCK, now=NOW)
        rows = _read(vault.connection)
    folder = VaultFolder(path)
    key = header_files.unlock(path, PASSPHRASE).key
    pages = _pages_of_entries(folder, key)
    return _Large(folder=folder, key=key, raw=folder.database.read_bytes(), rows=rows, pages=pages)


def _pages_of_entries(folder: VaultFolder, key: VaultKey) -> list[int]:
    """Return the pages that belong to no full-text index."""
    with closing(connect_with(folder.database, key)) as connection:
        entries = set(plain_tables(connection))
        trees = connection.execute("SELECT tbl_name, rootpage FROM sqlite_master WHERE rootpage > 0")
        waiting = [root for table, root in trees.fetchall() if table not in entries]
    with PageKeys(key.database_key()) as keys:
        readable = read_pages(folder, keys).readable
    made_anew = set[int]()
    while waiting:
        made_anew.add(number := waiting.pop())
        waiting += [child for child, _highest in read_node(number, readable).children]
    return sorted(readable.keys() - made_anew)


def _read(connection: sqlcipher.Connection) -> Rows:
    found = {}
    for name in plain_tables(connection):
        found[name] = frozenset(map(tuple, connection.execute(f"SELECT * FROM {name}")))
    return found


def _salvaged(large: _Large) -> Rows:
    with PageKeys(large.key.database_key()) as keys:
        found = salvage(read_pages(large.folder, keys))
    return {name: frozenset(table.rows.values()) for name, table in found.tables.items()}


def _readable_by_sqlite(large: _Large) -> int:
    """Count the rows that come before the first error, with a new connection for each table."""
    count = 0
    for name in large.rows:
        try:
            with closing(connect_with(large.folder.database, large.key)) as connection:
                for _row in connection.execute(f"SELECT * FROM {name}"):
                    count += 1
        except (sqlcipher.Error, DatabaseDamagedError):
            continue
    return count
