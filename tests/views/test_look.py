from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit

from vpdesk import paths
from vpdesk.views import look
from vpdesk.views.look.palette import palette
from vpdesk.views.look.tokens import DARK, LIGHT, READABLE, VISIBLE, Tokens, contrast
from vpdesk.views.parts import SYMBOLS, heading

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)


@BOTH
@pytest.mark.parametrize(("text", "ground"), READABLE)
def test_text_can_be_read_on_its_ground(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize(("rim", "ground"), VISIBLE)
def test_the_rim_of_a_control_can_be_seen(tokens: Tokens, rim: str, ground: str) -> None:
    assert contrast(getattr(tokens, rim), getattr(tokens, ground)) >= 3


@BOTH
def test_placeholder_text_can_be_read(qapp: QApplication, tokens: Tokens) -> None:
    look.use(qapp, tokens.name, 100)
    line = QLineEdit()
    line.ensurePolished()
    for made in (palette(tokens), line.palette()):  # the style sheet has a mind of its own about it
        hint = made.color(QPalette.ColorRole.PlaceholderText)
        assert hint.alpha() == 255
        assert contrast(hint.name(), tokens.card) >= 4.5


def test_contrast_is_measured_as_the_guidelines_do() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast("#ABABAB", "#FFFFFF") < 4.5  # the pale placeholder of other programs would be found


def test_the_window_speaks_the_bundled_font(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == "Open Sans"


def test_text_grows_with_the_setting_and_stops_at_200(qapp: QApplication) -> None:
    title = heading("Eik-14")
    sizes = []
    for size in (100, 150, 200, 900):
        look.use(qapp, "light", size)
        title.ensurePolished()
        sizes.append(title.sizeHint().height())
    assert sizes[0] < sizes[1] < sizes[2] == sizes[3]


def test_every_icon_that_the_source_names_is_bundled() -> None:
    source = "\n".join(
        file.read_text(encoding="utf-8") for file in (Path(look.__file__).parents[1]).rglob("*.py")
    )
    names = {
        piece.split('"')[1]
        for mark in ("icon_name=", "icon=", "symbol(", "pixmap(")
        for piece in source.split(mark)[1:]
        if piece.startswith('"') and piece.split('"')[1]
    } | set(SYMBOLS.values())
    assert len(names) > 5
    assert [name for name in names if not (paths.resources() / "icons" / f"{name}.svg").is_file()] == []


def test_an_icon_takes_the_colour_of_its_tone() -> None:
    image = look.pixmap("plus", "late", 20, 1).toImage()
    assert image.pixelColor(10, 10).name().upper() == LIGHT.late
