"""The page that brings in the cases of a spreadsheet: the file, what it leaves open, what would come."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from vpdesk.domain.code import N_
from vpdesk.domain.errors import EnvironmentFault, VpdeskError
from vpdesk.exchange.answers import Answers
from vpdesk.exchange.incoming import RefusedFile, read_file
from vpdesk.exchange.outgoing import write_copy
from vpdesk.i18n import _, label, ngettext
from vpdesk.models.desk import Desk
from vpdesk.services.importing import Foreseen, bring_in, foresee
from vpdesk.vault.vault import Vault
from vpdesk.views.contents import Contents
from vpdesk.views.file_dialogs import choose_file, choose_new_file
from vpdesk.views.parts import body, button, quiet, subheading
from vpdesk.views.read_out import read_out
from vpdesk.views.spreadsheet.asked import MOST_WORDS, Asking
from vpdesk.views.spreadsheet.example import example
from vpdesk.views.spreadsheet.found_card import found_card
from vpdesk.views.verb_page import VerbPage

if TYPE_CHECKING:
    from vpdesk.services.undoing import Deed


class UnreadableFileError(EnvironmentFault):
    """The chosen file cannot be read."""

    wrong = N_("{why}")
    safe = N_("Nothing was brought in, and your vault is as it was.")
    todo = N_("Choose the CSV file that your spreadsheet saved.")


class SpreadsheetPage(VerbPage):
    """`brought_in` carries the `Deed` that can be undone, and how many cases came."""

    brought_in = Signal(object, int)

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        self._desk = desk
        self._today = today
        self._data = b""
        self._file: Path | None = None
        self._answers = Answers()
        self._asking: Asking | None = None
        self._next: Callable[[], None] = self.choose
        self._example = button(_("Save an example…"), self.save_example, name="example")
        self._again = button(_("Another file…"), self.choose, name="another_file")
        super().__init__(
            "spreadsheet_page",
            _("Cases from a spreadsheet"),
            _("For the cases that you kept in Excel until now. You see what would come, before it comes."),
            button(_("Choose the file…"), self._go_on, kind="primary", name="go_on"),
            self._example,
            self._again,
        )
        self._again.hide()
        self._shown = Contents()
        self.page.add(self._shown)
        self._shown.show_only(
            body(_("One case a line, with the names of the columns above. In Excel: Save as, “CSV UTF-8”.")),
            body(_("Needed are the client organisation, the day on which it was opened, and the matters.")),
            body(_("vpdesk asks about what it does not understand. Leave out who a reporter is: no names.")),
        )

    # -- the deeds

    def choose(self) -> None:
        """Ask for the file."""
        found = choose_file(
            self, _("The file with your cases"), Path.home(), _("CSV files") + " (*.csv *.txt)"
        )
        if found is not None:
            self.read(found)

    def read(self, file: Path) -> None:
        """Read `file`, forgetting what was answered of another."""
        if file != self._file:
            self._answers = Answers()
        self._file = file
        came = read_file(file)
        self.page.banner.hide()
        if isinstance(came, RefusedFile):
            self.page.banner.show_error(UnreadableFileError(why=label(came.why)))
            return
        self._data = came.content
        self._foresee()

    def save_example(self) -> None:
        """Keep a file that shows how one looks."""
        name = _("example") + ".csv"
        place = choose_new_file(self, _("Save an example"), name, _("CSV files") + " (*.csv)")
        if place is None:
            return
        try:
            write_copy(place, example())
        except VpdeskError as error:
            self.page.banner.show_error(error)

    def _go_on(self) -> None:
        self._next()

    def _answer(self) -> None:
        answers = self._asking.answers() if self._asking is not None else self._answers
        if answers == self._answers:  # what is asked was corrected in the file instead
            self._read_again()
            return
        self._answers = answers
        self._foresee()

    def _read_again(self) -> None:
        if self._file is not None:
            self.read(self._file)

    def _foresee(self) -> None:
        today, data, answers = self._today(), self._data, self._answers
        self.primary.setEnabled(False)
        self._desk.do(
            lambda vault: foresee(vault, data, today, answers),
            owner=self,
            done=self._show,
            failed=self._fail,
        )

    def _bring_in(self, foreseen: Foreseen) -> None:
        today, found = self._today(), foreseen.examined.read

        def bring(vault: Vault) -> "Deed | None":
            return bring_in(vault, found, today)

        self.primary.setEnabled(False)
        self._desk.do(
            bring,
            owner=self,
            done=lambda deed: self.brought_in.emit(deed, len(found.cases)),
            failed=self._fail,
        )

    def _fail(self, error: VpdeskError) -> None:
        self.primary.setEnabled(True)
        self.page.banner.show_error(error)

    # -- what is shown

    def _show(self, foreseen: Foreseen) -> None:
        self.primary.setEnabled(True)
        self._again.show()
        self._example.hide()
        self._asking = None
        examined = foreseen.examined
        if examined.questions:
            self._ask(foreseen)
        elif examined.faults is not None:
            self._shown.show_only(*self._faults(foreseen))
            self._offer(_("Read the file again"), self._read_again)
        else:
            self._shown.show_only(*found_card(foreseen, self._answers))
            count = len(examined.read.cases)
            words = (
                ngettext("Bring in {n} case anyway", "Bring in {n} cases anyway", count)
                if foreseen.alike
                else ngettext("Bring in {n} case", "Bring in {n} cases", count)
            )
            self._offer(words, lambda: self._bring_in(foreseen))
        self.begin_typing()
        read_out(self._shown)
        # once it has its place: what is seen of the former is its end, where the buttons led
        QTimer.singleShot(0, self, lambda: self.page.scroll_to(self._shown))

    def begin_typing(self) -> None:
        if self._asking is not None:
            self._asking.begin_typing()
        else:
            super().begin_typing()

    def _ask(self, foreseen: Foreseen) -> None:
        examined = foreseen.examined
        self._asking = Asking(examined.questions, self._answers, foreseen.organisations, foreseen.proposed)
        more = len(examined.questions.words) - MOST_WORDS
        said = [quiet(_("The first {n} words; the others follow.", n=MOST_WORDS))] if more > 0 else []
        self._shown.show_only(self._asking, *said, *self._faults(foreseen))
        self._offer(_("Go on with these answers"), self._answer)

    def _faults(self, foreseen: Foreseen) -> list[QWidget]:
        faults = foreseen.examined.faults
        if faults is None:
            return []
        listed = body("\n".join(faults.findings))
        listed.setObjectName("faults")
        listed.setTextInteractionFlags(
            listed.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        return [
            subheading(_("To be corrected in the file")),
            quiet(
                _(
                    "Correct these in your spreadsheet, save it as CSV again, and choose “Read the file"
                    " again”."
                )
            ),
            listed,
        ]

    def _offer(self, words: str, deed: Callable[[], None]) -> None:
        self._next = deed
        self.primary.setText(words)
