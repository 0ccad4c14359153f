"""Erasing a case so that nothing of it is left in the vault's files, and proving it.

Deleting is not enough: the words of a deleted row stay in free room unless SQLite overwrites them
(`secure_delete`), in a full-text index unless that does the same, in the write-ahead log until it is emptied,
and its identifier, which tells when it was made, stays behind as the divider of two pages. So: delete with
all that hangs on it and leave a mark, in one transaction; empty the log; then decrypt every page ourselves
and look for the words and identifiers of the case. Where any is left, rewrite the file and look again.

Blocks that the file gave back to the disk still hold old pages, encrypted with the vault's key: only a new
vault key makes those unreadable for who has the present one.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.erasure import Erasure, ErasureRule, mark_of
from vpdesk.domain.errors import DiskFullError, VpdeskError
from vpdesk.vault.belonging import Belongings, belongings
from vpdesk.vault.cleaning import empty_log, rewrite
from vpdesk.vault.erasure_faults import ErasureBusyError, ErasureUnprovenError
from vpdesk.vault.folder import PAGE
from vpdesk.vault.full_text import full_text_tables
from vpdesk.vault.ledger import note_known
from vpdesk.vault.moving import parts
from vpdesk.vault.pages import Page
from vpdesk.vault.progress import Progress, Report, Stage, unheard
from vpdesk.vault.scratch import standstill
from vpdesk.vault.tombstones import keep_sealed, read_tombstones
from vpdesk.vault.traces import Probes, unsaid
from vpdesk.vault.vault import Vault

#: Rewriting the file takes the room of the file and of its log.
_ROOM_FOR: Final = 2
#: Pages that are searched between two reports of how far it is.
_TOLD_AFTER: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """A case that is gone: its mark, and for how many words and identifiers how many pages were searched.

    `oldest_id` is the identifier of what was recorded first of it, under another case perhaps.
    """

    case_id: int
    oldest_id: int
    mark: str
    probes: int
    pages: int


def erase_case(
    vault: Vault, case_id: int, *, rule: ErasureRule, on: date, progress: Report = unheard
) -> Erased:
    """Erase a case with all that hangs on it, and prove that nothing of it is left in the vault's files.

    Raises LookupError when there is no such case; ErasureBusyError, VaultBusyError, DiskFullError and what a
    transaction raises, with nothing changed; ErasureUnprovenError when the case is deleted and a trace of it
    is left.
    """
    connection = vault.connection
    _require_secure_full_text(connection)
    found = belongings(connection, case_id)
    probes = Probes(found)
    if shutil.disk_usage(vault.folder.path).free < _ROOM_FOR * vault.folder.database.stat().st_size:
        raise DiskFullError
    vault_id = vault.opened.header.vault_id
    marks = [
        Erasure(mark=mark_of(vault_id, value_id), erased_on=on, rule=rule)
        for value_id in (case_id, *_recorded_elsewhere(connection, case_id, found))
    ]
    with standstill(progress):
        if not empty_log(connection):
            raise ErasureBusyError
        with vault.transaction():
            for place in found.drafts:
                vault.drafts.drop(place)
            note_known(connection, case_id)
            vault.cases.delete(case_id)
            vault.erasures.add_all(marks)
        pages = _prove(vault, probes, progress)
    keep_sealed(vault.folder, vault.opened.key, vault_id, read_tombstones(connection))
    return Erased(
        case_id=case_id,
        oldest_id=min(found.all_ids()),
        mark=marks[0].mark,
        probes=len(probes.words) + len(probes.ids),
        pages=pages,
    )


def _recorded_elsewhere(connection: sqlcipher.Connection, case_id: int, found: Belongings) -> list[int]:
    """Return the cases that went into this one, and its parts that may have hung on another before.

    A backup of before holds them there, where the mark of this case does not reach. What has a later number
    than all these cases was recorded in one of them; of what has an earlier one that is not known.
    """
    joined = found.ids.get("joined_cases", set())
    last = max((case_id, *joined))
    parts_of_it = {
        value_id
        for table, _column in parts(connection)
        for value_id in found.ids.get(table, ())
        if value_id < last
    }
    return sorted(joined | parts_of_it)


def _prove(vault: Vault, probes: Probes, progress: Report) -> int:
    """Return how many pages were searched in vain; rewrites the file once when something was found.

    Raises ErasureUnprovenError when something is left, or a page cannot be read.
    """
    try:
        for attempt in range(2):
            if attempt:
                rewrite(vault.connection)
            if not empty_log(vault.connection):
                break
            seen = _Seen(vault, progress)
            traces = probes.traces(seen)
            if not seen.unreadable and not unsaid(traces, vault.connection):
                return seen.pages
    except (VpdeskError, sqlcipher.OperationalError) as error:
        raise ErasureUnprovenError from error
    raise ErasureUnprovenError


class _Seen:
    """Counts the pages of a vault as they go by, and tells how far it is."""

    def __init__(self, vault: Vault, progress: Report) -> None:
        self._vault = vault
        self._progress = progress
        self.pages = 0
        self.unreadable = 0

    def __iter__(self) -> Iterator[Page]:
        total = self._vault.folder.database.stat().st_size // PAGE
        for page in self._vault.read_pages():
            if self.pages % _TOLD_AFTER == 0:
                self._progress(Progress(stage=Stage.ERASING, done=self.pages, total=total))
            self.pages += 1
            self.unreadable += page.content is None
            yield page


def _require_secure_full_text(connection: sqlcipher.Connection) -> None:
    """Stop the program when a full-text index would keep deleted words: that is a mistake of ours."""
    for name in full_text_tables(connection):
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()
        options = dict(connection.execute(f"SELECT k, v FROM {name}_config").fetchall())  # noqa: S608
        if not options.get("secure-delete") or "content=''" in sql.replace(" ", ""):
            message = f"the full-text index {name} does not overwrite what is deleted"
            raise RuntimeError(message)
