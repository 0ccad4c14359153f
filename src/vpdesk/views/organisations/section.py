"""A part of what is known of an organisation, below a heading that opens and closes it.

A part is made when it is first opened: a page of many sections need not wait for forms that nobody asks for.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.domain.errors import VpdeskError
from vpdesk.vault.vault import Vault
from vpdesk.views.look import current
from vpdesk.views.parts import button, put_icon, quiet
from vpdesk.views.read_out import read_out

#: What is said of an organisation in one line, as seen from a day.
Glance = Callable[[Vault, int, date], str]


class Part(QWidget):
    """What stands in a section. `failed` carries an error that is no rule of a field."""

    failed = Signal(object)

    def show_part(self, organisation_id: int) -> None:
        """Turn to another organisation, with what was half done for it.

        Raises VpdeskError when what was typed for the one before cannot be kept.
        """
        raise NotImplementedError


class Section(QWidget):
    """A heading, one line below it, and the part that it opens.

    `name` stands in the places of the part's drafts. `failed` carries an error that is no rule of a field.
    """

    failed = Signal(object)

    def __init__(self, name: str, title: str, make: Callable[[], Part], glance: Glance) -> None:
        super().__init__()
        self.name = name
        self.glance = glance
        self.part: Part | None = None
        self._make = make
        self._organisation_id = 0
        px = current().px
        self._head = button(title, self._turn, kind="section", name=f"open_{name}")
        self._head.setCheckable(True)
        self._said = quiet("")
        self._said.setContentsMargins(px(39), 0, 0, 0)
        self._content = QWidget()
        self._place = QVBoxLayout(self._content)
        self._place.setContentsMargins(px(16), px(4), px(16), px(16))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(4), px(6), px(4), px(6))
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self._said)
        layout.addWidget(self._content)
        self._show(False)

    def show_section(self, organisation_id: int, *, half_done: bool) -> None:
        """Turn to another organisation; it opens by itself where something half done waits.

        Raises VpdeskError when what was typed for the one before cannot be kept.
        """
        self._organisation_id = organisation_id
        if half_done or self.is_open:
            self.open()

    def open(self) -> None:
        """Show the part; raises VpdeskError as `show_section` does."""
        if self.part is None:
            self.part = self._make()
            self.part.failed.connect(self.failed)
            self._place.addWidget(self.part)
        self.part.show_part(self._organisation_id)
        self._show(True)

    @property
    def is_open(self) -> bool:
        """Whether the part can be seen."""
        return self._head.isChecked()

    def say(self, sentence: str) -> None:
        """Say in one line what stands in it; that is seen while it is closed."""
        self._said.setText(sentence)
        self._said.setVisible(not self.is_open and bool(sentence))
        self._head.setAccessibleDescription(sentence)

    def _turn(self) -> None:
        if not self.is_open:
            self._show(False)
            return
        try:
            self.open()
        except VpdeskError as error:
            self._show(False)
            self.failed.emit(error)
        else:
            read_out(self._content)

    def _show(self, opened: bool) -> None:
        self._head.setChecked(opened)
        put_icon(self._head, "chevron-down" if opened else "chevron-right", "quiet", gap=8)
        self._content.setVisible(opened)
        self._said.setVisible(not opened and bool(self._said.text()))
