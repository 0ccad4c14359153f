"""A new recovery sheet, from the place Kluis: the old one ends as soon as the new one is checked."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Signal

from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.vault.recovery import RecoveryKey
from vpdesk.views.access.sheet_errands import SheetErrands
from vpdesk.views.page import no_wider
from vpdesk.views.parts import button
from vpdesk.views.verb_page import VerbPage

#: Pixels at 100 %: as wide as the sheet is in the first ten minutes.
_WIDEST: Final = 640


class SheetPage(VerbPage):
    """`proven` says that the new sheet is checked. With `renews`, an older sheet ends by that."""

    proven = Signal()

    def __init__(self, desk: Desk, today: Callable[[], date], *, renews: bool) -> None:
        sentence = (
            _(
                "The new sheet has a new key. Your old sheet opens the vault until you have checked the new"
                " one; then it ends."
            )
            if renews
            else _(
                "If you forget your passphrase, this sheet opens your vault. Without passphrase and sheet"
                " nobody can open it."
            )
        )
        primary = button(_("Make the sheet"), self._go_on, kind="primary", name="sheet_go_on")
        self._again = button(_("Back to the sheet"), self._show_sheet, name="back_to_sheet")
        super().__init__("sheet_page", _("Recovery sheet"), sentence, primary, self._again)
        self.errands = SheetErrands(desk, today)
        self.errands.made.connect(self._note_made)
        self.errands.turned.connect(self._note_turn)
        self.errands.proven.connect(self._finish)
        self.errands.failed.connect(self._note_failed)
        self.page.add(no_wider(self.errands, _WIDEST))
        self.errands.sheet.hide()
        self._again.hide()
        self._made = self._making = False

    def show_key(self, key: RecoveryKey) -> None:
        """Show the sheet of a key that was made already."""
        self.errands.show_key(key)

    def leave(self) -> None:
        self.errands.forget()
        super().leave()

    def _go_on(self) -> None:
        if not self._made and not self._making:
            self._making = True
            self.errands.make()
        elif not self._made:
            return  # it comes at once; a disabled button would leave the focus to whatever is next
        elif self.errands.sheet.asks:
            self.errands.sheet.check()
        else:
            self.errands.ask_back()

    def _show_sheet(self) -> None:
        self.errands.sheet.show_sheet()
        self.errands.sheet.begin()

    def _note_turn(self) -> None:
        self._made = True
        asks = self.errands.sheet.asks
        self.errands.sheet.show()
        self._again.setVisible(asks)
        self.primary.setText(_("Check") if asks else _("I have it on paper"))

    def _note_made(self) -> None:
        self._note_turn()
        self.errands.sheet.begin()

    def _note_failed(self) -> None:
        self._making = False

    def _finish(self) -> None:
        self.errands.forget()
        self.proven.emit()
