"""The list of what was found: the arrows go through it, and whatever is typed goes to the words above it."""

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QListView

from vpdesk.i18n import _
from vpdesk.models.hits import HitsModel
from vpdesk.models.windowed import VALUE
from vpdesk.services.finding import Hit
from vpdesk.services.finding_matters import MatterHit
from vpdesk.views.find.hit_delegate import HitDelegate

ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WRITING: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class HitList(QListView):
    """The hits. Up from the first of them goes back to the words, and whatever is typed goes there too."""

    opened = Signal(object)

    def __init__(self, model: HitsModel, words: QLineEdit) -> None:
        super().__init__()
        self.setObjectName("hits")
        self.setAccessibleName(_("What was found"))
        self.setProperty("kind", "hits")
        self._hits = model
        self._words = words
        model.setParent(self)
        self.setModel(model)
        self.setItemDelegate(HitDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._open)

    def go_to_first(self) -> None:
        """Put the focus on the first hit, if there is one."""
        first = self._hits.first_hit()
        if first.isValid():
            self.setFocus()
            self.setCurrentIndex(first)  # after it: a screen reader says the hit, and not the list alone
            self.scrollToTop()  # its heading too

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = self.currentIndex()
        if event.key() in ENTER:
            self._open(now)
        elif event.key() == Qt.Key.Key_Up and now == self._hits.first_hit():
            self.setCurrentIndex(QModelIndex())
            self._words.setFocus()
        elif _writes(event):
            self._words.setFocus()
            QApplication.sendEvent(self._words, event)
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        hit = index.data(VALUE) if index.isValid() else None
        if isinstance(hit, Hit | MatterHit):
            self.opened.emit(hit)


def _writes(event: QKeyEvent) -> bool:
    """Tell whether a key changes a text, so that it is meant for the words."""
    letter = bool(event.text()) and event.text().isprintable() and event.modifiers() in _WRITING
    return letter or event.key() == Qt.Key.Key_Backspace
