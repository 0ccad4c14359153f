"""What matters to the reporter, which routes they chose, and who holds the reins."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from vpdesk.domain.chosen_routes import last_choices
from vpdesk.domain.reins import taken_over_on
from vpdesk.domain.values import Mandate, Route
from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile
from vpdesk.views import dates
from vpdesk.views.cases.own_words import OwnWords
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.sections.section import Section, aside, line
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.parts import row, symbol


class Routes(Section):
    """Chosen routes, each with since when; one that was left steps back but stays to be seen."""

    def __init__(self, around: PageContext) -> None:
        super().__init__(around, "routes", _("Routes"))

    def show_file(self, file: CaseFile) -> None:
        self.say(
            list(self._lines(file)),
            self.ask(Verb.OPTIONS, file.case.id),
            self.ask(Verb.PLAN, file.case.id),
        )

    def _lines(self, file: CaseFile) -> Iterator[QWidget]:
        case, last, today = file.case, last_choices(file.choices), self.around.today()
        if case.criteria:
            yield aside(_("What matters: {criteria}", criteria=case.criteria))
        for route in (*case.routes, *(route for route in last if route not in case.routes)):
            yield self._route(route, file)
        if not case.routes and not last:
            yield aside(_("Nothing was chosen yet."))
        since = taken_over_on(file.tracks, file.milestones)
        if since is not None:
            day = dates.day_and_month(since, today)
            yield row(
                symbol("info", "soon", 18),
                line(_("The organisation holds the reins since {day}: its reporting point has the report.",
                       day=day)),
                gap=8,
            )  # fmt: skip
            return
        kinds = {matter.mandate for matter in case.matters}
        if Mandate.INTEGRITY in kinds:
            yield aside(
                _("The reporter decides about every step, until a reporting point has the report: then the"
                  " organisation takes over.")
            )  # fmt: skip
        elif Mandate.CONDUCT in kinds:
            yield aside(_("The reporter decides about every step."))

    def _route(self, route: Route, file: CaseFile) -> QWidget:
        today = self.around.today()
        choice = last_choices(file.choices).get(route)
        said = OwnWords(file.own_words).label(route)
        if route not in file.case.routes and choice is not None:
            day = dates.day_and_month(choice.chosen_on, today)
            return aside(_("Not after all: {route}, {day}", route=said, day=day))
        if choice is not None:
            said = _("{route}, since {day}", route=said, day=dates.day_and_month(choice.chosen_on, today))
        return row(symbol("circle-check", "good", 18), line(said), gap=8)
