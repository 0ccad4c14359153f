"""Pages of a PDF as pictures, for a window that shows them: plain values, no toolkit."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

from vpdesk.domain.code import N_
from vpdesk.domain.errors import FindingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

#: More pixels than this no page is drawn in: sixteen million take 64 MB.
_MOST_PIXELS: Final = 16_000_000
#: Nor is a side of it longer than this.
_LONGEST: Final = 16_000

# the renderer is not safe for two threads at once
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """One page: rows of `stride` bytes from the top, each pixel blue, green, red and one unused byte."""

    width: int
    height: int
    stride: int
    pixels: bytes


class UnreadablePdfError(FindingError):
    """What says that it is a PDF cannot be read as one, or not without a password of its own."""

    wrong = N_("This PDF cannot be shown: it is damaged, or it has a password of its own.")

    def __init__(self) -> None:
        super().__init__("")


def count_pages(content: bytes) -> int:
    """Return how many pages the PDF `content` has; raises UnreadablePdfError."""
    with _opened(content) as document:
        return len(document)


def render_page(content: bytes, number: int, *, width: int) -> PagePicture:
    """Return one page (the first is 0) of any PDF, at most `width` pixels wide; raises UnreadablePdfError.

    Nothing that is in it runs and nothing in it is followed: only its pages are drawn, and a page of an
    unheard-of size no larger than a screen needs.
    """
    import pypdfium2  # noqa: PLC0415  60 ms that only a preview needs

    with _opened(content) as document:
        try:
            page = document[number]
            wide, high = page.get_size()
            if not (wide > 0 and high > 0):
                raise UnreadablePdfError
            scale = min(width / wide, (_MOST_PIXELS / (wide * high)) ** 0.5, _LONGEST / max(wide, high))
            return _picture(page, scale)
        except (pypdfium2.PdfiumError, IndexError, ValueError, OverflowError) as error:
            raise UnreadablePdfError from error


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    import pypdfium2  # noqa: PLC0415  see above

    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise UnreadablePdfError from error
        try:
            yield document
        finally:
            document.close()


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
    return _picture(page, width / page.get_width())


def _picture(page: pypdfium2.PdfPage, scale: float) -> PagePicture:
    bitmap = page.render(scale=scale, prefer_bgrx=True)
    picture = PagePicture(
        width=bitmap.width,
        height=bitmap.height,
        stride=bitmap.stride,
        pixels=bytes(bitmap.buffer),
    )
    bitmap.close()
    page.close()
    return picture
