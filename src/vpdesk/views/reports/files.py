"""Where a report is kept as a file, and under which name it is proposed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from vpdesk.i18n import Words, _
from vpdesk.reports import front
from vpdesk.reports.annual import AnnualReport
from vpdesk.views.file_dialogs import choose_new_file

ChooseFile = Callable[[QWidget, str], Path | None]


def choose_file(parent: QWidget, name: str) -> Path | None:
    """Ask where the PDF goes; None when the person gives up."""
    return choose_new_file(parent, _("Keep as PDF"), name, "PDF (*.pdf)")


def file_name(report: AnnualReport) -> str:
    """Return the proposed name: what it is and over which period; no client, no count."""
    title = front.title(report, Words(report.language))
    return title.replace("/", "-") + ".pdf"
