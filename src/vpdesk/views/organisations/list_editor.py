"""Choosing the lines of one report list and their order: up, down, remove, add."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vpdesk.disclosure.lists import OTHER
from vpdesk.i18n import _
from vpdesk.views.choice import Choice
from vpdesk.views.contents import Contents
from vpdesk.views.flow import flow
from vpdesk.views.leavable import Leavable
from vpdesk.views.organisations.entries import entry_words, offers, usual, whole
from vpdesk.views.parts import body, button, hairline, quiet, tip
from vpdesk.views.states import announce

#: A table with fewer lines would tell nothing that its total does not.
_FEWEST: Final = 2


class ListEditor(Leavable, QWidget):
    """`finished` carries the entries as they are stored, "" for the usual list; `left` that nothing changed.

    `edited` follows each change. `put_away` says that it is left as it stands, half done.

    `other` comes and goes by itself, and stays at the end: it takes what the lines above it leave.
    """

    finished = Signal(str)
    left = Signal()
    put_away = Signal()
    edited = Signal()

    def __init__(self, dimension: str, entries: Sequence[str], *, own: bool) -> None:
        super().__init__()
        self._dimension = dimension
        self._entries = whole(dimension, entries)
        self._lines = Contents(gap=0)
        self._rest = quiet(
            _(
                "The last line comes by itself as long as something has no line of its own: it counts all"
                " that is not listed. So whether a report can be made never hangs on a single case."
            )
        )
        self._wrong = quiet(_("A list needs two lines or more. Add a line."))
        self._wrong.setObjectName("too_short")
        self._wrong.setProperty("kind", "error")
        self._choice = Choice()
        self._choice.setObjectName("line_to_add")
        self._choice.call(_("Line to add"))
        # the longest words are longer than a narrow window is wide
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choice.setMinimumContentsLength(36)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self._lines)
        layout.addWidget(self._rest)
        layout.addWidget(
            flow(self._choice, button(_("Add line"), self.add_line, icon_name="plus", name="add_line"))
        )
        layout.addWidget(self._wrong)
        buttons = [
            button(_("Keep this list"), self._finish, kind="primary", name="keep_list"),
            button(_("Cancel"), self.left.emit, name="leave_list"),
        ]
        if own:
            buttons.append(
                button(_("Back to the usual list"), self._take_usual, kind="link", name="usual_list")
            )
        layout.addWidget(flow(*buttons))
        self._show()

    def step_back(self) -> None:
        self.put_away.emit()

    def entries(self) -> tuple[str, ...]:
        """Return the lines as they stand."""
        return tuple(self._entries)

    def add_line(self) -> None:
        """Add the chosen line, above the one that takes all the rest."""
        entry = self._choice.currentData()
        if entry is None:
            return
        place = self._entries.index(OTHER) if OTHER in self._entries else len(self._entries)
        self._entries.insert(place, entry)
        self._entries = whole(self._dimension, self._entries)
        announce(self, self._words(entry))
        self._show()
        self.edited.emit()

    def shift(self, entry: str, by: int) -> None:
        """Move a line up (-1) or down (1)."""
        place = self._entries.index(entry)
        self._entries.insert(place + by, self._entries.pop(place))
        self._show(entry, "up" if by < 0 else "down")
        said = {"line": self._words(entry), "n": place + by + 1, "all": len(self._entries)}
        announce(self, _("{line}: line {n} of {all}", **said))
        self.edited.emit()

    def remove(self, entry: str) -> None:
        """Take a line away; what it counted goes to the rest."""
        place = self._entries.index(entry)
        self._entries.remove(entry)
        self._entries = whole(self._dimension, self._entries)
        left = [one for one in self._entries if one != OTHER]
        self._show(left[min(place, len(left) - 1)] if left else "", "remove")
        self.edited.emit()

    def _take_usual(self) -> None:
        self.finished.emit("")

    def _finish(self) -> None:
        if len(self._entries) < _FEWEST:
            self._wrong.show()
            announce(self, self._wrong.text())
            self._choice.setFocus()
            return
        same = self._entries == usual(self._dimension)
        self.finished.emit("" if same else ",".join(self._entries))

    def _words(self, entry: str) -> str:
        return entry_words(self._dimension, entry, self._entries)

    def _show(self, focus: str = "", on: str = "") -> None:
        lines: list[QWidget] = []
        wanted: QPushButton | None = None
        for place, entry in enumerate(self._entries):
            below = self._entries[place + 1 : place + 2]
            up = self._arrow("up", entry, partial(self.shift, entry, -1), able=place > 0 and entry != OTHER)
            down = self._arrow("down", entry, partial(self.shift, entry, 1), able=below not in ([], [OTHER]))
            remove = self._arrow("remove", entry, partial(self.remove, entry), able=entry != OTHER)
            words = body(self._words(entry))
            line = QWidget()
            layout = QHBoxLayout(line)
            layout.setContentsMargins(0, 2, 0, 2)
            layout.setSpacing(2)
            layout.addWidget(words, 1)
            for each in (up, down, remove):
                layout.addWidget(each)
            if lines:
                lines.append(hairline())
            lines.append(line)
            if entry == focus:
                near = {"up": up, "down": down, "remove": remove}[on]
                wanted = near if not near.isHidden() else remove
        self._lines.show_only(*lines)
        self._wrong.hide()
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        self._choice.clear()
        for entry in offers(self._dimension, self._entries):
            self._choice.addItem(self._words(entry), entry)
        self._rest.setVisible(OTHER in self._entries)
        if on and wanted is None:
            self._choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrow(self, name: str, entry: str, pressed: Callable[[], None], *, able: bool) -> QPushButton:
        icon, words = {
            "up": ("arrow-up", _("Move up: {line}", line=self._words(entry))),
            "down": ("arrow-down", _("Move down: {line}", line=self._words(entry))),
            "remove": ("x", _("Remove: {line}", line=self._words(entry))),
        }[name]
        made = button("", pressed, icon_name=icon, kind="bare", name=name)
        made.setAccessibleName(words)
        tip(made, words)
        policy = made.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that the others stay in their columns
        made.setSizePolicy(policy)
        if not able:
            made.hide()
        return made
