"""Python's garbage is collected in the window's thread alone, for widgets are among it.

Python collects in whichever thread makes the most of it: the database's, or one that makes a backup. A widget
that is let go there while Qt deletes it here could end the program (a precaution; see `vpdesk.models.tasks`).
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

#: Milliseconds between two looks how much there is.
_LOOK: Final = 1000


class Collecting(QObject):
    """Takes over from Python; `end` gives it back."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the youngest generations of which there is enough, as Python would."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return

    def end(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()
