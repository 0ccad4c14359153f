"""Everything that stands in a vault: one repository a table, all over the one connection."""

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault.agreements import (
    CONTACT_PERSONS,
    OWN_LABELS,
    TERMS,
    UNITS,
    ContactPersons,
    OwnLabels,
    Terms,
    Units,
)
from vpdesk.vault.binning import BINNED, Bin
from vpdesk.vault.cases import CASES, Cases
from vpdesk.vault.casework import (
    CASE_EVENTS,
    CONFIDENTIALITY_EXCEPTIONS,
    DOCUMENTS,
    FORMAL_TRACKS,
    IDENTITIES,
    MILESTONES,
    OPTIONS,
    REFERRALS,
    RESPONDENT_LINKS,
    RESPONDENT_TAGS,
    ROUTE_CHOICES,
    SAVED_VIEWS,
    CaseEvents,
    ConfidentialityExceptions,
    Documents,
    FormalTracks,
    Identities,
    Milestones,
    Options,
    Referrals,
    RespondentLinks,
    RespondentTags,
    RouteChoices,
    SavedViews,
)
from vpdesk.vault.findables import Findables
from vpdesk.vault.ledger import LEDGER, RELEASES, Ledger, Releases
from vpdesk.vault.repositories import (
    AFTERCARES,
    CONSENTS,
    CONTACTS,
    COUNSELLORS,
    ERASURES,
    ORGANISATIONS,
    REPORT_LISTS,
    STEPS,
    Aftercares,
    Consents,
    Contacts,
    Drafts,
    Organisations,
    ReportLists,
    Steps,
)
from vpdesk.vault.rows import Rows, Touch
from vpdesk.vault.state import VaultState


class Shelves:
    """The repositories of an open vault."""

    def stand_on(self, connection: sqlcipher.Connection, touch: Touch) -> None:
        """Let every repository read and write through `connection`; `touch` hears which table it changed."""
        self.state = VaultState(connection, touch)
        self.counsellors = Rows(COUNSELLORS, connection, touch)
        self.organisations = Organisations(ORGANISATIONS, connection, touch)
        self.report_lists = ReportLists(REPORT_LISTS, connection, touch)
        self.cases = Cases(CASES, connection, touch)
        self.contacts = Contacts(CONTACTS, connection, touch)
        self.consents = Consents(CONSENTS, connection, touch)
        self.steps = Steps(STEPS, connection, touch)
        self.aftercares = Aftercares(AFTERCARES, connection, touch)
        self.releases = Releases(RELEASES, connection, touch)
        self.ledger = Ledger(LEDGER, connection, touch)
        self.drafts = Drafts(connection, touch)
        self.erasures = Rows(ERASURES, connection, touch)
        self.options = Options(OPTIONS, connection, touch)
        self.route_choices = RouteChoices(ROUTE_CHOICES, connection, touch)
        self.formal_tracks = FormalTracks(FORMAL_TRACKS, connection, touch)
        self.milestones = Milestones(MILESTONES, connection, touch)
        self.referrals = Referrals(REFERRALS, connection, touch)
        self.confidentiality_exceptions = ConfidentialityExceptions(
            CONFIDENTIALITY_EXCEPTIONS, connection, touch
        )
        self.documents = Documents(DOCUMENTS, connection, touch)
        self.case_events = CaseEvents(CASE_EVENTS, connection, touch)
        self.identities = Identities(IDENTITIES, connection, touch)
        self.respondent_tags = RespondentTags(RESPONDENT_TAGS, connection, touch)
        self.respondent_links = RespondentLinks(RESPONDENT_LINKS, connection, touch)
        self.bin = Bin(BINNED, connection, touch)
        self.saved_views = SavedViews(SAVED_VIEWS, connection, touch)
        self.findables = Findables(connection)
        self.own_labels = OwnLabels(OWN_LABELS, connection, touch)
        self.terms = Terms(TERMS, connection, touch)
        self.contact_persons = ContactPersons(CONTACT_PERSONS, connection, touch)
        self.units = Units(UNITS, connection, touch)
