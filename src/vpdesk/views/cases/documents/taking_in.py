"""Files come into a case by being dropped on it or chosen: read beside the window, stored off its thread."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.i18n import _
from vpdesk.models import tasks
from vpdesk.services.documents import (
    Added,
    Incoming,
    add_documents,
    coming_names,
    forget_coming,
    note_coming,
    read_files,
    take_interrupted,
)
from vpdesk.views import file_dialogs
from vpdesk.views.busy import do_busily
from vpdesk.views.cases.documents.words import said_of_added
from vpdesk.views.cases.page_context import PageContext


class TakingIn(QObject):
    """Watches over `place`, a widget on which files may be dropped for the case that `case_id` tells.

    `told` gets what came of it in words, `failed` an error. `added` carries the documents that came in.
    """

    added = Signal(object)

    def __init__(
        self,
        around: PageContext,
        place: QWidget,
        case_id: Callable[[], int | None],
        *,
        told: Callable[[str], object],
        failed: Callable[[VpdeskError], None],
    ) -> None:
        super().__init__(place)
        self._around = around
        self._place = place
        self._case_id = case_id
        self._told = told
        self._failed = failed
        self._coming: Counter[int] = Counter()  # how many times files are on their way into a case
        place.setAcceptDrops(True)
        place.installEventFilter(self)

    def choose(self) -> None:
        """Ask which files, and take them."""
        chosen = file_dialogs.choose_files(self._place, _("Add documents"))
        if chosen:
            self.take(chosen)

    def take(self, paths: Sequence[Path]) -> None:
        """Read the files and store them; the case may change meanwhile, the files stay its own."""
        case_id, today = self._case_id(), self._around.today()
        if case_id is None:
            return
        now = self._around.now()
        self._coming[case_id] += 1

        def tell(added: Added) -> None:
            self._coming[case_id] -= 1
            self._told(said_of_added(len(added.documents), added.refused))
            if added.documents:
                self.added.emit(added.documents)

        def give_up(error: VpdeskError) -> None:
            self._coming[case_id] -= 1
            self._failed(error)

        def fail(error: VpdeskError) -> None:
            names = coming_names(paths)
            self._around.desk.do(
                lambda vault: forget_coming(vault, case_id, names), owner=self._place, failed=self._failed
            )
            give_up(error)

        def store(incoming: Incoming) -> None:
            do_busily(
                self._around.desk,
                lambda vault, report: add_documents(vault, case_id, incoming, today, report),
                owner=self._place,
                title=_("The documents go into the vault"),
                done=tell,
                failed=fail,
            )

        def read(_kept: None) -> None:
            tasks.run(lambda: read_files(paths), owner=self._place, done=store, failed=fail)

        self._around.desk.do(
            lambda vault: note_coming(vault, case_id, paths, now),
            owner=self._place,
            done=read,
            failed=give_up,
        )

    def interrupted(self, case_id: int) -> tuple[str, ...]:
        """Return, once, the files that were on their way into a case when vpdesk locked or ended."""
        if self._coming[case_id]:
            return ()
        return self._around.desk.ask(lambda vault: take_interrupted(vault, case_id))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002  Qt's signature
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._drop(event)
            return True
        if isinstance(event, QDragEnterEvent | QDragMoveEvent) and event.mimeData().hasUrls():
            event.setDropAction(Qt.DropAction.CopyAction)  # never moved: what is dropped stays where it was
            event.accept()
            return True
        return False

    def _drop(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        paths = local_files(event.mimeData())
        if paths:
            self.take(paths)
        else:
            self._failed(
                RuleError(
                    "",
                    N_("This is no file on this computer."),
                    safe=N_("Nothing was added."),
                    todo=N_("vpdesk fetches nothing from the internet. Save it as a file first."),
                )
            )


def local_files(dropped: QMimeData) -> list[Path]:
    """Return the files on this computer among what was dropped; an address of the internet is none."""
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile() and url.toLocalFile()]
