"""What a row of the list says about one case, and the queries behind the list."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from vpdesk.domain.case_list import CaseOrder
from vpdesk.domain.code import N_
from vpdesk.domain.overview import CaseFilter, CaseRow, DueKind
from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.models.row_text import RowText, Tone
from vpdesk.models.windowed import Query
from vpdesk.views import dates
from vpdesk.views.cases.words import due_word, listing

#: What falls due within so many days is called soon.
SOON = 7
#: What a chip says of something that is late, and of something to come; of a contact only the day.
_LATE: Final = {
    DueKind.AFTERCARE: N_("aftercare late"),
    DueKind.CONTACT: N_("contact late"),
    DueKind.STEP: N_("step late"),
    DueKind.TERM: N_("term has passed"),
}
_COMING: Final = {
    DueKind.AFTERCARE: N_("aftercare {day}"),
    DueKind.STEP: N_("step {day}"),
    DueKind.TERM: N_("term {day}"),
}


def case_query(desk: Desk, chosen: Callable[[], CaseFilter], order: CaseOrder) -> Query[CaseRow]:
    """Return the query of the list in its order, filtered as is `chosen` when it is asked."""

    def fetch(offset: int, limit: int) -> list[CaseRow]:
        return desk.ask(lambda vault: vault.cases.rows(chosen(), order, offset=offset, limit=limit))

    return Query(count=partial(desk.ask, lambda vault: vault.cases.count(chosen())), fetch=fetch)


def row_text(row: CaseRow, today: date) -> RowText:
    """Return the three lines and the chip of one case."""
    chip, tone = _chip(row, today)
    third = listing(row.matters)
    if row.due is not None and row.closed_on is not None:  # the chip says what waits, and not that
        third = f"{_closed(row.closed_on, today)} · {third}"
    return RowText(title=row.alias, sub=row.organisation, third=third, chip=chip, tone=tone)


def _closed(on: date, today: date) -> str:
    return _("closed {day}", day=dates.short_day(on, today))


def _chip(row: CaseRow, today: date) -> tuple[str, Tone]:
    if row.due is None:
        return ("" if row.closed_on is None else _closed(row.closed_on, today)), Tone.SOFT
    day, kind = row.due
    if day < today:
        return _(_LATE[kind]), Tone.LATE
    tone = Tone.SOON if (day - today).days <= SOON else Tone.SOFT
    word = due_word(day, today)
    if kind is DueKind.CONTACT and row.next_contact_at is not None and tone is Tone.SOON:
        word = f"{word} {dates.time_of_day(row.next_contact_at)}"
    return (_(_COMING[kind], day=word) if kind in _COMING else word), tone
