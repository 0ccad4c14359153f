"""The place Kluis: the overview, and over it the pages that change a key."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from vpdesk.domain.backup import BackupReason
from vpdesk.i18n import _, label
from vpdesk.models.desk import Desk
from vpdesk.models.keeping import Keeping
from vpdesk.services.backups import BackupResult
from vpdesk.vault.second_place import PlaceRemark
from vpdesk.views import dates
from vpdesk.views.file_dialogs import choose_folder
from vpdesk.views.reading_order import tell_in_order
from vpdesk.views.vault.overview import Overview
from vpdesk.views.verb_page import VerbPage

#: What `show_item` takes to make a recovery sheet.
SHEET = "sheet"


class VaultPlace(QWidget):
    """`restore_asked` and `settings_asked` lead out of this place."""

    restore_asked = Signal()
    settings_asked = Signal()

    def __init__(self, desk: Desk, keeping: Keeping, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("vault_place")
        self._desk = desk
        self._keeping = keeping
        self._now = now
        self._page: VerbPage | None = None
        self.overview = Overview(lambda: now().date())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.overview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        overview = self.overview
        overview.backup_asked.connect(self.back_up)
        overview.second_place_asked.connect(self.choose_second_place)
        overview.second_copy_asked.connect(self.copy_to_second_place)
        overview.drill_asked.connect(self.try_out)
        overview.restore_asked.connect(self.restore_asked)
        overview.settings_asked.connect(self.settings_asked)
        keeping.known.connect(overview.show_safety)
        keeping.begun.connect(overview.begin_work)
        keeping.progressed.connect(overview.go_on)
        keeping.ended.connect(overview.end_work)
        if keeping.safety is not None:
            overview.show_safety(keeping.safety)
        if keeping.work is not None:
            overview.begin_work(keeping.work)
        keeping.read()

    def back_up(self) -> None:
        """Make a backup now."""
        self._keeping.back_up(
            BackupReason.ASKED, owner=self, done=self._tell_made, failed=self.overview.show_error
        )

    def choose_second_place(self) -> None:
        """Ask for a folder outside this computer, and make a copy there."""
        found = choose_folder(self, _("A folder outside this computer"), Path.home())
        if found is not None:
            self.use_second_place(found)

    def use_second_place(self, place: Path) -> None:
        """Take `place` for the copies outside this computer."""
        self._keeping.choose_second_place(
            place, owner=self, done=self._tell_chosen, failed=self.overview.show_error
        )

    def copy_to_second_place(self) -> None:
        """Bring the second place up to date."""
        self._keeping.copy_to_second_place(
            owner=self,
            done=lambda _backup: self.overview.tell(
                _("Copied to the second place and read back, {time}.", time=dates.clock(self._now()))
            ),
            failed=self.overview.show_error,
        )

    def try_out(self) -> None:
        """Put the newest backup back on trial."""
        self._keeping.try_out(
            owner=self,
            done=lambda _backup: self.overview.tell(
                _("The newest backup was put back on trial: everything was right.")
            ),
            failed=self.overview.show_error,
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

    def _tell_chosen(self, remark: PlaceRemark) -> None:
        made = _("Copy made and checked, {time}.", time=dates.clock(self._now()))
        if remark is PlaceRemark.APART:
            self.overview.tell(made)
        else:
            self.overview.tell(f"{made} {label(remark)}")

    def _tell_made(self, result: BackupResult) -> None:
        at = dates.clock(result.backup.made.astimezone())
        self.overview.tell(_("Copy made and checked, {time}.", time=at))
