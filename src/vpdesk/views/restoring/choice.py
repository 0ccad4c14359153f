"""Which backup is put back: one of those that are known, or a file that the person looks up."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vpdesk.i18n import _
from vpdesk.vault.backup import Backup, Condition
from vpdesk.views.contents import Contents
from vpdesk.views.fact_line import FactLine
from vpdesk.views.file_dialogs import choose_file
from vpdesk.views.gate import Gate
from vpdesk.views.leavable import Leavable
from vpdesk.views.parts import Card, button, heading, quiet, row
from vpdesk.views.states import EmptyState
from vpdesk.views.vault import safety_words

#: So many are shown at first.
_SHOWN: Final = 5


class RestoreChoice(Leavable, Gate):
    """`chosen` carries the file of a backup and what it is called here; `back_wanted` gives it up.

    `listed` says that what is known is shown; of what is not in the folder `home` it says where it is. Then
    the focus is at the newest, which is wanted most.
    """

    chosen = Signal(object, str)
    listed = Signal()
    back_wanted = Signal()

    def __init__(self, today: Callable[[], date], home: Path) -> None:
        super().__init__(width=640)
        self._today = today
        self._home = home
        self._list = Contents()
        other = button(_("Another file…"), self._choose, icon_name="folder", name="other_file")
        back = button(_("Back"), self.back_wanted.emit, icon_name="arrow-left", name="back")
        self.add(
            heading(_("Put back a backup")),
            quiet(
                _(
                    "Choose which one. You first see what is in it; until you say so, nothing happens to your"
                    " vault."
                )
            ),
            self._list,
            row(back, None, other),
        )
        self._other = other

    def step_back(self) -> None:
        self.back_wanted.emit()

    def show_backups(self, backups: Sequence[Backup], most: int = _SHOWN) -> None:
        """Show the backups that are known, newest first."""
        usable = [each for each in backups if each.condition in (Condition.LISTED, Condition.VERIFIED)]
        if not usable:
            self._list.show_only(
                EmptyState(
                    _("No backups were found on this computer"),
                    _("Is there one on a USB stick? Put it in and choose the file; its name ends in .vpbak."),
                )
            )
            self._begin_at(self._other)
            return
        lines = [self._line(each) for each in usable[:most]]
        card = Card(*lines)
        if len(usable) > most:
            more = button(
                _("Show all"),
                lambda: self.show_backups(usable, len(usable)),
                kind="link",
                name="all_backups",
            )
            card.add(row(more, None, margins=(12, 6, 12, 6)))
        self._list.show_only(card)
        self._begin_at(lines[0].buttons[0])

    def _begin_at(self, begin: QWidget) -> None:
        nowhere = self.window().focusWidget() in (None, self)
        self.setFocusProxy(begin)
        if nowhere:
            begin.setFocus()
        self.listed.emit()

    def _line(self, backup: Backup) -> FactLine:
        title = safety_words.backup_title(backup, self._today())
        choose = button(_("Choose"), partial(self.chosen.emit, backup.file, title), name="choose_backup")
        facts = safety_words.backup_facts(backup, with_folder=backup.file.parent != self._home)
        return FactLine("hard-drive", title, facts, choose)

    def _choose(self) -> None:
        file = choose_file(self, _("Choose a backup"), Path.home(), "vpdesk (*.vpbak)")
        if file is not None:
            self.chosen.emit(file, file.name)
