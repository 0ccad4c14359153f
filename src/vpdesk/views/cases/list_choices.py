"""Which cases the list shows and in what order: of whom, about what, opened when, due by when.

The client and the order are always in sight; the other choices unfold. All of them together are a view, as
JSON values, which can be kept under a name.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from vpdesk.domain.case import CaseStatus
from vpdesk.domain.case_list import USUAL, CaseColumn, CaseOrder, Direction, DueBy, ListPeriod
from vpdesk.domain.code import Code
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.values import Matter
from vpdesk.i18n import _, label
from vpdesk.views.choice import Choice
from vpdesk.views.look import current
from vpdesk.views.page import ROOMY
from vpdesk.views.parts import button, put_icon, row, tip

C = TypeVar("C", bound=Code)

_ARROWS: Final = {Direction.ASCENDING: "arrow-up", Direction.DESCENDING: "arrow-down"}


class ListChoices(QWidget):
    """`changed` follows when the person chose something else; `filter_of` and `order` say what.

    `unfolded` tells whether the choices stand there that are not always in sight.
    """

    changed = Signal()
    unfolded = Signal(bool)

    def __init__(self, views: QWidget) -> None:
        super().__init__()
        self._direction = Direction.DESCENDING
        self._organisations = _choice("organisation_filter", _("Client organisation"), self._tell)
        self._matters = _choice("matter_filter", _("Matter"), self._tell)
        self._period = _choice("opened_filter", _("Opened or closed when"), self._tell)
        self._due = _choice("due_filter", _("Due by when"), self._tell)
        _fill(self._matters, _("All matters"), list(Matter))
        _fill(self._period, _("Opened and closed at any time"), list(ListPeriod))
        _fill(self._due, _("Due or not"), list(DueBy))
        self._order = _choice("list_order", _("Order"), self._take_column)
        for column in CaseColumn:
            self._order.addItem(label(column), column.value)
        self._turn = button("", self._turn_order, kind="bare", name="turn_order")
        self._more = button("", self._unfold, kind="toggle", name="more_filters")
        self._more.setCheckable(True)
        self._rest = QWidget()
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(current().px(6))
        for each in (self._matters, self._period, self._due):
            rest.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current().px(6))
        layout.addWidget(self._organisations)
        layout.addWidget(row(self._order, self._turn, gap=4))
        layout.addWidget(row(self._more, views, None, gap=6))
        layout.addWidget(self._rest)
        self._rest.hide()
        self._say()

    def filter_of(self, status: CaseStatus | None, today: date) -> CaseFilter:
        """Return what is let through of the cases with this status; spans of time are reckoned from today."""
        period, due = _code(self._period, ListPeriod), _code(self._due, DueBy)
        limits = {} if period is None else period.limits(today)
        return CaseFilter(
            status=status,
            organisation_id=self._organisations.currentData(),
            matter=_code(self._matters, Matter),
            due_until=None if due is None else due.day(today),
            **limits,
        )

    @property
    def order(self) -> CaseOrder:
        """The order that was chosen."""
        return CaseOrder(column=CaseColumn.of(self._order.currentData()), direction=self._direction)

    @property
    def limits(self) -> int:
        """How many of the choices that unfold let through only some cases."""
        return sum(each.currentData() is not None for each in (self._matters, self._period, self._due))

    def load_organisations(self, found: Sequence[Organisation]) -> None:
        """Offer these client organisations, keeping the choice; it is shown when there are several."""
        kept = self._organisations.currentData()
        self._organisations.clear()
        self._organisations.addItem(_("All client organisations"), None)
        for organisation in found:
            self._organisations.addItem(organisation.name, organisation.id)
        self._organisations.setCurrentIndex(max(0, self._organisations.findData(kept)))
        self._organisations.setVisible(len(found) > 1)

    def let_all_through(self) -> None:
        """Choose no limit any more; the order stays."""
        for each in (self._organisations, self._matters, self._period, self._due):
            each.setCurrentIndex(0)
        self._say()

    def stance(self) -> Mapping[str, Any]:
        """Return, as JSON values, what is chosen."""
        return {
            "organisation": self._organisations.currentData(),
            "matter": self._matters.currentData(),
            "opened": self._period.currentData(),
            "due": self._due.currentData(),
            "order": self._order.currentData(),
            "direction": self._direction.value,
        }

    def take_stance(self, kept: Mapping[str, Any]) -> None:
        """Choose that again, as far as it is still there."""
        for name, each in (
            ("organisation", self._organisations),
            ("matter", self._matters),
            ("opened", self._period),
            ("due", self._due),
            ("order", self._order),
        ):
            each.setCurrentIndex(max(0, each.findData(kept.get(name))))
        usual = USUAL[CaseColumn.of(self._order.currentData())].value
        known = kept.get("direction") in set(Direction)
        self._direction = Direction.of(kept["direction"] if known else usual)
        self._say()

    def _take_column(self) -> None:
        self._direction = USUAL[CaseColumn.of(self._order.currentData())]
        self._tell()

    def _turn_order(self) -> None:
        self._direction = self._direction.turned
        self._tell()

    def _unfold(self) -> None:
        self._rest.setVisible(self._more.isChecked())
        self.unfolded.emit(self._more.isChecked())

    def _tell(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        """Let the buttons say what is chosen; that only some cases are let through is never out of sight."""
        limits = self.limits
        self._more.setText(_("Filters ({n})", n=limits) if limits else _("Filters"))
        # with large text what unfolds takes the place of the list, and the number on the button has to do
        if limits and not self._more.isChecked() and current().scale < ROOMY:
            self._more.setChecked(True)
            self._unfold()
        put_icon(self._turn, _ARROWS[self._direction], "quiet", gap=0)
        said = label(self._direction)
        self._turn.setAccessibleName(_("Order: {direction}", direction=said))
        tip(self._turn, said)


def _choice(name: str, spoken: str, chosen: Callable[[], None]) -> Choice:
    made = Choice()
    made.setObjectName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    made.call(spoken)
    made.activated.connect(lambda _index: chosen())
    return made


def _fill(choice: Choice, nothing: str, codes: Sequence[Code]) -> None:
    choice.addItem(nothing, None)
    for code in codes:
        choice.addItem(label(code), code.value)


def _code(choice: Choice, kind: type[C]) -> C | None:
    value = choice.currentData()
    return None if value is None else kind.of(value)
