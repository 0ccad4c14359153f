"""The fields of an organisation, declared."""

from typing import Final

from vpdesk.domain.code import N_
from vpdesk.domain.values import Mandate
from vpdesk.views.fields import Field, long_text, several, text

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
        long_text,
        N_("For example who receives the report and when it is due. It stands in no report."),
    ),
)
#: Fields of the value that nobody fills in.
NOT_IN_FORM: Final = frozenset(
    {
        "id",
        "open_routes",
        "committee",
        "reporting_point",
        "unit_recording",
        "appointed_on",
        "appointment_ends_on",
        "report_due_on",
    }
)

#: What the place of the organisations turns to when a new one was being typed, and where its draft is kept.
NEW_ORGANISATION: Final = "new"
NEW_ORGANISATION_DRAFT: Final = "new_organisation"
