"""KeePassXC as a peer, found when installed: the same cases in a KDBX file with the same Argon2id cost.

One group a client organisation, and one entry a contact, as the vault keeps one row of it.
"""

import base64
import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from benchmarks import caseload, kdbx
from benchmarks.measure import seconds
from vpdesk.vault.keys import Cost

NAME: Final = "KeePassXC"
PROGRAM: Final = "keepassxc"
_COMMANDS: Final = "keepassxc-cli"
#: The least that a vault asks: 64 MiB, three passes.
COST: Final = Cost()
_turn = itertools.count()


def why_not() -> str:
    """Return why the peer cannot be measured here; nothing when it can."""
    return "" if shutil.which(PROGRAM) and shutil.which(_COMMANDS) else "not installed"


def version() -> str:
    """Return the version that is measured; nothing when there is none."""
    if why_not():
        return ""
    done = subprocess.run([_COMMANDS, "--version"], capture_output=True, text=True, check=False)
    return f"{NAME} {done.stdout.strip()}"


def file_of(size: str) -> Path:
    """Return a KDBX file with what the vault of this size holds, made when it is not there yet."""
    folder = caseload.vault_of(size)
    file = folder.with_suffix(".kdbx")
    if not file.exists():
        unfinished = folder.with_suffix(".kdbx-unfinished")
        kdbx.write(unfinished, "".join(_xml(folder)).encode(), caseload.PASSPHRASE, COST)
        unfinished.rename(file)
    return file


def copy_of(size: str) -> Path:
    """Return a fresh copy of the file, for measurements that write."""
    return Path(shutil.copy2(file_of(size), caseload.FOLDER / f"saves-{size}.kdbx"))


def entry_of(size: str) -> str:
    """Return the path of one entry within the file."""
    organisation, title, *_ = next(caseload.contacts(caseload.vault_of(size)))
    return f"{organisation}/{title}"


def save(file: Path, entry: str) -> float:
    """Return the seconds that KeePassXC takes to save one changed entry, without starting and opening."""
    both = seconds(lambda: _ask("edit", "--notes", f"changed {next(_turn)}", file, entry))()
    return both - seconds(lambda: _ask("show", "--attributes", "title", file, entry))()


def search(file: Path, words: str) -> float:
    """Return the seconds that KeePassXC looks for words, without starting and opening."""
    both = seconds(lambda: _ask("search", file, words, found=False))()
    return both - seconds(lambda: _ask("ls", file, "nowhere", found=False))()


def _ask(command: str, *arguments: object, found: bool = True) -> None:
    """Run its command line; with `found` False it may find nothing."""
    subprocess.run(
        [_COMMANDS, command, "--quiet", *map(str, arguments)],
        input=f"{caseload.PASSPHRASE}\n",
        capture_output=True,
        text=True,
        check=found,
    )


def _xml(folder: Path) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?><KeePassFile><Meta/><Root>'
    yield _group("cases")
    organisation = None
    for name, title, channel, notes in caseload.contacts(folder):
        if name != organisation:
            yield ("</Group>" if organisation else "") + _group(name)
            organisation = name
        yield f"<Entry><UUID>{_uuid()}</UUID>"
        for key, value in (("Title", title), ("UserName", channel), ("Notes", notes)):
            yield f"<String><Key>{key}</Key><Value>{escape(value)}</Value></String>"
        yield "</Entry>"
    yield "</Group></Group></Root></KeePassFile>"


def _group(name: str) -> str:
    return f"<Group><UUID>{_uuid()}</UUID><Name>{escape(name)}</Name>"


def _uuid() -> str:
    return base64.b64encode(os.urandom(16)).decode()
