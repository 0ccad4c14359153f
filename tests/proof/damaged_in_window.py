"""Row 6, in the window: whichever page is damaged, the person comes to work or to a page with a way out."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from tests.proof.tour_of_damage import FROM_WITHIN, GOOD, fill, pages

_ROOT: Final = Path(__file__).resolve().parents[2]
#: Of so many pages one is damaged at the small size.
_FEW: Final = 12
#: So many pages, at most, of those that were told from within, are damaged in the control.
_CONTROL: Final = 13


@proves(6, "each page damaged in turn, met by the open window")
def damage_what_the_window_reads(run: Run) -> Iterator[Finding]:
    """Damage each page in turn, and go through every place and every case."""
    vault = run.folder / "vault"
    fill(vault)
    chosen = range(0, pages(vault), run.of(small=_FEW, full=1))
    ends = tour(vault, chosen)
    told = Counter(ends.values())
    yield at_least(len(chosen), "vaults with one damaged page", len(ends))
    yield at_least(1, "of them told when they were opened", told["told at the door"])
    yield at_least(1, "of them told later, on the lock page with both ways out", told[FROM_WITHIN])
    bad = sum(end not in GOOD for end in ends.values())
    yield none("that ended as a mistake of ours, an empty window or a page that leads nowhere", bad)
    later = [page for page, end in ends.items() if end == FROM_WITHIN][:_CONTROL]
    harmed = tour(vault, later, "unnoticed")
    harm = sum(end not in GOOD for end in harmed.values())
    yield Control(without="word of damage that is met later", harm=harm, of=len(harmed), share=0.5)


def tour(vault: Path, damaged: Sequence[int], *taken_away: str) -> dict[int, str]:
    """Go through the vault with each of these pages damaged, in as many processes as there are processors.

    Returns how it ended with each.
    """
    parts = os.cpu_count() or 1
    variables = {**os.environ, "PYTHONPATH": str(_ROOT / "src"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.proof.tour_of_damage", str(vault)]
    tours = [
        subprocess.Popen(
            [*command, ",".join(map(str, some)), *taken_away],
            cwd=_ROOT, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        for part in range(parts)
        if (some := damaged[part::parts])
    ]  # fmt: skip
    ends: dict[int, str] = {}
    try:
        for each in tours:
            said, _nothing = each.communicate()
            if each.returncode:
                message = f"a tour ended by itself, with status {each.returncode}"
                raise RuntimeError(message)
            ends.update({int(page): end for page, end in json.loads(said).items()})
    finally:
        for each in tours:
            each.kill()
    return ends
