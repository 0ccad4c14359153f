"""What is in a document, on the screen: pages and pictures drawn out of memory, texts as they are written.

Nothing of it comes into a file, nothing in it runs, and no link in it is followed.
"""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from vpdesk.domain.document import Document
from vpdesk.domain.errors import VpdeskError
from vpdesk.exchange.media import Showing, picture_format, showing, text_of
from vpdesk.i18n import _
from vpdesk.models import tasks
from vpdesk.models.picture import draw_picture
from vpdesk.pdf.preview import PagePicture, count_pages, render_page
from vpdesk.services.documents import beginning_of
from vpdesk.views.look import current
from vpdesk.views.page_pictures import Pages
from vpdesk.views.parts import body, button, quiet, row
from vpdesk.views.states import announce

#: Pixels (at 100 %) that are drawn across a page or a picture.
_ACROSS: Final = 820


class _Shown(QWidget):
    """Something drawn beside the window; `failed` carries why it cannot be shown."""

    failed = Signal(object)

    def __init__(self, document: Document, content: bytes) -> None:
        super().__init__()
        self._document = document
        self._content = content
        self._pages = Pages()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.column.addWidget(self._pages)

    def _width(self) -> int:
        return round(current().px(_ACROSS) * self.devicePixelRatio())

    def _show(self, picture: PagePicture, description: str) -> None:
        self._pages.show_pages([picture], description)

    def _fail(self, error: VpdeskError) -> None:
        self._pages.show_pages([], "")
        self.failed.emit(error)


class PictureView(_Shown):
    """A picture, no larger than it is."""

    def __init__(self, document: Document, content: bytes) -> None:
        super().__init__(document, content)
        kind, width = picture_format(document.media_type), self._width()
        tasks.run(
            lambda: draw_picture(content, kind, width=width),
            owner=self,
            done=lambda picture: self._show(picture, document.name),
            failed=self._fail,
        )


class PdfView(_Shown):
    """A PDF, one page at a time."""

    def __init__(self, document: Document, content: bytes) -> None:
        super().__init__(document, content)
        self._number = 0
        self._count = 0
        self._before = button(
            _("Previous page"), lambda: self.turn(-1), icon_name="arrow-up", name="previous_page"
        )
        self._next = button(_("Next page"), lambda: self.turn(1), icon_name="arrow-down", name="next_page")
        self._where = quiet("", wraps=False)
        self._where.setObjectName("page_number")
        self._foot = row(self._before, self._next, self._where, None, gap=12)
        self._foot.hide()
        self.column.insertWidget(0, self._foot)
        tasks.run(lambda: count_pages(content), owner=self, done=self._note_count, failed=self._fail)

    def turn(self, step: int) -> None:
        """Turn a page on or back."""
        if 0 <= self._number + step < self._count:
            self._number += step
            self._draw()

    def _note_count(self, count: int) -> None:
        self._count = count
        self._foot.setVisible(count > 1)
        self._draw()

    def _draw(self) -> None:
        content, number, width = self._content, self._number, self._width()
        said = _("Page {n} of {count}", n=number + 1, count=self._count)
        self._where.setText(said)
        self._before.setEnabled(number > 0)
        self._next.setEnabled(number + 1 < self._count)
        if number and not self.isHidden():
            announce(self, said)

        def show(picture: PagePicture) -> None:
            if number == self._number:
                self._show(picture, said)

        tasks.run(lambda: render_page(content, number, width=width), owner=self, done=show, failed=self._fail)


class TextView(QWidget):
    """A text as it is written: nothing in it is taken for anything else."""

    def __init__(self, document: Document, content: bytes) -> None:
        super().__init__()
        text = text_of(content) or ""
        shown = beginning_of(text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        if len(shown) < len(text):
            layout.addWidget(quiet(_("This is the beginning; the text is too long to be shown as a whole.")))
        page = QPlainTextEdit()
        page.setObjectName("document_text")
        page.setReadOnly(True)
        page.setAccessibleName(document.name)
        page.setTabChangesFocus(True)
        page.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        page.setPlainText(shown)
        page.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        page.setMinimumHeight(current().px(360))
        layout.addWidget(page)


def view_of(document: Document, content: bytes) -> QWidget:
    """Return the widget that shows a document, or says that it cannot be shown here."""
    how = showing(document.media_type)
    if how is Showing.PAGES:
        return PdfView(document, content)
    if how is Showing.PICTURE:
        return PictureView(document, content)
    if how is Showing.TEXT:
        return TextView(document, content)
    return body(cannot_show())


def cannot_show() -> str:
    """Return what is said of a document that vpdesk has no way to show."""
    return _(
        "vpdesk cannot show this kind of document. To read it, save it outside the vault and open it with"
        " another program."
    )
