"""Below each text of a report: what in it points to somebody, while it is typed.

The texts are compared on the thread of the database, after a rest, when the report has been made from them;
typing never waits for it, nor does anything that is saved. What they are compared with is kept for the form
(`Gathered`), and let go of when there is nothing to look over any more. What blocks says what to do. What
asks has a tick with a reason that must be typed.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from vpdesk.disclosure.text_guard.finding import Weight
from vpdesk.i18n import _
from vpdesk.models.desk import Desk, LookUp
from vpdesk.reports.annual import AnnualReport
from vpdesk.services.gathering import Gathered
from vpdesk.services.guarding import TEXTS, Noticed, look_over, open_matters
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.contents import Contents
from vpdesk.views.parts import body, button, column, row, symbol
from vpdesk.views.reports.seen import Texts
from vpdesk.views.reports.text_words import sentence
from vpdesk.views.reports.ticks import Ticks


class TextChecks(QObject):
    """Looks over the texts of a form. `checked` says that what was found or ticked is other than before."""

    checked = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, form: AskingForm) -> None:
        super().__init__(form)
        self._desk = desk
        ticks = form.editor("ticked")
        if not isinstance(ticks, Ticks):
            raise TypeError
        #: What may stay, and why.
        self.ticks = ticks
        self._lists = {field: Contents(gap=6) for field in TEXTS}
        self._turn = 0
        self._gathered = Gathered()
        self._look_up: LookUp | None = None
        self._looked_at: object = None
        self._noticed: tuple[Noticed, ...] = ()
        self._left = 0
        self.state = Texts.NONE
        for field, findings in self._lists.items():
            findings.hide()
            findings.setObjectName(f"{field}_findings")
            form.put_below(field, findings)

    @property
    def left(self) -> int:
        """How many places still keep the report from being released."""
        return len(open_matters(self._noticed, self.ticks.value()))

    def look(self, organisation_id: int, report: AnnualReport) -> None:
        """Compare the texts of `report` with what the vault knows; `checked` follows when there are any."""
        texts = tuple(getattr(report, field) for field in TEXTS)
        if report.is_brief or not any(texts):
            self.forget()
            return
        self._turn += 1
        turn, subject = self._turn, (organisation_id, report.release, texts)
        if subject != self._looked_at:
            self.state = Texts.BEING_READ
        self._looked_at = subject
        self._stop()
        gathered = self._gathered
        self._look_up = self._desk.look_up(
            lambda vault: look_over(vault, organisation_id, report, gathered),
            owner=self,
            done=lambda noticed: self._note(turn, noticed),
            failed=self.failed.emit,
        )

    def forget(self) -> None:
        """There is nothing to look over: no text, or none that may still change."""
        self._turn += 1
        self._stop()
        self._gathered = Gathered()
        self._looked_at = None
        self._show(())
        self.state = Texts.NONE

    def _stop(self) -> None:
        if self._look_up is not None:
            self._look_up.stop()

    def _note(self, turn: int, noticed: tuple[Noticed, ...]) -> None:
        if turn == self._turn:
            self._show(noticed)
            self._weigh()

    def _show(self, noticed: tuple[Noticed, ...]) -> None:
        if noticed == self._noticed:
            return
        self._noticed = noticed
        for field, findings in self._lists.items():
            here = sorted(
                (each for each in noticed if each.field == field),
                key=lambda each: each.weight is not Weight.BLOCKS,
            )
            findings.show_only(*(_Line(each, self.ticks, self._weigh) for each in here))
            findings.setVisible(bool(here))

    def _weigh(self) -> None:
        before = (self.state, self._left)
        self._left = self.left
        self.state = Texts.OPEN if self._left else Texts.CLEAR
        if before != (self.state, self._left):
            self.checked.emit()


class _Line(QWidget):
    """One finding: a sign, what it is, and where it asks, the tick and the reason."""

    def __init__(self, noticed: Noticed, ticks: Ticks, changed: Callable[[], object]) -> None:
        super().__init__()
        self._noticed, self._ticks, self._changed = noticed, ticks, changed
        said = sentence(noticed)
        text = body(said)
        text.setObjectName("finding")
        blocks = noticed.weight is Weight.BLOCKS
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        sign = symbol("triangle-alert" if blocks else "info", "late" if blocks else "soon", 18)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(text if blocks else column(text, *self._asked(said), gap=4), 1)

    def _asked(self, said: str) -> tuple[QWidget, QWidget]:
        given = self._ticks.reason(self._noticed)
        self._tick = button(_("This may stay"), self._turn, kind="toggle", name="may_stay")
        self._tick.setCheckable(True)
        self._tick.setChecked(given is not None)
        self._tick.setAccessibleDescription(said)
        self._reason = QLineEdit(given or "")
        self._reason.setObjectName("why_it_may_stay")
        self._reason.setPlaceholderText(_("Why? Type it here."))
        self._reason.setAccessibleName(_("Why it may stay"))
        self._reason.setAccessibleDescription(said)
        self._reason.setVisible(given is not None)
        self._reason.textChanged.connect(self._give)
        return row(self._tick, None), self._reason

    def _turn(self) -> None:
        ticked = self._tick.isChecked()
        self._reason.setVisible(ticked)
        if ticked:
            self._ticks.tick(self._noticed, self._reason.text())
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._ticks.untick(self._noticed)
        self._changed()

    def _give(self, reason: str) -> None:
        self._ticks.tick(self._noticed, reason.replace("\0", ""))  # which nobody types
        self._changed()
