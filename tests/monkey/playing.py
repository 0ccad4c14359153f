"""One game of the monkey: a vault of practice data, the real window, so many deeds, and what came of it."""

import random
import shutil
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from PySide6.QtCore import QEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.factories import CHEAP, PASSPHRASE
from tests.monkey.deeds import Hands
from tests.monkey.ledger import Ledger
from tests.monkey.watching import PATIENCE, Watch
from tests.views.conftest import NOW
from vpdesk.app import indoors
from vpdesk.app.program import Program
from vpdesk.app.surroundings import Surroundings
from vpdesk.services.practice import fill, practice
from vpdesk.services.practice_documents import fill_documents
from vpdesk.services.practice_paths import fill_paths, tread
from vpdesk.vault.vault import Vault

#: How many of the last deeds are told with a fault.
_TOLD: Final = 20
_CASES: Final = 30
#: The part of the deeds after which the next one does not wait for what the last one led to.
_HASTE: Final = 0.3

Plant = Callable[["Game"], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What one game came to; without `faults` all is well."""

    seed: int
    actions: int
    seconds: float
    commits: int
    acknowledged: int
    starts: int
    led_out: int
    faults: tuple[str, ...]
    last: tuple[str, ...]

    def lines(self) -> list[str]:
        """Return it as it is printed; a fault with what led to it."""
        rate = self.actions / max(self.seconds, 0.001)
        head = (
            f"seed {self.seed}: {self.actions:,} actions in {self.seconds:.0f} s ({rate:.0f}/s), "
            f"{self.commits:,} commits, {self.acknowledged} marks said to be saved, {self.starts} starts, "
            f"{self.led_out} times led out, {len(self.faults)} faults"
        )
        if not self.faults:
            return [head]
        return [head, *self.faults, f"the last {len(self.last)} actions of seed {self.seed}:", *self.last]


class Game:
    """The window of a practice vault in `folder`, which starts anew when it was locked or closed."""

    def __init__(self, app: QApplication, folder: Path, seed: int, patience: float) -> None:
        self.app = app
        self.folder = folder / "vault"
        self.watch = Watch(patience)
        self.ledger = Ledger(self.folder)
        self.program: Program | None = None
        self.starts = 0
        self._ended = False
        self._chance = random.Random(seed)
        self._papers = folder / "papers"
        self.hands = Hands(self._chance, _files(self._papers))
        self._next: Callable[[], str] = self.hands.one
        self._around = Surroundings(
            settings_file=folder / "settings.ini",
            vault_folder=self.folder,
            now=lambda: NOW,
            wall=lambda: 0.0,
            seconds=lambda: 0.0,
            relaunch=self._note_end,
            restore=self._note_end,
            after_damage=self._note_end,
            leave=lambda: None,
            cost=CHEAP,
            backs_up=False,
        )

    @property
    def faults(self) -> list[str]:
        return self.watch.faults + self.ledger.faults

    def _note_end(self, _folder: Path) -> None:
        self._ended = True

    @contextmanager
    def open(self) -> Iterator[None]:
        """Fill the vault and stand at the edge: files and printers are chosen by the seed."""
        data = practice(self._chance.randrange(1000), NOW.date(), cases=_CASES)
        with Vault.create(self.folder, PASSPHRASE, cost=CHEAP) as vault:
            fill(vault, data)
            fill_paths(vault, tread(data))
            fill_documents(vault, data)
            self.ledger.begin(vault)
        with ExitStack() as held:
            held.enter_context(patch("vpdesk.views.file_dialogs.QFileDialog", self._chosen()))
            held.enter_context(patch("vpdesk.views.access.printing.QPrintDialog", NoPrinter))
            held.enter_context(self.ledger.hearing())
            held.enter_context(self.watch.hearing())
            self._start()
            yield
            self._leave()

    def _chosen(self) -> type:
        """Return what answers for Qt's dialog that chooses files."""
        chance, papers = self._chance, self._papers

        class Chosen:
            @staticmethod
            def getSaveFileName(*_given: Any) -> tuple[str, str]:  # noqa: N802  Qt's own name
                name = str(papers / f"saved {chance.randrange(10)}")
                return chance.choice(("", name, str(papers / "no" / "such"))), ""

            @staticmethod
            def getExistingDirectory(*_given: Any) -> str:  # noqa: N802  Qt's own name
                return chance.choice(("", str(papers)))

            @staticmethod
            def getOpenFileName(*_given: Any) -> tuple[str, str]:  # noqa: N802  Qt's own name
                return chance.choice(("", str(papers / "brief.txt"))), ""

            @staticmethod
            def getOpenFileNames(*_given: Any) -> tuple[list[str], str]:  # noqa: N802  Qt's own name
                return chance.choice(([], [str(papers / "brief.txt")])), ""

        return Chosen

    def _start(self) -> None:
        self.starts += 1
        self._ended = False
        self.program = program = self.hands.program = Program(self.app, self._around)
        program.window.show()
        program.enter(indoors.unlock(self.folder, PASSPHRASE))
        assert program.indoors is not None
        self.ledger.listen(program.indoors.desk)
        self.watch.settle()

    def _leave(self) -> None:
        """Close the window, as its cross does; then see what the vault holds."""
        program = self.program
        assert program is not None
        if program.indoors is not None:
            self.watch.settle()
            program.window.close()
            if program.indoors is not None:
                self.ledger.faults.append("the window does not close")
                program.indoors.leave()
        program.window.may_close = lambda: True
        program.window.close()
        program.window.deleteLater()
        program.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.ledger.check()

    def do_instead(self, deed: Callable[[], str]) -> None:
        """Let the next deed be `deed`."""
        self._next = deed

    def act(self) -> str:
        """Do one deed, see what came of it, and return what it was."""
        hasty = self._chance.random() < _HASTE
        with self.watch.deed():
            deed, self._next = self._next, self.hands.one
            try:
                said = deed()
            except Exception as error:  # noqa: BLE001  what a slot raises comes back through the key that was sent
                said = f"{deed.__name__} did not come to its end"
                self.watch.hear(type(error), error, error.__traceback__)
            if hasty:
                QApplication.processEvents()
            else:
                self.watch.settle()
        self._look()
        return said + (" (in haste)" if hasty else "")

    def _look(self) -> None:
        program = self.program
        assert program is not None
        if self._ended or program.indoors is None:
            self._leave()
            self._start()
        elif program.locking is not None and program.window.is_covered:
            self.watch.settle(ready=lambda: self._ended or not program.window.is_covered)
        else:
            self.watch.look_at(program.window)


class NoPrinter(QDialog):
    """Answers for the dialog of the printer: it is given up at once."""

    def __init__(self, _printer: QPrinter, parent: QWidget) -> None:
        super().__init__(parent)

    def show(self) -> None:
        self.reject()


def play(
    app: QApplication,
    folder: Path,
    *,
    seed: int,
    actions: int,
    plant: Plant = lambda _game: None,
    patience: float = PATIENCE,
    loud: bool = False,
) -> Played:
    """Play in the empty `folder` until the first fault; `plant` does harm before the last deed.

    `loud` tells each deed as it is done, for the fault that ends the process.
    """
    began = time.perf_counter()
    last: deque[str] = deque(maxlen=_TOLD)
    game = Game(app, folder, seed, patience)
    done = 0
    with game.open():
        for done in range(1, actions + 1):
            if done == actions:
                plant(game)
            last.append(f"{done:>6}  {game.act()}")
            if loud:
                sys.stdout.write(f"{last[-1]}\n")
                sys.stdout.flush()
            if game.faults:
                break
    shutil.rmtree(folder / "vault")
    return Played(
        seed=seed,
        actions=done,
        seconds=time.perf_counter() - began,
        commits=game.ledger.commits,
        acknowledged=game.ledger.acknowledged,
        starts=game.starts,
        led_out=game.watch.led_out,
        faults=tuple(game.faults),
        last=tuple(last),
    )


def _files(folder: Path) -> list[Path]:
    """Make files of several kinds in `folder`, one that is empty among them, and one that is not there."""
    folder.mkdir()
    contents = {
        "brief.txt": b"Beste melder", "leeg.txt": b"", "foto.png": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "kapot.pdf": b"%PDF-1.7\nniets", "na\u0308am \u202e\U0001f600.html": b"<b>hallo</b>",
    }  # fmt: skip
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [*sorted(folder.iterdir()), folder, folder / "weg.txt"]
