"""The foot of the choices: release or keep, asked once, and what came of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QVBoxLayout

from vpdesk.i18n import _
from vpdesk.reports.annual import AnnualReport
from vpdesk.views import dates
from vpdesk.views.flow import flow
from vpdesk.views.leavable import Leavable
from vpdesk.views.look import current
from vpdesk.views.page import ROOMY
from vpdesk.views.parts import action_button, body, button, column, hairline, quiet
from vpdesk.views.read_out import read_out
from vpdesk.views.states import announce


class Foot(Leavable, QFrame):
    """Shows the button that fits (`can_release`, `can_keep`, neither); `ask` asks before the release.

    `confirmed` says that the person wants it.
    """

    confirmed = Signal()

    def __init__(self, release: QAction, keep: QAction) -> None:
        super().__init__()
        self._release = action_button(release, kind="primary")
        self._keep = action_button(keep, kind="primary")
        self._said = quiet("")
        self._said.setObjectName("release_state")
        self._kept = quiet("")
        self._kept.setObjectName("kept_state")
        self._quiet = column(flow(self._release, self._keep), self._said, self._kept, gap=6)
        self._yes = button(_("Release"), self._confirm, kind="primary", name="confirm_release")
        self._no = button(_("Not yet"), self.give_up, name="give_up_release")
        self._running = body("")
        self._missing = body(
            _("The name of your practice is missing. After the release it cannot be added any more.")
        )
        self._missing.setObjectName("release_lacks")
        question = _(
            "After the release these figures never change any more. Cases that are entered later count in"
            " the next report. Do you want to release?"
        )
        self._asking = column(self._running, self._missing, body(question), flow(self._yes, self._no), gap=10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(hairline())
        side = 28 if current().scale < ROOMY else 16  # as the page above it
        layout.addWidget(column(self._quiet, self._asking, margins=(side, 12, side, 12)))
        self._asking.hide()
        self.offer(release=False, keep=False)
        self.say(kept="")

    def offer(self, *, release: bool, keep: bool, said: str = "") -> None:
        """Show which button there is, and one line below it."""
        self.give_up()
        had_focus = self._quiet.isAncestorOf(self.window().focusWidget())
        self._release.action.setEnabled(release)
        self._release.setVisible(not keep)
        self._keep.action.setEnabled(keep)
        self._keep.setVisible(keep)
        self._said.setText(said)
        self._said.setVisible(bool(said))
        if had_focus and keep:
            self._keep.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, said)

    def say(self, kept: str) -> None:
        """Say what came of keeping a file; it stands until something else is said ("" for nothing)."""
        self._kept.setText(kept)
        self._kept.setVisible(bool(kept))

    def ask(self, report: AnnualReport) -> None:
        """Ask once whether to release `report`; say that its period runs, and what it will never have."""
        self._running.setVisible(report.release.end >= report.dated)
        self._running.setText(
            _(
                "This period is not over: it runs until {day}. After the release no other report can be made"
                " over these days, not an annual report either.",
                day=dates.day_and_month(report.release.end, report.dated),
            )
        )
        self._missing.setVisible(not report.practice)
        self._quiet.hide()
        self._asking.show()
        self._no.setFocus(Qt.FocusReason.OtherFocusReason)
        read_out(self._asking)

    def give_up(self) -> None:
        """Back to the buttons: nothing was released."""
        had_focus = self._asking.isAncestorOf(self.window().focusWidget())
        self._asking.hide()
        self._quiet.show()
        if had_focus:
            self._release.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def can_be_left(self) -> bool:
        return self._asking.isVisible()

    def step_back(self) -> None:
        self.give_up()

    def _confirm(self) -> None:
        self.give_up()
        self.confirmed.emit()
