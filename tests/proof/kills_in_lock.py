"""Row 4: a lock is killed at any moment; what was typed last is there, or what was saved before it."""

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from tests.factories import PASSPHRASE
from tests.proof.gone_after_lock import begin
from tests.proof.killer import Child, Say
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from tests.proof.without import put
from vpdesk.domain.errors import VpdeskError
from vpdesk.services.drafts import load_draft
from vpdesk.vault.backup import Condition, list_backups
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.vault import Vault

#: Kills after which a new vault is begun.
_KILLS: Final = 20
#: A kill comes within this many times the time that a whole lock takes here.
_BEYOND: Final = 1.1


@dataclass(slots=True)
class _Tally:
    kills: int = 0
    locking: int = 0
    finished: int = 0
    lost: int = 0
    harmed: int = 0


@proves(4, "kill inside lock")
def kill_locks(run: Run) -> Iterator[Finding]:
    """Type and save, type on, lock with a backup, and kill somewhere in that."""
    kills = run.of(small=12, full=200)
    chance = random.Random(run.seed)
    tally = _Tally()
    tried = 0
    # a busy machine locks now sooner, now later than it was measured to: then some more are killed
    while tried < kills or (tally.locking < kills // 2 and tried < 3 * kills):
        path = run.folder / f"vault-{tried}"
        case = begin(path)
        longest = _whole(path, case)
        for count in range(min(_KILLS, kills - tried) if tried < kills else _KILLS):
            _kill(path, case, f"{tried + count}", chance.uniform(0, longest * _BEYOND), tally)
        tried += _KILLS
    yield at_least(kills, "locks, each with a kill in or after it", tally.kills + tally.finished)
    yield at_least(kills // 2, "of them killed before the lock was done", tally.locking)
    yield none("drafts lost: neither what was saved before nor what was typed last", tally.lost)
    yield none("vaults or backups found damaged", tally.harmed)
    path = run.folder / "control"
    case, other = begin(path), _Tally()
    for number in range(run.of(small=2, full=10)):
        _kill(path, case, f"control {number}", None, other, saving=False)
    yield Control(
        without="saving what was typed before the process ends", harm=other.lost, of=other.finished, share=0.5
    )


def _whole(path: Path, case: int) -> float:
    """Return how many seconds a lock takes that nobody kills."""
    child = Child(partial(_lock, path, case, "whole"))
    while child.hear() != "locking":
        pass
    start = time.perf_counter()
    child.hear()
    spent = time.perf_counter() - start
    child.wait()
    return spent


def _kill(
    path: Path, case: int, words: str, after: float | None, tally: _Tally, *, saving: bool = True
) -> None:
    """Kill a lock `after` so many seconds (None: let it end), and see what is there."""
    child = Child(partial(_lock, path, case, words, saving=saving))
    while child.hear() != "locking":
        pass
    if after is None:
        child.wait()
    else:
        child.kill_after(after)
    finished = "locked" in child.said
    tally.kills += child.status == -signal.SIGKILL
    tally.locking += not finished
    tally.finished += finished and child.status != -signal.SIGKILL
    try:
        with Vault.open(path, PASSPHRASE) as vault:
            harmed = vault.check()
            draft = load_draft(vault, f"case/{case}/contact")
    except VpdeskError:
        tally.harmed += 1
        return
    conditions = [each.condition for each in list_backups(VaultFolder(path).backups)]
    tally.harmed += bool(harmed) or Condition.DAMAGED in conditions
    notes = json.loads(draft.body)["notes"] if draft else ""
    allowed = [f"later {words}"] if finished else [f"earlier {words}", f"later {words}"]
    tally.lost += notes not in allowed


def _lock(path: Path, case: int, words: str, say: Say, *, saving: bool = True) -> None:
    """Save one thing, type another, and lock as when nobody is there."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from tests.proof.locked_process import type_notes
    from tests.proof.whole_window import wait_until
    from vpdesk.app import indoors
    from vpdesk.app.locking import LockReason
    from vpdesk.app.program import Program
    from vpdesk.app.surroundings import Surroundings
    from vpdesk.views.autosave import Autosave, commit_all

    qInstallMessageHandler(lambda *_remark: None)  # what it cannot do without a screen is no news here
    app = QApplication(["vpdesk"])
    relaunched: list[Path] = []
    around = Surroundings(
        settings_file=path.with_name("settings.ini"),
        vault_folder=path,
        relaunch=relaunched.append,
        leave=app.quit,
    )
    program = Program(app, around)
    program.window.show()
    workplace = program.enter(indoors.unlock(path, PASSPHRASE))
    notes = type_notes(workplace, f"{case}", f"earlier {words}")
    commit_all(workplace)
    notes.setPlainText(f"later {words}")
    if not saving:
        put(indoors, "commit_all", lambda _page: 0)
        put(Autosave, "flush", lambda _self: None)
    say("locking")
    program.lock(LockReason.IDLE)
    wait_until(lambda: bool(relaunched))
    say("locked")
