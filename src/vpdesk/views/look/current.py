"""The look that is in use: one palette and one text size for the whole program."""

import sys
from dataclasses import dataclass
from functools import cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from vpdesk import paths
from vpdesk.views.look.palette import palette
from vpdesk.views.look.sheet import sheet
from vpdesk.views.look.tokens import LIGHT, THEMES, Tokens

FAMILY: Final = "Open Sans"
#: Points at 100 %. macOS draws 72 points an inch where the others draw 96.
_BASE: Final = 11 * (96 / 72 if sys.platform == "darwin" else 1)
TEXT_SIZES: Final = (100, 125, 150, 175, 200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The palette in use and the text size as a factor (1.0 to 2.0)."""

    tokens: Tokens
    scale: float

    def points(self, size: float) -> float:
        """Return the point size of text that is `size` at 100 % (22, 14 or 11)."""
        return size * _BASE / 11 * self.scale

    def px(self, length: int) -> int:
        """Return a length in pixels that grows with the text."""
        return round(length * self.scale)


class _Current:
    look = Look(tokens=LIGHT, scale=1.0)


def current() -> Look:
    """Return the look that is in use."""
    return _Current.look


def use(app: QApplication, theme: str, text_size: int = 100) -> None:
    """Dress `app` in `theme` (`light`, `dark` or `system`) at `text_size` per cent."""
    _load_fonts()
    hints = app.styleHints()
    if theme in THEMES:
        # window borders and file dialogs of the system follow this
        hints.setColorScheme(Qt.ColorScheme.Dark if theme == "dark" else Qt.ColorScheme.Light)
    else:
        hints.unsetColorScheme()
        theme = "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"
    scale = min(max(text_size, TEXT_SIZES[0]), TEXT_SIZES[-1]) / 100
    _Current.look = Look(tokens=THEMES[theme], scale=scale)
    app.setStyle("Fusion")
    font = QFont(FAMILY)
    font.setPointSizeF(_Current.look.points(11))
    app.setFont(font)
    app.setPalette(palette(_Current.look.tokens))
    app.setStyleSheet(sheet(_Current.look.tokens, _Current.look.points, _Current.look.px))


@cache
def _load_fonts() -> None:
    for file in sorted((paths.resources() / "fonts").glob("OpenSans-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
