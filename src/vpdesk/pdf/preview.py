"""Pages of a PDF as pictures, for a window that shows them: plain values, no toolkit."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

# the renderer is not safe for two threads at once
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """One page: rows of `stride` bytes from the top, each pixel blue, green, red and one unused byte."""

    width: int
    height: int
    stride: int
    pixels: bytes


def render(content: bytes, *, width: int) -> tuple[PagePicture, ...]:
    """Return every page of the PDF `content`, `width` pixels wide."""
    import pypdfium2  # noqa: PLC0415  60 ms that only a preview needs

    with _one_at_a_time:
        document = pypdfium2.PdfDocument(content)
        try:
            return tuple(_render_page(page, width) for page in document)
        finally:
            document.close()


def _render_page(page: pypdfium2.PdfPage, width: int) -> PagePicture:
    bitmap = page.render(scale=width / page.get_width(), prefer_bgrx=True)
    picture = PagePicture(
        width=bitmap.width,
        height=bitmap.height,
        stride=bitmap.stride,
        pixels=bytes(bitmap.buffer),
    )
    bitmap.close()
    page.close()
    return picture
