"""How much is in the bin, and the way there."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.i18n import _, ngettext
from vpdesk.models.desk import Desk
from vpdesk.services.binning import count_bin, count_over
from vpdesk.views.parts import button

#: The tables in which something is deleted.
_TABLES = frozenset({"binned", "cases"})


class BinLink(QWidget):
    """A link that is there while something is in the bin. `asked`: the person wants to see it.

    `counted` follows each count: then it may have come or gone.
    """

    asked = Signal()
    counted = Signal()

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        super().__init__()
        self._desk = desk
        self._today = today
        words = _("Bin ({n})", n=0)  # its symbol keeps its distance from words alone
        self._link = button(words, self.asked.emit, icon_name="trash-2", kind="link", name="open_bin")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._link)
        desk.changed.connect(self._note_changes)
        self._count()

    def _note_changes(self, tables: frozenset[str]) -> None:
        if tables & _TABLES:
            self._count()

    def _count(self) -> None:
        """Say how much is in the bin; without anything in it nobody needs to go there."""
        today = self._today()
        count, over = self._desk.ask(lambda vault: (count_bin(vault), count_over(vault, today)))
        words = _("Bin ({n})", n=count)
        if over:
            words = ngettext(
                "Bin ({all}): {n} case to decide on", "Bin ({all}): {n} cases to decide on", over, all=count
            )
        self._link.setText(words)
        if not count or self.parentWidget() is not None:  # shown alone it would be a window of its own
            self.setVisible(bool(count))
        self.counted.emit()
