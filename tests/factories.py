"""A factory per value: everything that a test does not care about is filled in."""

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any, Final

from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.case import Case
from vpdesk.domain.consent import Consent
from vpdesk.domain.contact import Contact
from vpdesk.domain.step import Step
from vpdesk.domain.values import (
    AftercareWish,
    ConsentPurpose,
    Matter,
    Recipient,
)
from vpdesk.vault.keys import MIN_MEMORY, Cost
from vpdesk.vault.vault import Vault

PASSPHRASE: Final = "regen fluit kast zomer brug"
#: The cheapest derivation that a header accepts: what it costs is not what tests are about.
CHEAP: Final = Cost(memory=MIN_MEMORY, iterations=1, lanes=1)
TODAY: Final = date(2026, 11, 20)
_numbers = count(1)


def make_case(organisation_id: int, **changes: Any) -> Case:
    """A running case about bullying, opened in 2026."""
    case = Case(
        organisation_id=organisation_id,
        alias=f"Proef-{next(_numbers)}",
        opened_on=date(2026, 3, 2),
        matters=(Matter.BULLYING,),
    )
    return replace(case, **changes)


def make_contact(case_id: int, **changes: Any) -> Contact:
    """A contact on 9 March 2026."""
    return replace(Contact(case_id=case_id, held_on=date(2026, 3, 9), minutes=30), **changes)


def make_consent(case_id: int, **changes: Any) -> Consent:
    """A consent of 1 April 2026 to tell the manager one thing."""
    consent = Consent(
        case_id=case_id,
        given_on=date(2026, 4, 1),
        purpose=ConsentPurpose.SHARING,
        recipient=Recipient.MANAGER,
        may_be_said="that a talk is wanted",
    )
    return replace(consent, **changes)


def make_step(case_id: int, consent_id: int, **changes: Any) -> Step:
    """A step towards the manager, planned for 10 April 2026."""
    step = Step(
        case_id=case_id,
        consent_id=consent_id,
        recipient=Recipient.MANAGER,
        description="talk with the manager",
        planned_on=date(2026, 4, 10),
    )
    return replace(step, **changes)


def make_aftercare(case_id: int, **changes: Any) -> Aftercare:
    """Aftercare that is wanted, agreed on 1 May 2026 for 1 June 2026."""
    aftercare = Aftercare(
        case_id=case_id,
        agreed_on=date(2026, 5, 1),
        wish=AftercareWish.WANTED,
        due_on=date(2026, 6, 1),
    )
    return replace(aftercare, **changes)


def agree_aftercare(vault: Vault, aftercare: Aftercare) -> None:
    """Store an agreement without closing its case first."""
    with vault.transaction():
        vault.aftercares.save(aftercare)
