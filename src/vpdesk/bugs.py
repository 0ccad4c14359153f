"""A mistake of ours, told without what it was about: type, places, recent deeds and the system; no values.

The text of an exception may hold the text of a case, and so may every local variable: neither is told. What
was done last is told by the names that we gave the buttons, never by what stood beside them. Nothing is sent:
a report stays here until somebody copies or saves it.
"""

import logging
import platform
import re
import sys
import threading
import traceback
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import Final

from vpdesk import __version__

#: Exit status of a command that ended in a mistake of ours (sysexits.h: EX_SOFTWARE).
MISTAKE: Final = 70

_deeds: deque[str] = deque(maxlen=20)
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z_. ]{0,39}")


def note(deed: str) -> None:
    """Remember the name of a deed. What follows on its letters is cut off: a number may say of what."""
    if found := _NAME.match(deed):
        _deeds.append(found.group())


def forget() -> None:
    """Remember no deeds any more."""
    _deeds.clear()


def redacted(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return the type of an exception and the places it passed: no message, no values, no folder."""
    places = [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
    return "\n".join([f"vpdesk {__version__}", kind.__name__, *places])


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return all that helps to find the mistake."""
    deeds = [f"  {deed}" for deed in _deeds]
    return "\n".join([redacted(kind, trace), "", *facts(), *(["", "Last deeds:", *deeds] if deeds else [])])


def facts() -> list[str]:
    """Return what the program runs on: versions, never a name of the computer or of its user."""
    found = [
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"Python {platform.python_version()}",
    ]
    if (core := sys.modules.get("PySide6.QtCore")) is not None:
        found.append(f"Qt {core.qVersion()}")
    if (database := sys.modules.get("sqlcipher3.dbapi2")) is not None:
        found.append(f"SQLite {database.sqlite_version}")
    return found


def _print(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    print(redacted(kind, trace), file=sys.stderr)  # noqa: T201  whoever started it from a terminal sees it


class _Formatter(logging.Formatter):
    """Libraries log what went wrong in a callback, with the text of it."""

    def format(self, record: logging.LogRecord) -> str:
        kind, _error, trace = record.exc_info or (None, None, None)
        place = f"{record.name}: {record.levelname}"
        return f"{place}\n{redacted(kind, trace)}" if kind else place


def tell_redacted() -> None:
    """From now on no uncaught exception of any thread is told with its text or its values."""
    sys.excepthook = _print
    threading.excepthook = lambda told: sys.excepthook(
        told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback
    )
    sys.unraisablehook = lambda told: sys.excepthook(
        told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback
    )
    if logging.lastResort is not None:
        logging.lastResort.setFormatter(_Formatter())
