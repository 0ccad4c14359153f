"""A counsellor who saves without end, so that what is left of her work tells which saves are in it.

Save number n adds contact n to one case, deletes the contact of forty saves before, takes its turn at another
table (`turns`), and writes n in the case itself. These are different tables: half a save shows.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from tests.factories import CHEAP, PASSPHRASE
from tests.proof import turns
from tests.proof.turns import word
from vpdesk.domain.case import Case
from vpdesk.domain.contact import Contact
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Matter
from vpdesk.vault.vault import Vault

ORGANISATION: Final = Organisation(id=turns.ORGANISATION, name="Stichting De Boomgaard")
CASE: Final = Case(
    id=turns.CASE,
    organisation_id=ORGANISATION.id,
    alias="Eik-1",
    opened_on=date(2026, 3, 2),
    matters=(Matter.BULLYING,),
)
_DAY: Final = date(2026, 3, 9)
#: Contacts that stand at any time.
_KEPT: Final = 40


class HarmedError(Exception):
    """What is in the vault is not what a number of whole saves leaves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How much one save holds: up to so many characters of notes, in so many contacts of the same number."""

    longest: int = 6000
    contacts: int = 1


EVERYDAY: Final = Pace()


def begin(path: Path) -> None:
    """Make the vault, with its one case and no saves."""
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault, vault.transaction():
        vault.organisations.save(ORGANISATION)
        vault.cases.save(CASE)


def contact(number: int, chance: random.Random, pace: Pace, part: int = 0) -> Contact:
    """Return the contact of a save; its notes begin with its number and are of any length."""
    notes = word(number) * chance.randint(1, max(1, pace.longest // 12))
    return Contact(id=turns.SPAN * number + part, case_id=CASE.id, held_on=_DAY, notes=notes)


def save(vault: Vault, number: int, chance: random.Random, pace: Pace = EVERYDAY) -> None:
    """Do save `number`: all of it, or nothing."""
    with vault.transaction():
        for step in steps(vault, number, chance, pace):
            step()


def steps(vault: Vault, number: int, chance: random.Random, pace: Pace) -> Iterator[Callable[[], None]]:
    """Yield what save `number` consists of."""
    for part in range(pace.contacts):
        yield partial(vault.contacts.save, contact(number, chance, pace, part))
        yield partial(vault.contacts.delete, contact(number - _KEPT, chance, pace, part).id)
    yield partial(turns.take, vault, number)
    yield partial(vault.cases.save, replace(CASE, carried_contacts=number, carried_minutes=number))


def saves_in(vault: Vault) -> int:
    """Return how many saves are in the vault; raises HarmedError when one is not whole or a page is bad."""
    if findings := vault.check():
        raise HarmedError(findings[0])
    case = vault.cases.get(CASE.id)
    number = case.carried_contacts
    parts: Counter[int] = Counter()
    for each in vault.contacts.of_case(CASE.id):
        parts[each.id // turns.SPAN] += 1
        if each.notes.replace(word(each.id // turns.SPAN), ""):
            message = f"other notes in contact {each.id}"
            raise HarmedError(message)
    whole = set(range(max(0, number - _KEPT) + 1, number + 1))
    if set(parts) != whole or len(set(parts.values())) > 1 or case.carried_minutes != number:
        message = f"{len(parts)} contacts beside save {number}"
        raise HarmedError(message)
    if wrong := turns.wrong_in(vault, number):
        message = f"other rows beside save {number}: {', '.join(wrong)}"
        raise HarmedError(message)
    return number
