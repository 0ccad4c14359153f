"""The profession's value lists: the code that is stored, the word that is read.

The lists are the ones that Dutch external counsellors report on. Their codes are also what an
import file may use. `unknown` is a value like any other: it is printed, and never left out of a total.
"""

from typing import Self

from vpdesk.domain.code import N_, Code


class Mandate(Code):
    """Which part of the agreed mandate a case falls under; outside it is a first-class citizen."""

    CONDUCT = "conduct", N_("Undesirable conduct")
    INTEGRITY = "integrity", N_("Business integrity")
    OUTSIDE = "outside", N_("Outside the mandate")


class Matter(Code):
    """One kind of conduct or issue within a case, and the mandate that such a matter belongs to."""

    mandate: Mandate

    def __new__(cls, value: str, word: str, mandate: Mandate) -> Self:
        code = str.__new__(cls, value)
        code._value_ = value
        code.word = word
        code.mandate = mandate
        return code

    BULLYING = "bullying", N_("Bullying"), Mandate.CONDUCT
    INTIMIDATION = "intimidation", N_("Intimidation"), Mandate.CONDUCT
    SEXUAL_HARASSMENT = "sexual_harassment", N_("Sexual harassment"), Mandate.CONDUCT
    DISCRIMINATION = "discrimination", N_("Discrimination"), Mandate.CONDUCT
    AGGRESSION = "aggression", N_("Aggression and violence"), Mandate.CONDUCT
    STALKING = "stalking", N_("Stalking"), Mandate.CONDUCT
    ABUSE_OF_POWER = "abuse_of_power", N_("Abuse of power"), Mandate.CONDUCT
    OTHER_CONDUCT = "other_conduct", N_("Other undesirable conduct"), Mandate.CONDUCT
    FRAUD = "fraud", N_("Fraud"), Mandate.INTEGRITY
    CORRUPTION = "corruption", N_("Corruption"), Mandate.INTEGRITY
    THEFT = "theft", N_("Theft or embezzlement"), Mandate.INTEGRITY
    CONFLICT_OF_INTEREST = "conflict_of_interest", N_("Conflict of interest"), Mandate.INTEGRITY
    MISUSE_OF_POWERS = "misuse_of_powers", N_("Improper use of powers"), Mandate.INTEGRITY
    MISUSE_OF_PROPERTY = "misuse_of_property", N_("Misuse of property"), Mandate.INTEGRITY
    MISUSE_OF_INFORMATION = "misuse_of_information", N_("Misuse of information"), Mandate.INTEGRITY
    PRIVACY_BREACH = "privacy_breach", N_("Deliberate breach of privacy"), Mandate.INTEGRITY
    ENVIRONMENTAL_HARM = "environmental_harm", N_("Harm to the environment"), Mandate.INTEGRITY
    MISCONDUCT = "misconduct", N_("Misconduct"), Mandate.INTEGRITY
    OTHER_INTEGRITY = "other_integrity", N_("Other integrity matter"), Mandate.INTEGRITY
    LABOUR_DISPUTE = "labour_dispute", N_("Labour dispute"), Mandate.OUTSIDE
    LEGAL_POSITION = "legal_position", N_("Legal position or appraisal"), Mandate.OUTSIDE
    WORKLOAD = "workload", N_("Workload"), Mandate.OUTSIDE
    REORGANISATION = "reorganisation", N_("Reorganisation"), Mandate.OUTSIDE
    COOPERATION = "cooperation", N_("Cooperation or communication"), Mandate.OUTSIDE
    PRIVATE_MATTER = "private_matter", N_("Private problem"), Mandate.OUTSIDE
    CAREER = "career", N_("Career or personal development"), Mandate.OUTSIDE
    SOUNDING_BOARD = "sounding_board", N_("Sounding board"), Mandate.OUTSIDE
    OTHER_OUTSIDE = "other_outside", N_("Other matter outside the mandate"), Mandate.OUTSIDE


class Position(Code):
    """The reporter's position; an accused person may come as a reporter too."""

    EMPLOYEE = "employee", N_("Employee")
    MANAGER = "manager", N_("Manager")
    CONTRACTOR = "contractor", N_("Contractor or agency worker")
    INTERN = "intern", N_("Intern")
    FORMER_EMPLOYEE = "former_employee", N_("Former employee")
    APPLICANT = "applicant", N_("Applicant")
    VOLUNTEER = "volunteer", N_("Volunteer")
    STUDENT = "student", N_("Student")
    PHD_CANDIDATE = "phd_candidate", N_("PhD candidate")
    WITNESS = "witness", N_("Witness")
    ACCUSED = "accused", N_("Accused person")
    UNKNOWN = "unknown", N_("Unknown")


class Relation(Code):
    """What the person complained about is to the reporter: a relation, never a name."""

    MANAGER = "manager", N_("Manager")
    COLLEAGUE = "colleague", N_("Colleague")
    SUBORDINATE = "subordinate", N_("Subordinate")
    BOARD = "board", N_("Management or board")
    TEACHER = "teacher", N_("Teacher or supervisor")
    STUDENT = "student", N_("(Fellow) student")
    CUSTOMER = "customer", N_("Customer, client or patient")
    THIRD_PARTY = "third_party", N_("Third party")
    ORGANISATION = "organisation", N_("The organisation")
    UNKNOWN = "unknown", N_("Unknown")


class Entry(Code):
    """Along which way the reporter came."""

    PHONE = "phone", N_("Telephone")
    EMAIL = "email", N_("E-mail")
    MESSAGE = "message", N_("Message")
    OFFICE_HOUR = "office_hour", N_("Office hour")
    PORTAL = "portal", N_("Reporting platform")
    INTERNAL_COUNSELLOR = "internal_counsellor", N_("Internal counsellor")
    VIA_MANAGER = "via_manager", N_("Through a manager")
    HR = "hr", N_("HR")
    COMPANY_DOCTOR = "company_doctor", N_("Company doctor")
    WORKS_COUNCIL = "works_council", N_("Works council")
    OTHER = "other", N_("Other")
    UNKNOWN = "unknown", N_("Unknown")


class Route(Code):
    """The path that the reporter chooses."""

    LISTENING_ONLY = "listening_only", N_("Listening only")
    SELF = "self", N_("Solve it oneself")
    WITH_RESPONDENT = "with_respondent", N_("Together with the other person")
    WITH_MANAGER = "with_manager", N_("With the manager")
    CONFLICT_MEDIATION = "conflict_mediation", N_("Conflict resolution")
    MEDIATION = "mediation", N_("Mediation")
    COMPLAINTS_COMMITTEE = "complaints_committee", N_("Complaints committee")
    REPORTING_POINT = "reporting_point", N_("Reporting point")
    POLICE_REPORT = "police_report", N_("Police report")
    COURT = "court", N_("Court")


class CounsellorPart(Code):
    """What the counsellor did in a case."""

    LISTENING = "listening", N_("Listening ear")
    INFORMING = "informing", N_("Informing")
    ADVISING = "advising", N_("Advising")
    GUIDING_TALK = "guiding_talk", N_("Guiding a talk")
    GUIDING_COMPLAINT = "guiding_complaint", N_("Guiding a complaint")
    REPORTING_ON_BEHALF = "reporting_on_behalf", N_("Reporting on the reporter's behalf")
    REFERRING = "referring", N_("Referring on")
    AFTERCARE = "aftercare", N_("Giving aftercare")


class Outcome(Code):
    """How a case ended, recorded when it is closed."""

    RESOLVED = "resolved", N_("Resolved")
    IMPROVED = "improved", N_("Improved")
    UNRESOLVED = "unresolved", N_("Not resolved")
    WITHDRAWN = "withdrawn", N_("Stopped at the reporter's request")
    LEFT = "left", N_("Left the organisation")
    HANDLED_FORMALLY = "handled_formally", N_("Handled formally")
    REFERRED_ON = "referred_on", N_("Referred on")
    LISTENED_ONLY = "listened_only", N_("Only listened")
    LOST_CONTACT = "lost_contact", N_("Lost contact")
    UNKNOWN = "unknown", N_("Unknown")


class HalfYear(Code):
    """The half of a year's report that a case was opened in."""

    FIRST = "first", N_("First half-year")
    SECOND = "second", N_("Second half-year")


class Channel(Code):
    """How counsellor and reporter spoke."""

    IN_PERSON = "in_person", N_("In person")
    PHONE = "phone", N_("Telephone")
    VIDEO = "video", N_("Video call")
    EMAIL = "email", N_("E-mail")
    MESSAGE = "message", N_("Message")
    LETTER = "letter", N_("Letter")
    UNKNOWN = "unknown", N_("Unknown")


class Recipient(Code):
    """The third party that a step goes to, or that a consent covers."""

    MANAGER = "manager", N_("Manager")
    RESPONDENT = "respondent", N_("Person complained about")
    BOARD = "board", N_("Management or board")
    HR = "hr", N_("HR")
    COMPLAINTS_COMMITTEE = "complaints_committee", N_("Complaints committee")
    REPORTING_POINT = "reporting_point", N_("Reporting point")
    MEDIATOR = "mediator", N_("Mediator")
    COMPANY_DOCTOR = "company_doctor", N_("Company doctor")
    SOCIAL_WORK = "social_work", N_("Company social work")
    INTERNAL_COUNSELLOR = "internal_counsellor", N_("Internal counsellor")
    OTHER_COUNSELLOR = "other_counsellor", N_("Another counsellor")
    POLICE = "police", N_("Police")
    OTHER = "other", N_("Other")


class ConsentPurpose(Code):
    """The four things that a reporter may allow, each apart from the others."""

    RECORDING = "recording", N_("Being recorded")
    CONTACT = "contact", N_("Being contacted later")
    COUNTING = "counting", N_("Being counted in reports")
    SHARING = "sharing", N_("Sharing in one step")


class ConsentDecision(Code):
    """What the reporter said when asked."""

    GIVEN = "given", N_("Given")
    REFUSED = "refused", N_("Refused")


class ConsentManner(Code):
    """How consent was given."""

    ORAL = "oral", N_("Orally")
    EMAIL = "email", N_("By e-mail")
    WRITTEN = "written", N_("In writing")


class AftercareWish(Code):
    """Whether the reporter wants to be asked afterwards how it goes."""

    WANTED = "wanted", N_("Wanted")
    NOT_WANTED = "not_wanted", N_("Not wanted")


class Initiative(Code):
    """Who takes the initiative for aftercare."""

    COUNSELLOR = "counsellor", N_("Counsellor")
    REPORTER = "reporter", N_("Reporter")


class AftercareOutcome(Code):
    """What aftercare brought; only this ends its reminder."""

    WELL = "well", N_("It goes well")
    CONTINUES = "continues", N_("The conduct goes on")
    DISADVANTAGE = "disadvantage", N_("Disadvantage suffered")
    REFERRED = "referred", N_("Referred on")
    NOT_REACHED = "not_reached", N_("Not reached")
    DECLINED = "declined", N_("Reporter wants no aftercare")


class MandateSource(Code):
    """Where a case's mandate comes from."""

    DERIVED = "derived", N_("Derived from the matters and the agreement")
    CHOSEN = "chosen", N_("Chosen by the counsellor")


class Switch(Code):
    """Whether something that is off by default is used."""

    OFF = "off", N_("Off")
    ON = "on", N_("On")
