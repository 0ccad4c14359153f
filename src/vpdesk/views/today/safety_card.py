"""What the vault asks for, on Vandaag: a line for each thing that is not as it should be."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Signal

from vpdesk.i18n import _
from vpdesk.models.row_text import Tone
from vpdesk.services.safety import Safety
from vpdesk.views.contents import Contents
from vpdesk.views.fact_line import FactLine
from vpdesk.views.parts import Card, button
from vpdesk.views.vault import safety_words
from vpdesk.views.vault.safety_words import Said

#: What the place Kluis turns to for a recovery sheet (`vpdesk.views.vault.place.SHEET`).
_SHEET: Final = "sheet"
#: So long it is told that a test went well.
_NEWS: Final = timedelta(days=1)


class SafetyCard(Contents):
    """Takes no room when all is well. `asked` carries what Kluis is to turn to, or ""."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(gap=0)
        self.hide()

    def show_safety(self, safety: Safety, today: date) -> None:
        """Show what asks for attention."""
        lines = list(self._lines(safety, today))
        self.show_only(*([Card(*lines)] if lines else []))
        self.setVisible(bool(lines))

    def _lines(self, safety: Safety, today: date) -> list[FactLine]:
        found: list[FactLine] = []

        def ask(icon: str, title: str, said: Said, words: str, item: str = "") -> None:
            if said[1] in (Tone.LATE, Tone.SOON):
                found.append(self._line(icon, title, said, words, lambda: self.asked.emit(item)))

        to_vault = _("To the vault")
        if safety.memory.backup_failure or safety.has_lost_newest:
            ask("hard-drive", _("No new backup"), safety_words.last_backup(safety, today), to_vault)
        ask(
            "file-text",
            _("Recovery sheet"),
            safety_words.sheet(safety, today),
            _("Make a sheet…"),
            _SHEET,
        )
        ask("usb", _("Second place"), safety_words.second_place(safety, today), to_vault)
        tried = safety_words.drill(safety, today)
        ask("archive-restore", _("Testing a backup"), tried, to_vault)
        drilled = safety.memory.drilled_at
        if tried[1] is Tone.GOOD and drilled is not None and today - drilled.date() <= _NEWS:
            line = FactLine("archive-restore", _("Testing a backup"), "")
            line.say(*tried)
            found.append(line)
        return found

    @staticmethod
    def _line(icon: str, title: str, said: Said, words: str, asked: Callable[[], None]) -> FactLine:
        line = FactLine(icon, title, "", button(words, asked, name="safety"))
        line.say(*said)
        return line
