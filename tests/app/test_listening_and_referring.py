"""Two published processes of the profession in the real window, by the keyboard alone.

(a) somebody only wants to be heard, and closes with "not wanted" for aftercare; (e) what is told is outside
the mandate: the reporter is referred on, and the case counts.
"""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.app.conftest import Stage
from tests.app.keys import Keys, at_case, file_of
from tests.factories import make_case
from tests.views.audit import findings
from tests.views.finding import child
from vpdesk.domain.case import Case
from vpdesk.domain.case_event import CaseEventKind
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.referral import Helper, Uptake
from vpdesk.domain.values import AftercareWish, CounsellorPart, Mandate, Matter, Outcome
from vpdesk.services.agenda import read_agenda
from vpdesk.views.undoing import Undoing

#: What the clock of the stage says.
TODAY = date(2026, 11, 21)


@pytest.fixture
def organisation() -> Organisation:
    return Organisation(name="Waterschap De Vliet", mandates=(Mandate.CONDUCT,))


def record(keys: Keys, case: Case, notes: str) -> None:
    """Record a conversation of today, after which no other is agreed on."""
    keys.press("record_contact")
    keys.write("held_on", "today")
    keys.write("minutes", "45")
    keys.write("notes", notes)
    keys.finish()
    keys.key(Qt.Key.Key_Escape)
    assert file_of(keys, case).contacts[0].notes == notes


def close(keys: Keys, outcome: str, *parts: CounsellorPart) -> None:
    keys.press("close_case")
    keys.choose("outcome", outcome)
    for part in parts:
        keys.tab_to("counsellor_parts")
        keys.key(Qt.Key.Key_Home)
        for _part in CounsellorPart:
            if keys.focus.objectName() == part.value:
                break
            keys.key(Qt.Key.Key_Right)
        keys.key(Qt.Key.Key_Space)
    keys.choose("wish", "Not wanted")


def test_somebody_only_wants_to_be_heard_and_wants_no_aftercare(
    stage: Stage, organisation: Organisation
) -> None:
    case = make_case(organisation.id, alias="Eik-14", opened_on=date(2026, 11, 2), mandate=Mandate.CONDUCT)
    keys = at_case(stage, organisation, case)
    record(keys, case, "Volgens melder helpt het al om het te vertellen.")

    close(keys, "Only listened", CounsellorPart.LISTENING)
    keys.write("reflection", "Minder praten, meer stilte.")
    assert findings(keys.program.window) == []
    keys.finish()
    file = file_of(keys, case)
    assert (file.case.closed_on, file.case.outcome) == (TODAY, Outcome.LISTENED_ONLY)
    assert file.case.counsellor_parts == (CounsellorPart.LISTENING,)
    assert [each.wish for each in file.aftercares] == [AftercareWish.NOT_WANTED]
    assert [event.kind for event in file.events] == [CaseEventKind.CLOSED]
    assert "No aftercare wanted" in keys.says()
    assert "Minder praten" not in keys.says()
    assert keys.desk.ask(lambda vault: read_agenda(vault, TODAY)).is_empty  # nobody is called unasked

    # it was a slip: one key brings it back as it was, and closing again is no more work than before
    keys.stage.wait(lambda: child(keys.workplace, Undoing).deeds == 2)
    with stage.qtbot.waitActive(keys.program.window):
        keys.program.window.activateWindow()
    QTest.keyClick(keys.focus, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    keys.stage.wait(lambda: file_of(keys, case).case.closed_on is None)
    assert file_of(keys, case).events == []
    close(keys, "Only listened", CounsellorPart.LISTENING)
    keys.finish()
    assert file_of(keys, case).case.outcome is Outcome.LISTENED_ONLY

    # the reporter comes back, and what it was closed with stays known
    keys.press("reopen_case")
    keys.stage.wait(lambda: file_of(keys, case).case.closed_on is None)
    assert "Case reopened" in keys.says()
    assert [(event.kind, event.outcome) for event in reversed(file_of(keys, case).events)] == [
        (CaseEventKind.CLOSED, Outcome.LISTENED_ONLY),
        (CaseEventKind.REOPENED, None),
    ]


def test_outside_the_mandate_somebody_is_referred_on_and_counts(
    stage: Stage, organisation: Organisation
) -> None:
    case = make_case(
        organisation.id,
        alias="Linde-03",
        opened_on=date(2026, 11, 2),
        matters=(Matter.LABOUR_DISPUTE,),
        mandate=Mandate.OUTSIDE,
    )
    keys = at_case(stage, organisation, case)
    assert "outside" in keys.says().lower()
    record(keys, case, "Volgens melder gaat het om de beoordeling.")

    keys.from_menu("Refer on")
    assert keys.page == "referral_page"
    keys.choose("helper", "Lawyer")
    keys.write("referred_on", "today")
    keys.finish()
    (referral,) = file_of(keys, case).referrals
    assert (referral.helper, referral.uptake) == (Helper.LAWYER, Uptake.UNKNOWN)

    close(keys, "Referred on", CounsellorPart.LISTENING, CounsellorPart.REFERRING)
    keys.finish()
    file = file_of(keys, case)
    assert file.case.outcome is Outcome.REFERRED_ON
    assert file.case.counsellor_parts == (CounsellorPart.LISTENING, CounsellorPart.REFERRING)
    assert file.case.mandate is Mandate.OUTSIDE
    countable = keys.desk.ask(
        lambda vault: vault.cases.countable(organisation.id, date(2026, 1, 1), date(2026, 12, 31))
    )
    assert [each.id for each in countable] == [case.id]
