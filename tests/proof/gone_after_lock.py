"""Row 10: after a lock the process that knew the case is gone, and what was being typed is kept.

Closing the vault is not enough: the control closes it and lives on, with every word still in its memory.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from tests.canaries import invent
from tests.factories import CHEAP, PASSPHRASE, make_case
from tests.journeys.person import alive
from tests.proof.key_in_memory import search
from tests.proof.rows import Control, Figure, Finding, Run, at_least, none, proves
from vpdesk.domain.organisation import Organisation
from vpdesk.services.drafts import load_draft
from vpdesk.vault.vault import Vault

_ROOT: Final = Path(__file__).resolve().parents[2]
#: By this variable a process that a lock has started is known as ours.
_MARK: Final = "VPDESK_LOCKED_BY_PROOF"
#: How often the rare word is typed into the draft.
TIMES: Final = 300
#: Seconds in which the one process has to go and the other has to come.
_SOON: Final = 2.0
_PATIENCE: Final = 30.0


@proves(10, "process gone after lock, draft intact")
def lock_and_look(run: Run) -> Iterator[Finding]:
    """Type a rare word, strike the panic key, and look for the process, the word and the draft."""
    locks = run.of(small=2, full=20)
    known = copies = kept = 0
    slowest = 0.0
    for number in range(locks):
        folder = run.folder / f"vault-{number}"
        (word,) = invent(1)
        case = begin(folder)
        with typing(folder, case, word) as process:
            known += how_often(process.pid, word) > 0
            slowest = max(slowest, lock(process))
            for pid in wait_for_locked(folder):
                copies += how_often(pid, word)
                kill(pid)
            process.wait()
        with Vault.open(folder, PASSPHRASE) as vault:
            draft = load_draft(vault, f"case/{case}/contact")
            kept += draft is not None and str(json.loads(draft.body)["notes"]).count(word) == TIMES
    yield at_least(locks, "processes that knew the rare word before", known)
    # a small run shares its processors with other tests: it asks only that the process ends at all
    soon = _SOON if run.size == "full" else _PATIENCE
    yield Figure(what="seconds until it is gone", found=slowest, bound="at most", target=soon)
    yield none("copies of the word in the locked process that follows", copies)
    yield at_least(locks, "drafts kept whole", kept)
    folder = run.folder / "control"
    (word,) = invent(1)
    with typing(folder, begin(folder), word, "lingering") as process:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
        hear(process, "closed")
        left = how_often(process.pid, word)
    said = "the end of the process, after closing the vault"
    yield Control(without=said, harm=min(left, TIMES), of=TIMES, share=0.25)


def begin(folder: Path) -> int:
    """Make a vault with one case and return that."""
    organisation = Organisation(name="Waterschap De Vliet")
    case = make_case(organisation.id)
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault, vault.transaction():
        vault.organisations.save(organisation)
        vault.cases.save(case)
    return case.id


@contextmanager
def typing(folder: Path, case: int, word: str, *manner: str) -> Iterator["subprocess.Popen[str]"]:
    """Let a fresh process type `word` many times, and yield it when that stands on its screen."""
    home = folder.with_name(f"{folder.name}-home")
    variables = {
        **os.environ, "PYTHONPATH": os.pathsep.join((str(_ROOT / "src"), str(_ROOT))), "HOME": str(home),
        "XDG_CONFIG_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", _MARK: str(folder),
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.proof.locked_process", str(folder), str(case), *manner],
        env=variables, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert process.stdin is not None
        process.stdin.write(f"{PASSPHRASE}\n{word}\n")
        process.stdin.flush()
        hear(process, "typed")
        yield process
    finally:
        process.kill()
        process.wait()
        for pid in locked(folder):
            kill(pid)
        process.communicate()


def hear(process: "subprocess.Popen[str]", words: str) -> None:
    """Wait until the process says `words`."""
    assert process.stdout is not None
    if process.stdout.readline() != f"{words}\n":
        message = f"the process never said {words}"
        raise RuntimeError(message)


def lock(process: "subprocess.Popen[str]") -> float:
    """Have it lock, and return after how many seconds it was gone."""
    assert process.stdin is not None
    start = time.perf_counter()
    process.stdin.write("\n")
    process.stdin.flush()
    while alive(process.pid) and time.perf_counter() - start < _PATIENCE:
        os.sched_yield()
    return time.perf_counter() - start


def wait_for_locked(folder: Path) -> list[int]:
    """Return the process that the lock has started, when it has come."""
    until = time.perf_counter() + _PATIENCE
    while not (found := locked(folder)) and time.perf_counter() < until:
        os.sched_yield()
    if not found:
        message = "no locked process came"
        raise RuntimeError(message)
    return found


def locked(folder: Path) -> list[int]:
    """Return the processes of vpdesk that a lock on `folder` has started."""
    mark = f"{_MARK}={folder}".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (place / "cmdline").read_bytes().split(b"\0")
            if b"vpdesk" in words and mark in (place / "environ").read_bytes().split(b"\0"):
                found.append(int(place.name))
    return found


def how_often(pid: int, word: str) -> int:
    """Return how often `word` stands in the memory of a process, as text of Python or of Qt."""
    found, _size = search(pid, {"utf-8": word.encode(), "utf-16": word.encode("utf-16-le")})
    return sum(found.values())


def kill(pid: int) -> None:
    """End a process that was started for the proof."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
