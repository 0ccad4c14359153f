"""Pages that change what is known of a case: all of it, or one subject; they save themselves."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import Any, Final

from vpdesk.domain.code import N_
from vpdesk.domain.values import MandateSource, Switch
from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile, save_case
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.declared import CASE_FIELDS, REFLECTION_FIELD, unit_field
from vpdesk.views.cases.form_page import WIDEST, FormPage
from vpdesk.views.cases.nature import NATURE, WIDE, asked_of_nature, made_case
from vpdesk.views.cases.own_words import OwnWords
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.verbs import Verb

_BESIDE = ("entry", "next_contact_on")
_ALL = ("unit_id", *(field.name for field in CASE_FIELDS))

#: What belongs together: the title of its page, and its fields.
SUBJECTS: Final[dict[Verb, tuple[str, tuple[str, ...]]]] = {
    Verb.CHANGE_MATTERS: (N_("What {alias} is about"), NATURE),
    Verb.CHANGE_PEOPLE: (
        N_("Whom {alias} concerns"),
        ("reporter_position", "respondent_relations", "unit_id"),
    ),
    Verb.CHANGE_ENTRY: (N_("How {alias} came to you"), ("opened_on", "entry", "alias")),
    Verb.CHANGE_PARTS: (N_("Your part in {alias}"), ("counsellor_parts",)),
    Verb.CHANGE_REFLECTION: (N_("Looking back on {alias}"), (REFLECTION_FIELD.name,)),
    Verb.CHANGE_RESERVATION: (N_("The limit of confidentiality in {alias}"), ("told_of_reservation_on",)),
}


def change_case(around: PageContext, file: CaseFile) -> FormPage:
    """Return the page of everything."""
    return _page(around, file, _("Change {alias}", alias=file.case.alias), _ALL, case_place(file.case.id))


def change_subject(around: PageContext, file: CaseFile, verb: Verb) -> FormPage:
    """Return the page of one subject; `verb` is one of `SUBJECTS`."""
    title, names = SUBJECTS[verb]
    place = f"{case_place(file.case.id)}/{verb.value}"
    return _page(around, file, _(title, alias=file.case.alias), names, place)


def _page(around: PageContext, file: CaseFile, title: str, names: tuple[str, ...], place: str) -> FormPage:
    """Of the matters only that is asked which fits them, a site only where they are recorded.

    The organisation is not asked: moving a case is a deed of its own (`vpdesk.views.cases.move_page`).
    """
    case, organisation = file.case, file.organisation
    fields = [*CASE_FIELDS, REFLECTION_FIELD]
    if organisation.unit_recording is Switch.ON:
        fields.insert(0, unit_field(lambda: units(around, organisation.id)))
    fields = [field for field in fields if field.name in names]
    form = AskingForm(fields, today=around.today, beside=_BESIDE)
    known: dict[str, Any] = {field.name: getattr(case, field.name) for field in fields}
    if "next_contact_on" in known:
        known["next_contact_on"] = case.next_contact
    if "mandate" in known and case.mandate_source is MandateSource.DERIVED:
        known["mandate"] = None
    form.reword(OwnWords(file.own_words).label)
    form.begin(partial(made_case, partial(replace, case)), **known)
    page = FormPage(
        around,
        form,
        name="case_page",
        title=title,
        place=place,
        finish=_("Done"),
        save=save_case,
        keep=save_case,
        widest=WIDE if "matters" in names else WIDEST,
    )
    if "matters" in names:
        others = [field.name for field in fields if field.name not in NATURE]

        def ask() -> None:
            form.ask_only(_in_order(form, {*others, *asked_of_nature(form, organisation)}))

        form.edited.connect(ask)
        ask()
    return page


def _in_order(form: AskingForm, names: Collection[str]) -> list[str]:
    return [name for name in form.raw() if name in names]


def case_place(case_id: int) -> str:
    """Return where the draft of a case is kept."""
    return f"case/{case_id}"


def units(around: PageContext, organisation_id: int) -> list[tuple[int, str]]:
    """Return the sites and departments of an organisation to choose from."""
    found = around.desk.ask(lambda vault: vault.units.of_organisation(organisation_id))
    return [(unit.id, unit.name) for unit in found]
