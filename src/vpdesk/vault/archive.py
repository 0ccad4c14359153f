"""A backup as one file: an uncompressed ZIP of exactly three members, in one possible spelling.

    manifest.json    what is in it (vpdesk.vault.manifest)
    header           the key file of the vault, as it was then
    case.db          the encrypted database

Any program that knows ZIP can take it apart. We are stricter: three sizes, three checksums and the moment
of making determine every other byte of such a file, so the reader rebuilds those bytes and compares. A file
with a compressed, double, fourth or otherwise named member, with gaps, comments or lying offsets is not what
we would have written; there is nothing to interpret, and nothing is ever unpacked to a name from the file.

Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3.
"""

import hashlib
import os
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from vpdesk import durable
from vpdesk.vault.backup_faults import BackupDamagedError, NotABackupError
from vpdesk.vault.manifest import LARGEST_MANIFEST, SignedManifest, parse

SUFFIX: Final = ".vpbak"
_NAMES: Final = (b"manifest.json", b"header", b"case.db")
_BLOCK: Final = 1 << 20
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_LARGE_END: Final = struct.Struct("<4sQ2H2L4Q")
_LARGE_PLACE: Final = struct.Struct("<4sLQL")
#: What stands where a size or place is said in the fields of ZIP64, and from which size on it is.
_ELSEWHERE: Final = 0xFFFFFFFF
_LARGE: Final = _ELSEWHERE
_MODE: Final = 0o100600 << 16


@dataclass(frozen=True, slots=True)
class _Framed:
    """The bytes around the members: a local header before each, and the directory after the last."""

    before: tuple[bytes, bytes, bytes]
    after: bytes


def _frame(made: datetime, sizes: tuple[int, int, int], checksums: tuple[int, int, int]) -> _Framed:
    year = min(max(made.year, 1980), 2107)  # all that the format can say
    day = year - 1980 << 9 | made.month << 5 | made.day
    moment = made.hour << 11 | made.minute << 5 | made.second // 2
    before: list[bytes] = []
    directory = b""
    offset = 0
    for name, size, checksum in zip(_NAMES, sizes, checksums, strict=True):
        large = size >= _LARGE
        shown = _ELSEWHERE if large else size
        extra = struct.pack("<2H2Q", 1, 16, size, size) if large else b""
        needed = 45 if large else 20
        local = _LOCAL.pack(
            b"PK\3\4", needed, 0, 0, moment, day, checksum, shown, shown, len(name), len(extra)
        )
        directory += _CENTRAL.pack(
            b"PK\1\2", 3 << 8 | needed, needed, 0, 0, moment, day, checksum, shown, shown,
            len(name), len(extra), 0, 0, 0, _MODE, offset,
        ) + name + extra  # fmt: skip
        before.append(local + name + extra)
        offset += len(before[-1]) + size
    count = len(_NAMES)
    large = offset >= _LARGE
    after = directory
    if large:
        after += _LARGE_END.pack(
            b"PK\6\6", 44, 3 << 8 | 45, 45, 0, 0, count, count, len(directory), offset
        ) + _LARGE_PLACE.pack(b"PK\6\7", 0, offset + len(directory), 1)
    after += _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), _ELSEWHERE if large else offset, 0)
    return _Framed((before[0], before[1], before[2]), after)


def write(
    file: Path, made: datetime, members: tuple[bytes, bytes, Path], moved: Callable[[int], None]
) -> None:
    """Write a backup of manifest, header and the database in a file, and bring it to the disk.

    `moved` hears how many bytes of the database are written. Raises DiskFullError,
    ReadOnlyError or StorageError.
    """
    manifest, header, database = members
    with durable.explained(), database.open("rb") as source, _created(file) as target:
        checksum = 0
        for block in _blocks(source):
            checksum = zlib.crc32(block, checksum)
        size = source.tell()
        source.seek(0)
        sizes = (len(manifest), len(header), size)
        framed = _frame(made, sizes, (zlib.crc32(manifest), zlib.crc32(header), checksum))
        for before, member in zip(framed.before, (manifest, header, b""), strict=True):
            target.write(before + member)
        done = 0
        for block in _blocks(source):
            done += target.write(block)
            moved(done)
        target.write(framed.after)


def copy(source: Path, target: Path, moved: Callable[[int], None]) -> None:
    """Copy a file byte for byte and bring the copy to the disk; errors as with `write`."""
    with durable.explained(), source.open("rb") as stream, _created(target) as written:
        done = 0
        for block in _blocks(stream):
            done += written.write(block)
            moved(done)


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup whose every byte but those of header and database was found right."""

    file: Path
    signed: SignedManifest
    _framed: _Framed
    _checksums: tuple[int, int, int]

    @classmethod
    def open(cls, file: Path) -> "Archive":
        """Read manifest and structure; a few kilobytes, however long the database is.

        Raises NotABackupError, BackupDamagedError, NewerBackupError, or StorageError when it cannot be read.
        """
        with _reading(file) as stream:
            length = os.fstat(stream.fileno()).st_size
            local = stream.read(_LOCAL.size)
            name = stream.read(len(_NAMES[0]))
            if not local.startswith(b"PK\3\4") or name != _NAMES[0]:
                raise NotABackupError
            if len(local) < _LOCAL.size:
                raise BackupDamagedError
            size = _LOCAL.unpack(local)[8]
            if size > LARGEST_MANIFEST:
                raise BackupDamagedError
            raw = stream.read(size)
            signed = parse(raw)
            manifest = signed.manifest
            sizes = (size, manifest.header.size, manifest.database.size)
            # where the other headers stand follows from the sizes alone; only the checksums are read
            draft = _frame(manifest.made, sizes, (0, 0, 0))
            checksums = [zlib.crc32(raw)]
            offset = len(draft.before[0]) + size
            for before, member in zip(draft.before[1:], sizes[1:], strict=True):
                stream.seek(offset)
                found = stream.read(_LOCAL.size)
                if len(found) < _LOCAL.size:
                    raise BackupDamagedError
                checksums.append(_LOCAL.unpack(found)[6])
                offset += len(before) + member
            chosen = (checksums[0], checksums[1], checksums[2])
            archive = cls(file, signed, _frame(manifest.made, sizes, chosen), chosen)
            if length != offset + len(archive._framed.after):
                raise BackupDamagedError
            archive._compare(stream)
        return archive

    def header(self) -> bytes:
        """Return the key file in it; raises BackupDamagedError when it is not what the manifest says."""
        with _reading(self.file) as stream:
            stream.seek(self._offset(1))
            raw = stream.read(self.signed.manifest.header.size)
        if (
            hashlib.sha256(raw).hexdigest() != self.signed.manifest.header.sha256
            or zlib.crc32(raw) != self._checksums[1]
        ):
            raise BackupDamagedError
        return raw

    def read_database(
        self, moved: Callable[[int], None], take: Callable[[bytes], object] = lambda _block: None
    ) -> None:
        """Read the database through, hand each block to `take`, and compare it with the manifest at the end.

        Raises BackupDamagedError: what was taken must then be thrown away.
        """
        member = self.signed.manifest.database
        digest = hashlib.sha256()
        checksum, done = 0, 0
        with _reading(self.file) as stream:
            durable.forget_cached(stream.fileno())
            stream.seek(self._offset(2))
            while block := stream.read(min(_BLOCK, member.size - done)):
                digest.update(block)
                checksum = zlib.crc32(block, checksum)
                take(block)
                done += len(block)
                moved(done)
        if digest.hexdigest() != member.sha256 or checksum != self._checksums[2]:
            raise BackupDamagedError

    def unpack_database(self, target: Path, moved: Callable[[int], None]) -> None:
        """Write the database to the new file `target` and bring it to the disk; errors as with reading.

        Raises also DiskFullError or ReadOnlyError.
        """
        with durable.explained(), _created(target) as stream:
            self.read_database(moved, stream.write)

    def _offset(self, member: int) -> int:
        manifest = self.signed.manifest
        before = self._framed.before
        first = len(self._framed.before[0]) + self._manifest_size()
        return first + len(before[1]) + (manifest.header.size + len(before[2]) if member == 2 else 0)

    def _manifest_size(self) -> int:
        return int(_LOCAL.unpack(self._framed.before[0][: _LOCAL.size])[8])

    def _compare(self, stream: BinaryIO) -> None:
        """Raise BackupDamagedError when the bytes around the members are not the only right ones."""
        before = self._framed.before
        places = (0, self._offset(1) - len(before[1]), self._offset(2) - len(before[2]))
        for place, expected in zip(places, before, strict=True):
            stream.seek(place)
            if stream.read(len(expected)) != expected:
                raise BackupDamagedError
        stream.seek(self._offset(2) + self.signed.manifest.database.size)
        if stream.read(len(self._framed.after) + 1) != self._framed.after:
            raise BackupDamagedError


@contextmanager
def _reading(file: Path) -> Iterator[BinaryIO]:
    with durable.explained():
        try:
            stream = file.open("rb")
        except (FileNotFoundError, IsADirectoryError):
            raise NotABackupError from None
        with stream:
            yield stream


@contextmanager
def _created(file: Path) -> Iterator[BinaryIO]:
    """Open a file for its owner alone, from nothing, and synchronise it at the end."""
    flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, flags, 0o600), "w+b") as stream:
        yield stream
        stream.flush()
        durable.sync(stream.fileno())


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    while block := stream.read(_BLOCK):
        yield block
