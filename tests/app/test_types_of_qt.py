"""Types of Qt are whole before a second thread names them: half of one ends the program."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from vpdesk import TYPES_AT_ONCE

ROOT = Path(__file__).resolve().parents[2]
#: Two threads name the same types for the first time, and one derives classes from them.
RACE = """
import os, sys, threading
import vpdesk
sys.setswitchinterval(1e-7)
from PySide6 import QtWidgets
app = QtWidgets.QApplication(["race"])
names = ["QListView", "QTreeView", "QTableView", "QTextBrowser", "QComboBox", "QSpinBox", "QDateEdit",
         "QSplitter", "QTabWidget", "QToolButton", "QProgressBar", "QSlider", "QStackedWidget", "QToolBar"]
both, made = threading.Barrier(2), []
def derive():
    both.wait()
    made.extend(type(name, (getattr(QtWidgets, name),), {}) for name in names)
other = threading.Thread(target=derive)
other.start()
both.wait()
for name in names:
    getattr(QtWidgets, name)
other.join()
for each in made:
    each()
os._exit(0)
"""


def ends(**more: str) -> list[int]:
    """How some races end."""
    kept = {name: value for name, value in os.environ.items() if name != TYPES_AT_ONCE[0]}
    variables = {**kept, "PYTHONPATH": str(ROOT / "src"), "QT_QPA_PLATFORM": "offscreen", **more}
    command = [sys.executable, "-c", RACE]
    runs = (subprocess.run(command, env=variables, capture_output=True, check=False) for _ in range(8))
    return [run.returncode for run in runs]


def test_two_threads_may_name_the_types_of_qt_at_once() -> None:
    assert ends() == [0] * 8


@pytest.mark.skipif(sys.platform != "linux", reason="how a race ends is known of Linux")
def test_made_when_they_are_first_named_they_end_the_program() -> None:
    """The control."""
    assert any(ends(PYSIDE6_OPTION_LAZY="1"))
