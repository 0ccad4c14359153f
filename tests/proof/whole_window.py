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
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.factories import CHEAP, make_aftercare, make_case, make_consent, make_contact, make_step
from tests.proof import without
from tests.typed import type_everywhere
from vpdesk import bugs, paths
from vpdesk.app import gallery, indoors
from vpdesk.app.bug_watch import BugWatch
from vpdesk.app.program import Program
from vpdesk.app.surroundings import Surroundings
from vpdesk.app.system_watch import watch_system
from vpdesk.domain.organisation import Organisation
from vpdesk.vault.vault import Vault
from vpdesk.views.bug_notice import BugNotice
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.pictures import settle
from vpdesk.views.workplace import Workplace

#: So many conversations that sorting their notes outgrows the memory that SQLite gives it by itself.
_CONVERSATIONS: Final = 900
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

    def do_everything(self, ids: dict[Verb, int], case_id: int) -> None:
        """Type into every page of a case, finish what can be finished, make a mistake, copy, and lock."""
        program = self.program()
        workplace = program.enter(indoors.unlock(self.folder, self.passphrase))
        for verb in Verb:
            if verb in (Verb.REOPEN, Verb.TELL):
                continue
            workplace.go("cases", f"{case_id}/{verb.value}/{ids.get(verb, case_id)}")
            settle()
            self.screens += 1
            self.type_on(workplace)
            self._finish(workplace)
        workplace.go("reports")
        settle()
        self.type_on(workplace)
        self._copy(workplace)
        notice = BugNotice(bugs.report(ValueError, None), program.window)
        notice.open()
        settle()
        notice.close()
        self.lock(program)

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


def fill(folder: Path, passphrase: str, words: Iterator[str]) -> tuple[int, dict[Verb, int]]:
    """Make a vault in which everything can be changed; return its case and what the verbs are about."""
    organisation = Organisation(name=f"Stichting {next(words)}", remarks=f"let op {next(words)}")
    case = make_case(organisation.id, alias=next(words), opened_on=date(2026, 9, 3))
    consent = make_consent(case.id, given_on=date(2026, 9, 10), may_be_said=f"dat {next(words)} stopt")
    step = make_step(
        case.id, consent.id, planned_on=date(2026, 9, 20), description=f"praten over {next(words)}"
    )
    aftercare = make_aftercare(
        case.id, agreed_on=date(2026, 10, 1), due_on=date(2026, 11, 1), safe_time=f"na {next(words)}"
    )
    contacts = [
        make_contact(case.id, held_on=date(2026, 9, 9), notes=f"{number:05} {next(words)} " + "x" * 4000)
        for number in range(_CONVERSATIONS)
    ]
    with Vault.create(folder, passphrase, cost=CHEAP) as vault, vault.transaction():
        vault.organisations.save(organisation)
        vault.cases.save(case)
        vault.consents.save(consent)
        vault.steps.save(step)
        vault.aftercares.save(aftercare)
        for contact in contacts:
            vault.contacts.save(contact)
    return case.id, {
        Verb.CHANGE: contacts[0].id, Verb.WITHDRAW: consent.id, Verb.CARRY_OUT: step.id,
        Verb.STOP: step.id, Verb.SETTLE: aftercare.id,
    }  # fmt: skip


def sort_much(folder: Path, passphrase: str) -> None:
    """Sort all notes at once, as some question of tomorrow may do."""
    with Vault.open(folder, passphrase) as vault:
        rows = vault._connection.execute("SELECT notes FROM contacts ORDER BY notes DESC, id")
        sorted_ = [row[0] for row in rows]
    if len(sorted_) < _CONVERSATIONS:
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
    case_id, ids = fill(vault, told["passphrase"], words)
    tour = Tour(app, vault, told["passphrase"], words)
    if "calling" in taken_away:
        call()
    if not taken_away:
        tour.see_every_screen()
        tour.do_everything(ids, case_id)
    sort_much(vault, told["passphrase"])
    print(json.dumps({"screens": tour.screens, "fields": tour.typed}))  # noqa: T201  to who watches


if __name__ == "__main__":
    main()
