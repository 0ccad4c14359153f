"""A list of any length of which only a window of rows is in memory, fetched by SQL.

A filter or a sort is another query (`WindowedModel.look_at`), never a proxy: at 100,000 rows a proxy costs
half a second a keystroke, a window under a frame.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from vpdesk.models.row_text import RowText

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

# looked up once: the short names cost as much as the answer, at every cell painted
_DISPLAY: Final = Qt.ItemDataRole.DisplayRole
_SPOKEN: Final = Qt.ItemDataRole.AccessibleTextRole
VALUE: Final = Qt.ItemDataRole.UserRole
TEXT: Final = Qt.ItemDataRole.UserRole + 1
_ROOT: Final = QModelIndex()

#: Rows in memory; a screen shows about 12.
WINDOW: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Query(Generic[T]):
    """How rows are counted and fetched: `count()` of them, `fetch(offset, limit)` in the list's order."""

    count: Callable[[], int]
    fetch: Callable[[int, int], Sequence[T]]


class WindowedModel(QAbstractListModel):
    """Frozen values in one column. `text` says what a row reads, `key` which row is the same one later."""

    def __init__(
        self,
        query: Query[Any],
        *,
        text: Callable[[Any], RowText],
        key: Callable[[Any], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._query = query
        self._text = text
        self._key = key
        self._count = query.count()
        self._offset = 0
        self._rows: Sequence[Any] = ()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row = self.value(index.row())
        if row is None:
            return None
        if role == TEXT:
            return self._text(row)
        if role == VALUE:
            return row
        if role == _DISPLAY:
            return self._text(row).title
        if role == _SPOKEN:
            return self._text(row).spoken()
        return None

    def value(self, row: int) -> Any:
        """Return the value of `row`, fetching the window around it when needed; None when there is none."""
        place = row - self._offset
        if not 0 <= place < len(self._rows):
            if not 0 <= row < self._count:
                return None
            self._offset = max(0, row - WINDOW // 2)
            self._rows = self._query.fetch(self._offset, WINDOW)
            place = row - self._offset
        return self._rows[place] if place < len(self._rows) else None

    def find(self, key: object) -> int:
        """Return the row of the value with `key` within the window in memory; -1 when it is not there."""
        for place, row in enumerate(self._rows):
            if self._key(row) == key:
                return self._offset + place
        return -1

    def key(self, row: int) -> object:
        """Return what identifies the value of `row`; None when there is no such row."""
        value = self.value(row)
        return None if value is None else self._key(value)

    def look_at(self, query: Query[Any]) -> None:
        """Show another query from its start."""
        self.beginResetModel()
        self._query = query
        self._count = query.count()
        self._offset, self._rows = 0, ()
        self.endResetModel()

    def refresh(self) -> None:
        """Fetch anew; rows that came or went are told at the end, so that a view keeps its place."""
        count = self._query.count()
        self._rows = self._query.fetch(self._offset, WINDOW)
        if count > self._count:
            self.beginInsertRows(_ROOT, self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(_ROOT, count, self._count - 1)
            self._count = count
            self.endRemoveRows()
        if count:
            self.dataChanged.emit(self.index(0), self.index(count - 1))
