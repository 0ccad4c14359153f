"""The small parts that every screen is composed of: labels, buttons, chips, cards, rows and columns."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from vpdesk import bugs
from vpdesk.models.row_text import Tone
from vpdesk.views.look import current, icon, pixmap
from vpdesk.views.pressable import Pressable
from vpdesk.views.spoken import SpokenLabel, spoken

#: What a chip's colour says, said by a symbol too.
SYMBOLS: Final = {Tone.LATE: "triangle-alert", Tone.SOON: "clock", Tone.GOOD: "check"}
#: The colour of a chip's word; its ground is the same token with `_soft`.
_INKS: Final = {
    Tone.SOFT: ("brand", "soft"),
    Tone.SOON: ("soon", "soon_soft"),
    Tone.LATE: ("late", "late_soft"),
    Tone.GOOD: ("good", "good_soft"),
}

#: The colour of an icon on a button of some kind; elsewhere it is quiet.
_ICON_TONES: Final = {
    "primary": "brand_ink",
    "large-primary": "brand_ink",
    "large": "brand",
    "link": "brand",
}


def _label(text: str, kind: str, *, wraps: bool) -> QLabel:
    made = SpokenLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    made.setWordWrap(wraps)
    return made


def heading(text: str) -> QLabel:
    """Return the title of a screen (22 points)."""
    return _label(text, "heading", wraps=True)


def subheading(text: str) -> QLabel:
    """Return the title of a part of a screen (14 points)."""
    return _label(text, "subheading", wraps=True)


def strong(text: str) -> QLabel:
    """Return a line in semibold."""
    return _label(text, "strong", wraps=False)


def body(text: str) -> QLabel:
    """Return running text, wrapped."""
    return _label(text, "body", wraps=True)


def quiet(text: str, *, wraps: bool = True) -> QLabel:
    """Return text that steps back."""
    return _label(text, "quiet", wraps=wraps)


def toned(text: str, tone: Tone) -> QLabel:
    """Return a line in semibold in the colour of `tone`; put a symbol beside it."""
    return _label(text, "body" if tone is Tone.SOFT else tone.value, wraps=True)


def titled(title: str, details: str) -> QLabel:
    """Return a title in semibold with quiet details behind it, as one text, so that they wrap together."""
    made = body("")
    made.setTextFormat(Qt.TextFormat.RichText)
    shown = f'<span style="font-weight:600">{escape(title)}</span>'
    if details:
        shown += f'&nbsp;&nbsp; <span style="color:{current().tokens.quiet}">{escape(details)}</span>'
    made.setText(shown)
    made.setAccessibleName(", ".join(spoken(part) for part in (title, details) if part))
    return made


def error_line() -> QLabel:
    """Return the line below a field that says what is wrong there; out of sight until there is something."""
    made = _label("", "error", wraps=True)
    made.hide()
    return made


def tip(widget: QWidget, text: str) -> None:
    """Show `text` when the mouse rests on `widget`: to the letter, whatever it looks like."""
    widget.setToolTip(escape(text))


def on_button(text: str) -> str:
    """Return what somebody typed as it stands on a button: its ampersands are no sign for a key."""
    return text.replace("&", "&&")


def symbol(name: str, tone: str = "quiet", size: int = 20) -> QLabel:
    """Return icon `name` as a picture beside words; a screen reader passes it by."""
    made = QLabel()
    made.setPixmap(pixmap(name, tone, size, made.devicePixelRatio() * 2))
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def button(
    text: str, pressed: Callable[[], object], *, icon_name: str = "", kind: str = "", name: str = ""
) -> QPushButton:
    """Return a button that calls `pressed`.

    Kinds: `primary`, `large`, `large-primary`, `link`, `tab`, `toggle`, `bare`; plain when it is empty.
    `name` is the object name that tests find it by.
    """
    made = Pressable(text)
    made.setProperty("kind", kind)
    made.setObjectName(name)
    if icon_name:
        tone = _ICON_TONES.get(kind, "quiet")
        put_icon(made, icon_name, tone, gap=5 if text else 0)

    def press() -> None:  # `clicked` brings a `checked` that nobody asks for
        bugs.note(name)
        pressed()

    made.clicked.connect(press)
    return made


class ActionButton(Pressable):
    """A button that is the place of an action: same words, same state, and its shortcut in the tip."""

    def __init__(self, action: QAction, kind: str = "") -> None:
        super().__init__()
        self.action = action
        self.setProperty("kind", kind)
        self.setObjectName(action.objectName())
        if name := action.property("icon_name"):
            put_icon(self, name, _ICON_TONES.get(kind, "quiet"))
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(self.action.text())
        self.setEnabled(self.action.isEnabled())
        keys = self.action.shortcut().toString(self.action.shortcut().SequenceFormat.NativeText)
        self.setToolTip(f"{self.action.text().replace('&', '')}  {keys}" if keys else "")


def action_button(action: QAction, *, kind: str = "") -> ActionButton:
    """Return the button that performs `action`."""
    return ActionButton(action, kind)


def put_icon(on: QPushButton, name: str, tone: str, *, size: int = 18, gap: int = 5) -> None:
    """Put icon `name` on a button, `gap` before its words."""
    px = current().px
    on.setIcon(icon(name, tone, size, gap))
    on.setIconSize(QSize(px(size) + px(gap), px(size)))


def chip_font(font: QFont) -> QFont:
    """Return the font of a chip beside text in `font`."""
    small = QFont(font)
    small.setPointSizeF(current().points(10))
    return small


def chip_size(text: str, tone: Tone, metrics: QFontMetrics) -> QSize:
    """Return the room that a chip takes, in the metrics of `chip_font`."""
    px = current().px
    width = metrics.horizontalAdvance(text) + 2 * px(10)
    if tone in SYMBOLS:
        width += px(14) + px(5)
    return QSize(width, metrics.height() + px(4))


def draw_chip(painter: QPainter, rect: QRect, text: str, tone: Tone) -> None:
    """Draw a chip into `rect`; the painter carries the chip's font."""
    px = current().px
    ink, ground = (getattr(current().tokens, token) for token in _INKS[tone])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    inner = rect.adjusted(px(10), 0, -px(10), 0)
    if tone in SYMBOLS:
        size = px(14)
        painter.drawPixmap(
            inner.x() - px(2), rect.center().y() - size // 2 + 1, pixmap(SYMBOLS[tone], _INKS[tone][0], 14)
        )
        inner.setLeft(inner.left() + size + px(5) - px(2))
    painter.setPen(QColor(ink))
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class Chip(QLabel):
    """A word in a soft pill, with a symbol where it presses."""

    def __init__(self, text: str, tone: Tone = Tone.SOFT) -> None:
        super().__init__(text)
        self._tone = tone
        self.setFont(chip_font(self.font()))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, text: str, tone: Tone) -> None:
        """Say something else."""
        self._tone = tone
        self.setText(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return chip_size(self.text(), self._tone, QFontMetrics(chip_font(self.font())))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's signature
        painter = QPainter(self)
        painter.setFont(chip_font(self.font()))
        draw_chip(painter, self.rect(), self.text(), self._tone)
        painter.end()


def hairline() -> QFrame:
    """Return a thin line across."""
    made = QFrame()
    made.setProperty("kind", "hairline")
    made.setMinimumHeight(1)
    made.setMaximumHeight(1)
    return made


def row(*items: QWidget | None, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QWidget:
    """Return `items` beside each other; None is room that stretches."""
    return _filled(QHBoxLayout(), items, gap, margins)


def column(
    *items: QWidget | None, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QWidget:
    """Return `items` below each other; None is room that stretches."""
    return _filled(QVBoxLayout(), items, gap, margins)


def _filled(
    layout: QBoxLayout, items: Sequence[QWidget | None], gap: int, margins: tuple[int, int, int, int]
) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    for item in items:
        if item is None:
            layout.addStretch(1)
        else:
            layout.addWidget(item)
    return made


class Card(QFrame):
    """A sheet of rows with hairlines between them."""

    def __init__(self, *rows: QWidget) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 4, 1, 4)
        self._layout.setSpacing(0)
        for each in rows:
            self.add(each)

    def add(self, widget: QWidget) -> None:
        """Add a row below the others."""
        if self._layout.count():
            self._layout.addWidget(hairline())
        self._layout.addWidget(widget)
