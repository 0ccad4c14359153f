"""A deed that has the vault to itself for a while: the window says how far it is, and goes on answering."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _, label
from vpdesk.models.desk import Desk
from vpdesk.vault.progress import Progress, Report
from vpdesk.vault.vault import Vault
from vpdesk.views.look import current
from vpdesk.views.waiting import Waiting

T = TypeVar("T")


class BusyDialog(QDialog):
    """Stands over the window: whatever one would ask of the vault now would have to wait."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("busy")
        self.setWindowTitle("vpdesk")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._waiting = Waiting()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 24)
        layout.addWidget(self._waiting)
        self.setMinimumWidth(current().px(380))
        self._waiting.begin(title, _("One moment, please."))

    def go_on(self, progress: Progress) -> None:
        """Say how far it is."""
        self._waiting.go_on(label(progress.stage), progress.done, progress.total)

    def reject(self) -> None:
        """Esc ends nothing here: what is being done cannot be left half done."""


class _Relay(QObject):
    """Carries progress from the database's thread, also when nobody is there any more to see it."""

    told = Signal(object)


def do_busily(  # noqa: PLR0913  each says one thing of the deed
    desk: Desk,
    verb: Callable[[Vault, Report], T],
    *,
    owner: QWidget,
    title: str,
    done: Callable[[T], object],
    failed: Callable[[VpdeskError], object],
) -> BusyDialog:
    """Run `verb` on the database's thread behind a dialog that says how far it is.

    Locking ends it at its next step: it must then leave the vault as it was, or finish by itself later.
    """
    dialog = BusyDialog(title, owner)
    relay = _Relay()
    relay.told.connect(dialog.go_on, Qt.ConnectionType.QueuedConnection)

    def end(then: Callable[[], object]) -> None:
        dialog.hide()
        dialog.deleteLater()
        then()

    desk.do(
        lambda vault: verb(vault, desk.hearing(relay.told.emit)),
        owner=owner,
        done=lambda result: end(lambda: done(result)),
        failed=lambda error: end(lambda: failed(error)),
    )
    dialog.show()
    return dialog
