"""The one sentence below the date: how much waits, and how long it is quiet afterwards."""

from datetime import date

from vpdesk.i18n import Words, _, language, ngettext
from vpdesk.reports.wording import numeral
from vpdesk.services.agenda import Agenda
from vpdesk.views.agenda.due_words import near_day


def summary(agenda: Agenda, today: date) -> str:
    """Return "Twee dingen wachten op u. Daarna is er tot dinsdag niets."."""
    waiting = len(agenda.late) + len(agenda.today)
    coming = next(iter(agenda.coming), None)
    if agenda.is_empty:
        return _("There is nothing in your agenda.")
    if waiting == 0:
        begin = _("Today there is nothing in your agenda.")
    else:
        number = numeral(waiting, Words(language()))
        begin = ngettext(
            "One thing is waiting for you.", "{number} things are waiting for you.", waiting, number=number
        )
        begin = begin[0].upper() + begin[1:]
    if coming is None:
        return f"{begin} " + _("After that there is nothing in your agenda.")
    if (coming.due_on - today).days == 1:
        return f"{begin} " + _("Tomorrow there is something.")
    day = near_day(coming.due_on, today)
    if waiting == 0:
        return f"{begin} " + _("The next thing is on {day}.", day=day)
    return f"{begin} " + _("After that there is nothing until {day}.", day=day)
