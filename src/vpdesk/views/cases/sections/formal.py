"""The formal tracks of a case: the terms that run, what a complaint lacks, what those who decide found."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QWidget

from vpdesk.domain.deadlines import deadlines
from vpdesk.domain.formal import FORMAL_ROUTES, PARTS_SETTLED, FormalTrack, Milestone, MilestoneKind, Standing
from vpdesk.domain.reins import goes_on_against_wish, over_since, past_stopping_since
from vpdesk.domain.values import Route
from vpdesk.i18n import _, label
from vpdesk.models.row_text import Tone
from vpdesk.services.casework import CaseFile
from vpdesk.views import dates
from vpdesk.views.cases.formal_pages import missing_words
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.path_moments import finding_line
from vpdesk.views.cases.route_words import goes_on_sentence
from vpdesk.views.cases.sections.section import Section, aside, line
from vpdesk.views.cases.term_words import term_line, term_tone
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import in_sentence
from vpdesk.views.flow import flow
from vpdesk.views.parts import row, strong, symbol


class Formal(Section):
    """Each track with what waits; without one, an invitation where the reporter chose a formal route."""

    def __init__(self, around: PageContext) -> None:
        super().__init__(around, "formal", _("Formal track"))

    def show_file(self, file: CaseFile) -> None:
        begun = {track.route for track in file.tracks}
        chosen = [route for route in file.case.routes if route in FORMAL_ROUTES]
        offered = any(route not in begun for route in chosen)
        asks = [self.ask(Verb.BEGIN_TRACK, file.case.id, icon_name="plus")] if offered else []
        self.say([each for track in file.tracks for each in self._track(track, file)], *asks)

    def _track(self, track: FormalTrack, file: CaseFile) -> Iterator[QWidget]:
        title = strong(label(track.route))
        title.setWordWrap(True)
        asks = [self.ask(Verb.MILESTONE, track.id), self.ask(Verb.CHANGE_TRACK, track.id)]
        if track.ended_on is None:
            asks.append(self.ask(Verb.END_TRACK, track.id))
        for each in asks:
            each.setAccessibleName(f"{each.text()}: {label(track.route)}")
        yield title
        yield from self._lines(track, file)
        yield flow(*asks, gap=4)

    def _lines(self, track: FormalTrack, file: CaseFile) -> Iterator[QWidget]:
        today = self.around.today()
        if track.standing is not Standing.NAMED:
            yield aside(label(track.standing))
        own = [each for each in file.milestones if each.formal_track_id == track.id]
        reached = {each.kind for each in own}
        found = [each for each in own if each.finding is not None or each.kind is MilestoneKind.MEASURE]
        for milestone in reversed(found):
            said = finding_line(milestone, track) or label(milestone.kind)
            yield line(_("{what}, {day}", what=said, day=dates.day_and_month(milestone.reached_on, today)))
        for deadline in deadlines(track, file.milestones, file.terms):
            tone = term_tone(deadline, today)
            icon = {Tone.LATE: "triangle-alert", Tone.SOON: "clock"}.get(tone, "calendar-days")
            if deadline.met_on is not None:
                icon = "check" if deadline.met_on <= deadline.due_on else "triangle-alert"
            colour = "quiet" if tone is Tone.SOFT else tone.value
            yield row(symbol(icon, colour, 18), line(term_line(deadline, today)), gap=8)
        if track.ended_on is not None:
            yield aside(_("Ended on {day}", day=dates.day_and_month(track.ended_on, today)))
            return
        if track.route is Route.REPORTING_POINT and not _has_it(track, own):
            yield aside(_("The terms begin when the reporting point has the report."))
        if track.missing_parts and PARTS_SETTLED.isdisjoint(reached):
            yield aside(missing_words(list(track.missing_parts)))
        newest = next(iter(own), None)
        if newest is not None and newest not in found:
            yield aside(
                _(
                    "Last: {what}, {day}",
                    what=in_sentence(newest.kind),
                    day=dates.day_and_month(newest.reached_on, today),
                )
            )
        if goes_on_against_wish(track, own):
            yield aside(goes_on_sentence(track.route))


def _has_it(track: FormalTrack, own: Sequence[Milestone]) -> bool:
    """Tell whether the body has what was sent, or will not get it any more."""
    return past_stopping_since(track, own) is not None or over_since(track, own) is not None
