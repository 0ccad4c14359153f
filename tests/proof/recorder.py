"""What a process does to the files of a folder, in order, with every byte: recorded by strace."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from tests.proof.killer import Work
from tests.proof.watched import Watched

Kind = Literal["create", "write", "cut", "sync", "rename", "remove", "sync folder", "say"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One change: `path` is below the folder; `data` what was written or said, `offset` where or how long."""

    kind: Kind
    path: str = ""
    data: bytes = b""
    offset: int = 0
    target: str = ""


#: What is understood, and what would change a file behind the recorder's back.
_UNDERSTOOD: Final = (
    "openat,lseek,write,pwrite64,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat"
)
_NOT_UNDERSTOOD: Final = (
    "writev,pwritev,pwritev2,sendfile,copy_file_range,splice,fallocate,truncate,link,linkat,open,creat"
)
_CALL: Final = re.compile(r"^(?P<pid>\d+) +(?P<name>\w+)\((?P<rest>.*)$")
_RESUMED: Final = re.compile(r"^(?P<pid>\d+) +<\.\.\. \w+ resumed>(?P<rest>.*)$")
_RESULT: Final = re.compile(r"\) += (?P<result>-?\d+)(?:<[^>]*>)?(?: \w+ \(.*)?$")
_TEXT: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DESCRIPTOR: Final = re.compile(r"^(\d+)<([^>]*)>")


def record(folder: Path, work: Work) -> list[Operation]:
    """Run `work` in a process of its own and return what it did below `folder`, and said meanwhile."""
    log = folder.with_name(f"{folder.name}.strace")
    child = Watched(work, "-o", str(log), "-s", str(1 << 24), "-e", f"trace={_UNDERSTOOD},{_NOT_UNDERSTOOD}")
    if child.wait() != 0:
        message = "the recorded process failed"
        raise RuntimeError(message)
    reading = _Reading(folder)
    with log.open(encoding="ascii") as lines:
        for line in lines:
            reading.take(line.rstrip("\n"))
    log.unlink()
    return reading.operations


class _Reading:
    """Reads strace's lines; a call that another thread interrupted counts from when it was done."""

    def __init__(self, folder: Path) -> None:
        self.operations: list[Operation] = []
        self._folder = f"{folder}/"
        self._files = {f"{file.relative_to(folder)}" for file in folder.rglob("*") if file.is_file()}
        self._places: dict[int, int] = {}
        self._begun: dict[str, str] = {}

    def take(self, line: str) -> None:
        """Read one line."""
        if line.endswith("<unfinished ...>"):
            self._begun[line.split(maxsplit=1)[0]] = line.removesuffix("<unfinished ...>").rstrip()
            return
        if found := _RESUMED.match(line):
            line = self._begun.pop(found["pid"]) + found["rest"]
        call, ended = _CALL.match(line), _RESULT.search(line)
        if call and ended and int(ended["result"]) >= 0:
            self._read(call["name"], call["rest"][: ended.start() - call.start("rest")], int(ended["result"]))

    def _read(self, name: str, rest: str, result: int) -> None:
        held = _DESCRIPTOR.match(rest)
        texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(rest)]
        if held is None:
            self._read_named(name, rest, [self._below(text.decode()) for text in texts], result)
            return
        descriptor, file = int(held[1]), bytes.fromhex(held[2].replace("\\x", "")).decode()
        if file.startswith("pipe:"):
            self._add("say", data=texts[0])
        elif (path := self._below(file)) is not None:
            numbers = [int(number) for number in re.findall(r", (\d+)(?=,|$)", rest)]
            self._read_held(name, descriptor, path, texts, [*numbers, result])

    def _read_held(
        self, name: str, descriptor: int, path: str, texts: list[bytes], numbers: list[int]
    ) -> None:
        """Read a call about an open file; the last of `numbers` is what it gave."""
        result = numbers[-1]
        match name:
            case "lseek":
                self._places[descriptor] = result
            case "write":
                place = self._places[descriptor]
                self._add("write", path, data=texts[0][:result], offset=place)
                self._places[descriptor] = place + result
            case "pwrite64":
                self._add("write", path, data=texts[0][:result], offset=numbers[-2])
            case "ftruncate":
                self._add("cut", path, offset=numbers[0])
            case "fsync" | "fdatasync":
                self._add("sync" if path in self._files else "sync folder", path)
            case _:
                message = f"{name} on {path} cannot be recorded"
                raise RuntimeError(message)

    def _read_named(self, name: str, rest: str, paths: list[str | None], result: int) -> None:
        """Read a call that names its files."""
        path = paths[0]
        if path is None:
            return
        match name:
            case "openat":
                self._places[result] = 0
                if "O_CREAT" in rest and path not in self._files:
                    self._files.add(path)
                    self._add("create", path)
                elif "O_TRUNC" in rest:
                    self._add("cut", path)
            case "rename" | "renameat" | "renameat2":
                target = paths[-1] or ""
                self._files.discard(path)
                self._files.add(target)
                self._add("rename", path, target=target)
            case "unlink" | "unlinkat":
                self._files.discard(path)
                self._add("remove", path)
            case _:
                message = f"{name} on {path} cannot be recorded"
                raise RuntimeError(message)

    def _below(self, file: str) -> str | None:
        inside = f"{file}/".startswith(self._folder)
        return f"{file}/".removeprefix(self._folder).removesuffix("/") if inside else None

    def _add(
        self, kind: Kind, path: str = "", *, data: bytes = b"", offset: int = 0, target: str = ""
    ) -> None:
        self.operations.append(Operation(kind=kind, path=path, data=data, offset=offset, target=target))
