"""Seeing which cases are about the same person is switched on in Kluis, where it is explained."""

from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.factories import make_case
from tests.views.audit import findings
from tests.views.conftest import NOW, Show
from tests.views.finding import child
from vpdesk.domain.organisation import Organisation
from vpdesk.models.desk import Desk
from vpdesk.models.keeping import Keeping
from vpdesk.services.respondents import count_tags, tag_case, uses_tags
from vpdesk.vault.vault import Vault
from vpdesk.views.vault.place import VaultPlace


def said(place: VaultPlace) -> str:
    return "\n".join(label.text() for label in place.findChildren(QLabel) if label.isVisible())


def press(place: VaultPlace, desk: Desk, name: str) -> None:
    child(place, QPushButton, name).click()
    desk.ask(lambda _vault: None)
    QApplication.processEvents()


def test_it_is_explained_switched_on_and_off_and_all_of_it_can_be_deleted(
    desk: Desk, show: Show, qtbot: QtBot
) -> None:
    keeping = Keeping(desk, lambda: NOW)
    with qtbot.waitSignal(keeping.known):
        place = VaultPlace(desk, keeping, lambda: NOW)
        show(place)
    assert "Off: you do not see which cases are about the same person." in said(place)
    press(place, desk, "tags")
    assert "A tag is not a name" in said(place)
    assert "it goes with the last case that has it" in said(place)
    assert findings(place) == []
    press(place, desk, "turn_tags")
    assert desk.ask(uses_tags)
    assert "On: in a case you see" in said(place)

    def tag(vault: Vault) -> None:
        organisation = Organisation(name="De Vliet")
        case = make_case(organisation.id)
        with vault.transaction():
            vault.organisations.save(organisation)
            vault.cases.save(case)
        tag_case(vault, case.id, "Basalt-07")

    desk.ask(tag)
    press(place, desk, "tags")
    press(place, desk, "turn_tags")
    assert not desk.ask(uses_tags)
    assert "Off. 1 tag is kept, not shown." in said(place)
    assert "1 tag is kept." in said(place)
    press(place, desk, "drop_tags")
    assert desk.ask(count_tags) == 0
    assert "All tags are deleted." in said(place)
    assert "Off: you do not see" in said(place)
    keeping.stop()
