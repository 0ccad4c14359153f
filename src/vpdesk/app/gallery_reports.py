"""Pictures of what a reader does not know: out of sight, in sight, and what would come out otherwise."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from vpdesk.app.indoors import Indoors
from vpdesk.domain.overview import CaseFilter
from vpdesk.vault.vault import Vault
from vpdesk.views.periods import last_whole_year
from vpdesk.views.pictures import settle
from vpdesk.views.reports.fold import Fold
from vpdesk.views.reports.place import ReportsPlace
from vpdesk.views.workplace import Workplace


def insight_screens(
    workplace: Workplace, indoors: Indoors, wait: Callable[[SignalInstance], None]
) -> Iterator[tuple[str, QWidget]]:
    """Yield what she knows beside what the reader knows, and what would come out.

    It is of the largest client whose last year was not released yet: of a release nothing is told apart.
    """
    year = last_whole_year(indoors.now().date())

    def largest(vault: Vault) -> int | None:
        counted = {
            one.id: vault.cases.count(CaseFilter(organisation_id=one.id))
            for one in vault.organisations.all()
            if not vault.releases.overlapping(one.id, year.start, year.end)
        }
        return max(counted, key=counted.__getitem__, default=None)

    organisation_id, reports = indoors.desk.ask(largest), workplace.findChild(ReportsPlace)
    if organisation_id is None or reports is None:
        return
    workplace.go("reports")
    reports.choices.turn_to(organisation_id, year)
    reports.choices.tell()
    wait(reports.shown)
    workplace.window().setFocus()
    reports.page.scroll_to(reports.insight)
    yield "reports-veiled", reports.window()
    reports.insight.veil.lift()
    settle()
    reports.page.scroll_to(reports.insight)
    yield "reports-known", reports.window()
    folds = reports.insight.findChildren(Fold, "what_if")
    for fold in folds:
        fold.head.click()
        wait(reports.insight.answered)
    if folds:
        settle()  # the answers have their height first: or else it scrolls to where the fold was
        reports.page.scroll_to(folds[0])
        yield "reports-what-if", reports.window()
    reports.choices.clear()
