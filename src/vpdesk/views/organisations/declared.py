"""The fields of an organisation, declared."""

from functools import partial
from typing import Final

from vpdesk.domain.code import N_
from vpdesk.domain.contact_person import ContactRole, ReportReceipt
from vpdesk.domain.values import Mandate, Route
from vpdesk.i18n import ngettext
from vpdesk.views.day_editor import DayEditor
from vpdesk.views.day_words import Lean
from vpdesk.views.editors import LongTextEditor
from vpdesk.views.fields import Field, choice, one_of_or_none, optional_coming_day, several, text

#: A few words that may run on.
_short_text: Final = partial(LongTextEditor, 2)
#: A day on which something began, or will begin.
_beginning: Final = partial(DayEditor, Lean.BACK, required=False)
#: What holds where nothing was agreed (`vpdesk.domain.retention.USUAL_YEARS`).
USUAL_RETENTION: Final = N_("As is usual: two years")
#: Years that are agreed on.
_YEARS: Final = (*range(1, 11), 15, 20)


def _years_of_keeping() -> list[tuple[int, str]]:
    return [(years, ngettext("{n} year", "{n} years", years)) for years in _YEARS]


#: What is asked of an organisation that is added in passing.
BRIEF_ORGANISATION_FIELDS: Final = (
    Field("name", N_("Name of the organisation"), text),
    Field(
        "mandates",
        N_("What the agreement covers"),
        several((Mandate.CONDUCT, Mandate.INTEGRITY)),
        N_("Cases about anything else are recorded too: they count as outside the mandate."),
    ),
)
ORGANISATION_FIELDS: Final = (
    *BRIEF_ORGANISATION_FIELDS,
    Field(
        "remarks",
        N_("Remarks"),
        _short_text,
        N_("Anything worth knowing about this organisation. It stands in no report."),
    ),
)
PROCEDURE_FIELDS: Final = (
    Field(
        "open_routes",
        N_("Routes in their procedure"),
        several(Route),
        N_("Choose none when their procedure leaves all routes open."),
    ),
    Field(
        "committee",
        N_("Complaints committee"),
        _short_text,
        N_("What it is called, how a complaint gets there, and whom to ask."),
    ),
    Field(
        "reporting_point",
        N_("Reporting point"),
        _short_text,
        N_("For a suspicion of wrongdoing: what it is called, and how a report gets there."),
    ),
)
DATES_FIELDS: Final = (
    Field("appointed_on", N_("Appointed from"), _beginning),
    Field(
        "appointment_ends_on",
        N_("Appointed until"),
        optional_coming_day,
        N_("Three months before it stands under Today."),
    ),
    Field(
        "report_due_on",
        N_("Next report due on"),
        optional_coming_day,
        N_("One month before it stands under Today."),
    ),
)
RETENTION_FIELDS: Final = (
    Field(
        "retention_years",
        N_("How long are cases kept?"),
        one_of_or_none(_years_of_keeping, USUAL_RETENTION),
        N_("After a case is over. Nothing goes by itself: Vault tells which cases were kept long enough."),
    ),
)
#: Fields of the value that nobody fills in, or that have a button of their own.
NOT_IN_FORM: Final = frozenset({"id", "unit_recording", "unit_reporting"})

PERSON_FIELDS: Final = (
    Field("role", N_("What are they in the organisation?"), choice(ContactRole)),
    Field("name", N_("Name"), text),
    Field("reach", N_("Telephone or e-mail"), text),
    Field("receives_report", N_("Does this person get the reports?"), choice(ReportReceipt)),
    Field("remarks", N_("Remarks"), text),
)
#: Fields of a contact person that nobody fills in.
PERSON_NOT_IN_FORM: Final = frozenset({"id", "organisation_id"})

#: What the place of the organisations turns to when a new one was being typed, and where its draft is kept.
NEW_ORGANISATION: Final = "new"
NEW_ORGANISATION_DRAFT: Final = "new_organisation"
