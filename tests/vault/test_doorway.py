"""The key is derived before anything that reads a database is loaded, and whoever fails keeps nobody out."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE
from vpdesk.domain.errors import WrongPassphraseError
from vpdesk.vault.doorway import Doorway
from vpdesk.vault.faults import DatabaseMissingError, HeaderDamagedError, VaultInUseError
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.vault import Vault

#: Opens the vault as the window does; prints what was loaded when its key began to be derived.
OPEN = """
import sys
from pathlib import Path
from vpdesk.vault import header

derive = header.derive

def tell(*arguments):
    print("vpdesk.vault.vault" in sys.modules, "vpdesk.vault.repositories" in sys.modules)
    return derive(*arguments)

header.derive = tell
from vpdesk.app.unlocking import unlock
unlock(Path(sys.argv[1]), sys.argv[2]).close()
"""


@pytest.fixture
def vault(tmp_path: Path) -> VaultFolder:
    folder = VaultFolder(tmp_path / "vault")
    Vault.create(folder.path, PASSPHRASE, cost=CHEAP).close()
    return folder


def test_the_key_waits_for_nothing_that_reads_a_database(vault: VaultFolder) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(vault.path), PASSPHRASE],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["False", "False"]


def test_who_stands_in_the_doorway_has_the_vault_to_itself(vault: VaultFolder) -> None:
    doorway = Doorway.reach(vault.path, PASSPHRASE)
    with pytest.raises(VaultInUseError):
        Doorway.reach(vault.path, PASSPHRASE)
    with Vault.enter(doorway) as opened:
        assert opened.organisations.all() == []


def test_a_wrong_passphrase_gives_the_lock_back(vault: VaultFolder) -> None:
    with pytest.raises(WrongPassphraseError):
        Doorway.reach(vault.path, "another")
    assert not vault.in_use()


def test_headers_that_cannot_be_read_give_it_back_too(vault: VaultFolder) -> None:
    for file in vault.path.glob("header.*"):
        file.write_bytes(b"")
    with pytest.raises(HeaderDamagedError):
        Doorway.reach(vault.path, PASSPHRASE)
    assert not vault.in_use()


def test_a_database_that_is_gone_gives_it_back_and_forgets_the_key(vault: VaultFolder) -> None:
    vault.database.unlink()
    doorway = Doorway.reach(vault.path, PASSPHRASE)
    with pytest.raises(DatabaseMissingError):
        Vault.enter(doorway)
    assert not vault.in_use()
    (candidate,) = doorway.candidates
    with pytest.raises(RuntimeError, match="forgotten"), candidate.key.revealed():
        pass


def test_the_secret_is_in_no_description_of_it(vault: VaultFolder) -> None:
    doorway = Doorway.reach(vault.path, PASSPHRASE)
    assert PASSPHRASE not in repr(doorway)
    Vault.enter(doorway).close()
