"""One route in the conversation about options: what it is, what the reporter sees in it, what they decide."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from vpdesk.domain.chosen_routes import last_choices
from vpdesk.domain.open_routes import Openness, RouteOpening
from vpdesk.domain.option import ChoiceDecision, Option, RouteChoice
from vpdesk.domain.reins import over_since, past_stopping_since
from vpdesk.domain.step import StepStatus
from vpdesk.domain.values import Route
from vpdesk.i18n import _, label
from vpdesk.services.casework import CaseFile
from vpdesk.services.routes import choose_route, save_option
from vpdesk.views import dates
from vpdesk.views.autosave import Autosave
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.path_fields import CHOICE_FIELDS, OPTION_FIELDS
from vpdesk.views.cases.route_words import body_of, meaning, reins_sentence
from vpdesk.views.cases.words import breakable
from vpdesk.views.leavable import Leavable
from vpdesk.views.parts import Card, body, button, quiet, row, strong, subheading, symbol
from vpdesk.views.states import Notice


def option_place(case_id: int, route: Route) -> str:
    """Return where the draft of what was said about a route is kept."""
    return f"case/{case_id}/option/{route.value}"


def choice_place(case_id: int, route: Route) -> str:
    """Return where the draft of a decision is kept."""
    return f"case/{case_id}/choice/{route.value}"


class OptionPanel(QWidget):
    """`decided` says that a decision is recorded; `failed` carries why one is not."""

    decided = Signal()
    failed = Signal(object)

    def __init__(self, around: PageContext, file: CaseFile, opening: RouteOpening) -> None:
        super().__init__()
        self.route = opening.route
        self.setObjectName(f"option_{self.route.value}")
        self._around = around
        self._file = file
        #: What saves itself here.
        self.autosaves: list[Autosave] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(subheading(label(self.route)))
        layout.addWidget(body(meaning(self.route)))
        for sentence in (body_of(self.route, file.organisation), reins_sentence(self.route)):
            if sentence:
                layout.addWidget(quiet(breakable(sentence)))
        for sentence in (*opening.reasons, *opening.remarks):
            said = _(sentence, organisation=file.organisation.name)
            layout.addWidget(Notice(breakable(said), "info"))
        known = any(option.route is self.route for option in file.options)
        stands = self.route in file.case.routes or self.route in last_choices(file.choices)
        if opening.openness is Openness.OPEN or known or stands:
            layout.addWidget(self._option_form())
            layout.addWidget(self._decision())
        layout.addStretch(1)

    def _option_form(self) -> AskingForm:
        case_id, today = self._file.case.id, self._around.today
        stored = next((each for each in self._file.options if each.route is self.route), None)
        form = AskingForm(OPTION_FIELDS, today=today, beside=("speaks_against",))
        form.load(stored or Option(case_id=case_id, route=self.route, discussed_on=today()))
        autosave = Autosave(
            form, self._around.desk, option_place(case_id, self.route), save_option, now=self._around.now
        )
        autosave.restore()
        self.autosaves.append(autosave)
        return form

    def _decision(self) -> QWidget:
        made = Decision(self._around, self._file, self.route)
        self.autosaves.append(made.autosave)
        made.autosave.failed.connect(self.failed)
        made.decided.connect(self.decided)
        return made


class Decision(Leavable, Card):
    """What the reporter decided about a route until now, and the button that records another decision."""

    decided = Signal()

    def __init__(self, around: PageContext, file: CaseFile, route: Route) -> None:
        super().__init__()
        self.setObjectName("decision")
        self.setAccessibleName(_("What the reporter decides"))
        self._chosen = route in file.case.routes
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        history = [choice for choice in file.choices if choice.route is route]  # newest first
        last = history[0].decision if history else None
        standing = last is ChoiceDecision.CHOSEN or (last is None and self._chosen)
        if standing:
            said = strong(_("The reporter has chosen this"))
            layout.addWidget(row(symbol("circle-check", "good", 18), said, None, gap=8))
        else:
            layout.addWidget(strong(_("The reporter has not chosen this")))
        for choice in history:
            layout.addWidget(quiet(breakable(_history(choice, around))))
        if last is ChoiceDecision.LEFT and (waiting := _still_waiting(file, route)):
            stands = _(
                "This was begun and still stands: {what}. Call it off if the reporter wants that.",
                what="; ".join(waiting),
            )
            layout.addWidget(Notice(breakable(stands), "info"))
        words = _("Not after all…") if standing else _("The reporter chooses this…")
        self._open = button(words, self._unfold, name="decide")
        self._form = AskingForm(CHOICE_FIELDS, today=around.today)
        decision = ChoiceDecision.LEFT if standing else ChoiceDecision.CHOSEN
        make = partial(RouteChoice, case_id=file.case.id, route=route, decision=decision)
        self._form.begin(make, chosen_on=around.today(), reason="")
        self.autosave = Autosave(
            self._form, around.desk, choice_place(file.case.id, route), None, now=around.now
        )
        record = _("Record that the reporter changed their mind") if standing else _("Record this choice")
        self._record = button(record, self.record, name="record_decision")
        begun = self.autosave.restore()
        layout.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._form)
        layout.addWidget(self._record, 0, Qt.AlignmentFlag.AlignLeft)
        self._open.setVisible(not begun)  # not before they have their place: each would be a window
        self._form.setVisible(begun)
        self._record.setVisible(begun)
        self.add(content)

    @property
    def can_be_left(self) -> bool:
        return self._form.isVisible()

    def step_back(self) -> None:
        """Fold it up again; what was typed is kept, and stands there when it is unfolded."""
        self.autosave.flush()
        self._open.show()
        self._form.hide()
        self._record.hide()
        self._open.setFocus()

    def _unfold(self) -> None:
        self._open.hide()
        self._form.show()
        self._record.show()
        self._form.focus_on("reason")

    def record(self) -> None:
        """Store the decision, or say at its field what is wrong."""
        self._form.check_all()
        self.autosave.complete(choose_route, lambda _choice: self.decided.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressing = isinstance(self.focusWidget(), QPushButton)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not pressing and self._form.isVisible():
            self.record()
        else:
            super().keyPressEvent(event)


def _still_waiting(file: CaseFile, route: Route) -> list[str]:
    """Return what stands on a route that the reporter left, but no report that nobody can call off now."""
    steps = [step for step in file.steps if step.route is route and step.status is StepStatus.PLANNED]
    tracks = [
        track
        for track in file.tracks
        if track.route is route
        and over_since(track, file.milestones) is None
        and past_stopping_since(track, file.milestones) is None
    ]
    return [
        *(_("planned step “{step}”", step=step.description) for step in steps),
        *(_("the formal track") for _track in tracks),
    ]


def _history(choice: RouteChoice, around: PageContext) -> str:
    day = dates.day_and_month(choice.chosen_on, around.today())
    said = (
        _("Chosen on {day}", day=day)
        if choice.decision is ChoiceDecision.CHOSEN
        else _("Not after all, since {day}", day=day)
    )
    return f"{said}: {choice.reason}" if choice.reason else said
