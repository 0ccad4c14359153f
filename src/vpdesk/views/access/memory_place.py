"""A place for a temporary file that somebody else writes: in memory, not on the disk, and gone after use.

CUPS takes the place for its temporary files from TMPDIR, of the process, when a job begins. Linux alone:
elsewhere Qt prints through the system itself, which puts a job where it likes.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Final

_VARIABLE: Final = "TMPDIR"
_PREFIX: Final = "vpdesk-printing-"
#: Where Linux keeps files in memory: the person's own place first, else the one that all share.
_SHARED: Final = "/dev/shm"  # noqa: S108  a folder of our own is made in it
#: The process has one TMPDIR.
_USING: Final = Lock()


@contextmanager
def temporary_in_memory() -> Iterator[None]:
    """Let temporary files be made in memory as long as this lasts; then, and before the next, clear them.

    A process that is ended before the end leaves them in memory until the next job or the end of the session.
    """
    place = _place()
    if place is None:
        yield
        return
    with _USING:
        for left in place.glob(f"{_PREFIX}{os.getuid()}-*"):
            shutil.rmtree(left, ignore_errors=True)
        made = tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getuid()}-", dir=place)
        before = os.environ.get(_VARIABLE)
        os.environ[_VARIABLE] = made
        try:
            yield
        finally:
            os.environ.pop(_VARIABLE)
            if before is not None:
                os.environ[_VARIABLE] = before
            with suppress(OSError):
                shutil.rmtree(made)


def _place() -> Path | None:
    """Return a folder in memory that we may write in; None where there is none."""
    if not sys.platform.startswith("linux"):
        return None
    for name in (os.environ.get("XDG_RUNTIME_DIR", ""), _SHARED):
        if name and os.path.isdir(name) and os.access(name, os.W_OK):  # noqa: PTH112  "" is no folder
            return Path(name)
    return None
