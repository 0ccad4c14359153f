"""Goes through every screen of the real window and types rare words wherever one can type.

It is run as a process of its own on a screen of its own, watched by strace:

    python -m tests.proof.whole_window FOLDER [spilling|calling]   < {"passphrase": "...", "words": ["..."]}

The last are controls: SQLite may put what it sorts into temporary files, or the process asks the network.
"""

import json
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from tests.factories import CHEAP
from tests.proof import without
from tests.proof.whole_case import CONVERSATIONS, Filled, fill, tables_with
from tests.typed import type_everywhere
from vpdesk import bugs, paths
from vpdesk.app import gallery, indoors
from vpdesk.app.bug_watch import BugWatch
from vpdesk.app.program import Program
from vpdesk.app.surroundings import Surroundings
from vpdesk.app.system_watch import watch_system
from vpdesk.vault.vault import Vault
from vpdesk.views.bug_notice import BugNotice
from vpdesk.views.cases.documents.pages import DocumentPage, TakeOutPage
from vpdesk.views.cases.documents.viewing import cannot_show
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.find.panel import FindPanel
from vpdesk.views.page_pictures import PageWidget
from vpdesk.views.pictures import settle
from vpdesk.views.undoing import Undoing
from vpdesk.views.workplace import Workplace

#: The deeds that are done by themselves, or would take the case away.
_APART: Final = frozenset({Verb.REOPEN, Verb.TELL, Verb.DELETE_CASE})
#: Milliseconds that one step may take.
_PATIENCE: Final = 60_000


class Tour:
    """One person on one vault, who types the next of `words` into each field."""

    def __init__(self, app: QApplication, folder: Path, passphrase: str, words: Iterator[str]) -> None:
        self.app = app
        self.folder = folder
        self.passphrase = passphrase
        self.words = words
        self.typed = 0
        self.screens = 0
        self.relaunched: list[Path] = []
        self.around = Surroundings(
            settings_file=paths.settings_file(),
            vault_folder=folder,
            relaunch=self.relaunched.append,
            leave=lambda: None,
            watch_system=watch_system,
            cost=CHEAP,
        )

    def program(self) -> Program:
        """Start the program, on the lock page."""
        program = Program(self.app, self.around)
        BugWatch(program.window)
        program.window.show()
        return program

    def type_on(self, window: QWidget) -> None:
        """Type into everything that is in sight."""
        self.typed += type_everywhere(window, lambda _number: f"{next(self.words)} en meer")
        settle()

    def see_every_screen(self) -> None:
        """Go through the pictures of the program, which are all of its screens, and lock."""
        program = self.program()
        for name, window in gallery.screens(program, self.folder, self.passphrase):
            self.screens += 1
            settle()
            if name != "unlock":
                self.type_on(window)
        self.lock(program)

    def lock(self, program: Program) -> None:
        """Lock, backup included, and wait until a fresh process would have started."""
        self.relaunched.clear()
        program.lock()
        wait_until(lambda: bool(self.relaunched))
        program.window.close()
        settle()

    def do_everything(self, filled: Filled) -> None:
        """Type into every page of a case, finish what can be finished, look at it all, copy, and lock."""
        program = self.program()
        workplace = program.enter(indoors.unlock(self.folder, self.passphrase))
        for document in filled.documents:
            self._view(workplace, filled.case_id, document)
        self._show_identity(workplace, filled.case_id)
        self._find(workplace)
        for verb in (*(verb for verb in Verb if verb not in _APART), Verb.DELETE_CASE):
            self._do(workplace, verb, filled)
        self._look_into_the_bin(workplace)
        workplace.go("organisations")
        self.type_on(workplace)
        workplace.go("reports")
        settle()
        self.type_on(workplace)
        self._copy(workplace)
        notice = BugNotice(bugs.report(ValueError, None), program.window)
        notice.open()
        settle()
        notice.close()
        self.lock(program)

    def _do(self, workplace: Workplace, verb: Verb, filled: Filled) -> None:
        """Do one deed; a dialog that asks for files gets them, and one that asks where to is given up."""
        if verb is Verb.ADD_DOCUMENTS:
            _answer_dialog(filled.given[0])
        workplace.go("cases", f"{filled.case_id}/{verb.value}/{filled.ids.get(verb, filled.case_id)}")
        settle()
        self.screens += 1
        self.type_on(workplace)
        for page in workplace.findChildren(TakeOutPage):
            _answer_dialog(None)
            page.choose()
        self._finish(workplace)

    def _view(self, workplace: Workplace, case_id: int, document: int) -> None:
        """Look at a document, at two pages of it where there are so many."""
        workplace.go("cases", f"{case_id}/{Verb.VIEW.value}/{document}")
        (page,) = (each for each in workplace.findChildren(DocumentPage) if each.isVisible())
        wait_until(lambda: _is_shown(page))
        for turn in page.findChildren(QPushButton, "next_page"):
            if turn.isVisible():
                turn.click()
        settle()
        self.screens += 1
        page.leave()

    def _show_identity(self, workplace: Workplace, case_id: int) -> None:
        """Look at how the reporter is reached."""
        workplace.go("cases", case_id)
        settle()
        (show,) = (each for each in workplace.findChildren(QPushButton, "show_identity") if each.isVisible())
        show.click()
        settle()
        self.screens += 1

    def _find(self, workplace: Workplace) -> None:
        """Look for a word that stands in the vault, and go to where it was said."""
        workplace.find_words()
        panel = workplace.findChild(FindPanel)
        if panel is None:
            raise TypeError
        found: list[bool] = []
        panel.shown.connect(lambda: found.append(True))
        panel.words.setText(next(self.words))
        wait_until(lambda: bool(found) and panel.model.rowCount() > 0)
        panel.list.go_to_first()
        panel.list.clicked.emit(panel.list.currentIndex())
        settle()
        self.screens += 1

    def _look_into_the_bin(self, workplace: Workplace) -> None:
        """See everything that was deleted, and take the last deed back."""
        for opening in workplace.findChildren(QPushButton, "open_bin"):
            if opening.isVisible():
                opening.click()
                settle()
                self.screens += 1
        for undoing in workplace.findChildren(Undoing):
            undoing.undo_last()
            settle()

    def _finish(self, workplace: Workplace) -> None:
        """Press the button of the page: some pages are whole, others say what is missing."""
        for page in workplace.findChildren(FormPage):
            if page.isVisible():
                page.finish()
                settle()

    def _copy(self, workplace: Workplace) -> None:
        line = QLineEdit(f"{next(self.words)} gekopieerd", workplace)
        line.selectAll()
        line.copy()
        settle()


def wait_until(ready: Callable[[], bool]) -> None:
    """Let the window live until `ready`; raises TimeoutError."""
    waiting = QEventLoop()
    look = QTimer(interval=10)
    look.timeout.connect(lambda: waiting.quit() if ready() else None)
    look.start()
    late = QTimer(singleShot=True, interval=_PATIENCE)
    late.timeout.connect(waiting.quit)
    late.start()
    waiting.exec()
    for each in (look, late):
        each.stop()  # else it may still look when what it asks has gone
    if not ready():
        raise TimeoutError


def _is_shown(page: DocumentPage) -> bool:
    """Tell whether a document stands on its page, or that it cannot be shown."""
    shown: list[QWidget] = [*page.findChildren(PageWidget)]
    shown += page.findChildren(QPlainTextEdit, "document_text")
    return bool(shown) or any(label.text() == cannot_show() for label in page.findChildren(QLabel))


def _answer_dialog(path: Path | None) -> None:
    """As soon as a dialog asks for files, give it this one, or give up."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(20, look)
        elif path is None:
            dialog.reject()
        else:
            dialog.findChildren(QLineEdit)[0].setText(str(path))
            dialog.accept()

    QTimer.singleShot(0, look)


def sort_much(folder: Path, passphrase: str) -> None:
    """Sort all notes at once, as some question of tomorrow may do."""
    with Vault.open(folder, passphrase) as vault:
        rows = vault._connection.execute("SELECT notes FROM contacts ORDER BY notes DESC, id")
        sorted_ = [row[0] for row in rows]
    if len(sorted_) < CONVERSATIONS:
        raise RuntimeError


def call() -> None:
    """Ask something of another computer, which is in vain here."""
    with socket.socket(socket.AF_INET) as asking, suppress(OSError):
        asking.connect(("192.0.2.1", 80))


def main() -> None:
    """Make the whole tour and say how far it went."""
    folder, *taken_away = sys.argv[1:]
    told = json.load(sys.stdin)
    if "spilling" in taken_away:
        without.change_settings(temp_store=("FILE", 1), cache_size=("-2000", -2000))
    app = QApplication(["vpdesk"])
    words = cycle(told["words"])
    vault = Path(folder)
    filled = fill(vault, told["passphrase"], words, [Path(path) for path in told["given"]])
    tour = Tour(app, vault, told["passphrase"], words)
    if "calling" in taken_away:
        call()
    if not taken_away:
        tour.see_every_screen()
        tour.do_everything(filled)
    sort_much(vault, told["passphrase"])
    tables = tables_with(vault, told["passphrase"], told["words"])
    found = {"screens": tour.screens, "fields": tour.typed, "tables": tables}
    print(json.dumps(found))  # noqa: T201  to who watches


if __name__ == "__main__":
    main()
