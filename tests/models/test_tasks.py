"""Where what belongs to the window is let go: a widget that goes in another thread can end the program."""

import threading
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.models import tasks


class Held:
    """Stands for a page of the window; `let_go` notes in which thread the last hold on it went."""

    def __init__(self, let_go: list[int]) -> None:
        weakref.finalize(self, lambda: let_go.append(threading.get_ident()))


class Lingering:
    """A thread that holds what it was given for a while after its outcome is known, as happens under load."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self._executor = ThreadPoolExecutor(1)

    def submit(self, job: Callable[[], Any]) -> Future[Any]:
        heard = threading.Event()

        def begin() -> Any:
            heard.wait(10)
            return job()

        future = self._executor.submit(begin)
        add = future.add_done_callback

        def add_and_linger(fn: Callable[[Future[Any]], object]) -> None:
            add(fn)
            add(lambda _future: self.gate.wait(10))
            heard.set()

        future.add_done_callback = add_and_linger  # type: ignore[method-assign]
        return future

    def end(self) -> None:
        self.gate.set()
        self._executor.shutdown()


@pytest.fixture
def lingering() -> Iterator[Lingering]:
    made = Lingering()
    yield made
    made.end()


def held_by(_held: Held, *_given: object) -> None:
    """Do nothing, and hold something."""


def refuse(_held: Held) -> None:
    raise RuleError("name", "Not so.")


@pytest.mark.parametrize("way", ["work", "done", "failed", "refused"])
def test_what_belongs_to_the_window_is_let_go_in_its_thread(
    qtbot: QtBot, lingering: Lingering, way: str
) -> None:
    let_go: list[int] = []
    owner, held = QObject(), Held(let_go)

    def nothing(*_given: object) -> None:
        return None

    works = {"work": partial(held_by, held), "refused": partial(refuse, held)}
    tasks.entrust(
        lingering.submit,
        works.get(way, nothing),
        owner=owner,
        done=partial(held_by, held) if way == "done" else nothing,
        failed=partial(held_by, held) if way == "failed" else nothing,
    )
    del held, works
    qtbot.waitUntil(lambda: bool(let_go))
    assert let_go == [threading.get_ident()]
    assert not lingering.gate.is_set()


def test_a_thread_that_is_handed_it_lets_it_go_itself(lingering: Lingering) -> None:
    """The control: without a mailbox the other thread has the last hold."""
    let_go: list[int] = []
    lingering.submit(partial(held_by, Held(let_go))).add_done_callback(id)
    lingering.end()
    assert let_go != [threading.get_ident()]
    assert len(let_go) == 1


def test_who_has_gone_is_held_no_longer(qtbot: QtBot, lingering: Lingering) -> None:
    let_go: list[int] = []
    heard: list[VpdeskError] = []
    owner = QObject()
    tasks.entrust(lingering.submit, partial(refuse, Held(let_go)), owner=owner, failed=heard.append)
    shiboken6.delete(owner)
    qtbot.waitUntil(lambda: bool(let_go))
    assert heard == []


@pytest.mark.usefixtures("qapp")
def test_what_is_waited_for_is_let_go_in_the_thread_that_waits(lingering: Lingering) -> None:
    let_go: list[int] = []

    def submit(job: Callable[..., Any]) -> Future[Any]:
        future = lingering.submit(job)
        future.add_done_callback(id)
        return future

    tasks.wait_for(submit, partial(held_by, Held(let_go)))
    assert let_go == [threading.get_ident()]
    assert not lingering.gate.is_set()
    with pytest.raises(RuleError):
        tasks.wait_for(ThreadPoolExecutor(1).submit, partial(refuse, Held(let_go)))
