"""One group of a recovery key as it is typed: six digits that carry a check of their own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from vpdesk.i18n import _
from vpdesk.vault.key_faults import RecoveryKeyError
from vpdesk.vault.recovery import GROUP_DIGITS, read_group
from vpdesk.views.look import current
from vpdesk.views.parts import error_line, strong
from vpdesk.views.states import announce, tell_fault


class GroupField(QWidget):
    """The line for group `number` (from 1). `filled` says that its six digits are there and right.

    `overflowed` carries digits that were pasted beyond its own; `completed` says that Enter was pressed;
    `emptied` that Backspace was pressed in the empty line.
    """

    filled = Signal()
    completed = Signal()
    emptied = Signal()
    overflowed = Signal(str)

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.line = _Line()
        self.line.setObjectName(f"group_{number}")
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        metrics = QFontMetrics(self.line.font())
        width = metrics.horizontalAdvance("0" * (GROUP_DIGITS + 2)) + 2 * current().px(14)
        self.line.setMinimumWidth(width)
        self.line.setMaximumWidth(width + current().px(40))
        title = strong(_("Group {n}", n=number))
        title.setBuddy(self.line)
        self.line.setAccessibleName(title.text())
        self._wrong = error_line()
        self._wrong.setMaximumWidth(width + current().px(40))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (title, self.line, self._wrong):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._note_edit)
        self.line.returnPressed.connect(self.completed)
        self.line.emptied.connect(self.emptied)
        self.line.editingFinished.connect(self._judge)

    def text(self) -> str:
        """Return the digits that stand there."""
        return self.line.text()

    def put(self, digits: str) -> None:
        """Put `digits` there, as if they were typed."""
        self.line.setText(digits)
        self._note_edit(digits)

    def clear(self) -> None:
        """Empty the line."""
        self.line.clear()
        self._show_fault("")

    def check(self) -> bool:
        """Tell whether the six digits are there and right; else say what is wrong with them."""
        fault = self._fault()
        if fault:
            self.say_wrong(fault)
        return not fault

    def say_wrong(self, sentence: str) -> None:
        """Say below the line what is wrong with it, and put the cursor there."""
        self._show_fault(sentence)
        announce(self, sentence)
        self.line.setFocus()
        self.line.selectAll()

    def _show_fault(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        tell_fault(self.line, sentence)
        self.line.setProperty("wrong", bool(sentence))
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)

    def _note_edit(self, text: str) -> None:
        digits = "".join(each for each in text if each.isdecimal())
        own, beyond = digits[:GROUP_DIGITS], digits[GROUP_DIGITS:]
        if own != text:
            self.line.setText(own)
        self._show_fault("")
        if len(own) == GROUP_DIGITS:
            self._judge()
            if not self._fault():
                self.filled.emit()
        if beyond:
            self.overflowed.emit(beyond)

    def _judge(self) -> None:
        """What is wrong is said where it stands, without calling the cursor back."""
        fault = self._fault() if self.text() else ""
        self._show_fault(fault)
        if fault:
            announce(self, fault)

    def _fault(self) -> str:
        """Return what is wrong with the group, in words; nothing: ""."""
        try:
            read_group(self.number, self.text())
        except RecoveryKeyError as error:
            return _(error.wrong, **error.values)
        return ""


class _Line(QLineEdit):
    """A line that tells of Backspace when it is empty."""

    emptied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        else:
            super().keyPressEvent(event)
