"""The recovery sheet in the first ten minutes; it may be put off, and then Vandaag asks for it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal

from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.views.access.sheet_errands import SheetErrands
from vpdesk.views.gate import Gate
from vpdesk.views.leavable import Leavable
from vpdesk.views.parts import button, heading, quiet, row


class FirstSheet(Leavable, Gate):
    """`finished` carries the word that the sheet is proven; empty when it is put off."""

    finished = Signal(str)

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        super().__init__(width=640)
        self.errands = SheetErrands(desk, today)
        self.errands.made.connect(self._note_made)
        self.errands.turned.connect(self._note_turn)
        self.errands.proven.connect(
            lambda: self._finish(_("Your recovery sheet is checked. Keep it in a safe place."))
        )
        self._later = button(_("Later"), lambda: self._finish(""), name="later")
        self._back = button(
            _("Back to the sheet"),
            self.errands.sheet.show_sheet,
            icon_name="arrow-left",
            name="back_to_sheet",
        )
        self._on_paper = button(
            _("I have it on paper"), self.errands.ask_back, kind="primary", name="on_paper"
        )
        self._check = button(_("Check"), self.errands.sheet.check, kind="primary", name="check_sheet")
        self.add(
            heading(_("Your recovery sheet")),
            quiet(
                _(
                    "If you forget your passphrase, this sheet opens your vault. Without passphrase and sheet"
                    " nobody can open it."
                )
            ),
            self.errands,
            row(self._later, self._back, None, self._on_paper, self._check),
        )
        self._on_paper.setEnabled(False)  # until there is a sheet
        self._note_turn()

    @property
    def can_be_left(self) -> bool:
        """Whether it asks back; the sheet itself is put off in so many words only: it is shown this once."""
        return self.errands.sheet.asks

    def step_back(self) -> None:
        self.errands.sheet.show_sheet()

    def begin(self) -> None:
        """Make the recovery key that is to stand on paper."""
        self.errands.make()

    def _note_turn(self) -> None:
        asks = self.errands.sheet.asks
        self._later.setVisible(not asks)
        self._back.setVisible(asks)
        self._on_paper.setVisible(not asks)
        self._check.setVisible(asks)

    def _note_made(self) -> None:
        self._on_paper.setEnabled(True)
        self._on_paper.setFocus()

    def _finish(self, said: str) -> None:
        self.errands.forget()
        self.finished.emit(said)
