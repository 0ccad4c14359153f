"""Python's garbage, widgets among it, goes in the window's thread alone."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from vpdesk.app.collecting import Collecting


class Ring:
    """Garbage: it holds itself."""

    def __init__(self, let_go: list[int]) -> None:
        self.me = self
        weakref.finalize(self, lambda: let_go.append(threading.get_ident()))


def litter(let_go: list[int]) -> None:
    """Leave more garbage in another thread than Python leaves lying."""

    def drop() -> None:
        for _number in range(3 * gc.get_threshold()[0]):
            Ring(let_go)

    thread = threading.Thread(target=drop)
    thread.start()
    thread.join()


@pytest.fixture
def collecting(qapp: QApplication) -> Iterator[Collecting]:
    made = Collecting(QObject(qapp))
    yield made
    made.end()


def test_garbage_of_another_thread_is_collected_here(collecting: Collecting) -> None:
    let_go: list[int] = []
    litter(let_go)
    assert let_go == []
    collecting.look()
    assert set(let_go) == {threading.get_ident()}


def test_by_itself_python_collects_it_there() -> None:
    """The control."""
    let_go: list[int] = []
    litter(let_go)
    assert set(let_go) - {threading.get_ident()}
    gc.collect()
