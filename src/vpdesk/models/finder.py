"""Searching while somebody types: each question takes the place of the one before it.

What begins with the words comes at once; what has them inside other words follows when there is room for it.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from vpdesk.domain.errors import VpdeskError
from vpdesk.domain.finding import Question
from vpdesk.models.desk import Desk, LookUp
from vpdesk.services.finding import Found, find_best, find_inside, find_newest
from vpdesk.vault.vault import Vault


class Finder(QObject):
    """`found` carries what was found (`Found`) and whether that is all of it; `failed` a VpdeskError."""

    found = Signal(object, bool)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._question: Question | None = None
        self._look_up: LookUp | None = None

    def ask(self, question: Question) -> None:
        """Look for the newest; what was asked before is no longer looked for."""
        self.stop()
        self._question = question
        if not question.words:
            self.found.emit(Found(question=question, hits=()), True)
            return
        self._run(lambda vault: find_newest(vault, question), self._show_newest)

    def ask_best(self, question: Question) -> None:
        """Weigh everything that says the words, and tell the best."""
        self.stop()
        self._question = question
        self._run(lambda vault: find_best(vault, question), lambda found: self.found.emit(found, True))

    def stop(self) -> None:
        """Look no further."""
        self._question = None
        if self._look_up is not None:
            self._look_up.stop()
            self._look_up = None

    def _run(self, query: Callable[[Vault], Found], done: Callable[[Found], object]) -> None:
        def answer(found: Found) -> None:
            if found.question is self._question:  # else it came when something else was asked already
                done(found)

        self._look_up = self._desk.look_up(query, owner=self, done=answer, failed=self._fail)

    def _show_newest(self, found: Found) -> None:
        more = bool(found.question.inner) and found.has_room
        self.found.emit(found, not more)
        if more:  # once it is painted: beside a search, the interpreter takes twice as long to do so
            QTimer.singleShot(0, self, lambda: self._look_inside(found))

    def _look_inside(self, found: Found) -> None:
        if found.question is self._question:
            self._run(lambda vault: find_inside(vault, found), lambda fuller: self.found.emit(fuller, True))

    def _fail(self, error: VpdeskError) -> None:
        self.failed.emit(error)
