"""The pieces of content that a page is drawn of: where each begins, and whether its words stay apart."""

from dataclasses import dataclass, field

import pikepdf

_PAINTING = frozenset(
    ("f", "f*", "F", "S", "s", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"', "Do", "sh", "BI", "INLINE IMAGE")
)
_SHOWING = frozenset(("Tj", "TJ", "'", '"'))


@dataclass(slots=True)
class Piece:
    """One marked run: its number in the tree (None: an artifact), where its first text stands, in points.

    `glued` tells that two of its lines or texts follow each other without a space.
    """

    number: int | None
    left: float = 0.0
    base: float = 0.0
    glued: bool = False
    _said: bytes = b""
    _ended: bool = False

    def note_text(self, text: bytes, left: float, base: float) -> None:
        """Add what is shown at this place."""
        if not self._said:
            self.left, self.base = left, base
        elif self._ended and not self._said.endswith((b" ", b"\xa0")):
            self.glued = True
        self._said, self._ended = self._said + text, False

    def note_end(self) -> None:
        """Note that a line or a text ended."""
        self._ended = True


def pieces(page: pikepdf.Page) -> tuple[list[Piece], set[str]]:
    """Return the pieces of `page` in the order drawn, and `outside` or `nested` where either occurs."""
    pen = _Pen()
    for step in pikepdf.parse_content_stream(page):
        pen.follow(str(step.operator), list(step.operands))
    return pen.found, pen.strange


@dataclass(slots=True)
class _Pen:
    found: list[Piece] = field(default_factory=list)
    strange: set[str] = field(default_factory=set)
    _current: Piece | None = None
    _origin: tuple[float, float] = (0.0, 0.0)
    _kept: list[tuple[float, float]] = field(default_factory=list)
    _text: tuple[float, float] = (0.0, 0.0)

    def follow(self, operator: str, values: list[pikepdf.Object]) -> None:
        if operator in _PAINTING and self._current is None:
            self.strange.add("outside")
        match operator:
            case "BDC" | "BMC" | "EMC":
                self._mark(operator, values)
            case "q" | "Q" | "cm":
                self._move(operator, values)
            case "Tm" | "Td":
                across, up = float(values[-2]), float(values[-1])
                self._text = (
                    (across, up) if operator == "Tm" else (self._text[0] + across, self._text[1] + up)
                )
        if self._current is None:
            return
        if operator in ("BT", "T*", "Td"):
            self._current.note_end()
        elif operator in _SHOWING:
            left, base = self._origin[0] + self._text[0], self._origin[1] + self._text[1]
            self._current.note_text(bytes(values[0]), left, base)

    def _mark(self, operator: str, values: list[pikepdf.Object]) -> None:
        if operator == "EMC":
            self._current = None
            return
        if self._current is not None:
            self.strange.add("nested")
        numbered = operator == "BDC" and "/MCID" in values[1]
        if not numbered and str(values[0]) != "/Artifact":
            self.strange.add("outside")
        self._current = Piece(int(values[1].MCID) if numbered else None)
        self.found.append(self._current)

    def _move(self, operator: str, values: list[pikepdf.Object]) -> None:
        if operator == "q":
            self._kept.append(self._origin)
        elif operator == "Q":
            self._origin = self._kept.pop()
        else:
            self._origin = self._origin[0] + float(values[4]), self._origin[1] + float(values[5])
