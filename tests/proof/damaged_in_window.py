"""Row 6, in the window: whichever page is damaged, the person comes to work or to a page with a way out."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from tests.proof.tour_of_damage import GOOD, fill, pages

_ROOT: Final = Path(__file__).resolve().parents[2]
#: Of so many pages one is damaged at the small size, and in the control.
_FEW: Final = 20


@proves(6, "each page damaged in turn, met by the open window")
def damage_what_the_window_reads(run: Run) -> Iterator[Finding]:
    """Damage each page in turn, and go through every place and every case."""
    vault = run.folder / "vault"
    fill(vault)
    every = run.of(small=_FEW, full=1)
    ends = tour(vault, every)
    yield at_least(len(range(0, pages(vault), every)), "vaults with one damaged page", ends.total())
    yield at_least(1, "of them told when they were opened", ends["told at the door"])
    yield at_least(1, "of them told later, on the lock page with both ways out", ends["told from within"])
    bad = sum(times for end, times in ends.items() if end not in GOOD)
    yield none("that ended as a mistake of ours, an empty window or a page that leads nowhere", bad)
    harmed = tour(vault, _FEW, "unnoticed")
    harm = sum(times for end, times in harmed.items() if end not in GOOD)
    yield Control(without="word of damage that is met later", harm=harm, of=harmed.total(), share=0.15)


def tour(vault: Path, every: int, *taken_away: str) -> Counter[str]:
    """Go through the vault with each `every`th page damaged, in as many processes as there are processors."""
    parts = os.cpu_count() or 1
    variables = {**os.environ, "PYTHONPATH": str(_ROOT / "src"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.proof.tour_of_damage", str(vault)]
    tours = [
        subprocess.Popen(
            [*command, str(part * every), str(parts * every), *taken_away],
            cwd=_ROOT, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        for part in range(parts)
    ]  # fmt: skip
    ends = Counter[str]()
    try:
        for each in tours:
            said, _nothing = each.communicate()
            if each.returncode:
                message = f"a tour ended by itself, with status {each.returncode}"
                raise RuntimeError(message)
            ends.update(json.loads(said)["ends"])
    finally:
        for each in tours:
            each.kill()
    return ends
