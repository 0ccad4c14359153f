"""A bug is shown as a bug: a report that can be read, then copied or saved; it goes nowhere by itself."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from vpdesk import durable
from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _
from vpdesk.views.file_dialogs import choose_new_file
from vpdesk.views.flow import flow
from vpdesk.views.look import current
from vpdesk.views.parts import body, button, heading
from vpdesk.views.states import Banner

#: Longer than this, in characters, and a mistake that repeats itself is not told again.
_LONGEST: Final = 20_000


class BugNotice(QDialog):
    """Shows the report of `vpdesk.bugs`, and those that come while it is open."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("vpdesk")
        self._text = QPlainTextEdit(report)
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(_("Report of the mistake"))
        self._banner = Banner()
        go_on = button(_("Go on"), self.accept, kind="primary", name="go_on")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(heading(_("The program made a mistake")))
        layout.addWidget(
            body(
                _(
                    "What was saved is safe. You can go on working; if something looks strange, close the"
                    " program and start it again. The report below holds no text of a case, and it is not"
                    " sent anywhere: you can read it, and copy or save it for whoever helps you."
                )
            )
        )
        layout.addWidget(self._text, 1)
        layout.addWidget(self._banner)
        layout.addWidget(
            flow(
                go_on,
                button(_("Copy the report"), self._copy, name="copy_report"),
                button(_("Save the report…"), self._save, name="save_report"),
            )
        )
        go_on.setDefault(True)
        go_on.setFocus()
        self.resize(QSize(current().px(620), current().px(460)))

    def add(self, report: str) -> None:
        """Show another report below the first."""
        if report not in self._text.toPlainText() and self._text.document().characterCount() < _LONGEST:
            self._text.appendPlainText(f"\n{report}")

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._text.toPlainText())

    def _save(self) -> None:
        target = choose_new_file(self, _("Save the report"), _("vpdesk mistake.txt"), "TXT (*.txt)")
        if target is None:
            return
        try:
            durable.replace(target, self._text.toPlainText().encode())
        except VpdeskError as error:
            self._banner.show_error(error)
