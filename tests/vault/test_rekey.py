"""A new vault key: all of it or nothing of it, whatever stops it, and the old key opens nothing any more."""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.factories import CHEAP, PASSPHRASE, TODAY, make_case
from vpdesk import durable
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.erasure import ErasureRule, mark_of
from vpdesk.domain.errors import StorageError, WrongPassphraseError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.services import access
from vpdesk.vault import header_files, rekey, scratch
from vpdesk.vault.backup import make_backup
from vpdesk.vault.connection import connect
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.faults import DatabaseDamagedError
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.key_faults import KeyChangeUnprovenError, VaultBusyError
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.opening import connect_with
from vpdesk.vault.progress import Progress, Report, Stage
from vpdesk.vault.recovery import RecoveryKey
from vpdesk.vault.scratch import standstill
from vpdesk.vault.tombstones import read_sealed
from vpdesk.vault.vault import Vault

CASES = 40
NOW = datetime(2026, 11, 20, 14, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed vault with some cases and a proven sheet."""
    path = tmp_path / "kluis"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        fill(vault)
    return path


@pytest.fixture
def vault(folder: Path) -> Iterator[Vault]:
    with Vault.open(folder, PASSPHRASE) as opened:
        yield opened


def fill(vault: Vault) -> None:
    organisation = Organisation(name="Stichting De Boomgaard")
    with vault.transaction():
        vault.organisations.save(organisation)
        for _ in range(CASES):
            vault.cases.save(make_case(organisation.id))


def renew(vault: Vault, passphrase: str = PASSPHRASE) -> RecoveryKey:
    recovery_key = RecoveryKey.generate()
    rekey.renew_key(vault, passphrase, recovery_key)
    return recovery_key


def cases_in(folder: Path, secret: str | RecoveryKey = PASSPHRASE) -> int:
    with Vault.open(folder, secret) as vault:
        return vault.cases.count(CaseFilter())


def test_the_vault_goes_on_under_the_new_key_with_everything_in_it(vault: Vault) -> None:
    before = vault.opened.key.copy()
    vault.on_commit = (changes := set[str]()).update
    renew(vault)
    assert not vault.opened.key.same_as(before)
    assert vault.cases.count(CaseFilter()) == CASES
    with vault.transaction():
        vault.organisations.save(Organisation(name="De Linde"))
    assert changes == {"organisations"}
    assert vault.check() == ()
    assert vault.opened.header.sequence == 2


def test_afterwards_the_same_passphrase_and_the_new_sheet_open_it(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        old_sheet = access.make_recovery_key(vault)
        access.prove_recovery_key(vault, old_sheet, {}, make_case(1).opened_on)
        new_sheet = renew(vault)
        assert access.recovery_proven_on(vault) is None
        access.prove_recovery_key(vault, new_sheet, {}, make_case(1).opened_on)
    assert cases_in(folder) == CASES
    assert cases_in(folder, new_sheet) == CASES
    with pytest.raises(WrongPassphraseError):
        Vault.open(folder, old_sheet)
    assert sorted(file.name for file in folder.iterdir()) == [
        "case.db", "header.1", "header.2", "local.json", "vault.lock",
    ]  # fmt: skip


def test_the_old_key_opens_nothing_any_more(folder: Path, tmp_path: Path) -> None:
    """The control is a copy from before: what leaked before stays leaked, and nothing after it is."""
    shutil.copytree(folder, tmp_path / "stolen")
    stolen = header_files.unlock(tmp_path / "stolen", PASSPHRASE).key
    with Vault.open(folder, PASSPHRASE) as vault:
        renew(vault)
    connect_with(tmp_path / "stolen" / "case.db", stolen).close()
    with pytest.raises(DatabaseDamagedError):
        connect_with(folder / "case.db", stolen)


def test_a_changed_passphrase_alone_leaves_the_stolen_key_as_good_as_it_was(
    folder: Path, tmp_path: Path
) -> None:
    """The control of the rule: why there is such a thing as a new vault key."""
    shutil.copytree(folder, tmp_path / "stolen")
    stolen = header_files.unlock(tmp_path / "stolen", PASSPHRASE).key
    with Vault.open(folder, PASSPHRASE) as vault:
        access.change_passphrase(vault, "lade wolk ketel duin merel", CHEAP)
    with closing(connect_with(folder / "case.db", stolen)) as connection:
        assert connection.execute("SELECT count(*) FROM cases").fetchone()[0] == CASES


def test_the_wrong_passphrase_changes_nothing(vault: Vault) -> None:
    before = (vault.folder.path / "header.1").read_bytes()
    with pytest.raises(WrongPassphraseError):
        renew(vault, "iets anders")
    assert (vault.folder.path / "header.1").read_bytes() == before
    assert not vault.folder.renewed.exists()


def test_while_somebody_reads_the_database_it_waits_for_another_time(vault: Vault) -> None:
    with vault.transaction():
        vault.organisations.save(Organisation(name="De Linde"))
    database_key = vault.opened.key.database_key()
    with closing(connect(vault.folder.database, database_key)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM cases").fetchone()
        with vault.transaction():
            vault.organisations.save(Organisation(name="De Berk"))
        vault.connection.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(VaultBusyError):
            renew(vault)
    assert vault.opened.header.sequence == 1
    renew(vault)
    assert vault.opened.header.sequence == 2


def test_it_waits_for_a_backup_that_is_being_made(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    reading, waiting = Event(), Event()

    def back_up() -> None:
        with source:
            make_backup(
                source, source.folder.backups, reason=BackupReason.LOCK, now=NOW, progress=reads_on
            )

    def reads_on(_progress: Progress) -> None:
        reading.set()
        waiting.wait()
        order.append("backup")

    @contextmanager
    def asked(progress: Report) -> Iterator[None]:
        waiting.set()
        with standstill(progress):
            order.append("key change")
            yield

    source = vault.backup_source()
    backing_up = Thread(target=back_up)
    backing_up.start()
    reading.wait()
    monkeypatch.setattr(rekey, "standstill", asked)
    renew(vault)
    backing_up.join()
    assert order.index("key change") == len(order) - 1 > 3
    assert vault.opened.header.sequence == 2


def test_a_backup_that_hangs_is_waited_for_a_bounded_time_and_nothing_changes(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scratch, "_TURN", 0.01)
    monkeypatch.setattr(scratch, "_TURNS", 3)
    heard: list[Progress] = []
    with standstill(heard.append), pytest.raises(VaultBusyError):
        rekey.renew_key(vault, PASSPHRASE, RecoveryKey.generate(), progress=heard.append)
    assert [progress.stage for progress in heard] == [Stage.WAITING] * 3
    assert vault.opened.header.sequence == 1
    renew(vault)
    assert vault.opened.header.sequence == 2


def test_how_far_it_is_is_told(vault: Vault) -> None:
    heard: list[Progress] = []
    rekey.renew_key(vault, PASSPHRASE, RecoveryKey.generate(), progress=heard.append)
    assert heard[0].stage is Stage.COPYING
    assert heard[-1] == Progress(stage=Stage.CHECKING, done=3, total=3)


def test_the_marks_of_erased_cases_are_sealed_under_the_new_key(vault: Vault) -> None:
    case_id = vault.cases.rows(CaseFilter())[0].id
    erase_case(vault, case_id, rule=next(iter(ErasureRule)), on=TODAY)
    renew(vault)
    vault_id = vault.opened.header.vault_id
    assert [each.mark for each in read_sealed(vault.folder, vault.opened.key, vault_id)] == [
        mark_of(vault_id, case_id)
    ]


def test_a_copy_that_is_not_the_same_is_found_and_thrown_away(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = rekey._copy

    def loses_a_case(vault: Vault, key: VaultKey, progress: Report) -> None:
        copy(vault, key, progress)
        with closing(connect_with(vault.folder.renewed, key)) as connection:
            connection.execute("DELETE FROM cases WHERE id = (SELECT min(id) FROM cases)")

    monkeypatch.setattr(rekey, "_copy", loses_a_case)
    with pytest.raises(KeyChangeUnprovenError):
        renew(vault)
    assert vault.cases.count(CaseFilter()) == CASES
    assert not vault.folder.renewed.exists()


def test_a_damaged_page_of_the_copy_is_found_and_it_is_thrown_away(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = rekey._copy

    def damages(vault: Vault, key: VaultKey, progress: Report) -> None:
        copy(vault, key, progress)
        data = bytearray(vault.folder.renewed.read_bytes())
        data[-500] ^= 1
        vault.folder.renewed.write_bytes(data)

    monkeypatch.setattr(rekey, "_copy", damages)
    with pytest.raises(KeyChangeUnprovenError) as info:
        renew(vault)
    assert info.value.findings
    assert vault.opened.header.sequence == 1


def watch(patch: pytest.MonkeyPatch, stop_at: int, stop: Callable[[], object]) -> list[str]:
    """Call `stop` before the step with this number is taken; return the list of the steps that were."""
    taken: list[str] = []

    def watched(name: str, work: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **named: object) -> object:
            if len(taken) == stop_at:
                taken.append("stop")
                stop()
            taken.append(name)
            return work(*arguments, **named)

        return step

    for owner, name in (
        (rekey, "_copy"), (rekey, "_prove"), (rekey, "_write_first"), (rekey, "_exchange"),
        (header_files, "write_one"), (durable, "sync_folder"), (durable, "_rename"), (Vault, "release"),
        (Vault, "rebind"), (VaultFolder, "sweep"),
    ):  # fmt: skip
        patch.setattr(owner, name, watched(name, getattr(owner, name)))
    return taken


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")
def test_killed_at_any_step_the_vault_is_the_old_one_or_the_new_one(folder: Path, tmp_path: Path) -> None:
    sequences = []
    for stop_at in range(60):
        trial = tmp_path / f"trial{stop_at}"
        shutil.copytree(folder, trial)
        child = os.fork()
        if child == 0:
            with pytest.MonkeyPatch.context() as patch:
                vault = Vault.open(trial, PASSPHRASE)
                watch(patch, stop_at, lambda: os.kill(os.getpid(), signal.SIGKILL))
                renew(vault)
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with Vault.open(trial, PASSPHRASE) as vault:
            sequences.append(vault.opened.header.sequence)
            assert vault.cases.count(CaseFilter()) == CASES
            assert vault.check() == ()
        assert (trial / "header.1").read_bytes() == (trial / "header.2").read_bytes()
        assert not (trial / "case.db.new").exists()
        if status == 0:
            break
        assert status == -signal.SIGKILL
    assert len(sequences) > 15
    assert set(sequences) == {1, 2}
    assert sequences == sorted(sequences)


def test_when_a_step_fails_the_vault_goes_on_as_the_old_one_or_the_new_one(
    folder: Path, tmp_path: Path
) -> None:
    def fail() -> None:
        raise StorageError

    outcomes = []
    for stop_at in range(60):
        trial = tmp_path / f"trial{stop_at}"
        shutil.copytree(folder, trial)
        with Vault.open(trial, PASSPHRASE) as vault:
            with pytest.MonkeyPatch.context() as patch:
                taken = watch(patch, stop_at, fail)
                failed = False
                try:
                    renew(vault)
                except StorageError:
                    failed = True
            if "rebind" in taken or "release" not in taken:
                with vault.transaction():
                    vault.organisations.save(Organisation(name="De Linde"))
                assert vault.cases.count(CaseFilter()) == CASES
            sequence = vault.opened.header.sequence
        with Vault.open(trial, PASSPHRASE) as vault:
            assert vault.opened.header.sequence >= sequence
            assert vault.cases.count(CaseFilter()) == CASES
        outcomes.append((sequence, failed))
        if "stop" not in taken:
            break
    assert outcomes[0] == (1, True)
    assert outcomes[-1] == (2, False)
    assert (1, False) not in outcomes


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")
def test_the_newest_header_alone_would_lock_the_user_out_after_a_cut_in_the_middle(folder: Path) -> None:
    """The control: which header is the vault's is for the database to say, not for the sequence number."""
    child = os.fork()
    if child == 0:
        vault = Vault.open(folder, PASSPHRASE)
        rekey._exchange = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        renew(vault)
    os.waitpid(child, 0)
    newest = header_files.unlock(folder, PASSPHRASE)
    assert newest.header.sequence == 2
    with pytest.raises(DatabaseDamagedError):
        connect_with(folder / "case.db", newest.key)
    assert cases_in(folder) == CASES
