"""The place Agenda: everything late, the coming twelve weeks by day, and after that the months."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from vpdesk.domain.overview import DueItem
from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.services.agenda import Agenda
from vpdesk.views import dates
from vpdesk.views.agenda.due_place import DuePlace
from vpdesk.views.agenda.due_row import DueGroup
from vpdesk.views.agenda.spans import Span, spans
from vpdesk.views.contents import Contents, focus_first
from vpdesk.views.flow import FlowLayout
from vpdesk.views.parts import button, quiet
from vpdesk.views.states import EmptyState, announce


class AgendaPlace(DuePlace):
    """What was agreed, by week."""

    def __init__(self, desk: Desk, today: Callable[[], date] = date.today) -> None:
        super().__init__(
            desk,
            today,
            _("Agenda"),
            _("What was agreed, by week. Late things stay at the top until you record an outcome."),
        )
        #: The part in which each month begins, earliest first.
        self._months: dict[date, QWidget] = {}
        self._parts = Contents(gap=16)
        self.add(self._parts)
        self.refresh()

    def show_agenda(self, agenda: Agenda, day: date) -> None:
        self._months = {}
        self.summary.setVisible(not agenda.is_empty)
        if agenda.is_empty:
            self._parts.show_only(self._nothing())
        else:
            parts = list(self._build(agenda, day))
            self._parts.show_only(self._jump(day), *parts)

    def _build(self, agenda: Agenda, day: date) -> Iterator[QWidget]:
        if agenda.late:
            yield self._group(_("Late"), agenda.late, "")
        for span in spans((*agenda.today, *agenda.coming), day):
            name, note = _name(span, day), _note(span, day)
            if span.items:
                part: QWidget = self._group(name, span.items, note)
            else:
                part = quiet(_("{span}: nothing agreed", span=f"{name} · {note}" if note else name))
            for month in span.months:
                self._months.setdefault(month, part)
            yield part

    def _group(self, title: str, items: Sequence[DueItem], note: str) -> DueGroup:
        made = DueGroup(title, items, self._today(), note=note, by_day=True)
        made.asked.connect(self.due_chosen)
        return made

    def _jump(self, day: date) -> QWidget:
        line = QWidget()
        flow = FlowLayout(line, 4)
        for month in self._months:
            words = dates.month(month, day)
            tab = button(words, partial(self.show_month, month), kind="link", name="month")
            tab.setAccessibleName(_("Go to {month}", month=words))
            flow.addWidget(tab)
        return line

    def show_month(self, month: date) -> None:
        """Bring the first week of `month` to the top, with the focus on what is first in it."""
        part = self._months[month]
        if not focus_first(part):
            announce(self, dates.month(month, self._today()))
        self.scroll_to(part)

    def _nothing(self) -> EmptyState:
        return self.nothing_due(
            _("Nothing was agreed yet"),
            _(
                "Here you will see the days that you agree with reporters: conversations and aftercare."
                " The days of reports and appointments stand here too, once you fill them in under Clients."
            ),
        )


def _name(span: Span, today: date) -> str:
    if not span.weeks:
        words = dates.month(span.start, today)
        return words[0].upper() + words[1:]
    if span.start == today:
        return _("This week")
    if span.weeks == 1 and span.start - today <= timedelta(days=7):
        return _("Next week")
    first, last = span.start.isocalendar().week, span.end.isocalendar().week
    if span.weeks == 1:
        return _("Week {n}", n=first)
    return _("Weeks {first} to {last}", first=first, last=last)


def _note(span: Span, today: date) -> str:
    if not span.weeks:
        return ""
    if span.start == span.end:
        return dates.day_and_month(span.start, today)
    return dates.stretch(span.start, span.end, today)
