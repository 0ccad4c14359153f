"""Taking in a report: the case, and where its reporter was referred to when it is outside the mandate."""

from dataclasses import dataclass

from vpdesk.domain.case import Case
from vpdesk.domain.referral import Helper, Referral
from vpdesk.domain.values import Mandate
from vpdesk.services.casework import taken_in
from vpdesk.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A case that is being taken in; `helper` is whom its reporter was referred to (None: nobody yet).

    `referral_id` is that of the referral, the same each time the page saves itself.
    """

    case: Case
    referral_id: int
    helper: Helper | None = None


def store_intake(vault: Vault, intake: Intake) -> Case:
    """Store the case and its referral together; what is chosen may still change, the organisation too.

    A case that turns out to be inside the mandate after all takes back the referral of this page. Raises
    RuleError as `vpdesk.services.casework.take_in` does.
    """
    with vault.transaction():
        stored = taken_in(vault, intake.case)
        if intake.helper is not None and stored.mandate is Mandate.OUTSIDE:
            vault.referrals.save(
                Referral(
                    id=intake.referral_id,
                    case_id=stored.id,
                    referred_on=stored.opened_on,
                    helper=intake.helper,
                )
            )
        elif any(known.id == intake.referral_id for known in vault.referrals.of_case(stored.id)):
            vault.referrals.delete(intake.referral_id)
    return stored
