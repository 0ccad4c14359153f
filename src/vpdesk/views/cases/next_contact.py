"""The one question after a contact: when the next one is."""

from operator import attrgetter

from vpdesk.domain.contact import Attendance
from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile, agree_contact
from vpdesk.views import dates
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.declared import NEXT_CONTACT_FIELDS
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.lock_screen import lock_screen_preview
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.parts import button, quiet


def recorded_words(file: CaseFile) -> str:
    """Return what was recorded last, as the title of the question after it."""
    newest = max(file.contacts, key=attrgetter("id"), default=None)
    if newest is not None and newest.attendance is Attendance.MISSED:
        return _("The missed appointment is recorded")
    return _("The conversation is recorded")


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
        save=lambda vault, agreed: agree_contact(vault, case_id, agreed),
        other=(nothing,),
    )

    def agree_on_nothing() -> None:
        around.desk.do(
            lambda vault: agree_contact(vault, case_id, None),
            owner=page,
            done=lambda _case: page.stored.emit(None),
            failed=page.page.banner.show_error,
        )

    if (before := file.case.next_contact) is not None:
        day = dates.day_with_time(before, around.today())
        page.add(quiet(_("Agreed before: {day}. If you go back, that stands.", day=day)))
    page.add(lock_screen_preview())
    return page
