"""The one window: whatever it shows, its title says nothing but the program's name."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import shiboken6
from PySide6.QtCore import QByteArray, QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from vpdesk.i18n import _
from vpdesk.views.in_sight import bring_into_sight
from vpdesk.views.look import icon
from vpdesk.views.parts import column, heading, row, symbol
from vpdesk.views.reading_order import next_stop, stops

TITLE: Final = "vpdesk"
_SIZE: Final = QSize(1280, 800)
#: What the frame around a window may take of a small screen: its size is known only once it shows.
_FRAME: Final = QSize(16, 48)


def _always() -> bool:
    return True


def _has_gone(focused: QWidget | None) -> bool:
    """Tell whether what has the focus can be seen or used no more."""
    return focused is not None and not (focused.isVisible() and focused.isEnabled())


def _around(widget: QWidget) -> list[QWidget]:
    """Return what `widget` lies in, innermost first."""
    parent = widget.parentWidget()
    return [] if parent is None else [parent, *_around(parent)]


def _locked_page() -> QWidget:
    shield = row(None, symbol("shield-check", "brand", 44), None)
    page = column(None, shield, row(None, heading(_("Locked")), None), None)
    page.setProperty("kind", "page")
    page.setAccessibleName(_("Locked"))  # it takes the focus, so that no key reaches what lies below it
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return page


class MainWindow(QMainWindow):
    """Shows one page at a time. `may_close` is asked before it closes (it saves what was typed).

    `stood` follows once, when the first page stands on the screen.
    """

    stood = Signal()

    def __init__(self, geometry: str = "") -> None:
        super().__init__()
        self._stands = False
        self.may_close = _always
        self._cover: QWidget | None = None
        self._focused: QWidget | None = None
        self.setWindowTitle(TITLE)
        self.setWindowIcon(icon("shield-check", "brand", 64))
        if not geometry or not self.restoreGeometry(QByteArray.fromHex(geometry.encode())):
            self.resize(_SIZE.boundedTo(self.screen().availableSize() - _FRAME))

    def show_page(self, page: QWidget) -> None:
        """Show `page` instead of what stood here, and put the cursor where it begins."""
        self.setCentralWidget(page)
        if self._cover is not None:  # whatever comes late stays below the cover
            page.hide()
            self._cover.raise_()
            return
        page.show()  # Qt would do so a round of events later: a flash of nothing
        page.setFocus()

    def come_forward(self) -> None:
        """Come out from behind other windows, because the program was started once more."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def cover(self, page: QWidget | None = None) -> None:
        """Hide everything at once, dialogs and menus too, behind a page without a word of any case.

        `page` stands there instead of the word that it is locked. A dialog that was open is given up.
        """
        for other in QApplication.topLevelWidgets():
            if other is not self and other.isVisible():
                other.hide()
        if self._cover is None:
            self._focused = self.focusWidget()
        former, self._cover = self._cover, page or _locked_page()
        self._cover.setParent(self)
        self._cover.setGeometry(self.rect())
        self._cover.show()
        self._cover.raise_()
        self._cover.setFocus()
        if former is not None:
            former.deleteLater()
        if (central := self.centralWidget()) is not None:
            central.hide()
        self.repaint()

    def uncover(self) -> None:
        """Show the page again."""
        if self._cover is not None:
            focused, cover = self.focused, self._cover
            self._cover = None
            cover.hide()
            cover.deleteLater()
            if (central := self.centralWidget()) is not None:
                central.show()
                (focused or central).setFocus()

    @property
    def focused(self) -> QWidget | None:
        """What has the focus; while the window is covered, what had it."""
        if self._cover is None:
            return self.focusWidget()
        return self._focused if self._focused is not None and shiboken6.isValid(self._focused) else None

    @property
    def is_covered(self) -> bool:
        """Whether a cover lies over the page."""
        return self._cover is not None

    def geometry_note(self) -> str:
        """Return the place and size of the window, as `geometry` takes it."""
        return bytes(self.saveGeometry().data()).hex()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002  Qt's own word
        """Go on by Tab, or back, as the eye does (`reading_order`).

        Qt asks it too where what has the focus goes or is switched off. Whoever did that mostly says a moment
        later where the focus belongs: until then it is nowhere, for a screen reader would tell of each stop.
        """
        now = self.focusWidget()
        if _has_gone(now):
            around, where = _around(now), now.mapTo(self, now.rect().center())
            now.clearFocus()
            QTimer.singleShot(0, self, partial(self._take_up_focus, around, where))
            return True
        found = next_stop(self, now, forward=next)
        if found is None or found is now:
            return False
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        found.setFocus(reason)
        bring_into_sight(found)
        return True

    def _take_up_focus(self, around: Sequence[QWidget], where: QPoint) -> None:
        """Go on near `where` the focus was, where nobody else has said where it belongs.

        What stood there may have been made anew: the innermost of what lay `around` it is looked through
        first.
        """
        if self.focusWidget() is not None or self._cover is not None:
            return

        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # what is new has its place

        def far(stop: QWidget) -> tuple[int, int]:
            apart = stop.mapTo(self, stop.rect().center()) - where
            return abs(apart.y()), abs(apart.x())

        left = (each for each in around if shiboken6.isValid(each) and each.isVisible())
        found = next((there for each in left if (there := stops(each))), [])
        if found:
            min(found, key=far).setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close():
            event.accept()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._stands:
            self._stands = True
            QTimer.singleShot(0, self, self.stood.emit)  # the page is painted after its window

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._cover is not None:
            self._cover.setGeometry(self.rect())
