"""Cases in which every text holds words that stand nowhere else: is anything left of them?"""

import random
from dataclasses import dataclass
from datetime import date, datetime

from tests.factories import make_aftercare, make_case, make_consent, make_contact, make_step
from vpdesk.domain.draft import Draft
from vpdesk.domain.values import Matter, Outcome, Relation, Route
from vpdesk.vault.vault import Vault

_SYLLABLES = (
    "ba",
    "de",
    "fi",
    "go",
    "hu",
    "ka",
    "le",
    "mi",
    "no",
    "pu",
    "ra",
    "se",
    "ti",
    "vo",
    "ber",
    "dar",
    "gim",
)
_COMMON = ("de", "melder", "vertelt", "dat", "het", "gesprek", "met", "leidinggevende", "opnieuw", "niet")


@dataclass(frozen=True, slots=True, kw_only=True)
class FullCase:
    """A case in a vault, with the words that only it holds and every identifier of its rows."""

    case_id: int
    words: tuple[str, ...]
    ids: tuple[int, ...]


class Author:
    """Writes cases; the same seed writes the same words."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._said: set[str] = set()

    def word(self) -> str:
        """Return a word that was never said before."""
        while True:
            word = "".join(self._random.choices(_SYLLABLES, k=6))
            if word not in self._said:
                self._said.add(word)
                return word

    def write(self, vault: Vault, organisation_id: int, *, contacts: int = 3, length: int = 60) -> FullCase:
        """Store a case with everything that can hang on one, in several transactions."""
        words: list[str] = []

        def text(count: int) -> str:
            said = []
            for _ in range(count):
                said += self._random.sample(_COMMON, 4)
                words.append(self.word())
                said.append(words[-1])
            return " ".join(said)

        case = make_case(
            organisation_id,
            alias=text(1).split()[-1],
            opened_on=date(2026, self._random.randint(1, 11), self._random.randint(1, 28)),
            matters=(Matter.BULLYING, Matter.STALKING),
            respondent_relations=(Relation.MANAGER,),
            routes=(Route.SELF, Route.MEDIATION),
            closed_on=date(2026, 12, 1),
            outcome=Outcome.IMPROVED,
        )
        talks = [make_contact(case.id, notes=text(self._random.randint(1, length))) for _ in range(contacts)]
        consent = make_consent(case.id, may_be_said=text(2), withheld=text(2), withheld_because=text(1))
        step = make_step(case.id, consent.id, description=text(3), result=text(2))
        aftercare = make_aftercare(case.id, safe_time=text(1), remarks=text(2))
        with vault.transaction():
            vault.cases.save(case)
            vault.consents.save(consent)
            vault.steps.save(step)
            vault.aftercares.save(aftercare)
        for talk in talks:
            with vault.transaction():
                vault.contacts.save(talk)
        with vault.transaction():
            for place in (f"case/{case.id}/contact", f"contact/{talks[0].id}"):
                body = f'{{"notes": "{text(2)}"}}'
                vault.drafts.save(Draft(place=place, body=body, saved_at=datetime(2026, 11, 20, 9, 30)))
        ids = (case.id, consent.id, step.id, aftercare.id, *(talk.id for talk in talks))
        return FullCase(case_id=case.id, words=tuple(words), ids=ids)
