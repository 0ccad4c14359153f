"""A new vault: its passphrase and its place. Nobody can get the passphrase back, so it is typed twice."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _
from vpdesk.models import tasks
from vpdesk.paths import is_synchronised
from vpdesk.services.passphrase import ENOUGH, Strength, measure_strength, propose_passphrase
from vpdesk.views.beside import Beside
from vpdesk.views.file_dialogs import choose_folder
from vpdesk.views.gate import Gate
from vpdesk.views.parts import Card, body, button, heading, quiet, row, strong, subheading
from vpdesk.views.passphrase_field import PassphraseField
from vpdesk.views.states import Banner, Notice

#: Milliseconds of rest before a passphrase is measured.
_REST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVaultWish:
    """Where the vault comes and what opens it."""

    folder: Path
    passphrase: str


class NewVault(Gate):
    """`wanted` carries a `NewVaultWish` that keeps all rules; `back_wanted` goes back to the welcome."""

    wanted = Signal(object)
    back_wanted = Signal()
    measured = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__(width=620)
        self._folder = folder
        self._strength: Strength | None = None
        self._measured = ""
        self.banner = Banner()
        self.add(
            heading(_("Your vault and its passphrase")),
            quiet(
                _("The passphrase is the only key to your cases. Write it down and keep it in a safe place.")
            ),
            self.banner,
            Card(self._passphrase_part(), self._repeat_part()),
            Card(self._folder_part()),
        )
        self._make = button(_("Make the vault"), self._want, kind="primary", name="make_vault")
        back = button(_("Back"), self.back_wanted.emit, icon_name="arrow-left", name="back")
        self.add(row(back, None, self._make))
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._measure)
        self.setFocusProxy(self.field)
        self._propose()

    def _passphrase_part(self) -> QWidget:
        self.field = PassphraseField(_("Passphrase"), "passphrase", shown=True)
        self.field.changed.connect(self._note_change)
        self.field.completed.connect(self._go_on)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Strength of the passphrase"))
        self._why = quiet("")
        other = button(
            _("Other words"), self._propose, icon_name="refresh-cw", kind="link", name="other_words"
        )
        return _padded(
            subheading(_("Passphrase")),
            body(_("Five words that nobody else would put together. You may also think of your own.")),
            self.field,
            self._bar,
            self._why,
            row(other, None),
        )

    def _go_on(self) -> None:
        self.repeat.setFocus()

    def _repeat_part(self) -> QWidget:
        self.repeat = PassphraseField(_("The passphrase once more"), "repeat")
        self.repeat.completed.connect(self._want)
        return _padded(
            strong(_("Type it once more, from your own note")),
            self.repeat,
            Notice(_("Nobody can get this passphrase back for you.")),
        )

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
        part = _padded(
            subheading(_("Place")),
            body(_("Your vault is a folder on this computer:")),
            Beside(self._where, choose, room=420),
            self._warning,
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

    def _propose(self) -> None:
        self.field.set_text(propose_passphrase())

    def _note_change(self) -> None:
        self._strength = None
        self._why.show()
        self._rest.start()

    def _measure(self) -> None:
        text = self.field.text()
        tasks.run(
            lambda: measure_strength(text),
            owner=self,
            done=lambda strength: self._show_strength(text, strength),
            failed=self.banner.show_error,
        )

    def _show_strength(self, text: str, strength: Strength) -> None:
        if text != self.field.text():
            return  # typed on meanwhile
        self._strength = strength
        self._bar.setValue(min(100, round(100 * strength.log10 / (1.4 * ENOUGH))))
        self._bar.setProperty("tone", "good" if strength.is_enough else "soon")
        self._bar.style().unpolish(self._bar)
        self._bar.style().polish(self._bar)
        self._why.setText(_(strength.why))
        self.measured.emit()

    def _want(self) -> None:
        passphrase = self.field.text()
        strength = self._strength or measure_strength(passphrase)
        if not strength.is_enough:
            self._why.hide()  # it is said in red now
            self.field.say_wrong(_(strength.why))
        elif not self.repeat.text():
            self.repeat.say_wrong(_("Type the passphrase once more, so that you know your note is right."))
        elif self.repeat.text() != passphrase:
            self.repeat.say_wrong(_("This differs from the passphrase above."))
        elif self._make.isEnabled():
            self.banner.hide()
            self._ready(False)
            self.wanted.emit(NewVaultWish(folder=self._folder, passphrase=passphrase))

    def _ready(self, ready: bool) -> None:
        self._make.setEnabled(ready)
        self._make.setText(_("Make the vault") if ready else _("Making the vault…"))


def _padded(*widgets: QWidget) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(20, 16, 20, 16)
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    return made
