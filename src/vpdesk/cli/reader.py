"""Whoever reads what a command says may go away before it has said all: `vpdesk audit VAULT | head`.

That is nobody's mistake. The command ends there and tidies up after itself, without a word; its status is the
one that a shell gives a program that the signal of a broken pipe ended. The signal itself stays ignored, as
Python sets it: it would end us in the midst of a transaction, and leave half a restore behind.
"""

import errno
import os
import sys
from collections.abc import Callable

from vpdesk.cli.statuses import READER_GONE


def while_read(command: Callable[[], int]) -> int:
    """Run `command` and return its status, or READER_GONE when nobody reads any more what it says."""
    try:
        try:
            return command()
        finally:
            _say_all()  # what waits would be said after us, where nobody catches anything
    except OSError as error:
        if not is_gone(error):
            raise
        _say_no_more()
        return READER_GONE


def is_gone(error: OSError) -> bool:
    """Tell whether writing failed because the reader went away; Windows says that an argument is wrong."""
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def _say_all() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a window has none
            stream.flush()


def _say_no_more() -> None:
    """Let what still waits go nowhere: Python would say it once more when the process ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
