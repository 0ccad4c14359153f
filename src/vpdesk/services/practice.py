"""Practice data: a realistic practice of invented organisations and people, the same for the same seed.

It serves to look around in, to test with and, larger, to measure with. Making it is pure; `fill` stores it.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Final

from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.alias import propose_aliases
from vpdesk.domain.case import Case
from vpdesk.domain.consent import Consent
from vpdesk.domain.contact import Contact
from vpdesk.domain.identity import Identities
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.step import Step
from vpdesk.services.casework import CaseFile
from vpdesk.services.practice_course import Opening, write_case
from vpdesk.services.practice_mix import Client, read_mix
from vpdesk.services.practice_plan import Diary, workday
from vpdesk.services.practice_story import draw_story
from vpdesk.vault.vault import Vault

#: Calendar years that a practice goes back, this one included.
YEARS: Final = 3
#: A practice of more cases than this is an older one.
_MANY: Final = 300
_YEARS_OF_MANY: Final = 10
_BATCH: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A whole practice: all values that its vault would hold, oldest case first."""

    organisations: tuple[Organisation, ...]
    cases: tuple[Case, ...]
    contacts: tuple[Contact, ...]
    consents: tuple[Consent, ...]
    steps: tuple[Step, ...]
    aftercares: tuple[Aftercare, ...]


class _Clock:
    """The milliseconds that identifiers are made from: those of the moment of which is written."""

    def __init__(self) -> None:
        self.now = 0

    def __call__(self) -> int:
        return self.now


def practice(seed: int, today: date, *, cases: int | None = None) -> Practice:
    """Return the practice as it stands on `today`: as many cases as its organisations bring, or `cases`."""
    organisations = organisations_of(seed, today, cases=cases)
    files = list(cases_of(seed, today, organisations, cases=cases))
    return Practice(
        organisations=organisations,
        cases=tuple(file.case for file in files),
        contacts=tuple(contact for file in files for contact in reversed(file.contacts)),
        consents=tuple(consent for file in files for consent in reversed(file.consents)),
        steps=tuple(step for file in files for step in reversed(file.steps)),
        aftercares=tuple(aftercare for file in files for aftercare in file.aftercares),
    )


def organisations_of(seed: int, today: date, *, cases: int | None = None) -> tuple[Organisation, ...]:
    """Return the five invented organisations, of different kind and size."""
    clock = _Clock()
    clock.now = _milliseconds(date(today.year - _years(cases), 12, 1), 9 * 3600)
    new_id = Identities(clock, _random(seed, today, "organisations").getrandbits)
    return tuple(
        Organisation(id=new_id(), name=client.name, mandates=client.mandates) for client in read_mix().clients
    )


def cases_of(
    seed: int, today: date, organisations: Sequence[Organisation], *, cases: int | None = None
) -> Iterator[CaseFile]:
    """Yield the cases of `practice` one by one, oldest first, with what hangs on each of them.

    `organisations` are those of `organisations_of` for the same arguments. A million notes never stand in
    memory together this way.
    """
    rng = _random(seed, today, "cases")
    clock = _Clock()
    new_id = Identities(clock, rng.getrandbits)
    diary = Diary(today)
    aliases = propose_aliases((), seed)
    clients = read_mix().clients
    for moment, day, place in _openings(_random(seed, today, "openings"), today, clients, cases):
        clock.now = moment
        opening = Opening(day=day, organisation=organisations[place], alias=next(aliases))
        yield write_case(rng, draw_story(rng, clients[place]), opening, diary, new_id)


def fill(vault: Vault, data: Practice) -> None:
    """Store a practice in a vault, in one transaction."""
    with vault.transaction():
        vault.organisations.add_all(data.organisations)
        vault.cases.add_all(data.cases)
        vault.contacts.add_all(data.contacts)
        vault.consents.add_all(data.consents)
        vault.steps.add_all(data.steps)
        vault.aftercares.add_all(data.aftercares)


def fill_from(vault: Vault, organisations: Iterable[Organisation], files: Iterable[CaseFile]) -> None:
    """Store a practice of any size while it is being made, in one transaction."""
    rest = iter(files)
    with vault.transaction():
        vault.organisations.add_all(organisations)
        while batch := list(islice(rest, _BATCH)):
            vault.cases.add_all(file.case for file in batch)
            vault.contacts.add_all(contact for file in batch for contact in file.contacts)
            vault.consents.add_all(consent for file in batch for consent in file.consents)
            vault.steps.add_all(step for file in batch for step in file.steps)
            vault.aftercares.add_all(aftercare for file in batch for aftercare in file.aftercares)


# ----- when cases open


def _openings(
    rng: random.Random, today: date, clients: Sequence[Client], cases: int | None
) -> list[tuple[int, date, int]]:
    """Return the openings in order: the moment in milliseconds, its day, and the place of the client."""
    years = range(today.year - _years(cases) + 1, today.year + 1)
    opened: list[tuple[date, int]] = []
    if cases is None:
        for year in years:
            for place, client in enumerate(clients):
                days, weights, share = _days_of(client, [year], today)
                n = round(rng.randint(*client.yearly) * share)
                opened += [(day, place) for day in rng.choices(days, weights, k=n)] if n else []
    else:
        sizes = [sum(client.yearly) for client in clients]
        counts = Counter(rng.choices(range(len(clients)), sizes, k=cases))
        for place, client in enumerate(clients):
            days, weights, _ = _days_of(client, years, today)
            opened += [(day, place) for day in rng.choices(days, weights, k=counts[place])]
    return sorted((_milliseconds(day, rng.uniform(8.5, 18) * 3600), day, place) for day, place in opened)


def _days_of(client: Client, years: Iterable[int], today: date) -> tuple[list[date], list[float], float]:
    """Return the working days up to `today`, how busy each is, and which share of the years they make."""
    days = []
    for year in years:
        first = date(year, 1, 1)
        length = (date(year + 1, 1, 1) - first).days
        days += [first + timedelta(days=n) for n in range(length)]
    days = [day for day in days if workday(day) == day]
    weights = [client.months[day.month - 1] for day in days]
    passed = sum(day <= today for day in days)
    return days[:passed], weights[:passed], sum(weights[:passed]) / sum(weights)


def _years(cases: int | None) -> int:
    return YEARS if cases is None or cases <= _MANY else _YEARS_OF_MANY


def _milliseconds(day: date, seconds: float) -> int:
    return int((datetime.combine(day, time(), UTC).timestamp() + seconds) * 1000)


def _random(seed: int, today: date, purpose: str) -> random.Random:
    """Return a source of chance of its own for each purpose."""
    return random.Random(f"{seed} {today.isoformat()} {purpose}")  # noqa: S311  chance, not a secret
