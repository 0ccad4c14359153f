"""The place Kluis: the overview, and over it the pages that change a key."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from vpdesk.domain.backup import BackupReason
from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.models.keeping import Keeping
from vpdesk.services.backups import BackupResult
from vpdesk.views import dates
from vpdesk.views.reading_order import tell_in_order
from vpdesk.views.vault.overview import Overview
from vpdesk.views.verb_page import VerbPage

#: What `show_item` takes to make a recovery sheet.
SHEET = "sheet"


class VaultPlace(QWidget):
    """`restore_asked` and `settings_asked` lead out of this place."""

    restore_asked = Signal()
    settings_asked = Signal()

    def __init__(self, desk: Desk, keeping: Keeping, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("vault_place")
        self._desk = desk
        self._keeping = keeping
        self._today = today
        self._page: VerbPage | None = None
        self.overview = Overview(today)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.overview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        overview = self.overview
        overview.backup_asked.connect(self.back_up)
        overview.restore_asked.connect(self.restore_asked)
        overview.settings_asked.connect(self.settings_asked)
        keeping.known.connect(overview.show_safety)
        keeping.begun.connect(self._note_begun)
        keeping.progressed.connect(overview.go_on)
        keeping.ended.connect(overview.end_work)
        if keeping.safety is not None:
            overview.show_safety(keeping.safety)
        if keeping.is_running:
            self._note_begun()
        keeping.read()

    def back_up(self) -> None:
        """Make a backup now."""
        self._keeping.back_up(
            BackupReason.ASKED, owner=self, done=self._tell_made, failed=self.overview.show_error
        )

    def show_page(self, page: VerbPage) -> None:
        """Show `page` over the overview, until it is left."""
        self.leave_page()
        page.left.connect(self._drop_page)
        self._page = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        tell_in_order(page)
        page.begin_typing()

    def leave_page(self) -> None:
        """Go back to the overview."""
        if self._page is not None:
            self._page.leave()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002  Qt's signature
        if self._page is not None:
            self._page.begin_typing()
        else:
            self.overview.focusNextChild()

    def _drop_page(self) -> None:
        page, self._page = self._page, None
        if page is not None:
            self._stack.setCurrentWidget(self.overview)
            self._stack.removeWidget(page)
            page.deleteLater()
            self.setFocus()

    def _note_begun(self) -> None:
        self.overview.begin_work(_("A backup is being made and checked"))

    def _tell_made(self, result: BackupResult) -> None:
        at = dates.clock(result.backup.made.astimezone())
        self.overview.tell(_("Backup made and checked, {time}.", time=at))
