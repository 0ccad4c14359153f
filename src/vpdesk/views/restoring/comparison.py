"""What is in the backup, beside what is in the vault now; only here one decides."""

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from vpdesk.domain.code import N_
from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _, ngettext
from vpdesk.services.restoring import REPORTS_MAY_BE_MISSING
from vpdesk.vault.restore import Origin, Prepared
from vpdesk.vault.staying_erased import Recollection
from vpdesk.vault.staying_released import Released
from vpdesk.views.gate import Gate
from vpdesk.views.leavable import Leavable
from vpdesk.views.parts import Card, body, button, column, heading, quiet, row, strong
from vpdesk.views.states import Banner, Notice
from vpdesk.views.vault import safety_words

#: The tables that a counsellor knows by name, with their words.
_TABLES: Final = (
    ("cases", N_("Cases")),
    ("contacts", N_("Conversations")),
    ("organisations", N_("Clients")),
    ("releases", N_("Released reports")),
)


#: What is said of reports that the register may lack.
_MAY_LACK: Final = {
    Released.UNKNOWN: N_(
        "Mind: it cannot be read which reports you released after the backup of {moment}. In the vault that"
        " you put back they are not known."
    ),
    Released.PARTLY: N_(
        "Mind: not all of the reports that you released after the backup of {moment} could be read. The"
        " others are not known in the vault that you put back."
    ),
}


class Comparison(Leavable, Gate):
    """`confirmed` lets the backup take the place of the vault; `refused` leaves all as it is.

    Where that failed, what was prepared is gone: `again_wanted` goes back to choosing.
    """

    confirmed = Signal()
    refused = Signal()
    again_wanted = Signal()

    def __init__(self, prepared: Prepared, today: date) -> None:
        super().__init__(width=640)
        moment = safety_words.moment(prepared.manifest.made.astimezone(), today)
        self.banner = Banner()
        self._restore = button(_("Put it back"), self._confirm, kind="primary", name="confirm_restore")
        self._refuse = button(_("Leave everything as it is"), self.refused.emit, name="refuse_restore")
        self.add(
            heading(_("This is in the backup")),
            quiet(
                _(
                    "The backup was read from beginning to end and is in order. It was made {moment}; what"
                    " you wrote after that is not in it.",
                    moment=moment,
                )
            ),
            self.banner,
            Card(column(_table(prepared), margins=(20, 16, 20, 16))),
        )
        if prepared.origin is Origin.OTHER:
            self.add(Notice(_("Mind: this is a backup of another vault than the one that is here now.")))
        elif prepared.origin is Origin.SAME and prepared.present is None:
            self.add(
                body(
                    _("What is in your vault now cannot be shown: it is damaged, or does not open with this.")
                )
            )
        if prepared.recollection is Recollection.UNKNOWN:
            self.add(
                Notice(
                    _(
                        "Mind: it cannot be read which cases you erased since. An erased case may be in it"
                        " again."
                    )
                )
            )
        elif prepared.erased_again:
            self.add(
                body(
                    ngettext(
                        "{n} case that you erased for good since was left out of it.",
                        "{n} cases that you erased for good since were left out of it.",
                        prepared.erased_again,
                    )
                )
            )
        self._tell_of_reports(prepared.released, moment)
        if prepared.origin is not Origin.NEW:
            self.add(
                quiet(
                    _("Your present vault is not thrown away: it stays on this computer, beside the new one.")
                )
            )
        self._again = button(
            _("Back to the backups"), self.again_wanted.emit, icon_name="arrow-left", name="restore_again"
        )
        self._again.hide()
        self.add(row(self._again, self._refuse, None, self._restore))
        self.setFocusProxy(self._refuse)

    @property
    def can_be_left(self) -> bool:
        return self._way_back.isEnabled()

    def step_back(self) -> None:
        self._way_back.click()

    @property
    def _way_back(self) -> QPushButton:
        return self._refuse if self._again.isHidden() else self._again

    def _tell_of_reports(self, released: Released, moment: str) -> None:
        if released in _MAY_LACK:
            self.add(Notice(_(_MAY_LACK[released], moment=moment)), body(_(REPORTS_MAY_BE_MISSING)))
        elif released is Released.KEPT:
            self.add(
                body(
                    _(
                        "Reports that you released since stay in the register, so that a next report reckons"
                        " with them."
                    )
                )
            )

    def show_error(self, error: VpdeskError) -> None:
        """Say why it could not be put back, and lead back to choosing."""
        self._restore.hide()
        self._refuse.hide()
        self._again.show()
        self._again.setFocus()
        self.banner.show_error(error)

    def _confirm(self) -> None:
        self._restore.setEnabled(False)
        self._refuse.setEnabled(False)
        self.confirmed.emit()


def _table(prepared: Prepared) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    columns = [(_("In the backup"), prepared.counts)]
    if prepared.present is not None:
        columns.append((_("In your vault now"), prepared.present.counts))
    for at, (title, _counts) in enumerate(columns, start=1):
        grid.addWidget(strong(title), 0, at, Qt.AlignmentFlag.AlignRight)
    for line, (table, word) in enumerate(_TABLES, start=1):
        grid.addWidget(body(_(word)), line, 0)
        for at, (title, counts) in enumerate(columns, start=1):
            number = quiet(str(counts.get(table, 0)), wraps=False)
            number.setAccessibleName(f"{title}, {_(word)}: {number.text()}")
            grid.addWidget(number, line, at, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(0, 1)
    return made
