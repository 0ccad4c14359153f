from dataclasses import dataclass, replace
from datetime import date

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.views.audit import unnamed
from tests.views.finding import child
from vpdesk.domain.errors import RuleError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Entry, Matter, Outcome
from vpdesk.views.fields import (
    Field,
    choice,
    day,
    long_text,
    minutes,
    one_of,
    optional_choice,
    optional_coming_day,
    several,
    text,
)
from vpdesk.views.form import Form

TODAY = date(2026, 11, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A value with every kind of field and one rule."""

    organisation_id: int = 2
    alias: str = "Eik-14"
    held_on: date = date(2026, 9, 3)
    again_on: date | None = None
    entry: Entry = Entry.HR
    outcome: Outcome | None = None
    matters: tuple[Matter, ...] = (Matter.STALKING, Matter.BULLYING)
    minutes: int = 35
    notes: str = "According to the reporter"

    def __post_init__(self) -> None:
        if not self.alias:
            raise RuleError("alias", "Give an alias.")
        if self.minutes > 1440:
            raise RuleError("elsewhere", "That is too long.")


FIELDS = (
    Field("organisation_id", "Client", one_of(lambda: [(1, "De Vliet"), (2, "Molendrecht")])),
    Field("alias", "&Alias", text, "A word to find the case by"),
    Field("held_on", "Day", day),
    Field("again_on", "Again on", optional_coming_day),
    Field("entry", "Came by", choice(Entry)),
    Field("outcome", "Outcome", optional_choice(Outcome)),
    Field("matters", "Matters", several(Matter, group=lambda matter: matter.mandate)),
    Field("minutes", "Length", minutes),
    Field("notes", "Notes", long_text),
)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form(FIELDS, today=lambda: TODAY, beside=("again_on",))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_value_goes_in_and_comes_out_as_it_was(form: Form) -> None:
    visit = Visit(again_on=date(2026, 12, 1), outcome=Outcome.LEFT)
    form.load(visit)
    assert form.value() == visit


def test_each_edit_comes_out_in_a_changed_copy(form: Form) -> None:
    form.load(Visit())
    child(form.editor("alias"), QLineEdit).setText("Beuk-21")
    child(form.editor("held_on"), QLineEdit).setText("gisteren")
    child(form.editor("again_on"), QLineEdit).setText("vr")
    child(form.editor("entry"), QComboBox).setCurrentIndex(0)
    child(form.editor("outcome"), QComboBox).setCurrentIndex(1)
    child(form.editor("matters"), QPushButton, "stalking").click()
    child(form.editor("matters"), QPushButton, "fraud").click()
    child(form.editor("minutes"), QLineEdit).setText("50")
    child(form.editor("notes"), QPlainTextEdit).setPlainText("Later")
    assert form.value() == replace(
        Visit(),
        alias="Beuk-21",
        held_on=date(2026, 11, 20),
        again_on=date(2026, 11, 27),
        entry=Entry.PHONE,
        outcome=Outcome.RESOLVED,
        matters=(Matter.BULLYING, Matter.FRAUD),
        minutes=50,
        notes="Later",
    )


def test_loading_is_no_edit_and_typing_is(form: Form, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.edited):
        form.load(Visit())
    with qtbot.waitSignal(form.edited):
        child(form.editor("alias"), QLineEdit).setText("x")


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("alias", "", "Give an alias."),
        ("held_on", "soon", "This cannot be read as a day."),
        ("held_on", "", "Fill in a day."),
        ("minutes", "half an hour", "Fill in a number of minutes, for example 50 or 1:30."),
        ("minutes", "-5", "Fill in a number of minutes, for example 50 or 1:30."),
        ("minutes", "1441", "That is too long."),
    ],
)
def test_a_broken_rule_is_said_in_words(form: Form, name: str, typed: str, said: str) -> None:
    form.load(Visit())
    child(form.editor(name), QLineEdit).setText(typed)
    with pytest.raises(RuleError):
        form.value()
    shown = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert any(said in text for text in shown)


def test_the_field_at_fault_is_marked_until_it_is_right(form: Form) -> None:
    form.load(Visit())
    line = child(form.editor("alias"), QLineEdit)
    line.setText("")
    with pytest.raises(RuleError):
        form.value()
    assert line.property("wrong")
    line.setText("Es-05")
    assert form.value().alias == "Es-05"
    assert not line.property("wrong")


def test_half_typed_input_survives_as_a_draft(form: Form) -> None:
    form.load(Visit())
    child(form.editor("held_on"), QLineEdit).setText("3-9-20")
    child(form.editor("alias"), QLineEdit).setText("")
    raw = form.raw()
    form.load(Visit())
    form.set_raw({**raw, "a field that was removed": 1})
    assert form.raw() == raw


def test_something_new_is_made_of_its_fields(form: Form) -> None:
    form.begin(Visit, held_on=TODAY, alias="Iep-08", entry=Entry.EMAIL, organisation_id=1)
    assert form.value() == Visit(
        held_on=TODAY, alias="Iep-08", entry=Entry.EMAIL, organisation_id=1, matters=(), minutes=0, notes=""
    )


def test_what_a_day_field_understood_is_said_in_full(form: Form) -> None:
    form.load(Visit())
    child(form.editor("held_on"), QLineEdit).setText("vr")
    assert "Friday 20 November 2026" in [
        label.text() for label in form.editor("held_on").findChildren(QLabel)
    ]


def test_every_field_has_a_name_and_a_label_that_leads_to_it(form: Form) -> None:
    assert unnamed(form) == []
    buddies = [label.buddy() for label in form.findChildren(QLabel) if label.buddy() is not None]
    assert len(buddies) == len(FIELDS)


def test_an_error_goes_as_soon_as_its_field_is_corrected(qtbot: QtBot) -> None:
    form = Form((Field("name", "Name", text), Field("remarks", "Remarks", text)))
    qtbot.addWidget(form)
    form.show()
    form.load(Organisation(name="Waterschap De Vliet"))
    line = child(form.editor("name"), QLineEdit)
    line.setText(" ")
    with pytest.raises(RuleError):
        form.value()
    assert form._errors["name"].isVisible()
    child(form.editor("remarks"), QLineEdit).setText("Something else")
    assert form._errors["name"].isVisible()
    line.setText("W")
    assert not form._errors["name"].isVisible()
    assert not line.property("wrong")


def test_a_day_on_which_something_happened_is_not_still_to_come(qtbot: QtBot) -> None:
    form = Form((Field("when", "When", day), Field("next", "Next", optional_coming_day)), today=lambda: TODAY)
    qtbot.addWidget(form)
    form.begin(dict, when=TODAY, next=None)
    child(form.editor("when"), QLineEdit).setText("22-11-2026")
    with pytest.raises(RuleError, match="still to come") as caught:
        form.value()
    assert caught.value.field == "when"
    child(form.editor("when"), QLineEdit).setText("20-11-2026")
    child(form.editor("next"), QLineEdit).setText("22-11-2026")
    assert form.value() == {"when": date(2026, 11, 20), "next": date(2026, 11, 22)}


def _leave(form: Form, name: str, typed: str) -> str:
    """Type in a line, go elsewhere, and return what the form says is wrong."""
    line = child(form.editor(name), QLineEdit)
    line.setFocus()
    line.setText(typed)
    line.editingFinished.emit()
    said = [each.text() for each in form.findChildren(QLabel) if each.property("kind") == "error"]
    return " ".join(filter(None, said))


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("held_on", "31 februari", "This day does not exist."),
        ("held_on", "morgen", "This day is still to come."),
        ("held_on", "", ""),  # nothing is missing before she says that it is finished
        ("held_on", "gisteren", ""),
        ("again_on", "29-2-2027", "This day does not exist."),
        ("minutes", "lang", "Fill in a number of minutes, for example 50 or 1:30."),
        ("minutes", "1:30", ""),
    ],
)
def test_what_cannot_be_read_is_said_when_she_goes_on(form: Form, name: str, typed: str, said: str) -> None:
    assert _leave(form, name, typed) == said


@pytest.mark.parametrize(
    ("name", "typed", "echo"),
    [
        ("again_on", "gisteren", "Friday 20 November 2026 · this day has passed"),
        ("again_on", "ma", "Monday 23 November 2026"),
        ("again_on", "ma 14:00", "Monday 23 November 2026 · the time is not kept here"),
        ("held_on", "gisteren 9u", "Friday 20 November 2026 · the time is not kept here"),
        ("held_on", "gisteren", "Friday 20 November 2026"),
        ("held_on", "22-11", "Saturday 22 November 2025 · last year"),  # tomorrow, by a slip
        ("held_on", "22-11-2025", "Saturday 22 November 2025"),
        ("again_on", "20-11", "Saturday 20 November 2027 · next year"),
        ("again_on", "1-12-2062", "Friday 1 December 2062 · mind the year"),
        ("held_on", "1-1-1800", "Wednesday 1 January 1800 · mind the year"),
    ],
)
def test_a_day_says_what_is_to_be_minded_of_it(form: Form, name: str, typed: str, echo: str) -> None:
    """What goes from the field when it is written out stays said: else the time would vanish unseen."""
    _leave(form, name, typed)
    days = [label.text() for label in form.editor(name).findChildren(QLabel)]
    assert days == [echo]
