"""A mistake of ours is shown as one, in a notice without values, instead of ending the program silently.

An error of the surroundings is none, wherever it comes up: painting a list may read from the disk too.
"""

import sys
from types import TracebackType
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from vpdesk import bugs
from vpdesk.domain.errors import EnvironmentFault, FindingError

if TYPE_CHECKING:
    from vpdesk.views.bug_notice import BugNotice


class BugWatch(QObject):
    """Shows mistakes of every thread over `window`, one notice at a time.

    `expected` carries an error of the surroundings that nobody caught, to be said in its own words.
    """

    expected = Signal(object)
    _told = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._notice: BugNotice | None = None
        # another thread may not touch a window
        self._told.connect(self._show, Qt.ConnectionType.AutoConnection)
        bugs.tell_redacted()
        sys.excepthook = self._tell

    def _tell(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, EnvironmentFault | FindingError):
            if shiboken6.isValid(self):
                self.expected.emit(error)
            return
        report = bugs.report(kind, trace)
        print(report, file=sys.stderr)  # noqa: T201  whoever started it from a terminal sees it there too
        if shiboken6.isValid(self):
            self._told.emit(report)

    def _show(self, report: str) -> None:
        from vpdesk.views.bug_notice import BugNotice  # noqa: PLC0415  hardly ever needed

        if self._notice is not None and shiboken6.isValid(self._notice) and self._notice.isVisible():
            self._notice.add(report)
            return
        self._notice = BugNotice(report, self._window)
        self._notice.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._notice.open()
