"""The calendar beside a day: the arrows go from day to day, and each is said in full as it is reached."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QMenu, QTableView, QWidget, QWidgetAction

from vpdesk.i18n import _, language
from vpdesk.views import dates
from vpdesk.views.look import current
from vpdesk.views.states import announce


class CalendarMenu(QMenu):
    """Opens at `day`; `picked` carries the day that was chosen. Esc and Tab close it."""

    picked = Signal(object)

    def __init__(self, day: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Calendar"))
        self._calendar = QCalendarWidget(self)
        self._calendar.setAccessibleName(_("Calendar"))
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setLocale(QLocale(language()))
        weekend = QTextCharFormat()
        weekend.setForeground(QColor(current().tokens.quiet))  # Qt's red cannot be read on every ground
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(weekday, weekend)
        self._calendar.setMinimumWidth(current().px(300))  # Qt reckons too narrow for the names of the days
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        for days in self._calendar.findChildren(QTableView):
            days.setAccessibleName(_("Calendar"))
        self._calendar.activated.connect(self._pick)
        self._calendar.clicked.connect(self._pick)
        self._calendar.selectionChanged.connect(self._say_day)
        holder = QWidgetAction(self)
        holder.setText(_("Calendar"))
        holder.setDefaultWidget(self._calendar)
        self.addAction(holder)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def open_below(self, widget: QWidget) -> None:
        """Open below `widget`, with the keyboard on the day."""
        self.popup(widget.mapToGlobal(widget.rect().bottomLeft()))
        self._calendar.setFocus()
        self._say_day()

    def _day(self) -> date:
        chosen = self._calendar.selectedDate()
        return date(chosen.year(), chosen.month(), chosen.day())

    def _say_day(self) -> None:
        """Say the whole day: of a cell of Qt's calendar a screen reader hears the number alone."""
        announce(self, dates.in_full(self._day()))

    def _pick(self, _chosen: QDate) -> None:
        self.picked.emit(self._day())
        self.close()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, ARG002  Qt's own word, either way
        self.close()  # in Qt's own menu Tab would leave the days, and nothing would lead back to them
        return True
