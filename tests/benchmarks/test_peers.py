"""A peer that is not here is skipped; one that is here is measured; none is a part of the program."""

import importlib.util
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks import anki, audits, caseload, keepassxc, saves, searches
from benchmarks.rows import Row
from tests.disclosure import highs

ROOT = Path(__file__).resolve().parents[2]
#: What another environment lends.
LENT = (anki.LIBRARY, highs.LIBRARY)


def never(*_any: object) -> float:
    raise AssertionError("measured, or made something to measure")


def in_no_time(*_any: object) -> float:
    return 1.0


#: Each peer's rows, with what must not be done for a peer that is not here.
ROWS: dict[str, Callable[[], Sequence[Row]]] = {
    "KeePassXC, searching": lambda: [searches._against_keepassxc("1k", never)],
    "KeePassXC, saving": lambda: [saves._against_keepassxc("1k", 1_000, never)],
    "Anki": lambda: list(searches._against_anki("1k", never)),
    "HiGHS": lambda: list(audits.beside_highs("1k", 1_000)),
}


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _program: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _library: None)
    monkeypatch.setattr(caseload, "vault_of", never)


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize("peer", ROWS)
def test_a_peer_that_is_not_here_is_skipped_and_nothing_is_made_for_it(peer: str) -> None:
    (row,) = ROWS[peer]()
    assert row.verdict == "skipped"
    assert "skipped" in row.line()
    assert "not installed" in row.line()


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What a stand-in for Anki finds: at first all that is typed."""
    words = set(searches._TYPED)

    @contextmanager
    def collection_of(_size: str) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(
            find_notes=lambda said, order: [1, 2] if said in words and order else [],
            get_note=lambda number: SimpleNamespace(fields=[f"Eik-{number}", "gesprek"]),
        )

    monkeypatch.setattr(anki, "why_not", str)
    monkeypatch.setattr(anki, "collection_of", collection_of)
    return words


@pytest.mark.usefixtures("found")
def test_anki_is_measured_where_it_is_here() -> None:
    rows = list(searches._against_anki("1k", in_no_time))
    assert [row.verdict == "skipped" for row in rows] == [False] * 4
    assert [row.goal for row in rows] == [8, 8, None, None]


def test_a_word_that_stands_nowhere_and_is_found_stops_the_measure(found: set[str]) -> None:
    found.add(searches._MISTYPED[0])
    with pytest.raises(RuntimeError, match="nowhere"):
        list(searches._against_anki("1k", in_no_time))


def test_a_word_that_is_typed_and_not_found_stops_the_measure(found: set[str]) -> None:
    found.remove(searches._TYPED[0])
    with pytest.raises(RuntimeError, match="somewhere"):
        list(searches._against_anki("1k", in_no_time))


def test_no_more_of_what_is_found_is_read_than_is_shown() -> None:
    read: list[int] = []

    def get_note(number: int) -> SimpleNamespace:
        read.append(number)
        return SimpleNamespace(fields=["a", "b"])

    collection = SimpleNamespace(
        find_notes=lambda _words, order: list(range(100)) if order == "n.id desc" else [],
        get_note=get_note,
    )
    assert anki.newest(collection, "gesprek", limit=20) == [["a", "b"]] * 20
    assert read == list(range(20))


@pytest.mark.parametrize("library", LENT)
@pytest.mark.parametrize("file", ["pyproject.toml", "requirements.lock"])
def test_what_is_lent_is_no_part_of_the_program(library: str, file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert "pikepdf" in text  # what is a part stands there
    assert library not in text


def test_a_peer_keeps_every_contact_by_a_title_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(caseload, "FOLDER", tmp_path)
    folder = caseload.vault_of("12")
    contacts = list(caseload.contacts(folder))
    with caseload.plain_twin(folder) as source:
        assert len(contacts) == source.execute("SELECT count(*) FROM contacts").fetchone()[0] > 0
    assert len({title for _name, title, _channel, _notes in contacts}) == len(contacts)
    organisation, title, *_ = contacts[0]
    assert keepassxc.entry_of("12") == f"{organisation}/{title}"
