"""The cover page: a title on a full ground, with two quiet speech shapes drawn from no figure."""

from dataclasses import dataclass

from vpdesk.pdf.canvas import TaggedCanvas
from vpdesk.pdf.document import Cover
from vpdesk.pdf.setting import paragraph
from vpdesk.pdf.styles import BRAND, DEEP, MARGIN, MIDDLE, PAPER, WIDTH


@dataclass(frozen=True, slots=True, kw_only=True)
class FullCover(Cover):
    """A title, the name it is for, lines below it, and small lines at the foot."""

    title: str
    name: str
    lines: tuple[str, ...]
    foot: tuple[str, ...]

    def draw(self, canvas: TaggedCanvas) -> None:
        wide, tall = PAPER
        with canvas.artifact():
            canvas.setFillColor(BRAND)
            canvas.rect(0, 0, wide, tall, stroke=0, fill=1)
            canvas.setFillColor(DEEP)
            canvas.circle(wide - 60, 150, 230, stroke=0, fill=1)
            canvas.setFillColor(MIDDLE)
            canvas.setFillAlpha(0.16)
            canvas.circle(wide - 250, 330, 120, stroke=0, fill=1)
            canvas.setFillAlpha(1)
        top = tall - 150.0
        top = self._draw_text(canvas, self.title, "cover title", top, "P") - 26
        with canvas.artifact():
            canvas.setFillColor(MIDDLE)
            canvas.rect(MARGIN, top, 46, 3, stroke=0, fill=1)
        top = self._draw_text(canvas, self.name, "cover name", top - 24, "P") - 4
        for line in self.lines:
            top = self._draw_text(canvas, line, "cover words", top, "P")
        foot = 64.0 + 15 * (len(self.foot) - 1)
        for line in self.foot:
            foot = self._draw_text(canvas, line, "cover small", foot + 12, "P") - 12

    @staticmethod
    def _draw_text(canvas: TaggedCanvas, text: str, style: str, top: float, tag: str) -> float:
        made, height = paragraph(text, style, WIDTH - 30)
        with canvas.content(tag):
            made.drawOn(canvas, MARGIN, top - height)
        return top - height
