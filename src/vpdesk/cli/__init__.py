"""The command line: the same services as the window, for whoever wants them in a script.

A person never needs it. Exit status: 0 done; 1 a finding (leak, damage, a file with errors); 2 wrong usage;
3 wrong passphrase; 4 the environment (disk, lock, permission); 70 a mistake of ours; 141 nobody reads what it
says any more. An error is one line that says what is wrong, what is safe and what to do; findings follow it,
one a line.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from typing import Final

from vpdesk import bugs, i18n, settings
from vpdesk.cli.hardening import harden
from vpdesk.cli.reader import is_gone, while_read
from vpdesk.cli.start import window_options
from vpdesk.cli.statuses import DONE, ENVIRONMENT, FINDING, PASSPHRASE, READER_GONE, USAGE
from vpdesk.domain.errors import (
    EnvironmentFault,
    FindingError,
    RuleError,
    VpdeskError,
    WrongPassphraseError,
)
from vpdesk.i18n import N_, _

__all__ = ["DONE", "ENVIRONMENT", "FINDING", "PASSPHRASE", "READER_GONE", "USAGE", "main", "window"]

_STATUS: Final[tuple[tuple[type[VpdeskError], int], ...]] = (
    (FindingError, FINDING),
    (RuleError, USAGE),
    (WrongPassphraseError, PASSPHRASE),
    (EnvironmentFault, ENVIRONMENT),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; without `arguments`, those that the process was given."""
    if arguments is None:
        _begin_process()
    os.umask(0o077)
    i18n.use(settings.load().language)
    return while_read(lambda: _run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    """Carry out one command; what goes wrong is said, and its status returned."""
    try:
        chosen = _read(arguments)
        status: int = chosen.command(chosen)
    except VpdeskError as error:
        print(i18n.explain(error), file=sys.stderr)
        for finding in getattr(error, "findings", ()):
            print(f"  {finding}", file=sys.stderr)
        return next(status for kind, status in _STATUS if isinstance(error, kind))
    except KeyboardInterrupt as stop:
        known = stop.args[0] if stop.args else N_("What was saved before is safe.")
        print(_("Stopped before it was finished."), _(known), file=sys.stderr)
        return USAGE
    except Exception as error:  # whatever it is: its text and its values may be of a case
        if isinstance(error, OSError) and is_gone(error):
            raise
        print(bugs.redacted(type(error), error.__traceback__), file=sys.stderr)
        return bugs.MISTAKE
    return status


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return what was asked for: the window, or where there is more than its options one of all commands.

    Loading those takes 7 ms, which no start of the window need wait for.
    """
    chosen, more = window_options().parse_known_args(arguments)
    if not more:
        return chosen
    from vpdesk.cli.parser import build_parser

    return build_parser().parse_args(arguments)


def window() -> int:
    """Open the window; the entry point that has no console."""
    _begin_process()
    return main([])


def _begin_process() -> None:
    """What a process of ours does first; not what a test that calls `main` wants for itself."""
    harden()
    bugs.tell_redacted()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a path need not be text
