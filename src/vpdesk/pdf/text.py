"""Blocks of text: headings, paragraphs, lists, terms, a sentence that stands out, key figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from reportlab.platypus import Paragraph

from vpdesk.pdf.block import Block, Divided
from vpdesk.pdf.canvas import TaggedCanvas
from vpdesk.pdf.setting import cut, drawable, paragraph
from vpdesk.pdf.styles import BRAND, LINE, SOFT, STYLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """A heading of level 1 or 2; it is bookmarked and stands in the contents, unless not `listed`."""

    text: str
    level: int = 1
    listed: bool = True

    @property
    def above(self) -> float:
        return (34, 24)[self.level - 1]

    @property
    def below(self) -> float:
        return (10, 5)[self.level - 1]

    @property
    def company(self) -> float:
        return (80, 80)[self.level - 1]

    def height(self, width: float) -> float:
        return paragraph(self.text, f"h{self.level}", width)[1]

    def draw(self, canvas: TaggedCanvas, left: float, top: float, width: float) -> None:
        made, height = paragraph(self.text, f"h{self.level}", width)
        with canvas.content(f"H{self.level}"):
            made.drawOn(canvas, left, top - height)
        if self.listed:
            canvas.bookmarkPage(self.text, fit="XYZ", left=0, top=top + 12)
            canvas.addOutlineEntry(self.text, self.text, level=self.level - 1, closed=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Block):
    """A paragraph of plain text in one of the styles `body`, `lead`, `note`."""

    text: str
    style: str = "body"
    part_of: Divided | None = None

    @property
    def below(self) -> float:
        return {"lead": 12.0, "note": 10.0}.get(self.style, 7.0)

    def height(self, width: float) -> float:
        return paragraph(self.text, self.style, width)[1]

    def draw(self, canvas: TaggedCanvas, left: float, top: float, width: float) -> None:
        made, height = paragraph(self.text, self.style, width)
        with canvas.content("P", same=self.part_of):
            made.drawOn(canvas, left, top - height)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        parts = cut(self.text, self.style, width, room)
        whole = self.part_of or Divided()
        return parts and (
            replace(self, text=parts[0], part_of=whole),
            replace(self, text=parts[1], part_of=whole),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullet(Block):
    """One item of a list, behind a small drawn mark; the rest of a divided item has none.

    Items that follow each other are one list.
    """

    text: str
    marked: bool = True
    part_of: Divided | None = None
    _indent = 16

    @property
    def below(self) -> float:
        return 6

    def height(self, width: float) -> float:
        return paragraph(self.text, "body", width - self._indent)[1]

    def draw(self, canvas: TaggedCanvas, left: float, top: float, width: float) -> None:
        made, height = paragraph(self.text, "body", width - self._indent)
        if self.marked:
            with canvas.artifact():
                canvas.setFillColor(BRAND)
                canvas.circle(left + 4, top - 8.6, 2.1, stroke=0, fill=1)
        whole = self.part_of
        with (
            canvas.group("L", same=Bullet),
            canvas.group("LI", same=whole),
            canvas.content("LBody", same=whole),
        ):
            made.drawOn(canvas, left + self._indent, top - height)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        parts = cut(self.text, "body", width - self._indent, room)
        whole = self.part_of or Divided()
        return parts and (
            replace(self, text=parts[0], part_of=whole),
            Bullet(text=parts[1], marked=False, part_of=whole),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms(Block):
    """Words with their meaning, in two columns."""

    terms: tuple[tuple[str, str], ...]
    term_width: float = 104

    @property
    def below(self) -> float:
        return 12

    def _rows(self, width: float) -> list[tuple[Paragraph, Paragraph, float]]:
        rows = []
        for term, meaning in self.terms:
            left, left_height = paragraph(term, "term", self.term_width - 10)
            right, right_height = paragraph(meaning, "body", width - self.term_width)
            rows.append((left, right, max(left_height, right_height)))
        return rows

    def height(self, width: float) -> float:
        return sum(height + 5 for *_, height in self._rows(width)) - 5

    def draw(self, canvas: TaggedCanvas, left: float, top: float, width: float) -> None:
        with canvas.group("L"):
            for term, meaning, height in self._rows(width):
                with canvas.group("LI"):
                    with canvas.content("Lbl"):
                        term.drawOn(canvas, left, top - term.height)
                    with canvas.content("LBody"):
                        meaning.drawOn(canvas, left + self.term_width, top - meaning.height)
                top -= height + 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout(Block):
    """A sentence that must not be overlooked, on a soft ground; style `callout` or `statement`."""

    text: str
    style: str = "callout"
    _padding = 14

    @property
    def above(self) -> float:
        return 10

    @property
    def below(self) -> float:
        return 14

    def height(self, width: float) -> float:
        inner = width - 2 * self._padding - 4
        return paragraph(self.text, self.style, inner)[1] + 2 * self._padding - 4

    def draw(self, canvas: TaggedCanvas, left: float, top: float, width: float) -> None:
        made, height = paragraph(self.text, self.style, width - 2 * self._padding - 4)
        whole = height + 2 * self._padding - 4
        with canvas.artifact():
            canvas.setFillColor(SOFT)
            canvas.rect(left, top - whole, width, whole, stroke=0, fill=1)
            canvas.setFillColor(BRAND)
            canvas.rect(left, top - whole, 4, whole, stroke=0, fill=1)
        with canvas.content("P"):
            made.drawOn(canvas, left + self._padding + 4, top - self._padding - height + 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One key figure: the number as it is printed, and the words that say what it counts."""

    number: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles(Block):
    """One to four key figures side by side."""

    tiles: tuple[Tile, ...]
    _gap = 8
    _padding = 13

    @property
    def above(self) -> float:
        return 8

    @property
    def below(self) -> float:
        return 14

    def _tile_width(self, width: float) -> float:
        count = max(len(self.tiles), 3)
        return (width - self._gap * (count - 1)) / count

    def height(self, width: float) -> float:
        inner = self._tile_width(width) - 2 * self._padding
        return 46 + max(paragraph(tile.words, "tile words", inner)[1] for tile in self.tiles) + 12

    def draw(self, canvas: TaggedCanvas, left: float, top: float, width: float) -> None:
        each, whole = self._tile_width(width), self.height(width)
        for tile in self.tiles:
            with canvas.artifact():
                canvas.setFillColor(SOFT)
                canvas.roundRect(left, top - whole, each, whole, 5, stroke=0, fill=1)
            number, number_height = paragraph(tile.number, "tile number", each - 2 * self._padding)
            words, words_height = paragraph(tile.words, "tile words", each - 2 * self._padding)
            with canvas.content("P"):
                number.drawOn(canvas, left + self._padding, top - 8 - number_height)
                words.drawOn(canvas, left + self._padding, top - 44 - words_height)
            left += each + self._gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents(Block):
    """The table of contents: each heading of `blocks` with its page, as a link."""

    headings: tuple[Heading, ...]
    link_words: str
    _rows = (21, 17)

    @classmethod
    def of(cls, blocks: Sequence[Block], *, link_words: str) -> Self:
        """List the headings of `blocks`; `link_words` has a place `{heading}`."""
        listed = (block for block in blocks if isinstance(block, Heading) and block.listed)
        return cls(headings=tuple(listed), link_words=link_words)

    @property
    def below(self) -> float:
        return 8

    def height(self, width: float) -> float:  # noqa: ARG002  the same at every width
        return sum(self._row(heading) for heading in self.headings)

    def _row(self, heading: Heading) -> float:
        return self._rows[heading.level - 1]

    def draw(self, canvas: TaggedCanvas, left: float, top: float, width: float) -> None:
        with canvas.group("TOC"):
            for heading in self.headings:
                self._draw_row(canvas, heading, left, top, width)
                top -= self._row(heading)

    def _draw_row(
        self, canvas: TaggedCanvas, heading: Heading, left: float, top: float, width: float
    ) -> None:
        style = STYLES[f"contents {heading.level}"]
        indent = 14 * (heading.level - 1)
        base = top - self._row(heading) + 6
        if heading.level == 1:
            with canvas.artifact():
                canvas.setStrokeColor(LINE)
                canvas.setLineWidth(0.6)
                canvas.line(left, top - 0.5, left + width, top - 0.5)
        leads = self.link_words.format(heading=heading.text)
        box = (left, top - self._row(heading), left + width, top)
        with canvas.group("TOCI"), canvas.group("Reference"), canvas.link(leads, heading.text, box):
            canvas.setFillColor(style.textColor)
            canvas.setFont(style.fontName, style.fontSize)
            canvas.drawString(left + indent, base, drawable(heading.text) + " ")
            canvas.drawRightString(left + width, base, str(canvas.pages[heading.text]))
