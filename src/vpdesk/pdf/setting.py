"""Plain text set in a style: which letters can be drawn, where lines break, what is heard at their ends."""

from unicodedata import category, normalize

from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.platypus import Paragraph

from vpdesk.pdf.styles import REGULAR, STYLES

#: Drawn for a letter that the faces lack, so that it is seen and heard that one is missing.
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
#: Like a letter that the faces have, and left out by Unicode's own table of likenesses.
_ALIKE = {"\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "-", "\N{MINUS SIGN}": "\N{EN DASH}"}


def drawable(text: str) -> str:
    """Return `text` in letters that the shipped faces have.

    A letter that they lack is drawn by its plain form (Unicode's compatibility forms), or as `UNKNOWN`: the
    empty box that a face draws otherwise is read out as nothing (ISO 14289-1, 7.21.8). Control characters
    and soft hyphens are left out.
    """
    glyphs = getFont(REGULAR).face.charToGlyph
    return "".join(_drawable(letter, glyphs) for letter in text)


def _drawable(letter: str, glyphs: dict[int, int]) -> str:
    if letter.isspace():
        return letter if letter == "\N{NO-BREAK SPACE}" else " "
    if category(letter) in ("Cc", "Cf"):
        return ""
    # glyph 0 is the empty box
    if glyphs.get(ord(letter)):
        return letter
    plain = _ALIKE.get(letter) or normalize("NFKC", letter)
    # a digit is never made here: the numbers of a report were gone through before
    can = all(glyphs.get(ord(each)) and not each.isdigit() for each in plain)
    return plain if can else UNKNOWN


def paragraph(text: str, style: str, width: float) -> tuple[Paragraph, float]:
    """Return `text` (plain, no markup) set in `style`, broken at `width`, and its height.

    Each line ends with a space unless a word goes on below it: a screen reader joins the lines, and what
    stands beside or below them (ISO 32000-1, 14.8.2.5).
    """
    said = drawable(text)
    made = Paragraph("x", STYLES[style])
    # put in after parsing: what looks like mark-up is a word like any other, and no line is of several pieces
    (piece,) = made.frags
    piece.text = said
    _, height = made.wrap(width, 1e6)
    at = 0
    for _, words in made.blPara.lines:
        for word in words:
            at = said.index(word, at) + len(word)
        if not said[at : at + 1].strip():
            words.append("")
    return made, height


def cut(text: str, style: str, width: float, room: float) -> tuple[str, str] | None:
    """Divide `text` so that its first part fits into `room`, leaving two lines or more on each side."""
    made, _ = paragraph(text, style, width)
    lines = [" ".join(words) for _, words in made.blPara.lines]
    fitting = min(int(room // STYLES[style].leading), len(lines) - 2)
    if fitting < 2:
        return None
    return "".join(lines[:fitting]).strip(), "".join(lines[fitting:]).strip()
