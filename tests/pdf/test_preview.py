"""A page becomes a picture that a window can show."""

import random
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest

from vpdesk.pdf.document import Document, typeset
from vpdesk.pdf.preview import UnreadablePdfError, count_pages, render, render_page
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


def test_any_pdf_is_drawn_a_page_at_a_time() -> None:
    content = typeset(DOCUMENT)
    assert count_pages(content) == 1
    assert render_page(content, 0, width=210) == render(content, width=210)[0]
    with pytest.raises(UnreadablePdfError):
        render_page(content, 7, width=210)


def written(*pages: tuple[float, float], catalogue: str = "", page: str = "") -> bytes:
    """Return a PDF of bare pages of any size, with more in its catalogue or on its pages."""
    with pikepdf.new() as pdf:
        for wide, high in pages:
            pdf.add_blank_page()
            pdf.pages[-1].MediaBox = pikepdf.Array([0, 0, Decimal(wide), Decimal(high)])
        if catalogue:
            pdf.Root.OpenAction = pikepdf.Object.parse(catalogue.encode())
        if page:
            pdf.pages[0].Annots = pikepdf.Array([pikepdf.Object.parse(page.encode())])
        held = BytesIO()
        pdf.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    "size", [(1e-3, 1e-3), (1e6, 1.0), (1.0, 1e6), (14_400.0, 14_400.0), (1e9, 1e9), (3.0, 3e7)]
)
def test_a_page_of_an_unheard_of_size_is_drawn_small_or_refused(size: tuple[float, float]) -> None:
    try:
        picture = render_page(written(size), 0, width=1600)
    except UnreadablePdfError:
        return
    assert picture.width * picture.height <= 17_000_000


def test_what_a_pdf_wants_to_run_or_open_is_not_run_or_opened() -> None:
    script = "<< /S /JavaScript /JS (app.launchURL('http://example.invalid/'); while (true) {}) >>"
    link = (
        "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://example.invalid/) >>"
        " /AA << /E << /S /Launch /F (calc.exe) >> >> >>"
    )
    picture = render_page(written((100, 100), catalogue=script, page=link), 0, width=100)
    assert set(picture.pixels) <= {0, 255}


@pytest.mark.parametrize("content", [b"", b"%PDF-", b"%PDF-1.7\n%%EOF", b"x" * 5000])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadablePdfError):
        count_pages(content)
    with pytest.raises(UnreadablePdfError):
        render_page(content, 0, width=100)


def test_a_pdf_with_a_password_of_its_own_is_refused() -> None:
    with pikepdf.open(BytesIO(typeset(DOCUMENT))) as pdf:
        held = BytesIO()
        pdf.save(held, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UnreadablePdfError):
        count_pages(held.getvalue())


def test_a_broken_pdf_is_refused_or_drawn_and_never_ends_the_program() -> None:
    content = typeset(DOCUMENT)
    dice = random.Random(7)
    for _ in range(150):
        broken = bytearray(content)
        for _hit in range(dice.randint(1, 40)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        cut = bytes(broken[: dice.randrange(len(broken))] if dice.random() < 0.3 else broken)
        try:
            for number in range(min(3, count_pages(cut))):
                render_page(cut, number, width=60)
        except UnreadablePdfError:
            continue
