"""Row 11: the file goes away under an open vault; two processes open one vault; a dead one left its lock."""

import os
import random
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from tests.factories import PASSPHRASE
from tests.proof import without, writer
from tests.proof.killer import Child, Say
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from vpdesk.domain.errors import VpdeskError
from vpdesk.vault.faults import MovedError, VaultInUseError
from vpdesk.vault.vault import Vault

Change = Callable[[Path], object]


def _delete(folder: Path) -> None:
    os.link(folder / "case.db", folder / "kept")  # for the one who looks afterwards
    (folder / "case.db").unlink()


def _replace(folder: Path) -> None:
    shutil.copy(folder / "case.db", folder / "copy")
    (folder / "case.db").rename(folder / "aside")
    (folder / "copy").rename(folder / "case.db")


#: What happens to the file, or to the whole folder, and what puts it back.
_CHANGES: Final[dict[str, tuple[Change, Change]]] = {
    "deleted": (
        _delete,
        lambda folder: (folder / "kept").rename(folder / "case.db"),
    ),
    "moved": (
        lambda folder: (folder / "case.db").rename(folder / "aside"),
        lambda folder: (folder / "aside").rename(folder / "case.db"),
    ),
    "replaced": (_replace, lambda folder: (folder / "aside").rename(folder / "case.db")),
    "folder moved": (
        lambda folder: folder.rename(folder.with_name("aside")),
        lambda folder: folder.with_name("aside").rename(folder),
    ),
}


@proves(11, "file deleted, moved or replaced while open")
def take_the_file_away(run: Run) -> Iterator[Finding]:
    """Take the file away after some saves, save once more, put it back, and save that again."""
    times = run.of(small=10, full=250)
    words = _take_away(run, times, "away")
    yield at_least(times * len(_CHANGES), "times that the file went away", words["times"])
    yield none("saves that were taken without a word", words["silent"])
    yield none("saves that were refused although the file was back in its place", words["not again"])
    yield none("saves of before that were not in the file", words["lost"])
    control = Child(lambda say: _without_looking(run, say))
    control.wait()
    yield Control(
        without="looking whether the file is still ours",
        harm=int(control.said[0]),
        of=len(_CHANGES),
        share=0.5,
    )


def _take_away(run: Run, times: int, name: str) -> Counter[str]:
    chance = random.Random(run.seed)
    words = Counter[str]()
    for take, put_back in list(_CHANGES.values()) * times:
        folder = run.folder / f"{name}-{words['times']}"
        words["times"] += 1
        writer.begin(folder)
        saves = chance.randint(1, 12)
        with Vault.open(folder, PASSPHRASE) as vault:
            for number in range(1, saves + 1):
                writer.save(vault, number, chance)
            if chance.random() < 0.5:
                vault.tidy()
            take(folder)
            try:
                writer.save(vault, saves + 1, chance)
                words["silent"] += 1
            except MovedError:
                put_back(folder)
                try:
                    writer.save(vault, saves + 1, chance)  # in the same window: what stands there is not lost
                    saves += 1
                except VpdeskError:
                    words["not again"] += 1
            else:
                put_back(folder)
        with Vault.open(folder, PASSPHRASE) as vault:
            words["lost"] += writer.saves_in(vault) != saves
        shutil.rmtree(folder)
    return words


def _without_looking(run: Run, say: Say) -> None:
    without.looking_for_the_file()
    say(str(_take_away(run, 1, "silent")["silent"]))


@proves(11, "two instances; stale lock")
def open_twice(run: Run) -> Iterator[Finding]:
    """Let two processes open one vault at the same moment, and kill both: the lock they leave is stale."""
    rounds = run.of(small=50, full=1000)
    writer.begin(run.folder / "vault")
    words = _race(run, rounds, _open)
    yield at_least(rounds, "rounds of two instances, each after one that was killed", words["rounds"])
    yield none("double opens", words["double"])
    yield none("rounds in which neither could open: the lock was stale", words["none"])
    yield none("refusals that were told as anything but VaultInUseError", words["untold"])
    other = _race(run, run.of(small=5, full=20), _open_without_lock)
    yield Control(without="the lock", harm=other["double"], of=other["rounds"], share=0.5)


def _race(run: Run, rounds: int, work: Callable[[Path, int, Say], None]) -> Counter[str]:
    words = Counter[str]()
    for _ in range(rounds):
        waiting, go = os.pipe()
        children = [Child(partial(work, run.folder / "vault", waiting)) for _ in range(2)]
        os.close(waiting)
        os.write(go, b"!!")
        heard = [child.hear() for child in children]
        os.close(go)
        for child in children:
            child.kill()
        words["rounds"] += 1
        words["double"] += heard.count("open") == 2
        words["none"] += heard.count("open") == 0
        words["untold"] += len(set(heard) - {"open", VaultInUseError.__name__})
    return words


def _open(path: Path, waiting: int, say: Say) -> None:
    """Open the vault when the word is given, and hold it until this process is killed."""
    os.read(waiting, 1)
    try:
        with Vault.open(path, PASSPHRASE):
            say("open")
            signal.pause()
    except VpdeskError as error:
        say(type(error).__name__)
        signal.pause()


def _open_without_lock(path: Path, waiting: int, say: Say) -> None:
    without.lock()
    _open(path, waiting, say)
