from collections.abc import Sequence

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from vpdesk.models.row_text import RowText, Tone
from vpdesk.models.windowed import TEXT, VALUE, WINDOW, Query, WindowedModel


class Store:
    """A list of words that notes what is fetched of it."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = list(words)
        self.fetched: list[tuple[int, int]] = []

    def fetch(self, offset: int, limit: int) -> Sequence[str]:
        self.fetched.append((offset, limit))
        return self.words[offset : offset + limit]

    def query(self) -> Query[str]:
        return Query(count=lambda: len(self.words), fetch=self.fetch)


def text(word: str) -> RowText:
    return RowText(title=word, sub="Waterschap De Vliet", chip="late", tone=Tone.LATE)


def model(store: Store) -> WindowedModel:
    return WindowedModel(store.query(), text=text, key=lambda word: word)


def test_only_a_window_of_rows_is_fetched() -> None:
    store = Store([f"case {n}" for n in range(100_000)])
    made = model(store)
    assert made.rowCount() == 100_000
    for row in (0, 5, 99_999, 50_000, 50_050, 49_950):
        assert made.value(row) == f"case {row}"
    assert len(store.fetched) == 3
    assert {limit for _offset, limit in store.fetched} == {WINDOW}


def test_a_row_gives_its_words_its_value_and_what_is_spoken() -> None:
    made = model(Store(["Eik-14"]))
    index = made.index(0)
    assert index.data() == "Eik-14"
    assert index.data(VALUE) == "Eik-14"
    assert index.data(TEXT) == text("Eik-14")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Eik-14, late, Waterschap De Vliet"
    assert index.data(Qt.ItemDataRole.DecorationRole) is None


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    store = Store(["a", "b", "c"])
    made = model(store)
    qtmodeltester.check(made)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped
    store.words = ["z", "a", "b", "c", "d"]
    made.refresh()
    assert [made.value(row) for row in range(made.rowCount())] == store.words
    store.words = ["z"]
    made.refresh()
    assert made.rowCount() == 1
    made.look_at(Store([]).query())
    assert made.rowCount() == 0
    assert made.value(0) is None


def test_a_row_that_vanished_since_the_count_is_empty() -> None:
    store = Store(["a", "b"])
    made = model(store)
    store.words = []
    assert made.value(1) is None
    assert made.index(1).data() is None
