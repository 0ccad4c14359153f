"""The desk: where the window asks the vault and hears what a commit changed.

All work on the vault happens on its one database thread. A short read waits for its answer (`ask`); a verb
runs there and reports back in the window's thread (`do`), unless who asked has gone by then. Locking cannot
wait for a verb that takes long: `hurried` tells it to end (`hearing`).

Whatever meets a damaged page passes here, a list that is scrolled as well as a verb: so `damaged` says it,
once, and nobody who asks needs to think of it.
"""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from vpdesk.domain.code import N_
from vpdesk.domain.errors import EnvironmentFault, VpdeskError
from vpdesk.models import tasks
from vpdesk.vault.progress import Progress, Report
from vpdesk.vault.thread import DatabaseThread
from vpdesk.vault.vault import Vault

T = TypeVar("T")


class HurriedError(EnvironmentFault):
    """What takes long had to end, because the window locks."""

    wrong = N_("This was not finished, because vpdesk had to lock at once.")
    safe = N_("Everything you wrote is saved.")
    todo = N_("Look whether it was done, and do it again if it was not.")


class LookUp:
    """A reading that is wanted until it is stopped."""

    def __init__(self, thread: DatabaseThread) -> None:
        self._thread = thread
        self._stopped = Event()

    def submit(self, query: Callable[[Vault], T]) -> Future[T]:
        """Hand it to the database thread."""
        return self._thread.submit_patiently(query, lambda: not self._stopped.is_set())

    def stop(self) -> None:
        """Want it no more."""
        if not self._stopped.is_set():
            self._stopped.set()
            self._thread.stop_reading()


class Desk(QObject):
    """The vault as the window knows it. `changed` carries the names of the tables that a commit touched.

    A form that could not save what was typed says so through `kept_back`; when it is in after all, `taken_in`
    carries the error that is over.
    `damaged` says that a page could not be read; `is_damaged` from then on. Who asked gets the error as well.
    While `hurried` is set, a verb that tells how far it is ends at its next step.
    """

    changed = Signal(object)
    kept_back = Signal()
    taken_in = Signal(object)
    damaged = Signal()
    _committed = Signal(object)
    _met_damage = Signal()

    def __init__(self, thread: DatabaseThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self._open = True
        self.is_damaged = False
        self.hurried = Event()
        # emitted on the database thread, heard in the window's: who asked may be in the midst of painting
        self._committed.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._met_damage.connect(self.tell_damage, Qt.ConnectionType.QueuedConnection)
        thread.on_damage = self._met_damage.emit
        self.ask(self._listen)

    def ask(self, query: Callable[[Vault], T]) -> T:
        """Return the answer to a short read (or an urgent write), waiting for it; its errors are raised."""
        return tasks.wait_for(self._thread.submit, query)

    def do(
        self,
        verb: Callable[[Vault], T],
        *,
        owner: QObject,
        done: Callable[[T], object] | None = None,
        failed: Callable[[VpdeskError], None],
    ) -> None:
        """Run `verb` on the database thread; `done` or `failed` follows here while `owner` lives.

        What is expected to go wrong (VpdeskError) reaches `failed`; a bug is raised here, after
        `failed` heard UnfinishedError.
        After `close` nothing runs and nothing is answered any more: a screen that is about to go may still
        ask.
        """
        if not self._open:
            return

        def answer(result: T) -> None:
            if self._open and done is not None:
                done(result)

        def refuse(error: VpdeskError) -> None:
            if self._open:
                failed(error)

        tasks.entrust(self._thread.submit, verb, owner=owner, done=answer, failed=refuse)

    def look_up(
        self,
        query: Callable[[Vault], T],
        *,
        owner: QObject,
        done: Callable[[T], object],
        failed: Callable[[VpdeskError], None],
    ) -> LookUp:
        """Begin a reading that may take long and lets other work go first; `done` or `failed` follows here.

        Neither follows once it was stopped, unless the answer was on its way already.
        """
        look_up = LookUp(self._thread)
        if self._open:
            tasks.entrust(look_up.submit, query, owner=owner, done=done, failed=failed)
        return look_up

    def hearing(self, report: Report) -> Report:
        """Return what passes progress on to `report`, and raises HurriedError when there is no time."""

        def hear(progress: Progress) -> None:
            if self.hurried.is_set():
                raise HurriedError
            report(progress)

        return hear

    def close(self) -> None:
        """Finish what was asked, then close the vault and its thread; nothing is heard of it any more."""
        self._open = False
        self._thread.close()

    def tell_damage(self) -> None:
        """Say that the vault is damaged: whoever looked for it found it."""
        if self._open and not self.is_damaged:
            self.is_damaged = True
            self.damaged.emit()

    def _listen(self, vault: Vault) -> None:
        vault.on_commit = self._committed.emit

    def _pass_on(self, tables: frozenset[str]) -> None:
        if self._open:  # what was committed last would be read from a vault that is closed
            self.changed.emit(tables)
