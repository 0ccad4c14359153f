"""Every row of the proof at its small size, each in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import need
from tests.proof.__main__ import rows_that_stand
from tests.proof.rows import FAULTS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("number", rows_that_stand())
def test_a_row_of_the_proof_holds_and_its_control_fails(tmp_path: Path, number: str) -> None:
    if number in FAULTS:
        if sys.platform != "linux":
            pytest.skip("processes are forked, and their calls to the system watched")
        need("strace")
    found = tmp_path / "found.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.proof", "--size=small", f"--only={number}", f"--json={found}"],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    rows = json.loads(found.read_text())["rows"] if found.exists() else []
    verdicts = {row["verdict"] for row in rows}
    if "NOT RUN" in verdicts <= {"NOT RUN", "ok"} and not os.environ.get("CI"):
        pytest.skip("; ".join({row["why_not"] for row in rows} - {""}))
    assert done.returncode == 0, done.stdout + done.stderr
    assert verdicts == {"ok"}
