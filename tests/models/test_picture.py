"""Pictures out of memory: drawn as far as possible, refused before they take the memory of the computer."""

import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from vpdesk.models.picture import MOST_PIXELS, HugePictureError, UnreadablePictureError, draw_picture


def picture(width: int, height: int, kind: str = "PNG", colour: str = "red") -> bytes:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(colour))
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]  # takes no bytes, whatever its stub says
    return bytes(held.data())


def claiming(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it is so large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["png", "jpeg", "bmp", "webp"])
def test_a_picture_is_drawn_no_wider_than_asked_and_no_larger_than_it_is(kind: str) -> None:
    content = picture(400, 200, kind.upper(), "blue")
    small, own = draw_picture(content, kind, width=100), draw_picture(content, kind, width=4000)
    assert (small.width, small.height) == (100, 50)
    assert (own.width, own.height) == (400, 200)
    blue, _green, red = own.pixels[:3]
    assert blue > 200
    assert red < 50


def test_what_is_see_through_stands_on_white() -> None:
    assert draw_picture(picture(10, 10, colour="transparent"), "png", width=10).pixels[:3] == b"\xff" * 3


@pytest.mark.parametrize(
    ("width", "height"), [(100_000, 100_000), (2**31 - 1, 2**31 - 1), (MOST_PIXELS + 1, 1), (65535, 65535)]
)
def test_a_picture_that_claims_to_be_huge_is_not_unpacked(width: int, height: int) -> None:
    with pytest.raises((HugePictureError, UnreadablePictureError)):
        draw_picture(claiming(width, height), "png", width=800)


def test_the_claim_is_what_is_refused() -> None:
    """The same few bytes with a small claim are read, and found to be damaged or drawn."""
    with pytest.raises(HugePictureError):
        draw_picture(claiming(20_000, 20_000), "png", width=800)
    draw_picture(picture(8000, 1), "png", width=800)


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff" + b"\0" * 50, b"<svg/>"]
)
@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "bmp", "webp"])
def test_a_broken_picture_is_refused(content: bytes, kind: str) -> None:
    with pytest.raises(UnreadablePictureError):
        draw_picture(content, kind, width=800)


def test_a_picture_is_read_in_its_own_format_only() -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'
    )
    with pytest.raises(UnreadablePictureError):
        draw_picture(svg, "png", width=800)


def test_a_cut_off_picture_is_refused_or_drawn_as_far_as_it_goes() -> None:
    content = picture(300, 300, "JPEG")
    for length in range(0, len(content), 37):
        try:
            drawn = draw_picture(content[:length], "jpeg", width=100)
        except UnreadablePictureError:
            continue
        assert drawn.width == 100
