"""What is in a document, told by its first bytes and only then by its name, and whether it can be shown.

What can run something or lead elsewhere, a web page or a drawing in SVG for example, is never shown as what
it wants to be.
"""

import codecs
from typing import Final

from vpdesk.domain.code import N_, Code


class Showing(Code):
    """How a document is shown."""

    PAGES = "pages", N_("Pages")
    PICTURE = "picture", N_("Picture")
    TEXT = "text", N_("Text")
    NOT = "not", N_("Cannot be shown here")


_UNKNOWN: Final = "application/octet-stream"
_PDF: Final = "application/pdf"
_TEXT: Final = "text/plain"
#: A PDF may begin with something else; readers look so far.
_PDF_WITHIN: Final = 1024
_BEGINNINGS: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)
_ENDINGS: Final = {
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "eml": "message/rfc822",
    "htm": "text/html",
    "html": "text/html",
    "msg": "application/vnd.ms-outlook",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "svg": "image/svg+xml",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
_PICTURES: Final = ("image/png", "image/jpeg", "image/gif", "image/bmp", "image/webp")
#: Characters below the space that stand in a text.
_IN_TEXTS: Final = frozenset("\t\n\r\f")


def media_type(name: str, content: bytes) -> str:
    """Return the media type of a document, `application/octet-stream` when it is not known."""
    for beginning, known in _BEGINNINGS:
        if content.startswith(beginning):
            return known
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return _PDF
    ending = name.rpartition(".")[2].lower()
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    return _TEXT if text_of(content) is not None else _UNKNOWN


def showing(kind: str) -> Showing:
    """Return how a document of this media type is shown."""
    if kind == _PDF:
        return Showing.PAGES
    if kind in _PICTURES:
        return Showing.PICTURE
    return Showing.TEXT if kind == _TEXT else Showing.NOT


def picture_format(kind: str) -> str:
    """Return the one format in which a picture of this media type may be read."""
    return kind.removeprefix("image/")


def text_of(content: bytes) -> str | None:
    """Return the text that is in a document, in whichever of the usual encodings; None when it is none."""
    encodings = ["utf-8-sig", "cp1252"]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(sign in _IN_TEXTS for sign in {sign for sign in text if sign < " "}):
            return text
    return None
