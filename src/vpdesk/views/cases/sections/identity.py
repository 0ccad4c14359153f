"""How to reach the reporter: out of sight until somebody asks for it, and out of sight again soon after."""

from typing import Final

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton, QWidget

from vpdesk.domain.errors import VpdeskError
from vpdesk.domain.reporter_identity import ReporterIdentity
from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile
from vpdesk.services.reaching import read_identity
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.sections.section import Section, aside, line
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.in_sight import bring_soon_into_sight
from vpdesk.views.parts import button, row, symbol

#: Milliseconds for which it stays in sight.
SHOWN_FOR: Final = 120_000


class Identity(Section):
    """Nothing of it is read from the vault before it is asked for."""

    def __init__(self, around: PageContext) -> None:
        super().__init__(around, "identity", _("How to reach the reporter"))
        self._case_id = 0
        self._known = False
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._timer.timeout.connect(self.veil)

    @property
    def shown(self) -> bool:
        """Whether it is in sight."""
        return self._timer.isActive()

    def show_file(self, file: CaseFile) -> None:
        self._case_id, self._known = file.case.id, file.identity_known
        self.veil()

    def veil(self) -> None:
        """Take it out of sight."""
        self._timer.stop()
        if not self._known:
            self.say(
                [aside(_("Not written down. That is fine: you need no name."))],
                self.ask(Verb.CHANGE_IDENTITY, self._case_id, _("Write it down"), "plus"),
            )
            return
        veiled = row(symbol("eye-off", "quiet", 18), line(_("Written down, out of sight")), gap=8)
        show = button(_("Show"), self.unveil, icon_name="eye", kind="link", name="show_identity")
        show.setAccessibleName(f"{_('Show')}: {self.title.text()}")
        self.say([veiled], show, *self._deeds())

    def unveil(self) -> None:
        """Show it, for two minutes at most."""
        case_id = self._case_id
        try:
            found = self.around.desk.ask(lambda vault: read_identity(vault, case_id))
        except VpdeskError as error:
            self.failed.emit(error)
            return
        if found is None:
            return
        self._timer.start()
        hide = button(_("Hide"), self.veil, icon_name="eye-off", kind="link", name="hide_identity")
        hide.setAccessibleName(f"{_('Hide')}: {self.title.text()}")
        self.say(_lines(found), hide, *self._deeds())
        hide.setFocus()
        bring_soon_into_sight(self)  # the last line is what to mind

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._go_out_of_sight()

    def event(self, event: QEvent) -> bool:
        # another window has come in front
        if event.type() is QEvent.Type.WindowDeactivate:
            self._go_out_of_sight()
        return super().event(event)

    def _go_out_of_sight(self) -> None:
        if self.shown:
            self.veil()

    def _deeds(self) -> tuple[QPushButton, ...]:
        return (
            self.ask(Verb.CHANGE_IDENTITY, self._case_id),
            self.ask(Verb.ERASE_IDENTITY, self._case_id),
        )


def _lines(found: ReporterIdentity) -> list[QWidget]:
    parts = (
        (_("Name"), found.name),
        (_("Reach"), found.reach),
        (_("Safe"), found.safe_time),
        (_("Mind"), found.remarks),
    )
    return [line(_("{what}: {said}", what=what, said=said)) for what, said in parts if said]
