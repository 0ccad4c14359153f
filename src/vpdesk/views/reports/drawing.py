"""From a question to pages: read on the database thread, written and drawn beside the window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from vpdesk.domain.errors import VpdeskError
from vpdesk.models import tasks
from vpdesk.models.desk import Desk
from vpdesk.pdf.preview import PagePicture, render
from vpdesk.reports.annual import AnnualReport, write
from vpdesk.vault.vault import Vault

Read = Callable[[Vault], AnnualReport]


class Drawing(QObject):
    """Draws the report that was asked for last; what an earlier question brings is thrown away.

    `read` carries the report as soon as it is known, `drawn` its pages, `refused` why there is none.
    """

    read = Signal(object)
    drawn = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk, width: Callable[[], int], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._width = width
        self._turn = 0
        self._content = b""

    def draw(self, read: Read) -> None:
        """Read, write and draw a report."""
        self.forget()
        turn = self._turn
        self._desk.do(
            read,
            owner=self,
            done=lambda report: self._note_read(turn, report),
            failed=lambda error: self._note_refused(turn, error),
        )

    def draw_again(self) -> None:
        """Draw the same pages as wide as they are wanted now."""
        if self._content:
            self._render(self._turn, self._content)

    def forget(self) -> None:
        """Let go of what was asked before."""
        self._turn += 1
        self._content = b""

    def _note_read(self, turn: int, report: AnnualReport) -> None:
        if turn != self._turn:
            return
        self.read.emit(report)
        tasks.run(
            lambda: write(report),
            owner=self,
            done=lambda content: self._render(turn, content),
            failed=lambda error: self._note_refused(turn, error),
        )

    def _render(self, turn: int, content: bytes) -> None:
        if turn != self._turn:
            return
        self._content = content
        width = self._width()

        def show(pictures: tuple[PagePicture, ...]) -> None:
            if turn == self._turn:
                self.drawn.emit(pictures)

        tasks.run(
            lambda: render(content, width=width),
            owner=self,
            done=show,
            failed=lambda error: self._note_refused(turn, error),
        )

    def _note_refused(self, turn: int, error: VpdeskError) -> None:
        if turn == self._turn:
            self.refused.emit(error)
