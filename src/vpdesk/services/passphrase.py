"""Passphrases: five Dutch words proposed, and a strength that knows Dutch words.

The strength is zxcvbn's estimate of the number of guesses. On its own it takes Dutch words for random
letters and praises "Vertrouwen2026"; with our own list beside its English ones it does not.
"""

import math
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from vpdesk import paths
from vpdesk.domain.code import N_

#: Words in a proposal, drawn from so many: five times 12 bits.
WORDS: Final = 5
CHOICE: Final = 4096
#: Decimal logarithm of the guesses that a vault asks for; each guess costs one Argon2id.
ENOUGH: Final = 14.0
_LONGEST_MEASURED: Final = 72  # zxcvbn's time grows with the square of the length


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
    """Return five random Dutch words."""
    return " ".join(secrets.choice(_words()[:CHOICE]) for _ in range(WORDS))


def measure_strength(passphrase: str) -> Strength:
    """Return how strong a passphrase is."""
    log10 = _log10_guesses(passphrase.strip())
    if not passphrase.strip():
        why = N_("Choose the words above, or think of a sentence of your own.")
    elif log10 >= ENOUGH:
        why = N_("Strong: nobody guesses this.")
    elif len(passphrase.split()) < WORDS:
        why = N_("Too easy to guess. Add words that do not belong together.")
    else:
        why = N_("Too easy to guess. Choose words that do not belong together.")
    return Strength(log10=log10, why=why)


def _log10_guesses(passphrase: str) -> float:
    if not passphrase:
        return 0.0
    guesses: int = _measure()(passphrase[:_LONGEST_MEASURED])["guesses"]
    return math.log10(max(guesses, 1))


@cache
def _measure() -> Callable[[str], dict[str, Any]]:
    """Return zxcvbn, loaded on first use, with the Dutch words beside its own."""
    from zxcvbn import matching, zxcvbn  # noqa: PLC0415  a load that only choosing a passphrase needs

    matching.add_frequency_lists({"dutch": _words()})
    return zxcvbn  # type: ignore[no-any-return]  # no stubs
