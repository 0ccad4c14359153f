"""Reading a written report back: its text, and its alternative texts."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2


def pages(content: bytes) -> list[str]:
    """The text of each page as a person would select it, with runs of white space as one space."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def text(content: bytes) -> str:
    """The text of all pages."""
    return " ".join(pages(content))


def alternative_texts(content: bytes) -> list[str]:
    """What is said instead of the figures, to whoever cannot see them."""
    with pikepdf.open(BytesIO(content)) as document:
        return [str(element.Alt) for element in _elements(document.Root.StructTreeRoot) if "/Alt" in element]


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for child in element.get("/K", []):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)
