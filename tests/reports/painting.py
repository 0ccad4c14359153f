"""What the drawing operators of a page paint: each marked run with its shapes and its texts, in order."""

import re
from dataclasses import dataclass, field

import pikepdf


@dataclass(frozen=True, slots=True)
class Shape:
    """Something painted: its edges in points, its colour."""

    left: float
    foot: float
    right: float
    top: float
    colour: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One marked run of a page. What is painted outside all marks stands under an empty tag."""

    tag: str
    painted: tuple[Shape | str, ...]

    @property
    def shapes(self) -> list[Shape]:
        """The shapes among what is painted."""
        return [each for each in self.painted if isinstance(each, Shape)]


def runs(page: pikepdf.Page) -> tuple[list[Run], list[str]]:
    """The marked runs of `page`, and the operators and properties that no page needs."""
    brush = _Brush({str(name): _letters(face) for name, face in page.Resources.Font.items()})
    for step in pikepdf.parse_content_stream(page):
        brush.follow(str(step.operator), list(step.operands))
    return [*brush.runs, Run("", tuple(brush.outside))], brush.strange


def _letters(face: pikepdf.Object) -> dict[int, str]:
    """What each code of a face reads as, by the map that makes the file searchable."""
    table = face.ToUnicode.read_bytes().decode("ascii")
    (block,) = re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL)
    return {
        int(code, 16): bytes.fromhex(target).decode("utf-16-be")
        for code, target in re.findall(r"<(\w+)> <(\w+)>", block)
    }


@dataclass(slots=True)
class _Brush:
    """The state of a page while its operators are followed."""

    faces: dict[str, dict[int, str]]
    runs: list[Run] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    outside: list[Shape | str] = field(default_factory=list)
    _into: list[Shape | str] | None = None
    _tag: str = ""
    _at: tuple[float, float] = (0.0, 0.0)
    _colour: tuple[float, ...] = ()
    _kept: list[tuple[tuple[float, float], tuple[float, ...]]] = field(default_factory=list)
    _edges: list[tuple[float, float]] = field(default_factory=list)
    _letters: dict[int, str] = field(default_factory=dict)
    _said: str = ""

    def follow(self, operator: str, values: list[pikepdf.Object]) -> None:
        """Do what `operator` does to the page."""
        match operator:
            case "BDC" | "BMC" | "EMC":
                self._mark(operator, values)
            case "q" | "Q" | "cm":
                self._move(operator, values)
            case "rg" | "RG":
                self._colour = tuple(map(float, values))
            case "n" | "re" | "m" | "l" | "c":
                self._trace(operator, list(map(float, values)))
            case "f" | "f*" | "S":
                self._paint()
            case "BT" | "Tf" | "Tj" | "T*" | "ET":
                self._write(operator, values)
            case "TL" | "Tm" | "Td" | "Tw" | "w" | "gs" | "h":
                pass
            case _:
                self.strange.append(f"an operator that no page needs: {operator}")

    def _mark(self, operator: str, values: list[pikepdf.Object]) -> None:
        if operator == "EMC":
            self.runs.append(Run(self._tag, tuple(self._into or ())))
            self._into = None
            return
        self._tag, self._into = str(values[0])[1:], []
        if len(values) > 1 and set(values[1].keys()) != {"/MCID"}:
            self.strange.append("a property that no structure needs")

    def _move(self, operator: str, values: list[pikepdf.Object]) -> None:
        if operator == "q":
            self._kept.append((self._at, self._colour))
        elif operator == "Q":
            self._at, self._colour = self._kept.pop()
        else:
            *scale, across, up = map(float, values)
            if scale != [1, 0, 0, 1]:
                self.strange.append("something turned or scaled")
            self._at = self._at[0] + across, self._at[1] + up

    def _trace(self, operator: str, numbers: list[float]) -> None:
        if operator == "n":
            self._edges = []
        elif operator == "re":
            left, foot, wide, tall = numbers
            self._edges += [(left, foot), (left + wide, foot + tall)]
        else:
            self._edges += list(zip(numbers[::2], numbers[1::2], strict=True))

    def _paint(self) -> None:
        across = [x + self._at[0] for x, _ in self._edges]
        up = [y + self._at[1] for _, y in self._edges]
        self._put(Shape(min(across), min(up), max(across), max(up), self._colour))
        self._edges = []

    def _write(self, operator: str, values: list[pikepdf.Object]) -> None:
        match operator:
            case "BT":
                self._said = ""
            case "Tf":
                self._letters = self.faces[str(values[0])]
            case "Tj":
                self._said += "".join(self._letters[code] for code in bytes(values[0]))
            case "T*":
                self._said += " "
            case _:
                self._put(" ".join(self._said.split()))

    def _put(self, painted: Shape | str) -> None:
        (self.outside if self._into is None else self._into).append(painted)
