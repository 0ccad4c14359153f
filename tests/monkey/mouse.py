"""What the monkey does by mouse: clicks, buttons, wheel, menus, and files that are dropped."""

from pathlib import Path

import shiboken6
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.monkey.sight import CONTROL, ENDS, NONE, SHIFT, Sight
from tests.monkey.watching import name, parts


class Mouse(Sight):
    """Each deed returns what it was; `files` are what can be dropped."""

    files: tuple[Path, ...] = ()

    def click(self) -> str:
        hit, there = self.somewhere()
        button = self.chance.choice((Qt.MouseButton.LeftButton,) * 12 + (Qt.MouseButton.RightButton,))
        said = f"click {name(hit)} at {there.x()},{there.y()}"
        self.push(there, button, self.chance.choice((NONE, NONE, SHIFT, CONTROL)))
        return said

    def button(self) -> str:
        """Press one of the buttons in sight."""
        return self._click_one(
            [each for each in parts(self.window) if isinstance(each, QAbstractButton) and each.isVisible()]
        )

    def finish(self) -> str:
        """Press the button that finishes the page, when there is one."""
        return self._click_one([each for each in parts(self.window) if each.objectName() == "finish"])

    def _click_one(self, buttons: list[QWidget]) -> str:
        known = [
            each
            for each in buttons
            if not each.visibleRegion().isEmpty() and each.isEnabled() and each.objectName() not in ENDS
        ]
        if not known:
            return "no button"
        button = self.chance.choice(known)
        said = f"click {name(button)}"
        place = button.mapTo(self.window, button.visibleRegion().boundingRect().center())
        self.push(place)
        return said

    def double_click(self) -> str:
        hit, there = self.somewhere()
        said = f"double click {name(hit)}"
        self.push(there)
        if self.has(there):
            self.push(there)
        return said

    def drag(self) -> str:
        hit, there = self.somewhere()
        said = f"drag from {name(hit)}"
        window = self._handle()
        QTest.mousePress(window, Qt.MouseButton.LeftButton, NONE, there)
        for _step in range(3):
            there += QPoint(self.chance.randrange(-60, 60), self.chance.randrange(-60, 60))
            if shiboken6.isValid(window):
                there.setX(min(max(there.x(), 0), window.width() - 1))
                there.setY(min(max(there.y(), 0), window.height() - 1))
                QTest.mouseMove(window, there)
        if shiboken6.isValid(window):
            QTest.mouseRelease(window, Qt.MouseButton.LeftButton, NONE, there)
        return said

    def scroll(self) -> str:
        hit, there = self.somewhere()
        turn = QPoint(0, self.chance.choice((-1200, -120, -15, 15, 120, 1200)))
        at, over = QPointF(hit.mapFrom(self.window, there)), QPointF(self.window.mapToGlobal(there))
        held = self.chance.choice((NONE, NONE, NONE, CONTROL))
        event = QWheelEvent(
            at, over, QPoint(), turn, Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False
        )
        said = f"scroll {name(hit)} {turn.y()}"
        QApplication.sendEvent(hit, event)
        return said

    def menu(self) -> str:
        hit, there = self.somewhere()
        at = hit.mapFrom(self.window, there)
        said = f"context menu {name(hit)}"
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, hit.mapToGlobal(at))
        QApplication.sendEvent(hit, event)
        return said

    def drop(self) -> str:
        hit, there = self.somewhere()
        data = QMimeData()
        if self.chance.random() < 0.8:
            chosen = self.chance.sample(self.files, self.chance.randrange(1, len(self.files) + 1))
            data.setUrls([QUrl.fromLocalFile(str(file)) for file in chosen])
        else:
            data.setText(self.words())
        at = QPointF(hit.mapFrom(self.window, there))
        said = f"drop {len(data.urls())} files on {name(hit)}"
        given = (Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, NONE)
        enter = QDragEnterEvent(at.toPoint(), *given)
        QApplication.sendEvent(hit, enter)
        if enter.isAccepted():
            QApplication.sendEvent(hit, QDragMoveEvent(at.toPoint(), *given))
            QApplication.sendEvent(hit, QDropEvent(at, *given))
        return said
