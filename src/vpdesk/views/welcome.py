"""Welkom: three sentences about where everything stays, and where to begin."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import LANGUAGES, _, language
from vpdesk.views.gate import Gate
from vpdesk.views.parts import body, button, column, heading, row, symbol
from vpdesk.views.states import Banner

#: Each language in its own words.
NAMES: Final = {"nl": "Nederlands", "en": "English"}


class Welcome(Gate):
    """The first screen; its signals are what the person chose."""

    new_wanted = Signal()
    practice_wanted = Signal()
    other_wanted = Signal()
    restore_wanted = Signal()
    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(width=560)
        self.put_above(self._languages())
        self.add(row(symbol("shield-check", "brand", 40), None))
        self.add(heading(_("Welcome")))
        self.add(
            column(
                _point(_("Everything stays on this computer, encrypted.")),
                _point(_("There is no account, and nothing goes over the internet.")),
                _point(_("You alone hold the key.")),
                gap=8,
                margins=(0, 4, 0, 16),
            )
        )
        self.banner = Banner()
        self.add(self.banner)
        self._new = button(
            _("Make a new vault"), self.new_wanted.emit, icon_name="plus", kind="large-primary", name="new"
        )
        self._practice = button(
            _("Look around first, with practice data"),
            self.practice_wanted.emit,
            icon_name="life-buoy",
            kind="large",
            name="practice",
        )
        self.add(self._new, self._practice)
        self.space(8)
        other = button(
            _("I have a vault already: open it"), self.other_wanted.emit, kind="link", name="other_vault"
        )
        restore = button(
            _("I have a backup: put it back"), self.restore_wanted.emit, kind="link", name="restore"
        )
        self.add(row(other, None), row(restore, None))
        self.setFocusProxy(self._new)

    def show_busy(self) -> None:
        """Say that the practice data is being made."""
        self._ready(False)

    def show_error(self, error: VpdeskError) -> None:
        """Say why it could not be made."""
        self._ready(True)
        self.banner.show_error(error)

    def _ready(self, ready: bool) -> None:
        self._new.setEnabled(ready)
        self._practice.setEnabled(ready)
        words = _("Look around first, with practice data") if ready else _("Making the practice data…")
        self._practice.setText(words)

    def _languages(self) -> QWidget:
        group = QButtonGroup(self)
        choices = []
        for code in LANGUAGES:
            choice = button(NAMES[code], self._chosen(code), kind="tab", name=f"language_{code}")
            choice.setCheckable(True)
            choice.setChecked(code == language())
            group.addButton(choice)
            choices.append(choice)
        return row(None, *choices, gap=4)

    def _chosen(self, code: str) -> Callable[[], None]:
        return lambda: self.language_chosen.emit(code)


def _point(sentence: str) -> QWidget:
    return row(symbol("circle-check", "brand"), body(sentence), gap=12)
