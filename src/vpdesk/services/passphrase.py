"""Passphrases: five Dutch words proposed, and how strong one is, with a sentence why."""

import secrets
from dataclasses import dataclass
from functools import cache
from typing import Final

from vpdesk import paths
from vpdesk.domain.code import N_
from vpdesk.services.guessing import CHOICE, Guess, guess

__all__ = ["CHOICE", "ENOUGH", "WORDS", "Strength", "measure_strength", "propose_passphrase"]

#: Words in a proposal, each drawn from `CHOICE`: five times 12 bits.
WORDS: Final = 5
#: Decimal logarithm of the guesses that a vault asks for; each guess costs one Argon2id.
ENOUGH: Final = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How hard a passphrase is to guess: `log10` of the guesses, and one sentence why."""

    log10: float
    why: str

    @property
    def is_enough(self) -> bool:
        """Whether a vault may be made with it."""
        return self.log10 >= ENOUGH


@cache
def _words() -> tuple[str, ...]:
    return tuple((paths.resources() / "words" / "dutch.txt").read_text("utf-8").split())


def propose_passphrase() -> str:
    """Return five random Dutch words; words that happen to belong together are drawn again."""
    while True:
        proposal = " ".join(secrets.choice(_words()[:CHOICE]) for _ in range(WORDS))
        if measure_strength(proposal).is_enough:
            return proposal


def measure_strength(passphrase: str) -> Strength:
    """Return how strong a passphrase is."""
    found = guess(passphrase)
    return Strength(log10=found.log10, why=_why(passphrase, found))


def _why(passphrase: str, found: Guess) -> str:
    if not passphrase.strip():
        return N_("Choose the words above, or think of a sentence of your own.")
    if found.log10 >= ENOUGH:
        return N_("Strong: nobody guesses this.")
    if found.weakness is not None:
        return found.weakness.word
    if len(passphrase.split()) < WORDS:
        return N_("Too easy to guess. Add words that do not belong together.")
    return N_("Too easy to guess. Choose words that do not belong together.")
