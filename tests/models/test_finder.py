"""Searching from the window: the newest question counts, and what waits for the vault comes first."""

from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from tests.factories import make_case, make_contact
from vpdesk.domain.finding import HitGroup, Question
from vpdesk.domain.organisation import Organisation
from vpdesk.models import finder as module
from vpdesk.models.desk import Desk, LookUp
from vpdesk.models.finder import Finder
from vpdesk.services.finding import Found
from vpdesk.vault.vault import Vault
from vpdesk.views.pictures import settle


@pytest.fixture
def finder(desk: Desk) -> Finder:
    """A search over a vault with one case."""
    organisation = Organisation(name="Stichting De Boomgaard")
    case = make_case(organisation.id, alias="Eik-14")

    def fill(vault: Vault) -> None:
        with vault.transaction():
            vault.organisations.save(organisation)
            vault.cases.save(case)
            vault.contacts.save(make_contact(case.id, notes="Over pesten."))
            vault.contacts.save(make_contact(case.id, notes="Er is gepest."))

    desk.ask(fill)
    return Finder(desk)


def said(found: Found) -> list[str]:
    return [hit.excerpt.text for hit in found.hits]


def test_what_begins_so_comes_at_once_and_the_insides_of_words_after_it(qtbot: QtBot, finder: Finder) -> None:
    heard = QSignalSpy(finder.found)
    finder.ask(Question.of("pest"))
    qtbot.waitUntil(lambda: heard.count() == 2)
    assert said(heard.at(0)[0]) == ["Over pesten."]
    assert said(heard.at(1)[0]) == ["Over pesten.", "Er is gepest."]
    assert [heard.at(0)[1], heard.at(1)[1]] == [False, True]


def test_what_comes_at_once_may_be_painted_before_the_insides_of_words_are_looked_for(
    qtbot: QtBot, finder: Finder, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    look_up = desk.look_up

    def asked(*query: Any, **named: Any) -> LookUp:
        order.append("asked")
        return look_up(*query, **named)

    monkeypatch.setattr(desk, "look_up", asked)
    finder.found.connect(lambda: QTimer.singleShot(0, lambda: order.append("a turn of the window")))
    heard = QSignalSpy(finder.found)
    finder.ask(Question.of("pest"))
    qtbot.waitUntil(lambda: heard.count() == 2)
    assert order[:3] == ["asked", "a turn of the window", "asked"]


def test_short_words_need_no_second_look(qtbot: QtBot, finder: Finder) -> None:
    heard = QSignalSpy(finder.found)
    finder.ask(Question.of("pe"))
    qtbot.waitUntil(lambda: heard.count() == 1)
    assert heard.at(0)[1] is True


def test_nothing_typed_is_nothing_found_and_asks_nobody(finder: Finder) -> None:
    heard = QSignalSpy(finder.found)
    finder.ask(Question.of(" * "))
    assert heard.count() == 1
    assert heard.at(0)[0].hits == ()


def test_only_the_last_question_is_answered(qtbot: QtBot, finder: Finder) -> None:
    heard = QSignalSpy(finder.found)
    for length in range(1, 5):
        finder.ask(Question.of("pest"[:length]))
    qtbot.waitUntil(lambda: heard.count() == 2)
    settle()
    assert heard.count() == 2
    assert {heard.at(number)[0].question.words for number in range(2)} == {("pest",)}


def test_what_is_stopped_is_never_answered(finder: Finder, desk: Desk) -> None:
    heard = QSignalSpy(finder.found)
    finder.ask(Question.of("pest"))
    finder.stop()
    desk.ask(lambda _vault: None)
    settle()
    assert heard.count() == 0


def test_all_of_it_the_best_first_when_it_is_asked_for(qtbot: QtBot, finder: Finder) -> None:
    heard = QSignalSpy(finder.found)
    finder.ask_best(Question.of("eik"))
    qtbot.waitUntil(lambda: heard.count() == 1)
    (hit,) = heard.at(0)[0].of(HitGroup.CASES)
    assert (hit.alias, hit.organisation) == ("Eik-14", "Stichting De Boomgaard")


def test_a_question_of_the_window_is_answered_before_a_long_search_ends(
    qtbot: QtBot, finder: Finder, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []

    def long(vault: Vault, question: Question) -> Found:
        begun.append(1)
        if len(begun) == 1:
            vault.connection.execute(
                "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 4000000000)"
                " SELECT max(x) FROM n"
            ).fetchone()
        return Found(question=question, hits=())

    monkeypatch.setattr(module, "find_best", long)
    heard = QSignalSpy(finder.found)
    finder.ask_best(Question.of("pest"))
    qtbot.waitUntil(lambda: bool(begun))
    assert desk.ask(lambda _vault: "at once") == "at once"
    qtbot.waitUntil(lambda: heard.count() == 1)
    assert len(begun) == 2
