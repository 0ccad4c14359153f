"""What the vault asks for, on Vandaag: a line for each thing that is not as it should be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import Signal

from vpdesk.i18n import _
from vpdesk.models.row_text import Tone
from vpdesk.services.safety import Safety
from vpdesk.views.contents import Contents
from vpdesk.views.fact_line import FactLine
from vpdesk.views.parts import Card, button
from vpdesk.views.vault import safety_words

#: What the place Kluis turns to for a recovery sheet (`vpdesk.views.vault.place.SHEET`).
_SHEET: Final = "sheet"
#: So long it is told that a test went well.
_NEWS: Final = timedelta(days=1)
_PRESSING: Final = (Tone.LATE, Tone.SOON)


class SafetyCard(Contents):
    """Takes no room when all is well. `asked` carries what Kluis is to turn to, or ""."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(gap=0)
        self._shown: tuple[_Asking, ...] = ()
        self.hide()

    def show_safety(self, safety: Safety, today: date) -> None:
        """Show what asks for attention; what is on the screen stays when nothing is different."""
        asking = tuple(_asking(safety, today))
        if asking == self._shown:
            return
        self._shown = asking
        self.show_only(*([Card(*(self._line(each) for each in asking))] if asking else []))
        self.setVisible(bool(asking))

    def _line(self, asking: "_Asking") -> FactLine:
        answer = partial(self.asked.emit, asking.item)
        buttons = [button(asking.words, answer, name="safety")] if asking.words else []
        line = FactLine(asking.icon, asking.title, "", *buttons)
        line.say(asking.sentence, asking.tone)
        return line


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """One line: its button (`words`; none when it is only told) leads to `item` in Kluis."""

    icon: str
    title: str
    sentence: str
    tone: Tone
    words: str = ""
    item: str = ""


def _asking(safety: Safety, today: date) -> Iterator[_Asking]:
    to_vault = _("To the vault")
    if safety.memory.backup_failure or safety.has_lost_newest:
        sentence, tone = safety_words.last_backup(safety, today)
        yield _Asking(
            icon="hard-drive", title=_("No new backup"), sentence=sentence, tone=tone, words=to_vault
        )
    sentence, tone = safety_words.sheet(safety, today)
    if tone in _PRESSING:
        yield _Asking(
            icon="file-text",
            title=_("Recovery sheet"),
            sentence=sentence,
            tone=tone,
            words=_("Make a sheet…"),
            item=_SHEET,
        )
    sentence, tone = safety_words.second_place(safety, today)
    if tone in _PRESSING:
        yield _Asking(icon="usb", title=_("Second place"), sentence=sentence, tone=tone, words=to_vault)
    sentence, tone = safety_words.drill(safety, today)
    drilled = safety.memory.drilled_at
    if tone in _PRESSING:
        yield _Asking(
            icon="archive-restore", title=_("Testing a backup"), sentence=sentence, tone=tone, words=to_vault
        )
    elif tone is Tone.GOOD and drilled is not None and today - drilled.date() <= _NEWS:
        yield _Asking(icon="archive-restore", title=_("Testing a backup"), sentence=sentence, tone=tone)
