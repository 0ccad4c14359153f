"""Other keys, from the place Kluis: a new passphrase, and a new vault key after a leak."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vpdesk.domain.errors import VpdeskError, WrongPassphraseError
from vpdesk.i18n import _, explain
from vpdesk.models.desk import Desk
from vpdesk.services.access import change_passphrase, renew_vault_key
from vpdesk.vault.progress import Report
from vpdesk.vault.recovery import RecoveryKey
from vpdesk.vault.vault import Vault
from vpdesk.views.access.passphrase_choice import PassphraseChoice
from vpdesk.views.busy import do_busily
from vpdesk.views.in_sight import bring_into_sight
from vpdesk.views.page import no_wider
from vpdesk.views.parts import Card, button, column, strong
from vpdesk.views.passphrase_field import PassphraseField
from vpdesk.views.states import Notice
from vpdesk.views.verb_page import VerbPage

#: Pixels at 100 %: as wide as the same part is before the window is open.
_WIDEST = 620


class _KeyPage(VerbPage):
    """Asks the present passphrase, so that nobody at an open desk can shut its owner out."""

    def __init__(self, name: str, title: str, sentence: str, finish: str) -> None:
        primary = button(finish, self.finish, kind="primary", name="finish")
        super().__init__(name, title, sentence, primary)
        self.present = PassphraseField(_("Your present passphrase"), "present_passphrase")
        self._content = column(
            Card(column(strong(_("Your present passphrase")), self.present, margins=(20, 16, 20, 16))),
            gap=16,
        )
        self.page.add(no_wider(self._content, _WIDEST))

    def add(self, widget: QWidget) -> None:
        """Add `widget` below, in the same width."""
        if layout := self._content.layout():
            layout.addWidget(widget)

    def begin_typing(self) -> None:
        self.present.setFocus()

    def finish(self) -> None:
        """Do it, when everything is filled in."""
        raise NotImplementedError

    def _is_typed(self) -> bool:
        self.page.banner.hide()
        if not self.present.text():
            self.present.say_wrong(_("Type your passphrase."))
            bring_into_sight(self.present)
        return bool(self.present.text())

    def _say(self, error: VpdeskError) -> None:
        if isinstance(error, WrongPassphraseError):
            self.present.say_wrong(explain(error))
            bring_into_sight(self.present)
        else:
            self.page.banner.show_error(error)


class PassphrasePage(_KeyPage):
    """`changed` says that the new passphrase opens the vault."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "passphrase_page",
            _("Change the passphrase"),
            _("The vault stays as it is; only what opens it changes. Your recovery sheet stays valid."),
            _("Change the passphrase"),
        )
        self._desk = desk
        self.choice = PassphraseChoice()
        self.choice.completed.connect(self.finish)
        self.choice.failed.connect(self.page.banner.show_error)
        self.present.completed.connect(self.choice.setFocus)
        self.add(self.choice)

    def finish(self) -> None:
        if not self._is_typed():
            return
        new, present = self.choice.agreed(), self.present.text()
        if new:
            do_busily(
                self._desk,
                lambda vault, report: _change(vault, present, new, report),
                owner=self,
                title=_("The passphrase is being changed"),
                done=lambda _none: self.changed.emit(),
                failed=self._say,
            )


class NewKeyPage(_KeyPage):
    """`renewed` carries the new recovery key."""

    renewed = Signal(object)

    def __init__(self, desk: Desk, now: Callable[[], datetime]) -> None:
        super().__init__(
            "new_key_page",
            _("Make a new vault key"),
            _(
                "Everything in the vault is encrypted anew, with another key. What somebody may have copied"
                " before does not open what you write from now on."
            ),
            _("Make a new key"),
        )
        self._desk = desk
        self._now = now
        self.present.completed.connect(self.finish)
        self.add(
            Notice(
                _(
                    "Your recovery sheet ends by this: you get a new one at once. Does somebody know your"
                    " passphrase? Then change that first."
                )
            )
        )

    def finish(self) -> None:
        if not self._is_typed():
            return
        present, now = self.present.text(), self._now()

        def renew(vault: Vault, report: Report) -> RecoveryKey:
            return renew_vault_key(vault, present, now=now, progress=report)

        do_busily(
            self._desk,
            renew,
            owner=self,
            title=_("The vault gets a new key"),
            done=self.renewed.emit,
            failed=self._say,
        )


def _change(vault: Vault, present: str, new: str, report: Report) -> None:
    """Raises WrongPassphraseError when `present` is not the passphrase."""
    vault.opened.header.unwrap(present).forget()
    change_passphrase(vault, new, progress=report)
