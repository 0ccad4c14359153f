"""What was agreed is changed, undone and changed again in the real window, by the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.app.conftest import Stage
from tests.app.keys import Keys, at_case, file_of
from tests.factories import make_case
from tests.views.audit import findings
from tests.views.finding import child
from vpdesk.domain.finding import Question
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate, Matter
from vpdesk.services.finding import find_newest
from vpdesk.views.cases.place import CasesPlace
from vpdesk.views.organisations.place import OrganisationsPlace
from vpdesk.views.undoing import Undoing

WORDS = {
    "en": ("Saved at De Vliet", "Undone: Saved at De Vliet", "Saved 14:09"),
    "nl": ("Bewaard bij De Vliet", "Ongedaan gemaakt: Bewaard bij De Vliet", "Bewaard 14:09"),
}


def line(keys: Keys) -> Undoing:
    """Return the line of the organisations."""
    return child(keys.workplace, OrganisationsPlace).undoing


def done(keys: Keys) -> str:
    return child(line(keys), QLabel, "done").text()


def undo(keys: Keys) -> None:
    with keys.stage.qtbot.waitActive(keys.program.window):
        keys.program.window.activateWindow()
    QTest.keyClick(keys.focus, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("language", WORDS)
def test_an_agreement_is_changed_and_undone_with_all_that_follows(
    stage: Stage, dutch: str, language: str
) -> None:
    assert dutch in WORDS
    settings = stage.around.settings_file
    settings.write_text(f"[vpdesk]\nlanguage = {language}\ntheme = light\n", "utf-8")
    saved, undone, corner = WORDS[language]
    organisation = Organisation(name="De Vliet", mandates=(Mandate.CONDUCT,))
    case = make_case(organisation.id, alias="Eik-14", matters=(Matter.FRAUD,))
    keys = at_case(stage, organisation, case)
    keys.workplace.go("organisations", organisation.id)

    keys.tab_to("mandates")
    keys.key(Qt.Key.Key_End)
    keys.key(Qt.Key.Key_Space)
    undo(keys)  # at once: before it saved itself, and where the keyboard is
    stage.wait(lambda: done(keys) == undone)
    assert keys.desk.ask(lambda vault: vault.organisations.get(organisation.id)) == organisation
    stage.wait(lambda: child(keys.workplace, QLabel, "saved").text() == corner)

    keys.tab_to("mandates")
    keys.key(Qt.Key.Key_End)
    keys.key(Qt.Key.Key_Space)
    keys.tab_to("remarks")
    keys.write("remarks", "Kastanjelaan")
    keys.tab_to("open_person")
    stage.wait(lambda: line(keys).deeds == 1)
    assert done(keys) == saved
    assert file_of(keys, case).case.mandate is Mandate.INTEGRITY
    assert keys.desk.ask(lambda vault: find_newest(vault, Question.of("kastanje"))).hits
    assert findings(keys.program.window) == []
    undo(keys)
    stage.wait(lambda: done(keys) == undone)
    assert keys.desk.ask(lambda vault: vault.organisations.get(organisation.id)) == organisation
    assert file_of(keys, case).case.mandate is Mandate.OUTSIDE
    assert not keys.desk.ask(lambda vault: find_newest(vault, Question.of("kastanje"))).hits
    assert keys.focus.objectName() == "open_person"
    assert findings(keys.program.window) == []


def test_each_place_undoes_what_was_done_there(stage: Stage) -> None:
    organisation = Organisation(name="De Vliet", mandates=(Mandate.CONDUCT,))
    case = make_case(organisation.id, alias="Eik-14")
    keys = at_case(stage, organisation, case)
    child(keys.workplace, CasesPlace).detail.delete_case()
    stage.wait(lambda: child(keys.workplace, CasesPlace).undoing.deeds == 1)
    keys.workplace.go("organisations", organisation.id)
    undo(keys)  # nothing was done here yet
    keys.desk.ask(lambda _vault: None)
    assert file_of(keys, case).case.binned_on is not None
    keys.write("remarks", "Belt liever")
    keys.tab_to("open_person")
    stage.wait(lambda: line(keys).deeds == 1)
    keys.workplace.go("cases")
    undo(keys)
    stage.wait(lambda: file_of(keys, case).case.binned_on is None)
    stored = keys.desk.ask(lambda vault: vault.organisations.get(organisation.id))
    assert stored.remarks == "Belt liever"
