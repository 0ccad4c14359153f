"""Pages about a formal track: its beginning, what is known of it, and its end."""

from datetime import date
from functools import partial

from vpdesk.domain.deadlines import deadlines
from vpdesk.domain.errors import RuleError
from vpdesk.domain.formal import FORMAL_ROUTES, ComplaintPart, FormalTrack, Standing
from vpdesk.domain.identity import new_id
from vpdesk.domain.open_routes import route_openings
from vpdesk.domain.reins import over_since, past_stopping_since
from vpdesk.domain.term import TermKind
from vpdesk.domain.values import Route
from vpdesk.i18n import _, label
from vpdesk.services.casework import CaseFile
from vpdesk.services.formal import begin_track, end_track, save_track
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.path_fields import (
    ENDED_FIELDS,
    EVERY_TRACK,
    NEW_TRACK_FIELDS,
    TRACK_FIELDS,
    committee_only,
)
from vpdesk.views.cases.route_words import goes_on_sentence, reins_sentence
from vpdesk.views.cases.term_words import term_line
from vpdesk.views.cases.words import breakable, listing
from vpdesk.views.parts import quiet
from vpdesk.views.states import Notice


def new_track(around: PageContext, file: CaseFile) -> FormPage:
    """Return the page that begins a track to a body that decides."""
    case = file.case
    form = AskingForm(NEW_TRACK_FIELDS, today=around.today)
    form.begin(
        partial(FormalTrack, id=new_id(), case_id=case.id),
        route=_proposed(file),
        begun_on=around.today(),
        standing=Standing.NAMED,
        last_incident_on=None,
        complaint_parts=(),
        remarks="",
    )
    page = FormPage(
        around,
        form,
        name="track_page",
        title=_("Begin a formal track"),
        sentence=_("With this it is recorded that the reporter chose this way."),
        place=f"case/{case.id}/track",
        finish=_("Begin"),
        save=begin_track,
    )
    _follow_track(around, file, form)  # a draft was put back: what it asks for stands there
    return page


def _proposed(file: CaseFile) -> Route | None:
    """Return the formal route that was chosen and on which nothing was begun yet."""
    begun = {track.route for track in file.tracks}
    return next((route for route in file.case.routes if route in FORMAL_ROUTES and route not in begun), None)


def changed_track(around: PageContext, file: CaseFile, track: FormalTrack) -> FormPage:
    """Return the page that changes a track and ticks off what the complaint contains; it saves itself."""
    form = AskingForm(TRACK_FIELDS, today=around.today)
    form.load(track)
    page = FormPage(
        around,
        form,
        name="track_page",
        title=label(track.route),
        place=f"track/{track.id}",
        finish=_("Done"),
        save=save_track,
        keep=save_track,
    )
    _follow_track(around, file, form, track.route)
    return page


def _follow_track(
    around: PageContext, file: CaseFile, form: AskingForm, known: Route | None = None
) -> None:
    """Ask only what the way asks for, and say at the right moment what it means.

    A way that is not open to the reporter says why, and is not refused: what happens is recorded.
    """
    reins = quiet("")
    form.put_below("standing" if known else "route", reins)
    closed = Notice("", "info")
    closed.setObjectName("not_open")
    form.put_below("standing" if known else "route", closed)
    due = quiet("")
    due.setObjectName("complaint_due")
    form.put_below("last_incident_on", due)
    unnamed = Notice(_anonymous_words(), "info")
    form.put_below("standing", unnamed)
    missing = quiet("")
    form.put_below("complaint_parts", missing)

    def follow() -> None:
        route = known or form.editor("route").raw()
        form.ask_only([*EVERY_TRACK, *(committee_only(route) if route is not None else ())])
        reins.setText(reins_sentence(route) if route is not None else "")
        reins.setVisible(route is not None)
        said = " ".join(_why_closed(file, route)) if known is None else ""
        closed.say(said)
        closed.setVisible(bool(said))
        term = _complaint_term(around, file, form)
        due.setText(term)
        due.setVisible(bool(term))
        anonymous = form.editor("standing").raw() == Standing.ANONYMOUS
        unnamed.setVisible(anonymous and route is Route.COMPLAINTS_COMMITTEE)
        there = form.editor("complaint_parts").value()
        missing.setText(missing_words([part for part in ComplaintPart if part not in there]))

    form.edited.connect(follow)
    follow()


def _why_closed(file: CaseFile, route: Route | None) -> list[str]:
    """Return why a way is not open to the reporter, or what to mind of it; nothing before one is chosen."""
    openings = route_openings(file.case, file.organisation)
    found = next((each for each in openings if each.route is route), None)
    if found is None:
        return []
    return [
        breakable(_(sentence, organisation=file.organisation.name))
        for sentence in (*found.reasons, *found.remarks)
    ]


def _complaint_term(around: PageContext, file: CaseFile, form: AskingForm) -> str:
    """Return by when the complaint on the form must be there, by the organisation's term; "" without one."""
    try:
        track: FormalTrack = form.peek()
    except RuleError:
        return ""
    running = deadlines(track, file.milestones, file.terms)
    term = next((each for each in running if each.kind is TermKind.COMPLAINT), None)
    return "" if term is None else term_line(term, around.today())


def _anonymous_words() -> str:
    return _(
        "A committee hears both sides, so it must know who complains. Without a name these are possible:"
        " a talk with a manager, with consent; a sign from you to the organisation with nothing in it that"
        " leads to the reporter; or waiting until the reporter wants to be named."
    )


def missing_words(parts: list[ComplaintPart]) -> str:
    """Return what a complaint lacks, in words."""
    if not parts:
        return _("The complaint contains everything that a committee asks for.")
    return _("Still missing: {parts}.", parts=listing(parts))


def ended(around: PageContext, file: CaseFile, track: FormalTrack) -> FormPage:
    """Return the page that ends a track: its terms wait no longer; it says where the reporter cannot."""
    form = AskingForm(ENDED_FIELDS, today=around.today)
    form.begin(lambda ended_on: ended_on, ended_on=around.today())

    def save(vault: Vault, on: date) -> None:
        end_track(vault, track.id, on)

    page = FormPage(
        around,
        form,
        name="ended_page",
        title=_("End this track"),
        sentence=_("Its terms wait no longer. Everything that was recorded stays."),
        place=f"track/{track.id}/ended",
        finish=_("End"),
        save=save,
    )
    beyond = past_stopping_since(track, file.milestones) is not None
    if beyond and over_since(track, file.milestones) is None:
        page.add(Notice(goes_on_sentence(track.route), "info"))
    return page
