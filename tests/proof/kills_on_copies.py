"""Row 4: a process is killed while it makes a backup, or puts one back."""

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from tests.factories import PASSPHRASE
from tests.proof import without, writer
from tests.proof.kill_points import Piece, kill_at_each_call
from tests.proof.killer import Say
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from tests.proof.writer import HarmedError
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.errors import VpdeskError
from vpdesk.services.backups import back_up
from vpdesk.vault.backup import list_backups, verify_backup
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.restore import prepare, swap
from vpdesk.vault.swapping import kept_vaults
from vpdesk.vault.vault import Vault

_NOW: Final = datetime(2026, 11, 25, 18, 20, tzinfo=UTC)
#: Saves in the backup, and in the vault whose place it takes.
_THEN: Final = 5
_LATER: Final = 9


@proves(4, "kill inside a backup")
def kill_backups(run: Run) -> Iterator[Finding]:
    """Kill processes that save and back up in turn."""
    kills = run.of(small=20, full=250)
    words = kill_at_each_call(_backing_up(), run.folder, kills=kills)
    yield at_least(kills, "kills", words["kills"])
    yield none("vaults that lack a save, or are damaged", words["harmed"])
    yield none("backups that were acknowledged and are not there", words["lost"])
    yield none("files with the name of a backup that are none", words["half"])
    yield none("folders in which the next backup failed or left a working file", words["left"])
    # only what writes can leave half a file, and among all calls those are few
    other = kill_at_each_call(
        _backing_up("working_names"), run.folder / "control", kills=kills, calls=("write",)
    )
    yield Control(without="working names", harm=other["half"], of=other["kills"], share=0.12)


@proves(4, "kill inside a restore")
def kill_restores(run: Run) -> Iterator[Finding]:
    """Kill processes that put a backup in the place of a later vault."""
    base = run.folder / "base"
    base.mkdir()
    writer.begin(base / "vault")
    _save(base / "vault", _THEN)
    with Vault.open(base / "vault", PASSPHRASE) as vault, vault.backup_source() as source:
        back_up(source, reason=BackupReason.ASKED, now=_NOW)
    _save(base / "vault", _LATER - _THEN)
    kills = run.of(small=20, full=200)
    words = kill_at_each_call(_restoring(base), run.folder, kills=kills)
    yield at_least(kills, "kills", words["kills"])
    yield none("vaults that are neither the old nor the restored one", words["harmed"])
    yield none("vaults that are the old one after the word that they are restored", words["undone"])
    yield none("vaults that were replaced and are not kept", words["not kept"])
    blind = replace(_restoring(base), judge=_judge_blindly)
    other = kill_at_each_call(blind, run.folder / "control", kills=kills, calls=("rename",))
    yield Control(
        without="finishing a swap that was cut off", harm=other["harmed"], of=other["kills"], share=0.04
    )


def _save(path: Path, times: int) -> None:
    with Vault.open(path, PASSPHRASE) as vault:
        number = vault.cases.get(writer.CASE.id).carried_contacts
        for each in range(number + 1, number + times + 1):
            writer.save(vault, each, random.Random(each))


def _backing_up(*taken_away: str) -> Piece:
    return Piece(
        prepare=_begin,
        work=lambda folder: partial(_back_up, folder, taken_away),
        judge=_judge_backups,
    )


def _begin(folder: Path) -> None:
    folder.mkdir(parents=True)
    writer.begin(folder / "vault")


def _back_up(folder: Path, taken_away: Sequence[str], say: Say) -> None:
    without.each(taken_away)
    with Vault.open(folder / "vault", PASSPHRASE) as vault:
        for number in range(1, 4):
            writer.save(vault, number, random.Random(number))
            say(f"saved {number}")
            with vault.backup_source() as source:
                now = _NOW + timedelta(days=number)
                made = back_up(source, reason=BackupReason.ASKED, now=now).backup
            say(f"made {made.file.name}")


def _judge_backups(folder: Path, said: Sequence[str]) -> str:
    saved = max((int(line.split()[1]) for line in said if line.startswith("saved")), default=0)
    made = [line.removeprefix("made ") for line in said if line.startswith("made")]
    try:
        with Vault.open(folder / "vault", PASSPHRASE) as vault:
            if not saved <= writer.saves_in(vault) <= saved + 1:
                return "harmed"
            backups = vault.folder.backups
            there = {backup.file.name for backup in list_backups(backups)}
            try:
                for name in there:
                    verify_backup(backups / name, PASSPHRASE)
            except VpdeskError:
                return "half"
            with vault.backup_source() as source:
                back_up(source, reason=BackupReason.ASKED, now=_NOW + timedelta(days=9))
    except (HarmedError, VpdeskError):
        return "harmed"
    if any(not file.name.endswith(".vpbak") for file in backups.iterdir()):
        return "left"
    return "ok" if there.issuperset(made) else "lost"


def _restoring(base: Path) -> Piece:
    return Piece(
        prepare=lambda folder: _copy(base, folder),
        work=lambda folder: partial(_restore, folder),
        judge=_judge_restored,
    )


def _copy(base: Path, folder: Path) -> None:
    shutil.copytree(base, folder)


def _restore(folder: Path, say: Say) -> None:
    target = VaultFolder(folder / "vault")
    (backup,) = list_backups(target.backups)
    prepared = prepare(backup.file, PASSPHRASE, target)
    say("prepared")
    swap(prepared, now=_NOW)
    say("restored")


def _judge_restored(folder: Path, said: Sequence[str]) -> str:
    try:
        there = _saves(folder / "vault")
        kept = [_saves(path) for path in kept_vaults(VaultFolder(folder / "vault"))]
    except (HarmedError, VpdeskError):
        return "harmed"
    if there not in ({_THEN, _LATER} if "prepared" in said else {_LATER}):
        return "harmed"
    if there == _LATER:
        return "undone" if "restored" in said else "ok"
    return "ok" if kept == [_LATER] else "not kept"


def _judge_blindly(folder: Path, said: Sequence[str]) -> str:
    without.finishing_a_swap()
    return _judge_restored(folder, said)


def _saves(path: Path) -> int:
    with Vault.open(path, PASSPHRASE) as vault:
        return writer.saves_in(vault)
