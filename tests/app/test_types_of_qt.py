"""Types of Qt are made in the window's thread alone: half of one ends the program (`vpdesk.app.ahead`)."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.conftest import names_qt
from tests.factories import CHEAP, PASSPHRASE
from vpdesk.vault.vault import Vault

ROOT = Path(__file__).resolve().parents[2]
#: Two threads name the same types for the first time, and one derives classes from them.
RACE = """
import os, sys, threading
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
#: Opens a vault as the person does, the passphrase given at once, and stays until all that is loaded later is
#: there. Prints each module that another thread than the window's was the first to load.
START = """
import json, os, sys, threading
from pathlib import Path

beside = set()

def note(event, arguments):
    if event == "import" and threading.current_thread() is not threading.main_thread():
        beside.add(arguments[0])

sys.addaudithook(note)
from PySide6.QtCore import QTimer
from vpdesk import app
{before}

def look():
    if "vpdesk.views.vault.place" in sys.modules:
        print(json.dumps(sorted(beside)), flush=True)
        os._exit(0)

def start(program, *arguments, **named):
    started(program, *arguments, **named)
    program.window.stood.connect(lambda: program.window.centralWidget().wanted.emit(sys.argv[2]))
    timer = QTimer(program, interval=50)
    timer.timeout.connect(look)
    timer.start()

started, app.Program.start = app.Program.start, start
app.run(Path(sys.argv[1]))
"""
#: What loaded ahead until it was known what that does.
IN_A_THREAD = """
from importlib import import_module
from vpdesk.app import ahead

def load_ahead(owner):
    threading.Thread(target=lambda: [import_module(name) for name in ahead.FIRST], daemon=True).start()

ahead.load_ahead = load_ahead
"""

#: Two threads draw pictures, as of a document, while the window's thread makes every type that there is.
DRAW = """
import os, sys, threading
sys.setswitchinterval(1e-6)
from importlib import import_module
from pathlib import Path
from PySide6 import QtCore, QtGui, QtWidgets
from vpdesk import app
from vpdesk.app.ahead import FIRST
from vpdesk.models.picture import draw_picture

window = QtWidgets.QApplication([])
picture, drawn, done = Path(sys.argv[1]).read_bytes(), [], threading.Event()

def draw():
    while not done.is_set():
        drawn.append(draw_picture(picture, "png", width=30).width)

threads = [threading.Thread(target=draw) for _number in range(2)]
for thread in threads:
    thread.start()
for name in FIRST:
    import_module(name)
for module in (QtWidgets, QtGui, QtCore):
    for name in dir(module):
        getattr(module, name)
done.set()
for thread in threads:
    thread.join()
print(len(drawn) > 10, set(drawn), flush=True)
os._exit(0)
"""


def ends(**more: str) -> list[int]:
    """How some races end."""
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **more}
    command = [sys.executable, "-c", RACE]
    runs = (subprocess.run(command, env=variables, capture_output=True, check=False) for _ in range(8))
    return [run.returncode for run in runs]


@pytest.mark.skipif(sys.platform != "linux", reason="how a race ends is known of Linux")
def test_two_threads_that_name_the_types_of_qt_end_the_program() -> None:
    """The harm."""
    assert any(ends())


def test_so_it_is_about_when_they_are_made() -> None:
    assert ends(PYSIDE6_OPTION_LAZY="0") == [0] * 8


def loaded_beside(folder: Path, before: str = "") -> set[str]:
    """The modules of ours that a start loads beside the window's thread, and that name Qt."""
    Vault.create(folder / "vault", PASSPHRASE, cost=CHEAP).close()
    home = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")}
    done = subprocess.run(
        [sys.executable, "-c", START.format(before=before), str(folder / "vault"), PASSPHRASE],
        env={**os.environ, **home, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    beside = set(json.loads(done.stdout))
    assert "vpdesk.vault.vault" in beside or "vpdesk.vault.doorway" in beside  # it was looked at
    return {name for name in beside if names_qt(name)}


def test_only_the_window_loads_what_names_them(tmp_path: Path) -> None:
    assert loaded_beside(tmp_path) == set()


@pytest.mark.skipif(sys.platform != "linux", reason="how a race ends is known of Linux")
def test_another_thread_would_load_it_too(tmp_path: Path) -> None:
    """The control. A start may end by it."""
    for attempt in range(5):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        with suppress(subprocess.CalledProcessError):
            assert loaded_beside(folder, IN_A_THREAD)
            return
    pytest.fail("each start ended")


def test_a_thread_may_draw_a_picture_while_they_are_made(tmp_path: Path) -> None:
    """It names nothing of Qt that its module has not named. Of 40 such processes none ended."""
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(0)
    assert picture.save(str(tmp_path / "picture.png"))
    done = subprocess.run(
        [sys.executable, "-c", DRAW, str(tmp_path / "picture.png")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["True", "{30}"]
