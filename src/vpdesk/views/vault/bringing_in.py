"""Bringing in cases from where it is asked for: the page, what is said afterwards, and undoing it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject

from vpdesk.i18n import _, ngettext
from vpdesk.models.desk import Desk
from vpdesk.services.undoing import Deed, undo
from vpdesk.views.parts import button, tip
from vpdesk.views.spreadsheet.page import SpreadsheetPage
from vpdesk.views.vault.overview import Overview
from vpdesk.views.verb_page import VerbPage


class BringingIn(QObject):
    """Has its page shown and dropped, and says on `overview` what came of it."""

    def __init__(
        self,
        desk: Desk,
        now: Callable[[], datetime],
        overview: Overview,
        *,
        show: Callable[[VerbPage], None],
        drop: Callable[[], None],
    ) -> None:
        super().__init__(overview)
        self._desk, self._now, self._overview = desk, now, overview
        self._show_page, self._drop_page = show, drop

    def begin(self) -> None:
        """Show the page."""
        page = SpreadsheetPage(self._desk, lambda: self._now().date())
        page.brought_in.connect(self._tell)
        self._show_page(page)

    def _tell(self, deed: Deed | None, count: int) -> None:
        self._drop_page()
        came = ngettext("{n} case was brought in.", "{n} cases were brought in.", count)
        left = _(
            "The file itself is still on your computer, for anybody to read: delete it once"
            " everything is right."
        )
        offered = []
        if deed is not None:
            back = button(_("Undo"), partial(self._take_out, deed), icon_name="undo-2", name="take_out")
            back.setShortcut("Ctrl+Z")
            tip(back, f"{_('Undo')}  Ctrl+Z")
            offered.append(back)
        self._overview.tell(f"{came} {left}", *offered)

    def _take_out(self, deed: Deed) -> None:
        overview = self._overview
        self._desk.do(
            lambda vault: undo(vault, deed),
            owner=self,
            done=lambda _none: overview.tell(_("The cases are out of the vault again.")),
            failed=overview.show_error,
        )
