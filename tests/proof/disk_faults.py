"""Row 5: every call that writes, synchronises or opens a file of the vault fails in turn.

Once, and from then on for ever. The one who saves tries again with what she still has on screen. A write that
is cut short is made by the system's own limit on the size of a file: it writes what fits, and then no more.
"""

import random
import resource
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from tests.factories import PASSPHRASE
from tests.proof import without, writer
from tests.proof.killer import BrokeError, Child, Say
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from tests.proof.states import read_files, share, write_files
from tests.proof.watched import Watched
from tests.proof.writer import HarmedError, Pace
from vpdesk.domain.errors import VpdeskError
from vpdesk.vault.vault import Vault

#: The error, the call that it is the answer to, and whether it strikes once or from then on.
_FAULTS: Final = tuple(
    (error, call, lasting)
    for error, calls in (
        ("ENOSPC", ("pwrite64", "write")),
        ("EIO", ("pwrite64", "write", "fsync", "fdatasync", "ftruncate", "pread64")),
        ("EACCES", ("openat", "rename", "unlink")),
    )
    for call in calls
    for lasting in ("", "+")
)
_FILES: Final = (
    *("case.db", "case.db-wal", "case.db-shm", "vault.lock", "local.json", "local.json.part"),
    *("header.1", "header.2", "header.1.part", "header.2.part"),
)
_SAVES: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Manner:
    """How one saves, how much at a time, and with which settings."""

    save: Callable[[Vault, int, random.Random, Pace], None] = writer.save
    pace: Pace = writer.EVERYDAY
    settings: Mapping[str, tuple[str, object]] = field(default_factory=dict)


_EVERYDAY: Final = _Manner()
#: A save that needs the disk before its end: eight contacts, and hardly any memory for pages.
_LARGE: Final = _Manner(pace=Pace(contacts=8), settings={"cache_size": ("10", 10)})


@proves(5)
def break_every_call(run: Run) -> Iterator[Finding]:
    """Let each call fail in turn, and cut each write short."""
    writer.begin(run.folder / "base")
    base = read_files(run.folder / "base")
    every = run.of(small=9, full=1)
    limits = range(512, 500_000, run.of(small=15_872, full=512))

    def some(part: int, parts: int) -> Counter[str]:
        trial = _Trial(folder=run.folder / f"part-{part}", base=base)
        for fault in _FAULTS[part::parts]:
            trial.strike_each(fault, every)
        for limit in limits[part::parts]:
            trial.cut_short(limit)
        return trial.words

    words = share(some) + _fill(run, base, _LARGE)
    yield at_least(run.of(small=100, full=1000), "calls that failed", words["failed"])
    yield at_least(len(limits), "limits at which a write was cut short", words["limits"])
    for error in ("DiskFullError", "StorageError", "ReadOnlyError"):
        yield at_least(1, f"failures that were told as {error}", words[error])
    yield none("failures that were told as anything but an error of ours", words["untold"])
    yield none("acknowledged saves lost", words["lost"])
    yield none("vaults that held half a save or damage", words["harmed"])
    yield at_least(1, "saves that failed once in an open vault, otherwise than by damage", words["once"])
    yield none("of those, saves that the same vault refused when they were tried again", words["stuck"])
    yield none("saves that could not be made once the fault was gone", words["not again"])
    control = _fill(run, base, replace(_LARGE, save=_go_on))
    harm = control["harmed"] + control["lost"]
    yield Control(without="stopping at the first error", harm=harm, of=control["failed"], share=0.17)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """One vault, put back as it was before each fault, and what came of them all."""

    folder: Path
    base: Mapping[str, bytes]
    manner: _Manner = _EVERYDAY
    words: Counter[str] = field(default_factory=Counter)

    def strike_each(self, fault: tuple[str, str, str], every: int) -> None:
        """Let the first call fail, then the next, until there are no more."""
        error, call, lasting = fault
        number = 1
        while self.strike(call, f"error={error}:when={number}{lasting}"):
            number += every

    def strike(self, call: str, fault: str) -> bool:
        """Work with one fault; False when there was no such call any more."""
        write_files(self.folder, self.base)
        log = self.folder.with_suffix(".strace")
        paths = [option for name in _FILES for option in ("-P", str(self.folder / name))]
        faults = ("-e", f"trace={call}", "-e", f"inject={call}:{fault}")
        child = Watched(partial(self._work, resource.RLIM_INFINITY), "-o", str(log), *paths, *faults)
        with suppress(BrokeError):
            child.wait()
        if "(INJECTED)" not in log.read_text("ascii"):
            return False
        self.words["failed"] += 1
        if not fault.endswith("+"):
            refused = [line for line in child.said if line.endswith("in a save") and "Damaged" not in line]
            self.words["once"] += len(refused)
            self.words["stuck"] += len(refused) - child.said.count("again")
        self._judge(child.said)
        return True

    def cut_short(self, limit: int) -> None:
        """Work under a limit on the size of a file, until it is lifted."""
        write_files(self.folder, self.base)
        child = Child(partial(self._work, limit))
        with suppress(BrokeError):
            child.wait()
        self.words["limits"] += 1
        self._judge(child.said)

    def _work(self, limit: int, say: Say) -> None:
        """Save a number of times; after an error save the same again, in the same vault where it is open.

        Only after a second error in a row it is opened anew; so is a vault that found damage.
        """
        chance = random.Random(5)
        without.change_settings(**self.manner.settings)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        number, failures = 1, 0
        while number <= _SAVES and failures < 3:
            try:
                with Vault.open(self.folder, PASSPHRASE) as vault:
                    for _ in range(_SAVES // 2):
                        try:
                            self.manner.save(vault, number, chance, self.manner.pace)
                        except VpdeskError as error:
                            say(f"told {type(error).__name__} in a save")
                            self.manner.save(vault, number, chance, self.manner.pace)
                            say("again")
                        say(f"saved {number}")
                        number += 1
                        if number % 3 == 0:
                            vault.tidy()
            except VpdeskError as error:
                say(f"told {type(error).__name__}")
                failures += 1
                if failures == 2:
                    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)

    def _judge(self, said: list[str]) -> None:
        """Look into the vault with the fault gone, and save once more."""
        acknowledged = max((int(line.split()[1]) for line in said if line.startswith("saved")), default=0)
        for kind in {line.split()[1] for line in said if line.startswith("told")}:
            self.words[kind] += 1
        self.words["untold"] += any(line.startswith("!") for line in said)
        try:
            with Vault.open(self.folder, PASSPHRASE) as vault:
                there = writer.saves_in(vault)
                writer.save(vault, there + 1, random.Random(1), self.manner.pace)
                self.words["not again"] += writer.saves_in(vault) != there + 1
        except (HarmedError, VpdeskError):
            self.words["harmed"] += 1
            return
        self.words["lost"] += there < acknowledged
        self.words["harmed"] += there > acknowledged + 1


def _fill(run: Run, base: Mapping[str, bytes], manner: _Manner) -> Counter[str]:
    """Let the disk be full at one write after the other of large saves."""
    trial = _Trial(folder=run.folder / "large", base=base, manner=manner)
    for number in range(run.of(small=8, full=1), 200, run.of(small=16, full=1)):
        trial.strike("pwrite64", f"error=ENOSPC:when={number}")
    return trial.words


def _go_on(vault: Vault, number: int, chance: random.Random, pace: Pace) -> None:
    """The control: do the same, and after an error go on with the rest."""
    execute = vault._connection.execute
    calls: list[Callable[[], object]] = [
        lambda: execute("BEGIN"),
        *writer.steps(vault, number, chance, pace),
        lambda: execute("COMMIT"),
    ]
    for call in calls:
        with suppress(sqlcipher.Error):
            call()
