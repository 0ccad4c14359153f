"""Joining two cases that are one: which other one it is, and what comes of it, is said before it happens."""

from typing import Final

from PySide6.QtWidgets import QWidget

from vpdesk.domain.case import Case
from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
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
from vpdesk.views.parts import body
from vpdesk.views.states import Notice

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
        sentence=_("For one reporter who came to stand in your list twice."),
        place=f"case/{case.id}/joining",
        finish=_("Join these cases"),
        save=_keep_nothing,
    )
    told = Contents()
    page.add(told)

    def tell() -> None:
        try:
            told.show_only(*_coming(around, case, other(form.editor("alias").raw().strip())))
        except RuleError:
            told.show_only()

    form.edited.connect(tell)
    tell()
    return page


def _coming(around: PageContext, case: Case, other: Case) -> list[QWidget]:
    day = dates.day_and_month(other.opened_on, around.today())
    lines: list[QWidget] = [
        body(
            breakable(
                _(
                    "{alias}: running since {day}, {matters}",
                    alias=other.alias,
                    day=day,
                    matters=listing(other.matters),
                )
            )
        ),
        body(
            _(
                "Everything of it comes to {alias}: conversations, consents, steps, documents, agreements. It"
                " keeps the earlier opening date, and all matters of both.",
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
