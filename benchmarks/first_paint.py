"""`python -m benchmarks.first_paint bare | locked VAULT | list VAULT PASSPHRASE`: tell the first paint.

Runs in a process of its own, which the parent times from its start and ends. The program is started by its
own functions; only an event filter is added, which prints a line.
"""

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMainWindow, QWidget


class FirstPaint(QObject):
    """Calls `then` when `widget` was painted, with everything that was painted together with it."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)
        widget.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def _say() -> None:
    print("painted", flush=True)


def _bare() -> None:
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1280, 800)
    FirstPaint(window, _say)
    window.show()
    app.exec()


def _locked(folder: str) -> None:
    from vpdesk import app, cli  # noqa: PLC0415  the bare window must not wait for it

    _after(app.Program, "start", lambda program: FirstPaint(program.window, _say))
    cli.main(["--vault", folder])


def _list(folder: str, passphrase: str) -> None:
    """Give the passphrase as soon as the lock page stands, and wait for the list."""
    from vpdesk import app, cli  # noqa: PLC0415

    def unlock(program: app.Program) -> None:
        page: Any = program.window.centralWidget()
        FirstPaint(program.window, lambda: page.wanted.emit(passphrase))

    def wait_for_list(program: app.Program) -> None:
        found = program.window.findChild(QAbstractScrollArea, "case_list")
        assert found is not None  # noqa: S101  the vault was left there
        FirstPaint(found.viewport(), _say)

    _after(app.Program, "start", unlock)
    _after(app.Program, "enter", wait_for_list)
    cli.main(["--vault", folder])


def _after(kind: type, name: str, watch: Callable[[Any], object]) -> None:
    """Have `watch` called after each call of a method; the product itself holds no benchmark."""
    method = getattr(kind, name)

    def watched(program: object, *arguments: object, **named: object) -> object:
        result = method(program, *arguments, **named)
        watch(program)
        return result

    setattr(kind, name, watched)


_MODES: dict[str, Callable[..., None]] = {"bare": _bare, "locked": _locked, "list": _list}

if __name__ == "__main__":
    _MODES[sys.argv[1]](*sys.argv[2:])
