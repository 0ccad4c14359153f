"""Row 2: the power is cut while saves are written; every acknowledged one is there, whole."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from tests.factories import PASSPHRASE
from tests.proof import without, writer
from tests.proof.killer import Say
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from tests.proof.states import History, examine
from tests.proof.writer import HarmedError
from vpdesk.domain.errors import VpdeskError
from vpdesk.vault.vault import Vault

_SAVES: Final = 60


@proves(2)
def cut_power(run: Run) -> Iterator[Finding]:
    """Cut the power at every kind of moment of several histories."""
    states = run.of(small=400, full=20_000)
    words = _cut(run, states, synchronous=("FULL", 2))
    yield at_least(states, "states that a power cut could leave", words.total())
    yield none("states that lack an acknowledged save", words["lost"])
    yield none("states that do not open, or hold half a save or damage", words["harmed"])
    other = _cut(run, run.of(small=100, full=1000), synchronous=("NORMAL", 1))
    yield Control(without="synchronous=FULL", harm=other["lost"], of=other.total(), share=0.13)


def _cut(run: Run, states: int, **settings: tuple[str, object]) -> Counter[str]:
    """Record histories of about so many states each, and judge them."""
    words = Counter[str]()
    histories = -(-states // 1000)
    for number in range(histories):
        chance = random.Random(run.seed * 1000 + number)
        folder = run.folder / f"{settings['synchronous'][0]}-{number}"
        writer.begin(folder)
        history = History.of(folder, partial(_write, folder, chance, settings))
        seed = chance.randrange(1 << 30)
        words += examine(history, states // histories, judge, within=run.folder, seed=seed)
    return words


def _write(path: Path, chance: random.Random, settings: dict[str, tuple[str, object]], say: Say) -> None:
    """Save a number of times, tidying up now and then, and closing the vault and opening it again."""
    without.change_settings(**settings)
    number = 0
    while number < _SAVES:
        with Vault.open(path, PASSPHRASE) as vault:
            for _ in range(chance.randint(1, 25)):
                number += 1
                writer.save(vault, number, chance)
                say(str(number))
                if chance.random() < 0.1:
                    vault.tidy()


def judge(folder: Path, said: Sequence[str]) -> str:
    """Say what is left of the saves in `folder`: ok, lost or harmed."""
    acknowledged = int(said[-1]) if said else 0
    try:
        with Vault.open(folder, PASSPHRASE) as vault:
            there = writer.saves_in(vault)
    except (HarmedError, VpdeskError):
        return "harmed"
    if there < acknowledged:
        return "lost"
    return "ok" if there <= acknowledged + 1 else "harmed"
