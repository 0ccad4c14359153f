"""Work off the window's thread: a value comes back there, or an expected error; a bug is raised there.

A thread beside the window never holds what belongs to it. When Qt deletes a widget, Shiboken 6.11 looks up
its Python half first and waits for the interpreter then; were the last hold on it let go meanwhile, in
another thread, the program could end. So the work and whoever waits for it stay in a mailbox of the window's
thread, and the other thread gets a number. (A precaution, by reading the generated code. The end of the
program that was seen had another cause: `vpdesk.views.laid_out`.)
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from itertools import count
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from vpdesk.domain.code import N_
from vpdesk.domain.errors import VpdeskError

T = TypeVar("T")


class UnfinishedError(VpdeskError):
    """A bug ended the work: the page where it began goes on, and the bug itself is shown as a bug."""

    wrong = N_("This was not finished, because the program made a mistake.")
    safe = N_("What was saved before is safe.")
    todo = N_("Try again. If it happens again, the report of the mistake helps whoever helps you.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    """A piece of work, and whom its outcome concerns."""

    work: Callable[..., Any]
    owner: QObject
    done: Callable[[Any], object] | None
    failed: Callable[[VpdeskError], None]


class _Mailbox(QObject):
    """Lives in the window's thread; any thread may post the outcome of an errand."""

    _posted = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._errands: dict[int, _Errand] = {}
        self._numbers = count(1)
        self._posted.connect(self._hand_out, Qt.ConnectionType.QueuedConnection)

    def keep(self, errand: _Errand) -> int:
        number = next(self._numbers)
        self._errands[number] = errand
        return number

    def carry_out(self, number: int, *given: Any) -> Any:
        """Do the work, in the thread that calls. What holds it here outlives what holds it there."""
        try:
            return self._errands[number].work(*given)
        except VpdeskError as error:
            # its traceback holds the work, and may be let go there
            raise error.with_traceback(None) from error.__cause__

    def drop(self, number: int) -> None:
        del self._errands[number]

    def post(self, number: int, outcome: Future[Any]) -> None:
        self._posted.emit(number, outcome)

    def _hand_out(self, number: int, outcome: Future[Any]) -> None:
        errand = self._errands.pop(number)
        if not shiboken6.isValid(errand.owner) or outcome.cancelled():
            return  # who asked has gone, or the vault was closed before its turn came
        # asked for, not raised: raised here, it would hold this frame, and the other thread holds it
        error = outcome.exception()
        if error is None:
            if errand.done is not None:
                errand.done(outcome.result())
        elif isinstance(error, VpdeskError):
            errand.failed(error)
        else:
            errand.failed(UnfinishedError())
            del errand
            raise error


def entrust(
    submit: Callable[[Callable[..., Any]], Future[Any]],
    work: Callable[..., T],
    *,
    owner: QObject,
    done: Callable[[T], object] | None = None,
    failed: Callable[[VpdeskError], None],
) -> None:
    """Have another thread do `work` through `submit`; `done` or `failed` follows here while `owner` lives.

    A bug is raised here, but first `failed` hears UnfinishedError: so nothing waits for ever.
    """
    mailbox = _mailbox()
    number = mailbox.keep(_Errand(work=work, owner=owner, done=done, failed=failed))
    submit(partial(mailbox.carry_out, number)).add_done_callback(partial(mailbox.post, number))


def wait_for(submit: Callable[[Callable[..., Any]], Future[Any]], work: Callable[..., T]) -> T:
    """Have another thread do `work` through `submit`, and wait for its answer; its errors are raised."""
    mailbox = _mailbox()
    number = mailbox.keep(
        _Errand(work=work, owner=mailbox, done=None, failed=lambda _error: None)
    )
    try:
        answer: T = submit(partial(mailbox.carry_out, number)).result()
        return answer
    finally:
        mailbox.drop(number)


def run(
    work: Callable[[], T],
    *,
    owner: QObject,
    done: Callable[[T], object] | None = None,
    failed: Callable[[VpdeskError], None],
) -> None:
    """Run `work`, which touches no widget and no vault, beside the window; of a bug as with `entrust`."""
    entrust(_workers().submit, work, owner=owner, done=done, failed=failed)


@cache
def _mailbox() -> _Mailbox:
    return _Mailbox()


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="work")
