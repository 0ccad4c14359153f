"""Row 4: a process is killed while it brings a vault to a newer schema, or erases a case."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from tests.factories import CHEAP, PASSPHRASE
from tests.proof import without
from tests.proof.kill_points import Piece, kill_at_each_call
from tests.proof.killer import Say
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from tests.upgrade.freeze import FROZEN, read_schema, read_tables
from tests.upgrade.freeze import PASSPHRASE as FROZEN_PASSPHRASE
from tests.vault.full_cases import Author, FullCase
from tests.vault.test_erasure import left_of, read_all
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.errors import VpdeskError
from vpdesk.domain.organisation import Organisation
from vpdesk.vault import migrating
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.header_files import opened_by
from vpdesk.vault.migrations import MIGRATIONS
from vpdesk.vault.opening import unlock
from vpdesk.vault.vault import Vault

_CASES: Final = 12
#: The tables that change where a case is erased, besides those in which it stands.
_CHANGED: Final = frozenset({"erasures", "tombstones", "vault_state"})
_ON: Final = date(2026, 11, 25)


@proves(4, "kill inside a migration")
def kill_migrations(run: Run) -> Iterator[Finding]:
    """Kill processes that open a vault of the first schema."""
    kills = run.of(small=20, full=200)
    words = kill_at_each_call(_migrating(), run.folder, kills=kills)
    yield at_least(kills, "kills", words["kills"])
    yield none("vaults that open with another row, or not at all", words["harmed"])
    yield none("vaults of which half a step is done", words["half"])
    other = kill_at_each_call(
        _migrating("whole_steps"), run.folder / "control", kills=kills, calls=("pwrite64",)
    )
    yield Control(without="one transaction for a step", harm=other["half"], of=other["kills"], share=0.03)


@proves(4, "kill inside an erasure")
def kill_erasures(run: Run) -> Iterator[Finding]:
    """Kill processes that erase a case."""
    base = run.folder / "base"
    author = Author(7)
    with Vault.create(base, PASSPHRASE, cost=CHEAP) as vault:
        organisation = Organisation(name="Stichting De Boomgaard")
        with vault.transaction():
            vault.organisations.save(organisation)
        cases = [author.write(vault, organisation.id) for _ in range(_CASES)]
        before = read_tables(vault.connection)
    case = cases[_CASES // 2]
    piece = Piece(
        prepare=lambda folder: _copy(base, folder),
        work=lambda folder: partial(_erase, folder, case),
        judge=partial(_judge_erased, case, before),
    )
    kills = run.of(small=20, full=200)
    words = kill_at_each_call(piece, run.folder, kills=kills)
    yield at_least(kills, "kills", words["kills"])
    yield none("vaults that hold half the case, or are damaged", words["harmed"])
    yield none("vaults that hold the case after the word that it is gone", words["undone"])
    yield none("vaults that still hold a word or number of an erased case on a page", words["traces"])
    blind = replace(
        piece,
        work=lambda folder: partial(_erase, folder, case, taken_away=("overwriting",)),
        judge=partial(_judge_blindly, piece.judge),
    )
    other = kill_at_each_call(blind, run.folder / "control", kills=kills)
    said = "overwriting what is deleted, and finishing an erasure that was cut off"
    yield Control(without=said, harm=other["traces"], of=other["kills"], share=0.12)


def _copy(base: Path, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(base, folder)


def _migrating(*taken_away: str) -> Piece:
    frozen = json.loads((FROZEN / "schema-1" / "rows.json").read_text("utf-8"))["tables"]
    return Piece(
        prepare=lambda folder: _copy(FROZEN / "schema-1", folder / "vault"),
        work=lambda folder: partial(_migrate, folder / "vault", taken_away),
        judge=partial(_judge_migrated, frozen),
    )


def _migrate(path: Path, taken_away: Sequence[str], say: Say) -> None:
    without.each(taken_away)
    Vault.open(path, FROZEN_PASSPHRASE).close()
    say("done")


def _counted(tables: dict[str, Any]) -> list[list[Any]]:
    """Return what became of the table of counted cases: each is a new case in the ledger."""
    rows = _in_columns(tables["ledger"], ["case_id", "release_id", "event"])
    return [row[:2] for row in rows if row[2] == "opening"]


def _judge_migrated(frozen: dict[str, Any], folder: Path, said: Sequence[str]) -> str:
    candidates = opened_by(folder / "vault", FROZEN_PASSPHRASE)
    opened, connection = unlock(VaultFolder(folder / "vault"), FROZEN_PASSPHRASE, candidates)
    opened.key.forget()
    with closing(connection):
        version, there = migrating.schema(connection), read_schema(connection)
    if there != _schema_of(version) or (said and version < len(MIGRATIONS)):
        return "half"
    try:
        with Vault.open(folder / "vault", FROZEN_PASSPHRASE) as vault:
            tables = read_tables(vault.connection)
            same = all(
                _in_columns(tables[name], table["columns"]) == table["rows"]
                for name, table in frozen.items()
                if name in tables and name != "vault_state"
            ) and _counted(tables) == frozen["counted_cases"]["rows"]
            return "ok" if same and not vault.check() else "harmed"
    except VpdeskError:
        return "harmed"


@cache
def _schema_of(version: int) -> list[str]:
    """Return the statements that make the schema of a version."""
    with closing(sqlcipher.connect(":memory:", isolation_level=None)) as connection:
        for script in MIGRATIONS[:version]:
            connection.executescript(script)
        return read_schema(connection)


def _in_columns(table: dict[str, Any], columns: Sequence[str]) -> list[list[Any]]:
    """Return the rows by the columns of before: later ones have come beside them."""
    places = [table["columns"].index(column) for column in columns]
    return sorted(([row[place] for place in places] for row in table["rows"]), key=repr)


def _erase(path: Path, case: FullCase, say: Say, taken_away: Sequence[str] = ()) -> None:
    without.each(taken_away)
    with Vault.open(path, PASSPHRASE) as vault:
        say("begun")
        erase_case(vault, case.case_id, rule=ErasureRule.REPORTER_ASKED, on=_ON)
        say("gone")


def _judge_erased(case: FullCase, before: dict[str, Any], folder: Path, said: Sequence[str]) -> str:
    try:
        with Vault.open(folder, PASSPHRASE) as vault:
            after = read_tables(vault.connection)
            if vault.check():
                return "harmed"
    except VpdeskError:
        return "harmed"
    gone = bool(after["erasures"]["rows"])
    for name in before.keys() - _CHANGED:
        rows = [row for row in before[name]["rows"] if not gone or not _belongs(case, row)]
        if after[name]["rows"] != rows:
            return "harmed"
    if not gone:
        return "undone" if "gone" in said else "ok"
    content, broken = read_all(folder)
    return "traces" if broken or left_of(case, content) else "ok"


def _belongs(case: FullCase, row: Sequence[Any]) -> bool:
    return any(str(one) in str(value) for one in case.ids for value in row[:2])


def _judge_blindly(judge: Callable[[Path, Sequence[str]], str], folder: Path, said: Sequence[str]) -> str:
    without.finishing_an_erasure()
    return judge(folder, said)
