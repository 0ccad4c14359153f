"""Twenty lines without any of our code open a real backup, and every row in it is the vault's."""

import ast
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.upgrade.freeze import PASSPHRASE, freeze, read_schema, read_tables
from vpdesk.domain.backup import BackupReason
from vpdesk.vault.backup import make_backup
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.recovery import RecoveryKey
from vpdesk.vault.rewrap import put_recovery_slot
from vpdesk.vault.vault import Vault

SCRIPT = Path(__file__).resolve().parents[1] / "docs" / "open_backup.py"
NOW = datetime(2026, 11, 25, 18, 20, tzinfo=UTC)


def open_with_script(backup: Path, passphrase: str, plain: Path) -> subprocess.CompletedProcess[str]:
    """Run the script as a stranger would: no way to our code, the passphrase typed."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", str(SCRIPT), str(backup), str(plain)],
        input=passphrase + "\n", capture_output=True, text=True, check=False, cwd=plain.parent, env={},
        start_new_session=True,  # without a terminal it is typed into its input
    )  # fmt: skip


def sqlcipher_4() -> str | None:
    """Return SQLCipher's own command, where it is there and of this age (Debian 12 has version 3)."""
    command = shutil.which("sqlcipher")
    if command is None:
        return None
    said = subprocess.run([command, "-version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"SQLCipher (\d+)", said)
    return command if found and int(found[1]) >= 4 else None


def count_with_sqlcipher(backup: Path, key: VaultKey) -> int:
    """Return how many cases SQLCipher's own command finds in a backup; -1 when it finds it damaged."""
    with zipfile.ZipFile(backup) as pack:
        pack.extract("case.db", backup.parent)
    raw = key.database_key().hex()
    sql = f"PRAGMA key = \"x'{raw}'\"; PRAGMA integrity_check; SELECT count(*) FROM cases;"
    done = subprocess.run(
        [sqlcipher_4() or "sqlcipher", str(backup.with_name("case.db"))],
        input=sql, capture_output=True, text=True, check=False,
    )  # fmt: skip
    *_, sound, cases = done.stdout.split() or ["", ""]
    return int(cases) if sound == "ok" else -1


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with rows in every table and a recovery slot beside the passphrase."""
    path = tmp_path_factory.mktemp("open") / "kluis"
    freeze(path)
    with Vault.open(path, PASSPHRASE) as vault:
        put_recovery_slot(vault, RecoveryKey.generate())
    return path


@pytest.fixture
def backup(frozen: Path, tmp_path: Path) -> Path:
    with Vault.open(frozen, PASSPHRASE) as vault, vault.backup_source() as source:
        return make_backup(source, tmp_path / "copies", reason=BackupReason.ASKED, now=NOW).file


def in_vault(path: Path) -> tuple[dict[str, Any], list[str]]:
    with Vault.open(path, PASSPHRASE) as vault:
        return read_tables(vault.connection), read_schema(vault.connection)


def test_it_is_at_most_twenty_lines_and_none_of_ours() -> None:
    text = SCRIPT.read_text("utf-8")
    described = ast.parse(text).body[0].end_lineno or 0
    lines = [line for line in text.splitlines()[described:] if line.strip() and not line.startswith("#")]
    assert len(lines) <= 20
    assert max(map(len, lines)) <= 110
    assert not re.search(r"^(import|from) .*(vpdesk|sqlcipher)", text, re.MULTILINE)


def test_every_row_comes_out_as_it_is_in_the_vault(frozen: Path, backup: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.db"
    done = open_with_script(backup, PASSPHRASE, plain)
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(plain)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = read_tables(connection), read_schema(connection)
    assert found == in_vault(frozen)
    assert found[0]["contacts"]["rows"]


def test_another_passphrase_opens_nothing(backup: Path, tmp_path: Path) -> None:
    done = open_with_script(backup, "een andere zin", tmp_path / "plain.db")
    assert done.returncode != 0
    assert "InvalidTag" in done.stderr
    assert not (tmp_path / "plain.db").exists()


def test_a_page_that_was_changed_is_refused(backup: Path, tmp_path: Path) -> None:
    """The control of the seals: a bit that falls, in a ZIP whose checksums are right."""
    with zipfile.ZipFile(backup) as pack:
        members = {name: bytearray(pack.read(name)) for name in pack.namelist()}
    members["case.db"][5 * 4096 + 700] ^= 1
    with zipfile.ZipFile(tmp_path / "changed.vpbak", "w") as pack:
        for name, content in members.items():
            pack.writestr(name, bytes(content))
    done = open_with_script(tmp_path / "changed.vpbak", PASSPHRASE, tmp_path / "plain.db")
    assert done.returncode != 0
    assert "AssertionError: 6" in done.stderr


def test_sqlcipher_itself_opens_it_with_the_raw_key(frozen: Path, backup: Path) -> None:
    if sqlcipher_4() is None:
        pytest.skip("there is no sqlcipher of version 4 here")
    with Vault.open(frozen, PASSPHRASE) as vault:
        cases = vault.connection.execute("SELECT count(*) FROM cases").fetchone()[0]
        assert count_with_sqlcipher(backup, vault.opened.key) == cases
