"""Row 1: a writer is killed while it opens, saves, tidies and closes; what it had acknowledged is there."""

import random
import signal
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from tests.factories import PASSPHRASE
from tests.proof import without, writer
from tests.proof.killer import Child, Say
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from tests.proof.states import share
from tests.proof.writer import HarmedError, Pace
from vpdesk.domain.errors import VpdeskError
from vpdesk.vault.vault import Vault

#: The longest that one writer lives on, in seconds: time to open, or to save some dozens of times.
_LONGEST: Final = 0.06
#: Everything that a save needs to be undone is in the memory of the process that dies.
_JOURNAL_IN_MEMORY: Final = {"journal_mode": ("MEMORY", "memory"), "cache_size": ("10", 10)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Manner:
    """How a writer saves, and with which settings; how long it lives at most.

    `opened`: which part of them is killed only once it is open. After so many `kills` a new vault is begun,
    so that its first saves are killed too.
    """

    pace: Pace = writer.EVERYDAY
    settings: Mapping[str, tuple[str, object]] = field(default_factory=dict)
    opened: float = 0.75
    longest: float = _LONGEST
    kills: int = 25


@proves(1)
def kill_writers(run: Run) -> Iterator[Finding]:
    """Kill writers of one vault after the other, looking into it now and then."""
    kills = run.of(small=50, full=2000)
    words = share(partial(_kill_some, run.folder, kills, _Manner()))
    yield at_least(kills, "kills", words["kills"])
    yield at_least(kills // 2, "of them in a session of saving", words["saving"])
    yield at_least(kills, "saves acknowledged", words["acknowledged"])
    yield none("acknowledged saves lost", words["lost"])
    yield none("looks that found half a save, or damage", words["harmed"])
    manner = _Manner(
        pace=Pace(contacts=20), settings=_JOURNAL_IN_MEMORY, opened=1.0, longest=5 * _LONGEST, kills=1
    )
    other = share(partial(_kill_some, run.folder / "control", run.of(small=10, full=40), manner))
    harm = other["harmed"] + other["lost"]
    yield Control(without="a journal on disk", harm=harm, of=other["kills"], share=0.12)


def _kill_some(folder: Path, kills: int, manner: _Manner, part: int, parts: int) -> Counter[str]:
    """Kill a share of the writers, so many of each vault."""
    words = Counter[str]()
    chance = random.Random(f"{kills} {part}")
    for number in range(part * manner.kills, kills, parts * manner.kills):
        _kill(folder / f"vault-{number}", min(manner.kills, kills - number), manner, chance, words)
    return words


def _kill(path: Path, kills: int, manner: _Manner, chance: random.Random, words: Counter[str]) -> None:
    """Kill so many writers of a new vault; after about every second one see what is there."""
    writer.begin(path)
    acknowledged = unanswered = 0
    for number in range(kills):
        child = Child(partial(_write, path, manner, random.Random(chance.random())))
        if chance.random() < manner.opened:
            child.hear()
        child.kill_after(chance.uniform(0, manner.longest))
        unanswered += 1  # a save that was done when the kill came before its answer
        saves = [int(line) for line in child.said if line.isdigit()]
        acknowledged = saves[-1] if saves else acknowledged
        words["kills"] += child.status == -signal.SIGKILL
        words["saving"] += "open" in child.said
        words["acknowledged"] += len(saves)
        if chance.random() < 0.5 or number == kills - 1:
            try:
                with Vault.open(path, PASSPHRASE) as vault:
                    there = writer.saves_in(vault)
            except (HarmedError, VpdeskError):
                words["harmed"] += 1
                return
            words["lost"] += max(0, acknowledged - there)
            words["harmed"] += there > acknowledged + unanswered
            acknowledged, unanswered = there, 0


def _write(path: Path, manner: _Manner, chance: random.Random, say: Say) -> None:
    """Save without end, tidying up now and then, and closing the vault and opening it again."""
    without.change_settings(**manner.settings)
    while True:
        with Vault.open(path, PASSPHRASE) as vault:
            say("open")
            number = vault.cases.get(writer.CASE.id).carried_contacts
            while chance.random() > 0.04:
                number += 1
                writer.save(vault, number, chance, manner.pace)
                say(str(number))
                if chance.random() < 0.1:
                    vault.tidy()
