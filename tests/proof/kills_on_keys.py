"""Row 4: a process is killed inside a change of keys; the vault is the one from before or the one after."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from tests.proof import power_on_keys, writer
from tests.proof.kill_points import CALLS, Piece, kill_at_each_call
from tests.proof.killer import Say
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from vpdesk.vault.header_files import read_all

#: Said of a process that was killed while it was changing something, and of one that had two headers then.
_INSIDE: Final = "inside"
_BETWEEN: Final = "between"


@proves(4, "kill inside a change of keys")
def kill_changes(run: Run) -> Iterator[Finding]:
    """Kill processes that change one secret after the other, before each call in turn."""
    kills = run.of(small=20, full=200)
    # some calls come before the first change; where the database is copied, few are those of the header
    half = kills // 2 + kills // 4
    words = _kill(run, power_on_keys.SECRETS, half) + _kill(run, power_on_keys.ALL, half)
    yield at_least(kills, "kills inside a change", words[_INSIDE])
    yield at_least(1, "of them between the two headers", words[_BETWEEN])
    yield none("vaults that no secret opened that was told of", words["locked out"])
    yield none("vaults with something else in them, or damaged", words["harmed"])
    # files change places by their names only
    other = _kill(run, power_on_keys.KEY, run.of(small=15, full=60), "order_of_keys", calls=("rename",))
    yield Control(
        without="the order in which keys change places",
        harm=other["harmed"] + other["locked out"],
        of=other[_INSIDE],
        share=0.13,
    )


def _kill(
    run: Run, kinds: tuple[str, ...], kills: int, *taken_away: str, calls: Sequence[str] = CALLS
) -> Counter[str]:
    """Kill such work at its calls; count what each left, and separately how many died inside a change."""
    name = "-".join(("killed", *kinds, *taken_away))

    def change(folder: Path, say: Say) -> None:
        chance = random.Random(f"{run.seed} {name}")  # the same changes each time: their calls were counted
        power_on_keys.change(folder, kinds, chance, taken_away, say)

    def judge(folder: Path, said: Sequence[str]) -> str:
        inside = bool(said) and said[-1].startswith(">")
        between = inside and len(read_all(folder)) > 1
        found = power_on_keys.judge(folder, said)
        return " ".join((*[_INSIDE] * inside, *[_BETWEEN] * between, found))

    piece = Piece(prepare=_begin, work=lambda folder: partial(change, folder), judge=judge)
    words = Counter[str]()
    for said, times in kill_at_each_call(piece, run.folder / name, kills=kills, calls=calls).items():
        inside, between = (said.startswith(_INSIDE), _BETWEEN in said)
        words[_INSIDE] += times * inside
        words[_BETWEEN] += times * between
        words[said.removeprefix(_INSIDE).strip().removeprefix(_BETWEEN).strip()] += times
    return words


def _begin(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    writer.begin(folder)
