"""What a screen says about itself: nothing here yet, something went wrong, something to know."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vpdesk import bugs
from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _, explain
from vpdesk.models.row_text import Tone
from vpdesk.views.in_sight import bring_soon_into_sight
from vpdesk.views.parts import body, button, quiet, strong, symbol
from vpdesk.views.spoken import spoken


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text`, without moving the focus.

    It is said when what was begun now is through: a focus that moves would break in on it. What cannot be
    seen by then is not said: it stands in a place that is not shown, or below a cover.
    """
    if text and QAccessible.isActive():
        QTimer.singleShot(0, widget, partial(_say, widget, spoken(text)))


def _say(widget: QWidget, text: str) -> None:
    if widget.isVisible():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def tell_fault(field: QWidget, fault: str) -> None:
    """Have a screen reader say what is wrong with `field` whenever it comes there; "" takes that away."""
    former = str(field.property("fault") or "")
    if fault != former:
        hint = field.accessibleDescription().removeprefix(former).strip()
        field.setProperty("fault", fault)
        field.setAccessibleDescription(f"{fault} {hint}".strip())


class EmptyState(QFrame):
    """An empty list: what will come here, and the button that begins it."""

    def __init__(self, title: str, sentence: str, button: QPushButton | None = None) -> None:
        super().__init__()
        self.setProperty("kind", "empty")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addWidget(strong(title))
        layout.addWidget(quiet(sentence))
        if button is not None:
            layout.addSpacing(8)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


class Banner(QFrame):
    """An error where it happened: what is wrong, what is safe, what to do. Hidden until then.

    `closed` says that the person has read it.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setObjectName("banner")
        self.setAccessibleName(_("Message"))
        self._is_news = False
        self._text = body("")
        self._text.setObjectName("banner_text")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = button("", self._close, icon_name="x", kind="bare", name="close_banner")
        close.setAccessibleName(_("Close this message"))
        close.setToolTip(_("Close this message"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 8, 12)
        layout.setSpacing(12)
        layout.addWidget(symbol("triangle-alert", "late"), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_error(self, error: VpdeskError) -> None:
        """Say the three sentences of `error`."""
        bugs.note(f"said {type(error).__name__}")
        self.show_text(explain(error))

    def show_text(self, text: str) -> None:
        """Say `text`, which is in the window's language already."""
        fresh = self.isHidden() or text != self.text()
        self._text.setText(text)
        self.show()
        self._is_news = True
        QTimer.singleShot(0, self, self._speak)
        if fresh:  # what is said again and again must not take her away from where she types
            bring_soon_into_sight(self)

    def take_news(self) -> str:
        """Return what it says and no screen reader was given yet; once it was taken, that is over."""
        news, self._is_news = self._is_news, False
        return self.text() if news else ""

    def _speak(self) -> None:
        if self.isVisible():  # else its page says it when that is shown
            announce(self, self.take_news())

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def take_back(self, error: VpdeskError) -> None:
        """Go, when it still says `error`: that is over."""
        if self.text() == explain(error):
            self.hide()

    def text(self) -> str:
        """Return what it says."""
        return self._text.text()


class Notice(QFrame):
    """Something to know before going on; calmer than an error. With `circle-check` it is good news.

    `beside` stands at its right end.
    """

    def __init__(self, sentence: str, icon_name: str = "triangle-alert", *beside: QWidget) -> None:
        super().__init__()
        tone = Tone.GOOD if icon_name == "circle-check" else Tone.SOON
        self.setProperty("kind", "notice")
        self.setProperty("tone", tone.value)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(symbol(icon_name, tone.value), 0, Qt.AlignmentFlag.AlignTop)
        self._said = body(sentence)
        layout.addWidget(self._said, 1)
        for each in beside:
            layout.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)

    def say(self, sentence: str) -> None:
        """Say something else."""
        self._said.setText(sentence)
