"""What a process, and all that it starts, touches outside itself: files, and what is written there; sockets.

strace tells it. A file that is gone when the process ends is known by what was written into it.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.canaries import hits
from tests.proof.rows import CannotRunHereError

#: Calls that make, change or name a file, or open a socket.
_CALLS: Final = (
    "openat,open,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,symlink,symlinkat,link,linkat,"
    "truncate,ftruncate,write,pwrite64,writev,pwritev,pwritev2,sendfile,copy_file_range,socket,connect,bind"
)
_OPENING: Final = frozenset({"openat", "open", "creat"})
_WRITING: Final = frozenset({"write", "pwrite64", "writev", "pwritev", "pwritev2"})
_SOCKETS: Final = frozenset({"socket", "connect", "bind"})
_FOR_WRITING: Final = re.compile(r"O_(?:WRONLY|RDWR|CREAT)")
_CALL: Final = re.compile(r"^\d+ +(\w+)\((.*)$")
_TEXT: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_HELD: Final = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})*)>")
_FAMILY: Final = re.compile(r"\b(AF_\w+)")
_ADDRESS: Final = re.compile(r'sun_path=(@?)"((?:\\x[0-9a-f]{2})*)"')
#: The longest rare word in its longest form, in bytes: what is kept of a piece for the next one.
_OVERLAP: Final = 64


@dataclass(slots=True)
class Trail:
    """`written` says which of the words looked for went into which file; `sockets` where each one led."""

    written: dict[str, set[str]] = field(default_factory=dict)
    sockets: list[str] = field(default_factory=list)
    size: int = 0
    said: str = ""
    status: int = 0

    def outside(self, expected: Iterable[str]) -> list[str]:
        """Return the files that match none of the patterns `expected`."""
        patterns = [re.compile(pattern) for pattern in expected]
        return sorted(path for path in self.written if not any(each.fullmatch(path) for each in patterns))

    def words(self) -> dict[str, set[str]]:
        """Return the files into which, or into whose names, a word went."""
        return {path: found for path, found in self.written.items() if found}

    def elsewhere(self, expected: Iterable[str]) -> list[str]:
        """Return the sockets that match none of the patterns `expected`."""
        patterns = [re.compile(pattern) for pattern in expected]
        return [each for each in self.sockets if not any(one.fullmatch(each) for one in patterns)]


def follow(
    command: Sequence[str],
    *,
    variables: Mapping[str, str],
    folder: Path,
    told: str,
    words: Iterable[str],
    within: Sequence[str] = (),
) -> Trail:
    """Run `command`, which is `told` something, and return what it touched; `within` wraps it in a namespace.

    Raises CannotRunHereError where nothing can be traced.
    """
    strace = shutil.which("strace")
    if strace is None:
        message = "strace is not installed"
        raise CannotRunHereError(message)
    log = folder / "trail.strace"
    tracing = (
        strace, "-f", "-qq", "-y", "-xx", "-s", str(1 << 21), "--seccomp-bpf", "-e", "signal=none",
        "-e", f"trace={_CALLS}", "-o", str(log),
    )  # fmt: skip
    done = subprocess.run(
        [*within, *tracing, *command],
        env=dict(variables), cwd=folder, input=told, text=True, capture_output=True, check=False,
    )  # fmt: skip
    if not log.exists():
        raise CannotRunHereError(done.stderr.strip())
    trail = Trail(said=done.stdout, status=done.returncode)
    reading = _Reading(trail, list(words))
    with log.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            reading.take(line)
    log.unlink()
    if done.returncode != 0:
        message = f"the process failed: {done.stderr[-2000:]}"
        raise RuntimeError(message)
    return trail


class _Reading:
    """Reads strace's lines. What a call asks for stands in its first line, though its answer come later."""

    def __init__(self, trail: Trail, words: list[str]) -> None:
        self._trail = trail
        self._words = words
        self._tails: dict[str, bytes] = {}

    def take(self, line: str) -> None:
        call = _CALL.match(line)
        if call is None:
            return
        name, rest = call.groups()
        if name in _WRITING:
            self._write(rest)
        elif name in _SOCKETS:
            self._socket(name, rest)
        elif name in _OPENING:
            if name == "creat" or _FOR_WRITING.search(rest):
                self._touch(_texts(rest)[:1])
        elif (held := _HELD.match(rest)) is not None:
            self._touch([_bytes(held[1])])
        else:
            self._touch(_texts(rest))

    def _write(self, rest: str) -> None:
        held = _HELD.match(rest)
        path = os.fsdecode(_bytes(held[1])) if held else "?"
        if not path.startswith("/"):
            return  # a pipe, a socket, an event: no file
        data = b"".join(_texts(rest))
        found = self._trail.written.setdefault(path, set())
        found |= hits(self._tails.get(path, b"") + data, self._words)
        self._tails[path] = data[-_OVERLAP:]
        self._trail.size += len(data)

    def _touch(self, paths: list[bytes]) -> None:
        for path in paths:
            if path.startswith(b"/"):
                self._trail.written.setdefault(os.fsdecode(path), set()).update(hits(path, self._words))

    def _socket(self, name: str, rest: str) -> None:
        address = _ADDRESS.search(rest)
        family = _FAMILY.search(rest)
        where = os.fsdecode(_bytes(address[2])) if address else ""
        if name == "socket" or address or (family and family[1] != "AF_UNIX"):
            self._trail.sockets.append(f"{family[1] if family else '?'} {where}".strip())


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _texts(rest: str) -> list[bytes]:
    return [_bytes(text) for text in _TEXT.findall(rest)]
