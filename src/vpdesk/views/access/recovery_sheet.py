"""The recovery key on the screen, and the proof that it stands on paper: two of its groups typed back.

The groups stand in labels only while this is seen, cannot be selected or copied, and go when it is left.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from vpdesk.i18n import _
from vpdesk.views.access.group_field import GroupField
from vpdesk.views.contents import Contents
from vpdesk.views.flow import flow
from vpdesk.views.look import current
from vpdesk.views.page import ROOMY
from vpdesk.views.parts import Card, body, button, column, quiet, strong, subheading
from vpdesk.views.read_out import read_out
from vpdesk.views.states import Notice, announce


class RecoverySheet(QWidget):
    """Shows the sheet, then asks two groups back.

    `print_asked` and `save_asked` want it on paper or in a file; `typed_back` carries the groups that were
    typed, by their number (1 to 8); `turned` says that the sheet or the question is shown now.
    """

    print_asked = Signal()
    save_asked = Signal()
    typed_back = Signal(object)
    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[str, ...] = ()
        self._labels = tuple(_group_label() for _number in range(8))
        self._said = quiet("")
        self._said.setObjectName("sheet_said")
        self._said.hide()
        self._sheet = self._sheet_part()
        self._question = Contents()
        self._asked: dict[int, GroupField] = {}
        self._question.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._sheet)
        layout.addWidget(self._question)

    @property
    def asks(self) -> bool:
        """Whether two groups are asked back now."""
        return not self._question.isHidden()

    def show_groups(self, groups: Sequence[str]) -> None:
        """Show a key, in eight groups of six digits."""
        self._groups = tuple(groups)
        if self.isVisible():
            self._fill()

    def say(self, sentence: str) -> None:
        """Say what came of printing or saving."""
        self._said.setText(sentence)
        self._said.show()
        announce(self, sentence)

    def ask_back(self, numbers: Sequence[int]) -> None:
        """Take the sheet off the screen and ask the groups `numbers` of it back, from paper."""
        self._sheet.hide()
        self._empty()
        self._asked = {number: GroupField(number) for number in sorted(numbers)}
        for number, field in self._asked.items():
            field.filled.connect(partial(self._turn_to_next, number))
            field.completed.connect(partial(self._go_on_from, number))
        parts = (
            subheading(_("Copy two groups from your paper")),
            body(_("Then you know that your paper is right, and that you can read it.")),
            flow(*self._asked.values(), gap=16),
        )
        self._question.show_only(Card(column(*parts, margins=(20, 16, 20, 16))))
        self._question.show()
        self.turned.emit()
        next(iter(self._asked.values())).setFocus()
        read_out(self._question)

    def show_sheet(self) -> None:
        """Back to the sheet."""
        self._question.hide()
        self._sheet.show()
        self._fill()
        self.turned.emit()

    def begin(self) -> None:
        """Put the focus on what one does with the sheet."""
        self._print.setFocus()

    def check(self) -> None:
        """Pass on what was typed, unless a group is not complete."""
        if not all(field.check() for field in self._asked.values()):
            return
        typed: Mapping[int, str] = {number: field.text() for number, field in self._asked.items()}
        self.typed_back.emit(typed)

    def say_wrong(self, number: int) -> None:
        """Say that group `number` differs from the sheet."""
        if number in self._asked:
            self._asked[number].say_wrong(_("This is not group {n} of your sheet.", n=number))

    def forget(self) -> None:
        """Take the key off the screen, and what was typed of it."""
        self._groups = ()
        self._empty()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.asks:
            self._fill()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._empty()

    def _fill(self) -> None:
        for number, (label, group) in enumerate(zip(self._labels, self._groups, strict=False), start=1):
            label.setText(f"{group[:3]}\N{NARROW NO-BREAK SPACE}{group[3:]}")
            label.setAccessibleName(_("Group {n}: {digits}", n=number, digits=" ".join(group)))

    def _empty(self) -> None:
        for label in self._labels:
            label.clear()
            label.setAccessibleName("")
        for field in self._asked.values():
            field.clear()

    def _sheet_part(self) -> QWidget:
        grid = QWidget()
        cells = QGridLayout(grid)
        cells.setContentsMargins(0, 4, 0, 4)
        cells.setHorizontalSpacing(28)
        cells.setVerticalSpacing(10)
        columns = 4 if current().scale < ROOMY else 2
        for place, label in enumerate(self._labels):
            cell = column(quiet(_("Group {n}", n=place + 1), wraps=False), label, gap=0)
            cells.addWidget(cell, place // columns, place % columns)
        self._print = button(_("Print…"), self.print_asked.emit, icon_name="printer", name="print_sheet")
        saving = button(_("Save as PDF…"), self.save_asked.emit, icon_name="file-text", name="save_sheet")
        card = Card(
            column(strong(_("Your recovery key")), grid, margins=(20, 16, 20, 16)),
            column(
                flow(self._print, saving, gap=10),
                quiet(_("Copying it by hand is fine too.")),
                self._said,
                margins=(20, 14, 20, 14),
            ),
        )
        warning = Notice(
            _(
                "Keep the sheet in a safe place, not near this computer: whoever has them both can read"
                " everything."
            )
        )
        return column(card, warning, gap=12)

    def _turn_to_next(self, number: int) -> bool:
        """Put the cursor in the next group that is asked; False after the last."""
        after = [each for each in self._asked if each > number]
        if after:
            self._asked[min(after)].setFocus()
        return bool(after)

    def _go_on_from(self, number: int) -> None:
        if not self._turn_to_next(number):
            self.check()


def _group_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    label.setProperty("kind", "digits")
    return label
