"""Charts drawn as plain shapes with direct labels: no axis, no grid, no legend.

A shape is drawn from a number that is printed beside it, and from nothing else.
"""

from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph

from vpdesk.pdf.block import Block
from vpdesk.pdf.canvas import TaggedCanvas
from vpdesk.pdf.setting import paragraph
from vpdesk.pdf.styles import BRAND, INK, LINE, MIDDLE, QUIET, REGULAR, SEMIBOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its words, its value, and the value as it is printed.

    A bar with `parts` holds several lines joined: the parts are named below its words. `share` stands
    quietly behind the number.
    """

    words: str
    value: int
    number: str
    parts: str = ""
    share: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Block):
    """Horizontal bars from one zero line; `alt` says the same in words."""

    bars: tuple[Bar, ...]
    alt: str
    _label = 186
    _thick = 15
    _row = 24
    _number = 44
    _share = 34

    @property
    def above(self) -> float:
        return 6

    @property
    def below(self) -> float:
        return 12

    def _label_lines(self, bar: Bar) -> list[tuple[Paragraph, float]]:
        lines = [paragraph(bar.words, "cell", self._label - 14)]
        if bar.parts:
            lines.append(paragraph(bar.parts, "note", self._label - 14))
        return lines

    def _row_height(self, bar: Bar) -> float:
        return max(self._row, sum(height for _, height in self._label_lines(bar)) + 10)

    def height(self, width: float) -> float:  # noqa: ARG002  the same at every width
        return sum(self._row_height(bar) for bar in self.bars)

    def draw(self, canvas: TaggedCanvas, left: float, top: float, width: float) -> None:
        most = max(bar.value for bar in self.bars)
        shares = any(bar.share for bar in self.bars)
        span = width - self._label - self._number - (self._share if shares else 0)
        box = (left, top - self.height(width), left + width, top)
        with canvas.content("Figure", alt=self.alt, box=box):
            for bar in self.bars:
                height = self._row_height(bar)
                middle = top - height / 2
                lines = self._label_lines(bar)
                foot = middle + sum(line_height for _, line_height in lines) / 2 + 0.5
                for line, line_height in lines:
                    foot -= line_height
                    line.drawOn(canvas, left, foot)
                canvas.setFillColor(MIDDLE if bar.parts else BRAND)
                length = max(1.5, span * bar.value / most)
                start, foot = left + self._label, middle - self._thick / 2
                canvas.roundRect(start, foot, length, self._thick, min(2, length / 3), stroke=0, fill=1)
                canvas.setFillColor(INK)
                canvas.setFont(SEMIBOLD, 10)
                canvas.drawString(start + length + 7, middle - 3.6, bar.number)
                if bar.share:
                    canvas.setFillColor(QUIET)
                    canvas.setFont(REGULAR, 9)
                    behind = start + length + 7 + stringWidth(bar.number, SEMIBOLD, 10) + 7
                    canvas.drawString(behind, middle - 3.6, bar.share)
                top -= height


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its words below, its value (None: no shape), and what is printed above it."""

    words: str
    value: int | None
    number: str
    now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns(Block):
    """Standing columns from one zero line, for the same figure over several periods."""

    columns: tuple[Column, ...]
    alt: str
    _tall = 84
    _wide = 62
    _words = 22
    _number = 20

    @property
    def above(self) -> float:
        return 8

    @property
    def below(self) -> float:
        return 14

    def height(self, width: float) -> float:  # noqa: ARG002  the same at every width
        return self._tall + self._words + self._number

    def draw(self, canvas: TaggedCanvas, left: float, top: float, width: float) -> None:
        most = max((column.value or 0) for column in self.columns) or 1
        step = min(width / len(self.columns), 128)
        foot = top - self._number - self._tall
        with canvas.artifact():
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.8)
            canvas.line(left, foot, left + step * len(self.columns), foot)
        box = (left, top - self.height(width), left + width, top)
        with canvas.content("Figure", alt=self.alt, box=box):
            for column in self.columns:
                centre = left + step / 2
                tall = self._tall * (column.value or 0) / most
                if column.value is not None:
                    canvas.setFillColor(BRAND if column.now else MIDDLE)
                    canvas.rect(centre - self._wide / 2, foot, self._wide, tall, stroke=0, fill=1)
                canvas.setFillColor(INK if column.value is not None else QUIET)
                canvas.setFont(SEMIBOLD, 12)
                canvas.drawCentredString(centre, foot + tall + 7, column.number)
                canvas.setFillColor(INK if column.now else QUIET)
                canvas.setFont(SEMIBOLD if column.now else REGULAR, 9.5)
                canvas.drawCentredString(centre, foot - 16, column.words)
                left += step
