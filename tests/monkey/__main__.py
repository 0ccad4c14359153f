"""`python3 run.py monkey [--seed N] [--games N] [--actions N] [--controls]`; 1 when a game found a fault."""

import argparse
import faulthandler
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from tests.monkey.controls import PLANTS
from tests.monkey.playing import play
from vpdesk.app.collecting import Collecting

#: Of the games in which something is planted.
_SEED: Final = 3
_FEW: Final = 4


def main() -> int:
    """Play one game per seed, each in a new vault, and print each."""
    parser = argparse.ArgumentParser(prog="python3 run.py monkey")
    parser.add_argument("--seed", type=int, default=1, help="of the first game; the next ones count on")
    parser.add_argument("--games", type=int, default=1)
    parser.add_argument("--actions", type=int, default=2000, help="of each game")
    parser.add_argument("--loud", action="store_true", help="tell each action as it is done")
    parser.add_argument("--controls", action="store_true", help="plant each kind of fault, and look for it")
    chosen = parser.parse_args()
    faulthandler.enable()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(["vpdesk"])
    app.setStyle("fusion")
    Collecting(app)
    if chosen.controls:
        return control(app)
    played = []
    for seed in range(chosen.seed, chosen.seed + chosen.games):
        with tempfile.TemporaryDirectory(prefix="vpdesk-monkey-") as folder:
            played.append(play(app, Path(folder), seed=seed, actions=chosen.actions, loud=chosen.loud))
        print(*played[-1].lines(), sep="\n", flush=True)
    total = sum(each.actions for each in played)
    faults = sum(len(each.faults) for each in played)
    print(f"{total:,} actions, {sum(each.commits for each in played):,} commits, {faults} faults")
    return int(faults > 0)


def control(app: QApplication) -> int:
    """Plant each kind of fault; 1 when one of them is not found."""
    missed = 0
    for what, (plant, said) in PLANTS.items():
        with tempfile.TemporaryDirectory(prefix="vpdesk-monkey-") as folder:
            played = play(app, Path(folder), seed=_SEED, actions=_FEW, plant=plant, patience=2)
        print(*played.lines(), sep="\n")
        found = any(said in fault for fault in played.faults)
        missed += found != bool(said)
        if not said:
            print(f"{what} planted, {'something was' if played.faults else 'nothing'} found")
        else:
            print(f"planted {what}: {'found, as it must be' if found else 'NOT FOUND: the monkey is blind'}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
