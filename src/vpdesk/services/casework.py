"""Opening, changing, closing and reopening cases, and what is said in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.agreement import Unit
from vpdesk.domain.alias import draw_aliases
from vpdesk.domain.case import Case
from vpdesk.domain.case_event import PAST_FIRST_REPLY, CaseEvent
from vpdesk.domain.code import N_
from vpdesk.domain.confidentiality_exception import ConfidentialityException
from vpdesk.domain.consent import Consent
from vpdesk.domain.contact import Contact, TimeSpent
from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.document import Document
from vpdesk.domain.errors import RuleError
from vpdesk.domain.formal import FormalTrack, Milestone
from vpdesk.domain.option import Option, RouteChoice
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.referral import Referral
from vpdesk.domain.step import Step
from vpdesk.domain.term import Term
from vpdesk.domain.values import Switch
from vpdesk.services.agreements import own_words
from vpdesk.services.moving import moved
from vpdesk.services.organisations import agreed_with
from vpdesk.vault.vault import Vault

#: The tables that one case is read from (`read_case`), and what hangs on it.
TABLES: Final = frozenset({
    "cases", "contacts", "consents", "steps", "aftercares", "organisations", "units", "options",
    "route_choices", "formal_tracks", "milestones", "referrals", "documents", "case_events",
    "confidentiality_exceptions", "reporter_identities", "respondent_links", "respondent_tags", "terms",
    "own_labels",
})  # fmt: skip

@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """One case with all that hangs on it, each list newest first; options in the order they came up.

    `terms` are those that the organisation has otherwise than is usual. Who the reporter is stays out of it:
    `identity_known` only says that it was written down. `own_words` are those of the organisation, by list
    and code.
    """

    case: Case
    organisation: Organisation
    contacts: Sequence[Contact]
    consents: Sequence[Consent]
    steps: Sequence[Step]
    aftercares: Sequence[Aftercare]
    options: Sequence[Option] = ()
    choices: Sequence[RouteChoice] = ()
    tracks: Sequence[FormalTrack] = ()
    milestones: Sequence[Milestone] = ()
    referrals: Sequence[Referral] = ()
    documents: Sequence[Document] = ()
    exceptions: Sequence[ConfidentialityException] = ()
    events: Sequence[CaseEvent] = ()
    identity_known: bool = False
    unit: Unit | None = None
    own_words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    terms: Sequence[Term] = ()
    spent: TimeSpent = field(default_factory=TimeSpent)

    @property
    def is_unanswered(self) -> bool:
        """Whether the reporter waits for a first reply: the case is new, and there was no contact yet."""
        is_new = self.case.closed_on is None and not any(e.kind in PAST_FIRST_REPLY for e in self.events)
        return is_new and not self.contacts and not self.case.carried_contacts


def read_case(vault: Vault, case_id: int) -> CaseFile:
    """Return the whole case; raises LookupError when it is not there (any more)."""
    case = vault.cases.get(case_id)
    return CaseFile(
        case=case,
        organisation=vault.organisations.get(case.organisation_id),
        contacts=vault.contacts.of_case(case_id),
        spent=vault.contacts.spent_on(case_id),
        consents=vault.consents.of_case(case_id),
        steps=vault.steps.of_case(case_id),
        aftercares=vault.aftercares.of_case(case_id),
        options=vault.options.of_case(case_id),
        choices=vault.route_choices.of_case(case_id),
        tracks=vault.formal_tracks.of_case(case_id),
        milestones=vault.milestones.of_case(case_id),
        referrals=vault.referrals.of_case(case_id),
        documents=vault.documents.of_case(case_id),
        exceptions=vault.confidentiality_exceptions.of_case(case_id),
        events=vault.case_events.of_case(case_id),
        identity_known=vault.identities.is_known(case_id),
        unit=_unit(vault, case),
        own_words=own_words(vault, case.organisation_id),
        terms=vault.terms.of_organisation(case.organisation_id),
    )


def _unit(vault: Vault, case: Case) -> Unit | None:
    """Return the site or department of a case, where its organisation has them recorded."""
    recorded = vault.organisations.get(case.organisation_id).unit_recording is Switch.ON
    return vault.units.get(case.unit_id) if recorded and case.unit_id is not None else None


def propose_alias(vault: Vault) -> str:
    """Return an alias that no case bears."""
    size = vault.cases.count(CaseFilter())
    return next(alias for alias in draw_aliases(size) if not vault.cases.has_alias(alias))


def save_case(vault: Vault, case: Case) -> Case:
    """Store a new or changed case, its mandate derived unless it was chosen; return it as stored.

    Raises RuleError when another case bears the alias, when the site is another organisation's, and when it
    would be of another organisation than before: that is a deed of its own (`vpdesk.services.moving`).
    """
    with vault.transaction():
        return _saved(vault, case)


def take_in(vault: Vault, case: Case) -> Case:
    """Store a case that is being taken in: what is chosen may still change, its organisation too.

    Raises RuleError as `save_case` and `move_case` do.
    """
    with vault.transaction():
        return taken_in(vault, case)


def taken_in(vault: Vault, case: Case) -> Case:
    """Do what `take_in` does, inside a transaction that is open."""
    stored = vault.cases.find(case.id)
    if stored is not None and stored.organisation_id != case.organisation_id:
        moved(vault, case.id, case.organisation_id)
        case = replace(case, unit_id=None)
    return _saved(vault, case)


def _saved(vault: Vault, case: Case) -> Case:
    before = vault.cases.find(case.id)
    if before is not None and before.organisation_id != case.organisation_id:
        raise RuleError(
            "organisation_id",
            N_("A case moves to another client organisation only by a button of its own."),
            safe=N_("Nothing was changed."),
        )
    units = (unit.id for unit in vault.units.of_organisation(case.organisation_id))
    if case.unit_id is not None and case.unit_id not in units:
        raise RuleError(
            "unit_id", N_("This client organisation does not have this site or department, or not any more.")
        )
    if vault.cases.has_alias(case.alias, besides=case.id):
        raise RuleError(
            "alias",
            N_("Another case has this alias already."),
            todo=N_("Choose another word or another number."),
        )
    stored = case.with_mandate(agreed_with(vault, case.organisation_id))
    if before is None:
        vault.cases.save(stored)
    else:
        vault.cases.change(before, stored)
    return stored


def record_contact(vault: Vault, contact: Contact, *, told_on: date | None = None) -> None:
    """Store a new contact; where it answers what was agreed, that waits no longer (rule 5).

    `told_on` is the day on which the limit of confidentiality was announced in it, if that was done now.
    """
    with vault.transaction():
        agreed = vault.cases.next_contact(contact.case_id)
        if agreed is not None and contact.answers(agreed):
            agreed = None
        vault.cases.agree(contact.case_id, next_contact=agreed, told_on=told_on)
        vault.contacts.save(contact)


def agree_contact(vault: Vault, case_id: int, next_contact: DayAndTime | None) -> Case:
    """Record when the next contact was agreed (None: nothing was agreed); this ends the earlier reminder."""
    with vault.transaction():
        agreed = vault.cases.get(case_id).with_next_contact(next_contact)
        vault.cases.save(agreed)
    return agreed


def save_contact(vault: Vault, contact: Contact) -> None:
    """Store a changed contact."""
    with vault.transaction():
        vault.contacts.save(contact)


def tell_reservation(vault: Vault, case_id: int, on: date) -> Case:
    """Record that the limit of confidentiality was announced (rule 3)."""
    with vault.transaction():
        told = replace(vault.cases.get(case_id), told_of_reservation_on=on)
        vault.cases.save(told)
    return told
