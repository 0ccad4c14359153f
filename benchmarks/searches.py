"""G4, G5 and G12: finding while one types, a keystroke until it is painted, and a search that is stopped.

Each search is that of the window: every group, the newest first, with its sentences. Beside it stands what is
used instead: KeePassXC's search from its command line, without starting and opening, and Anki's from its own
library, both for what stands nowhere; and a walk through every text, which is what ours would be without an
index. Anki skips to the first letter of what it looks for, which takes a sixth of the time where that is
rare: so it is asked for each of the words that are typed, with an end that nobody wrote. It is asked for the
words themselves too: it looks within words, makes no sentences, and hands over the fields of the newest.
A keystroke lasts from the key to the last pixel of the panel, the way over the database's thread included;
its yardstick repaints as many lines from a C++ model.
"""

import itertools
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QListView, QWidget

from benchmarks import anki, caseload, keepassxc
from benchmarks.lists import application, screen, settle, show
from benchmarks.measure import Timed, compare, seconds, share
from benchmarks.rows import PLAIN, Row, measures
from vpdesk.domain.case_list import CaseColumn
from vpdesk.domain.finding import HitGroup, Question
from vpdesk.models.desk import Desk
from vpdesk.services.finding import find_best, find_inside, find_newest
from vpdesk.vault.findables import Findables
from vpdesk.vault.full_text import merge
from vpdesk.vault.thread import DatabaseThread
from vpdesk.vault.vault import Vault
from vpdesk.views import look
from vpdesk.views.find.panel import FindPanel

#: Words as they are typed: common and rare, beginnings and insides, one and several.
_TYPED: Final = ("gesprek", "pesten", "leidinggevende", "eik", "hr", "eiding", "klacht", "gesprek leiding")
#: Filters: none, a frequent matter and the rarest, a period, and what is due.
_LIMITS: Final[tuple[dict[str, str], ...]] = (
    {},
    {"matter": "bullying"},
    {"matter": "environmental_harm"},
    {"opened": "last_year"},
    {"due": "week"},
)
#: Words that stand nowhere: without an index, everything is walked through for them.
_NOWHERE: Final = "zeldzaamwoord"
_MISSED: Final = "xq"
_MISTYPED: Final = tuple(f"{words}{_MISSED}" for words in _TYPED)
_ASKED_AS_WE_DO: Final = tuple(map(anki.accents_ignored, _MISTYPED))
_FIRST: Final = "search, first 20 with sentences"
#: So many times faster than KeePassXC and than Anki.
_TIMES: Final = {"1k": 20, "10k": 150, "100k": 1_000}
_TIMES_ANKI: Final = {"1k": 8, "10k": 70, "100k": 700}
_WALKING: Final = "walk through every text"


def _letters() -> Iterator[str]:
    """Yield what stands in the field after each key, word after word, for ever."""
    for word in itertools.cycle(_TYPED):
        yield from (word[:length] for length in range(1, len(word) + 1))


@measures("G4")
def searches(size: str, _cases: int) -> Iterator[Row]:
    """One search for the first of each group, with its sentences."""
    folder = caseload.copy_of(size, f"search-{size}")
    with Vault.open(folder, caseload.PASSPHRASE) as vault:
        while vault.tidy():  # as it does while nobody types
            pass
        turn = itertools.cycle(map(Question.of, _TYPED))

        def search() -> None:
            find_newest(vault, next(turn))

        rare = Question.of(_NOWHERE)
        texts = "SELECT notes FROM contacts"

        def walk() -> None:
            for row in vault.connection.execute(texts):
                rare.is_said_in(row[0])

        ratio = compare(seconds(search), seconds(walk), first=8, most=16)
        yield Row(name="G4", size=size, what=_FIRST, peer=_WALKING, ratio=ratio, figure="times faster")
        inside = find_newest(vault, Question.of("eiding"))
        for what, work in (
            ("search inside words", lambda: find_inside(vault, inside)),
            ("search for the best of all", lambda: find_best(vault, Question.of("gesprek"))),
        ):
            ratio = compare(seconds(work), seconds(search), first=8, most=16)
            yield Row(name="G4", size=size, what=what, peer="newest first", ratio=ratio)

        def burst() -> float:
            return statistics.median(seconds(search)() for _ in range(9))

        yield _against_keepassxc(size, burst)
        yield from _against_anki(size, lambda words: find_newest(vault, Question.of(words)))


def _against_keepassxc(size: str, search: Timed) -> Row:
    row = Row(name="G4", size=size, what=_FIRST, peer=keepassxc.NAME, ratio=None, goal=_TIMES.get(size),
              figure="times faster")  # fmt: skip
    if why_not := keepassxc.why_not():
        return replace(row, remark=why_not)
    file = keepassxc.file_of(size)
    return replace(row, ratio=compare(search, lambda: keepassxc.search(file, _NOWHERE), first=4, most=4))


def _against_anki(size: str, search: Callable[[str], object]) -> Iterator[Row]:
    """Yield the search for each word beside Anki's for what stands nowhere, and for the same in both."""
    row = Row(name="G4", size=size, what=_FIRST, peer=anki.NAME, ratio=None, goal=_TIMES_ANKI.get(size),
              figure="times faster")  # fmt: skip
    if why_not := anki.why_not():
        yield replace(row, remark=why_not)
        return
    with anki.collection_of(size) as collection:

        def look_for(words: str) -> None:
            if bool(anki.newest(collection, words, limit=20)) is words.endswith(_MISSED):
                raise RuntimeError("what is looked for stands nowhere, or somewhere")

        for what, mine, others, goal in (
            (row.what, _TYPED, _MISTYPED, row.goal),
            ("search, accents ignored in both", _TYPED, _ASKED_AS_WE_DO, row.goal),
            ("search, the same words in both", _TYPED, _TYPED, None),
            ("search, what stands nowhere in both", _MISTYPED, _MISTYPED, None),
        ):
            ratio = compare(_each(mine, search), _each(others, look_for), first=8, most=32)
            yield replace(row, what=what, ratio=ratio, goal=goal)


def _each(every: tuple[str, ...], search: Callable[[str], object]) -> Timed:
    """Return a call that says how many seconds a search takes, over every one of the words."""

    def timed() -> float:
        return statistics.mean(seconds(partial(search, words))() for words in every)

    return timed


@measures("G6-search")
def plain_searches(size: str, _cases: int) -> Iterator[Row]:
    """The same search on plain SQLite with the same index."""
    folder = caseload.vault_of(size)
    mine, other = caseload.encrypted(folder), caseload.plain_twin(folder)
    for connection in (mine, other):
        connection.execute("BEGIN")
        while merge(connection):
            pass
    turns = [(Findables(one), itertools.cycle(map(Question.of, _TYPED))) for one in (mine, other)]

    def search(found: Findables, turn: Iterator[Question]) -> None:
        question = next(turn)
        for group in HitGroup:
            found.newest(question, group, limit=20)

    ratio = compare(
        seconds(partial(search, *turns[0])), seconds(partial(search, *turns[1])), first=40, most=400
    )
    yield Row(name="G6", size=size, what="search, first 20", peer=PLAIN, ratio=ratio, goal=1.05)
    for connection in (mine, other):
        connection.execute("ROLLBACK")
        connection.close()


@measures("G5")
def keystrokes(size: str, _cases: int) -> Iterator[Row]:
    """A key until what it finds is painted, beside a repaint of as many lines by C++."""
    folder = caseload.copy_of(size, f"keys-{size}")
    app = application()
    desk = Desk(DatabaseThread(partial(Vault.open, folder, caseload.PASSPHRASE)))
    while desk.ask(Vault.tidy):
        pass
    look.use(app, "light")
    sheet = app.styleSheet()
    app.setStyleSheet("")
    over = QWidget()
    window = show(over, sheet)
    panel = FindPanel(desk, over)
    panel.open_panel()
    other = _lines()
    beside = show(other)
    settle()
    typed = _letters()
    times: list[float] = []

    def key() -> float:
        text = next(typed)
        start = time.perf_counter()
        _type(panel, text)
        spent = time.perf_counter() - start
        times.append(spent)
        return spent

    ratio = compare(key, seconds(other.viewport().repaint), first=60, most=240)
    row = Row(name="G5", size=size, what="key to painted, in search", peer="C++ model, list", ratio=ratio)
    yield replace(row, what=f"{row.what}, p50")
    at_most = sorted(times)[int(len(times) * 0.95)]
    yield Row(name="G5", size=size, what="key to painted, in search, p95", peer="a frame of 16 ms",
              ratio=share(at_most, 0.016), goal=1)  # fmt: skip
    for each in (window, beside):
        each.close()
        each.deleteLater()
    settle()
    desk.close()


@measures("G5-lists")
def filters(size: str, _cases: int) -> Iterator[Row]:
    """A choice of another filter or order until the list is painted."""
    with screen(size) as shown:
        pane = shown.place.list
        turn = itertools.cycle(
            {"tab": tab, "organisation": None, "order": column.value, **limit}
            for tab in (0, 1, 2)
            for column in CaseColumn
            for limit in _LIMITS
        )
        other = _lines()
        beside = show(other)
        settle()
        times: list[float] = []

        def choose() -> float:
            stance = next(turn)
            start = time.perf_counter()
            pane.take_stance(stance)
            shown.view.viewport().repaint()
            times.append(time.perf_counter() - start)
            return times[-1]

        ratio = compare(choose, seconds(other.viewport().repaint), first=90, most=180)
        row = Row(
            name="G5", size=size, what="filter or order to painted", peer="C++ model, list", ratio=ratio
        )
        yield replace(row, what=f"{row.what}, p50")
        at_most = sorted(times)[int(len(times) * 0.95)]
        yield Row(name="G5", size=size, what="filter or order to painted, p95", peer="a frame of 16 ms",
                  ratio=share(at_most, 0.016), goal=1)  # fmt: skip
        beside.close()


def _type(panel: FindPanel, text: str) -> None:
    """Let `text` stand in the field, by one more key, and wait for the first that is found to be painted."""
    waiting = QEventLoop()
    panel.finder.found.connect(waiting.quit)
    QTimer.singleShot(5_000, waiting.quit)
    panel.words.blockSignals(True)
    panel.words.setText(text[:-1])
    panel.words.blockSignals(False)
    event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text[-1])
    QApplication.sendEvent(panel.words, event)
    waiting.exec()
    panel.finder.found.disconnect(waiting.quit)
    panel.list.doItemsLayout()  # as the event loop does before it paints; to paint first is to paint twice
    panel.list.viewport().repaint()
    QApplication.processEvents()


def _lines() -> QListView:
    model = QStandardItemModel()
    for number in range(24):
        model.appendRow(QStandardItem(f"Eik-{number} · Gesprek · 9 nov 2026, Waterschap De Vliet"))
    view = QListView()
    model.setParent(view)
    view.setModel(model)
    return view


@measures("G12")
def stopping(size: str, _cases: int) -> Iterator[Row]:
    """A search over everything until the thread is free again for something else."""
    folder = caseload.copy_of(size, f"stops-{size}")
    thread = DatabaseThread(partial(Vault.open, folder, caseload.PASSPHRASE))

    def stop() -> float:
        begun = threading.Event()

        def search(vault: Vault) -> None:
            begun.set()
            while True:  # until it is stopped
                find_best(vault, Question.of("gesprek"))

        wanted = [True]
        answer = thread.submit_patiently(search, lambda: wanted[0])
        begun.wait()
        time.sleep(0.005)  # well within it
        wanted[0] = False
        start = time.perf_counter()
        thread.submit(lambda _vault: None).result()
        spent = time.perf_counter() - start
        answer.cancelled()
        return spent

    ratio = compare(stop, lambda: 0.002, first=20, most=40)
    yield Row(name="G12", size=size, what="a search that is stopped, p95", peer="2 ms", ratio=ratio, goal=1,
              figure="p95")  # fmt: skip
    thread.close()
