"""The conversation about options: the reporter's criteria, every route open or not, what is chosen.

One page: what matters to the reporter at the top, the routes at the left, one of them at the right. All of it
saves itself; only a decision of the reporter is recorded by a button.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vpdesk.domain.chosen_routes import last_choices
from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.domain.open_routes import RouteOpening, route_openings
from vpdesk.domain.option import ChoiceDecision
from vpdesk.domain.values import Route
from vpdesk.i18n import _, label
from vpdesk.services.casework import CaseFile, read_case
from vpdesk.services.drafts import drop_draft, load_draft, save_draft
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
from vpdesk.views.page import no_wider
from vpdesk.views.parts import Card, button, column, put_icon, quiet, tip
from vpdesk.views.verb_page import VerbPage

#: Narrower than this (at 100 % text), the routes stand above the one that is turned to.
_BESIDE = 640
#: Pixels at 100 %: longer lines than this tire the eye.
_WIDEST = 960
#: How far each key goes through the list of routes.
_ARROWS: Final[Mapping[int, int]] = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Home: -len(Route),
    Qt.Key.Key_End: len(Route),
}
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
        self._place = f"case/{file.case.id}/options"
        self._criteria = self._criteria_form()
        self._routes = RouteList()
        self._routes.turned.connect(self._turn_to)
        self._routes.opened.connect(self._bring_panel)
        self._right = Contents(gap=0)
        self._panel: OptionPanel | None = None
        self._state = quiet("", wraps=False)
        self._state.setObjectName("saved_at")
        if isinstance(foot := self._foot.layout(), QHBoxLayout):
            foot.addWidget(self._state, 1)
        content = column(
            Card(column(self._criteria, margins=(16, 12, 16, 12))),
            Beside(self._routes, self._right, room=_BESIDE, shares=(0, 1), gap=20),
            gap=16,
        )
        self.page.add(no_wider(content, _WIDEST))
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
            self._around.desk.ask(lambda vault: drop_draft(vault, self._place))
        except VpdeskError as error:
            self._note_failed(error)
            return
        self.left.emit()

    def _first(self) -> Route:
        """Return the route to begin with: where one was before a lock, one half typed, a chosen one, any."""
        file = self._file
        here = self._around.desk.ask(lambda vault: load_draft(vault, self._place))
        if here is not None:
            return Route.of(here.body)
        places = {
            place(file.case.id, route): route for route in Route for place in (option_place, choice_place)
        }
        begun = self._around.desk.ask(lambda vault: _begun(vault, places))
        if begun is not None:
            return places[begun]
        return next(iter(file.case.routes), next(iter(Route)))

    def _keep_here(self, route: Route) -> None:
        """Let a lock come back to this route; leaving the page forgets it."""
        place, now = self._place, self._around.now()
        self._around.desk.do(
            lambda vault: save_draft(vault, place, route.value, now), owner=self, failed=self._note_failed
        )

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
        self._keep_here(route)

    def _bring_panel(self) -> None:
        """Where the routes stand above it, what was opened is out of sight."""
        if self._right.y() > self._routes.y():
            self.page.scroll_to(self._right)

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
    """Every route as a button, those that are open first; one stop of Tab, gone through by the arrow keys.

    `turned` carries the `Route`; `opened` says that it was pressed, and not passed by an arrow key.
    """

    turned = Signal(object)
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("route_list")
        self.setAccessibleName(_("Routes"))
        self._buttons: dict[Route, QPushButton] = {}
        self._order: list[Route] = []
        self._here = next(iter(Route))
        self._open, self._closed = _heading(_("Open to the reporter")), _heading(_("Not open"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._layout = QVBoxLayout()
        self._layout.setSpacing(2)
        outer.addLayout(self._layout)
        outer.addStretch(1)
        for route in Route:
            made = button(label(route), partial(self._open_route, route), kind="nav", name=route.value)
            made.setCheckable(True)
            made.installEventFilter(self)
            self._buttons[route] = made
        self.setMinimumWidth(current().px(_LIST))

    def show_routes(self, openings: Iterable[RouteOpening], file: CaseFile) -> None:
        """Put the routes in order, each with how it stands."""
        found = list(openings)  # a widget that is added again goes from where it stood
        self._order = []
        for title, closed in ((self._open, False), (self._closed, True)):
            part = [each for each in found if bool(each.reasons) is closed]
            if part:
                self._layout.addWidget(title)
            title.setVisible(bool(part))  # not before it has its place: it would be a window
            for opening in part:
                self._order.append(opening.route)
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
        tip(made, state)

    def mark(self, route: Route) -> None:
        """Show which route is turned to."""
        self._here = route
        for each, made in self._buttons.items():
            made.setChecked(each is route)
            made.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if each is route else Qt.FocusPolicy.ClickFocus
            )
        self.setFocusProxy(self._buttons[route])

    def _open_route(self, route: Route) -> None:
        self.mark(route)
        self.turned.emit(route)
        self.opened.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _ARROWS:
            place = self._order.index(self._here) + _ARROWS[event.key()]
            route = self._order[max(0, min(place, len(self._order) - 1))]
            self.mark(route)
            self._buttons[route].setFocus()
            self.turned.emit(route)
            return True
        return super().eventFilter(watched, event)


def _heading(text: str) -> QWidget:
    made = quiet(text, wraps=False)
    made.setContentsMargins(current().px(12), current().px(6), 0, current().px(2))
    return made
