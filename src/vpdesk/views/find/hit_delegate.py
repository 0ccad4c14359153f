"""Draws what was found: headings, and below each its hits with the words marked where they are said."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from vpdesk.domain.excerpt import Excerpt
from vpdesk.models.hits import Heading
from vpdesk.models.windowed import VALUE
from vpdesk.services.finding import Hit
from vpdesk.services.finding_matters import MatterHit
from vpdesk.views.find.words import HitText, heading_text, hit_text
from vpdesk.views.look import current

_SELECTED: Final = QStyle.StateFlag.State_Selected
_HOVERED: Final = QStyle.StateFlag.State_MouseOver
_FOCUSED: Final = QStyle.StateFlag.State_HasFocus
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_ELIDE: Final = Qt.TextElideMode.ElideRight
#: How much of a row what stands at its right may take.
_SIDE: Final = 2 / 5


class HitDelegate(QStyledItemDelegate):
    """Rows of two lines, and headings of one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._plain = QFont(parent.font())
        self._strong = QFont(self._plain)
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._plain_metrics = QFontMetrics(self._plain)
        self._strong_metrics = QFontMetrics(self._strong)
        px = current().px
        self._step = self._plain_metrics.height() + px(2)
        self._margin = px(12)
        self._above = px(6)
        self._heading = QSize(px(160), self._step + px(14))
        self._hit = QSize(px(160), 2 * self._step + 2 * self._above)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002  Qt's signature
        return self._heading if isinstance(index.data(VALUE), Heading) else self._hit

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(VALUE)
        painter.save()
        if isinstance(row, Heading):
            self._draw_heading(painter, option.rect, row)
        elif isinstance(row, Hit | MatterHit):
            self._draw_ground(painter, option.rect, option.state)
            self._draw_hit(painter, option.rect, hit_text(row))
        painter.restore()

    def _draw_heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        inner = rect.adjusted(self._margin, current().px(8), -self._margin, 0)
        painter.setFont(self._strong)
        painter.setPen(QColor(current().tokens.quiet))
        painter.drawText(inner, _LEFT, heading_text(heading))

    def _draw_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        tokens = current().tokens
        if not state & (_SELECTED | _HOVERED):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tokens.brand) if state & _FOCUSED else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.soft if state & _SELECTED else tokens.paper))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 8, 8)

    def _draw_hit(self, painter: QPainter, rect: QRect, text: HitText) -> None:
        inner = rect.adjusted(self._margin, self._above, -self._margin, -self._above)
        line = QRect(inner.x(), inner.y(), inner.width(), self._step)
        painter.setFont(self._plain)
        side = self._plain_metrics.elidedText(text.side, _ELIDE, int(line.width() * _SIDE))
        painter.setPen(QColor(current().tokens.quiet))
        painter.drawText(line, _RIGHT, side)
        taken = self._plain_metrics.horizontalAdvance(side) + (current().px(12) if side else 0)
        self._draw_marked(painter, line.adjusted(0, 0, -taken, 0), text.title, self._strong)
        self._draw_marked(painter, line.translated(0, self._step), text.said, self._plain)

    def _draw_marked(self, painter: QPainter, rect: QRect, said: Excerpt, font: QFont) -> None:
        """Draw one line with its marks; what does not fit ends in dots."""
        metrics = self._strong_metrics if font is self._strong else self._plain_metrics
        text = metrics.elidedText(said.text, _ELIDE, rect.width())
        painter.setPen(QColor(current().tokens.ink))
        if not said.marks:  # laying out costs as much as all the rest of a row
            painter.setFont(font)
            painter.drawText(rect, _LEFT, text)
            return
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        formats = []
        marked = QTextCharFormat()
        marked.setFontWeight(QFont.Weight.Bold)
        marked.setForeground(QColor(current().tokens.brand))
        for start, end in said.marks:
            piece = QTextLayout.FormatRange()
            piece.start, piece.length, piece.format = _units(said.text, start), 0, marked
            piece.length = _units(said.text, end) - piece.start
            formats.append(piece)
        layout.setFormats(formats)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(rect.width())
        layout.endLayout()
        top = rect.y() + (rect.height() - line.height()) / 2
        layout.draw(painter, QPointF(rect.x(), top), clip=rect)


def _units(text: str, place: int) -> int:
    """Return a place in a text as Qt counts it: what lies beyond the basic plane is two units there."""
    return len(text[:place].encode("utf-16-le")) // 2
