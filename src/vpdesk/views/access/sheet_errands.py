"""The recovery sheet with what is done with it: made, printed, saved, and proven by two groups typed back."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk import durable
from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _, language
from vpdesk.letters import recovery_sheet as letter
from vpdesk.models import tasks
from vpdesk.models.desk import Desk
from vpdesk.services.access import draw_groups, make_recovery_key, prove_recovery_key
from vpdesk.vault.key_faults import RecoveryKeyError
from vpdesk.vault.recovery import RecoveryKey
from vpdesk.views.access.printing import ask_printer, print_document
from vpdesk.views.access.recovery_sheet import RecoverySheet
from vpdesk.views.file_dialogs import choose_new_file
from vpdesk.views.states import Banner

#: What the file is called that is proposed: nobody's name.
_FILE: Final = "vpdesk {title}.pdf"


class SheetErrands(QWidget):
    """`made` says that a key is shown, `turned` that sheet or question is, `proven` that it is done."""

    made = Signal()
    turned = Signal()
    proven = Signal()
    failed = Signal()

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        super().__init__()
        self._desk = desk
        self._today = today
        self._key: RecoveryKey | None = None
        self.banner = Banner()
        self.sheet = RecoverySheet()
        self.sheet.print_asked.connect(self.print)
        self.sheet.save_asked.connect(self.save)
        self.sheet.typed_back.connect(self._prove)
        self.sheet.turned.connect(self.turned)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.banner)
        layout.addWidget(self.sheet)

    def make(self) -> None:
        """Make a recovery key and show it; the one before it opens the vault too until this is proven."""
        self._desk.do(make_recovery_key, owner=self, done=self.show_key, failed=self._say)

    def ask_back(self) -> None:
        """Ask two groups of the sheet back."""
        self.banner.hide()
        self.sheet.ask_back(draw_groups())

    def forget(self) -> None:
        """Take the key out of the window."""
        self.sheet.forget()
        if self._key is not None:
            self._key.forget()
            self._key = None

    def print(self) -> None:
        """Print the sheet on the printer that the person chooses."""
        if self._key is not None:
            ask_printer(self, self._print_on)

    def save(self) -> None:
        """Save the sheet as a file where the person wants it."""
        name = _FILE.format(title=_("recovery sheet"))
        file = choose_new_file(self, _("Save the recovery sheet"), name, "PDF (*.pdf)")
        if file is not None:
            self.save_as(file)

    def save_as(self, file: Path) -> None:
        """Save the sheet in `file`."""
        if self._key is None:
            return
        document = self._document()
        tasks.run(
            lambda: durable.replace(file, document()),
            owner=self,
            done=lambda _none: self.sheet.say(
                _(
                    "Saved as {file}. Print it, then delete that file: whoever can open it can open your"
                    " vault.",
                    file=file.name,
                )
            ),
            failed=self._say,
        )

    def show_key(self, key: RecoveryKey) -> None:
        """Show a key that opens the vault already."""
        self._key = key
        self.sheet.show_groups(key.groups)
        self.made.emit()

    def _document(self) -> Callable[[], bytes]:
        """Return what draws the sheet, for a thread of its own."""
        groups = self._key.groups if self._key is not None else ()
        sheet = letter.RecoverySheet(groups=groups, made_on=self._today(), language=language())
        return lambda: letter.write(sheet)

    def _print_on(self, printer: QPrinter) -> None:
        tasks.run(
            self._document(),
            owner=self,
            done=lambda content: print_document(
                content, printer, owner=self, done=self._say_printed, failed=self._say
            ),
            failed=self._say,
        )

    def _say_printed(self) -> None:
        self.sheet.say(_("The sheet has gone to the printer."))

    def _prove(self, typed: Mapping[int, str]) -> None:
        key, today = self._key, self._today()
        if key is not None:
            self._desk.do(
                lambda vault: prove_recovery_key(vault, key, typed, today),
                owner=self,
                done=lambda _none: self.proven.emit(),
                failed=self._say,
            )

    def _say(self, error: VpdeskError) -> None:
        if isinstance(error, RecoveryKeyError) and error.group:
            self.sheet.say_wrong(error.group)
        else:
            self.banner.show_error(error)
            self.failed.emit()
