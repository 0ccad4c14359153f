"""What was found, as the rows of a list: a heading for each group, and its hits below it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from vpdesk.domain.code import N_
from vpdesk.domain.finding import HitGroup
from vpdesk.models.windowed import VALUE
from vpdesk.services.finding import Found, Hit
from vpdesk.services.finding_matters import MatterHit

Index = QModelIndex | QPersistentModelIndex

_DISPLAY: Final = Qt.ItemDataRole.DisplayRole
_SPOKEN: Final = Qt.ItemDataRole.AccessibleTextRole
_HIT_FLAGS: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_HEADING_FLAGS: Final = Qt.ItemFlag.NoItemFlags
_ROOT: Final = QModelIndex()
_MATTERS: Final = N_("Matters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Above the hits of one group, which `title` (a msgid) names. `more` says that there may be others."""

    title: str
    hits: int
    more: bool


#: What a row may be; all but a heading lead somewhere.
Row = Heading | Hit | MatterHit


class HitsModel(QAbstractListModel):
    """Rows are a `Heading`, a `Hit` or a `MatterHit`. `spoken` says a row as a screen reader does."""

    def __init__(self, spoken: Callable[[Row], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spoken = spoken
        self._rows: Sequence[Row] = ()

    def put(self, found: Found) -> None:
        """Show this instead of what was there."""
        rows: list[Row] = []
        for group in HitGroup:
            if hits := found.of(group):
                rows.append(Heading(title=group.word, hits=len(hits), more=group in found.fuller))
                rows += hits
            if group is HitGroup.CASES and found.matters:  # they lead to cases too
                rows.append(Heading(title=_MATTERS, hits=len(found.matters), more=False))
                rows += found.matters
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
        return _HEADING_FLAGS if isinstance(self._rows[index.row()], Heading) else _HIT_FLAGS

    def first_hit(self) -> QModelIndex:
        """Return the first row that can be opened; an invalid index when there is none."""
        found = (place for place, row in enumerate(self._rows) if not isinstance(row, Heading))
        place = next(found, None)
        return QModelIndex() if place is None else self.index(place)
