"""From blocks to pages: laying out, numbering, drawing. A frozen value in, the bytes of a file out."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth

from vpdesk.pdf.block import Block, Together, gap, stacked_height
from vpdesk.pdf.canvas import TaggedCanvas
from vpdesk.pdf.setting import drawable
from vpdesk.pdf.styles import (
    BOTTOM,
    BRAND,
    HEIGHT,
    LINE,
    MARGIN,
    PAPER,
    QUIET,
    REGULAR,
    TOP,
    WIDTH,
    register_faces,
)  # fmt: skip
from vpdesk.pdf.text import Heading


class Cover(ABC):
    """A page of its own before the first, without a footer."""

    __slots__ = ()

    @abstractmethod
    def draw(self, canvas: TaggedCanvas) -> None:
        """Fill the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything that a file holds. `page_words` has a place `{page}`; `title` is its only metadata."""

    title: str
    language: str
    footer: str
    page_words: str
    items: tuple[Block | Together, ...]
    cover: Cover | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A block and where its upper edge lies, measured from the page's foot."""

    block: Block
    top: float


def typeset(document: Document) -> bytes:
    """Return the PDF of `document`, made in memory; equal documents give equal bytes."""
    register_faces()
    pages = lay_out(document.items)
    first = 2 if document.cover else 1
    found = {
        placed.block.text: number
        for number, page in enumerate(pages, first)
        for placed in page
        if isinstance(placed.block, Heading)
    }
    canvas = TaggedCanvas(title=document.title, language=document.language, pages=found)
    if document.cover:
        document.cover.draw(canvas)
        canvas.showPage()
    for number, page in enumerate(pages, first):
        if number > first:
            canvas.showPage()
        _draw_head(canvas)
        for placed in page:
            placed.block.draw(canvas, MARGIN, placed.top, WIDTH)
        _draw_footer(canvas, document.footer, document.page_words.format(page=number))
    return canvas.finish()


def lay_out(items: Sequence[Block | Together]) -> list[list[Placed]]:
    """Put blocks on pages: what belongs together stays so if it can, no heading stands alone."""
    pages = _Pages()
    for item in items:
        pages.place(item)
    return pages.pages


#: A page that would stay emptier than this part of its height is filled, at the price of a division.
_EMPTY = 0.3


class _Pages:
    def __init__(self) -> None:
        self.pages: list[list[Placed]] = [[]]
        self._at = PAPER[1] - TOP

    def _gap(self, block: Block) -> float:
        page = self.pages[-1]
        return gap(page[-1].block if page else None, block)

    def _room(self, block: Block) -> float:
        return self._at - self._gap(block) - BOTTOM

    def place(self, item: Block | Together) -> None:
        """Place `item` below what is there, or on the next page."""
        if isinstance(item, Together):
            self._place_together(item)
            return
        rest: Block | None = item
        while rest is not None:
            rest = self._place_part(rest)

    def _place_together(self, item: Together) -> None:
        height = stacked_height(item.blocks, WIDTH)
        if not self._has_room(item.blocks[0], height):
            if height <= HEIGHT and self._room(item.blocks[0]) < _EMPTY * HEIGHT:
                self._turn()
            elif any(isinstance(part, Together) for part in item.parts):
                for part in item.parts:
                    self.place(part)
                return
            elif height <= HEIGHT:
                self._turn()
            else:
                for block in item.blocks:
                    self.place(block)
                return
        for block in item.blocks:
            self._put(block, block.height(WIDTH))

    def _has_room(self, block: Block, height: float) -> bool:
        # half a point of grace, so that rounding never breaks a page
        return height <= self._room(block) + 0.5

    def _turn(self) -> None:
        if self.pages[-1]:
            self.pages.append([])
            self._at = PAPER[1] - TOP

    def _place_part(self, block: Block) -> Block | None:
        """Place `block`, or a first part of it; return what is left."""
        height = block.height(WIDTH)
        if self._has_room(block, height + block.company):
            self._put(block, height)
            return None
        parts = block.split(WIDTH, self._room(block))
        if parts is not None:
            self._put(parts[0], parts[0].height(WIDTH))
            self._turn()
            return parts[1]
        if not self.pages[-1]:
            # taller than a page and not to be divided: better over the edge than lost
            self._put(block, height)
            return None
        self._turn()
        return block

    def _put(self, block: Block, height: float) -> None:
        self._at -= self._gap(block)
        self.pages[-1].append(Placed(block=block, top=self._at))
        self._at -= height


def _draw_head(canvas: TaggedCanvas) -> None:
    with canvas.artifact():
        canvas.setFillColor(BRAND)
        canvas.rect(0, PAPER[1] - 7, PAPER[0], 7, stroke=0, fill=1)


def _draw_footer(canvas: TaggedCanvas, words: str, page: str) -> None:
    right, line = PAPER[0] - MARGIN, BOTTOM - 24
    with canvas.artifact():
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.6)
        canvas.line(MARGIN, line, right, line)
        canvas.setFillColor(QUIET)
        canvas.setFont(REGULAR, 8)
        canvas.drawString(MARGIN, line - 15, _shortened(drawable(words), WIDTH - 70))
        canvas.drawRightString(right, line - 15, page)


def _shortened(words: str, width: float) -> str:
    """Return `words`, or as many of its letters as fit into `width` with an ellipsis."""
    if stringWidth(words, REGULAR, 8) <= width:
        return words
    while stringWidth(words + "…", REGULAR, 8) > width:
        words = words[:-1]
    return words.rstrip() + "…"
