"""Esc: what lies over something else is left by it, the innermost first, and what was typed there is kept.

A page, a form within a page, a question, a line that asks for a name: each says here how it is left. The key
goes from what has the focus outwards, so that the innermost hears it first; the window sees to it where the
focus is beside (`outermost`). Nothing that stays where it is, as the lock page does, is left.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object  # it stands before a widget among the bases, and PySide takes one widget only


class Leavable(_Widget):
    """Stands first among the bases of a widget that Esc leaves."""

    def step_back(self) -> None:
        """Leave it as Esc does: nothing typed is lost, and nothing is decided."""
        raise NotImplementedError

    @property
    def can_be_left(self) -> bool:
        """Whether it is open now, and lets go; what is within it is asked first."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave it on Esc."""
        if event.key() == Qt.Key.Key_Escape and self.can_be_left:
            self.step_back()
        else:
            super().keyPressEvent(event)


def outermost(within: QWidget) -> Leavable | None:
    """Return what is open in `within` and can be left; of those that hold each other, what holds the rest."""
    found = (each for each in within.findChildren(QWidget) if isinstance(each, Leavable))
    return next((each for each in found if each.isVisible() and each.can_be_left), None)
