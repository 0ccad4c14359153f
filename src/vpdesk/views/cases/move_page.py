"""Moving a case to another client organisation: only when the wrong one was chosen at the beginning."""

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.organisation import Organisation
from vpdesk.i18n import _, ngettext
from vpdesk.services.casework import CaseFile
from vpdesk.services.moving import move_case, stays_behind
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.declared import organisation_field
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.parts import body, button
from vpdesk.views.verb_page import VerbPage


def moving(around: PageContext, file: CaseFile) -> FormPage:
    """Return the page; it says what does not come along. `stored` carries the organisation."""
    others = {
        one.id: one
        for one in around.desk.ask(lambda vault: vault.organisations.all())
        if one.id != file.organisation.id
    }
    form = AskingForm((organisation_field(lambda: [(one.id, one.name) for one in others.values()]),),
                      today=around.today)  # fmt: skip

    def make(organisation_id: int | None) -> Organisation:
        if organisation_id is None:
            raise RuleError("organisation_id", N_("Choose one from the list."))
        return others[organisation_id]

    form.begin(make, organisation_id=None)

    def save(vault: Vault, organisation: Organisation) -> None:
        move_case(vault, file.case.id, organisation.id)

    page = FormPage(
        around,
        form,
        name="move_page",
        title=_("Move {alias} to another client organisation", alias=file.case.alias),
        sentence=_(
            "Only when the wrong client organisation was chosen at the beginning. The case then counts in the"
            " reports to the other one, and its mandate follows from the agreement there."
        ),
        place=f"case/{file.case.id}/move",
        finish=_("Move the case"),
        save=save,
    )
    for sentence in _left(around, file):
        page.add(body(sentence))
    return page


def _left(around: PageContext, file: CaseFile) -> list[str]:
    left = around.desk.ask(lambda vault: stays_behind(vault, file.case.id))
    said = []
    if left.unit:
        said.append(_("The site or department does not come along: {unit}.", unit=left.unit))
    if left.tags:
        said.append(
            ngettext(
                "The tag of the person complained about does not come along.",
                "The {n} tags of the persons complained about do not come along.",
                left.tags,
            )
        )
    return said


def counted_case(file: CaseFile) -> VerbPage:
    """Return the page that says why a case cannot move any more."""
    back = button(_("Back to the case"), lambda: page.leave(), kind="primary", name="stay")  # noqa: PLW0108  there is no page yet
    page = VerbPage(
        "counted_case",
        _("This case stays with {organisation}", organisation=file.organisation.name),
        _("A report that you released has counted it, and what was released never changes."),
        back,
    )
    page.page.add(
        body(_("Was it the wrong client organisation? Begin a new case for the right one, and go on there."))
    )
    return page
