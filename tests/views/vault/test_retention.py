"""Kluis says which cases were over long ago, and leads to each; nothing goes by itself."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.factories import make_case
from tests.views.audit import findings
from tests.views.conftest import NOW, Show
from tests.views.finding import child
from vpdesk.domain.case import Case
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.values import Outcome
from vpdesk.models.desk import Desk
from vpdesk.models.keeping import Keeping
from vpdesk.services.erasing import erase_case
from vpdesk.services.organisations import save_organisation
from vpdesk.vault.vault import Vault
from vpdesk.views.vault.place import RETENTION, VaultPlace


def said(place: VaultPlace) -> str:
    return "\n".join(label.text() for label in place.findChildren(QLabel) if label.isVisible())


def settle(desk: Desk) -> None:
    desk.ask(lambda _vault: None)
    QApplication.processEvents()


def old_case(vault: Vault, closed_on: date) -> Case:
    organisation = Organisation(name="De Vliet")
    case = make_case(
        organisation.id,
        alias="Es-37",
        opened_on=date(2020, 1, 6),
        closed_on=closed_on,
        outcome=Outcome.RESOLVED,
    )
    with vault.transaction():
        vault.organisations.save(organisation)
        vault.cases.save(case)
    return case


def test_a_case_that_was_over_long_ago_is_told_and_one_is_led_to_it(
    desk: Desk, show: Show, qtbot: QtBot, aloud: list[str]
) -> None:
    keeping = Keeping(desk, lambda: NOW)
    with qtbot.waitSignal(keeping.known):
        place = VaultPlace(desk, keeping, lambda: NOW)
        show(place)
    settle(desk)
    assert "No case has been kept as long as was agreed yet." in said(place)
    case = desk.ask(lambda vault: old_case(vault, date(2022, 5, 2)))
    qtbot.waitUntil(lambda: "1 case has been kept as long as was agreed." in said(place))
    child(place, QPushButton, "retention").click()
    settle(desk)
    assert "De Vliet · over since Monday 2 May 2022 · no report of vpdesk has counted it yet" in said(place)
    assert findings(place) == []
    assert child(place, QComboBox, "retention_years").currentText() == "As long as was agreed"
    child(place, QComboBox, "retention_years").setCurrentText("7 years")
    settle(desk)
    assert "There is no such case." in said(place)
    settle(desk)
    assert aloud[-1] == "0 cases"
    child(place, QComboBox, "retention_years").setCurrentText("1 year")
    settle(desk)
    with qtbot.waitSignal(place.case_asked) as asked:
        child(place, QPushButton, "look_at_case").click()
    assert asked.args == [case.id]
    assert desk.ask(lambda vault: vault.cases.count(CaseFilter())) == 1  # nothing went


def test_what_a_client_agreed_decides_and_is_said(desk: Desk, show: Show, qtbot: QtBot) -> None:
    keeping = Keeping(desk, lambda: NOW)
    with qtbot.waitSignal(keeping.known):
        place = VaultPlace(desk, keeping, lambda: NOW)
        show(place)
    case = desk.ask(lambda vault: old_case(vault, date(2022, 5, 2)))
    for years, told in ((5, "No case has been"), (3, "1 case has been")):

        def agree(vault: Vault, years: int = years) -> None:
            client = vault.organisations.get(case.organisation_id)
            save_organisation(vault, replace(client, retention_years=years))

        desk.do(agree, owner=place, failed=place.overview.show_error)
        qtbot.waitUntil(lambda told=told: told in said(place))  # type: ignore[misc]  # each its own
    place.show_item(RETENTION)
    settle(desk)
    assert "De Vliet · over since Monday 2 May 2022 · agreed: 3 years" in said(place)


def test_the_page_names_no_case_that_was_erased_while_it_was_left_open(
    desk: Desk, show: Show, qtbot: QtBot
) -> None:
    keeping = Keeping(desk, lambda: NOW)
    with qtbot.waitSignal(keeping.known):
        place = VaultPlace(desk, keeping, lambda: NOW)
        show(place)
    case = desk.ask(lambda vault: old_case(vault, date(2022, 5, 2)))
    place.show_item(RETENTION)
    qtbot.waitUntil(lambda: case.alias in said(place))
    desk.ask(lambda vault: erase_case(vault, case.id, rule=ErasureRule.KEPT_LONG_ENOUGH, now=NOW))
    qtbot.waitUntil(lambda: case.alias not in said(place))
    assert "There is no such case." in said(place)
