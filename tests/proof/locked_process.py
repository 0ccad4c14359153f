"""A real program on a vault, which types a draft, locks when it is told, and goes on as a real lock does.

It is run as a process of its own, and tells on standard output how far it is:

    python -m tests.proof.locked_process FOLDER CASE [MANNER]   < passphrase, rare word, then a line to lock

Manners: `lingering` is the control: the vault is closed, and the process lives on. `choosing` a file,
`asking` a question and a `menu` are open over the draft; `copying` tells what is on the clipboard before and
in a lock.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit

from tests.proof.gone_after_lock import TIMES
from vpdesk import paths
from vpdesk.app import indoors
from vpdesk.app.clipboard import MARK
from vpdesk.app.ending import start_locked
from vpdesk.app.locking import LockReason
from vpdesk.app.program import Program
from vpdesk.app.surroundings import Surroundings
from vpdesk.app.system_watch import watch_system
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.file_dialogs import choose_folder
from vpdesk.views.pictures import settle
from vpdesk.views.workplace import Workplace


def say(words: str) -> None:
    """Tell who watches."""
    print(words, flush=True)  # noqa: T201  that is what it is for


def type_notes(workplace: Workplace, case: str, text: str) -> QPlainTextEdit:
    """Type into the notes of a conversation that is being recorded."""
    workplace.go("cases", f"{case}/record/{case}")
    settle()
    (page,) = (each for each in workplace.findChildren(FormPage) if each.isVisible())
    notes = page.findChild(QPlainTextEdit)
    if not isinstance(notes, QPlainTextEdit):
        raise TypeError
    notes.setPlainText(text)
    settle()
    return notes


def open_over(program: Program, manner: str) -> None:
    """Open what stands over the draft, and say that all is typed when the keys go there."""
    window = program.window
    wait = _WAITS.get(manner, lambda: True)
    QTimer.singleShot(0, window, lambda: say_when(wait))
    if manner == "choosing":
        QTimer.singleShot(0, window, lambda: choose_folder(window, "Where?", Path.home()))
    elif manner == "asking":
        QTimer.singleShot(0, window, lambda: program.ask_anyway("Something", "Go on"))
    elif manner == "menu":
        menu = QMenu(window)
        menu.addAction("Something")
        menu.popup(window.geometry().center())


#: What must be there before the keys are struck.
_WAITS: Final[dict[str, Callable[[], object]]] = {
    "choosing": QApplication.activeModalWidget,
    "asking": QApplication.activeModalWidget,
    "menu": QApplication.activePopupWidget,
}


def say_when(ready: Callable[[], object]) -> None:
    """Say that all is typed as soon as `ready`, and when a window of ours hears the keys."""
    focused: QWindow | None = QGuiApplication.focusWindow()
    if ready() and focused is not None and focused.isExposed():
        say("typed")
    else:
        QTimer.singleShot(20, lambda: say_when(ready))


def copied(word: str) -> str:
    """Copy `word` and return what is on the clipboard then."""
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(word)
    settle()
    return f"{clipboard.text()!r} {'with' if clipboard.mimeData().hasFormat(MARK) else 'without'} hint"


def main() -> None:
    """Open the vault, type, and lock when a line comes."""
    folder, case = sys.argv[1:3]
    manner = "".join(sys.argv[3:])
    passphrase, word = (sys.stdin.readline().rstrip("\n") for _line in range(2))
    app = QApplication(["vpdesk"])
    before = ""

    def relaunch(locked: Path) -> None:
        if manner == "lingering":
            say("closed")
            return
        if manner == "copying":
            say(f"clipboard {before}, then {QGuiApplication.clipboard().text()!r}")
        start_locked(locked)

    around = Surroundings(
        settings_file=paths.settings_file(),
        vault_folder=Path(folder),
        relaunch=relaunch,
        leave=app.quit,
        backs_up=False,
        watch_system=watch_system,
    )
    program = Program(app, around)
    program.window.show()
    workplace = program.enter(indoors.unlock(Path(folder), passphrase))
    type_notes(workplace, case, " ".join(f"{word} {number}" for number in range(TIMES)))
    told = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def lock() -> None:
        told.setEnabled(False)
        program.lock(LockReason.PANIC)

    told.activated.connect(lock)
    if manner == "copying":
        before = copied(word)
    open_over(program, manner)
    app.exec()


if __name__ == "__main__":
    main()
