"""A long list drawn by one paint a row: title, two lines below it, a chip at the right."""

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from vpdesk.models.row_text import RowText
from vpdesk.models.windowed import TEXT, VALUE, Query, WindowedModel
from vpdesk.views.look import current
from vpdesk.views.parts import chip_font, chip_size, draw_chip

_SELECTED: Final = QStyle.StateFlag.State_Selected
_HOVERED: Final = QStyle.StateFlag.State_MouseOver
_FOCUSED: Final = QStyle.StateFlag.State_HasFocus
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_ELIDE: Final = Qt.TextElideMode.ElideRight


class RowDelegate(QStyledItemDelegate):
    """Draws a `RowText` of `lines` lines (2 or 3); all rows are equally high: `height` pixels."""

    def __init__(self, parent: QWidget, lines: int = 3) -> None:
        super().__init__(parent)
        self._lines = lines
        self._plain = QFont(parent.font())
        self._strong = QFont(self._plain)
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._small = chip_font(self._plain)
        self._plain_metrics = QFontMetrics(self._plain)
        self._strong_metrics = QFontMetrics(self._strong)
        self._small_metrics = QFontMetrics(self._small)
        self._step = self._plain_metrics.height() + current().px(2)
        self._margin = current().px(12)
        self.height = self._step * lines + 2 * current().px(8)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002  Qt's signature
        return QSize(current().px(160), self.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        text = index.data(TEXT)
        if not isinstance(text, RowText):
            return
        tokens = current().tokens
        rect: QRect = option.rect
        state = option.state
        painter.save()
        self._draw_ground(painter, rect, state)
        inner = rect.adjusted(self._margin, current().px(8), -self._margin, 0)
        room = inner.width()
        if text.chip:
            room -= self._draw_chip(painter, inner, text) + current().px(8)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(self._strong)
        title = self._strong_metrics.elidedText(text.title, _ELIDE, room)
        painter.drawText(QRect(inner.x(), inner.y(), room, self._step), _LEFT, title)
        painter.setFont(self._plain)
        below = ((text.sub, tokens.quiet), (text.third, tokens.ink))
        for number, (line, colour) in enumerate(below[: self._lines - 1], 1):
            painter.setPen(QColor(colour))
            place = QRect(inner.x(), inner.y() + number * self._step, inner.width(), self._step)
            painter.drawText(place, _LEFT, self._plain_metrics.elidedText(line, _ELIDE, inner.width()))
        painter.restore()

    def _draw_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        tokens = current().tokens
        ground = rect.adjusted(1, 2, -1, -2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & _SELECTED:
            painter.fillRect(rect, QColor(tokens.paper))  # a table colours the whole row before its cells
        if state & _SELECTED or state & _HOVERED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.soft if state & _SELECTED else tokens.card))
            painter.drawRoundedRect(ground, 8, 8)
        if state & _FOCUSED:
            painter.setPen(QColor(tokens.brand))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, 8, 8)

    def _draw_chip(self, painter: QPainter, inner: QRect, text: RowText) -> int:
        size = chip_size(text.chip, text.tone, self._small_metrics)
        place = QRect(inner.right() - size.width(), inner.y(), size.width(), size.height())
        painter.setFont(self._small)
        draw_chip(painter, place, text.chip, text.tone)
        return size.width()


class RowList(QTableView):
    """A list over a windowed model. `chosen` carries the value that the person turned to, or None.

    It is a table of one column: a QListView asks the model twice about every row before it shows one, and
    again at each row that comes, which takes 0.4 s at 100,000 rows; a table knows its rows by their height.
    """

    chosen = Signal(object)

    def __init__(self, model: WindowedModel, name: str, *, lines: int = 3) -> None:
        super().__init__()
        self._rows = model
        self._key: object = None
        model.setParent(self)
        self.setModel(model)
        delegate = RowDelegate(self, lines)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self._look_like_a_list(delegate.height)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(current().px(24))
        self.selectionModel().currentChanged.connect(self._note_current)

    def _look_like_a_list(self, height: int) -> None:
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(height)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)  # Tab leaves the list
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        match action:
            case QAbstractItemView.CursorAction.MoveHome:
                return self._rows.index(0)
            case QAbstractItemView.CursorAction.MoveEnd:
                return self._rows.index(self._rows.rowCount() - 1)
        return super().moveCursor(action, modifiers)

    def refresh(self) -> None:
        """Show what the vault holds now; the chosen row stays chosen and where it was on the screen."""
        scroll = self.verticalScrollBar()
        before = self.currentIndex().row()
        offset = scroll.value()
        self.selectionModel().blockSignals(True)
        self._rows.refresh()
        after = self._rows.find(self._key) if self._key is not None else -1
        if after >= 0 and after != before:
            self.setCurrentIndex(self._rows.index(after))
            scroll.setValue(offset + (after - before) * self.verticalHeader().defaultSectionSize())
        self.selectionModel().blockSignals(False)
        self.viewport().update()
        if self._key is not None and after < 0:
            self._note_current(self.currentIndex())

    def look_at(self, query: Query[Any]) -> None:
        """Show another query from its start, with the chosen row still chosen when it is near."""
        kept = self._key
        self.selectionModel().blockSignals(True)
        self._rows.look_at(query)
        self.scrollToTop()
        self._rows.value(0)
        row = self._rows.find(kept)
        if row >= 0:
            self.setCurrentIndex(self._rows.index(row))
        self.selectionModel().blockSignals(False)
        if row < 0:
            self._note_current(self.currentIndex())

    def choose(self, key: object) -> bool:
        """Turn to the row with `key`; False when it is not within the window in memory."""
        row = self._rows.find(key)
        if row >= 0:
            self.setCurrentIndex(self._rows.index(row))
        return row >= 0

    def value(self) -> object:
        """Return the chosen value, or None."""
        return self.currentIndex().data(VALUE) if self.currentIndex().isValid() else None

    def _note_current(self, index: QModelIndex) -> None:
        self._key = self._rows.key(index.row()) if index.isValid() else None
        self.chosen.emit(index.data(VALUE) if index.isValid() else None)
