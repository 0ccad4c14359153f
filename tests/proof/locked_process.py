"""A real program on a vault, which types a draft, locks when it is told, and goes on as a real lock does.

It is run as a process of its own, and tells on standard output how far it is:

    python -m tests.proof.locked_process FOLDER [lingering]   < passphrase, rare word, then a line to lock

`lingering` is the control: the vault is closed, and the process lives on.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from vpdesk import paths
from vpdesk.app import indoors
from vpdesk.app.ending import start_locked
from vpdesk.app.locking import LockReason
from vpdesk.app.program import Program
from vpdesk.app.surroundings import Surroundings
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.pictures import settle
from vpdesk.views.workplace import Workplace


def say(words: str) -> None:
    """Tell who watches."""
    print(words, flush=True)  # noqa: T201  that is what it is for


def stay(_folder: Path) -> None:
    """Close the vault, and live on."""
    say("closed")


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


def main() -> None:
    """Open the vault, type, and lock when a line comes."""
    folder, case, *manner = sys.argv[1:]
    passphrase, word = (sys.stdin.readline().rstrip("\n") for _line in range(2))
    app = QApplication(["vpdesk"])
    around = Surroundings(
        settings_file=paths.settings_file(),
        vault_folder=Path(folder),
        relaunch=stay if manner else start_locked,
        leave=app.quit,
        backs_up=False,
    )
    program = Program(app, around)
    program.window.show()
    workplace = program.enter(indoors.unlock(Path(folder), passphrase))
    type_notes(workplace, case, " ".join(f"{word} {number}" for number in range(300)))
    told = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def lock() -> None:
        told.setEnabled(False)
        program.lock(LockReason.PANIC)

    told.activated.connect(lock)
    say("typed")
    app.exec()


if __name__ == "__main__":
    main()
