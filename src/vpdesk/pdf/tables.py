"""A calm table: words at the left, numbers at the right, hairlines, one column in front."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportlab.platypus import Paragraph

from vpdesk.pdf.block import Block, Divided
from vpdesk.pdf.canvas import TaggedCanvas
from vpdesk.pdf.setting import paragraph
from vpdesk.pdf.styles import BRAND, LINE, SOFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its words, then a printed number (or a dash) for each column; `summing` stands out."""

    words: str
    numbers: tuple[str, ...]
    summing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Styles:
    words: str
    number: str
    in_front: str


_HEAD = _Styles(words="column head", number="column head right", in_front="column head now")
_PLAIN = _Styles(words="cell", number="number", in_front="number now")
_SUM = _Styles(words="cell sum", number="number sum", in_front="number now")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    cells: list[tuple[Paragraph, float]]
    height: float
    head: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """Rows under a head that repeats on each page; the last column is the one in front."""

    head: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    part_of: Divided | None = None
    _column = 72
    _padding = 4.75

    @property
    def above(self) -> float:
        return 8

    @property
    def below(self) -> float:
        return 8

    def _words_width(self, width: float) -> float:
        return width - self._column * len(self.columns)

    def _lines(self, width: float) -> list[_Line]:
        """Return the head and the rows, set and measured."""
        lines = [self._line(self.head, self.columns, width, _HEAD)]
        for row in self.rows:
            styles = _SUM if row.summing else _PLAIN
            lines.append(self._line(row.words, row.numbers, width, styles))
        return lines

    def _line(self, words: str, numbers: tuple[str, ...], width: float, styles: _Styles) -> _Line:
        cells = [paragraph(words, styles.words, self._words_width(width) - 10)]
        for index, number in enumerate(numbers):
            style = styles.in_front if index == len(numbers) - 1 else styles.number
            cells.append(paragraph(number, style, self._column - 18))
        height = max(cell_height for _, cell_height in cells) + 2 * self._padding
        return _Line(cells=cells, height=height, head=styles is _HEAD)

    def height(self, width: float) -> float:
        return sum(line.height for line in self._lines(width))

    def draw(self, canvas: TaggedCanvas, left: float, top: float, width: float) -> None:
        lines = self._lines(width)
        whole = sum(line.height for line in lines)
        with canvas.artifact():
            canvas.setFillColor(SOFT)
            canvas.rect(left + width - self._column, top - whole, self._column, whole, stroke=0, fill=1)
        with canvas.group("Table", same=self.part_of) as table:
            goes_on = bool(table.children)
            for line in lines:
                if line.head and goes_on:
                    # the head of a further part is for whoever sees the page: it was read out before
                    with canvas.artifact():
                        for cell, at, foot in self._placed(line, left, top, width):
                            cell.drawOn(canvas, at, foot)
                else:
                    self._draw_line(canvas, line, left, top, width)
                top -= line.height
                with canvas.artifact():
                    canvas.setStrokeColor(BRAND if line.head else LINE)
                    canvas.setLineWidth(1.1 if line.head else 0.6)
                    canvas.line(left, top, left + width, top)

    def _draw_line(self, canvas: TaggedCanvas, line: _Line, left: float, top: float, width: float) -> None:
        with canvas.group("TR"):
            for index, (cell, at, foot) in enumerate(self._placed(line, left, top, width)):
                if line.head:
                    tag, scope = "TH", "Column"
                else:
                    tag, scope = ("TD", "") if index else ("TH", "Row")
                with canvas.content(tag, scope=scope):
                    cell.drawOn(canvas, at, foot)

    def _placed(
        self, line: _Line, left: float, top: float, width: float
    ) -> Iterator[tuple[Paragraph, float, float]]:
        """Yield the cells of `line` with their lower left corners."""
        for index, (cell, cell_height) in enumerate(line.cells):
            at = left + 8
            if index > 0:
                at = left + self._words_width(width) + self._column * (index - 1) + 6
            yield cell, at, top - (line.height + cell_height) / 2

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        used, fitting = 0.0, -1  # the head takes no row
        for line in self._lines(width):
            used += line.height
            if used > room:
                break
            fitting += 1
        fitting = min(fitting, len(self.rows) - 2)
        if fitting < 2:
            return None
        whole = self.part_of or Divided()
        return (
            replace(self, rows=self.rows[:fitting], part_of=whole),
            replace(self, rows=self.rows[fitting:], part_of=whole),
        )
