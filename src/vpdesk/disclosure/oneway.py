"""The search for what a one-way table prints: as many categories as the certificate lets it."""

from collections.abc import Callable, Iterator
from itertools import combinations

from vpdesk.disclosure.certificate import Shown


def pages(counts: tuple[int, ...], k: int) -> Iterator[Shown]:
    """Yield what could be printed of `counts`, in the order of the search.

    Only counts of at least k are ever printed, zeros no more than small ones. More categories come before
    fewer, and of equally many those that come first in the list: so the last is merged first.
    """
    printable = [place for place, count in enumerate(counts) if count >= k]
    for size in range(len(printable), 0, -1):
        for places in combinations(printable, size):
            yield tuple(c if place in places else None for place, c in enumerate(counts))


def shown_of(counts: tuple[int, ...], k: int, certified: Callable[[Shown], bool]) -> Shown | None:
    """Return the first page of `counts` that is certified, or None: then the table is withheld.

    A withheld table needs no certificate: all cases in one category, whichever it is, withhold it too.
    """
    return next((page for page in pages(counts, k) if certified(page)), None)
