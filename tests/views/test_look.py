from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFontInfo, QKeyEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.views.finding import child
from vpdesk import paths
from vpdesk.views import look, pressable
from vpdesk.views.day_editor import DayEditor
from vpdesk.views.day_words import Lean
from vpdesk.views.look.palette import palette
from vpdesk.views.look.tokens import DARK, LIGHT, READABLE, VISIBLE, Tokens, contrast
from vpdesk.views.parts import SYMBOLS, button, heading
from vpdesk.views.states import Notice

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


def seen(button: QPushButton) -> int:
    """Return how many points of a button change so that it is seen when the focus comes to it."""
    images = []
    for focused in (False, True):
        (button.setFocus if focused else button.clearFocus)()
        images.append(button.window().grab(button.geometry()).toImage())
    before, after = images
    points = ((x, y) for x in range(before.width()) for y in range(before.height()))
    return sum(
        contrast(before.pixelColor(x, y).name(), after.pixelColor(x, y).name()) >= 3
        for x, y in points
        if before.pixel(x, y) != after.pixel(x, y)
    )


KINDS = ("", "primary", "large", "large-primary", "link", "tab", "toggle", "nav", "section", "bare")


@BOTH
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_seen_where_the_focus_is(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tokens: Tokens, kind: str
) -> None:
    """WCAG 2.2, 2.4.13: at least as much changes as a line of one point around it, by 3 : 1 at least."""
    look.use(qapp, tokens.name, 100)
    page = QWidget()
    qtbot.addWidget(page)
    page.setProperty("kind", "page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made = button("Record", lambda: None, kind=kind)
    QVBoxLayout(page).addWidget(made)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    around = 2 * (made.width() + made.height())
    assert seen(made) >= 0.9 * around  # the corners are round
    if "primary" in kind:  # the control: a frame is not seen around the colour itself
        monkeypatch.setattr(pressable, "FILLED", ())
        assert seen(made) < around / 2


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


@BOTH
def test_the_days_of_the_calendar_can_be_read(qapp: QApplication, qtbot: QtBot, tokens: Tokens) -> None:
    look.use(qapp, tokens.name, 100)
    editor = DayEditor(Lean.BACK, required=True)
    qtbot.addWidget(editor)
    editor.show()
    child(editor, QPushButton, "calendar").click()
    calendar = child(editor, QCalendarWidget)
    days = child(calendar, QTableView)
    image = days.viewport().grab().toImage()
    assert image.pixelColor(1, image.height() - 1).name() == QColor(tokens.card).name()  # and not see-through
    for column in range(7):
        cell = days.visualRect(days.model().index(1, column))
        drawn = {
            image.pixelColor(x, y).name()
            for x in range(cell.left(), cell.right())
            for y in range(cell.top(), cell.bottom())
        }
        assert max(contrast(colour, tokens.card) for colour in drawn) >= 4.5
        name = days.model().index(0, column).data()
        assert days.fontMetrics().horizontalAdvance(name) + 8 < days.columnWidth(column)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_is_pressed_by_enter_too_but_not_by_enter_held_down(qtbot: QtBot, key: Qt.Key) -> None:
    pressed: list[Qt.Key] = []
    made = button("Afspreken", lambda: pressed.append(key))
    qtbot.addWidget(made)
    QTest.keyClick(made, key)
    assert pressed == [key]
    held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", autorep=True)
    QApplication.sendEvent(made, held)
    assert pressed == [key]


def test_good_news_does_not_look_like_a_warning(qapp: QApplication, qtbot: QtBot) -> None:
    look.use(qapp, "light", 100)
    grounds = {}
    for icon_name in ("circle-check", "triangle-alert", "info"):
        notice = Notice("Kopie gemaakt en gecontroleerd, 14:02.", icon_name)
        qtbot.addWidget(notice)
        image = notice.grab().toImage()
        grounds[icon_name] = image.pixelColor(image.width() - 8, image.height() // 2).name().upper()
    assert grounds == {
        "circle-check": LIGHT.good_soft,
        "triangle-alert": LIGHT.soon_soft,
        "info": LIGHT.soon_soft,
    }
