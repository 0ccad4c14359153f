"""Pages about contact with the reporter: what was said, and when the next contact is."""

from functools import partial

from vpdesk.domain.contact import Contact
from vpdesk.domain.identity import new_id
from vpdesk.domain.values import Channel
from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile, agree_contact, record_contact, save_contact
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.declared import CONTACT_FIELDS, NEXT_CONTACT_FIELDS
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.lock_screen import lock_screen_preview
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.parts import button

_BESIDE = ("channel", "minutes")


def new_contact(around: PageContext, file: CaseFile) -> FormPage:
    """Return the page that records a contact. The agreed next contact stands until the question after it."""
    case = file.case
    form = AskingForm(CONTACT_FIELDS, today=around.today, beside=_BESIDE)
    form.begin(
        partial(Contact, id=new_id(), case_id=case.id),
        held_on=around.today(),
        channel=Channel.UNKNOWN,
        minutes=0,
        notes="",
    )

    def save(vault: Vault, contact: Contact) -> None:
        record_contact(vault, contact, next_contact_on=case.next_contact_on)

    return FormPage(
        around,
        form,
        name="contact_page",
        title=_("Record a conversation"),
        sentence=_notes_reminder(),
        place=f"case/{case.id}/contact",
        finish=_("Record"),
        save=save,
    )


def changed_contact(around: PageContext, contact: Contact) -> FormPage:
    """Return the page that changes a contact; it saves itself."""
    form = AskingForm(CONTACT_FIELDS, today=around.today, beside=_BESIDE)
    form.load(contact)
    return FormPage(
        around,
        form,
        name="contact_page",
        title=_("Change a conversation"),
        sentence=_notes_reminder(),
        place=f"contact/{contact.id}",
        finish=_("Done"),
        save=save_contact,
        keep=save_contact,
    )


def _notes_reminder() -> str:
    """Rule 8, said kindly where notes are written."""
    return _("Write down what the reporter tells: factual, and no more than is needed.")


def next_contact(around: PageContext, file: CaseFile, title: str) -> FormPage:
    """Return the one question after a contact; going back leaves what was agreed before as it was."""
    case_id = file.case.id
    form = AskingForm(NEXT_CONTACT_FIELDS, today=around.today)
    form.begin(lambda next_contact_on: next_contact_on, next_contact_on=None)
    nothing = button(_("Nothing agreed"), lambda: agree_on_nothing(), name="nothing_agreed")  # noqa: PLW0108
    page = FormPage(
        around,
        form,
        name="next_contact_page",
        title=title,
        sentence=_("When the day comes, it stands at the top of Today."),
        place=f"case/{case_id}/next_contact",
        finish=_("Agree"),
        save=lambda vault, on: agree_contact(vault, case_id, on),
        other=(nothing,),
    )

    def agree_on_nothing() -> None:
        around.desk.do(
            lambda vault: agree_contact(vault, case_id, None),
            owner=page,
            done=lambda _case: page.stored.emit(None),
            failed=page.page.banner.show_error,
        )

    page.add(lock_screen_preview())
    return page
