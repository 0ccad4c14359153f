"""A page becomes a picture that a window can show."""

from vpdesk.pdf.document import Document, typeset
from vpdesk.pdf.preview import render
from vpdesk.pdf.text import Text

DOCUMENT = Document(title="x", language="nl", footer="", page_words="", items=(Text(text="Tekst"),))


def test_each_page_has_the_width_that_is_asked_and_the_shape_of_the_paper() -> None:
    (picture,) = render(typeset(DOCUMENT), width=210)
    assert picture.width == 210
    assert picture.height in (297, 298)
    assert picture.stride >= 4 * picture.width
    assert len(picture.pixels) == picture.stride * picture.height


def test_pixels_are_blue_green_red() -> None:
    (picture,) = render(typeset(DOCUMENT), width=210)
    head, middle = picture.pixels[:3], picture.pixels[picture.stride * 250 + 40 :][:3]
    assert head == bytes.fromhex("6e5c0f")
    assert middle == b"\xff\xff\xff"
