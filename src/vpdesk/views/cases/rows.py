"""What a row of the list says about one case, and the queries behind the list."""

from datetime import date
from functools import partial

from vpdesk.domain.case_list import CaseOrder
from vpdesk.domain.overview import CaseFilter, CaseRow
from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.models.row_text import RowText, Tone
from vpdesk.models.windowed import Query
from vpdesk.views.cases.words import due_word, listing

#: What falls due within so many days is called soon.
SOON = 7


def case_query(desk: Desk, chosen: CaseFilter, order: CaseOrder) -> Query[CaseRow]:
    """Return the query of the filtered list in its order."""

    def fetch(offset: int, limit: int) -> list[CaseRow]:
        return desk.ask(lambda vault: vault.cases.rows(chosen, order, offset=offset, limit=limit))

    return Query(count=partial(desk.ask, lambda vault: vault.cases.count(chosen)), fetch=fetch)


def row_text(row: CaseRow, today: date) -> RowText:
    """Return the three lines and the chip of one case."""
    chip, tone = _chip(row, today)
    return RowText(title=row.alias, sub=row.organisation, third=listing(row.matters), chip=chip, tone=tone)


def _chip(row: CaseRow, today: date) -> tuple[str, Tone]:
    due = row.due_on
    if due is None:
        return (_("closed"), Tone.SOFT) if row.closed_on is not None else ("", Tone.SOFT)
    aftercare = due == row.aftercare_due_on
    if due < today:
        return (_("aftercare late") if aftercare else _("contact late")), Tone.LATE
    word = due_word(due, today)
    tone = Tone.SOON if (due - today).days <= SOON else Tone.SOFT
    return (_("aftercare {day}", day=word) if aftercare else word), tone
