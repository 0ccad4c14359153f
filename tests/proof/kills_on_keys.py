"""Row 4: a process is killed inside a change of keys; the vault is the one from before or the one after."""

import random
import signal
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Final

from tests.proof import power_on_keys, writer
from tests.proof.killer import Child
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from vpdesk.vault.header_files import read_all

#: The longest that a process lives, in seconds: time to open, and for a change or two.
_LONGEST: Final = 0.15


@proves(4, "kill inside a change of keys")
def kill_changes(run: Run) -> Iterator[Finding]:
    """Kill processes that change one secret after the other, each on a vault of its own."""
    kills = run.of(small=20, full=200)
    words = _kill(run, kills)
    yield at_least(kills, "kills inside a change", words["inside"])
    yield at_least(1, "of them between the two headers", words["between"])
    yield none("vaults that no secret opened that was told of", words["locked out"])
    yield none("vaults with something else in them, or damaged", words["harmed"])
    other = _kill(run, run.of(small=15, full=60), "order_of_keys")
    yield Control(
        without="the order in which keys change places", harm=other["harmed"], of=other["inside"], share=0.13
    )


def _kill(run: Run, kills: int, *taken_away: str) -> Counter[str]:
    words = Counter[str]()
    chance = random.Random(f"{run.seed} {taken_away}")
    kinds = power_on_keys.KEY if taken_away else power_on_keys.ALL
    while words["inside"] < kills:
        folder = run.folder / "-".join(("killed", *taken_away, f"{words['tries']}"))
        words["tries"] += 1
        writer.begin(folder)
        seed = random.Random(chance.random())
        child = Child(partial(power_on_keys.change, folder, kinds, seed, taken_away))
        child.kill_after(chance.uniform(0.01, _LONGEST))
        if not child.said or not child.said[-1].startswith(">") or child.status != -signal.SIGKILL:
            continue  # it was not changing anything just then
        words["inside"] += 1
        words["between"] += len(read_all(folder)) > 1
        words[power_on_keys.judge(folder, child.said)] += 1
    return words
