"""The editor of a day: typed in words or figures, or picked from a calendar."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final

from PySide6.QtWidgets import QLineEdit

from vpdesk.domain.code import N_
from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.errors import RuleError
from vpdesk.i18n import _
from vpdesk.views import dates
from vpdesk.views.calendar_menu import CalendarMenu
from vpdesk.views.day_words import Lean, day_and_time_from_words, day_from_words
from vpdesk.views.editors import Editor
from vpdesk.views.parts import button, quiet, row
from vpdesk.views.states import announce

#: Years: what is further away is a typing error mostly.
_FAR: Final = 5


class DayEditor(Editor):
    """A day in words or figures, with a calendar beside it; what was understood is said below."""

    #: Whether a time of day that is typed with the day is a part of the value.
    keeps_time: ClassVar[bool] = False
    #: What stands in the empty field, by where days are looked for.
    examples: ClassVar[Mapping[Lean, str]] = {
        Lean.BACK: N_("For example: yesterday, fri, 3-9"),
        Lean.AHEAD: N_("For example: fri, +2w, 3-9"),
    }

    def __init__(self, lean: Lean, *, required: bool, past_only: bool = False) -> None:
        self._lean = lean
        self._past_only = past_only
        self._required = required
        self._line = QLineEdit()
        self._line.setPlaceholderText(_(self.examples[lean]))
        self._echo = quiet("")
        self._button = button("", self._pop_up, icon_name="calendar-days", kind="bare", name="calendar")
        self._button.setAccessibleName(_("Choose from the calendar"))
        self._button.setToolTip(_("Choose from the calendar"))
        super().__init__(row(self._line, self._button, gap=4), self._echo)
        self.box = self._line
        self.setFocusProxy(self._line)
        self._line.textChanged.connect(self._read)
        self._line.editingFinished.connect(self._write_out)
        self._line.editingFinished.connect(self.left)
        self._read()

    def value(self) -> Any:
        text = self._line.text().strip()
        if text:
            found = self._understand(text)
            if self._past_only and self._day(found) > self.today():
                raise RuleError("", N_("This day is still to come."))
            return found
        if self._required:
            raise RuleError("", N_("Fill in a day."))
        return None

    def call(self, title: str) -> None:
        super().call(title)
        self._button.setAccessibleName(_("Choose from the calendar: {field}", field=title))

    def set_value(self, value: Any) -> None:
        self._line.setText("" if value is None else self._typed(value))

    def raw(self) -> str:
        return self._line.text()

    def set_raw(self, raw: str) -> None:
        self._line.setText(raw)

    def _understand(self, text: str) -> Any:
        """Return what `text` means; raises RuleError."""
        return day_from_words(text, self.today(), self._lean)

    def _day(self, value: Any) -> date:
        """Return the day of a value."""
        day: date = value
        return day

    def _on(self, day: date) -> Any:
        """Return the value that picking `day` from the calendar means."""
        return day

    def _typed(self, value: Any) -> str:
        """Return a value as it stands in the field."""
        return dates.typed(value)

    def _in_full(self, value: Any) -> str:
        """Return a value as it is said below the field."""
        return dates.in_full(value)

    def _read(self) -> None:
        self._echo.setText(self._understood())
        self._echo.setVisible(bool(self._echo.text()))
        self.changed.emit()

    def _understood(self) -> str:
        """Return what was understood, and what to mind of it; "" where nothing was."""
        try:
            found = self.value()
        except RuleError:
            return ""
        if found is None:
            return ""
        minded = [self._in_full(found)]
        if said := self._year_words(self._day(found).year, self.raw().strip() == self._typed(found)):
            minded.append(said)
        if self._lean is Lean.AHEAD and self._day(found) < self.today():
            minded.append(_("this day has passed"))
        if not self.keeps_time and day_and_time_from_words(self.raw(), self.today(), self._lean).at:
            minded.append(_("the time is not kept here"))
        return " · ".join(minded)

    def _year_words(self, year: int, written_out: bool) -> str:
        """Return what to mind of a year that she did not type, or that is far from this one."""
        away = year - self.today().year
        if abs(away) > _FAR:
            return _("mind the year")
        if written_out or abs(away) != 1:
            return ""
        return _("last year") if away < 0 else _("next year")

    def _write_out(self) -> None:
        # what lies open tomorrow ("gisteren") is fixed as soon as it has been typed
        try:
            found = self.value()
        except RuleError:
            return
        if found is not None and self._line.text() != self._typed(found):
            understood = self._understood()
            self._line.setText(self._typed(found))
            self._echo.setText(understood)  # what goes from the field now has been said
            announce(self, understood)

    def _pop_up(self) -> None:
        try:
            found = self.value()
        except RuleError:
            found = None
        day = self.today() if found is None else self._day(found)
        menu = CalendarMenu(day, self)
        menu.picked.connect(self._put_picked)
        menu.open_below(self._button)

    def _put_picked(self, day: date) -> None:
        self.set_value(self._on(day))
        announce(self, self._echo.text())


class MomentEditor(DayEditor):
    """A day and, where it is known, a time of day, in one field: "gisteren", "vr 14:00", "14:30"."""

    keeps_time = True
    examples: ClassVar[Mapping[Lean, str]] = {
        Lean.BACK: N_("For example: yesterday, fri 14:00, 14:30"),
        Lean.AHEAD: N_("For example: fri 14:00, +2w 9:30"),
    }

    def _understand(self, text: str) -> DayAndTime:
        return day_and_time_from_words(text, self.today(), self._lean)

    def _day(self, value: DayAndTime) -> date:
        return value.day

    def _on(self, day: date) -> DayAndTime:
        try:
            found: DayAndTime | None = self.value()
        except RuleError:
            found = None
        return DayAndTime(day=day, at=None if found is None else found.at)  # the time that was typed stays

    def _typed(self, value: DayAndTime) -> str:
        typed = dates.typed(value.day)
        return typed if value.at is None else f"{typed} {dates.time_of_day(value.at)}"

    def _in_full(self, value: DayAndTime) -> str:
        said = dates.in_full(value.day)
        if value.at is None:
            return said
        return _("{day}, {time}", day=said, time=dates.time_of_day(value.at))
