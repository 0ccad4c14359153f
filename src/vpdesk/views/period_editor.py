"""The editor of a report's period: a year, a half, a quarter, a school year, or any two days."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.i18n import Words, _, label, language
from vpdesk.reports.period import Period
from vpdesk.views.choice import Choice
from vpdesk.views.day_editor import DayEditor
from vpdesk.views.day_words import Lean
from vpdesk.views.editors import Editor
from vpdesk.views.parts import quiet
from vpdesk.views.periods import PeriodKind, kind_of, periods


class PeriodEditor(Editor):
    """Its value is a `Period`."""

    def __init__(self, today: Callable[[], date]) -> None:
        self.today = today
        self._kind = Choice()
        self._kind.setObjectName("period_kind")
        for kind in PeriodKind:
            self._kind.addItem(label(kind), kind)
        self._which = Choice()
        self._which.setObjectName("period_which")
        self._which.call(_("Which period"))
        self._first = self._day(_("From"), "period_first")
        self._last = self._day(_("Up to and including"), "period_last")
        self._days = QWidget()
        layout = QVBoxLayout(self._days)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for editor in (self._first, self._last):
            layout.addWidget(quiet(editor.box.accessibleName()))
            layout.addWidget(editor)
        super().__init__(self._kind, self._which, self._days)
        self._offer()
        self._kind.activated.connect(self._turn)
        self._which.activated.connect(lambda _index: self.changed.emit())

    def call(self, title: str) -> None:
        self._kind.call(title)

    def _day(self, name: str, object_name: str) -> DayEditor:
        editor = DayEditor(Lean.BACK, required=True)
        editor.today = self.today
        editor.setObjectName(object_name)
        editor.call(name)
        editor.changed.connect(lambda: self.changed.emit())  # noqa: PLW0108  the signal is there only later
        return editor

    def value(self) -> Period:
        if self._chosen() is not PeriodKind.FREE:
            period: Period = self._which.currentData()
            return period
        start, end = self._first.value(), self._last.value()
        assert start is not None and end is not None  # noqa: S101, PT018  both are required
        return Period(start=start, end=end)

    def set_value(self, value: Period) -> None:
        kind = kind_of(value, self.today())
        self._kind.setCurrentIndex(list(PeriodKind).index(kind))
        self._first.set_value(value.start)
        self._last.set_value(value.end)
        self._offer()
        offered = periods(kind, self.today())
        if value in offered:
            self._which.setCurrentIndex(offered.index(value))
        self.changed.emit()

    def raw(self) -> Mapping[str, Any]:
        chosen = self._which.currentData()
        return {
            "kind": self._chosen().value,
            "start": chosen.start.isoformat() if chosen else "",
            "first": self._first.raw(),
            "last": self._last.raw(),
        }

    def set_raw(self, raw: Mapping[str, Any]) -> None:
        kind = PeriodKind.of(raw["kind"])
        self._kind.setCurrentIndex(list(PeriodKind).index(kind))
        self._first.set_raw(raw["first"])
        self._last.set_raw(raw["last"])
        self._offer()
        for number, period in enumerate(periods(kind, self.today())):
            if period.start.isoformat() == raw["start"]:
                self._which.setCurrentIndex(number)
        self.changed.emit()

    def mark_wrong(self, wrong: bool) -> None:
        free = self._chosen() is PeriodKind.FREE
        for editor in (self._first, self._last):
            editor.mark_wrong(wrong and free)
        super().mark_wrong(wrong and not free)

    def _chosen(self) -> PeriodKind:
        return PeriodKind.of(self._kind.currentData())

    def _turn(self) -> None:
        if self._chosen() is PeriodKind.FREE and self._which.currentData() and not self._first.raw():
            self._first.set_value(self._which.currentData().start)
            self._last.set_value(self._which.currentData().end)
        self._offer()
        self.changed.emit()

    def _offer(self) -> None:
        """Offer the periods of the chosen kind, or the two days."""
        kind = self._chosen()
        free = kind is PeriodKind.FREE
        self._which.clear()
        words = Words(language())
        for period in periods(kind, self.today()):
            self._which.addItem(period.name(words), period)
        self._which.setVisible(not free)
        self._days.setVisible(free)
