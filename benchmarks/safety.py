"""S1 to S3: what safety costs the person: unlocking beyond the derivation, covering, backing up.

The program itself is run in this process, with a fresh vault folder and no preferences of anybody. Each goal
is a number of seconds, so the yardstick is that number.
"""

import itertools
import os
import shutil
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks import caseload
from benchmarks.first_paint import FirstPaint
from benchmarks.measure import Timed, compare, share
from benchmarks.rows import Row, measures
from vpdesk.app.indoors import Indoors
from vpdesk.app.locking import LockReason
from vpdesk.app.program import Program
from vpdesk.app.surroundings import Surroundings
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.case import Case
from vpdesk.domain.contact import Contact
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Matter
from vpdesk.vault import header_files
from vpdesk.vault.keys import derive
from vpdesk.vault.vault import Vault
from vpdesk.views.main_window import MainWindow
from vpdesk.views.places import rest

#: The goals, in seconds.
_UNLOCKING: Final = 0.150
_COVERING: Final = 0.100
_BACKING_UP: Final = 5.0
_STANDSTILL: Final = 0.050
#: A vault of 100 MB: so many conversations with notes of so many characters.
_CONVERSATIONS: Final = 12_000
_LENGTH: Final = 8_000


@measures("S1")
def unlocking(size: str, _cases: int) -> Iterator[Row]:
    """From the passphrase to the first paint of the window, less the derivation of the key."""
    session = _Session(caseload.copy_of(size, f"safety-{size}"))
    ratio = compare(session.unlock, _always(_UNLOCKING), first=8, most=24)
    what = "unlock, beyond the key derivation"
    yield Row(name="S1", size=size, what=what, peer="150 ms", ratio=ratio, goal=1.0)


@measures("S2")
def covering(size: str, _cases: int) -> Iterator[Row]:
    """From the lock to the paint of what covers the window."""
    session = _Session(caseload.copy_of(size, f"safety-{size}"))
    ratio = compare(session.cover, _always(_COVERING), first=8, most=24)
    yield Row(name="S2", size=size, what="cover the window at a lock", peer="100 ms", ratio=ratio, goal=1.0)


@measures("S3")
def backing_up(size: str, _cases: int) -> Iterator[Row]:
    """A backup of 100 MB that is proven, and how long the window stood still meanwhile at most."""
    if size != "10k":
        return  # the size of this vault is its own
    for name in rest():  # which the window does soon after unlocking, and then never again
        import_module(name)
    session = _Session(_large())
    ratio = compare(session.back_up, _always(_BACKING_UP), first=3, most=3)
    what = "back up a vault of 100 MB, proven"
    yield Row(name="S3", size=size, what=what, peer="5 s", ratio=ratio, goal=1.0)
    ratio = share(max(session.standstills), _STANDSTILL)
    what = "longest standstill of the window meanwhile"
    yield Row(name="S3", size=size, what=what, peer="50 ms", ratio=ratio, goal=1.0)


class _Session:
    """The program on one vault: unlocked and locked again and again."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        existing = QApplication.instance()
        self._app = existing if isinstance(existing, QApplication) else QApplication(["benchmarks"])
        self._folder = folder
        self._covered = 0.0
        self.standstills: list[float] = []

    def unlock(self) -> float:
        """Unlock, and return the seconds beyond the derivation of the key."""
        program = self._start()
        spent = self._enter(program)
        self._lock(program)
        return spent - self._derivation()

    def cover(self) -> float:
        """Unlock, lock as in a panic, and return the seconds until the window is covered."""
        program = self._start()
        self._enter(program)
        return self._lock(program)

    def back_up(self) -> float:
        """Unlock, make a backup, and return the seconds that it takes; the longest standstill is noted."""
        program = self._start()
        self._enter(program)
        assert program.indoors is not None  # noqa: S101  tells the type checker
        spent = self._watch(program.indoors)
        self._lock(program)
        shutil.rmtree(self._folder.with_name(f"{self._folder.name}-backups"))
        return spent

    def _watch(self, indoors: Indoors) -> float:
        """Make a backup while a clock ticks in the window's thread."""
        loop, failures = QEventLoop(), list[Exception]()
        ticks = [time.perf_counter()]
        clock = QTimer(interval=1)
        clock.timeout.connect(lambda: ticks.append(time.perf_counter()))
        clock.start()

        def fail(error: Exception) -> None:
            failures.append(error)
            loop.quit()

        start = time.perf_counter()
        indoors.keeping.back_up(
            BackupReason.ASKED, owner=indoors, done=lambda _result: loop.quit(), failed=fail
        )
        loop.exec()
        spent = time.perf_counter() - start
        if failures:
            raise failures[0]
        ticks.append(time.perf_counter())
        self.standstills.append(max(after - before for before, after in itertools.pairwise(ticks)))
        return spent

    def _start(self) -> Program:
        around = Surroundings(
            settings_file=self._folder.with_name("safety.ini"),
            vault_folder=self._folder,
            relaunch=lambda _folder: None,
            leave=lambda: None,
            backs_up=False,
        )
        program = Program(self._app, around)
        program.start()
        self._wait(lambda done: FirstPaint(program.window, done))
        return program

    def _enter(self, program: Program) -> float:
        """Give the passphrase, and return the seconds until the window of the vault was painted."""
        page: Any = program.window.centralWidget()
        start = time.perf_counter()
        page.wanted.emit(caseload.PASSPHRASE)
        self._wait(lambda done: _NextPage(program.window, page, done))
        return time.perf_counter() - start

    def _lock(self, program: Program) -> float:
        """Lock, and return the seconds until the cover was painted."""
        assert program.locking is not None  # noqa: S101  tells the type checker
        covered: list[float] = []
        cover = program.window.cover

        def noting(*page: Any) -> None:
            cover(*page)
            covered.append(time.perf_counter())

        setattr(program.window, "cover", noting)  # noqa: B010  a method is no variable to mypy
        start = time.perf_counter()
        program.locking.lock(LockReason.PANIC)
        program.window.close()
        program.window.deleteLater()
        program.deleteLater()
        self._wait(lambda done: QTimer.singleShot(0, done))
        return covered[0] - start

    def _derivation(self) -> float:
        """Return the seconds that the derivation of the key takes by itself."""
        slot = header_files.read_all(self._folder)[0].header.slots[0]
        assert slot.cost is not None  # noqa: S101  the slot of a passphrase has a cost
        start = time.perf_counter()
        derive(caseload.PASSPHRASE.encode(), slot.salt, slot.cost)
        return time.perf_counter() - start

    def _wait(self, begin: Callable[[Callable[[], None]], object]) -> None:
        """Let the window live until what `begin` was given is called."""
        loop = QEventLoop()
        watching = begin(loop.quit)
        loop.exec()
        del watching


class _NextPage(QObject):
    """Calls `then` when another page than `before` was painted in the window."""

    def __init__(self, window: MainWindow, before: object, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._before, self._then = window, before, then
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        page = self._window.centralWidget()
        if event.type() == QEvent.Type.Paint and page is not self._before:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def _always(goal: float) -> Timed:
    return lambda: goal


def _large() -> Path:
    """Return the folder of a vault of 100 MB, made when it is not there yet."""
    folder = caseload.FOLDER / f"large-{caseload.SCHEMA}"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        organisation = Organisation(name="Stichting De Boomgaard")
        case = Case(
            organisation_id=organisation.id,
            alias="Eik-1",
            opened_on=caseload.TODAY,
            matters=(Matter.BULLYING,),
        )
        with Vault.create(unfinished, caseload.PASSPHRASE, cost=caseload.COST) as vault, vault.transaction():
            vault.organisations.save(organisation)
            vault.cases.save(case)
            vault.contacts.add_all(
                Contact(case_id=case.id, held_on=caseload.TODAY, notes=f"{number} ".ljust(_LENGTH, "x"))
                for number in range(_CONVERSATIONS)
            )
        unfinished.rename(folder)
    return folder
