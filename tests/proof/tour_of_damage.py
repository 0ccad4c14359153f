"""Opens damaged vaults in the real window, one page damaged at a time, and looks at every place in it.

It is run as a process of its own, and tells how it ended with each page:

    python -m tests.proof.tour_of_damage VAULT PAGES [unnoticed]

VAULT is a whole vault, of which each of PAGES (numbers with commas between them) is damaged in turn.
`unnoticed` is the control: nobody says that damage was met, as before there was a way out of the open window.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from tests.factories import CHEAP, PASSPHRASE
from tests.proof.states import read_files, write_files
from tests.proof.whole_window import wait_until
from tests.proof.without import put
from tests.vault.full_cases import Author
from vpdesk.app.bug_watch import BugWatch
from vpdesk.app.program import Program
from vpdesk.app.surroundings import Surroundings
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.models.desk import Desk
from vpdesk.vault.folder import PAGE
from vpdesk.vault.vault import Vault
from vpdesk.views.bug_notice import BugNotice
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.pictures import settle
from vpdesk.views.places import PLACES
from vpdesk.views.row_delegate import RowList
from vpdesk.views.unlock import Unlock
from vpdesk.views.workplace import Workplace

#: Ends that a person can go on from: the lock page at once, the lock page from within, a window that works.
GOOD: Final = ("told at the door", "told from within", "works")
#: The one of them that the control takes away.
FROM_WITHIN: Final = GOOD[1]
_NOW: Final = datetime(2026, 11, 21, 14, 9)
_CASES: Final = 24


def fill(path: Path) -> None:
    """Make a vault in which every table has more pages than its first, and close it."""
    author = Author(6)
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        organisations = [Organisation(name=f"Stichting {author.word()}") for _ in range(3)]
        with vault.transaction():
            for each in organisations:
                vault.organisations.save(each)
        for number in range(_CASES):
            author.write(vault, organisations[number % 3].id, length=300 if number % 8 == 0 else 30)


def pages(path: Path) -> int:
    """Return how many pages the database of the closed vault has."""
    return (path / "case.db").stat().st_size // PAGE


def damaged(database: bytes, page: int) -> bytes:
    """Return the database with a bit of one page flipped; pages count from 0."""
    at = page * PAGE + 2000
    return database[:at] + bytes([database[at] ^ 1]) + database[at + 1 :]


class Look:
    """One look at one vault, by somebody who goes everywhere and opens everything."""

    def __init__(
        self, app: QApplication, folder: Path, case_ids: list[int], organisation_ids: list[int]
    ) -> None:
        self.told: list[Path] = []
        self.case_ids = case_ids
        self.organisation_ids = organisation_ids
        self.around = Surroundings(
            settings_file=folder.with_name("settings.ini"),
            vault_folder=folder,
            now=lambda: _NOW,
            relaunch=lambda _folder: None,
            after_damage=self.told.append,
            leave=lambda: None,
            cost=CHEAP,
            backs_up=False,
        )
        self.program = self._begin(app)

    def _begin(self, app: QApplication) -> Program:
        program = Program(app, self.around)
        BugWatch(program.window).expected.connect(program.say)
        program.window.show()
        return program

    def end(self, app: QApplication) -> str:
        """Say in a word how it ends."""
        try:
            self.program.start()
            if not self._enter():
                return "told at the door" if leads_on(self.program) else "stuck at the door"
            for step in self._steps():
                # as a press does it: what is raised goes to whoever watches for mistakes
                QTimer.singleShot(0, self.program.window, step)
                QApplication.processEvents()
                if self.program.indoors is not None:
                    self.program.indoors.desk.ask(lambda _vault: None)  # all that was asked is answered
                settle()
                if self.told:
                    return self._told(app)
                if any(each.isVisible() for each in self.program.window.findChildren(BugNotice)):
                    return "taken for a bug"
            shown = self.program.window.centralWidget()
            return "works" if isinstance(shown, Workplace) and shown.here else "empty"
        finally:
            put_away(self.program)

    def _enter(self) -> bool:
        window = self.program.window
        page = window.centralWidget()
        if not isinstance(page, Unlock):
            raise TypeError
        line, open_it = page.findChild(QLineEdit, "passphrase"), page.findChild(QPushButton, "unlock")
        if not isinstance(line, QLineEdit) or not isinstance(open_it, QPushButton):
            raise TypeError
        line.setText(PASSPHRASE)
        open_it.click()
        wait_until(lambda: bool(self.told) or window.centralWidget() is not page or open_it.isEnabled())
        return window.centralWidget() is not page

    def _told(self, app: QApplication) -> str:
        """Look at the page that the fresh process shows."""
        after = self._begin(app)
        try:
            after.start(damaged=True)
            return "told from within" if leads_on(after) else "told, and no way out"
        finally:
            put_away(after)

    def _steps(self) -> Iterator[Callable[[], object]]:
        def go(place: str, item: object = None) -> Callable[[], object]:
            return lambda: self._workplace().go(place, item)

        yield lambda: None
        for place in PLACES:
            yield go(place.key)
            yield self._scroll
        for case_id in self.case_ids:
            yield go("cases", case_id)
        yield go("cases", f"{self.case_ids[0]}/{Verb.RECORD.value}/{self.case_ids[0]}")
        for organisation_id in self.organisation_ids:
            yield go("organisations", organisation_id)

    def _workplace(self) -> Workplace:
        shown = self.program.window.centralWidget()
        if not isinstance(shown, Workplace):
            raise TypeError
        return shown

    def _scroll(self) -> None:
        for rows in self._workplace().findChildren(RowList):
            if rows.isVisible():
                for row in range(0, rows.model().rowCount(), 5):
                    rows.scrollTo(rows.model().index(row, 0))
                rows.scrollToBottom()


def leads_on(program: Program) -> bool:
    """Tell whether the lock page says what is wrong and shows both ways out."""
    page = program.window.centralWidget()
    ways = [page.findChild(QPushButton, name) for name in ("restore", "rescue")] if page else []
    seen = all(isinstance(way, QPushButton) and way.isVisible() for way in ways)
    return isinstance(page, Unlock) and seen and page.banner.isVisible()


def put_away(program: Program) -> None:
    """End it without a word."""
    if program.indoors is not None:
        program.indoors.leave()
        program.indoors = None
    program.window.may_close = lambda: True
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    settle()


def notice_nothing() -> None:
    """Take the way out away, and take what comes up in a slot for a bug of ours again."""
    put(Desk, "tell_damage", lambda _desk: None)

    def tell(watch: BugWatch, _kind: type, _error: BaseException, _trace: TracebackType | None) -> None:
        watch._told.emit("damage")

    put(BugWatch, "_tell", tell)


def main() -> None:
    """Look at each page in turn and tell how it ended."""
    folder, numbers, *taken_away = sys.argv[1:]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if taken_away:
        notice_nothing()
    app = QApplication(["vpdesk"])
    whole = read_files(Path(folder))
    place = Path(folder).with_name(f"look-{numbers.partition(',')[0]}") / "vault"
    write_files(place, whole)  # a copy: other tours read the same vault, which can be open once
    with Vault.open(place, PASSPHRASE) as vault:
        case_ids = [row.id for row in vault.cases.rows(CaseFilter())]
        organisation_ids = [each.id for each in vault.organisations.all()]
    ends: dict[int, str] = {}
    for page in map(int, numbers.split(",")):
        write_files(place, {**whole, "case.db": damaged(whole["case.db"], page)})
        try:
            end = Look(app, place, case_ids, organisation_ids).end(app)
        except Exception as error:  # noqa: BLE001  it is an end as well, and a bad one
            traceback.print_exc()
            end = f"broke off ({type(error).__name__})"
        print(f"page {page}: {end}", file=sys.stderr)  # noqa: T201  how far it is
        ends[page] = end
    print(json.dumps(ends))  # noqa: T201  to who watches


if __name__ == "__main__":
    main()
