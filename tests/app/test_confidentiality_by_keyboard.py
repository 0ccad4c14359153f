"""A confidence that cannot be kept, in the real window by the keyboard alone: weighed, put away, decided."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.app.conftest import Stage
from tests.app.keys import at_case, file_of
from tests.factories import make_case
from tests.views.audit import findings
from tests.views.finding import child
from vpdesk.domain.confidentiality_exception import ExceptionGround, ReporterTold
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Matter, Recipient
from vpdesk.views.form import Form

#: What the clock of the stage says.
TODAY = date(2026, 11, 21)


def test_confidentiality_is_weighed_put_away_and_broken_towards_the_police(stage: Stage) -> None:
    organisation = Organisation(name="Waterschap De Vliet")
    case = make_case(
        organisation.id, alias="Eik-14", opened_on=date(2026, 11, 2), matters=(Matter.STALKING,),
        told_of_reservation_on=date(2026, 11, 2),
    )  # fmt: skip
    keys = at_case(stage, organisation, case)

    keys.from_menu("Weigh breaking confidentiality")
    assert keys.page == "exception_page"
    keys.choose("ground", "Serious danger to others")
    keys.write("harm", "De ander zegt dat hij morgen met een mes komt.")
    keys.key(Qt.Key.Key_Escape)  # first a call to a colleague
    assert keys.page == ""
    assert file_of(keys, case).exceptions == []

    keys.from_menu("Weigh breaking confidentiality")
    assert child(keys.workplace, Form).raw()["harm"] == "De ander zegt dat hij morgen met een mes komt."
    keys.write("consent_sought", "Twee keer gevraagd, met bedenktijd.")
    keys.write("other_ways", "Niemand anders weet ervan.")
    keys.write("moral_distress", "Zwijgen kan ik niet verantwoorden.")
    keys.choose("reporter_told", "Told")
    keys.write("told_on", "today")
    keys.choose("decision", "Break confidentiality")
    keys.choose("recipient", "Police")
    keys.write("may_be_said", "Wie er gevaar loopt, en waar.")
    assert "Say whom you consulted" in keys.refuse()
    keys.write("consulted", "Een collega en een jurist.")

    keys.press("finish")
    assert file_of(keys, case).exceptions == []  # it is asked once more
    assert child(keys.workplace, QWidget, "break_question").isVisible()
    assert findings(keys.program.window) == []
    keys.press("break_it")
    keys.stage.wait(lambda: file_of(keys, case).exceptions)
    (broken,) = file_of(keys, case).exceptions
    assert (broken.ground, broken.recipient) == (ExceptionGround.SERIOUS_DANGER, Recipient.POLICE)
    assert (broken.reporter_told, broken.told_on, broken.decided_on) == (ReporterTold.TOLD, TODAY, TODAY)
    assert "Decided to break confidentiality" in keys.says()

    keys.from_menu("Record a step")
    keys.write("description", "De wijkagent bellen")
    keys.choose("status", "Carried out")
    keys.write("carried_out_on", "today")
    keys.write("result", "Gaat er vandaag langs.")
    keys.finish()
    (step,) = file_of(keys, case).steps
    assert (step.exception_id, step.consent_id, step.recipient) == (broken.id, None, Recipient.POLICE)
    assert "without consent, by the decision of" in keys.says()
