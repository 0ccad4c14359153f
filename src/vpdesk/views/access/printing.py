"""A document from memory on paper: its pages as pictures to the printer that the person chooses.

On Linux, Qt hands a job to CUPS as a temporary file. That is put in memory, and cleared away after the job
(`memory_place`); where there is no place for files in memory, it is on the disk for as long as the job takes.
What the printing system does with a job afterwards (a queue, a file of its own) is out of our hands, and the
manual says so. Run on Linux with Qt's own dialog; on Windows and macOS Qt brings the system's dialog, which
was not run there.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from vpdesk.domain.code import N_
from vpdesk.domain.errors import EnvironmentFault, VpdeskError
from vpdesk.models import tasks
from vpdesk.pdf.preview import render
from vpdesk.views.access.memory_place import temporary_in_memory
from vpdesk.views.file_dialogs import draw_our_own

#: Pixels across a page: some 200 to the inch on A4, sharp enough for large digits.
_WIDTH: Final = 1654


class PrinterFault(EnvironmentFault):
    """The printer did not take the document."""

    wrong = N_("The printer did not take the document.")
    safe = N_("What you wanted to print is still in this window.")
    todo = N_("See whether the printer is on and has paper, then try again; or save a PDF.")


def ask_printer(parent: QWidget, chosen: Callable[[QPrinter], object]) -> QDialog:
    """Ask which printer, without waiting; `chosen` gets it when the person goes on."""
    draw_our_own()  # it can print to a file, which is chosen
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: chosen(printer))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()
    return dialog


def print_document(
    content: bytes,
    printer: QPrinter,
    *,
    owner: QWidget,
    done: Callable[[], object],
    failed: Callable[[VpdeskError], None],
) -> None:
    """Print the PDF `content` beside the window; `done` or `failed` (PrinterFault) follows."""

    def work() -> None:
        with temporary_in_memory():
            _print(content, printer)

    tasks.run(work, owner=owner, done=lambda _none: done(), failed=failed)


def _print(content: bytes, printer: QPrinter) -> None:
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterFault
    try:
        page = printer.paperRect(QPrinter.Unit.DevicePixel)
        for number, picture in enumerate(render(content, width=_WIDTH)):
            if number and not printer.newPage():
                raise PrinterFault
            image = QImage(
                picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
            )
            painter.drawImage(QRectF(0, 0, page.width(), page.height()), image)
    finally:
        painter.end()
