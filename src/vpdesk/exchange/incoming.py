"""Reading a file that is to come into a case: whole and as it is, or a reason in words why not.

Only a plain file is read, once, from its beginning to its end. A folder, a link, a device or what changes
while it is read does not come in: nobody could say what it was.
"""

import os
import stat
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from vpdesk.domain.code import N_, Code
from vpdesk.domain.document import DOCUMENT_NAME_LENGTH
from vpdesk.exchange.media import media_type

_MEGABYTE: Final = 1024 * 1024
#: The largest document, in bytes. Every backup holds all documents anew, and for a moment a document stands
#: in memory three times: 25 MB more is one second and 25 MB more for each of some twenty backups.
MOST: Final = 25 * _MEGABYTE
#: The most that the documents of one case hold together.
MOST_IN_CASE: Final = 100 * _MEGABYTE
#: The most files that are taken at once.
MOST_AT_ONCE: Final = 50

_PIECE: Final = _MEGABYTE
#: Links are not followed, and a pipe without a writer is not waited for, where the system knows of these.
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


class Refusal(Code):
    """Why a file does not come in."""

    FOLDER = "folder", N_("This is a folder. Choose the files in it.")
    LINK = "link", N_("This is a shortcut to a file. Choose the file itself.")
    NO_FILE = "no_file", N_("This is no ordinary file.")
    GONE = "gone", N_("This file is not there, or may not be read.")
    EMPTY = "empty", N_("This file is empty.")
    TOO_LARGE = "too_large", N_("This file is larger than 25 MB.")
    CHANGING = "changing", N_("This file was being changed. Close it in the other program and try again.")
    CASE_FULL = "case_full", N_("The documents of one case may be 100 MB together.")
    ALREADY = "already", N_("This document is in the case already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingFile:
    """A file as it was read."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedFile:
    """A file that does not come in, and why."""

    name: str
    why: Refusal


def read_file(path: Path) -> IncomingFile | RefusedFile:
    """Return a file with all that is in it, or why it cannot come in."""
    name = tidy_name(path.name)
    try:
        why, content = _read(path)
    except (OSError, ValueError):  # a name with a zero in it is no path
        why, content = Refusal.GONE, b""
    if why is not None:
        return RefusedFile(name=name, why=why)
    return IncomingFile(name=name, media_type=media_type(name, content), content=content)


def tidy_name(name: str) -> str:
    """Return the name of a file as it may be shown and kept: without signs that nobody sees or that turn the
    reading order around, within the length of a document's name, and never empty.
    """
    seen = "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(sign) == "Cs" else sign
        for sign in name.replace("\\", "/").rpartition("/")[2]
        if unicodedata.category(sign) not in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn")
    ).strip()
    if len(seen) > DOCUMENT_NAME_LENGTH:
        stem, dot, ending = seen.rpartition(".")
        ending = f"{dot}{ending}" if dot and len(ending) <= 10 else ""
        seen = (stem or seen)[: DOCUMENT_NAME_LENGTH - len(ending) - 1] + "…" + ending
    return seen if seen.strip(". ") else "document"


def _kind(found: os.stat_result) -> Refusal | None:
    """Return why something is no plain file; None when it is one."""
    if stat.S_ISLNK(found.st_mode):
        return Refusal.LINK
    if stat.S_ISDIR(found.st_mode):
        return Refusal.FOLDER
    return None if stat.S_ISREG(found.st_mode) else Refusal.NO_FILE


def _read(path: Path) -> tuple[Refusal | None, bytes]:
    why = _kind(path.lstat())
    if why is not None:
        return why, b""
    number = os.open(path, _FLAGS)
    try:
        before = os.fstat(number)
        why = _kind(before)
        if why is not None:
            return why, b""
        if before.st_size > MOST:
            return Refusal.TOO_LARGE, b""
        content = _all_of(number)
        after = os.fstat(number)
    finally:
        os.close(number)
    if _state(before) != _state(after) or len(content) != after.st_size:
        return Refusal.CHANGING, b""
    return (None, content) if content else (Refusal.EMPTY, b"")


def _all_of(number: int) -> bytes:
    """Return what is in an open file; of one that grows beyond the limit no more than that."""
    pieces = []
    left = MOST + 1
    while left > 0 and (piece := os.read(number, min(_PIECE, left))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _state(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
