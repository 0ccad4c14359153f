"""Programs that a test drives from outside (run.py installs them where it may)."""

import os
import shutil

import pytest


def need(program: str) -> str:
    """Return the path of `program`. Without it the test is skipped, and in CI it fails."""
    path = shutil.which(program)
    if path is None and os.environ.get("CI"):
        pytest.fail(f"{program} is not installed, and here it must be")
    if path is None:
        pytest.skip(f"{program} is not installed")
    return path
