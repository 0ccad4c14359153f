"""What was copied from the vault does not stay on the clipboard, nor in its history.

It is cleared after half a minute and at a lock, unless something else was copied since. The system is asked
to keep it out of its history: Windows by the names that Microsoft documents for that, Klipper by the hint
that password managers give. A clipboard manager that does not listen keeps what it saw. macOS has no way that
Qt offers. Only Linux was run.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard

#: Milliseconds.
STAY: Final = 30_000
_WINDOWS: Final = 'application/x-qt-windows-mime;value="{name}"'
#: By this format a text is known that has its hints.
MARK: Final = "x-kde-passwordManagerHint"
#: What keeps a text out of a history: the format and its content.
HINTS: Final = {
    MARK: b"secret",
    _WINDOWS.format(name="ExcludeClipboardContentFromMonitorProcessing"): b"\1\0\0\0",
    _WINDOWS.format(name="CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format(name="CanUploadToCloudClipboard"): bytes(4),
}
_MODES: Final = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


def _owns(clipboard: QClipboard, mode: QClipboard.Mode) -> bool:
    return clipboard.ownsClipboard() if mode is QClipboard.Mode.Clipboard else clipboard.ownsSelection()


class ClipboardWatch(QObject):
    """Watches what this program copies. `owns(clipboard, mode)` tells whether what is there is ours."""

    def __init__(
        self,
        clipboard: QClipboard,
        parent: QObject,
        *,
        owns: Callable[[QClipboard, QClipboard.Mode], bool] = _owns,
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._owns = owns
        self._timers: dict[QClipboard.Mode, QTimer] = {}
        for mode in _MODES:
            timer = QTimer(self, singleShot=True, interval=STAY)
            timer.timeout.connect(partial(self._clear, mode))
            self._timers[mode] = timer
        clipboard.changed.connect(self._note)

    def clear(self) -> None:
        """Take away at once what is ours."""
        for mode in _MODES:
            self._clear(mode)

    def _note(self, mode: QClipboard.Mode) -> None:
        if mode not in self._timers:
            return
        timer = self._timers[mode]
        timer.stop()
        if not self._owns(self._clipboard, mode):
            return
        told = self._text(mode)
        if told is None:
            return
        if told.hasFormat(MARK):
            timer.start()
            return
        hinted = QMimeData()
        hinted.setText(told.text())
        for name, content in HINTS.items():
            hinted.setData(name, content)
        self._clipboard.setMimeData(hinted, mode)  # which brings us here again

    def _clear(self, mode: QClipboard.Mode) -> None:
        self._timers[mode].stop()
        if self._owns(self._clipboard, mode) and self._text(mode) is not None:
            self._clipboard.clear(mode)

    def _text(self, mode: QClipboard.Mode) -> QMimeData | None:
        told: QMimeData | None = self._clipboard.mimeData(mode)  # None when it is empty
        return told if told is not None and told.hasText() else None
