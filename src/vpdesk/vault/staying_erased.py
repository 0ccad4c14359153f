"""A case that was erased after a backup was made stays erased when that backup is put back.

What was erased is known from the present vault: from its database where that can be opened, and else from
the sealed file beside it. Where neither can be read, whoever restores must be told that an erased case may
return.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.code import N_, Code
from vpdesk.domain.erasure import Erasure
from vpdesk.domain.errors import VpdeskError
from vpdesk.vault import header_files
from vpdesk.vault.amending import amending
from vpdesk.vault.explaining import explained
from vpdesk.vault.faults import VaultInUseError
from vpdesk.vault.folder import FolderLock, VaultFolder
from vpdesk.vault.inspecting import Inspected, inspect, looking_into, take_stock
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.migrating import schema
from vpdesk.vault.opening import connect_with
from vpdesk.vault.recovery import Secret
from vpdesk.vault.swapping import is_there
from vpdesk.vault.tombstones import apply_tombstones, keep_sealed, read_sealed, read_tombstones

#: The first schema that has the table of marks.
_MARKS_SINCE = 2


class Recollection(Code):
    """Whether it is known which cases were erased."""

    NOTHING = "nothing", N_("no case was erased here since")
    KNOWN = "known", N_("cases that were erased since stay erased")
    UNKNOWN = (
        "unknown",
        N_("it cannot be read which cases were erased since, so an erased case may be in it again"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """The vault that is to be replaced, as far as it can be read: what is in it, and what was erased."""

    stock: Inspected | None
    marks: tuple[Erasure, ...]
    recollection: Recollection


def look_at_present(
    target: VaultFolder, key: VaultKey, secret: Secret | VaultKey, vault_id: str
) -> Present:
    """Return what is known of the vault at `target`: `key` and `vault_id` are those of the backup, `secret`
    what was given. An identifier in a header that can be read goes before it.
    """
    if not is_there(target):
        return Present(stock=None, marks=(), recollection=Recollection.UNKNOWN)
    marks: dict[str, Erasure] = {}
    stock = None
    with present_keys(target, key, secret) as keys:
        # damage is what a backup is put back for: it must not be in the way of that
        with suppress(VpdeskError), present_connection(target, keys) as connection:
            if connection is not None:
                marks |= {each.mark: each for each in _marks_in(connection)}
                stock = take_stock(connection)
        vault_id = _vault_id(target) or vault_id
        for one in keys:
            marks |= {each.mark: each for each in read_sealed(target, one, vault_id)}
    if marks:
        recollection = Recollection.KNOWN
    elif stock is None:
        recollection = Recollection.UNKNOWN  # no sealed file does not say that there never was one
    else:
        recollection = Recollection.NOTHING
    return Present(stock=stock, marks=tuple(marks.values()), recollection=recollection)


def keep_erased(new: VaultFolder, key: VaultKey, found: Inspected, marks: tuple[Erasure, ...]) -> Inspected:
    """Erase from the restored vault what any of the `marks` is of, and return what is in it then.

    A database that is changed for it is brought to the present schema first, and proven again after it.
    """
    with looking_into(new.database, key) as connection:
        own = _marks_in(connection)
    if not own and not marks:
        return found
    if {each.mark for each in marks} - {each.mark for each in own}:
        with amending(new.database, key) as connection:
            apply_tombstones(connection, marks)
            own = read_tombstones(connection)
        found = inspect(new.database, key)
    keep_sealed(new, key, found.vault_id, own)
    return found


def _marks_in(connection: sqlcipher.Connection) -> tuple[Erasure, ...]:
    return read_tombstones(connection) if schema(connection) >= _MARKS_SINCE else ()


def _vault_id(target: VaultFolder) -> str:
    headers = header_files.read_all(target.path)
    return headers[0].header.vault_id if headers else ""


@contextmanager
def present_keys(
    target: VaultFolder, key: VaultKey, secret: Secret | VaultKey
) -> Iterator[tuple[VaultKey, ...]]:
    """Lend the keys that the present vault may have: that of the backup, and one that `secret` opens."""
    newer = None
    if not isinstance(secret, VaultKey):
        with suppress(VpdeskError):
            newer = header_files.unlock(target.path, secret).key
    try:
        yield (key,) if newer is None else (newer, key)
    finally:
        if newer is not None:
            newer.forget()


@contextmanager
def present_connection(
    target: VaultFolder, keys: tuple[VaultKey, ...]
) -> Iterator[sqlcipher.Connection | None]:
    """Lend a connection to the vault at `target`; None when it is open elsewhere, damaged, or not ours.

    What is damaged further on is met in reading: DatabaseDamagedError.
    """
    try:
        lock = FolderLock.take(target)
    except VaultInUseError:
        yield None
        return
    try:
        connection = _first(target, keys)
        if connection is None:
            yield None
            return
        with closing(connection), explained():
            yield connection
    finally:
        lock.release()


def _first(target: VaultFolder, keys: tuple[VaultKey, ...]) -> sqlcipher.Connection | None:
    for key in keys:
        with suppress(VpdeskError):
            target.require_database()
            return connect_with(target.database, key)
    return None
