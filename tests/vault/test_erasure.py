"""An erased case is out of every page of every file, and stays out."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from tests.factories import (
    PASSPHRASE,
    counted_in,
    make_case,
    make_consent,
    make_contact,
    make_release,
)
from tests.upgrade.freeze import read_tables
from tests.vault.full_cases import Author, FullCase
from vpdesk.domain.draft import Draft
from vpdesk.domain.erasure import ErasureRule, mark_of
from vpdesk.domain.errors import DiskFullError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.respondent_tag import RespondentLink
from vpdesk.vault import erasure, header_files, traces
from vpdesk.vault.belonging import belongings, delete
from vpdesk.vault.cleaning import empty_log
from vpdesk.vault.connection import connect
from vpdesk.vault.erasure import Erased, erase_case
from vpdesk.vault.erasure_faults import CaseErasedError, ErasureBusyError, ErasureUnprovenError
from vpdesk.vault.folder import PAGE
from vpdesk.vault.full_text import full_text_tables, plain_tables
from vpdesk.vault.pages import Page, PageKeys, RawFile, read_log
from vpdesk.vault.tombstones import apply_tombstones, read_sealed, read_tombstones
from vpdesk.vault.traces import Probes, as_row_number, unsaid
from vpdesk.vault.vault import Vault

ON = date(2026, 11, 25)
RULE = ErasureRule.REPORTER_ASKED


def erase(vault: Vault, case: FullCase) -> Erased:
    return erase_case(vault, case.case_id, rule=RULE, on=ON)


def delete_only(vault: Vault, case: FullCase) -> None:
    with vault.transaction():
        delete(vault.connection, case.case_id, belongings(vault.connection, case.case_id))


@pytest.fixture
def cases(vault: Vault, organisation: Organisation) -> list[FullCase]:
    """Forty cases in which everything is said."""
    author = Author(7)
    return [author.write(vault, organisation.id) for _ in range(40)]


def read_all(path: Path) -> tuple[bytes, int]:
    """Return the content of every page and log frame of a vault, and how many broken seals there were."""
    key = header_files.unlock(path, PASSPHRASE).key
    raw = RawFile(path / "case.db")
    with PageKeys(key.database_key()) as keys:
        pages = [*raw.pages(keys), *read_log(path / "case.db-wal", keys)]
    raw.close()
    return b"\0".join(page.content or b"" for page in pages), sum(page.content is None for page in pages)


def read_copy(vault: Vault) -> tuple[bytes, int]:
    """Return what `read_all` finds in the files of an open vault as they are now."""
    copy = vault.folder.path.with_name("looked-at")
    shutil.copytree(vault.folder.path, copy)
    return read_all(copy)


def left_of(case: FullCase, content: bytes) -> list[object]:
    """Return each word and identifier of a case that stands in `content`."""
    words: Sequence[object] = [word for word in case.words if word.encode() in content]
    ids = [one for one in case.ids if one.to_bytes(8) in content or as_row_number(one) in content]
    return [*words, *ids, *(one for one in case.ids if str(one).encode() in content)]


def test_every_page_opens_without_sqlite_and_shows_what_was_said(vault: Vault, cases: list[FullCase]) -> None:
    content, broken = read_copy(vault)
    assert broken == 0
    for case in cases:
        assert len(left_of(case, content)) >= len(case.words) + len(case.ids)


def test_nothing_is_left_of_an_erased_case_and_all_of_the_others(vault: Vault, cases: list[FullCase]) -> None:
    before = read_tables(vault.connection)
    for case in cases[::4]:
        erased = erase(vault, case)
        assert erased.probes > 20
        assert erased.pages > 20
    gone = {one for case in cases[::4] for one in case.ids}
    after = read_tables(vault.connection)
    assert after.pop("erasures")["rows"]
    for name, table in after.items():
        kept = [row for row in before[name]["rows"] if gone.isdisjoint(row) and not named(row, gone)]
        if name != "vault_state":
            assert table["rows"] == kept, name
    assert vault.check() == ()
    content, broken = read_copy(vault)
    assert broken == 0
    assert [left_of(case, content) for case in cases[::4]] == [[]] * 10
    assert all(left_of(case, content) for case in cases[1::4])


def write_late(vault: Vault, case: FullCase, found: dict[str, Any]) -> Iterator[Callable[[], object]]:
    """Yield what a form that was still open would write: the case, what hangs on it, drafts of both."""
    yield lambda: vault.cases.save(found["case"])
    yield lambda: vault.contacts.save(found["contact"])
    yield lambda: vault.contacts.save(make_contact(case.case_id))
    for place in (f"case/{case.case_id}", f"case/{case.case_id}/contact/earlier",
                  f"contact/{found['contact'].id}", f"consent/{case.ids[1]}/withdrawal"):  # fmt: skip
        yield partial(vault.drafts.save, Draft(place=place, body="x", saved_at=datetime(2026, 1, 1)))


def test_what_comes_too_late_does_not_bring_an_erased_case_back(vault: Vault, cases: list[FullCase]) -> None:
    case = cases[0]
    found = {"case": vault.cases.get(case.case_id), "contact": vault.contacts.of_case(case.case_id)[0]}
    erase(vault, case)
    before = read_tables(vault.connection)
    for write in write_late(vault, case, found):
        with pytest.raises(CaseErasedError), vault.transaction():
            write()
    assert read_tables(vault.connection) == before
    other = vault.cases.get(cases[1].case_id)
    with vault.transaction():
        vault.cases.save(other)
        vault.drafts.save(Draft(place=f"case/{other.id}", body="x", saved_at=datetime(2026, 1, 1)))


def named(row: list[Any], ids: set[int]) -> bool:
    return any(str(one) in str(row[0]) for one in ids)


def test_deleting_alone_leaves_the_moment_of_creation_behind(vault: Vault, cases: list[FullCase]) -> None:
    """The control: identifiers of deleted rows stay as the dividers of pages, also with secure_delete."""
    for case in cases[::2]:
        delete_only(vault, case)
    assert empty_log(vault.connection)
    content, _broken = read_copy(vault)
    dividers = {one for case in cases[::2] for one in case.ids if as_row_number(one) in content}
    assert dividers


def test_without_overwriting_the_words_stay(vault: Vault, cases: list[FullCase]) -> None:
    """The control: deleting marks room as free and leaves what is in it."""
    vault.connection.execute("PRAGMA secure_delete = OFF").fetchall()
    case = cases[20]
    delete_only(vault, case)
    assert empty_log(vault.connection)
    content, _broken = read_copy(vault)
    assert any(word.encode() in content for word in case.words)


def test_without_emptying_it_the_log_still_says_the_words(vault: Vault, cases: list[FullCase]) -> None:
    """The control: what was written lately stands in the log as well, until that is cut off."""
    case = cases[-1]
    delete_only(vault, case)
    with PageKeys(vault.opened.key.database_key()) as keys:
        content = b"".join(page.content or b"" for page in read_log(vault.folder.log, keys))
    assert any(word.encode() in content for word in case.words)
    erase(vault, cases[0])
    assert vault.folder.log.stat().st_size == 0


def keep_deleted_words(vault: Vault) -> None:
    """Let the full-text indexes keep the words of what is deleted from now on, as they do by themselves."""
    for name in full_text_tables(vault.connection):
        vault.connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('secure-delete', 0)")


def test_nothing_is_left_in_a_full_text_index_either(vault: Vault, cases: list[FullCase]) -> None:
    assert len(full_text_tables(vault.connection)) == 4
    while vault.tidy():  # what was merged lies elsewhere
        pass
    for case in cases[:5]:
        erase(vault, case)
    assert vault.check() == ()
    content, _broken = read_copy(vault)
    assert [left_of(case, content) for case in cases[:5]] == [[]] * 5


def test_an_index_that_keeps_deleted_words_stops_the_erasure(vault: Vault, cases: list[FullCase]) -> None:
    keep_deleted_words(vault)
    before = read_tables(vault.connection)
    with pytest.raises(RuntimeError, match="does not overwrite"):
        erase(vault, cases[0])
    assert read_tables(vault.connection) == before


def test_without_that_stop_the_proof_finds_what_the_index_keeps(
    vault: Vault, cases: list[FullCase], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: rewriting the file does not help, the index itself still holds the words."""
    keep_deleted_words(vault)
    monkeypatch.setattr(erasure, "_require_secure_full_text", lambda _connection: None)
    with pytest.raises(ErasureUnprovenError):
        erase(vault, cases[0])


def test_words_that_others_say_too_are_no_trace(vault: Vault, cases: list[FullCase]) -> None:
    one, other = cases[:2]
    assert empty_log(vault.connection)
    probes = Probes(belongings(vault.connection, one.case_id))
    traces = probes.traces(vault.read_pages())
    with vault.transaction():
        vault.cases.delete(one.case_id)
    left = unsaid(traces, vault.connection)
    assert left.issuperset(one.ids)
    assert not left.intersection(other.words)
    assert not left.intersection({"leidinggevende", "gesprek", "bullying", "organisation_id"})


def test_a_piece_of_a_document_is_looked_for(vault: Vault, cases: list[FullCase]) -> None:
    one, other = cases[:2]
    pieces = {case.case_id: Probes(belongings(vault.connection, case.case_id)).pieces for case in cases[:2]}
    assert pieces[one.case_id]
    assert pieces[one.case_id].isdisjoint(pieces[other.case_id])
    with vault.transaction():
        vault.cases.delete(one.case_id)
    left = unsaid(pieces[one.case_id] | pieces[other.case_id], vault.connection)
    assert left == pieces[one.case_id]  # what the other's document still says is no trace


def test_the_tag_of_a_respondent_goes_with_its_last_case(vault: Vault, cases: list[FullCase]) -> None:
    (tag,) = [vault.respondent_links.of_case(case.case_id)[0].tag_id for case in cases[:1]]
    shared = RespondentLink(case_id=cases[1].case_id, tag_id=tag)
    with vault.transaction():
        vault.respondent_links.save(shared)
    erase(vault, cases[0])
    assert vault.respondent_tags.get(tag).id == tag
    erase(vault, cases[1])
    with pytest.raises(LookupError):
        vault.respondent_tags.get(tag)


def test_the_mark_stays_and_says_nothing(vault: Vault, cases: list[FullCase]) -> None:
    erase(vault, cases[0])
    vault_id = vault.opened.header.vault_id
    marks = read_tombstones(vault.connection)  # of the case, and of what may have hung on another before
    assert mark_of(vault_id, cases[0].case_id) in {each.mark for each in marks}
    assert {each.mark for each in marks} <= {mark_of(vault_id, one) for one in cases[0].ids}
    assert {(each.erased_on, each.rule) for each in marks} == {(ON, RULE)}
    assert read_sealed(vault.folder, vault.opened.key, vault_id) == marks
    sealed = vault.folder.erased.read_bytes()
    for each in marks:
        assert each.mark.encode() not in sealed
        assert not any(str(one) in each.mark for one in cases[0].ids)


def test_a_sealed_file_that_is_not_ours_says_nothing(vault: Vault, cases: list[FullCase]) -> None:
    erase(vault, cases[0])
    key, vault_id = vault.opened.key, vault.opened.header.vault_id
    sealed = vault.folder.erased.read_bytes()
    assert read_sealed(vault.folder, key, "another vault") == ()
    for harmed in (b"", sealed[:20], sealed[:-1] + bytes([sealed[-1] ^ 1])):
        vault.folder.erased.write_bytes(harmed)
        assert read_sealed(vault.folder, key, vault_id) == ()


def test_a_case_that_was_counted_goes_and_its_report_stays(
    vault: Vault, organisation: Organisation, cases: list[FullCase]
) -> None:
    release = make_release(organisation.id)
    with vault.transaction():
        vault.releases.register(release, counted_in(release, *(case.case_id for case in cases)))
    erase(vault, cases[3])
    assert vault.releases.of_organisation(organisation.id) == [release]
    events = vault.ledger.of_releases([release.id])[release.id]
    assert len(events) == len(cases)
    assert {each.case_id for each in events} == {None, *(case.case_id for case in cases)} - {cases[3].case_id}


def test_drafts_that_name_the_case_go_and_others_stay(vault: Vault, cases: list[FullCase]) -> None:
    one, other = cases[0], cases[1]
    with vault.transaction():
        for place, body in (
            ("window", f'{{"case": {one.case_id}}}'),
            (f"consent/{one.ids[1]}/withdrawal", "{}"),
            ("new_case", '{"alias": "Eik-14"}'),
        ):
            vault.drafts.save(Draft(place=place, body=body, saved_at=datetime(2026, 11, 20, 9, 30)))
    erase(vault, one)
    assert vault.drafts.get("window") is None
    assert vault.drafts.get(f"consent/{one.ids[1]}/withdrawal") is None
    assert vault.drafts.get("new_case") is not None
    assert vault.drafts.get(f"case/{other.case_id}/contact") is not None


def test_a_case_that_is_not_there_changes_nothing(vault: Vault, cases: list[FullCase]) -> None:
    before = read_tables(vault.connection)
    with pytest.raises(LookupError):
        erase_case(vault, 12, rule=RULE, on=ON)
    assert read_tables(vault.connection) == before
    assert not vault.folder.erased.exists()
    assert cases


@pytest.fixture
def reader(vault: Vault, cases: list[FullCase]) -> Iterator[Any]:
    """A second connection in the middle of reading, as a backup is."""
    assert cases
    with closing(connect(vault.folder.database, vault.opened.key.database_key())) as second:
        second.execute("BEGIN")
        second.execute("SELECT count(*) FROM cases").fetchone()
        vault.connection.execute("PRAGMA busy_timeout = 0").fetchall()
        yield second


def test_while_something_reads_nothing_is_erased(vault: Vault, cases: list[FullCase], reader: Any) -> None:
    before = read_tables(vault.connection)
    with vault.transaction():  # the reader now holds on to a part of the log that is not the last
        vault.drafts.drop("nowhere")
    with pytest.raises(ErasureBusyError):
        erase(vault, cases[0])
    assert read_tables(vault.connection)["cases"] == before["cases"]
    reader.execute("COMMIT")
    erase(vault, cases[0])


def test_without_room_nothing_is_erased(
    vault: Vault, cases: list[FullCase], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_tables(vault.connection)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=10))
    with pytest.raises(DiskFullError):
        erase(vault, cases[0])
    assert read_tables(vault.connection) == before


def test_a_page_that_cannot_be_read_proves_nothing(
    vault: Vault, cases: list[FullCase], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PageKeys, "open", lambda _keys, number, _raw: Page(number, None))
    with pytest.raises(ErasureUnprovenError):
        erase(vault, cases[0])


def test_an_erasure_that_was_cut_off_is_finished_at_the_next_opening(
    vault: Vault, cases: list[FullCase], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = vault.folder.path
    with monkeypatch.context() as patch:
        patch.setattr(erasure, "_prove", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            for case in cases[1::2]:
                delete_only(vault, case)
            erase(vault, cases[0])
    assert not vault.folder.erased.exists()
    shutil.copytree(path, path.with_name("killed"))
    with Vault.open(path.with_name("killed"), PASSPHRASE) as again:
        vault_id = again.opened.header.vault_id
        sealed = {each.mark for each in read_sealed(again.folder, again.opened.key, vault_id)}
        assert mark_of(vault_id, cases[0].case_id) in sealed
        assert mark_of(vault_id, cases[1].case_id) not in sealed  # that one was only deleted
    content, _broken = read_all(path.with_name("killed"))
    assert [left_of(case, content) for case in (cases[0], *cases[1::2])] == [[]] * 21


def test_a_restored_copy_loses_the_erased_cases_again(vault: Vault, cases: list[FullCase]) -> None:
    copy = vault.folder.path.with_name("copy")
    assert empty_log(vault.connection)
    shutil.copytree(vault.folder.path, copy)
    for case in cases[:3]:
        erase(vault, case)
    marks = read_tombstones(vault.connection)
    with closing(connect(copy / "case.db", vault.opened.key.database_key())) as connection:
        assert apply_tombstones(connection, marks) == 3
        assert apply_tombstones(connection, marks) == 0
        assert read_tombstones(connection) == marks
        assert connection.execute("SELECT count(*) FROM cases").fetchone()[0] == len(cases) - 3
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert empty_log(connection)
    content, _broken = read_all(copy)
    assert [left_of(case, content) for case in cases[:3]] == [[]] * 3


LOCKING = """
import fcntl, os, sys
descriptor = os.open(sys.argv[1], os.O_RDWR)
try:
    fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
except OSError:
    print("held")
"""


def sqlite_holds_its_lock(file: Path) -> bool:
    """Ask from another process, by the bytes that SQLite locks."""
    done = subprocess.run(
        [sys.executable, "-c", LOCKING, str(file)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip() == "held"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks belong to the handle")
def test_reading_the_pages_leaves_sqlite_its_locks(vault: Vault, cases: list[FullCase]) -> None:
    assert cases
    assert sum(1 for _ in vault.read_pages()) * PAGE == vault.folder.database.stat().st_size
    assert sqlite_holds_its_lock(vault.folder.database)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks belong to the handle")
def test_opening_and_closing_the_file_would_take_them_away(vault: Vault) -> None:
    """The control, and why the descriptor stays open for as long as the connection."""
    assert sqlite_holds_its_lock(vault.folder.database)
    RawFile(vault.folder.database).close()
    assert not sqlite_holds_its_lock(vault.folder.database)


def test_row_numbers_are_written_as_sqlite_writes_them(tmp_path: Path) -> None:
    number = 1846032847938123456
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)")
    plain.execute("INSERT INTO t VALUES (?)", [number])
    plain.commit()
    plain.close()
    assert as_row_number(number) in (tmp_path / "plain.db").read_bytes()


def test_a_word_that_two_columns_of_another_case_make_together_is_no_trace(
    vault: Vault, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, other = make_case(organisation.id), make_case(organisation.id)
    consent = make_consent(other.id, may_be_said="Over de zwaluw", withheld="staartjes, en meer")
    with vault.transaction():
        vault.cases.add_all([gone, other])
        vault.contacts.save(make_contact(gone.id, notes="Volgens melder ging het om zwaluwstaartjes."))
        vault.consents.save(consent)
    assert erase_case(vault, gone.id, rule=RULE, on=ON).pages
    # the control: looked through column by column, nothing says the word that stands on the page
    again = make_case(organisation.id)
    with vault.transaction():
        vault.cases.save(again)
        vault.contacts.save(make_contact(again.id, notes="Volgens melder ging het om zwaluwstaartjes."))

    def by_column(connection: sqlcipher.Connection) -> Iterator[str]:
        for table in plain_tables(connection):
            for row in connection.execute(f"SELECT * FROM {table}"):
                yield from (value for value in row if isinstance(value, str))

    monkeypatch.setattr(traces, "live_texts", by_column)
    with pytest.raises(ErasureUnprovenError):
        erase_case(vault, again.id, rule=RULE, on=ON)
