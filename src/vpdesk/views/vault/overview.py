"""What Kluis shows: the backups, the keys, and what can be done with each."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vpdesk.domain.errors import VpdeskError
from vpdesk.domain.values import Switch
from vpdesk.i18n import _, label, ngettext
from vpdesk.models.keeping import Work
from vpdesk.models.row_text import Tone
from vpdesk.services.checking import Checked
from vpdesk.services.safety import Safety
from vpdesk.vault.backup import Backup
from vpdesk.vault.progress import Progress
from vpdesk.views.contents import Contents
from vpdesk.views.fact_line import FactLine
from vpdesk.views.flow import flow
from vpdesk.views.page import Page
from vpdesk.views.parts import Card, button, column, subheading
from vpdesk.views.states import Notice, announce
from vpdesk.views.vault import check_words, safety_words
from vpdesk.views.waiting import Waiting

#: So many backups are listed at first.
_SHOWN: Final = 5


class Overview(Page):
    """Each signal is something that the person asks for; `replacing_asked` carries the backups of before.

    What runs, and what came of it, stands below what scrolls: there it moves nothing under the pointer.
    """

    backup_asked = Signal()
    second_place_asked = Signal()
    second_copy_asked = Signal()
    drill_asked = Signal()
    restore_asked = Signal()
    check_asked = Signal()
    sheet_asked = Signal()
    passphrase_asked = Signal()
    new_key_asked = Signal()
    settings_asked = Signal()
    tags_asked = Signal()
    spreadsheet_asked = Signal()
    retention_asked = Signal()
    replacing_asked = Signal(object)

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
        self._check = button(_("Check now"), self.check_asked.emit, name="check_vault")
        self._checking = FactLine("shield-check", _("Checking the vault"), "", self._check)
        self._checking.say(_("Reads your vault and its backups from beginning to end."))
        self._sheet_button = button(_("Make a sheet…"), self.sheet_asked.emit, name="sheet")
        self._sheet = FactLine("file-text", _("Recovery sheet"), "", self._sheet_button)
        passphrase = button(_("Change…"), self.passphrase_asked.emit, name="passphrase")
        new_key = button(_("New key…"), self.new_key_asked.emit, name="new_key")
        settings = button(_("Settings"), self.settings_asked.emit, name="lock_settings")
        listed = column(self._all, self._list, gap=0)
        self._backup_card = Card(self._last, self._second, self._drill, listed, self._checking)
        self._older: tuple[Backup, ...] = ()
        self._replace = button(
            _("Replace them"), lambda: self.replacing_asked.emit(self._older), name="replace_before"
        )
        self._before = FactLine("history", _("Earlier backups"), "", self._replace)
        self._before.hide()
        self._key_card = Card(
            self._sheet,
            FactLine("key-round", _("Passphrase"), _("What you open the vault with."), passphrase),
            self._before,
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
        self._working = (self._make, self._copy, self._choose, self._try, self._restore, self._check,
                         self._replace)  # fmt: skip
        self._left: QWidget | None = None  # what had the focus when the work began
        self._tags_button = button(_("Switch on…"), self.tags_asked.emit, name="tags")
        look = button(_("Look…"), self.retention_asked.emit, name="retention")
        self._retention = FactLine("history", _("Kept long enough?"), "", look)
        self._tags = FactLine("users", _("Same person"), "", self._tags_button)
        self.add(
            subheading(_("Backups")),
            self._backup_card,
            subheading(_("Keys")),
            self._key_card,
            subheading(_("What you record")),
            Card(
                self._tags,
                self._retention,
                FactLine(
                    "file-text",
                    _("Cases from a spreadsheet"),
                    _("Brings in the cases that you kept in Excel until now."),
                    button(_("Bring in…"), self.spreadsheet_asked.emit, name="spreadsheet"),
                ),
            ),
        )
        self.add_foot(self.banner, self._told, self.waiting)
        self.banner.closed.connect(self.settle_foot)
        self._tell_nothing()

    def show_tags(self, switch: Switch, count: int) -> None:
        """Show whether it is seen which cases are about the same person, and how many tags there are."""
        words = _("Switch off…") if switch is Switch.ON else _("Switch on…")
        self._tags.reword(self._tags_button, words)
        if switch is Switch.ON:
            self._tags.say(_("On: in a case you see which others are about the same person."))
        elif count:
            kept = ngettext("Off. {n} tag is kept, not shown.", "Off. {n} tags are kept, not shown.", count)
            self._tags.say(kept)
        else:
            self._tags.say(_("Off: you do not see which cases are about the same person."))

    def show_retention(self, count: int) -> None:
        """Show how many cases have been kept for as long as was agreed."""
        said = ngettext(
            "{n} case has been kept as long as was agreed. Look whether it may be erased.",
            "{n} cases have been kept as long as was agreed. Look whether they may be erased.",
            count,
        )
        none = _("No case has been kept as long as was agreed yet.")
        self._retention.say(*((said, Tone.SOON) if count else (none,)))

    def show_safety(self, safety: Safety) -> None:
        """Show what is known now."""
        self._safety = safety
        today = self._today()
        self._last.say(*safety_words.last_backup(safety, today))
        self._second.say(*safety_words.second_place(safety, today))
        self._copy.setVisible(bool(safety.memory.second_place))
        words = _("Another place…") if safety.memory.second_place else _("Choose a place…")
        self._second.reword(self._choose, words)
        self._drill.say(*safety_words.drill(safety, today))
        self._try.setEnabled(bool(safety.backups) and not self.waiting.isVisible())
        self._all.say(safety_words.how_many(safety.known))
        self._show.setVisible(bool(safety.known))
        self._fill_list()
        self._sheet.say(*safety_words.sheet(safety, today))
        self._sheet.reword(
            self._sheet_button,
            _("New sheet…") if safety.recovery_proven_on is not None else _("Make a sheet…"),
        )
        self.say(safety_words.summary(safety, today))

    def show_before(self, older: Sequence[Backup]) -> None:
        """Show how many backups open with what is not valid any more, as long as there are any."""
        self._older = tuple(older)
        said = ngettext(
            "{n} backup still opens with an earlier passphrase or key. A new one can take its place; what"
            " it kept of earlier days is then gone.",
            "{n} backups still open with an earlier passphrase or key. A new one can take their place;"
            " what they kept of earlier days is then gone.",
            len(older),
        )
        self._before.say(said)
        self._before.setVisible(bool(older))

    def begin_work(self, work: Work) -> None:
        """Say what runs; what would begin another piece of work waits."""
        self._tell_nothing()
        self.waiting.begin(label(work))
        self.settle_foot()
        focused = self.window().focusWidget()
        if focused in self._working:  # disabled, it would leave the focus to whatever comes next
            self._left = focused
            self.title.setFocus()
        self._allow(False)

    def go_on(self, progress: Progress) -> None:
        """Say how far it is."""
        self.waiting.go_on(label(progress.stage), progress.done, progress.total)

    def end_work(self) -> None:
        """Nothing runs any more."""
        self.waiting.end()
        self.settle_foot()
        self._allow(True)
        left, self._left = self._left, None
        if left is not None and self.window().focusWidget() is self.title:
            left.setFocus()

    def tell(self, sentence: str, *buttons: QWidget, icon_name: str = "circle-check") -> None:
        """Say what came of something, and offer what may follow from it."""
        self.banner.hide()
        close = button("", self._tell_nothing, icon_name="x", kind="bare", name="close_told")
        close.setAccessibleName(_("Close this message"))
        close.setToolTip(_("Close this message"))
        notice = Notice(sentence, icon_name, close)
        notice.setObjectName("vault_told")
        self._told.show_only(notice, *([flow(*buttons)] if buttons else []))
        self._told.show()
        self.settle_foot()
        announce(self, sentence)

    def show_error(self, error: VpdeskError) -> None:
        """Say why something did not succeed."""
        self._tell_nothing()
        self.banner.show_error(error)
        self.settle_foot()

    def show_checked(self, found: Checked, when: datetime, *buttons: QWidget) -> None:
        """Say what checking found, and offer what may follow from it."""
        today = self._today()
        self._checking.say(*check_words.fact(found, when, today))
        said = "\n".join(check_words.sentences(found))
        if found.findings:
            self._told.show_only(flow(*buttons))
            self._told.show()
            self.banner.show_text(said)
            self.settle_foot()
        else:
            right = all(each.fault is None for each in found.backups)
            self.tell(said, *buttons, icon_name="circle-check" if right else "triangle-alert")

    def _tell_nothing(self) -> None:
        self.banner.hide()
        self._told.show_only()
        self._told.hide()
        self.settle_foot()

    def _allow(self, allowed: bool) -> None:
        for each in self._working:
            each.setEnabled(allowed)
        none = self._safety is None or not self._safety.backups
        self._try.setEnabled(allowed and not none)  # there must be one to be tested

    def _turn_list(self) -> None:
        shown = self._list.isHidden()
        self._list.setVisible(shown)
        self._all.reword(self._show, _("Hide the list") if shown else _("Show the list"))

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
