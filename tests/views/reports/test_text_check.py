"""What is said below the texts of a report while they are typed, and what that keeps from being released."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import make_case, make_contact, make_identity
from tests.views.audit import findings
from tests.views.conftest import NOW, Show
from tests.views.finding import child
from vpdesk.domain.agreement import OwnLabel, Unit
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Matter
from vpdesk.models.desk import Desk
from vpdesk.services import gathering
from vpdesk.services.reporting import released
from vpdesk.vault.vault import Vault
from vpdesk.views.autosave import Autosave
from vpdesk.views.reports.place import ReportsPlace
from vpdesk.views.reports.seen import Texts

WAIT = 30_000
NAMED = "Volgens Wielinga kan het beter."
DATED = "In maart was het drukker dan anders."
PLAIN = "Er is veel goede wil."


@pytest.fixture
def organisation(desk: Desk) -> Organisation:
    """An organisation with 24 cases in 2025; one of the reporters is known by name."""
    stored = Organisation(name="Waterschap De Vliet")

    def work(vault: Vault) -> None:
        with vault.transaction():
            vault.organisations.save(stored)
            for number in range(24):
                matter = Matter.BULLYING if number % 3 else Matter.DISCRIMINATION
                case = make_case(stored.id, opened_on=date(2025, 1 + number % 12, 5), matters=(matter,))
                vault.cases.save(case)
                if not number:
                    vault.identities.save(make_identity(case.id, name="Sjoukje Wielinga"))

    desk.ask(work)
    return stored


def shown(qtbot: QtBot, desk: Desk, show: Show, target: Path | None = None) -> ReportsPlace:
    place = ReportsPlace(desk, lambda: NOW, choose=lambda _parent, _name: target)
    place.resize(1100, 800)
    with qtbot.waitSignal(place.shown, timeout=WAIT):
        show(place)
    return place


def write(qtbot: QtBot, place: ReportsPlace, text: str, field: str = "signals") -> None:
    """Type a text and wait until it was looked over."""
    place.choices.ask_texts()
    child(place.choices.form.editor(field), QPlainTextEdit).setPlainText(text)
    with qtbot.waitSignal(place.shown, timeout=WAIT):
        place.choices.tell()
    looked_over(qtbot, place)


def looked_over(qtbot: QtBot, place: ReportsPlace) -> None:
    qtbot.waitUntil(lambda: place.choices.texts.state is not Texts.BEING_READ, timeout=WAIT)


def said(place: QWidget) -> list[str]:
    return [label.text() for label in place.findChildren(QLabel) if label.isVisible()]


def release(place: QWidget) -> QPushButton:
    return child(place, QPushButton, "release")


def in_place(place: QWidget, field: str) -> list[str]:
    found = child(place, QWidget, f"{field}_findings")
    return [label.text() for label in found.findChildren(QLabel, "finding") if label.isVisible()]


@pytest.mark.usefixtures("organisation")
def test_a_name_is_said_below_its_text_and_keeps_the_report_here(
    qtbot: QtBot, desk: Desk, show: Show
) -> None:
    place = shown(qtbot, desk, show)
    assert release(place).isEnabled()  # the control: without a text it may go
    write(qtbot, place, NAMED)
    (line,) = in_place(place, "signals")
    assert "“Wielinga” is the name of somebody you know" in line
    assert in_place(place, "activities") == []
    assert not release(place).isEnabled()
    assert any("change one place in your texts" in text for text in said(place))
    assert any("something points to a person, or may" in text for text in said(place))
    write(qtbot, place, PLAIN)
    assert in_place(place, "signals") == []
    assert release(place).isEnabled()


@pytest.mark.usefixtures("organisation")
def test_what_blocks_has_no_tick(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = shown(qtbot, desk, show)
    write(qtbot, place, f"{NAMED}\n{DATED}")
    assert len(in_place(place, "signals")) == 2
    assert "Wielinga" in in_place(place, "signals")[0]  # what must go stands first
    assert len(place.findChildren(QPushButton, "may_stay")) == 1


def test_what_asks_may_stay_for_a_reason_that_is_kept_with_the_release(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show, tmp_path: Path
) -> None:
    place = shown(qtbot, desk, show, tmp_path / "verslag.pdf")
    write(qtbot, place, DATED)
    assert not release(place).isEnabled()
    tick = child(place, QPushButton, "may_stay")
    reason = child(place, QLineEdit, "why_it_may_stay")
    assert not reason.isVisible()
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert reason.isVisible()
    assert place.focusWidget() is reason
    assert not release(place).isEnabled()  # a reason must be typed
    QTest.keyClicks(reason, "   ")
    assert not release(place).isEnabled()
    QTest.keyClicks(reason, "everybody knows it")
    assert release(place).isEnabled()
    assert any("compared with everybody in this vault" in text for text in said(place))
    release(place).click()
    child(place, QPushButton, "confirm_release").click()

    def entries() -> list[str]:
        return [entry.ticked for entry in desk.ask(lambda vault: released(vault, organisation.id))]

    qtbot.waitUntil(lambda: len(entries()) == 1, timeout=WAIT)
    (kept,) = json.loads(entries()[0])
    assert (kept["words"], kept["reason"].strip()) == ("maart", "everybody knows it")
    qtbot.waitUntil(lambda: place.choices.ticked == (), timeout=WAIT)  # they belonged to that report


@pytest.mark.usefixtures("organisation")
def test_a_tick_that_is_taken_away_keeps_the_report_here_again(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = shown(qtbot, desk, show)
    write(qtbot, place, DATED)
    tick = child(place, QPushButton, "may_stay")
    tick.click()
    QTest.keyClicks(child(place, QLineEdit, "why_it_may_stay"), "known")
    assert release(place).isEnabled()
    tick.click()
    assert not release(place).isEnabled()


@pytest.mark.usefixtures("organisation")
def test_typing_a_reason_draws_no_new_pages_and_keeps_the_focus(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = shown(qtbot, desk, show)
    write(qtbot, place, DATED)
    place.choices._rest.stop()
    child(place, QPushButton, "may_stay").click()
    reason = child(place, QLineEdit, "why_it_may_stay")
    QTest.keyClicks(reason, "known")
    assert not place.choices._rest.isActive()
    place.refresh()  # something was saved elsewhere
    looked_over(qtbot, place)
    assert child(place, QLineEdit, "why_it_may_stay") is reason
    assert reason.text() == "known"


@pytest.mark.usefixtures("organisation")
def test_reasons_are_kept_in_the_draft(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = shown(qtbot, desk, show)
    write(qtbot, place, DATED)
    child(place, QPushButton, "may_stay").click()
    QTest.keyClicks(child(place, QLineEdit, "why_it_may_stay"), "known")
    for autosave in place.findChildren(Autosave):
        autosave.commit()
    again = shown(qtbot, desk, show)
    looked_over(qtbot, again)
    assert child(again, QPushButton, "may_stay").isChecked()
    assert child(again, QLineEdit, "why_it_may_stay").text() == "known"
    assert release(again).isEnabled()


@pytest.mark.usefixtures("organisation")
def test_a_text_that_changed_since_it_was_looked_over_is_refused_by_the_service(
    qtbot: QtBot, desk: Desk, show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window is not the wall: what it does not see, the service does."""
    monkeypatch.setattr("vpdesk.views.reports.text_check.look_over", lambda *_given: ())
    place = shown(qtbot, desk, show, tmp_path / "verslag.pdf")
    write(qtbot, place, NAMED)
    release(place).click()
    child(place, QPushButton, "confirm_release").click()
    qtbot.waitUntil(
        lambda: any("Something in this text points to a person" in text for text in said(place)), timeout=WAIT
    )
    assert not (tmp_path / "verslag.pdf").exists()


@pytest.mark.usefixtures("organisation")
def test_looking_over_happens_beside_the_window(
    qtbot: QtBot, desk: Desk, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from vpdesk.services import guarding

    where: list[bool] = []
    real = guarding.look_over

    def watched(*given: Any) -> object:
        where.append(threading.current_thread() is threading.main_thread())
        return real(*given)

    monkeypatch.setattr("vpdesk.views.reports.text_check.look_over", watched)
    place = shown(qtbot, desk, show)
    write(qtbot, place, DATED)
    assert where
    assert not any(where)


def test_a_rest_while_typing_gathers_nothing_anew(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered: list[int] = []
    real = gathering._everybody

    def counted(vault: Vault) -> Any:
        gathered.append(vault.revision)
        return real(vault)

    monkeypatch.setattr(gathering, "_everybody", counted)
    place = shown(qtbot, desk, show)
    for text in ("Volgens", "Volgens Wielinga", NAMED):
        write(qtbot, place, text)
        for autosave in place.findChildren(Autosave):
            autosave.commit()  # a draft is no change of the vault
    assert len(in_place(place, "signals")) == len(gathered) == 1

    def add(vault: Vault) -> None:
        with vault.transaction():
            case = make_case(organisation.id, opened_on=date(2020, 1, 5))
            vault.cases.save(case)
            vault.identities.save(make_identity(case.id, name="Ype Terpstra"))

    with qtbot.waitSignal(place.shown, timeout=WAIT):
        desk.ask(add)
    write(qtbot, place, "Volgens Wielinga en Terpstra kan het beter.")
    assert len(in_place(place, "signals")) == len(gathered) == 2


def test_what_is_found_in_notes_and_places_is_said(
    qtbot: QtBot, desk: Desk, organisation: Organisation, show: Show
) -> None:
    elsewhere = Organisation(name="Zorggroep Molendrecht")  # not the first in the list

    def add(vault: Vault) -> None:
        with vault.transaction():
            vault.organisations.save(elsewhere)
            vault.units.save(Unit(organisation_id=organisation.id, name="Locatie Noord (LN)"))
            vault.units.save(Unit(organisation_id=elsewhere.id, name="Overzijde"))
            vault.own_labels.save(
                OwnLabel(
                    organisation_id=organisation.id,
                    dimension="reporter_position",
                    code="intern",
                    label="BBL'er",
                )
            )
            case = vault.cases.uncounted(organisation.id)[0]
            vault.contacts.save(make_contact(case.id, notes="Gesprek met Bakker over de planning."))

    with qtbot.waitSignal(desk.changed, timeout=WAIT):
        desk.ask(add)
    place = shown(qtbot, desk, show)
    write(qtbot, place, "In Noord is het druk.\nVolgens Bakker ook.\nIn Overzijde niet.\nBij BBL'ers wel.")
    assert in_place(place, "signals") == [
        "“Noord” is a site or department of this client.",
        "“Bakker” stands as a name in what you noted about the cases of this client.",
        "“Overzijde” is a site or department of another client of yours.",
        "“BBL'ers” is this client's own word for a group with few cases or none in this report.",
    ]


@pytest.mark.usefixtures("organisation")
def test_nothing_is_without_a_name(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = shown(qtbot, desk, show)
    write(qtbot, place, f"{NAMED}\n{DATED}")
    child(place, QPushButton, "may_stay").click()
    assert findings(place) == []


@pytest.mark.usefixtures("organisation")
def test_a_sketch_needs_a_matter_that_is_printed(qtbot: QtBot, desk: Desk, show: Show) -> None:
    place = shown(qtbot, desk, show)
    write(qtbot, place, "Iemand werd steeds gepasseerd.", "sketch")
    assert any("on a line of its own" in line for line in in_place(place, "sketch"))
    assert not release(place).isEnabled()
    place.choices.form.editor("sketch_about").set_value(Matter.BULLYING)
    with qtbot.waitSignal(place.shown, timeout=WAIT):
        place.choices.tell()
    qtbot.waitUntil(release(place).isEnabled, timeout=WAIT)
    assert in_place(place, "sketch") == []
    write(qtbot, place, "Een vrouw werd steeds gepasseerd.", "sketch")
    assert any("man or a woman" in line for line in in_place(place, "sketch"))
    assert not release(place).isEnabled()
