"""What a command is given from outside: days, passphrases, files."""

import argparse
import getpass
from datetime import date, datetime
from pathlib import Path

from vpdesk.domain.errors import EnvironmentFault, RuleError
from vpdesk.i18n import N_, _


def read_day(text: str) -> date:
    """Return the day that `text` names, ISO or dd-mm-yyyy; raises ArgumentTypeError."""
    for form in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(_("{text} is no date", text=text))


def ask_passphrase(chosen: argparse.Namespace, *, twice: bool = False) -> str:
    """Return the passphrase: the first line of its file, or what is typed; never an argument."""
    if chosen.passphrase_file is not None:
        text = read_file(chosen.passphrase_file).decode("utf-8", errors="replace")
        return text.splitlines()[0] if text.strip() else ""
    typed = getpass.getpass(_("Passphrase: "))
    if twice and getpass.getpass(_("Once more: ")) != typed:
        raise RuleError(
            "passphrase", N_("The two passphrases differ."), safe=N_("No vault was made."),
            todo=N_("Try again."),
        )  # fmt: skip
    return typed


def read_file(file: Path) -> bytes:
    """Return what is in a file; raises RuleError (no such file) or EnvironmentFault (unreadable)."""
    try:
        return file.read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        raise RuleError(
            "file", N_("There is no file {name}."), safe=N_("Nothing was changed."),
            todo=N_("Check the name and the folder."), name=str(file),
        ) from None  # fmt: skip
    except OSError as error:
        raise EnvironmentFault(
            N_("The file {name} cannot be read."), safe=N_("Nothing was changed."),
            todo=N_("Check whether you may read it."), name=str(file),
        ) from error  # fmt: skip
