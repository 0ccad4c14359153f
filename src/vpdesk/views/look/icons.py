"""Lucide icons, drawn in a colour of the look and kept."""

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from vpdesk import paths
from vpdesk.views.look.current import current

#: Device pixels per pixel that are drawn beforehand; Qt scales for the rest.
_RATIOS: Final = (1, 2, 3)


def icon(name: str, tone: str = "quiet", size: int = 18, gap: int = 0) -> QIcon:
    """Return icon `name` (a file in resources/icons) in the colour of token `tone`, sized with the text.

    `gap` is room kept free at its right, towards the words of a button.
    """
    look = current()
    return _icon(name, getattr(look.tokens, tone), look.px(size), look.px(gap))


def pixmap(name: str, tone: str = "quiet", size: int = 20, ratio: float = 2) -> QPixmap:
    """Return icon `name` as a picture of `size` pixels at 100 % text size."""
    look = current()
    return _pixmap(name, getattr(look.tokens, tone), look.px(size), ratio)


@cache
def _icon(name: str, colour: str, size: int, gap: int) -> QIcon:
    result = QIcon()
    for ratio in _RATIOS:
        result.addPixmap(_pixmap(name, colour, size, ratio, gap))
    return result


@cache
def _pixmap(name: str, colour: str, size: int, ratio: float, gap: int = 0) -> QPixmap:
    svg = _source(name).replace("currentColor", colour)
    result = QPixmap(QSize(size + gap, size) * ratio)
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return result


@cache
def _source(name: str) -> str:
    svg = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return svg.replace('stroke-width="2"', 'stroke-width="1.75"')
