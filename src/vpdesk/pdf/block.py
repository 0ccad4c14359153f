"""Blocks: the pieces that a page is made of, from top to bottom. Lengths are in points."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from vpdesk.pdf.canvas import TaggedCanvas


class Block(ABC):
    """Something with a height at a given width, that draws itself."""

    __slots__ = ()

    @property
    def above(self) -> float:
        """How much space it wants above it; between two blocks the larger wish counts."""
        return 0

    @property
    def below(self) -> float:
        """How much space it wants below it."""
        return 0

    @property
    def company(self) -> float:
        """How much must fit below it on the same page: a heading never stands alone at the foot."""
        return 0

    @abstractmethod
    def height(self, width: float) -> float:
        """Return the height at `width`, without the space around it."""

    @abstractmethod
    def draw(self, canvas: TaggedCanvas, left: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (`left`, `top`), as measured from the page's foot."""

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":  # noqa: ARG002
        """Return a part that fits into the height `room` and the rest, or None: not to be divided."""
        return None


class Divided:
    """Stands for a block that was divided: its parts are one element to whoever listens to them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Together:
    """Parts that stand on one page if they fit on one.

    They are divided between parts only where moving them all would leave much of a page empty.
    """

    parts: "tuple[Block | Together, ...]"

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks of all parts, in order."""
        return tuple(
            block for part in self.parts for block in (part.blocks if isinstance(part, Together) else (part,))
        )


def gap(previous: Block | None, block: Block) -> float:
    """Return the space between two blocks (none above the first)."""
    return 0 if previous is None else max(previous.below, block.above)


def stacked_height(blocks: Sequence[Block], width: float) -> float:
    """Return the height of `blocks` under each other with the space between them."""
    total, previous = 0.0, None
    for block in blocks:
        total += gap(previous, block) + block.height(width)
        previous = block
    return total
