"""The page that changes what is known of a case; it saves itself."""

from vpdesk.domain.values import MandateSource
from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile, save_case
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.declared import CASE_FIELDS, organisation_field
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.page_context import PageContext

_BESIDE = ("opened_on", "entry", "next_contact_on", "mandate")
_ALL = ("organisation_id", *(field.name for field in CASE_FIELDS))


def change_case(around: PageContext, file: CaseFile) -> FormPage:
    """Return the page; the mandate itself is asked only when the counsellor chooses it."""
    form = AskingForm((organisation_field(lambda: organisations(around)), *CASE_FIELDS),
                      today=around.today, beside=_BESIDE)  # fmt: skip
    form.load(file.case)
    page = FormPage(
        around,
        form,
        name="case_page",
        title=_("Change {alias}", alias=file.case.alias),
        place=case_place(file.case.id),
        finish=_("Done"),
        save=save_case,
        keep=save_case,
    )

    def ask() -> None:
        chosen = form.editor("mandate_source").raw() == MandateSource.CHOSEN
        form.ask_only(_ALL if chosen else [name for name in _ALL if name != "mandate"])

    form.edited.connect(ask)
    ask()
    return page


def case_place(case_id: int) -> str:
    """Return where the draft of a case is kept."""
    return f"case/{case_id}"


def organisations(around: PageContext) -> list[tuple[int, str]]:
    """Return the client organisations to choose from."""
    found = around.desk.ask(lambda vault: vault.organisations.all())
    return [(organisation.id, organisation.name) for organisation in found]
