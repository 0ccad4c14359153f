"""Whom the counsellor speaks with at a client organisation, and who gets her reports."""

from dataclasses import dataclass, field

from vpdesk.domain.code import N_, Code
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id


class ContactRole(Code):
    """What a contact person is in the organisation."""

    PRINCIPAL = "principal", N_("Principal")
    BOARD = "board", N_("Management or board")
    HR = "hr", N_("HR")
    WORKS_COUNCIL = "works_council", N_("Works council")
    COMMITTEE = "committee", N_("Complaints committee")
    REPORTING_POINT = "reporting_point", N_("Reporting point")
    INTERNAL_COUNSELLOR = "internal_counsellor", N_("Internal counsellor")
    COMPANY_DOCTOR = "company_doctor", N_("Company doctor")
    OTHER = "other", N_("Other")


class ReportReceipt(Code):
    """Whether a contact person gets the reports."""

    NONE = "none", N_("Gets no reports")
    ALL = "all", N_("Gets the reports")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPerson:
    """One person at the organisation, never a reporter; `reach` is a telephone number or an address."""

    id: int = field(default_factory=new_id)
    organisation_id: int
    role: ContactRole
    name: str
    reach: str = ""
    receives_report: ReportReceipt = ReportReceipt.NONE
    remarks: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise RuleError("name", N_("A contact person needs a name."))
