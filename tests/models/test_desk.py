import threading
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtTest import QSignalSpy
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from tests.factories import CHEAP, PASSPHRASE
from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.domain.organisation import Organisation
from vpdesk.models import tasks
from vpdesk.models.desk import Desk
from vpdesk.vault.faults import DatabaseDamagedError
from vpdesk.vault.thread import DatabaseThread
from vpdesk.vault.vault import Vault
from vpdesk.views.pictures import settle


def _store(vault: Vault) -> None:
    with vault.transaction():
        vault.organisations.save(Organisation(name="Waterschap De Vliet"))


def _refuse(_vault: Vault) -> None:
    raise RuleError("name", "Not so.")


def test_a_question_is_answered_on_the_database_thread(desk: Desk) -> None:
    here = threading.get_ident()
    assert desk.ask(lambda _vault: threading.get_ident()) != here
    assert desk.ask(lambda _vault: threading.get_ident()) == desk.ask(lambda _vault: threading.get_ident())


def test_an_answer_comes_back_in_the_windows_thread(qtbot: QtBot, desk: Desk) -> None:
    owner, seen = QObject(), []
    desk.do(
        lambda _vault: "done",
        owner=owner,
        done=lambda answer: seen.append((answer, threading.get_ident())),
        failed=lambda _error: None,
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("done", threading.get_ident())]


def test_a_commit_says_which_tables_it_changed(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.changed) as heard:
        desk.ask(_store)
    assert heard.args is not None
    assert "organisations" in heard.args[0]


@pytest.mark.usefixtures("qapp")
def test_what_is_committed_last_is_not_told_once_the_vault_is_closed(tmp_path: Path) -> None:
    made = Desk(DatabaseThread(lambda: Vault.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP)))
    heard = QSignalSpy(made.changed)
    made.ask(_store)
    made.close()
    settle()  # whatever was under way arrives now
    assert heard.count() == 0


@pytest.mark.usefixtures("qapp")
def test_a_screen_that_asks_when_the_vault_is_closed_asks_in_vain(tmp_path: Path) -> None:
    made = Desk(DatabaseThread(lambda: Vault.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP)))
    asked: list[Vault] = []
    made.close()
    made.do(asked.append, owner=made, failed=lambda _error: None)
    settle()
    assert asked == []


def test_an_expected_error_reaches_who_asked(qtbot: QtBot, desk: Desk) -> None:
    owner = QObject()
    errors: list[VpdeskError] = []
    desk.do(_refuse, owner=owner, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], RuleError)
    with pytest.raises(RuleError):
        desk.ask(_refuse)


def test_a_bug_is_raised_when_whoever_waits_has_heard_of_the_end(qtbot: QtBot, desk: Desk) -> None:
    owner, heard = QObject(), list[str]()
    with capture_exceptions() as bugs:
        desk.do(
            lambda _vault: 1 / 0,
            owner=owner,
            done=lambda _answer: heard.append("done"),
            failed=lambda error: heard.append(f"{type(error).__name__}, {len(bugs)} raised"),
        )
        qtbot.waitUntil(lambda: bool(bugs))
    assert bugs[0][0] is ZeroDivisionError
    assert heard == ["UnfinishedError, 0 raised"]


def meet_damage(_vault: Vault) -> None:
    raise DatabaseDamagedError


def test_damage_is_told_once_whoever_met_it_and_though_nobody_waits_any_more(
    qtbot: QtBot, desk: Desk
) -> None:
    gone, told = QObject(), QSignalSpy(desk.damaged)
    assert not desk.is_damaged
    desk.do(meet_damage, owner=gone, failed=lambda _error: None)
    shiboken6.delete(gone)
    with pytest.raises(DatabaseDamagedError):
        desk.ask(meet_damage)
    qtbot.waitUntil(lambda: desk.is_damaged)
    settle()
    assert told.count() == 1


def test_who_has_gone_gets_no_answer(qtbot: QtBot, desk: Desk) -> None:
    gone, here, seen = QObject(), QObject(), []
    gate = threading.Event()
    desk.do(
        lambda _vault: gate.wait(10),
        owner=gone,
        done=lambda _answer: seen.append("gone"),
        failed=lambda _error: None,
    )
    desk.do(
        lambda _vault: None, owner=here, done=lambda _answer: seen.append("here"), failed=lambda _error: None
    )
    shiboken6.delete(gone)
    gate.set()
    qtbot.waitUntil(lambda: "here" in seen)
    assert seen == ["here"]


def test_work_beside_the_window_runs_elsewhere_and_returns_here(qtbot: QtBot) -> None:
    owner, seen = QObject(), []
    here = threading.get_ident()
    tasks.run(
        threading.get_ident,
        owner=owner,
        done=lambda there: seen.append((there, threading.get_ident())),
        failed=lambda _error: None,
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != here
    assert seen[0][1] == here


def test_a_bug_beside_the_window_lets_the_page_go_on(qtbot: QtBot) -> None:
    owner, errors = QObject(), list[VpdeskError]()
    with capture_exceptions() as bugs:
        tasks.run(lambda: 1 / 0, owner=owner, failed=errors.append)
        qtbot.waitUntil(lambda: bool(bugs))
    assert [type(each) for each in errors] == [tasks.UnfinishedError]
    assert bugs[0][0] is ZeroDivisionError
