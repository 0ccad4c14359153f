"""Documents come into the vault whole or not at all, in words, and leave only when that is asked."""

import os
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.factories import make_case
from vpdesk.domain.case import Case
from vpdesk.domain.errors import ReadOnlyError, RuleError
from vpdesk.domain.organisation import Organisation
from vpdesk.exchange.incoming import MOST_AT_ONCE, IncomingFile, Refusal
from vpdesk.exchange.outgoing import write_copy
from vpdesk.services import documents
from vpdesk.services.documents import (
    DocumentDamagedError,
    Incoming,
    add_documents,
    forget_coming,
    note_coming,
    read_document,
    read_files,
    rename_document,
    take_interrupted,
)
from vpdesk.vault.progress import Progress, Stage
from vpdesk.vault.vault import Vault

ON = date(2026, 11, 20)


@pytest.fixture
def case(vault: Vault, organisation: Organisation) -> Case:
    made = make_case(organisation.id)
    with vault.transaction():
        vault.cases.save(made)
    return made


def file(name: str, content: bytes) -> IncomingFile:
    return IncomingFile(name=name, media_type="application/octet-stream", content=content)


def incoming(*files: IncomingFile) -> Incoming:
    return Incoming(files=files, refused=())


def test_what_went_in_comes_out(vault: Vault, case: Case, tmp_path: Path) -> None:
    contents = {f"{n}.bin": os.urandom(n) for n in (1, 256 * 1024, 256 * 1024 + 1, 700_000)}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    told: list[Progress] = []
    found = read_files([tmp_path / name for name in contents])
    added = add_documents(vault, case.id, found, ON, told.append)
    assert {each.name: read_document(vault, each.id) for each in added.documents} == contents
    assert {each.size for each in added.documents} == {len(content) for content in contents.values()}
    assert told[-1] == Progress(stage=Stage.ADDING, done=told[-1].total, total=told[-1].total)
    assert vault.check() == ()


def test_what_is_in_the_case_already_comes_in_once(
    vault: Vault, case: Case, organisation: Organisation
) -> None:
    first = add_documents(vault, case.id, incoming(file("brief.pdf", b"x"), file("kopie.pdf", b"x")), ON)
    assert [each.name for each in first.documents] == ["brief.pdf"]
    again = add_documents(vault, case.id, incoming(file("brief.pdf", b"x"), file("brief.pdf", b"y")), ON)
    assert [(each.name, each.why) for each in again.refused] == [("brief.pdf", Refusal.ALREADY)]
    assert [read_document(vault, each.id) for each in again.documents] == [b"y"], "the name says nothing"
    other = make_case(organisation.id, alias="Es-99")
    with vault.transaction():
        vault.cases.save(other)
    assert add_documents(vault, other.id, incoming(file("brief.pdf", b"x")), ON).refused == []


def test_files_on_their_way_are_remembered_until_they_are_there(
    vault: Vault, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 11, 20, 9, 0)
    paths = [tmp_path / "brief.txt", tmp_path / "foto\u202e.jpg"]
    note_coming(vault, case.id, paths, now)
    add_documents(vault, case.id, incoming(file("brief.txt", b"x"), file("foto.jpg", b"z")), ON)
    assert take_interrupted(vault, case.id) == ()

    def cut(*_args: object) -> None:
        raise RuntimeError

    note_coming(vault, case.id, paths, now)
    with monkeypatch.context() as patch:
        patch.setattr(documents, "_store", cut)
        with pytest.raises(RuntimeError):
            add_documents(vault, case.id, incoming(file("b.txt", b"y")), ON)
    assert take_interrupted(vault, case.id) == ("brief.txt", "foto.jpg")
    assert take_interrupted(vault, case.id) == (), "it is said once"
    note_coming(vault, case.id, paths[:1], now)
    add_documents(vault, case.id, incoming(file("brief.txt", b"x")), ON)  # is there already
    assert take_interrupted(vault, case.id) == (), "what came of it is said"


def test_of_two_lots_on_their_way_each_is_remembered_until_it_is_there(
    vault: Vault, case: Case, tmp_path: Path
) -> None:
    now = datetime(2026, 11, 20, 9, 0)
    note_coming(vault, case.id, [tmp_path / "brief.txt", tmp_path / "foto.jpg"], now)
    note_coming(vault, case.id, [tmp_path / "ander" / "brief.txt", tmp_path / "nota.txt"], now)
    add_documents(vault, case.id, incoming(file("brief.txt", b"x"), file("foto.jpg", b"y")), ON)
    forget_coming(vault, case.id, ["nota.txt"])
    assert take_interrupted(vault, case.id) == ("brief.txt",), "the other file of that name"
    note_coming(vault, case.id, [tmp_path / "brief.txt"], now)
    note_coming(vault, case.id, [tmp_path / "nota.txt"], now)
    assert take_interrupted(vault, case.id) == ("brief.txt", "nota.txt")


def test_of_many_files_those_that_cannot_come_in_are_named_and_the_others_come(
    vault: Vault, case: Case, tmp_path: Path
) -> None:
    (tmp_path / "goed.txt").write_text("x")
    (tmp_path / "leeg.txt").touch()
    (tmp_path / "map").mkdir()
    found = read_files([tmp_path / name for name in ("goed.txt", "leeg.txt", "map", "weg")])
    added = add_documents(vault, case.id, found, ON)
    assert [each.name for each in added.documents] == ["goed.txt"]
    assert {each.name: each.why for each in added.refused} == {
        "leeg.txt": Refusal.EMPTY,
        "map": Refusal.FOLDER,
        "weg": Refusal.GONE,
    }


def test_ten_thousand_files_at_once_are_refused_before_one_is_read(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as raised:
        read_files([tmp_path / str(number) for number in range(10_000)])
    assert raised.value.values == {"n": 10_000, "most": MOST_AT_ONCE}


def test_a_case_has_room_for_so_much_and_no_more(
    vault: Vault, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MOST_IN_CASE", 1000)
    first = add_documents(vault, case.id, incoming(file("a", b"x" * 600)), ON)
    assert first.refused == []
    second = add_documents(vault, case.id, incoming(file("b", b"y" * 600), file("c", b"z" * 400)), ON)
    assert [each.name for each in second.documents] == ["c"]
    assert [(each.name, each.why) for each in second.refused] == [("b", Refusal.CASE_FULL)]


def test_reading_holds_no_more_than_a_case_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_IN_CASE", 1000)
    for name in "abc":
        (tmp_path / name).write_bytes(b"x" * 450)
    found = read_files([tmp_path / name for name in "abc"])
    assert [each.name for each in found.files] == ["a", "b"]
    assert [each.why for each in found.refused] == [Refusal.CASE_FULL]


def test_a_lock_in_the_middle_leaves_none_of_them_in(vault: Vault, case: Case) -> None:
    class HurryError(Exception):
        pass

    def stop(progress: Progress) -> None:
        if progress.done:
            raise HurryError

    with pytest.raises(HurryError):
        add_documents(vault, case.id, incoming(file("a", b"x"), file("b", b"y")), ON, stop)
    assert vault.documents.of_case(case.id) == []
    assert vault.connection.execute("SELECT count(*) FROM document_parts").fetchone()[0] == 0


def test_a_document_that_is_not_what_came_in_says_so(vault: Vault, case: Case) -> None:
    (document,) = add_documents(vault, case.id, incoming(file("a", b"x" * 300_000)), ON).documents
    with vault.transaction():
        vault.connection.execute("DELETE FROM document_parts WHERE rank = 1")
    with pytest.raises(DocumentDamagedError):
        read_document(vault, document.id)


def test_another_name_is_kept_and_an_empty_one_refused(vault: Vault, case: Case) -> None:
    (document,) = add_documents(vault, case.id, incoming(file("a", b"x")), ON).documents
    assert rename_document(vault, document, "Brief aan HR").name == "Brief aan HR"
    assert vault.documents.get(document.id).name == "Brief aan HR"
    with pytest.raises(RuleError):
        rename_document(vault, document, " ")


def test_a_copy_that_cannot_be_written_leaves_nothing_and_deletes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_copy(tmp_path / "kopie", b"inhoud")
    assert (tmp_path / "kopie").read_bytes() == b"inhoud"
    with pytest.raises(Exception, match="disk") as raised:
        write_copy(tmp_path, b"x")  # a folder
    assert not isinstance(raised.value, ReadOnlyError)
    assert (tmp_path / "kopie").exists()

    def fail(_number: int) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("vpdesk.exchange.outgoing.os.fsync", fail)
    with pytest.raises(Exception, match="full"):
        write_copy(tmp_path / "half", b"x")
    assert not (tmp_path / "half").exists()
