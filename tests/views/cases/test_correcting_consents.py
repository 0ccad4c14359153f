"""A consent is corrected from the timeline: by itself while typing, undone as a whole, refused by name."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import make_consent, make_step
from tests.views.audit import findings
from tests.views.cases.conftest import Practice, Window
from tests.views.finding import child
from tests.views.fitting import cut_off
from vpdesk import i18n
from vpdesk.domain.case import Case
from vpdesk.domain.consent import Consent
from vpdesk.domain.values import ConsentDecision, ConsentManner, ConsentPurpose, Recipient
from vpdesk.models.desk import Desk
from vpdesk.services.consents import plan_step, record_consent, withdraw_consent
from vpdesk.views import look
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.pictures import settle


@pytest.fixture
def eik(practice: Practice) -> Case:
    return practice.eik


@pytest.fixture
def consent(window: Window, eik: Case) -> Consent:
    made = make_consent(eik.id, step="one talk")
    window.change(lambda vault: record_consent(vault, made))
    window.place.open_case(eik.id)
    return made


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    look.use(qapp, "light", 200)
    yield
    look.use(qapp, "light", 100)


def stored(window: Window, case: Case) -> Consent:
    (found,) = window.file(case).consents
    return found


def resting(window: Window) -> str:
    labels = child(window.page, QWidget, "resting").findChildren(QLabel)
    return " ".join(each.text() for each in labels).strip()


def at(window: Window, name: str) -> bool:
    return window.form_page.form.editor(name).isAncestorOf(window.page.focusWidget())


def takes_a_step(window: Window, consent: Consent, **changes: object) -> None:
    step = make_step(consent.case_id, consent.id, **changes)
    window.change(lambda vault: plan_step(vault, step))


def test_a_typing_error_is_corrected_from_the_timeline_and_undone_as_one_deed(
    window: Window, eik: Case, consent: Consent
) -> None:
    window.press(f"change_consent_{consent.id}")
    window.fill(
        may_be_said="that a talk is wanted soon",
        manner=ConsentManner.EMAIL,
        recipient=Recipient.HR,
        valid_until="+10d",
    )
    window.finish()
    corrected = stored(window, eik)
    assert (corrected.may_be_said, corrected.manner) == ("that a talk is wanted soon", ConsentManner.EMAIL)
    assert (corrected.recipient, corrected.valid_until) == (Recipient.HR, date(2026, 12, 1))
    assert "To: HR. For: one talk. May be said: that a talk is wanted soon." in window.says()
    window.qtbot.waitUntil(lambda: window.place.undoing.deeds == 1)
    QTest.keyClick(window.place, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert stored(window, eik) == consent


def test_what_was_typed_and_left_is_stored_and_what_is_half_typed_waits(
    window: Window, eik: Case, consent: Consent
) -> None:
    window.press(f"change_consent_{consent.id}")
    window.fill(may_be_said="more")
    window.escape()
    assert stored(window, eik).may_be_said == "more"
    window.press(f"change_consent_{consent.id}")
    window.fill(may_be_said="")
    window.escape()
    assert stored(window, eik).may_be_said == "more"
    window.press(f"go_on_change_consent_{consent.id}")
    assert window.form_page.form.raw()["may_be_said"] == ""


def test_what_stands_there_is_said_also_after_beginning_again(window: Window, consent: Consent) -> None:
    def said() -> str:
        labels = window.page.findChildren(QLabel)
        return " ".join(each.text() for each in labels if each.isVisible())

    window.press(f"change_consent_{consent.id}")
    window.fill(may_be_said="")
    window.escape()
    window.press(f"change_consent_{consent.id}")
    assert "This is what you wrote earlier." in said()
    window.press("begin_again")
    assert "This is what you wrote earlier." not in said(), "it is what stood there before"
    assert "What you wrote is kept." in said()
    window.press("begin_again")
    assert "This is what you wrote earlier." in said()
    assert window.form_page.form.raw()["may_be_said"] == ""


def test_what_a_refusal_does_not_say_goes_and_comes_back_with_the_answer(
    window: Window, eik: Case, consent: Consent
) -> None:
    window.press(f"change_consent_{consent.id}")
    window.fill(decision=ConsentDecision.REFUSED)
    assert not window.form_page.form.is_asked("may_be_said")
    window.form_page.autosave.commit()
    refused = stored(window, eik)
    assert (refused.decision, refused.may_be_said, refused.step) == (ConsentDecision.REFUSED, "", "one talk")
    window.fill(decision=ConsentDecision.GIVEN)
    window.finish()
    assert stored(window, eik) == consent


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"carried_out_on": date(2026, 4, 10)}, "talk with the manager (carried out, 10 April)"),
        ({}, "talk with the manager (planned, 10 April)"),
    ],
)
def test_what_rests_on_it_is_named_and_refuses_at_the_field(
    window: Window, eik: Case, consent: Consent, changes: dict[str, object], said: str
) -> None:
    takes_a_step(window, consent, description="a letter", planned_on=date(2026, 4, 20))
    takes_a_step(window, consent, **changes)
    window.press(f"change_consent_{consent.id}")
    assert "This rests on it: a letter (planned, 20 April); " + said in resting(window)
    window.fill(given_on="15-4-2026")
    refused = window.refuse()
    assert "rests on this consent" in refused
    assert f"It is about: {said}." in refused
    assert at(window, "given_on")
    assert stored(window, eik) == consent
    window.fill(given_on="9-4-2026")
    window.finish()
    assert stored(window, eik).given_on == date(2026, 4, 9)


def test_with_nothing_resting_on_it_nothing_is_named(window: Window, consent: Consent) -> None:
    window.press(f"change_consent_{consent.id}")
    assert window.page.findChild(QWidget, "resting") is None


def test_a_withdrawal_stays_and_no_consent_was_given_after_it(
    window: Window, eik: Case, consent: Consent
) -> None:
    window.change(lambda vault: withdraw_consent(vault, consent.id, date(2026, 5, 1)))
    window.press(f"change_consent_{consent.id}")
    said = " ".join(each.text() for each in window.page.findChildren(QLabel))
    assert "The reporter withdrew this consent on 1 May; that stays." in said
    window.fill(given_on="2-5-2026")
    assert window.refuse() == "The consent was withdrawn before it was given."
    assert at(window, "given_on")
    window.fill(given_on="2-4-2026")
    window.finish()
    assert stored(window, eik).withdrawn_on == date(2026, 5, 1)
    assert stored(window, eik).given_on == date(2026, 4, 2)


def test_another_purpose_asks_for_what_that_needs(window: Window, eik: Case, consent: Consent) -> None:
    window.press(f"change_consent_{consent.id}")
    window.fill(purpose=ConsentPurpose.COUNTING)
    assert not window.form_page.form.is_asked("recipient")
    window.finish()
    kept = stored(window, eik)
    assert (kept.purpose, kept.recipient, kept.may_be_said) == (ConsentPurpose.COUNTING, None, "")
    assert "Being counted in reports: yes" in window.says()


@pytest.mark.usefixtures("large")
def test_at_200_per_cent_the_page_is_whole_in_dutch(
    desk: Desk, practice: Practice, qtbot: QtBot, dutch: str
) -> None:
    i18n.use(dutch)
    window = Window(desk, qtbot)
    window.place.resize(916, 700)
    made = make_consent(practice.eik.id)
    window.change(lambda vault: record_consent(vault, made))
    takes_a_step(window, made, description="een lang gesprek over de samenwerking met de teamleider")
    window.place.open_case(practice.eik.id)
    button = child(window.place, QPushButton, f"change_consent_{made.id}")
    button.click()
    assert isinstance(window.page, FormPage)
    settle()
    assert cut_off(window.page) == []
    assert findings(window.page) == []
    window.fill(given_on="1-5-2026")
    assert "Op deze toestemming rust een geplande stap." in window.refuse()
    settle()
    assert cut_off(window.page) == []
