"""What a case waits for, as a card with the button that answers it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.deadlines import deadlines, first_reply
from vpdesk.domain.step import StepStatus
from vpdesk.i18n import _, label, ngettext
from vpdesk.models.row_text import Tone
from vpdesk.services.casework import CaseFile
from vpdesk.views import dates
from vpdesk.views.cases.moments import aftercare_terms
from vpdesk.views.cases.term_words import term_line, term_tone
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import breakable
from vpdesk.views.look import current
from vpdesk.views.parts import Card, button, column, quiet, row, symbol, toned

#: Narrower than this (at 100 % text), the button stands below the words.
_BESIDE = 460

#: So many things are shown at first: the header of a case stays calm.
_FIRST = 3

Answer = Callable[[Verb, int], None]


class DueRow(QWidget):
    """One thing that waits: in words and by symbol, with what was agreed below."""

    def __init__(self, icon: str, words: str, rest: str, tone: Tone, answer: QWidget) -> None:
        super().__init__()
        #: The button that answers it.
        self.answer = answer
        said = toned(words, tone)
        lines = column(said, quiet(breakable(rest)), gap=2) if rest else said
        lead = QHBoxLayout()
        lead.setSpacing(12)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(16, 10, 16, 10)
        self._layout.setSpacing(12)
        self._layout.addLayout(lead, 1)
        lead.addWidget(symbol(icon, "quiet" if tone is Tone.SOFT else tone.value))
        lead.addWidget(lines, 1)
        self._layout.addWidget(row(None, answer))

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < current().px(_BESIDE)
        self._layout.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        super().resizeEvent(event)


def due_card(file: CaseFile, today: date, answer: Answer) -> Card | None:
    """Return everything that `file` waits for, most pressing first; None when nothing does."""
    rows: list[tuple[date, DueRow]] = []
    for aftercare in file.aftercares:
        if aftercare.is_open and aftercare.due_on is not None:
            on = aftercare.due_on
            press = button(label(Verb.SETTLE), partial(answer, Verb.SETTLE, aftercare.id), name="settle")
            rest = "\N{NO-BREAK SPACE}· ".join(aftercare_terms(aftercare, today)[1:])
            rows.append((on, DueRow("heart-handshake", _aftercare(on, today), rest, _tone(on, today), press)))
    if (agreed := file.case.next_contact) is not None:
        on = agreed.day
        press = button(label(Verb.RECORD), partial(answer, Verb.RECORD, file.case.id), name="record_agreed")
        rows.append((on, DueRow("message-circle", _contact(agreed, today), "", _tone(on, today), press)))
    rows += _first_reply(file, today, answer)
    rows += _steps(file, today, answer)
    rows += _terms(file, today, answer)
    if not rows:
        return None
    return _Due([each for _day, each in sorted(rows, key=lambda pair: pair[0])])


class _Due(Card):
    """The first few things that wait; a button brings the others."""

    def __init__(self, rows: Sequence[DueRow]) -> None:
        # one thing more is shown rather than told of
        shown = len(rows) if len(rows) <= _FIRST + 1 else _FIRST
        super().__init__(*rows[:shown])
        self.setObjectName("due")
        self.setAccessibleName(_("What this case waits for"))
        self._rest = rows[shown:]
        if self._rest:
            words = ngettext("Show {n} more", "Show {n} more", len(self._rest))
            self._more = button(words, self._show_rest, kind="link", name="more_due")
            self.add(row(self._more, None, margins=(10, 4, 10, 4)))

    def _show_rest(self) -> None:
        self._more.setEnabled(False)
        self._more.hide()
        for each in self._rest:
            self.add(each)
        self._rest[0].answer.setFocus()


def _first_reply(file: CaseFile, today: date, answer: Answer) -> Iterator[tuple[date, DueRow]]:
    if file.is_unanswered:
        deadline = first_reply(file.case.opened_on, file.terms)
        said = term_line(deadline, today)
        press = button(label(Verb.RECORD), partial(answer, Verb.RECORD, file.case.id), name="record_first")
        press.setAccessibleName(f"{label(Verb.RECORD)}: {said}")
        tone = _tone(deadline.due_on, today)
        yield deadline.due_on, DueRow("message-circle", said, "", tone, press)


def _steps(file: CaseFile, today: date, answer: Answer) -> Iterator[tuple[date, DueRow]]:
    for step in file.steps:
        if step.status is StepStatus.PLANNED:
            press = button(label(Verb.CARRY_OUT), partial(answer, Verb.CARRY_OUT, step.id), name="take_step")
            press.setAccessibleName(f"{label(Verb.CARRY_OUT)}: {step.description}")
            said = breakable(_("Planned step: {step}", step=step.description))
            day = dates.day_of_timeline(step.planned_on, today)
            tone = _tone(step.planned_on, today)
            yield step.planned_on, DueRow("route", said, day[:1].upper() + day[1:], tone, press)


def _terms(file: CaseFile, today: date, answer: Answer) -> Iterator[tuple[date, DueRow]]:
    for track in file.tracks:
        for deadline in deadlines(track, file.milestones, file.terms):
            if deadline.met_on is None:
                press = button(_("Record"), partial(answer, Verb.MILESTONE, track.id), name="answer_term")
                said = term_line(deadline, today)
                press.setAccessibleName(f"{label(Verb.MILESTONE)}: {said}")
                tone = term_tone(deadline, today)
                yield deadline.due_on, DueRow("scale", said, label(track.route), tone, press)


def _tone(day: date, today: date) -> Tone:
    if day < today:
        return Tone.LATE
    return Tone.SOON if day == today else Tone.SOFT


def _aftercare(day: date, today: date) -> str:
    if day < today:
        return _("Aftercare was agreed for {day}", day=dates.day_of_timeline(day, today))
    if day == today:
        return _("Aftercare is agreed for today")
    return _("Aftercare is agreed for {day}", day=dates.day_of_timeline(day, today))


def _contact(agreed: DayAndTime, today: date) -> str:
    day = dates.day_with_time(agreed, today)
    if agreed.day == today:
        day = dates.with_time(_("today"), agreed.at)
    elif agreed.day < today:
        return _("Contact was agreed for {day}", day=day)
    return _("Contact is agreed for {day}", day=day)
