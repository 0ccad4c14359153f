"""The eight groups of a recovery key, typed from the sheet: each is checked as soon as it is complete."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from vpdesk.vault.recovery import GROUPS, RecoveryKey
from vpdesk.views.access.group_field import GroupField
from vpdesk.views.look import current
from vpdesk.views.page import ROOMY


class RecoveryFields(QWidget):
    """`completed` says that Enter was pressed and no group is left to type.

    A whole key may be pasted into the first.
    """

    completed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields = tuple(GroupField(number) for number in range(1, GROUPS + 1))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        columns = 4 if current().scale < ROOMY else 2
        for place, field in enumerate(self._fields):
            grid.addWidget(field, place // columns, place % columns)
            field.filled.connect(partial(self._go_on_from, place))
            field.completed.connect(partial(self._confirm, place))
            field.emptied.connect(partial(self._go_back_from, place))
            field.overflowed.connect(partial(self._spread_from, place))
        self.setFocusProxy(self._fields[0])

    def key(self) -> RecoveryKey | None:
        """Return the key when every group is right; else say at the first that is not, and return None."""
        for field in self._fields:
            if not field.check():
                return None
        return RecoveryKey.parse_groups([field.text() for field in self._fields])

    def forget(self) -> None:
        """Take what was typed off the screen."""
        for field in self._fields:
            field.clear()

    def _go_on_from(self, place: int) -> None:
        # only when the hand is there: a digit corrected later moves nobody
        if self._fields[place].line.hasFocus() and place + 1 < GROUPS:
            self._fields[place + 1].setFocus()

    def _go_back_from(self, place: int) -> None:
        if place:
            self._fields[place - 1].setFocus()

    def _spread_from(self, place: int, digits: str) -> None:
        if place + 1 < GROUPS:
            self._fields[place + 1].setFocus()
            self._fields[place + 1].put(digits)

    def _confirm(self, place: int) -> None:
        # after a correction in the middle the groups behind it stand there already
        if place + 1 < GROUPS and not all(field.text() for field in self._fields):
            self._fields[place + 1].setFocus()
        else:
            self.completed.emit()
