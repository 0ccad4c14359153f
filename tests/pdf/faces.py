"""What is wrong with the faces of a page, read from the embedded programs themselves (ISO 14289-1, 7.21)."""

import re
from collections.abc import Iterator
from struct import unpack_from

import pikepdf

#: A width in the file may differ by this from that of the face, in thousandths of its size.
_GRACE = 1.0


def faults_of_a_face(page: pikepdf.Page) -> Iterator[str]:
    """Yield what is wrong with each face that `page` draws letters with."""
    for name, codes in _used(page).items():
        yield from _faults(page.Resources.Font[name], codes)


def _used(page: pikepdf.Page) -> dict[str, set[int]]:
    used: dict[str, set[int]] = {}
    chosen = ""
    for step in pikepdf.parse_content_stream(page):
        if str(step.operator) == "Tf":
            chosen = str(step.operands[0])
        elif str(step.operator) == "Tj":
            used.setdefault(chosen, set()).update(bytes(step.operands[0]))
    return used


def _faults(face: pikepdf.Object, codes: set[int]) -> Iterator[str]:
    if face.Subtype != "/TrueType" or "/FontFile2" not in face.FontDescriptor:
        yield "not embedded"
        return
    shown = face.FontDescriptor
    if not int(shown.Flags) & 4 or "/Encoding" in face:
        yield "a subset of its own codes must be symbolic, without an encoding"
    program = _Program(shown.FontFile2.read_bytes())
    if program.encodings != 1:
        yield "more than one encoding in the program"
    letters = _letters(face)
    for code in codes:
        if not program.glyph(code):
            yield f"code {code} draws the empty box"
        if letters.get(code, "\0") in ("\0", "\ufeff", "\ufffe"):
            yield f"code {code} is read as nothing"
        said = float(face.Widths[code - int(face.FirstChar)])
        if abs(said - program.width(code)) > _GRACE:
            yield f"code {code} has another width"


def _letters(face: pikepdf.Object) -> dict[int, str]:
    if "/ToUnicode" not in face:
        return {}
    table = face.ToUnicode.read_bytes().decode("ascii")
    return {
        int(code, 16): bytes.fromhex(target).decode("utf-16-be")
        for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL)
        for code, target in re.findall(r"<(\w+)> <(\w+)>", block)
    }


class _Program:
    """As much of a TrueType program as says which glyph a code draws, and how wide (ISO 14496-22)."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        (count,) = unpack_from(">H", content, 4)
        self._tables = {}
        for entry in range(count):
            name, _, at, _ = unpack_from(">4sLLL", content, 12 + 16 * entry)
            self._tables[name] = at
        (self.encodings,) = unpack_from(">H", content, self._tables[b"cmap"] + 2)
        self._size: int = unpack_from(">H", content, self._tables[b"head"] + 18)[0]
        (self._wide,) = unpack_from(">H", content, self._tables[b"hhea"] + 34)

    def glyph(self, code: int) -> int:
        """Return the glyph of `code`: 0 is the empty box."""
        at = self._tables[b"cmap"]
        (offset,) = unpack_from(">L", self._content, at + 8)
        form, *_ = unpack_from(">H", self._content, at + offset)
        if form != 6:
            raise ValueError(f"a table of form {form}")
        first, count = unpack_from(">HH", self._content, at + offset + 6)
        if not first <= code < first + count:
            return 0
        glyph: int = unpack_from(">H", self._content, at + offset + 10 + 2 * (code - first))[0]
        return glyph

    def width(self, code: int) -> float:
        """Return how wide the glyph of `code` is, in thousandths of the size."""
        entry = min(self.glyph(code), self._wide - 1)
        width: int = unpack_from(">H", self._content, self._tables[b"hmtx"] + 4 * entry)[0]
        return width * 1000 / self._size
