"""Work that is done on all processors at once."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")


def spread(work: Callable[[Part], Result], parts: Iterable[Part]) -> Iterator[Result]:
    """Yield what `work`, a function of a module, makes of each of `parts`, in their order."""
    with ProcessPoolExecutor() as processors:
        yield from processors.map(work, parts)
