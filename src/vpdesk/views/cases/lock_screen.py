"""The reminder, shown exactly as a lock screen would show it: a fixed text, and nothing else (rule 6)."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from vpdesk.i18n import _
from vpdesk.services.agenda import REMINDER
from vpdesk.views.parts import Card, body, column, quiet, strong, symbol


def lock_screen_preview() -> QWidget:
    """Return the sentence that explains it, and the notice itself."""
    notice = QWidget()
    layout = QHBoxLayout(notice)
    layout.setContentsMargins(16, 10, 16, 10)
    layout.setSpacing(12)
    layout.addWidget(symbol("shield-check", "brand", 24))
    layout.addWidget(column(strong("vpdesk"), body(_(REMINDER)), gap=1), 1)
    card = Card(notice)
    card.setObjectName("lock_screen_notice")
    card.setAccessibleName(_("The reminder on a locked screen"))
    return column(quiet(_("On a locked screen the reminder reads only this:")), card, gap=6)
