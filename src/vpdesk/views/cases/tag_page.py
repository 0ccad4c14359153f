"""The page on which a case gets the tag of its respondent: a word that only the counsellor understands."""

from functools import partial

from vpdesk.domain.code import N_
from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile
from vpdesk.services.respondents import offered_tags, propose_tag, tag_case
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.editors import TextEditor
from vpdesk.views.fields import Field, text
from vpdesk.views.flow import flow
from vpdesk.views.parts import button, on_button, quiet

TAG_FIELDS = (
    Field(
        "name",
        N_("Which word?"),
        text,
        N_(
            "Not a name. Whoever sees this screen must not know whom it is about, and what you write down you"
            " may have to show one day."
        ),
    ),
)


def choosing_tag(around: PageContext, file: CaseFile) -> FormPage:
    """Return the page; a word that the organisation has already stands ready to choose."""
    case_id = file.case.id
    form = AskingForm(TAG_FIELDS, today=around.today)
    proposed = around.desk.ask(lambda vault: propose_tag(vault, case_id))
    form.begin(_word, name=proposed)

    def save(vault: Vault, name: str) -> None:
        tag_case(vault, case_id, name)

    page = FormPage(
        around,
        form,
        name="tag_page",
        title=_("A tag for the person complained about"),
        sentence=_(
            "Cases of {organisation} with the same tag are about the same person. The tag stands in no list,"
            " no report and no file.",
            organisation=file.organisation.name,
        ),
        place=f"case/{case_id}/tag",
        finish=_("Give this tag"),
        save=save,
    )

    word = form.editor("name")

    def choose(name: str) -> None:
        if isinstance(word, TextEditor):
            word.propose(name)
        form.focus_on("name")

    if word.raw() == proposed:  # and no word of her own that she began before
        choose(proposed)

    def propose() -> None:
        choose(around.desk.ask(lambda vault: propose_tag(vault, case_id)))

    form.put_below(
        "name", button(_("Another word"), propose, icon_name="refresh-cw", kind="link", name="another_tag")
    )
    offered = around.desk.ask(lambda vault: offered_tags(vault, case_id))
    if offered:
        known = [
            button(on_button(tag.name), partial(choose, tag.name), kind="toggle", name=f"tag_{tag.id}")
            for tag in offered
        ]
        page.add(quiet(_("Or a tag that you use at this organisation already:")), flow(*known, gap=6))
    return page


def _word(name: str) -> str:
    return name
