"""A mistake of ours: told to the person and on the console, and never with the text of a case."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.views.audit import findings
from tests.views.finding import child
from vpdesk import bugs
from vpdesk.app.bug_watch import BugWatch
from vpdesk.views import bug_notice
from vpdesk.views.bug_notice import BugNotice

SECRET = "Melder vertelt dat"
ROOT = Path(__file__).resolve().parents[2]


def fail(note: str) -> None:
    raise ValueError(note)


def raised() -> pytest.ExceptionInfo[ValueError]:
    with pytest.raises(ValueError, match=SECRET) as told:
        fail(SECRET)
    return told


def test_a_report_names_type_places_deeds_and_system_and_no_value() -> None:
    bugs.forget()
    bugs.note("record_18828")
    bugs.note("place cases")
    bugs.note(f"{SECRET.upper()}: {SECRET}")
    told = raised()
    report = bugs.report(told.type, told.tb)
    for known in ("ValueError", "fail", "record_", "place cases", "Python", "Qt", "SQLite"):
        assert known in report, known
    assert SECRET not in report
    assert "18828" not in report
    assert str(Path.home()) not in report
    assert str(ROOT) not in report


def test_the_report_can_be_read_copied_and_saved(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = raised()
    report = bugs.report(told.type, told.tb)
    notice = BugNotice(report)
    qtbot.addWidget(notice)
    notice.show()
    assert findings(notice) == []
    assert child(notice, QPlainTextEdit).toPlainText() == report
    child(notice, QPushButton, "copy_report").click()
    assert QGuiApplication.clipboard().text() == report
    target = tmp_path / "fout.txt"
    monkeypatch.setattr(bug_notice, "choose_new_file", lambda *_asked: target)
    child(notice, QPushButton, "save_report").click()
    assert target.read_text("utf-8") == report


@pytest.fixture
def watched(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QWidget:
    """A window whose mistakes are watched; what the test program itself hears is put back."""
    for name in ("excepthook", "unraisablehook"):
        monkeypatch.setattr(sys, name, getattr(sys, name))
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    window = QWidget()
    qtbot.addWidget(window)
    BugWatch(window)
    return window


def notices(window: QWidget) -> list[BugNotice]:
    return [each for each in window.findChildren(BugNotice) if each.isVisible()]


def test_a_mistake_in_another_thread_is_shown_once_and_redacted(
    qtbot: QtBot, watched: QWidget, capsys: pytest.CaptureFixture[str]
) -> None:
    for _time in range(2):
        thread = threading.Thread(target=fail, args=(SECRET,))
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: len(notices(watched)) == 1)
    assert SECRET not in child(notices(watched)[0], QPlainTextEdit).toPlainText()
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert SECRET not in said


#: Ways in which a mistake comes to the console of a process, each ending in its text if nobody minds.
MISTAKES = {
    "uncaught": "fail()",
    "thread": "import threading; t = threading.Thread(target=fail); t.start(); t.join()",
    "unraisable": "class Broken:\n    def __del__(self): fail()\nBroken()",
    "callback": "from concurrent.futures import Future; f = Future(); "
    "f.add_done_callback(lambda _f: fail()); f.set_result(1)",
}


def run(begin: str, mistake: str) -> str:
    program = f"{begin}\ndef fail():\n    note = {SECRET!r}\n    raise ValueError(note)\n{mistake}\n"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_no_mistake_comes_to_the_console_with_its_text(mistake: str) -> None:
    said = run("from vpdesk import bugs; bugs.tell_redacted()", mistake)
    assert "ValueError" in said
    assert SECRET not in said


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_python_itself_would_tell_the_text(mistake: str) -> None:
    """The control."""
    assert SECRET in run("", mistake)
