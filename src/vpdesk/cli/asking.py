"""What a command is given from outside: days, secrets, files."""

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vpdesk.domain.errors import EnvironmentFault, ReadOnlyError, RuleError, VpdeskError
from vpdesk.i18n import N_, _

if TYPE_CHECKING:
    from vpdesk.vault.recovery import Secret


def read_day(text: str) -> date:
    """Return the day that `text` names, ISO or dd-mm-yyyy; raises ArgumentTypeError."""
    for form in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(_("{text} is no date", text=text))


def ask_secret(chosen: argparse.Namespace) -> "Secret":
    """Return what opens the vault: its recovery key where that is chosen, else its passphrase.

    Raises RecoveryKeyError for what is no recovery key, and what reading a file raises.
    """
    from vpdesk.vault.recovery import RecoveryKey

    if chosen.recovery_key_file is not None:
        return RecoveryKey.parse(read_file(chosen.recovery_key_file).decode("utf-8", errors="replace"))
    if chosen.recovery_key:
        return RecoveryKey.parse(getpass.getpass(_("Recovery key, eight groups of six digits: ")))
    if chosen.passphrase_file is not None:
        return _first_line(chosen.passphrase_file)
    return getpass.getpass(_("Passphrase: "))


def ask_new_passphrase(file: Path | None, safe: str = N_("Nothing was changed.")) -> str:
    """Return a passphrase to be: the first line of `file`, or what is typed twice; never an argument.

    A weak one is allowed and said to be weak. `safe` says what is as it was. Raises RuleError.
    """
    from vpdesk.services.passphrase import measure_strength

    if file is not None:
        passphrase = _first_line(file)
    else:
        passphrase = getpass.getpass(_("New passphrase: "))
        if getpass.getpass(_("Once more: ")) != passphrase:
            raise RuleError("passphrase", N_("The two passphrases differ."), safe=safe, todo=N_("Try again."))
    if not passphrase.strip():
        raise RuleError(
            "passphrase", N_("The passphrase is empty."), safe=safe,
            todo=N_("Choose a passphrase of five words or more."),
        )  # fmt: skip
    strength = measure_strength(passphrase)
    if not strength.is_enough:
        print(_(strength.why), file=sys.stderr)
    return passphrase


@contextmanager
def after_a_change(changed: str) -> Iterator[None]:
    """Let whatever stops us from here on say what was `changed` already, not that nothing was."""
    try:
        yield
    except VpdeskError as error:
        error.safe = changed
        raise
    except KeyboardInterrupt:
        raise KeyboardInterrupt(changed) from None


def require_folder_of(file: Path, safe: str) -> None:
    """Raise RuleError or ReadOnlyError when `file` cannot be written, before there is anything to write."""
    folder = file.absolute().parent
    if not folder.is_dir():
        raise RuleError(
            "out", N_("There is no folder {name}."), safe=safe,
            todo=N_("Choose a folder that exists."), name=str(file.parent),
        )  # fmt: skip
    if not os.access(folder, os.W_OK):
        raise ReadOnlyError


def _first_line(file: Path) -> str:
    text = read_file(file).decode("utf-8", errors="replace")
    return text.splitlines()[0] if text.strip() else ""


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
