"""A process of our own that works until it is killed, at any moment, and says meanwhile what is done.

It is forked from this one, so that nothing has to be loaded: thousands of kills take minutes.
"""

import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import Final, NoReturn

from tests.proof.rows import CannotRunHereError

Say = Callable[[str], None]
Work = Callable[[Say], None]

#: Seconds after which a process that should have ended is taken for stuck.
_PATIENCE: Final = 120.0


class BrokeError(Exception):
    """The process ended by an error that it did not expect."""


class Child:
    """One forked process: what it `said` before it ended, a line each, and how it ended."""

    def __init__(self, work: Work) -> None:
        if not hasattr(os, "fork"):
            message = "only systems that fork can be killed by the thousand"
            raise CannotRunHereError(message)
        sys.stdout.flush()
        sys.stderr.flush()
        self._reading, writing = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._reading)
            _work(work, writing)
        os.close(writing)
        self.said: list[str] = []
        self.status: int | None = None
        self._rest = b""
        self._heard = 0

    def hear(self) -> str:
        """Wait for the next line that it says, and return that; raises BrokeError when it ends without."""
        until = time.monotonic() + _PATIENCE
        while len(self.said) == self._heard and self._listen(until - time.monotonic()):
            pass
        if len(self.said) == self._heard:
            message = f"process {self.pid} ended without a word"
            raise BrokeError(message)
        self._heard += 1
        return self.said[self._heard - 1]

    def kill_after(self, seconds: float) -> None:
        """Let it work for so long, then kill it: it cannot tidy up anything."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0 and self._listen(left):
            pass
        self.kill()

    def kill(self) -> None:
        """Kill it now."""
        os.kill(self.pid, signal.SIGKILL)
        self.wait()

    def wait(self, patience: float = _PATIENCE) -> int:
        """Hear it out and return its exit status (below 0: the signal that ended it).

        Raises BrokeError when it ended by an error that it did not expect, RuntimeError when it does not end.
        """
        until = time.monotonic() + patience
        while self._listen(until - time.monotonic()):
            pass
        os.close(self._reading)
        self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        if self.said and self.said[-1].startswith("!"):
            raise BrokeError(self.said[-1])
        return self.status

    def _listen(self, seconds: float) -> bool:
        """Take in what it says within so many seconds; False when it has nothing more to say, ever."""
        ready, _, _ = select.select([self._reading], [], [], max(0.0, seconds))
        if not ready:
            if seconds <= 0:
                message = f"process {self.pid} does not end"
                raise RuntimeError(message)
            return True
        heard = os.read(self._reading, 65536)
        *lines, self._rest = (self._rest + heard).split(b"\n")
        self.said += [line.decode() for line in lines]
        return bool(heard)


def _work(work: Work, writing: int) -> NoReturn:
    """Be the child: work, say what goes wrong by its type, and end without any of the parent's tidying up."""
    status = 1
    try:
        work(lambda line: _say(writing, line))
        status = 0
    except BaseException as error:  # noqa: BLE001  nothing may come back into the parent's code
        traceback.print_exc()
        _say(writing, f"!{type(error).__name__} {error}")
    finally:
        os._exit(status)


def _say(writing: int, line: str) -> None:
    os.write(writing, line.encode() + b"\n")
