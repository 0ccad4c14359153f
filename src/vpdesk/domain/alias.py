"""Aliases: the word by which a case is found, proposed so that nobody types a name.

Trees and a number: easy to say and remember, and nothing about a person can be read from it. A name
would turn a glance at the screen into a disclosure.
"""

import random
from collections.abc import Collection, Iterator
from itertools import count

TREES = (
    "Eik", "Linde", "Beuk", "Iep", "Wilg", "Es", "Els", "Den", "Spar", "Berk", "Esdoorn", "Hazelaar",
    "Kastanje", "Populier", "Meidoorn", "Lariks", "Taxus", "Vlier", "Hulst", "Plataan", "Ceder", "Acacia",
    "Notelaar", "Haagbeuk", "Olm", "Abeel", "Kornoelje", "Sleedoorn", "Tamarisk", "Jeneverbes",
)  # fmt: skip
_NUMBERS = 99


def draw_aliases(cases: int) -> Iterator[str]:
    """Yield aliases by chance, without end; at most half of them can be taken where there are `cases`.

    For one new case among many this is quicker than knowing all that are taken.
    """
    most = max(_NUMBERS, 2 * cases // len(TREES))
    while True:
        yield f"{random.choice(TREES)}-{random.randint(1, most):02d}"  # noqa: S311  no secret


def propose_aliases(taken: Collection[str], seed: int | None = None) -> Iterator[str]:
    """Yield aliases that are not in `taken`, without end.

    Without `seed` the order is random: the alias then does not tell how many cases came before.
    """
    order = random.Random(seed)  # noqa: S311  no secret: only the order of words
    used = set(taken)
    for round_ in count(0):
        numbers = range(round_ * _NUMBERS + 1, (round_ + 1) * _NUMBERS + 1)
        batch = [f"{tree}-{number:02d}" for tree in TREES for number in numbers]
        order.shuffle(batch)
        yield from (alias for alias in batch if alias not in used)
