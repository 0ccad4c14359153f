"""Two small games on fixed seeds, in a process of its own; and that each kind of fault would be seen."""

import os
import subprocess
import sys
from pathlib import Path

from tests.monkey.controls import PLANTS

ROOT = Path(__file__).resolve().parents[2]


def play(*arguments: str) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        [sys.executable, "-m", "tests.monkey", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(("src", ".")), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_a_monkey_finds_nothing(dutch: str) -> None:
    assert dutch
    assert "\n400 actions" in play("--seed", "1", "--games", "2", "--actions", "200").stdout


def test_what_is_planted_is_found_with_its_seed_and_what_led_to_it(dutch: str) -> None:
    assert dutch
    said = play("--controls").stdout
    assert said.count("found, as it must be") == len(PLANTS) - 1
    assert said.count("the last 4 actions of seed 3:") == len(PLANTS) - 1
    assert "nothing planted, nothing found" in said
