"""The look of every document: paper, colours, faces and paragraph styles. Lengths are in points."""

from functools import cache
from typing import Final

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from vpdesk import paths

PAPER: Final[tuple[float, float]] = A4
MARGIN: Final[float] = 25 * mm
TOP: Final[float] = 24 * mm
BOTTOM: Final[float] = 25 * mm
#: What a block may use of a page.
WIDTH: Final[float] = PAPER[0] - 2 * MARGIN
HEIGHT: Final[float] = PAPER[1] - TOP - BOTTOM

INK: Final[Color] = HexColor("#1D2A2E")
QUIET: Final[Color] = HexColor("#52636A")
BRAND: Final[Color] = HexColor("#0F5C6E")
DEEP: Final[Color] = HexColor("#0B4653")
MIDDLE: Final[Color] = HexColor("#7FB3BF")
SOFT: Final[Color] = HexColor("#E6F1F3")
LINE: Final[Color] = HexColor("#D3DDDF")
PAPER_WHITE: Final[Color] = white

REGULAR: Final = "OpenSans"
SEMIBOLD: Final = "OpenSans-Semibold"
LIGHT: Final = "OpenSans-Light"
_FILES: Final = {
    REGULAR: "OpenSans-Regular",
    SEMIBOLD: "OpenSans-Semibold",
    LIGHT: "OpenSans-Light",
}


@cache
def register_faces() -> None:
    """Make the shipped faces known, once per process; a face that is missing raises an error.

    Every style names one of them, so that no document falls back on a face that is not embedded.
    """
    folder = paths.resources() / "fonts"
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{file}.ttf")))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=REGULAR, boldItalic=SEMIBOLD)


_AT_THE_RIGHT: Final = frozenset(
    {"number", "number now", "number sum", "column head right", "column head now"}
)


def _style(name: str, face: str, size: float, leading: float, colour: Color) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=face,
        fontSize=size,
        leading=leading,
        textColor=colour,
        bulletFontName=REGULAR,
        splitLongWords=1,
        alignment=2 if name in _AT_THE_RIGHT else 0,
    )


def _styles() -> dict[str, ParagraphStyle]:
    return {
        style.name: style
        for style in (
            _style("body", REGULAR, 10, 15.5, INK),
            _style("lead", LIGHT, 13.5, 20.5, INK),
            _style("h1", SEMIBOLD, 21, 27, BRAND),
            _style("h2", SEMIBOLD, 13, 18, INK),
            _style("term", SEMIBOLD, 10, 15.5, BRAND),
            _style("note", REGULAR, 8.5, 12.5, QUIET),
            _style("callout", REGULAR, 10.5, 16, DEEP),
            _style("statement", SEMIBOLD, 15, 21, BRAND),
            _style("cell", REGULAR, 9.5, 13, INK),
            _style("cell sum", SEMIBOLD, 9.5, 13, INK),
            _style("number", REGULAR, 9.5, 13, INK),
            _style("number now", SEMIBOLD, 9.5, 13, BRAND),
            _style("number sum", SEMIBOLD, 9.5, 13, INK),
            _style("column head", SEMIBOLD, 8.5, 12, QUIET),
            _style("column head right", SEMIBOLD, 8.5, 12, QUIET),
            _style("column head now", SEMIBOLD, 8.5, 12, BRAND),
            _style("group", SEMIBOLD, 25, 31, INK),
            _style("tile number", SEMIBOLD, 27, 32, BRAND),
            _style("tile words", REGULAR, 9, 12.5, QUIET),
            _style("contents 1", SEMIBOLD, 10, 14, INK),
            _style("contents 2", REGULAR, 9.5, 14, QUIET),
            _style("cover title", SEMIBOLD, 36, 43, PAPER_WHITE),
            _style("cover name", SEMIBOLD, 17, 24, PAPER_WHITE),
            _style("cover words", LIGHT, 14, 21, PAPER_WHITE),
            _style("cover small", REGULAR, 9.5, 14, PAPER_WHITE),
        )
    }


#: The paragraph styles by name.
STYLES: Final = _styles()
