"""Programs that a test drives from outside (run.py installs them where it may)."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final, NoReturn

import pytest

#: The Python of the system: it carries modules that no private environment has.
SYSTEM_PYTHON: Final = "/usr/bin/python3"


def need(program: str) -> str:
    """Return the path of `program`. Without it the test is skipped, and in CI it fails."""
    path = shutil.which(program)
    if path is None:
        _do_without(program)
    return path


def need_of_system(module: str) -> None:
    """Go on when the system's Python has `module`; else the test is skipped, and in CI it fails."""
    command = [SYSTEM_PYTHON, "-c", f"import {module}"]
    there = Path(SYSTEM_PYTHON).exists()
    if not there or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        _do_without(f"{module} of the system's Python")


def _do_without(what: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"{what} is not installed, and here it must be")
    pytest.skip(f"{what} is not installed")
