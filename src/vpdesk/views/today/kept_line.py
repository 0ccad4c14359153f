"""That cases were kept as long as was agreed: a calm line on Vandaag, which is late for nothing."""

from typing import Final

from PySide6.QtCore import Signal

from vpdesk.i18n import _
from vpdesk.views.contents import Contents
from vpdesk.views.fact_line import FactLine
from vpdesk.views.parts import Card, button

#: What the place Kluis turns to for them (`vpdesk.views.vault.place.RETENTION`).
_RETENTION: Final = "retention"


class KeptLine(Contents):
    """Takes no room when there are none. `asked` carries what Kluis is to turn to."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(gap=0)
        self.setObjectName("kept_line")
        self._there = False
        self.hide()

    def show_kept(self, there: bool) -> None:
        """Show whether there are such cases; what is on the screen stays when that is not different."""
        if there == self._there:
            return
        self._there = there
        self.show_only(*([Card(self._line())] if there else []))
        self.setVisible(there)

    def _line(self) -> FactLine:
        look = button(_("Look…"), lambda: self.asked.emit(_RETENTION), name="kept_long")
        return FactLine(
            "history",
            _("Kept long enough?"),
            _("Cases have been kept as long as was agreed. Nothing goes by itself: you decide about each."),
            look,
        )
