"""The contract of a section: it shows one subject of a case, or an invitation, or nothing at all.

A room that adds a section writes `views/cases/sections/<room>.py` with a `Section`, whose `show_file` ends in
one call of `say`, and adds one line to `SECTIONS` in `column`.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from vpdesk.i18n import _, label
from vpdesk.services.casework import CaseFile
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import breakable
from vpdesk.views.contents import Contents
from vpdesk.views.flow import flow
from vpdesk.views.look import current
from vpdesk.views.parts import body, button, column, quiet, strong


class Section(QWidget):
    """`answered` carries a verb and what it is about; `failed` an error that the page has to say.

    `name` makes the object name (`section_<name>`); `title` is in the window's language.
    """

    answered = Signal(object, object)
    failed = Signal(object)

    def __init__(self, around: PageContext, name: str, title: str) -> None:
        super().__init__()
        self.around = around
        self.setObjectName(f"section_{name}")
        self.setAccessibleName(title)
        self.title = strong(title)
        self.title.setWordWrap(True)
        self._content = Contents(gap=4)
        self._change = Contents(gap=0)
        self._asks = Contents(gap=0)
        px = current().px
        # the words of a link stand 6 pixels within its rim, so that its frame has room
        inner = (px(6), 0, px(6), 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(10), px(8), px(10), px(8))
        layout.setSpacing(px(2))
        head = QHBoxLayout()
        head.setContentsMargins(px(6), 0, 0, 0)
        layout.addLayout(head)
        head.addWidget(self.title, 1)
        head.addWidget(self._change, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(column(self._content, margins=inner))
        layout.addWidget(self._asks)

    def show_file(self, file: CaseFile) -> None:
        """Show what `file` says of the subject."""
        raise NotImplementedError

    def say(
        self, lines: Sequence[str | QWidget], *asks: QPushButton, change: QPushButton | None = None
    ) -> None:
        """Show `lines` (a text is shown as running text), and what may be asked below them (`ask`).

        `change` stands beside the title. Without any of them the section hides.
        """
        self._content.show_only(*(line(each) if isinstance(each, str) else each for each in lines))
        self._change.show_only(*([change] if change is not None else []))
        self._asks.show_only(*([flow(*asks, gap=4)] if asks else []))
        self._asks.setVisible(bool(asks))
        self.setVisible(bool(lines or asks or change))

    def ask(self, verb: Verb, value_id: int, words: str = "", icon_name: str = "") -> QPushButton:
        """Return the link that begins `verb`; it reads as the verb's own word unless `words` are given."""
        said = words or label(verb)
        made = button(
            said,
            lambda: self.answered.emit(verb, value_id),
            icon_name=icon_name,
            kind="link",
            name=f"section_{verb.value}_{value_id}" if value_id else f"section_{verb.value}",
        )
        made.setAccessibleName(f"{said}: {self.title.text()}")
        return made


def line(text: str) -> QWidget:
    """Return a line of running text; a very long word does not widen the column."""
    return _narrow(body(breakable(text)))


def aside(text: str) -> QWidget:
    """Return a line that steps back: a reason, an explanation."""
    return _narrow(quiet(breakable(text)))


def unknown() -> QWidget:
    """Return the line of a subject of which nothing is known yet."""
    return aside(_("Not known yet"))


def _narrow(made: QLabel) -> QLabel:
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made
