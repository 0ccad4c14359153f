"""The editor of a day: typed in words or figures, or picked from a calendar."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidgetAction

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.i18n import _, language
from vpdesk.views import dates
from vpdesk.views.day_words import Lean, day_from_words
from vpdesk.views.editors import Editor
from vpdesk.views.look import current
from vpdesk.views.parts import button, quiet, row


class DayEditor(Editor):
    """A day in words or figures, with a calendar beside it; what was understood is said below."""

    def __init__(self, lean: Lean, *, required: bool, past_only: bool = False) -> None:
        self._lean = lean
        self._past_only = past_only
        self._required = required
        self._line = QLineEdit()
        self._line.setPlaceholderText(
            _("For example: yesterday, fri, 3-9") if lean is Lean.BACK else _("For example: fri, +2w, 3-9")
        )
        self._echo = quiet("")
        self._button = button("", self._pop_up, icon_name="calendar-days", kind="bare", name="calendar")
        self._button.setAccessibleName(_("Choose from the calendar"))
        self._button.setToolTip(_("Choose from the calendar"))
        super().__init__(row(self._line, self._button, gap=4), self._echo)
        self.box = self._line
        self.setFocusProxy(self._line)
        self._line.textChanged.connect(self._read)
        self._line.editingFinished.connect(self._write_out)
        self._read()

    def value(self) -> date | None:
        text = self._line.text().strip()
        if text:
            day = day_from_words(text, self.today(), self._lean)
            if self._past_only and day > self.today():
                raise RuleError("", N_("This day is still to come."))
            return day
        if self._required:
            raise RuleError("", N_("Fill in a day."))
        return None

    def set_value(self, value: date | None) -> None:
        self._line.setText("" if value is None else dates.typed(value))

    def raw(self) -> str:
        return self._line.text()

    def set_raw(self, raw: str) -> None:
        self._line.setText(raw)

    def _read(self) -> None:
        try:
            day = self.value()
        except RuleError:
            day = None
        self._echo.setText("" if day is None else dates.in_full(day))
        self._echo.setVisible(day is not None)
        self.changed.emit()

    def _write_out(self) -> None:
        # what lies open tomorrow ("gisteren") is fixed as soon as it has been typed
        try:
            day = self.value()
        except RuleError:
            return
        if day is not None and self._line.text() != dates.typed(day):
            self._line.setText(dates.typed(day))

    def _pop_up(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setAccessibleName(_("Calendar"))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setLocale(QLocale(language()))
        weekend = QTextCharFormat()
        weekend.setForeground(QColor(current().tokens.quiet))  # Qt's red cannot be read on every ground
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekday, weekend)
        calendar.setMinimumWidth(current().px(300))  # Qt reckons too narrow for the names of the days
        try:
            day = self.value() or self.today()
        except RuleError:
            day = self.today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))

        def pick(chosen: QDate) -> None:
            self.set_value(date(chosen.year(), chosen.month(), chosen.day()))
            menu.close()

        calendar.activated.connect(pick)
        calendar.clicked.connect(pick)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._button.mapToGlobal(self._button.rect().bottomLeft()))
        calendar.setFocus()
