"""Joining two cases that are one: which other one it is, and what comes of it, is said before it happens."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from vpdesk.domain.case import Case, CaseStatus
from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.overview import CaseFilter
from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile
from vpdesk.services.joining import counted
from vpdesk.vault.vault import Vault
from vpdesk.views import dates
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.words import breakable, listing
from vpdesk.views.contents import Contents
from vpdesk.views.fields import Field, text
from vpdesk.views.flow import flow
from vpdesk.views.parts import body, button, on_button, quiet
from vpdesk.views.states import Notice

#: So many names stand ready to be chosen.
_OFFERED: Final = 8
JOINING_FIELDS: Final = (
    Field(
        "alias",
        N_("Which case belongs to this one?"),
        text,
        N_("Type the name of the other case, as it stands in the list."),
    ),
)


def joining(around: PageContext, file: CaseFile) -> FormPage:
    """Return the page whose value is the case that is to go into this one."""
    case = file.case
    form = AskingForm(JOINING_FIELDS, today=around.today)

    def other(alias: str) -> Case:
        found = around.desk.ask(lambda vault: vault.cases.by_alias(alias))
        if found is None or found.organisation_id != case.organisation_id:
            raise RuleError(
                "alias",
                N_("{organisation} has no other case of this name."),
                todo=N_("Only cases of one client organisation can be joined."),
                organisation=file.organisation.name,
            )
        if found.id == case.id:
            raise RuleError("alias", N_("This is the same case."))
        return found

    form.begin(other, alias="")
    page = FormPage(
        around,
        form,
        name="joining_page",
        title=_("Join another case with {alias}", alias=case.alias),
        sentence=_("For one reporter who is in your list twice."),
        place=f"case/{case.id}/joining",
        finish=_("Join these cases"),
        save=_keep_nothing,
    )
    told = Contents()

    def choose(alias: str) -> None:
        form.editor("alias").set_value(alias)
        form.focus_on("alias")

    if names := _running_beside(around, case):
        known = [
            button(on_button(name), partial(choose, name), kind="toggle", name=f"other_{place}")
            for place, name in enumerate(names)
        ]
        page.add(quiet(_("Or choose one of the cases that run there now:")), flow(*known, gap=6))
    page.add(told)

    def tell() -> None:
        try:
            told.show_only(*_coming(around, case, other(form.editor("alias").raw().strip())))
        except RuleError:
            told.show_only()

    form.edited.connect(tell)
    tell()
    return page


def _running_beside(around: PageContext, case: Case) -> list[str]:
    """Return the names of the newest other cases of the same client that are running."""
    running = CaseFilter(status=CaseStatus.OPEN, organisation_id=case.organisation_id)
    rows = around.desk.ask(lambda vault: vault.cases.rows(running, limit=_OFFERED + 1))
    return [row.alias for row in rows if row.id != case.id][:_OFFERED]


def _coming(around: PageContext, case: Case, other: Case) -> list[QWidget]:
    today, matters = around.today(), listing(other.matters)
    if other.closed_on is None:
        day = dates.day_and_month(other.opened_on, today)
        said = _("{alias}: running since {day}, {matters}", alias=other.alias, day=day, matters=matters)
    else:
        day = dates.day_and_month(other.closed_on, today)
        said = _("{alias}: closed {day}, {matters}", alias=other.alias, day=day, matters=matters)
    lines: list[QWidget] = [
        body(breakable(said)),
        body(
            _(
                "Everything in it comes to {alias}: conversations, consents, steps, documents, agreements."
                " The earlier opening date stays, and so do all matters of both.",
                alias=case.alias,
            )
        ),
        body(_("{alias} is then no case of its own any more.", alias=other.alias)),
    ]
    both = around.desk.ask(lambda vault: counted(vault, case.id, other.id))
    if both.first and both.second:
        lines.append(
            Notice(
                _("Reports that you released counted both. They stay as they are; they counted two."), "info"
            )
        )
    elif both.first or both.second:
        lines.append(
            Notice(
                _("A report that you released counted one of them. So this case is not counted again."),
                "info",
            )
        )
    return lines


def _keep_nothing(_vault: Vault, _other: Case) -> None:
    """Joining itself follows on the page, so that it can be undone."""
