"""Pages about what was reached on a formal track: recorded, changed, and asked after where it cannot be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from vpdesk.domain.deadlines import deadlines
from vpdesk.domain.errors import RuleError
from vpdesk.domain.formal import (
    BEAR_FINDING,
    BODIES,
    Finding,
    FormalTrack,
    Milestone,
    MilestoneKind,
    Standing,
)
from vpdesk.domain.identity import new_id
from vpdesk.domain.reins import past_stopping_since
from vpdesk.domain.term import TermKind
from vpdesk.domain.values import Route
from vpdesk.i18n import _, label
from vpdesk.services.casework import CaseFile
from vpdesk.services.formal import record_milestone
from vpdesk.views import dates
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.path_fields import (
    milestone_fields,
)
from vpdesk.views.cases.route_words import goes_on_sentence, reins_sentence
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import in_sentence
from vpdesk.views.day_words import Lean, day_from_words
from vpdesk.views.parts import button, quiet
from vpdesk.views.states import Notice

#: What is recorded when a term is answered; whether a complaint is admissible has two answers.
_ANSWERS = {
    TermKind.COMPLAINT: MilestoneKind.SUBMITTED,
    TermKind.REPAIR: MilestoneKind.REPAIRED,
    TermKind.ADVICE: MilestoneKind.ADVICE,
    TermKind.ACKNOWLEDGEMENT: MilestoneKind.ACKNOWLEDGED,
    TermKind.FEEDBACK: MilestoneKind.FEEDBACK,
}


def new_milestone(
    around: PageContext,
    file: CaseFile,
    track: FormalTrack,
    *,
    ask_consent: Callable[[], object],
    end: Callable[[], object],
) -> FormPage:
    """Return the page that records what was reached on a track; nothing may come any more, so it may end."""
    form = AskingForm(milestone_fields(track), today=around.today, beside=("reached_on",))
    form.begin(
        partial(Milestone, id=new_id(), case_id=track.case_id, formal_track_id=track.id),
        kind=expected(file, track),
        reached_on=around.today(),
        finding=None,
        remarks="",
    )
    page = FormPage(
        around,
        form,
        name="milestone_page",
        title=label(track.route),
        sentence=_since(track, around.today()),
        place=f"track/{track.id}/milestone",
        finish=_("Record"),
        save=record_milestone,
        other=(button(label(Verb.END_TRACK), end, name="end_track"),) if track.ended_on is None else (),
    )
    if track.standing is Standing.ON_BEHALF:
        covered = any(each.covers(BODIES[track.route], around.today()) for each in file.consents)
        if not covered:
            more = button(label(Verb.CONSENT), ask_consent, kind="link", name="other_consent")
            form.put_below("kind", more)
    _follow_milestone(around, form, file, track)
    return page


def changed_milestone(
    around: PageContext, file: CaseFile, track: FormalTrack, milestone: Milestone
) -> FormPage:
    """Return the page that changes a milestone; it saves itself."""
    form = AskingForm(milestone_fields(track), today=around.today, beside=("reached_on",))

    def make(kind: MilestoneKind, finding: Finding | None, **fields: Any) -> Milestone:
        # what was found goes with what bore it
        found = finding if kind in BEAR_FINDING else None
        return replace(milestone, kind=kind, finding=found, **fields)

    form.begin(
        make,
        kind=milestone.kind,
        reached_on=milestone.reached_on,
        finding=milestone.finding,
        remarks=milestone.remarks,
    )
    page = FormPage(
        around,
        form,
        name="milestone_page",
        title=label(track.route),
        sentence=_since(track, around.today()),
        place=f"milestone/{milestone.id}",
        finish=_("Done"),
        save=record_milestone,
        keep=record_milestone,
    )
    _follow_milestone(around, form, file, track)
    return page


def _follow_milestone(around: PageContext, form: AskingForm, file: CaseFile, track: FormalTrack) -> None:
    """Ask for a finding only where there is one; say who holds the reins when that changes.

    A day that goes against another milestone is asked after, and not refused: either may be the wrong one.
    """
    reins = Notice("", "info")
    beyond = past_stopping_since(track, file.milestones) is not None
    form.put_below("kind", reins)
    odd = quiet("")
    odd.setObjectName("odd_day")
    form.put_below("reached_on", odd)

    def follow() -> None:
        said = _odd_day(around, form, file)
        odd.setText(said)
        odd.setVisible(bool(said))
        kind = form.editor("kind").raw()
        bears = kind in BEAR_FINDING
        form.ask_only(["kind", "reached_on", *(["finding"] if bears else []), "remarks"])
        goes_on = kind == MilestoneKind.WITHDRAWN and beyond
        reins.say(goes_on_sentence(track.route) if goes_on else reins_sentence(track.route))
        reins.setVisible(goes_on or kind == MilestoneKind.RECEIVED)

    form.edited.connect(follow)
    follow()


def _odd_day(around: PageContext, form: AskingForm, file: CaseFile) -> str:
    """Return what the day on the form goes against, as a question; "" while there is none.

    What is still to come was not reached: a hearing of next week is a planned step.
    """
    try:
        milestone: Milestone = form.peek()
    except RuleError:
        return _still_to_come(around.today(), form)
    other = milestone.contradicted_by(file.milestones)
    if other is None:
        return ""
    what, day = in_sentence(other.kind), dates.day_and_month(other.reached_on, around.today())
    if other.reached_on > milestone.reached_on:
        return _("Earlier than “{what}” on {day}. Is that right?", what=what, day=day)
    return _("Later than “{what}” on {day}. Is that right?", what=what, day=day)


def _still_to_come(today: date, form: AskingForm) -> str:
    try:
        ahead = day_from_words(form.editor("reached_on").raw(), today, Lean.BACK) > today
    except RuleError:
        return ""
    return _("Plan it as a step: then it stands in your agenda.") if ahead else ""


def expected(file: CaseFile, track: FormalTrack) -> MilestoneKind | None:
    """Return what is probably recorded now: the sending first, then what the next term waits for.

    None where that has two answers: nobody says that a complaint is admissible but the committee.
    """
    reached = {each.kind for each in file.milestones if each.formal_track_id == track.id}
    if MilestoneKind.SUBMITTED not in reached and MilestoneKind.RECEIVED not in reached:
        return MilestoneKind.SUBMITTED
    if track.route is Route.REPORTING_POINT and MilestoneKind.RECEIVED not in reached:
        return MilestoneKind.RECEIVED
    waiting = (each.kind for each in deadlines(track, file.milestones, file.terms) if each.met_on is None)
    return _ANSWERS.get(next(waiting, TermKind.FIRST_REPLY))


def _since(track: FormalTrack, today: date) -> str:
    return _(
        "Begun on {day}, {standing}.",
        day=dates.day_and_month(track.begun_on, today),
        standing=in_sentence(track.standing),
    )
