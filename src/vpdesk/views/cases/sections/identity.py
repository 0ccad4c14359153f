"""How to reach the reporter: out of sight until somebody asks for it, and out of sight again soon after."""

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
from vpdesk.views.parts import row, symbol
from vpdesk.views.veil import Veil


class Identity(Section):
    """Nothing of it is read from the vault before it is asked for."""

    def __init__(self, around: PageContext) -> None:
        super().__init__(around, "identity", _("How to reach the reporter"))
        self._case_id = 0
        self._known = False
        self.veil = Veil(self)
        self.veil.lifted.connect(self._show)
        self.veil.drawn.connect(self._hide)

    def show_file(self, file: CaseFile) -> None:
        self._case_id, self._known = file.case.id, file.identity_known
        self.veil.draw()
        self._hide()

    def _hide(self) -> None:
        if not self._known:
            self.say(
                [aside(_("Not written down. That is fine: you need no name."))],
                self.ask(Verb.CHANGE_IDENTITY, self._case_id, _("Write it down"), "plus"),
            )
            return
        veiled = row(symbol("eye-off", "quiet", 18), line(_("Written down, out of sight")), gap=8)
        self.say([veiled], self.veil.show_button(self.title.text(), "identity"), *self._deeds())

    def _show(self) -> None:
        case_id = self._case_id
        try:
            found = self.around.desk.ask(lambda vault: read_identity(vault, case_id))
        except VpdeskError as error:
            self.veil.draw()
            self.failed.emit(error)
            return
        if found is None:
            self.veil.draw()
            return
        hide = self.veil.hide_button(self.title.text(), "identity")
        self.say(_lines(found), hide, *self._deeds())
        hide.setFocus()
        bring_soon_into_sight(self)  # the last line is what to mind

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
