"""The conversation about options: the reporter's criteria, every route open or not, what is chosen.

One page: what matters to the reporter at the top, the routes at the left, one of them at the right. All of it
saves itself; only a decision of the reporter is recorded by a button.
"""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from vpdesk.domain.chosen_routes import last_choices
from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.domain.open_routes import RouteOpening, route_openings
from vpdesk.domain.option import ChoiceDecision
from vpdesk.domain.values import Route
from vpdesk.i18n import _, label
from vpdesk.services.casework import CaseFile, read_case
from vpdesk.services.drafts import load_draft
from vpdesk.services.routes import save_criteria
from vpdesk.vault.vault import Vault
from vpdesk.views import dates
from vpdesk.views.autosave import Autosave, commit_all
from vpdesk.views.beside import Beside
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.option_panel import OptionPanel, choice_place, option_place
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.path_fields import CRITERIA_FIELDS
from vpdesk.views.cases.words import breakable, in_sentence
from vpdesk.views.contents import Contents
from vpdesk.views.look import current
from vpdesk.views.parts import Card, button, column, put_icon, quiet
from vpdesk.views.verb_page import VerbPage

#: Narrower than this (at 100 % text), the routes stand above the one that is turned to.
_BESIDE = 640
#: Pixels at 100 %: longer lines than this tire the eye.
_WIDEST = 960
#: The list of routes is as wide as this (at 100 % text) beside the panel.
_LIST = 264


class OptionsPage(VerbPage):
    """`decided` says that the reporter chose a route or left one."""

    decided = Signal()

    def __init__(self, around: PageContext, file: CaseFile) -> None:
        primary = button(_("Done"), self.leave, kind="primary", name="finish")
        super().__init__(
            "options_page",
            breakable(_("Options of {alias}", alias=file.case.alias)),
            _("The reporter chooses. You tell what is possible and what it may mean."),
            primary,
        )
        self._around = around
        self._file = file
        self._criteria = self._criteria_form()
        self._routes = RouteList()
        self._routes.turned.connect(self._turn_to)
        self._right = Contents(gap=0)
        self._panel: OptionPanel | None = None
        self._state = quiet("", wraps=False)
        self._state.setObjectName("saved_at")
        if (foot := self._foot.layout()) is not None:
            foot.addWidget(self._state)
        content = column(
            Card(column(self._criteria, margins=(16, 12, 16, 12))),
            Beside(self._routes, self._right, room=_BESIDE, shares=(0, 1), gap=20),
            gap=16,
        )
        content.setMaximumWidth(current().px(_WIDEST))
        self.page.add(content)
        self._show(self._first())

    def _criteria_form(self) -> AskingForm:
        case_id = self._file.case.id
        form = AskingForm(CRITERIA_FIELDS, today=self._around.today)
        form.begin(lambda criteria: criteria, criteria=self._file.case.criteria)

        def save(vault: Vault, criteria: str) -> None:
            save_criteria(vault, case_id, criteria)

        autosave = Autosave(form, self._around.desk, f"case/{case_id}/criteria", save, now=self._around.now)
        autosave.restore()
        self._listen(autosave)
        return form

    def _listen(self, autosave: Autosave) -> None:
        autosave.saved.connect(self._note_saved)
        autosave.failed.connect(self._note_failed)

    def begin_typing(self) -> None:
        """The criteria come first; once they are there, the routes."""
        if self._file.case.criteria:
            self._routes.setFocus()
        else:
            self._criteria.focus_first()

    def leave(self) -> None:
        """Go back without asking: everything is kept. Stays when the vault cannot keep it."""
        try:
            commit_all(self)
        except VpdeskError as error:
            self._note_failed(error)
            return
        self.left.emit()

    def _first(self) -> Route:
        """Return the route to begin with: one in the middle of being typed, a chosen one, else the first."""
        file = self._file
        places = {
            place(file.case.id, route): route for route in Route for place in (option_place, choice_place)
        }
        begun = self._around.desk.ask(lambda vault: _begun(vault, places))
        if begun is not None:
            return places[begun]
        return next(iter(file.case.routes), next(iter(Route)))

    def _turn_to(self, route: Route) -> None:
        if self._panel is not None and self._panel.route is route:
            return
        try:
            commit_all(self)
        except VpdeskError as error:
            self._note_failed(error)
            self._routes.mark(self._panel.route if self._panel is not None else route)
            return
        self._file = self._read()
        self._show(route)

    def _show(self, route: Route) -> None:
        openings = route_openings(self._file.case, self._file.organisation)
        self._routes.show_routes(openings, self._file)
        self._routes.mark(route)
        opening = next(each for each in openings if each.route is route)
        self._panel = OptionPanel(self._around, self._file, opening)
        for autosave in self._panel.autosaves:
            self._listen(autosave)
        self._panel.decided.connect(self._note_decision)
        self._panel.failed.connect(self._note_failed)
        self._right.show_only(self._panel)

    def _note_decision(self) -> None:
        if self._panel is None:
            return
        route = self._panel.route
        commit_all(self)
        self._file = self._read()
        self._show(route)
        self._routes.setFocus()
        self.decided.emit()

    def _read(self) -> CaseFile:
        case_id = self._file.case.id
        return self._around.desk.ask(lambda vault: read_case(vault, case_id))

    def _note_saved(self, _moment: object) -> None:
        self._state.setText(_("Saved {time}", time=dates.clock(self._around.now())))
        self.page.banner.hide()

    def _note_failed(self, error: VpdeskError) -> None:
        if not isinstance(error, RuleError):  # a rule is said at its field by the form
            self.page.banner.show_error(error)


def _begun(vault: Vault, places: Iterable[str]) -> str | None:
    return next((place for place in places if load_draft(vault, place) is not None), None)


class RouteList(QWidget):
    """Every route as a button, those that are open first; the arrow keys go from one to the next.

    `turned` carries the `Route`.
    """

    turned = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("route_list")
        self.setAccessibleName(_("Routes"))
        self._group = QButtonGroup(self)
        self._buttons: dict[Route, QPushButton] = {}
        self._open, self._closed = _heading(_("Open to the reporter")), _heading(_("Not open"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._layout = QVBoxLayout()
        self._layout.setSpacing(2)
        outer.addLayout(self._layout)
        outer.addStretch(1)
        for route in Route:
            made = button(label(route), partial(self.turned.emit, route), kind="nav", name=route.value)
            made.setCheckable(True)
            made.toggled.connect(partial(self._note_turn, route))
            self._group.addButton(made)
            self._buttons[route] = made
        self.setMinimumWidth(current().px(_LIST))

    def show_routes(self, openings: Iterable[RouteOpening], file: CaseFile) -> None:
        """Put the routes in order, each with how it stands."""
        found = list(openings)  # a widget that is added again goes from where it stood
        for title, closed in ((self._open, False), (self._closed, True)):
            part = [each for each in found if bool(each.reasons) is closed]
            title.setVisible(bool(part))
            if part:
                self._layout.addWidget(title)
            for opening in part:
                self._layout.addWidget(self._buttons[opening.route])
                self._dress(opening, file)

    def _dress(self, opening: RouteOpening, file: CaseFile) -> None:
        route, made = opening.route, self._buttons[opening.route]
        talked = any(option.route is route for option in file.options)
        state, icon = "", "circle-dot"
        if route in file.case.routes:
            state, icon = _("chosen"), "circle-check"
        elif route in last_choices(file.choices):
            state, icon = in_sentence(ChoiceDecision.LEFT), "undo-2"
        elif opening.reasons:
            state, icon = _("not open"), "x"
        elif talked:
            state, icon = _("talked about"), "message-circle"
        put_icon(made, icon, "good" if icon == "circle-check" else "quiet", gap=8)
        made.setAccessibleName(f"{label(route)}, {state}" if state else label(route))
        made.setToolTip(state)

    def mark(self, route: Route) -> None:
        """Show which route is turned to."""
        self._buttons[route].setChecked(True)
        self.setFocusProxy(self._buttons[route])

    def _note_turn(self, route: Route, on: bool) -> None:
        if on and self._buttons[route].hasFocus():  # by an arrow key, which presses nothing
            self.turned.emit(route)


def _heading(text: str) -> QWidget:
    made = quiet(text, wraps=False)
    made.setContentsMargins(current().px(12), current().px(6), 0, current().px(2))
    return made
