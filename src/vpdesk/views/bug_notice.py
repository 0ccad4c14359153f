"""A bug is shown as a bug: where it happened, never with what values, for those may be of a case."""

import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from vpdesk import __version__
from vpdesk.i18n import _
from vpdesk.views.parts import body, button, heading, row


def redacted(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return the type of an exception and the places it passed: no message, no values."""
    places = [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
    return "\n".join([f"vpdesk {__version__}", kind.__name__, *places])


class BugNotice(QDialog):
    """Shows a report that can be read before it is copied."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("vpdesk")
        self._report = report
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(_("Report of the mistake"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(heading(_("The program made a mistake")))
        layout.addWidget(
            body(
                _(
                    "What was saved is safe. You can go on working; if something looks strange, close the"
                    " program and start it again. The report below holds no text of a case."
                )
            )
        )
        layout.addWidget(text)
        layout.addWidget(
            row(
                button(_("Copy the report"), self._copy, name="copy_report"),
                None,
                button(_("Go on"), self.accept, kind="primary", name="go_on"),
            )
        )

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._report)
