"""Breaking confidentiality in the window: weighed in peace, complete or refused in words, asked once more."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import make_exception, make_step
from tests.hostile import KINDS
from tests.views.audit import findings
from tests.views.cases.conftest import TODAY, Practice, Window
from tests.views.finding import child
from tests.views.fitting import cut_off
from vpdesk import i18n
from vpdesk.domain.case import Case
from vpdesk.domain.confidentiality_exception import (
    ConfidentialityException,
    ExceptionDecision,
    ExceptionGround,
    ReporterTold,
)
from vpdesk.domain.step import StepStatus
from vpdesk.domain.values import Recipient
from vpdesk.models.desk import Desk
from vpdesk.services.consents import plan_step, record_exception
from vpdesk.views import look
from vpdesk.views.pictures import settle

ANSWERS = {
    "harm": "Een collega wordt bedreigd.",
    "consent_sought": "Twee keer gevraagd.",
    "other_ways": "Niemand anders weet ervan.",
    "moral_distress": "Zwijgen kan niet.",
    "consulted": "Een jurist.",
}


@pytest.fixture
def window(window: Window, practice: Practice) -> Window:
    window.place.open_case(practice.eik.id)
    return window


@pytest.fixture
def eik(practice: Practice) -> Case:
    return practice.eik


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    look.use(qapp, "light", 200)
    yield
    look.use(qapp, "light", 100)


def words(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def answer(window: Window, decision: ExceptionDecision) -> None:
    window.press("weigh_confidentiality")
    window.fill(ground=ExceptionGround.SERIOUS_DANGER, **ANSWERS)
    window.fill(reporter_told=ReporterTold.TOLD)
    window.fill(told_on="today", decision=decision)


def question(window: Window) -> QWidget:
    return child(window.page, QWidget, "break_question")


def recorded(window: Window, case: Case, exception: ConfidentialityException) -> ConfidentialityException:
    assert exception.case_id == case.id
    window.change(lambda vault: record_exception(vault, exception))
    return exception


def test_nothing_in_a_case_proposes_it(window: Window) -> None:
    """It stands in the menu, and nowhere else: not in the case, nor where a step is refused."""
    links = [each.objectName() for each in window.place.detail.findChildren(QPushButton) if each.isVisible()]
    assert "more" in links
    assert not [name for name in links if "weigh" in name]
    assert "break" not in window.says()
    window.press("plan_step")
    assert "confidentiality" not in words(window.page)
    buttons = [each.objectName() for each in window.page.findChildren(QPushButton)]
    assert not [name for name in buttons if "weigh" in name or "break" in name]


def test_the_page_says_what_helps_to_think_and_never_that_every_offence_must_be_reported(
    window: Window,
) -> None:
    window.press("weigh_confidentiality")
    said = words(window.page)
    assert "Not every offence has to be reported." in said
    assert "call 112 first" in said
    assert "can think along without hearing whom it is about" in said
    assert "Does the reporter know what worries you?" in said
    assert "you need not decide today" in said
    assert " must " not in said


def test_keeping_it_is_recorded_without_a_question(window: Window, eik: Case) -> None:
    answer(window, ExceptionDecision.KEEP)
    assert not window.form_page.form.is_asked("recipient")
    window.finish()
    (kept,) = window.file(eik).exceptions
    assert (kept.decision, kept.decided_on, kept.recipient) == (ExceptionDecision.KEEP, TODAY, None)
    assert kept.told_on == TODAY
    assert "Weighed on 21 November: kept" in window.says()
    assert "Decided to keep confidentiality" in window.says()


@pytest.mark.parametrize("missing", [*ANSWERS, "ground", "decision", "reporter_told"])
def test_what_is_missing_is_said_at_its_field_and_nothing_is_recorded(
    window: Window, eik: Case, missing: str
) -> None:
    answer(window, ExceptionDecision.KEEP)
    window.fill(**{missing: None if missing not in ANSWERS else " "})
    said = window.refuse()
    assert said.startswith("Say") if missing in ANSWERS else "Choose one" in said
    assert window.file(eik).exceptions == []


def test_breaking_it_asks_once_more_and_who_presses_enter_in_passing_breaks_nothing(
    window: Window, eik: Case, aloud: list[str]
) -> None:
    answer(window, ExceptionDecision.BREAK)
    window.fill(recipient=Recipient.POLICE, may_be_said="Wie er gevaar loopt.")
    settle()
    aloud.clear()
    window.press("finish", window.page)
    assert question(window).isVisible()
    settle()
    (asked,) = aloud  # and who does not see it hears what all must be so
    assert all(each in asked for each in ("You break what was told", "nearly certain", "police"))
    assert window.page.focusWidget().objectName() == "not_yet"
    for sentence in ("Everything was tried", "moral distress", "no other way", "nearly certain", "police"):
        assert sentence in words(question(window))
    assert findings(window.page) == []
    QTest.keyClick(window.page.focusWidget(), Qt.Key.Key_Return)
    assert not question(window).isVisible()
    assert window.file(eik).exceptions == []
    assert window.form_page.form.raw()["harm"] == ANSWERS["harm"]

    window.press("finish", window.page)
    page = window.form_page
    with window.qtbot.waitSignal(page.stored):
        window.press("break_it", page)
    (broken,) = window.file(eik).exceptions
    assert broken.covers(Recipient.POLICE, TODAY)
    assert "Weighed on 21 November: broken (police)" in window.says()
    assert "The reporter was told about the decision on confidentiality" in window.says()


def test_the_question_goes_when_something_is_changed(window: Window) -> None:
    answer(window, ExceptionDecision.BREAK)
    window.fill(recipient=Recipient.POLICE, may_be_said="Wie er gevaar loopt.")
    window.press("finish", window.page)
    assert question(window).isVisible()
    window.fill(recipient=Recipient.BOARD)
    assert not question(window).isVisible()


def test_breaking_it_without_a_recipient_is_refused_before_it_asks(window: Window, eik: Case) -> None:
    answer(window, ExceptionDecision.BREAK)
    assert "one recipient, who can avert it" in window.refuse()
    assert not question(window).isVisible()
    window.fill(recipient=Recipient.POLICE)
    assert "no more than is needed" in window.refuse()
    assert window.file(eik).exceptions == []


def test_why_the_reporter_does_not_know_is_asked_only_then(window: Window) -> None:
    answer(window, ExceptionDecision.BREAK)
    form = window.form_page.form
    assert (form.is_asked("told_on"), form.is_asked("not_told_because")) == (True, False)
    window.fill(reporter_told=ReporterTold.NOT_TOLD)
    assert (form.is_asked("told_on"), form.is_asked("not_told_because")) == (False, True)
    window.fill(recipient=Recipient.POLICE, may_be_said="Wie er gevaar loopt.")
    assert "Say why the reporter does not know of it." in window.refuse()


def test_what_was_weighed_can_be_changed_and_the_decision_cannot(window: Window, eik: Case) -> None:
    exception = recorded(
        window,
        eik,
        make_exception(
            eik.id, reporter_told=ReporterTold.NOT_TOLD, told_on=None, not_told_because="Dat is gevaarlijk."
        ),
    )
    window.press(f"change_exception_{exception.id}")
    assert "decision" not in window.form_page.form.raw()
    assert "recipient" not in window.form_page.form.raw()
    assert "record that as a decision of its own" in words(window.page)
    window.fill(reporter_told=ReporterTold.TOLD)
    window.fill(told_on="today")
    window.finish()
    changed = window.file(eik).exceptions[0]
    assert (changed.told_on, changed.decision) == (TODAY, ExceptionDecision.BREAK)


# -- the step that rests on it


def test_a_step_may_name_it_instead_of_a_consent(window: Window, eik: Case) -> None:
    exception = recorded(window, eik, make_exception(eik.id))
    window.press("plan_step")
    assert "What does it rest on?" in words(window.page)
    assert "To: police. May be said: who is in danger, and where." in words(window.page)
    window.fill(description="call the police", status=StepStatus.CARRIED_OUT)
    window.fill(carried_out_on="today")
    window.finish()
    (step,) = window.file(eik).steps
    assert (step.exception_id, step.consent_id, step.recipient) == (exception.id, None, Recipient.POLICE)
    assert "without consent, by the decision of 2 April" in window.says()


def test_where_it_was_decided_to_keep_it_a_step_asks_for_consent_as_ever(window: Window, eik: Case) -> None:
    recorded(window, eik, make_exception(eik.id))
    recorded(
        window,
        eik,
        make_exception(
            eik.id,
            decided_on=date(2026, 4, 9),
            decision=ExceptionDecision.KEEP,
            recipient=None,
            may_be_said="",
        ),
    )
    window.press("plan_step")
    assert "With which consent?" in words(window.page)
    window.fill(description="call the police", planned_on="+3d")
    assert "This step has no consent yet" in window.refuse()


def test_it_goes_into_the_bin_and_back_unless_a_step_was_taken(window: Window, eik: Case) -> None:
    exception = recorded(window, eik, make_exception(eik.id))
    window.press(f"delete_{exception.id}")
    window.qtbot.waitUntil(lambda: not window.file(eik).exceptions)
    window.press("open_bin")
    assert "Decided to break confidentiality" in words(window.page)
    (binned,) = window.desk.ask(lambda vault: vault.bin.of_case(eik.id))
    window.press(f"back_{binned.id}")
    window.qtbot.waitUntil(lambda: bool(window.file(eik).exceptions))
    window.press("done")
    step = make_step(
        eik.id,
        None,
        exception_id=exception.id,
        recipient=Recipient.POLICE,
        carried_out_on=date(2026, 4, 3),
    )
    window.change(lambda vault: plan_step(vault, step))
    window.press(f"delete_{exception.id}")
    window.qtbot.waitUntil(lambda: "rests on this decision" in words(window.place))
    assert window.file(eik).exceptions == [exception]


# -- whatever is typed, and however it looks


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_words_stand_in_the_case_as_they_were_typed(window: Window, eik: Case, kind: str) -> None:
    hostile = KINDS[kind][0].replace("\x00", "").encode("utf-8", "ignore").decode() + " x"
    exception = recorded(window, eik, make_exception(eik.id, harm=hostile, may_be_said=hostile))
    window.press(f"change_exception_{exception.id}")
    shown = window.form_page.form.raw()["harm"]
    assert shown.split() == hostile.split()
    window.escape()
    assert window.file(eik).exceptions[0].may_be_said == hostile


@pytest.mark.usefixtures("large")
def test_at_200_per_cent_the_page_is_whole_in_dutch(
    desk: Desk, practice: Practice, qtbot: QtBot, dutch: str
) -> None:
    i18n.use(dutch)
    window = Window(desk, qtbot)
    window.place.resize(916, 700)
    window.place.open_case(practice.eik.id)
    answer(window, ExceptionDecision.BREAK)
    window.fill(recipient=Recipient.POLICE, may_be_said="Wie er gevaar loopt.")
    window.press("finish", window.page)
    settle()
    assert cut_off(window.page) == []
    assert findings(window.page) == []
