"""Row 9, beyond the pages: nothing of an erased case is in index terms or in the backup after it."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from tests.factories import CHEAP, PASSPHRASE
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from tests.upgrade.freeze import read_tables
from tests.vault.full_cases import Author, FullCase
from tests.vault.test_erasure import delete_only, left_of, read_all
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.organisation import Organisation
from vpdesk.vault.backup import make_backup, unpacked
from vpdesk.vault.cleaning import empty_log
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.full_text import full_text_tables
from vpdesk.vault.vault import Vault

ON: Final = date(2026, 11, 25)
NOW: Final = datetime(2026, 11, 25, 18, 20)
#: One in so many cases is erased.
_EVERY: Final = 3


@proves(9, "scan for an erased case in index terms and backups")
def scan_for_erased_cases(run: Run) -> Iterator[Finding]:
    """Erase one case in three of a vault with a word index and a trigram index, and look for all of them."""
    path = run.folder / "vault"
    vault, cases = _begin(path, run.of(small=30, full=300))
    gone, kept = cases[::_EVERY], [case for number, case in enumerate(cases) if number % _EVERY]
    searched = 0
    with vault:
        others = _rows_of(vault, kept)
        for case in gone:
            searched += _erase(vault, case)
        harmed = len(others ^ _rows_of(vault, kept))
        terms = _stale_terms(vault)
        backup = _left_in_backup(vault, gone)
        assert empty_log(vault.connection)
        content, broken = read_all(_copy(path))
    yield at_least(run.of(small=10, full=100), "cases erased", len(gone))
    yield at_least(
        len(gone) * 20, "words and identifiers looked for", sum(len(c.words + c.ids) for c in gone)
    )
    yield at_least(len(gone), "pages searched by the erasures themselves", searched)
    yield none("words and identifiers left in a decrypted page or in the log", _left(gone, content))
    yield none("of them left in a backup that was made afterwards", backup)
    yield none("terms in the indexes that no text has any more", terms)
    yield none("pages that could not be read", broken)
    yield none("rows of other cases that changed", harmed)
    yield at_least(len(kept), "cases that were kept are found by the same search", _found(kept, content))
    yield _without_rewriting(run)


def _without_rewriting(run: Run) -> Control:
    """Delete by cascade and empty the log, as `secure_delete` alone would have it."""
    path = run.folder / "cascade"
    vault, cases = _begin(path, 60)
    with vault:
        for case in cases[::2]:
            delete_only(vault, case)
        empty_log(vault.connection)
        content, _broken = read_all(_copy(path))
    left = sum(bool(left_of(case, content)) for case in cases[::2])
    return Control(without="looking for identifiers and rewriting", harm=left, of=len(cases[::2]), share=0.12)


def _begin(path: Path, number: int) -> tuple[Vault, list[FullCase]]:
    vault = Vault.create(path, PASSPHRASE, cost=CHEAP)
    author = Author(29)
    organisation = Organisation(name="Stichting De Boomgaard")
    with vault.transaction():
        vault.organisations.save(organisation)
    cases = [author.write(vault, organisation.id, length=40) for _ in range(number)]
    return vault, cases


def _erase(vault: Vault, case: FullCase) -> int:
    return erase_case(vault, case.case_id, rule=ErasureRule.REPORTER_ASKED, on=ON).pages


def _copy(path: Path) -> Path:
    """Copy the files of an open vault as they are now, to be read without SQLite."""
    copy = path.with_name(f"{path.name}-read")
    shutil.copytree(path, copy)
    return copy


def _left(cases: Sequence[FullCase], content: bytes) -> int:
    return sum(len(left_of(case, content)) for case in cases)


def _found(cases: Sequence[FullCase], content: bytes) -> int:
    return sum(bool(left_of(case, content)) for case in cases)


def _left_in_backup(vault: Vault, cases: Sequence[FullCase]) -> int:
    with vault.backup_source() as source:
        backup = make_backup(source, vault.folder.backups, reason=BackupReason.ERASURE, now=NOW)
    with unpacked(backup.file, PASSPHRASE, vault.folder.path.parent) as (folder, _found):
        content, _broken = read_all(folder.path)
    return _left(cases, content)


def _stale_terms(vault: Vault) -> int:
    """Count the terms of the indexes that no text says."""
    texts = [
        text.lower()
        for view in ("findable_names", "findable_texts")
        for row in vault.connection.execute(f"SELECT * FROM {view}")
        for text in row
        if isinstance(text, str)
    ]
    said = "\0".join(texts)
    stale = 0
    for name in full_text_tables(vault.connection):
        vault.connection.execute(f"CREATE VIRTUAL TABLE temp.{name}_terms USING fts5vocab(main, {name}, row)")
        found = vault.connection.execute(f"SELECT term FROM temp.{name}_terms").fetchall()
        stale += sum(row[0] not in said for row in found)
    return stale


def _rows_of(vault: Vault, cases: Sequence[FullCase]) -> set[str]:
    """Return the rows that name one of the cases or a part of it."""
    ids = {str(value) for case in cases for value in case.ids}
    tables = read_tables(vault.connection)
    return {
        f"{name} {row}"
        for name, table in tables.items()
        for row in table["rows"]
        if not ids.isdisjoint(map(str, row))
    }
