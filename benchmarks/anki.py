"""Anki as a peer, where its own library is lent: the same contacts in a collection, one note each.

It is what Anki's window works with: Rust over SQLite, without encryption and without an index of words. It is
asked within this process, so that nothing of a start or of a window counts against it. One deck a client
organisation; the title is the front of a note, the text its back, and the channel its tag.
"""

import html
import importlib
import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks import borrowed, caseload

NAME: Final = "Anki"
LIBRARY: Final = "anki"
_FILE: Final = "collection.anki2"
#: Notes that are handed over at once while a collection is filled.
_HANDED_OVER: Final = 5_000


def why_not() -> str:
    """Return why the peer cannot be measured here; nothing when it can."""
    return borrowed.why_not(LIBRARY)


@contextmanager
def collection_of(size: str) -> Iterator[Any]:
    """Lend a collection with what the vault of this size holds, made when it is not there yet.

    Raises RuntimeError when it holds another number of notes than the vault holds contacts.
    """
    folder = caseload.vault_of(size)
    kept = folder.with_suffix(".anki")
    if not kept.exists():
        unfinished = folder.with_suffix(".anki-unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        with _opened(unfinished) as collection:
            _fill(collection, folder)
        unfinished.rename(kept)
    with _opened(kept) as collection:
        if collection.note_count() != sum(1 for _ in caseload.contacts(folder)):
            raise RuntimeError("the collection holds something else")
        yield collection


def newest(collection: Any, words: str, *, limit: int) -> list[list[str]]:
    """Return the fields of the newest notes that hold all of the words, anywhere: no more than `limit`."""
    found = collection.find_notes(words, order="n.id desc")
    return [collection.get_note(number).fields for number in found[:limit]]


def accents_ignored(words: str) -> str:
    """Return what asks for `words` with or without their accents, as every search of ours does."""
    return f"nc:{words}"


@contextmanager
def _opened(folder: Path) -> Iterator[Any]:
    collection = importlib.import_module("anki.collection").Collection(str(folder / _FILE))
    try:
        yield collection
    finally:
        collection.close()


def _fill(collection: Any, folder: Path) -> None:
    request = importlib.import_module("anki.collection").AddNoteRequest
    kind = collection.models.by_name("Basic")

    def requests() -> Iterator[Any]:
        for name, of_one in itertools.groupby(caseload.contacts(folder), key=lambda contact: contact[0]):
            deck = collection.decks.id(name)
            for _name, title, channel, notes in of_one:
                note = collection.new_note(kind)
                note.fields = [_as_typed(title), _as_typed(notes)]
                note.tags = [channel]
                yield request(note=note, deck_id=deck)

    every = requests()
    while some := list(itertools.islice(every, _HANDED_OVER)):
        collection.add_notes(some)


def _as_typed(text: str) -> str:
    """Return the HTML that Anki's editor keeps for a text."""
    return html.escape(text, quote=False).replace("\n", "<br>")
