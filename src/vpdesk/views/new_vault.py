"""A new vault: its passphrase and its place. Nobody can get the passphrase back, so it is typed twice."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _
from vpdesk.paths import is_synchronised
from vpdesk.views.access.passphrase_choice import PassphraseChoice
from vpdesk.views.beside import Beside
from vpdesk.views.file_dialogs import choose_folder
from vpdesk.views.gate import Gate
from vpdesk.views.leavable import Leavable
from vpdesk.views.parts import Card, body, button, column, heading, quiet, row, subheading
from vpdesk.views.passphrase_field import PassphraseField
from vpdesk.views.states import Banner, Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVaultWish:
    """Where the vault comes and what opens it."""

    folder: Path
    passphrase: str


class NewVault(Leavable, Gate):
    """`wanted` carries a `NewVaultWish` that keeps all rules; `back_wanted` goes back to the welcome."""

    wanted = Signal(object)
    back_wanted = Signal()
    measured = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__(width=620)
        self._folder = folder
        self.banner = Banner()
        self.choice = PassphraseChoice()
        self.choice.completed.connect(self._want)
        self.choice.measured.connect(self.measured)
        self.choice.failed.connect(self.banner.show_error)
        self.add(
            heading(_("Your vault and its passphrase")),
            quiet(
                _(
                    "The passphrase opens your vault. Write it down and keep it in a safe place. Next you get"
                    " a recovery sheet, in case you forget it."
                )
            ),
            self.banner,
            self.choice,
            Card(self._folder_part()),
        )
        self._make = button(_("Make the vault"), self._want, kind="primary", name="make_vault")
        back = button(_("Back"), self.back_wanted.emit, icon_name="arrow-left", name="back")
        self.add(row(back, None, self._make))
        self.setFocusProxy(self.choice)

    def step_back(self) -> None:
        self.back_wanted.emit()

    @property
    def field(self) -> PassphraseField:
        """The line of the passphrase."""
        return self.choice.field

    def _folder_part(self) -> QWidget:
        self._where = body("")
        self._warning = Notice(
            _(
                "This folder seems to be synchronised with a cloud or a network. Better choose a folder on"
                " this computer only: a synchronised vault can be damaged, and what you erase may live on"
                " elsewhere."
            )
        )
        choose = button(_("Another folder…"), self._choose, icon_name="folder", name="choose_folder")
        part = column(
            subheading(_("Place")),
            body(_("Your vault is a folder on this computer:")),
            Beside(self._where, choose, room=420),
            self._warning,
            margins=(20, 16, 20, 16),
        )
        self.set_folder(self._folder)
        return part

    def set_folder(self, folder: Path) -> None:
        """Propose `folder` as the place; a synchronised one gets a warning."""
        self._folder = folder
        self._where.setText(str(folder))
        self._warning.setVisible(is_synchronised(folder))

    def show_error(self, error: VpdeskError) -> None:
        """Say why no vault was made, and let the person go on."""
        self._ready(True)
        self.banner.show_error(error)

    def _choose(self) -> None:
        found = choose_folder(self, _("A folder for your vault"), self._folder.parent)
        if found is not None:
            # a folder with other things in it gets a folder of its own inside
            self.set_folder(found / "vpdesk" if any(found.iterdir()) else found)

    def _want(self) -> None:
        if not self._make.isEnabled():
            return
        if passphrase := self.choice.agreed():
            self.banner.hide()
            self._ready(False)
            self.wanted.emit(NewVaultWish(folder=self._folder, passphrase=passphrase))

    def _ready(self, ready: bool) -> None:
        self._make.setEnabled(ready)
        self._make.setText(_("Make the vault") if ready else _("Making the vault…"))
