"""Pages about breaking confidentiality: weighing it, deciding, and changing what was written of it."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from vpdesk.domain.code import N_
from vpdesk.domain.confidentiality_exception import (
    ConfidentialityException,
    ExceptionDecision,
    ReporterTold,
)
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id
from vpdesk.domain.values import Recipient
from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile
from vpdesk.services.consents import record_exception
from vpdesk.views import dates
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.path_fields import CHANGED_EXCEPTION_FIELDS, EXCEPTION_FIELDS
from vpdesk.views.cases.words import in_sentence
from vpdesk.views.flow import flow
from vpdesk.views.parts import Card, body, button, column, row, strong, symbol
from vpdesk.views.read_out import read_out

#: All of these must hold before confidentiality is broken.
_CONDITIONS = (
    N_("Everything was tried to obtain the reporter's consent."),
    N_("You are in moral distress."),
    N_("There is no other way."),
    N_("Without this, serious harm is nearly certain."),
)


class ExceptionPage(FormPage):
    """The form of a decision; one to break confidentiality is recorded only after it was asked once more."""

    def __init__(self, around: PageContext, file: CaseFile, form: AskingForm) -> None:
        super().__init__(
            around,
            form,
            name="exception_page",
            title=_("Weigh breaking confidentiality"),
            sentence=_(
                "Is somebody in danger at this moment? Then call 112 first. Else take your time: what you"
                " write is kept, you need not decide today, and to keep silent is a decision too."
            ),
            place=f"case/{file.case.id}/exception",
            finish=_("Record the decision"),
            save=record_exception,
        )
        self._asked_whom = body("")
        self._not_yet = button(_("Not yet"), self._wait, name="not_yet")
        agree = button(_("All of it is so: record it"), self._agree, name="break_it")
        self._question = _question(self._asked_whom, flow(self._not_yet, agree))
        self._question.hide()
        self.add(self._question)
        form.edited.connect(self._question.hide)

    def finish(self) -> None:
        """Record that it is kept; ask once more before it is broken."""
        if self.form.editor("decision").raw() != ExceptionDecision.BREAK:
            super().finish()
            return
        try:
            decided: ConfidentialityException = self.form.value()
        except RuleError:
            super().finish()  # says at its field what is missing
            return
        if decided.recipient is not None:
            self._asked_whom.setText(
                _("You then tell, without consent, what is needed to: {recipient}.",
                  recipient=in_sentence(decided.recipient))
            )  # fmt: skip
        self._question.show()
        self._not_yet.setFocus()  # who presses Enter in passing breaks nothing
        read_out(self._question)
        QTimer.singleShot(0, self, lambda: self.page.scroll_to(self._question))  # once it has its place

    def step_back(self) -> None:
        """Back from the question first, and from the page when nothing is asked."""
        if self._question.isVisible():
            self._wait()
        else:
            super().step_back()

    def _agree(self) -> None:
        self._question.hide()
        super().finish()

    def _wait(self) -> None:
        self._question.hide()
        self.form.focus_on("decision")


def _question(whom: QWidget, answers: QWidget) -> Card:
    lines = [row(symbol("check", "quiet", 16), body(_(each)), gap=10) for each in _CONDITIONS]
    made = Card(
        column(
            strong(_("You break what was told to you in confidence.")),
            body(_("This is only right when all of it is so:")),
            *lines,
            whom,
            answers,
            gap=10,
            margins=(20, 16, 20, 16),
        )
    )
    made.setObjectName("break_question")
    made.setAccessibleName(_("You break what was told to you in confidence."))
    return made


def new_exception(around: PageContext, file: CaseFile) -> FormPage:
    """Return the page that weighs breaking confidentiality; only what matters for the decision is asked."""
    form = AskingForm(EXCEPTION_FIELDS, today=around.today, beside=("told_on", "decided_on"))
    form.begin(
        partial(_decided, new_id(), file.case.id),
        ground=None,
        harm="",
        consent_sought="",
        other_ways="",
        moral_distress="",
        consulted="",
        reporter_told=None,
        told_on=None,
        not_told_because="",
        decision=None,
        decided_on=around.today(),
        recipient=None,
        may_be_said="",
    )
    page = ExceptionPage(around, file, form)
    _ask_what_matters(form)
    return page


def changed_exception(around: PageContext, exception: ConfidentialityException) -> FormPage:
    """Return the page that changes what was weighed, or says that the reporter knows; it saves itself.

    The decision stays as it was taken: another one is recorded anew.
    """
    form = AskingForm(CHANGED_EXCEPTION_FIELDS, today=around.today, beside=("told_on",))
    form.load(exception)
    page = FormPage(
        around,
        form,
        name="changed_exception_page",
        title=_("Change what was weighed"),
        sentence=_(
            "Decided on {day}: {decision}. Do you decide otherwise now? Then record that as a decision of its"
            " own.",
            day=dates.day_and_month(exception.decided_on, around.today()),
            decision=in_sentence(exception.decision),
        ),
        place=f"exception/{exception.id}",
        finish=_("Done"),
        save=record_exception,
        keep=record_exception,
    )
    _ask_what_matters(form)
    return page


def _ask_what_matters(form: AskingForm) -> None:
    """Ask when the reporter was told, or why not; of a decision to break it, to whom and what."""
    names = list(form.raw())

    def follow() -> None:
        told = form.editor("reporter_told").raw()
        breaks = "decision" in names and form.editor("decision").raw() == ExceptionDecision.BREAK
        left_out = {
            "told_on": told != ReporterTold.TOLD,
            "not_told_because": told != ReporterTold.NOT_TOLD,
            "recipient": not breaks,
            "may_be_said": not breaks,
        }
        form.ask_only([name for name in names if not left_out.get(name, False)])

    form.edited.connect(follow)
    follow()


def _decided(  # noqa: PLR0913  the fields of a decision
    exception_id: int,
    case_id: int,
    *,
    decision: ExceptionDecision,
    recipient: Recipient | None,
    may_be_said: str,
    reporter_told: ReporterTold,
    told_on: date | None,
    not_told_because: str,
    **fields: Any,
) -> ConfidentialityException:
    breaks = decision is ExceptionDecision.BREAK
    told = reporter_told is ReporterTold.TOLD
    return ConfidentialityException(
        id=exception_id,
        case_id=case_id,
        decision=decision,
        recipient=recipient if breaks else None,
        may_be_said=may_be_said if breaks else "",
        reporter_told=reporter_told,
        told_on=told_on if told else None,
        not_told_because="" if told else not_told_because,
        **fields,
    )
