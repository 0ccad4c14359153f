"""`python -m benchmarks.first_paint bare | locked VAULT | list VAULT`: say when a window was painted first.

Runs in a process of its own, which the parent times from its start and ends. The program is started by its
own functions; only an event filter is added, which prints a line.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMainWindow, QWidget


class FirstPaint(QObject):
    """Says when `widget` was painted, with everything that was painted together with it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)
        widget.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, _say)
        return False


def _say() -> None:
    print("painted", flush=True)


def _bare() -> None:
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1280, 800)
    FirstPaint(window)
    window.show()
    app.exec()


def _locked(folder: str) -> None:
    from vpdesk import cli  # noqa: PLC0415  the bare window must not wait for it

    _watch(lambda window: window)
    cli.main(["--vault", folder])


def _list(folder: str) -> None:
    from benchmarks.caseload import PASSPHRASE  # noqa: PLC0415
    from vpdesk import app, cli  # noqa: F401, PLC0415  as the program itself begins

    _watch(_case_list)
    app.run(Path(folder), passphrase=PASSPHRASE)


def _case_list(window: QWidget) -> QWidget:
    found = window.findChild(QAbstractScrollArea, "case_list")
    assert found is not None  # noqa: S101  the vault was left there
    return found.viewport()


def _watch(find: Callable[[QWidget], QWidget]) -> None:
    """Watch what `find` finds in the window, as soon as the program has started."""
    from vpdesk.app import Program  # noqa: PLC0415

    start = Program.start

    def watched(program: Program, passphrase: str = "") -> None:
        start(program, passphrase)
        FirstPaint(find(program.window))

    setattr(Program, "start", watched)  # noqa: B010  from outside: the product holds no benchmark


_MODES: dict[str, Callable[..., None]] = {"bare": _bare, "locked": _locked, "list": _list}

if __name__ == "__main__":
    _MODES[sys.argv[1]](*sys.argv[2:])
