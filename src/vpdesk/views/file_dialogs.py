"""Choosing a file or a folder, without a trace of it outside the vault.

Qt's file dialog writes the folders it visited into a settings file of its own, and a folder may bear the name
of a client. On Linux that file is kept from being written; elsewhere the system's own dialog is used, and
what Qt notes of it is taken away at once.

On Linux the dialog is always Qt's own. The desktop's would come from another process, which is asked who we
are through /proc; a process that lets nobody look into its memory is not answered, and no dialog appears.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def choose_new_file(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Ask where a file called `name` goes (`kinds`: "PDF (*.pdf)"); None when the person gives up."""
    draw_our_own()
    _keep_no_notes()
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(_documents() / name), kinds)
    _forget()
    return Path(chosen) if chosen else None


def choose_folder(parent: QWidget, title: str, start: Path) -> Path | None:
    """Ask for a folder, beginning in `start`; None when the person gives up."""
    draw_our_own()
    _keep_no_notes()
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start))
    _forget()
    return Path(chosen) if chosen else None


def choose_file(parent: QWidget, title: str, start: Path, kinds: str) -> Path | None:
    """Ask for a file that is there, beginning in `start`; None when the person gives up."""
    draw_our_own()
    _keep_no_notes()
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, str(start), kinds)
    _forget()
    return Path(chosen) if chosen else None


def choose_files(parent: QWidget, title: str) -> list[Path]:
    """Ask for any number of files that are there; none when the person gives up."""
    draw_our_own()
    _keep_no_notes()
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, str(_documents()))
    _forget()
    return [Path(file) for file in chosen]


def draw_our_own() -> None:
    """Let Qt draw the dialogs that choose a file, on Linux; also those inside other dialogs of its own."""
    if sys.platform.startswith("linux"):
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


def _documents() -> Path:
    found = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return found if found.is_dir() else Path.home()


def _keep_no_notes() -> None:
    """Point Qt's settings to where nothing can be written; ours are in a file of our own (`settings`)."""
    if sys.platform.startswith("linux"):
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def _forget() -> None:
    notes = QSettings(QSettings.Scope.UserScope, "QtProject")
    notes.beginGroup("FileDialog")
    for key in ("history", "lastVisited"):
        notes.remove(key)
