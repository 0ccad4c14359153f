"""A page on its way to the printer is in memory, not on the disk; files are chosen in a dialog of ours."""

import ctypes
import ctypes.util
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from vpdesk.views.access import memory_place, printing
from vpdesk.views.access.memory_place import temporary_in_memory
from vpdesk.views.file_dialogs import choose_file, choose_folder, choose_new_file

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what Linux does")

OURS = Qt.ApplicationAttribute.AA_DontUseNativeDialogs


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "runtime"
    made.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(made))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return made


def temporary_file_of_cups() -> Path:
    """Let CUPS itself make the temporary file that a print job goes into."""
    found = ctypes.util.find_library("cups")
    if found is None:
        pytest.skip("CUPS is not on this machine")
    name = ctypes.create_string_buffer(1024)
    descriptor = ctypes.CDLL(found).cupsTempFd(name, len(name))
    assert descriptor >= 0
    os.close(descriptor)
    return Path(os.fsdecode(name.value))


def test_the_temporary_file_of_a_job_is_in_memory_for_us_alone_and_then_gone(
    runtime: Path, tmp_path: Path
) -> None:
    left = runtime / f"vpdesk-printing-{os.getuid()}-left"
    left.mkdir()
    (left / "job").write_bytes(b"of a process that was ended")
    with temporary_in_memory():
        file = temporary_file_of_cups()
        assert file.parent.parent == runtime
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        assert not left.exists()
    assert list(runtime.iterdir()) == []
    assert os.environ["TMPDIR"] == str(tmp_path)


def test_without_it_the_job_would_be_on_the_disk(runtime: Path, tmp_path: Path) -> None:
    """The control: CUPS takes the usual place, and leaves the file there."""
    assert temporary_file_of_cups().parent == tmp_path
    assert list(runtime.iterdir()) == []


def test_where_there_is_no_place_of_ones_own_the_shared_memory_is_taken(
    runtime: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory_place, "_SHARED", str(runtime))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "nowhere"))
    with temporary_in_memory():
        assert Path(os.environ["TMPDIR"]).parent == runtime
    monkeypatch.setattr(memory_place, "_SHARED", str(tmp_path / "nowhere"))
    with temporary_in_memory():
        assert os.environ["TMPDIR"] == str(tmp_path)


def test_printing_is_done_with_that_place(
    runtime: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    places: list[str] = []

    def watched(*_values: Any, **_named: Any) -> Iterator[Any]:
        places.append(os.environ["TMPDIR"])
        return iter(())

    monkeypatch.setattr(printing, "render", watched)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    owner, ends = QWidget(), list[bool]()
    qtbot.addWidget(owner)
    printing.print_document(b"", printer, owner=owner, done=lambda: ends.append(True), failed=print)
    qtbot.waitUntil(lambda: bool(ends))
    assert Path(places[0]).parent == runtime


@pytest.mark.parametrize("kind", ["new file", "folder", "file", "printer"])
def test_the_dialogs_that_choose_a_file_are_ours(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    QCoreApplication.setAttribute(OURS, False)
    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    if kind == "new file":
        choose_new_file(parent, "Save", "a.pdf", "PDF (*.pdf)")
    elif kind == "folder":
        choose_folder(parent, "Folder", tmp_path)
    elif kind == "file":
        choose_file(parent, "File", tmp_path, "PDF (*.pdf)")
    else:
        printing.ask_printer(parent, print).reject()
    assert QCoreApplication.testAttribute(OURS)
