"""A forked process that strace watches: it tells what the process asks of the system, or lets that fail."""

import os
import shutil
import subprocess

from tests.proof.killer import Child, Say, Work
from tests.proof.rows import CannotRunHereError


class Watched(Child):
    """A child that begins to work when strace has hold of it; `options` are strace's."""

    def __init__(self, work: Work, *options: str) -> None:
        strace = shutil.which("strace")
        if strace is None:
            message = "strace is not installed"
            raise CannotRunHereError(message)
        waiting, go = os.pipe()

        def begin(say: Say) -> None:
            os.close(go)
            os.read(waiting, 1)
            work(say)

        super().__init__(begin)
        self._strace = subprocess.Popen(
            [strace, "-f", "-y", "-xx", "-p", str(self.pid), *options], stderr=subprocess.PIPE, text=True
        )
        assert self._strace.stderr is not None
        heard = self._strace.stderr.readline()
        os.close(waiting)
        if "attached" in heard:
            os.write(go, b"!")
        os.close(go)
        if "attached" not in heard:
            self.kill()
            raise CannotRunHereError(heard.strip())

    def wait(self, patience: float = 120.0) -> int:
        """Hear it out, let strace write the last of what it saw, and return the exit status."""
        try:
            return super().wait(patience)
        finally:
            self._strace.communicate()
