"""The place Kluis: the overview, and over it the pages that change a key."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from vpdesk.domain.backup import BackupReason
from vpdesk.domain.values import Switch
from vpdesk.i18n import _, label, ngettext
from vpdesk.models.desk import Desk
from vpdesk.models.keeping import Keeping
from vpdesk.services.access import backups_of_before
from vpdesk.services.backups import BackupResult
from vpdesk.services.checking import Checked
from vpdesk.services.counsellor import read_counsellor
from vpdesk.services.respondents import count_tags, drop_all_tags
from vpdesk.vault.backup import Backup
from vpdesk.vault.recovery import RecoveryKey
from vpdesk.vault.second_place import PlaceRemark
from vpdesk.views import dates
from vpdesk.views.access.key_pages import NewKeyPage, PassphrasePage
from vpdesk.views.access.sheet_page import SheetPage
from vpdesk.views.file_dialogs import choose_folder
from vpdesk.views.parts import button
from vpdesk.views.reading_order import stops, tell_in_order
from vpdesk.views.vault.bringing_in import BringingIn
from vpdesk.views.vault.kept_long import KeptLong
from vpdesk.views.vault.overview import Overview
from vpdesk.views.vault.tags_page import TagsPage
from vpdesk.views.verb_page import VerbPage

#: What `show_item` takes to make a recovery sheet.
SHEET = "sheet"
#: What it takes to bring in the cases of a spreadsheet.
SPREADSHEET = "spreadsheet"
#: What it takes to show the cases that were kept long enough.
RETENTION = "retention"
#: The tables that the number of tags, and whether they are used, are read from.
_TAG_TABLES = frozenset({"counsellors", "respondent_tags", "respondent_links"})


class VaultPlace(QWidget):
    """The signals lead out of this place; `case_asked` to a case."""

    case_asked = Signal(object)  # an identifier is longer than an int of Qt
    restore_asked = Signal()
    settings_asked = Signal()

    def __init__(self, desk: Desk, keeping: Keeping, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("vault_place")
        self._desk = desk
        self._keeping = keeping
        self._now = now
        self._page: VerbPage | None = None
        self._opener: QWidget | None = None  # the button that opened it
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
        overview.check_asked.connect(self.check)
        overview.sheet_asked.connect(self.make_sheet)
        overview.passphrase_asked.connect(self.change_passphrase)
        overview.new_key_asked.connect(self.renew_key)
        overview.restore_asked.connect(self.restore_asked)
        overview.settings_asked.connect(self.settings_asked)
        overview.tags_asked.connect(self.ask_tags)
        overview.replacing_asked.connect(self.replace)
        overview.spreadsheet_asked.connect(self.bring_in_cases)
        self.kept_long = KeptLong(desk, now, overview, show=self.show_page)
        self.kept_long.case_asked.connect(self.case_asked)
        self._spreadsheet = BringingIn(
            desk, now, overview, show=self.show_page, drop=self._drop_page
        )
        desk.changed.connect(self._note_changes)
        self._read_tags()
        keeping.known.connect(overview.show_safety)
        keeping.known.connect(self._look_back)
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
        """Test the newest backup by putting it back."""
        self._keeping.try_out(
            owner=self,
            done=lambda _backup: self.overview.tell(
                _("The newest backup was tested by putting it back: everything was right.")
            ),
            failed=self.overview.show_error,
        )

    def check(self) -> None:
        """Read the vault and its backups from beginning to end."""
        self._keeping.check(owner=self, done=self._tell_checked, failed=self.overview.show_error)

    def make_sheet(self) -> None:
        """Make a recovery sheet, which takes the place of an earlier one once it is checked."""
        safety = self._keeping.safety
        renews = safety is not None and safety.recovery_proven_on is not None
        self._show_sheet(renews=renews)

    def change_passphrase(self) -> None:
        """Change the passphrase."""
        page = PassphrasePage(self._desk)
        page.changed.connect(self._note_passphrase)
        self.show_page(page)

    def renew_key(self) -> None:
        """Make a new vault key, and its recovery sheet."""
        page = NewKeyPage(self._desk, self._now)
        page.renewed.connect(self._show_new_key)
        self.show_page(page)

    def ask_tags(self) -> None:
        """Say what it means to see which cases are about the same person, and switch it on or off."""
        page = TagsPage(self._desk)
        page.switched.connect(self._note_tags)
        page.failed.connect(self.overview.show_error)
        self.show_page(page)

    def bring_in_cases(self) -> None:
        """Bring in the cases of a spreadsheet."""
        self._spreadsheet.begin()

    def _note_tags(self, switch: Switch, count: int) -> None:
        self._drop_page()
        if switch is Switch.ON:
            self.overview.tell(_("In a case you can now choose a tag for the person it is about."))
            return
        drop = [button(_("Delete all tags"), self._drop_tags, name="drop_tags")] if count else []
        kept = ngettext("{n} tag is kept", "{n} tags are kept", count)
        said = _("The tags are not shown any more.")
        self.overview.tell(f"{said} {kept}." if count else said, *drop)

    def _drop_tags(self) -> None:
        self._desk.do(
            drop_all_tags,
            owner=self,
            done=lambda _none: self.overview.tell(_("All tags are deleted.")),
            failed=self.overview.show_error,
        )

    def _note_changes(self, tables: frozenset[str]) -> None:
        if tables & _TAG_TABLES:
            self._read_tags()

    def _read_tags(self) -> None:
        self.overview.show_tags(
            *self._desk.ask(lambda vault: (read_counsellor(vault).same_respondent, count_tags(vault)))
        )

    def _show_sheet(self, *, renews: bool) -> SheetPage:
        page = SheetPage(self._desk, lambda: self._now().date(), renews=renews)
        page.proven.connect(self._note_sheet)
        self.show_page(page)
        return page

    def _show_new_key(self, key: RecoveryKey) -> None:
        page = self._show_sheet(renews=False)  # the old sheet has ended with the old key
        page.show_key(key)
        both = _("The vault has a new key, and your new recovery sheet is checked.")
        page.proven.connect(lambda: self._back_up_keys(both))
        page.left.connect(lambda: self._back_up_keys(_("The vault has a new key.")))  # checked later

    def _note_sheet(self) -> None:
        self._drop_page()
        self._keeping.read()
        self.overview.tell(_("Your recovery sheet is checked. Keep it in a safe place."))

    def _note_passphrase(self) -> None:
        self._drop_page()
        self._back_up_keys(_("The passphrase is changed."))

    def _back_up_keys(self, changed: str) -> None:
        """Make a backup that opens with what is new, and offer to replace those that open with the old."""

        def offer(older: tuple[Backup, ...]) -> None:
            if not older:
                self.overview.tell(changed)
                return
            self.overview.tell(
                _(
                    "{changed} Earlier backups still open with what was valid then. You can replace them by"
                    " one new backup; what they kept of earlier days is then gone.",
                    changed=changed,
                ),
                button(_("Replace the earlier backups"), lambda: self.replace(older), name="replace_older"),
            )

        def look(_made: BackupResult) -> None:
            self._desk.do(backups_of_before, owner=self, done=offer, failed=self.overview.show_error)

        self._keeping.back_up(BackupReason.KEY_CHANGE, owner=self, done=look, failed=self.overview.show_error)

    def _look_back(self) -> None:
        self._desk.do(
            backups_of_before,
            owner=self,
            done=self.overview.show_before,
            failed=self.overview.show_error,
        )

    def replace(self, older: Sequence[Backup]) -> None:
        """Replace the `older` backups by a new one, at each place."""
        self._keeping.replace(
            older,
            owner=self,
            done=lambda _replaced: self.overview.tell(_("The earlier backups are replaced by a new one.")),
            failed=self.overview.show_error,
        )

    def show_item(self, item: object) -> None:
        """Turn to making a recovery sheet (`SHEET`), to bringing in cases (`SPREADSHEET`), or to those that
        were kept long enough (`RETENTION`).
        """
        if item == SHEET:
            self.make_sheet()
        elif item == SPREADSHEET:
            self.bring_in_cases()
        elif item == RETENTION:
            self.kept_long.begin()

    def show_page(self, page: VerbPage) -> None:
        """Show `page` over the overview, until it is left."""
        self.leave_page()
        page.left.connect(self._drop_page)
        self._page = page
        focused = self.window().focusWidget()
        self._opener = focused if self.overview.isAncestorOf(focused) else None
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
        elif found := stops(self.overview):
            found[0].setFocus()  # Tab would come to the column at the left

    def _drop_page(self) -> None:
        page, self._page = self._page, None
        if page is not None:
            self._stack.setCurrentWidget(self.overview)
            self._stack.removeWidget(page)
            page.deleteLater()
            opener, self._opener = self._opener, None
            (opener if opener is not None and shiboken6.isValid(opener) else self).setFocus()

    def _tell_checked(self, found: Checked) -> None:
        offered = []
        if found.findings:
            out = button(_("To the ways out"), self._desk.tell_damage, kind="primary", name="ways_out")
            offered.append(out)
        elif any(each.fault is not None for each in found.backups):
            offered.append(button(_("Make a new backup"), self.back_up, name="back_up_again"))
        self.overview.show_checked(found, self._now(), *offered)

    def _tell_chosen(self, remark: PlaceRemark) -> None:
        made = _("Copy made and checked, {time}.", time=dates.clock(self._now()))
        if remark is PlaceRemark.APART:
            self.overview.tell(made)
        else:
            self.overview.tell(f"{made} {label(remark)}")

    def _tell_made(self, result: BackupResult) -> None:
        at = dates.clock(result.backup.made.astimezone())
        self.overview.tell(_("Copy made and checked, {time}.", time=at))
