"""What was found, as the rows of a list: a heading for each group, and its hits below it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from vpdesk.domain.finding import HitGroup
from vpdesk.models.windowed import VALUE
from vpdesk.services.finding import Found, Hit

Index = QModelIndex | QPersistentModelIndex

_DISPLAY: Final = Qt.ItemDataRole.DisplayRole
_SPOKEN: Final = Qt.ItemDataRole.AccessibleTextRole
_HIT_FLAGS: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_HEADING_FLAGS: Final = Qt.ItemFlag.NoItemFlags
_ROOT: Final = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Above the hits of one group. `more` says that there may be others."""

    group: HitGroup
    hits: int
    more: bool


class HitsModel(QAbstractListModel):
    """Rows are a `Heading` or a `Hit`. `spoken` says a row as a screen reader does."""

    def __init__(self, spoken: Callable[[Heading | Hit], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spoken = spoken
        self._rows: Sequence[Heading | Hit] = ()

    def put(self, found: Found) -> None:
        """Show this instead of what was there."""
        rows: list[Heading | Hit] = []
        for group in HitGroup:
            if hits := found.of(group):
                rows.append(Heading(group=group, hits=len(hits), more=group in found.fuller))
                rows += hits
        if rows == self._rows:
            return  # nothing moves, and a screen reader has nothing to say
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row = self._rows[index.row()]
        if role == VALUE:
            return row
        if role in (_DISPLAY, _SPOKEN):
            return self._spoken(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _HIT_FLAGS if isinstance(self._rows[index.row()], Hit) else _HEADING_FLAGS

    def first_hit(self) -> QModelIndex:
        """Return the first row that can be opened; an invalid index when there is none."""
        found = (place for place, row in enumerate(self._rows) if isinstance(row, Hit))
        place = next(found, None)
        return QModelIndex() if place is None else self.index(place)
