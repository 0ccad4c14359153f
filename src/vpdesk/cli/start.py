"""The start of the window, which is a command too: it waits for nothing that only the other commands need."""

import argparse
import gc
import sys
from pathlib import Path
from typing import Final, NoReturn

from vpdesk.cli.statuses import USAGE
from vpdesk.i18n import N_, _

#: argparse's own words, which it looks up where we tell it to (`_speak`).
_ARGPARSE: Final = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("not allowed with argument %s"),
)


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line in the user's language."""

    def error(self, message: str) -> NoReturn:
        print(
            _("This command is not understood: {why}. Type {help} for what is possible.",
              why=message, help="vpdesk --help"),
            file=sys.stderr,
        )  # fmt: skip
        sys.exit(USAGE)


def window_options() -> Parser:
    """Return the parser of the options of the window alone."""
    vars(argparse)["_"] = _  # argparse takes its words from our catalogue; it has no public way to choose one
    parser = Parser(prog="vpdesk", add_help=False)
    parser.set_defaults(command=open_window)
    parser.add_argument("--vault", type=Path, help=_("the folder of the vault to open"))
    # asked by a window that makes way for it; a person presses a button there
    parser.add_argument("--restore", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--damaged", action="store_true", help=argparse.SUPPRESS)
    return parser


def open_window(chosen: argparse.Namespace) -> int:
    """Open the window."""
    gc.disable()  # for while everything is loaded there is nothing to collect; `app.Collecting` takes over
    from vpdesk import app

    return app.run(chosen.vault, restoring=chosen.restore, damaged=chosen.damaged)
