"""A disk that loses its power: what was not synchronised is there, gone, or torn; in any mixture.

The model of a file system with a journal of names (ext4, XFS, APFS, NTFS): names that were made, changed or
removed survive in order, as far as some moment after the last time a folder was synchronised; a
synchronised file also has its name. What was written into a file since it was last synchronised survives
sector by sector, as chance has it, or leaves zeros where the file grew.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tests.proof.recorder import Operation

#: Bytes that a disk writes whole.
_SECTORS: Final = (512, 4096)
#: How much of what was not synchronised survives: nothing, all, or between.
_SURVIVES: Final = (0.0, 0.0, 0.5, 0.9, 1.0)


@dataclass(slots=True, eq=False)
class _File:
    """What is certainly on the disk, and what was done since: bytes at an offset, or None for a cut there."""

    kept: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        """Make sure of everything."""
        for offset, data in self.since:
            _put(self.kept, offset, data)
        self.since.clear()

    def torn(self, chance: random.Random, sector: int, survives: float) -> bytes:
        """Return what might be found after a power cut."""
        found = bytearray(self.kept)
        for offset, data in self.since:
            if data is None:
                if chance.random() < survives:
                    _put(found, offset, None)
                continue
            start = 0
            while start < len(data):
                end = min(len(data), (offset + start) // sector * sector + sector - offset)
                if chance.random() < survives:
                    _put(found, offset + start, data[start:end])
                elif chance.random() < 0.5:  # the file grew and its content did not follow
                    found.extend(bytes(max(0, offset + end - len(found))))
                start = end
        return bytes(found)


class Disk:
    """A folder on a disk while a process works in it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._kept = {path: _File(bytearray(data)) for path, data in files.items()}
        self._names = dict(self._kept)
        self._since: list[tuple[Operation, _File]] = []

    def do(self, operation: Operation) -> None:
        """Let the process do one thing."""
        match operation.kind:
            case "create":
                self._names[operation.path] = _File()
                self._since.append((operation, self._names[operation.path]))
            case "write":
                self._names[operation.path].since.append((operation.offset, operation.data))
            case "cut":
                self._names[operation.path].since.append((operation.offset, None))
            case "sync":
                file = self._names[operation.path]
                file.sync()
                made = [
                    n for n, (each, of) in enumerate(self._since, 1) if each.kind == "create" and of is file
                ]
                self._settle(made[-1] if made else 0)
            case "rename" | "remove":
                moved = self._names[operation.path]
                _rename(self._names, operation, moved)
                self._since.append((operation, moved))
            case "sync folder":
                self._settle(len(self._since))

    def after_power_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files that might be found."""
        sector, survives = chance.choice(_SECTORS), chance.choice(_SURVIVES)
        names = dict(self._kept)
        for operation, file in self._since[: chance.randint(0, len(self._since))]:
            _rename(names, operation, file)
        return {path: file.torn(chance, sector, survives) for path, file in names.items()}

    def _settle(self, number: int) -> None:
        """Make sure of the first `number` changes of names."""
        for operation, file in self._since[:number]:
            _rename(self._kept, operation, file)
        del self._since[:number]


def _put(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
    content.extend(bytes(max(0, offset - len(content))))
    if data is not None:
        content[offset : offset + len(data)] = data


def _rename(names: dict[str, _File], operation: Operation, file: _File) -> None:
    if operation.kind != "create":
        names.pop(operation.path, None)
    if operation.kind != "remove":
        names[operation.target or operation.path] = file
