"""What must never happen at play: an exception, a word of Qt's, a dialog that holds on for ever."""

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from vpdesk.models import tasks
from vpdesk.views.main_window import MainWindow

#: What the offscreen platform remarks of itself (propagateSizeHints, raise, grabbing the keyboard).
_REMARK: Final = "This plugin does not support"
#: Milliseconds between two looks whether a deed came to its end, and seconds after which it never will.
_LOOK: Final = 100
PATIENCE: Final = 60.0


class Watch(logging.Handler):
    """Gathers `faults`, in words; `patience` is how many seconds a deed or an answer may take."""

    def __init__(self, patience: float = PATIENCE) -> None:
        super().__init__()
        self.faults: list[str] = []
        #: How often a deed was waited for in a loop of its own, and Esc led out of it.
        self.led_out = 0
        self._patience = patience
        self._began: float | None = None

    @contextmanager
    def hearing(self) -> Iterator[None]:
        """Hear of every exception, whichever hook it comes to, and of everything that Qt says."""
        before = sys.excepthook, sys.unraisablehook, threading.excepthook
        handler = qInstallMessageHandler(self._hear_qt)
        sys.excepthook = self.hear
        sys.unraisablehook = lambda told: self.hear(
            told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback
        )
        threading.excepthook = lambda told: self.hear(
            told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback
        )
        logging.getLogger().addHandler(self)
        looking = QTimer(QApplication.instance(), interval=_LOOK)
        looking.timeout.connect(self._look)
        looking.start()
        try:
            yield
        finally:
            looking.stop()
            logging.getLogger().removeHandler(self)
            sys.excepthook, sys.unraisablehook, threading.excepthook = before
            qInstallMessageHandler(handler)

    def hear(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Note an exception."""
        self.faults.append("exception: " + "".join(traceback.format_exception(kind, error, trace)))

    def _hear_qt(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if _REMARK not in text:
            self.faults.append(f"Qt says ({kind.name}): {text}")

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            self.faults.append(f"log: {self.format(record)}")

    @contextmanager
    def deed(self) -> Iterator[None]:
        """What happens within must come to its end."""
        self._began = time.monotonic()
        try:
            yield
        finally:
            self._began = None

    def _look(self) -> None:
        """Lead out of a loop that a deed is held in: first as a person would, by Esc, then by force."""
        holding = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if self._began is None or holding is None or time.monotonic() - self._began < _LOOK / 1000:
            return
        if time.monotonic() - self._began < self._patience:
            self.led_out += 1
            escape(holding)
            return
        self.faults.append(f"blocks for ever: {name(holding)}")
        self._began = time.monotonic()
        QDialog.done(holding, 0) if isinstance(holding, QDialog) else holding.hide()

    def settle(self, *, ready: Callable[[], bool] = lambda: True) -> None:
        """Let everything that was asked be answered, and what it led to be painted."""
        deadline = time.monotonic() + self._patience
        mailbox = tasks._mailbox()
        while True:
            for _round in range(3):
                QApplication.processEvents()
                QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if not mailbox._errands and ready():
                return
            if time.monotonic() > deadline:
                self.faults.append(f"no answer in {self._patience:.0f} s: {mailbox._errands}")
                return
            # an answer wakes it, or the look that comes ten times a second
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def look_at(self, window: MainWindow) -> None:
        """See that the window stands there with something in it."""
        page = window._cover or window.centralWidget()
        if not window.isVisible():
            self.faults.append("no window is left")
        elif page is None or not page.isVisible():
            self.faults.append("the window shows nothing")
        elif not any(each.isVisible() and not each.visibleRegion().isEmpty() for each in parts(page)):
            self.faults.append("the window is empty")


def parts(within: QWidget) -> list[QWidget]:
    """Return every widget in `within`."""
    return within.findChildren(QWidget)


def name(widget: QObject | None) -> str:
    """Return what a widget is called in the list of deeds."""
    return "nothing" if widget is None else f"{type(widget).__name__} {widget.objectName()}".strip()


def escape(widget: QWidget) -> None:
    """Press Esc there."""
    focused: QWidget | None = widget.focusWidget()
    target = widget if isinstance(widget, QMenu) or focused is None else focused
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier))
