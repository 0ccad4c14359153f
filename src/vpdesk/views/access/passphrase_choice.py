"""Choosing a passphrase: five words proposed, how strong it is, and typed once more from one's own note."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _
from vpdesk.models import tasks
from vpdesk.services.passphrase import ENOUGH, Strength, measure_strength, propose_passphrase
from vpdesk.views.parts import Card, body, button, column, quiet, row, strong, subheading
from vpdesk.views.passphrase_field import PassphraseField
from vpdesk.views.states import Notice

#: Milliseconds of rest before a passphrase is measured.
_REST: Final = 200


class PassphraseChoice(Card):
    """`agreed` gives the passphrase that keeps all rules; `completed` says that Enter was pressed at its end.

    `measured` follows when the strength of what stands there is shown.
    """

    completed = Signal()
    measured = Signal()
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._strength: Strength | None = None
        self.add(self._passphrase_part())
        self.add(self._repeat_part())
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._measure)
        self.setFocusProxy(self.field)
        self._propose()

    def agreed(self) -> str:
        """Return the passphrase when it is strong and typed twice; else say what is wrong, and return ""."""
        passphrase = self.field.text()
        strength = self._strength or measure_strength(passphrase)
        if not strength.is_enough:
            self._why.hide()  # it is said in red now
            self.field.say_wrong(_(strength.why))
        elif not self.repeat.text():
            self.repeat.say_wrong(_("Type the passphrase once more, so that you know your note is right."))
        elif self.repeat.text() != passphrase:
            self.repeat.say_wrong(_("This differs from the passphrase above."))
        else:
            return passphrase
        return ""

    def forget(self) -> None:
        """Take what was typed off the screen."""
        self._rest.stop()
        self.field.set_text("")
        self.repeat.set_text("")

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

    def _repeat_part(self) -> QWidget:
        self.repeat = PassphraseField(_("The passphrase once more"), "repeat")
        self.repeat.completed.connect(self.completed)
        title = strong(_("Type it once more, from your own note"))
        title.setWordWrap(True)
        return _padded(
            title,
            self.repeat,
            Notice(_("Nobody can get this passphrase back for you.")),
        )

    def _go_on(self) -> None:
        self.repeat.setFocus()

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
            failed=self._note_failed,
        )

    def _note_failed(self, error: VpdeskError) -> None:
        self.failed.emit(error)

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


def _padded(*widgets: QWidget) -> QWidget:
    return column(*widgets, margins=(20, 16, 20, 16))
