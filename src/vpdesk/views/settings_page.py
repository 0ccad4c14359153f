"""The preferences: language, light or dark, size of the text, how soon it locks."""

import sys
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from vpdesk.domain.code import N_
from vpdesk.i18n import LANGUAGES, _, ngettext
from vpdesk.settings import LOCK_MINUTES, Settings
from vpdesk.views.fields import Field, one_of
from vpdesk.views.form import Form
from vpdesk.views.look import current
from vpdesk.views.look.current import TEXT_SIZES
from vpdesk.views.page import scrolling
from vpdesk.views.parts import button, column, heading, quiet, row
from vpdesk.views.welcome import NAMES

THEMES: Final = (
    ("system", N_("As this computer is set")),
    ("light", N_("Light")),
    ("dark", N_("Dark")),
)

FIELDS: Final = (
    Field("language", N_("Language"), one_of(lambda: [(code, NAMES[code]) for code in LANGUAGES])),
    Field("theme", N_("Colours"), one_of(lambda: [(value, _(word)) for value, word in THEMES])),
    Field("text_size", N_("Size of the text"), one_of(lambda: [(size, f"{size} %") for size in TEXT_SIZES])),
    Field(
        "lock_after",
        N_("Lock when nobody is there for"),
        one_of(lambda: [(n, ngettext("{n} minute", "{n} minutes", n)) for n in LOCK_MINUTES]),
        N_("You are warned half a minute before. Ctrl+L locks at once, and so does Ctrl+Shift+L in a hurry."),
    ),
)

#: Noted by the program itself, never asked.
NOT_IN_FORM: Final = frozenset({"geometry", "vault"})


#: What other programs see of our windows (`vpdesk.app.capture`).
_CAPTURE: Final = {
    "win32": N_("Programs that record or share the screen see the windows of vpdesk empty."),
    "darwin": N_("Programs that record or share the screen see our windows empty; a few do not listen."),
}
_NO_CAPTURE: Final = N_("On this system vpdesk cannot keep other programs from recording the screen.")


class SettingsDialog(QDialog):
    """`chosen` carries the changed `Settings`; Esc closes without a change."""

    chosen = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Settings"))
        self.form = Form(FIELDS)
        self.form.load(settings)
        content = column(
            heading(_("Settings")),
            self.form,
            quiet(_(_CAPTURE.get(sys.platform, _NO_CAPTURE))),
            None,
            row(
                None,
                button(_("Cancel"), self.reject, name="cancel"),
                button(_("Save"), self._choose, kind="primary", name="save"),
            ),
            gap=16,
            margins=(24, 20, 24, 20),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(content))
        width = max(content.sizeHint().width(), current().px(440))
        size = QSize(width, content.heightForWidth(width))
        self.resize(size.boundedTo(self.screen().availableSize() - QSize(16, 48)))  # and its frame

    def _choose(self) -> None:
        self.chosen.emit(self.form.value())
        self.accept()
