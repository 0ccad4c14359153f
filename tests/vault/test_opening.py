"""Each cause of a vault that does not open has its own error, and leaves every file as it was."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case
from vpdesk.domain.errors import ReadOnlyError, VpdeskError, WrongPassphraseError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.services.restoring import prepare_restore
from vpdesk.vault import first_look, locks
from vpdesk.vault import folder as folder_module
from vpdesk.vault.backup import list_backups
from vpdesk.vault.faults import (
    DatabaseDamagedError,
    DatabaseMissingError,
    HeaderDamagedError,
    NewerSchemaError,
    NoVaultError,
    OlderCopyError,
    OtherVaultError,
    RootOfDriveError,
    VaultExistsError,
    VaultInUseError,
)
from vpdesk.vault.folder import FolderLock, VaultFolder
from vpdesk.vault.local import LocalMemory, recall, remember
from vpdesk.vault.thread import DatabaseThread
from vpdesk.vault.vault import Vault

NOW = datetime(2026, 11, 21, 14, 9)


def contents(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def damage_header(folder: Path) -> None:
    for name in ("header.1", "header.2"):
        data = bytearray((folder / name).read_bytes())
        data[120] ^= 1
        (folder / name).write_bytes(data)


def damage_first_page(folder: Path) -> None:
    data = bytearray((folder / "case.db").read_bytes())
    data[100] ^= 1
    (folder / "case.db").write_bytes(data)


def remove_database(folder: Path) -> None:
    (folder / "case.db").unlink()


def empty(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


def newer_schema(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        vault._connection.execute("PRAGMA user_version = 999")


def other_database(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        vault._connection.execute("UPDATE vault_state SET vault_id = 'another'")


FAULTS: dict[str, tuple[Callable[[Path], object], type[VpdeskError]]] = {
    "header damaged": (damage_header, HeaderDamagedError),
    "database damaged": (damage_first_page, DatabaseDamagedError),
    "database missing": (remove_database, DatabaseMissingError),
    "database of no length": (lambda folder: (folder / "case.db").write_bytes(b""), DatabaseDamagedError),
    "database cut": (
        lambda folder: (folder / "case.db").write_bytes((folder / "case.db").read_bytes()[:-7]),
        DatabaseDamagedError,
    ),
    "newer schema": (newer_schema, NewerSchemaError),
    "database of another vault": (other_database, OtherVaultError),
    "older database": (
        lambda folder: (folder / "local.json").write_text(json.dumps({"commits": 99})),
        OlderCopyError,
    ),
    "older database than the newest backup": (
        lambda folder: (folder / "local.json").write_text(json.dumps({"backed_up_commits": 99})),
        OlderCopyError,
    ),
    "no vault": (empty, NoVaultError),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_has_its_own_error_and_changes_nothing(folder: Path, name: str) -> None:
    make, expected = FAULTS[name]
    make(folder)
    before = contents(folder)
    with pytest.raises(VpdeskError) as info:
        Vault.open(folder, PASSPHRASE)
    assert type(info.value) is expected
    assert info.value.wrong
    assert info.value.safe
    assert info.value.todo
    assert contents(folder) == before


def each_page_damaged(folder: Path) -> Iterator[int]:
    """Damage one page after the other, and no other."""
    whole = (folder / "case.db").read_bytes()
    for at in range(2000, len(whole), 4096):
        (folder / "case.db").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        yield at


def test_damage_on_any_page_is_told_as_damage_at_opening_and_at_reading(folder: Path) -> None:
    """SQLite's own error would be taken for a bug of ours."""
    with Vault.open(folder, PASSPHRASE) as vault, vault.transaction():
        (organisation,) = vault.organisations.all()
        # more pages than the beginnings, which opening looks at
        vault.cases.add_all(make_case(organisation.id) for _ in range(200))
    met = set()
    for _ in each_page_damaged(folder):
        try:
            thread = DatabaseThread(lambda: Vault.open(folder, PASSPHRASE))
        except DatabaseDamagedError:
            met.add("opening")
            continue
        try:
            thread.submit(lambda vault: vault.cases.rows(CaseFilter())).result()
        except DatabaseDamagedError:
            met.add("reading")
        finally:
            thread.close()
    assert met == {"opening", "reading"}


def test_damage_that_a_command_meets_is_told_as_damage(folder: Path) -> None:
    met = []
    for page in each_page_damaged(folder):
        try:
            with Vault.open(folder, PASSPHRASE) as vault:
                vault.cases.rows(CaseFilter())
        except DatabaseDamagedError:
            met.append(page)
    assert met


def test_the_sentences_of_all_faults_differ() -> None:
    kinds = {expected for _make, expected in FAULTS.values()} | {
        VaultInUseError,
        ReadOnlyError,
        VaultExistsError,
    }
    assert len({kind.wrong for kind in kinds}) == len(kinds)


def test_a_wrong_passphrase_says_so_and_changes_nothing(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(WrongPassphraseError):
        Vault.open(folder, "iets anders")
    assert contents(folder) == before


def test_a_zero_length_database_would_open_with_any_key(folder: Path) -> None:
    """The control: without the check on its size the missing cases would look like an empty practice."""
    from vpdesk.vault.connection import connect

    (folder / "case.db").write_bytes(b"")
    connection = connect(folder / "case.db", bytes(48))
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    connection.close()


def test_a_vault_in_use_is_refused_in_another_process(folder: Path) -> None:
    script = "import sys; from pathlib import Path; from vpdesk.vault.vault import Vault\n"
    script += "try: Vault.open(Path(sys.argv[1]), sys.argv[2])\n"
    script += "except Exception as error: print(type(error).__name__)\n"
    with Vault.open(folder, PASSPHRASE):
        done = subprocess.run(
            [sys.executable, "-c", script, str(folder), PASSPHRASE],
            capture_output=True, text=True, check=False, env={"PYTHONPATH": str(Path("src").resolve())},
        )  # fmt: skip
    assert done.stdout.strip() == "VaultInUseError", done.stderr
    with Vault.open(folder, PASSPHRASE) as vault:
        assert vault.cases.count(CaseFilter()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows folders have no such right")
@pytest.mark.parametrize("what", ["folder", "database"])
def test_a_read_only_folder_is_said_so(folder: Path, what: str) -> None:
    target = folder if what == "folder" else folder / "case.db"
    mode = target.stat().st_mode
    target.chmod(mode & ~0o222)
    try:
        before = contents(folder)
        with pytest.raises(ReadOnlyError):
            Vault.open(folder, PASSPHRASE)
        assert contents(folder) == before
    finally:
        target.chmod(mode)


@pytest.mark.parametrize("name", ["header.1", "header.2"])
def test_one_damaged_header_is_repaired_from_the_other(folder: Path, name: str) -> None:
    good = (folder / name).read_bytes()
    (folder / name).write_bytes(b"damaged")
    Vault.open(folder, PASSPHRASE).close()
    assert (folder / name).read_bytes() == good


def test_a_destroyed_first_16_bytes_heal_because_the_salt_is_derived(folder: Path) -> None:
    data = bytearray((folder / "case.db").read_bytes())
    data[:16] = bytes(16)
    (folder / "case.db").write_bytes(data)
    with Vault.open(folder, PASSPHRASE) as vault:
        assert vault.cases.count(CaseFilter()) == 1


def test_a_new_vault_needs_an_empty_folder(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(VaultExistsError):
        Vault.create(folder, PASSPHRASE, cost=CHEAP)
    assert contents(folder) == before


def test_of_two_makers_in_one_folder_the_slower_leaves_the_vault_of_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other finishes between our first look at the folder and our lock on it."""
    prepare = VaultFolder.prepare

    def be_slow(folder: VaultFolder) -> None:
        prepare(folder)
        monkeypatch.undo()
        Vault.create(folder.path, PASSPHRASE, cost=CHEAP).close()

    monkeypatch.setattr(VaultFolder, "prepare", be_slow)
    with pytest.raises(VaultExistsError):
        Vault.create(tmp_path / "kluis", "another passphrase", cost=CHEAP)
    Vault.open(tmp_path / "kluis", PASSPHRASE).close()


def test_what_could_not_be_made_is_cleared_away_while_the_lock_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []
    clear = VaultFolder.clear

    def look(folder: VaultFolder) -> None:
        held.append(folder.in_use())
        clear(folder)

    monkeypatch.setattr(VaultFolder, "clear", look)
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(VaultFolder, "restrict", lambda _folder: 1 / 0)
        Vault.create(tmp_path / "kluis", PASSPHRASE, cost=CHEAP)
    assert held == [True]
    assert list((tmp_path / "kluis").iterdir()) == []
    Vault.create(tmp_path / "kluis", PASSPHRASE, cost=CHEAP).close()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be taken away on Windows")
def test_a_lock_file_that_was_taken_away_keeps_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = locks.lock

    def be_late(descriptor: int) -> None:
        (tmp_path / "vault.lock").unlink()
        lock(descriptor)

    monkeypatch.setattr(folder_module, "lock", be_late)
    with pytest.raises(VaultInUseError):
        FolderLock.take(VaultFolder(tmp_path))


def test_a_vault_that_stands_in_the_place_of_an_open_one_is_not_told_how_far_that_was(
    folder: Path, tmp_path: Path
) -> None:
    """Another sound vault would be refused as an older copy ever after."""
    vault = Vault.open(folder, PASSPHRASE)
    with vault.transaction():
        vault.organisations.save(Organisation(name="Stichting De Wilg"))
    folder.rename(tmp_path / "aside")
    Vault.create(folder, PASSPHRASE, cost=CHEAP).close()
    vault.close()
    Vault.open(folder, PASSPHRASE).close()


def test_what_is_remembered_of_another_vault_is_forgotten(folder: Path, tmp_path: Path) -> None:
    remember(VaultFolder(folder), LocalMemory(vault_id="0" * 32, commits=99, second_place=str(tmp_path)))
    with Vault.open(folder, PASSPHRASE) as vault:
        vault_id = vault.opened.header.vault_id
        assert recall(vault.folder) == LocalMemory(vault_id=vault_id)
    remember(VaultFolder(folder), LocalMemory(vault_id=vault_id, commits=99))
    with pytest.raises(OlderCopyError):
        Vault.open(folder, PASSPHRASE)


def test_spaces_and_composed_accents_of_a_passphrase_make_no_difference(tmp_path: Path) -> None:
    Vault.create(tmp_path / "v", "café  regen", cost=CHEAP).close()
    Vault.open(tmp_path / "v", " cafe\u0301 regen ").close()


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights on Windows")
def test_only_the_owner_may_look_into_the_folder(folder: Path) -> None:
    assert folder.stat().st_mode & 0o077 == 0
    assert [file.name for file in folder.iterdir() if file.stat().st_mode & 0o077] == []


def test_a_restored_folder_opens_as_a_whole(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    Vault.open(tmp_path / "copy", PASSPHRASE).close()


def test_headers_that_cannot_be_read_a_second_time_are_no_mistake_of_ours(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails between two looks: the database does not fit, and no header is there to say why."""
    from vpdesk.vault import header_files

    damage_first_page(folder)
    answers = iter([header_files.read_all(folder), ()])
    monkeypatch.setattr(header_files, "read_all", lambda _folder: next(answers))
    with pytest.raises(DatabaseDamagedError):
        Vault.open(folder, PASSPHRASE)


def test_damage_that_opening_meets_where_erased_cases_stand_is_told_as_damage(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        connection = vault.connection
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'erasures'").fetchone()
    data = bytearray((folder / "case.db").read_bytes())
    data[(page - 1) * 4096 + 100] ^= 1
    (folder / "case.db").write_bytes(data)
    with pytest.raises(DatabaseDamagedError):
        Vault.open(folder, PASSPHRASE)


def test_damage_at_the_beginning_of_a_table_or_index_is_told_at_opening(folder: Path) -> None:
    """Met later, while the window is built, it would leave an empty window instead of a way out."""
    with Vault.open(folder, PASSPHRASE) as vault:
        roots = vault.connection.execute(
            "SELECT name, rootpage FROM sqlite_master"
            " WHERE rootpage > 0 AND coalesce(sql, '') NOT LIKE '% WHERE %'"
        ).fetchall()
    whole = (folder / "case.db").read_bytes()
    silent = []
    for name, page in roots:
        data = bytearray(whole)
        data[(page - 1) * 4096 + 100] ^= 1
        (folder / "case.db").write_bytes(data)
        try:
            Vault.open(folder, PASSPHRASE).close()
        except DatabaseDamagedError:
            continue
        silent.append(name)
    assert len(roots) > 20
    assert silent == []


def test_a_table_that_an_index_holds_too_is_looked_at_by_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'case_matters'"
        (page,) = vault.connection.execute(sql).fetchone()
    data = bytearray((folder / "case.db").read_bytes())
    data[(page - 1) * 4096 + 100] ^= 1
    (folder / "case.db").write_bytes(data)
    with pytest.raises(DatabaseDamagedError):
        Vault.open(folder, PASSPHRASE)
    # the control: SQLite takes the index although it is told not to
    by = "SELECT tbl_name, CASE type WHEN 'index' THEN name END FROM sqlite_master WHERE rootpage > 0"
    monkeypatch.setattr(first_look, "_TREES", by)
    Vault.open(folder, PASSPHRASE).close()


@pytest.mark.parametrize(
    "use",
    [
        lambda root: Vault.open(root, PASSPHRASE),
        lambda root: Vault.create(root, PASSPHRASE, cost=CHEAP),
        lambda root: list_backups(VaultFolder(root).backups),
        lambda root: prepare_restore(root / "x.vpbak", PASSPHRASE, root, now=NOW),
    ],
    ids=["open", "create", "backups", "restore"],
)
def test_a_vault_at_the_root_of_a_drive_is_refused_in_words(use: Callable[[Path], object]) -> None:
    with pytest.raises(RootOfDriveError):
        use(Path(Path.cwd().anchor))
