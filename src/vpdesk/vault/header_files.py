"""The two header files: written one after the other, read newest first, healed from each other.

`header.2` is written before `header.1`, each whole or not at all. The first is re-read and opened with the
secret it was written for before the other is touched; the other is re-read and must be the same, byte for
byte: opening it too would only take as long again, and a lock may be waiting. Whatever moment the power
fails, one of them is whole, and a secret that the user was told of opens it.
"""

from contextlib import suppress
from pathlib import Path

from vpdesk import durable
from vpdesk.domain.errors import VpdeskError, WrongPassphraseError
from vpdesk.vault import header
from vpdesk.vault.faults import HeaderDamagedError
from vpdesk.vault.folder import HEADERS
from vpdesk.vault.header import Header, Opened, Sealed
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.recovery import Secret


def read_each(folder: Path) -> tuple[Sealed | None, ...]:
    """Return what each of the two files says, in the order in which they are written; None: unreadable."""
    return tuple(_read(folder / name) for name in HEADERS)


def read_all(folder: Path) -> tuple[Sealed, ...]:
    """Return the different headers in `folder` that can be read, the newest first."""
    found = {sealed.raw: sealed for sealed in read_each(folder) if sealed is not None}
    return tuple(sorted(found.values(), key=lambda sealed: -sealed.header.sequence))


def opened_by(folder: Path, secret: Secret) -> tuple[Opened, ...]:
    """Return what `secret` opens in `folder`, the newest first: one header, or after a crash sometimes two.

    Raises HeaderDamagedError when no header can be read or is genuine, WrongPassphraseError when none opens.
    """
    opened = []
    wrong: WrongPassphraseError | None = None
    for sealed in read_all(folder):
        try:
            opened.append(sealed.open(secret))
        except WrongPassphraseError as error:
            wrong = wrong or error
        except HeaderDamagedError:
            continue
    if not opened:
        raise wrong or HeaderDamagedError
    return tuple(opened)


def unlock(folder: Path, secret: Secret) -> Opened:
    """Return the newest header that `secret` opens, without asking the database; raises like `opened_by`."""
    newest, *others = opened_by(folder, secret)
    for other in others:
        other.key.forget()
    return newest


def repair(folder: Path, opened: Opened) -> None:
    """Let both files be the header that was `opened`; raises what writing raises."""
    raw = opened.header.encode(opened.key)
    for name in HEADERS:
        sealed = _read(folder / name)
        if sealed is None or sealed.raw != raw:
            durable.replace(folder / name, raw)


def write(folder: Path, new: Header, key: VaultKey, secret: Secret) -> None:
    """Write both copies durably; when that fails, the header that was there is put back as far as can be.

    Raises DiskFullError, ReadOnlyError, StorageError; HeaderDamagedError when the disk gives back something
    else than it was given.
    """
    before = {name: _contents(folder / name) for name in HEADERS}
    try:
        first, second = HEADERS
        write_one(folder / first, new, key, secret)
        _write_same(folder / second, new.encode(key))
    except VpdeskError:
        for name, content in before.items():
            if content is not None and _contents(folder / name) != content:
                with suppress(VpdeskError):
                    durable.replace(folder / name, content)
        raise


def write_one(file: Path, new: Header, key: VaultKey, secret: Secret) -> None:
    """Write one copy durably, read it back and open it with `secret`; raises like `write`."""
    sealed = _write_same(file, new.encode(key))
    again = sealed.open(secret).key
    same = again.same_as(key)
    again.forget()
    if not same:
        raise HeaderDamagedError


def _write_same(file: Path, raw: bytes) -> Sealed:
    """Write `raw` durably, and return what the file says then: the same, or HeaderDamagedError is raised."""
    durable.replace(file, raw)
    sealed = _read(file)
    if sealed is None or sealed.raw != raw:
        raise HeaderDamagedError
    return sealed


def _contents(file: Path) -> bytes | None:
    try:
        with file.open("rb") as stream:
            return stream.read(header.LARGEST + 1)
    except OSError:
        return None


def _read(file: Path) -> Sealed | None:
    """Return what a header file says, or None when it is missing, damaged or not acceptable."""
    raw = _contents(file)
    if raw is None:
        return None
    try:
        return header.read(raw)
    except HeaderDamagedError:
        return None
