"""What Kluis shows: the backups, the keys, and what can be done with each."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _, label
from vpdesk.models.keeping import Work
from vpdesk.services.safety import Safety
from vpdesk.vault.backup import Backup
from vpdesk.vault.progress import Progress
from vpdesk.views.contents import Contents
from vpdesk.views.fact_line import FactLine
from vpdesk.views.flow import flow
from vpdesk.views.page import Page
from vpdesk.views.parts import Card, button, column, subheading
from vpdesk.views.states import Notice
from vpdesk.views.vault import safety_words
from vpdesk.views.waiting import Waiting

#: So many backups are listed at first.
_SHOWN: Final = 5


class Overview(Page):
    """Each signal is something that the person asks for."""

    backup_asked = Signal()
    second_place_asked = Signal()
    second_copy_asked = Signal()
    drill_asked = Signal()
    restore_asked = Signal()
    sheet_asked = Signal()
    passphrase_asked = Signal()
    new_key_asked = Signal()
    settings_asked = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(_("Vault"))
        self._today = today
        self._safety: Safety | None = None
        self._told = Contents()
        self.waiting = Waiting()
        self._make = button(_("Make one now"), self.backup_asked.emit, name="back_up")
        self._last = FactLine("hard-drive", _("Latest backup"), "", self._make)
        self._copy = button(_("Copy now"), self.second_copy_asked.emit, name="copy_second")
        self._choose = button(_("Choose a place…"), self.second_place_asked.emit, name="second_place")
        self._second = FactLine("usb", _("Second place"), "", self._copy, self._choose)
        self._try = button(_("Test now"), self.drill_asked.emit, name="drill")
        self._drill = FactLine("archive-restore", _("Testing a backup"), "", self._try)
        self._show = button(_("Show the list"), self._turn_list, name="show_backups")
        self._restore = button(_("Put one back…"), self.restore_asked.emit, name="restore")
        self._all = FactLine("history", _("All backups on this computer"), "", self._show, self._restore)
        self._list = Contents(gap=0)
        self._list.hide()
        self._sheet_button = button(_("Make a sheet…"), self.sheet_asked.emit, name="sheet")
        self._sheet = FactLine("file-text", _("Recovery sheet"), "", self._sheet_button)
        passphrase = button(_("Change…"), self.passphrase_asked.emit, name="passphrase")
        new_key = button(_("New key…"), self.new_key_asked.emit, name="new_key")
        settings = button(_("Settings"), self.settings_asked.emit, name="lock_settings")
        self._backup_card = Card(self._last, self._second, self._drill, column(self._all, self._list, gap=0))
        self._key_card = Card(
            self._sheet,
            FactLine("key-round", _("Passphrase"), _("What you open the vault with."), passphrase),
            FactLine(
                "refresh-cw",
                _("New vault key"),
                _("When somebody may know your passphrase or has seen your sheet."),
                new_key,
            ),
            FactLine(
                "lock",
                _("Locking by itself"),
                _("When nobody is at the keyboard for a while."),
                settings,
            ),
        )
        self.add(
            self._told,
            self.waiting,
            subheading(_("Backups")),
            self._backup_card,
            subheading(_("Keys")),
            self._key_card,
        )

    def show_safety(self, safety: Safety) -> None:
        """Show what is known now."""
        self._safety = safety
        today = self._today()
        self._last.say(*safety_words.last_backup(safety, today))
        self._second.say(*safety_words.second_place(safety, today))
        self._copy.setVisible(bool(safety.memory.second_place))
        self._choose.setText(_("Another place…") if safety.memory.second_place else _("Choose a place…"))
        self._drill.say(*safety_words.drill(safety, today))
        self._try.setEnabled(bool(safety.backups) and not self.waiting.isVisible())
        self._all.say(safety_words.how_many(safety.known))
        self._show.setVisible(bool(safety.known))
        self._fill_list()
        self._sheet.say(*safety_words.sheet(safety, today))
        self._sheet_button.setText(
            _("New sheet…") if safety.recovery_proven_on is not None else _("Make a sheet…")
        )
        self.say(safety_words.summary(safety, today))

    def begin_work(self, work: Work) -> None:
        """Say what runs; what would begin another piece of work waits."""
        self.banner.hide()
        self._told.show_only()
        self.waiting.begin(label(work))
        self._allow(False)

    def go_on(self, progress: Progress) -> None:
        """Say how far it is."""
        self.waiting.go_on(label(progress.stage), progress.done, progress.total)

    def end_work(self) -> None:
        """Nothing runs any more."""
        self.waiting.end()
        self._allow(True)

    def tell(self, sentence: str, *buttons: QWidget) -> None:
        """Say what came of something, and offer what may follow from it."""
        self.banner.hide()
        notice = Notice(sentence, "circle-check")
        notice.setObjectName("vault_told")
        self._told.show_only(notice, *([flow(*buttons)] if buttons else []))

    def show_error(self, error: VpdeskError) -> None:
        """Say why something did not succeed."""
        self._told.show_only()
        self.banner.show_error(error)

    def _allow(self, allowed: bool) -> None:
        for each in (self._make, self._copy, self._choose, self._try, self._restore):
            each.setEnabled(allowed)

    def _turn_list(self) -> None:
        shown = self._list.isHidden()
        self._list.setVisible(shown)
        self._show.setText(_("Hide the list") if shown else _("Show the list"))

    def _fill_list(self, most: int = _SHOWN) -> None:
        backups = self._safety.known if self._safety is not None else ()
        lines = [self._line(each) for each in backups[:most]]
        if len(backups) > most:
            more = button(
                _("Show all"), lambda: self._fill_list(len(backups)), kind="link", name="all_backups"
            )
            self._list.show_only(*lines, more)
        else:
            self._list.show_only(*lines)

    def _line(self, backup: Backup) -> FactLine:
        elsewhere = self._safety is not None and backup not in self._safety.backups
        return FactLine(
            "hard-drive",
            safety_words.backup_title(backup, self._today()),
            safety_words.backup_facts(backup, with_folder=elsewhere),
        )
