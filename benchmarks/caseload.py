"""The caseloads that are measured: invented practice data, made once per size and kept for the next run."""

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.services import practice
from vpdesk.vault import header_files
from vpdesk.vault.connection import SETTINGS
from vpdesk.vault.folder import HEADERS, FolderLock, VaultFolder
from vpdesk.vault.header import Header, Opened
from vpdesk.vault.keys import MIN_MEMORY, Cost, VaultKey
from vpdesk.vault.migrations import MIGRATIONS
from vpdesk.vault.opening import connect_with
from vpdesk.vault.rewrap import change_passphrase
from vpdesk.vault.vault import Vault

#: On the disk of the checkout: a temporary folder may lie in memory, where synchronising costs nothing.
FOLDER: Final = Path(__file__).resolve().parents[1] / "build" / "benchmarks"
PASSPHRASE: Final = "oefenen met verzonnen dossiers"  # noqa: S105  of invented data
COST: Final = Cost(memory=MIN_MEMORY, iterations=1, lanes=1)
TODAY: Final = date(2026, 11, 20)
SEED: Final = 7
DATABASE: Final = "case.db"
#: A caseload of another schema is another folder.
SCHEMA: Final = hashlib.sha256("".join(MIGRATIONS).encode()).hexdigest()[:8]

Statement = tuple[str, Sequence[Sequence[Any]]]
#: A contact as a peer is given it: the client organisation, a title of its own, the channel, and the notes.
Contact = tuple[str, str, str, str]


def cases_in(size: str) -> int:
    """Return the number of cases that `1k`, `10k`, `100k` or a plain number means."""
    return int(size.removesuffix("k")) * (1000 if size.endswith("k") else 1)


def vault_of(size: str) -> Path:
    """Return the folder of a vault with so many cases, made when it is not there yet."""
    folder = FOLDER / f"{size}-{SCHEMA}"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        with Vault.create(unfinished, PASSPHRASE, cost=COST) as vault:
            _fill(vault, cases_in(size))
        unfinished.rename(folder)
    return folder


def _fill(vault: Vault, cases: int) -> None:
    organisations = practice.organisations_of(SEED, TODAY, cases=cases)
    practice.fill_from(vault, organisations, practice.cases_of(SEED, TODAY, organisations, cases=cases))


def copy_of(size: str, name: str) -> Path:
    """Return a fresh copy of the vault, for measurements that write."""
    target = FOLDER / name
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for file in (DATABASE, *HEADERS):
        shutil.copy2(vault_of(size) / file, target)
    if hasattr(os, "sync"):
        os.sync()  # or the copy is still being written to the disk while something is measured
    return target


def use_cost(folder: Path, cost: Cost) -> None:
    """Let the passphrase of the vault in `folder` cost as much as `cost` from now on."""
    with Vault.open(folder, PASSPHRASE) as vault:
        change_passphrase(vault, PASSPHRASE, cost=cost)


def encrypted(folder: Path) -> sqlcipher.Connection:
    """Return a connection to the vault's database, as the vault opens it."""
    return connect_with(folder / DATABASE, header_files.unlock(folder, PASSPHRASE).key)


def twin_of(folder: Path) -> Path:
    """Return the folder of the vault's unencrypted twin."""
    return folder.with_name(f"{folder.name}.plain")


def plain_twin(folder: Path) -> sqlcipher.Connection:
    """Return a connection to the same rows, stored in the same way without encryption."""
    size = folder.name.partition("-")[0]
    twin = twin_of(folder)
    if not twin.exists():
        unfinished = twin.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        connection = plain(unfinished / DATABASE)
        for script in MIGRATIONS:
            connection.executescript(script)
        connection.execute("INSERT INTO vault_state (id, vault_id, commits) VALUES (1, '', 0)")
        place = VaultFolder(unfinished)
        nothing = Opened(Header(vault_id="", sequence=1, slots=()), VaultKey.generate())
        with Vault(place, FolderLock.take(place), connection, nothing) as vault:
            _fill(vault, cases_in(size))
        unfinished.rename(twin)
    return plain(twin / DATABASE)


def plain(file: Path) -> sqlcipher.Connection:
    """Return an unencrypted connection with the vault's settings."""
    connection = sqlcipher.connect(str(file), isolation_level=None)
    connection.row_factory = sqlcipher.Row
    for name, value, _expected in SETTINGS:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    return connection


def contacts(folder: Path) -> Iterator[Contact]:
    """Yield what a vault holds as a peer keeps it, one entry or note each, by organisation and case."""
    with closing(plain_twin(folder)) as source:
        source.row_factory = None
        yield from source.execute(_CONTACTS)


def content(size: str) -> list[Statement]:
    """Return what the vault holds as ready rows: an INSERT for each table, in the order of references."""
    source = plain_twin(vault_of(size))
    source.row_factory = None
    statements: list[Statement] = []
    for table in _TABLES:
        rows = source.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  a name of our own
        if rows:
            places = ", ".join("?" for _ in rows[0])
            statements.append((f"INSERT INTO {table} VALUES ({places})", rows))  # noqa: S608
    source.close()
    return statements


_CONTACTS: Final = """
    SELECT o.name, c.alias || ' ' || k.held_on || ' ' || k.id AS title, k.channel, k.notes
    FROM contacts AS k JOIN cases AS c ON c.id = k.case_id JOIN organisations AS o ON o.id = c.organisation_id
    ORDER BY o.id, c.id, k.id
"""
_TABLES: Final = (
    *("organisations", "organisation_mandates", "cases", "case_matters", "case_respondent_relations"),
    *("case_routes", "case_counsellor_parts", "contacts", "contact_participants", "consents", "steps"),
    "aftercares",
)
