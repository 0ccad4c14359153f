"""Work off the window's thread: a value comes back there, or an expected error; a bug is raised there."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from vpdesk.domain.errors import VpdeskError

T = TypeVar("T")

#: Answers that are still awaited; a relay without a reference would vanish before it is needed.
_awaited: "set[_Relay]" = set()


class _Relay(QObject):
    """Carries one answer into the thread that asked."""

    _answered = Signal(object)

    def __init__(
        self,
        owner: QObject,
        done: Callable[[Any], object] | None,
        failed: Callable[[VpdeskError], None],
        broken: Callable[[], object],
    ) -> None:
        super().__init__()
        self._owner, self._done, self._failed, self._broken = owner, done, failed, broken
        self._answered.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        _awaited.add(self)

    def answer(self, future: Future[Any]) -> None:
        self._answered.emit(future)

    def _pass_on(self, future: Future[Any]) -> None:
        _awaited.discard(self)
        if not shiboken6.isValid(self._owner):
            return  # who asked has gone
        try:
            result = future.result()
        except VpdeskError as error:
            self._failed(error)
        except CancelledError:
            return  # closed before its turn came
        except BaseException:
            self._broken()
            raise
        else:
            if self._done is not None:
                self._done(result)


def leave_it() -> None:
    """Nobody waits for the end of it."""


def follow(
    future: Future[T],
    *,
    owner: QObject,
    done: Callable[[T], object] | None = None,
    failed: Callable[[VpdeskError], None],
    broken: Callable[[], object] = leave_it,
) -> None:
    """Call `done` or `failed` in this thread when `future` has its answer, while `owner` lives.

    Of a bug neither hears: `broken` is called instead, so that nothing waits for ever, and the bug is raised.
    """
    future.add_done_callback(_Relay(owner, done, failed, broken).answer)


def run(
    work: Callable[[], T],
    *,
    owner: QObject,
    done: Callable[[T], object] | None = None,
    failed: Callable[[VpdeskError], None],
) -> None:
    """Run `work`, which touches no widget and no vault, beside the window."""
    follow(_workers().submit(work), owner=owner, done=done, failed=failed)


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="work")
