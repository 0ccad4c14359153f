"""What is pasted into any editor is kept as it is, or refused in words; a draft never loses it.

All 200 in every editor and every form: `VPDESK_HOSTILE=200 pytest tests/views/test_hostile_typing.py`.
"""

import importlib
import json
import os
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from time import perf_counter
from typing import Any, Final

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

import vpdesk.views
from tests.hostile import MEGABYTES, hostile_texts
from tests.views.conftest import NOW
from vpdesk.domain.errors import RuleError
from vpdesk.domain.term import TermKind
from vpdesk.domain.values import Channel, Matter
from vpdesk.i18n import explain
from vpdesk.models.desk import Desk
from vpdesk.services.drafts import load_draft, save_draft
from vpdesk.views.cases.announced import AnnouncedEditor
from vpdesk.views.cases.mandate_editor import MandateEditor
from vpdesk.views.cases.moments_editor import MomentsEditor
from vpdesk.views.day_editor import DayEditor, MomentEditor
from vpdesk.views.day_words import Lean
from vpdesk.views.editors import (
    ChoiceEditor,
    Editor,
    GrowingText,
    LongTextEditor,
    MinutesEditor,
    NumberEditor,
    TextEditor,
)
from vpdesk.views.fields import Field, choice
from vpdesk.views.form import Form
from vpdesk.views.organisations.terms_part import TermEditor
from vpdesk.views.period_editor import PeriodEditor
from vpdesk.views.reports.ticks import Ticks
from vpdesk.views.several_editor import SeveralEditor

#: So many of the 200 are tried in each, unless somebody asks for more.
SAMPLE = int(os.environ.get("VPDESK_HOSTILE", "24"))
TEXTS: Final = hostile_texts()[:: max(1, 200 // SAMPLE)]
#: Every editor, and how it is made.
EDITORS: Final[dict[type[Editor], Callable[[], Editor]]] = {
    TextEditor: TextEditor,
    LongTextEditor: LongTextEditor,
    NumberEditor: NumberEditor,
    MinutesEditor: MinutesEditor,
    ChoiceEditor: choice(Channel),
    SeveralEditor: lambda: SeveralEditor(list(Matter)),
    DayEditor: lambda: DayEditor(Lean.BACK, required=True, past_only=True),
    MomentEditor: lambda: MomentEditor(Lean.BACK, required=False),
    TermEditor: lambda: TermEditor(TermKind.ADVICE),
    PeriodEditor: lambda: PeriodEditor(lambda: date(2026, 11, 21)),
    AnnouncedEditor: AnnouncedEditor,
    MandateEditor: MandateEditor,
    MomentsEditor: lambda: MomentsEditor((), date(2026, 11, 21)),
    Ticks: Ticks,
}
#: The editors of a text: what is typed there is the value.
OF_TEXT: Final = (TextEditor, LongTextEditor)


def load_all() -> None:
    """Import every view, so that every editor and every form is known."""
    for module in pkgutil.walk_packages(vpdesk.views.__path__, "vpdesk.views."):
        importlib.import_module(module.name)


def editors(kind: type[Editor] = Editor) -> Iterator[type[Editor]]:
    """Yield every editor there is."""
    for each in kind.__subclasses__():
        if each.__module__.startswith("vpdesk."):
            yield each
        yield from editors(each)


def forms() -> Iterator[tuple[str, tuple[Field, ...]]]:
    """Yield every declared form, by the room and the name it is declared under."""
    for module in pkgutil.walk_packages(vpdesk.views.__path__, "vpdesk.views."):
        for name, found in vars(importlib.import_module(module.name)).items():
            if isinstance(found, tuple) and found and all(isinstance(each, Field) for each in found):
                yield f"{module.name.removeprefix('vpdesk.views.')}.{name}", found


def lines(editor: QWidget) -> list[QLineEdit | QPlainTextEdit]:
    return [*editor.findChildren(QLineEdit), *editor.findChildren(QPlainTextEdit)]


def paste(into: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Put `text` into a field as pasting does."""
    if isinstance(into, QLineEdit):
        into.clear()
        into.insert(text)
    else:
        into.clear()
        data = QMimeData()
        data.setText(text)
        into.insertFromMimeData(data)


def shown(into: QLineEdit | QPlainTextEdit) -> str:
    """Return what the field itself holds of it: Qt leaves out halves of characters and some ends of lines."""
    text = into.text() if isinstance(into, QLineEdit) else into.document().toRawText()
    if isinstance(into, QPlainTextEdit):
        text = text.replace("\u2029", "\n").replace("\u2028", "\n")
    return text.replace("\0", "")


def test_every_editor_is_tried() -> None:
    load_all()
    assert set(editors()) == set(EDITORS)


@pytest.mark.parametrize("kind", EDITORS, ids=lambda kind: kind.__name__)
def test_what_is_pasted_is_the_value_or_is_refused_in_words_and_comes_back_from_a_draft(
    qtbot: QtBot, kind: type[Editor]
) -> None:
    editor, again = EDITORS[kind](), EDITORS[kind]()
    for each in (editor, again):
        qtbot.addWidget(each)
    for line in lines(editor):
        for text in TEXTS:
            paste(line, text)
            kept = json.loads(json.dumps(editor.raw()))
            again.set_raw(kept)
            assert json.loads(json.dumps(again.raw())) == kept, text
            if kind in OF_TEXT:
                assert editor.value() == shown(line).strip()
                assert len(shown(line)) >= len(text) - sum(map(text.count, ("\0", "\r"))) - _lost(text)
            else:
                assert refused_in_words(editor) or editor.value() is not None or not shown(line).strip()


def _lost(text: str) -> int:
    return sum("\ud800" <= letter <= "\udfff" or letter in "\ufffe\uffff\ufeff" for letter in text)


def refused_in_words(editor: Editor) -> str:
    try:
        editor.value()
    except RuleError as error:
        return explain(error)
    return ""


def test_the_control_what_is_no_text_is_refused_somewhere(qtbot: QtBot) -> None:
    editor = NumberEditor()
    qtbot.addWidget(editor)
    paste(lines(editor)[0], "<b>9</b>")
    assert refused_in_words(editor)
    paste(lines(editor)[0], "9")
    assert not refused_in_words(editor)


def test_every_form_keeps_what_is_pasted_in_each_of_its_texts_as_a_draft(qtbot: QtBot, desk: Desk) -> None:
    load_all()
    found = dict(forms())
    assert len(found) > 15
    texts = 0
    for name, fields in found.items():
        form, again = Form(fields), Form(fields)
        for each in (form, again):
            qtbot.addWidget(each)
        boxes: dict[str, list[Any]] = {field.name: lines(form.editor(field.name)) for field in fields}
        for at, text in enumerate(TEXTS):
            for place, line in enumerate(box for field in fields for box in boxes[field.name]):
                paste(line, TEXTS[(at + place) % len(TEXTS)] if place else text)
                texts += 1
            raw = form.raw()
            body = json.dumps(raw, ensure_ascii=False)
            desk.ask(partial(save_draft, place="counsellor", body=body, now=NOW))
            draft = desk.ask(lambda vault: load_draft(vault, "counsellor"))
            assert draft is not None
            again.set_raw(json.loads(draft.body))
            assert json.loads(json.dumps(again.raw())) == json.loads(json.dumps(raw)), name
    assert texts > 30 * len(TEXTS)


@pytest.mark.parametrize("text", MEGABYTES, ids=["one word", "many words"])
@pytest.mark.parametrize("kind", OF_TEXT, ids=lambda kind: kind.__name__)
def test_a_megabyte_is_taken_in_within_seconds(qtbot: QtBot, kind: type[Editor], text: str) -> None:
    editor = EDITORS[kind]()
    qtbot.addWidget(editor)
    editor.resize(400, 300)
    editor.show()
    begun = perf_counter()
    paste(lines(editor)[0], text)
    QApplication.processEvents()
    assert editor.value() == text.strip()
    assert perf_counter() - begun < 20  # Qt alone takes minutes for one word


def test_words_of_any_length_are_broken_only_when_they_must_be(qtbot: QtBot) -> None:
    page = GrowingText(4)
    qtbot.addWidget(page)
    wraps = page.wordWrapMode()
    page.setPlainText("gewone woorden " * 500)
    assert page.wordWrapMode() == wraps
    page.setPlainText("x" * 5000)
    assert page.wordWrapMode() != wraps


@pytest.mark.parametrize("lines", [2, 4, 9])
def test_a_text_that_fits_does_not_scroll(lines: int, qtbot: QtBot) -> None:
    page = GrowingText(lines)
    qtbot.addWidget(page)
    page.setPlainText("\n".join(f"regel {n}" for n in range(lines)))
    page.resize(page.sizeHint())
    page.show()
    qtbot.waitExposed(page)
    assert page.verticalScrollBar().maximum() == 0
    page.resize(page.width(), page.height() - 8)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
