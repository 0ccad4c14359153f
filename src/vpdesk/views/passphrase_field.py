"""A line for a passphrase, hidden or shown, that is never remembered or put on the clipboard by itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from vpdesk.i18n import _
from vpdesk.views.look import current
from vpdesk.views.parts import button, error_line, put_icon, tip
from vpdesk.views.states import announce, tell_fault


class PassphraseField(QWidget):
    """The line, an eye that shows it, and a line below for what is wrong."""

    changed = Signal()
    completed = Signal()

    def __init__(self, title: str, name: str, *, shown: bool = False) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setAccessibleName(title)
        self._title = title
        self.line.setPlaceholderText(title)
        self.line.setMinimumWidth(current().px(280))
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._eye = button("", self._turn, icon_name="eye", kind="bare", name=f"{name}_eye")
        self._eye.setCursor(Qt.CursorShape.ArrowCursor)
        self._wrong = error_line()
        within = QHBoxLayout(self.line)
        within.setContentsMargins(0, 0, 4, 0)
        within.addStretch(1)
        within.addWidget(self._eye)
        self.line.setTextMargins(0, 0, self._eye.sizeHint().width(), 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.line)
        layout.addWidget(self._wrong)
        self.setFocusProxy(self.line)
        self._show(shown)
        self.line.textChanged.connect(self._note_change)
        self.line.returnPressed.connect(self.completed)

    def text(self) -> str:
        """Return what was typed, without the blanks around it."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Put `text` there."""
        self.line.setText(text)

    def say_wrong(self, sentence: str) -> None:
        """Say below the line what is wrong with it, and put the cursor there."""
        self._wrong.setText(sentence)
        self._wrong.show()
        tell_fault(self.line, sentence)
        announce(self, sentence)
        self.line.setFocus()
        self.line.selectAll()

    def _note_change(self) -> None:
        self._wrong.hide()
        tell_fault(self.line, "")
        self.changed.emit()

    def _turn(self) -> None:
        self._show(self.line.echoMode() is QLineEdit.EchoMode.Password)

    def _show(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        put_icon(self._eye, "eye-off" if shown else "eye", "quiet", gap=0)
        words = _("Hide the passphrase") if shown else _("Show the passphrase")
        self._eye.setAccessibleName(f"{words}: {self._title}")
        tip(self._eye, words)
