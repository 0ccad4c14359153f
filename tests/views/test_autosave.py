import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.factories import make_case
from tests.views.conftest import NOW
from tests.views.finding import child
from vpdesk.domain.erasure import Erasure, ErasureRule, mark_of
from vpdesk.domain.errors import DiskFullError, EnvironmentFault, RuleError, VpdeskError
from vpdesk.domain.identity import new_id
from vpdesk.domain.organisation import Organisation
from vpdesk.models.desk import Desk
from vpdesk.services.casework import save_case
from vpdesk.services.drafts import load_draft
from vpdesk.vault import vault as vault_module
from vpdesk.vault.erasure_faults import CaseErasedError
from vpdesk.vault.vault import Vault
from vpdesk.views import autosave as autosave_module
from vpdesk.views.autosave import REST, Autosave
from vpdesk.views.fields import Field, text
from vpdesk.views.form import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A form that saves itself, and what it needs."""

    form: Form
    autosave: Autosave
    line: QLineEdit


def save_organisation(vault: Vault, organisation: Organisation) -> None:
    with vault.transaction():
        vault.organisations.save(organisation)


def refuse(_vault: Vault, _value: object) -> None:
    raise RuleError("name", "There is one of this name already.")


def names(desk: Desk) -> list[str]:
    return desk.ask(lambda vault: [organisation.name for organisation in vault.organisations.all()])


def draft(desk: Desk) -> Any:
    return desk.ask(lambda vault: load_draft(vault, "organisation/1"))


@pytest.fixture
def parts(qtbot: QtBot, desk: Desk) -> Parts:
    form = Form((Field("name", "Name", text),))
    qtbot.addWidget(form)
    autosave = Autosave(form, desk, "organisation/1", save_organisation, now=lambda: NOW)
    form.load(Organisation(id=1, name="Waterschap De Vliet"))
    line = child(form.editor("name"), QLineEdit)
    return Parts(form=form, autosave=autosave, line=line)


def test_what_is_typed_is_saved_after_a_rest(qtbot: QtBot, desk: Desk, parts: Parts) -> None:
    with qtbot.waitSignal(parts.autosave.saved, timeout=10_000) as heard:
        parts.line.setText("Gemeente Molendrecht")
        assert names(desk) == []
    assert names(desk) == ["Gemeente Molendrecht"]
    assert heard.args == [NOW]
    assert not parts.autosave.pending


def test_who_types_on_without_a_rest_is_saved_as_well(
    qtbot: QtBot, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave_module, "LONGEST", 100)
    typing = QTimer(interval=REST // 20)
    typing.timeout.connect(lambda: parts.line.setText(parts.line.text() + "o"))
    with qtbot.waitSignal(parts.autosave.saved, timeout=10_000):
        typing.start()
    typing.stop()


def test_leaving_the_form_saves_at_once(qtbot: QtBot, parts: Parts) -> None:
    elsewhere = QLineEdit()
    qtbot.addWidget(elsewhere)
    for widget in (parts.form, elsewhere):
        widget.show()
    parts.form.activateWindow()
    parts.line.setFocus()
    qtbot.waitUntil(parts.line.hasFocus)
    parts.line.setText("Gemeente Molendrecht")
    with qtbot.waitSignal(parts.autosave.saved, timeout=1_500):  # sooner than the rest of 2 s
        elsewhere.activateWindow()
        elsewhere.setFocus()


def test_what_breaks_a_rule_is_kept_as_a_draft_and_comes_back(desk: Desk, parts: Parts) -> None:
    parts.line.setText("   ")
    parts.autosave.commit()
    assert names(desk) == []
    assert draft(desk) is not None
    parts.form.load(Organisation(id=1, name="Waterschap De Vliet"))
    assert parts.autosave.restore()
    assert parts.line.text() == "   "


def test_the_draft_goes_when_the_value_is_saved(desk: Desk, parts: Parts) -> None:
    parts.line.setText("")
    parts.autosave.commit()
    parts.line.setText("Stichting Zorgpunt Oost")
    parts.autosave.commit()
    assert names(desk) == ["Stichting Zorgpunt Oost"]
    assert draft(desk) is None
    assert not parts.autosave.restore()


def test_nothing_is_saved_when_nothing_was_typed(desk: Desk, parts: Parts) -> None:
    parts.autosave.commit()
    assert names(desk) == []


def test_a_full_disk_keeps_the_text_pending(qtbot: QtBot, desk: Desk) -> None:
    def fail(_vault: Vault, _value: object) -> None:
        raise EnvironmentFault("The disk is full.")

    form = Form((Field("name", "Name", text),))
    qtbot.addWidget(form)
    autosave = Autosave(form, desk, "organisation/1", fail)
    form.load(Organisation(name="Waterschap De Vliet"))
    child(form.editor("name"), QLineEdit).setText("Gemeente Molendrecht")
    with qtbot.waitSignal(autosave.failed) as heard:
        autosave.flush()
    assert heard.args is not None
    assert isinstance(heard.args[0], EnvironmentFault)
    assert autosave.pending
    with pytest.raises(VpdeskError):
        autosave.commit()
    assert autosave.pending


def test_what_the_disk_did_not_take_is_tried_again_by_itself_and_told_once(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault_module, "ROOM", 1 << 62)
    monkeypatch.setattr(autosave_module, "AGAIN", 20)
    tried: list[Organisation] = []

    def save(vault: Vault, organisation: Organisation) -> None:
        tried.append(organisation)
        save_organisation(vault, organisation)

    form = Form((Field("name", "Name", text),))
    qtbot.addWidget(form)
    autosave = Autosave(form, desk, "organisation/1", save, now=lambda: NOW)
    form.load(Organisation(id=1, name="Waterschap De Vliet"))
    told: list[VpdeskError] = []
    over: list[VpdeskError] = []
    autosave.failed.connect(told.append)
    desk.taken_in.connect(over.append)
    child(form.editor("name"), QLineEdit).setText("Gemeente Molendrecht")
    autosave.flush()
    qtbot.waitUntil(lambda: len(tried) > 3)
    (error,) = told
    assert "then it is saved by itself" in error.todo
    assert autosave.refused
    assert names(desk) == []
    monkeypatch.setattr(vault_module, "ROOM", 0)
    qtbot.waitUntil(lambda: bool(over) and not autosave.refused)
    assert names(desk) == ["Gemeente Molendrecht"]
    assert not any(timer.isActive() for timer in autosave.findChildren(QTimer))  # what is in is left alone


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
def test_a_file_that_is_put_back_in_its_place_takes_what_was_typed(
    qtbot: QtBot, desk: Desk, parts: Parts, tmp_path: Path
) -> None:
    database = desk.ask(lambda vault: vault.folder).database
    database.rename(tmp_path / "aside.db")
    parts.line.setText("Gemeente Molendrecht")
    with qtbot.waitSignal(parts.autosave.failed) as heard:
        parts.autosave.flush()
    assert heard.args is not None
    assert "put the file back in its place; then it is saved by itself" in heard.args[0].todo
    (tmp_path / "aside.db").rename(database)
    with qtbot.waitSignal(desk.taken_in):
        parts.autosave.flush()
    assert names(desk) == ["Gemeente Molendrecht"]


def test_a_button_that_fails_says_so_each_time_and_asks_to_be_pressed_again(
    qtbot: QtBot, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault_module, "ROOM", 1 << 62)
    told: list[VpdeskError] = []
    parts.autosave.failed.connect(told.append)
    parts.line.setText("Gemeente Molendrecht")
    for _press in range(2):
        with qtbot.waitSignal(parts.autosave.failed):
            parts.autosave.complete(save_organisation, lambda _value: None)
    assert ["then try again" in error.todo for error in told] == [True, True]


def test_a_rule_of_the_vault_is_said_at_the_field_and_keeps_a_draft(qtbot: QtBot, desk: Desk) -> None:
    form = Form((Field("name", "Name", text),))
    qtbot.addWidget(form)
    autosave = Autosave(form, desk, "organisation/1", refuse)
    form.load(Organisation(name="Waterschap De Vliet"))
    child(form.editor("name"), QLineEdit).setText("Gemeente Molendrecht")
    autosave.commit()
    assert form.editor("name").box.property("wrong") is True
    assert draft(desk) is not None


def test_something_new_is_a_draft_until_its_button_completes_it(qtbot: QtBot, desk: Desk) -> None:
    form = Form((Field("name", "Name", text),))
    qtbot.addWidget(form)
    autosave = Autosave(form, desk, "organisation/1", None, now=lambda: NOW)
    form.begin(Organisation)
    child(form.editor("name"), QLineEdit).setText("Gemeente Molendrecht")
    autosave.commit()
    assert names(desk) == []
    assert draft(desk) is not None
    done: list[Organisation] = []
    autosave.complete(save_organisation, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert names(desk) == ["Gemeente Molendrecht"]
    assert draft(desk) is None


def test_what_a_rule_refuses_waits_as_a_draft_when_she_turns_to_another(
    desk: Desk, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts.autosave, "_save", refuse)
    parts.line.setText("Waterschap Twee")
    parts.autosave.turn_to("organisation/2")
    parts.form.load(Organisation(id=2, name="Gemeente Molendrecht"))
    assert "Waterschap Twee" in draft(desk).body
    assert not parts.autosave.pending
    assert desk.ask(lambda vault: load_draft(vault, "organisation/2")) is None


def test_what_was_under_way_and_failed_is_not_taken_for_saved(
    desk: Desk, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The focus leaves the form, the disk is full, and the window locks before the answer is heard."""
    monkeypatch.setattr(vault_module, "ROOM", 1 << 62)
    parts.line.setText("Gemeente Molendrecht")
    parts.autosave.flush()
    with pytest.raises(DiskFullError):
        parts.autosave.commit()
    assert parts.autosave.pending
    monkeypatch.setattr(vault_module, "ROOM", 0)
    parts.autosave.commit()
    assert names(desk) == ["Gemeente Molendrecht"]


def test_what_was_under_way_and_is_saved_is_not_saved_twice(desk: Desk, parts: Parts) -> None:
    saved: list[object] = []
    desk.ask(lambda vault: setattr(vault, "on_commit", saved.append))
    parts.line.setText("Gemeente Molendrecht")
    parts.autosave.flush()
    parts.autosave.flush()
    parts.autosave.commit()
    assert len(saved) == 1


def test_what_a_rule_refuses_in_the_background_is_a_draft_at_once(qtbot: QtBot, desk: Desk) -> None:
    """The control: without it the draft would wait for an answer that a locked window never hears."""
    form = Form((Field("name", "Name", text),))
    qtbot.addWidget(form)
    autosave = Autosave(form, desk, "organisation/1", refuse)
    form.load(Organisation(name="Waterschap De Vliet"))
    child(form.editor("name"), QLineEdit).setText("Gemeente Molendrecht")
    autosave.flush()
    assert "Molendrecht" in draft(desk).body
    assert names(desk) == []


def test_a_button_that_could_not_finish_leaves_a_draft_behind(desk: Desk, parts: Parts) -> None:
    parts.line.setText("Gemeente Molendrecht")
    parts.autosave.complete(refuse, lambda _value: None)
    parts.autosave.commit()
    assert names(desk) == ["Gemeente Molendrecht"]
    assert not parts.autosave.pending


def test_what_is_typed_of_an_erased_case_is_let_go_and_holds_up_no_lock(qtbot: QtBot, desk: Desk) -> None:
    organisation, case_id = Organisation(name="Waterschap De Vliet"), new_id()
    mark = desk.ask(lambda vault: mark_of(vault.opened.header.vault_id, case_id))

    def erased(vault: Vault) -> None:
        with vault.transaction():
            vault.organisations.save(organisation)
            vault.erasures.save(Erasure(mark=mark, erased_on=NOW.date(), rule=ErasureRule.MISTAKE))

    desk.ask(erased)
    form = Form((Field("alias", "Alias", text),))
    qtbot.addWidget(form)
    autosave = Autosave(form, desk, f"case/{case_id}", save_case, now=lambda: NOW)
    form.load(make_case(organisation.id, id=case_id, alias="Eik-14"))
    child(form.editor("alias"), QLineEdit).setText("Beuk-21")
    heard: list[VpdeskError] = []
    autosave.failed.connect(heard.append)
    autosave.commit()  # as a lock does: raises nothing, and nothing is asked
    assert [type(error) for error in heard] == [CaseErasedError]
    assert not autosave.pending
    assert desk.ask(lambda vault: vault.cases.aliases()) == frozenset()
