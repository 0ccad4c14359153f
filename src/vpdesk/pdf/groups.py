"""Groups of digits that a person will type over from paper: large, numbered, with room between them."""

from dataclasses import dataclass

from vpdesk.pdf.block import Block
from vpdesk.pdf.canvas import TaggedCanvas
from vpdesk.pdf.setting import paragraph
from vpdesk.pdf.styles import BRAND, MIDDLE, PAPER_WHITE


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups(Block):
    """Numbered groups in rows of two, in a frame; a screen reader says their digits one by one."""

    groups: tuple[str, ...]
    _padding = 18
    _row = 44
    _number = 26

    @property
    def above(self) -> float:
        return 12

    @property
    def below(self) -> float:
        return 18

    def height(self, width: float) -> float:  # noqa: ARG002  the same at every width
        return self._row * ((len(self.groups) + 1) // 2) + 2 * self._padding - 16

    def draw(self, canvas: TaggedCanvas, left: float, top: float, width: float) -> None:
        whole = self.height(width)
        with canvas.artifact():
            canvas.setFillColor(PAPER_WHITE)
            canvas.setStrokeColor(BRAND)
            canvas.setLineWidth(1.4)
            canvas.roundRect(left, top - whole, width, whole, 6, stroke=1, fill=1)
            canvas.setStrokeColor(MIDDLE)
            canvas.setLineWidth(0.6)
            for row in range(1, (len(self.groups) + 1) // 2):
                at = top - self._padding - self._row * row + 5
                canvas.line(left + self._padding, at, left + width - self._padding, at)
        column = (width - 2 * self._padding) / 2
        with canvas.group("L", numbering="Decimal"):
            for place, group in enumerate(self.groups):
                row, second = divmod(place, 2)
                at = left + self._padding + (column + 14) * second
                self._draw_group(canvas, str(place + 1), group, at, top - self._padding - self._row * row)

    def _draw_group(self, canvas: TaggedCanvas, number: str, group: str, left: float, top: float) -> None:
        small, small_height = paragraph(number, "term", self._number)
        large, large_height = paragraph(group, "group", 200)
        with canvas.group("LI"):
            with canvas.content("Lbl"):
                small.drawOn(canvas, left, top - small_height - 11)
            with canvas.content("LBody", alt=" ".join(group)):
                large.drawOn(canvas, left + self._number, top - large_height - 1)
