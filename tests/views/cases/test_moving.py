"""A case moves to another organisation by one button only, which says what that means."""

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.factories import counted_in, make_release
from tests.views.audit import findings
from tests.views.cases.conftest import Practice, Window
from vpdesk.domain.agreement import Unit
from vpdesk.domain.values import Switch
from vpdesk.services.respondents import switch_tags, tag_case
from vpdesk.vault.vault import Vault


def words(within: QWidget) -> str:
    return " ".join(each.text() for each in within.findChildren(QLabel) if each.isVisible())


def test_what_is_changed_of_a_case_is_never_its_organisation(window: Window, practice: Practice) -> None:
    window.place.open_case(practice.eik.id)
    for ask in (window.place.detail.change_case,):
        ask()
        assert "organisation_id" not in window.form_page.form.raw()
        window.place.leave_page()
    window.press(f"section_change_entry_{practice.eik.id}")
    assert "organisation_id" not in window.form_page.form.raw()


def test_moving_says_what_it_means_and_what_stays_behind(window: Window, practice: Practice) -> None:
    unit = Unit(organisation_id=practice.de_vliet.id, name="Gemaal Zuid")

    def store(vault: Vault) -> None:
        with vault.transaction():
            vault.units.save(unit)
            vault.cases.save(replace(practice.eik, unit_id=unit.id))
        switch_tags(vault, Switch.ON)
        tag_case(vault, practice.eik.id, "Basalt-07")

    window.change(store)
    window.place.open_case(practice.eik.id)
    window.place.detail.move_case()
    said = words(window.page)
    assert "Only when the wrong client organisation was chosen" in said
    assert "The site or department does not come along: Gemaal Zuid." in said
    assert "The tag of the person complained about does not come along." in said
    assert findings(window.page) == []
    window.fill(organisation_id=practice.oost.id)
    window.finish()
    moved = window.desk.ask(lambda vault: vault.cases.get(practice.eik.id))
    assert (moved.organisation_id, moved.unit_id) == (practice.oost.id, None)
    assert "The case is moved to Stichting Zorgpunt Oost." in words(window.place.detail)


def test_a_counted_case_stays_and_says_why(window: Window, practice: Practice) -> None:
    def count(vault: Vault) -> None:
        release = make_release(practice.de_vliet.id)
        with vault.transaction():
            vault.releases.register(release, counted_in(release, practice.eik.id))

    window.change(count)
    window.place.open_case(practice.eik.id)
    window.place.detail.move_case()
    assert window.page.objectName() == "counted_case"
    assert "what was released never changes" in words(window.page)
    assert findings(window.page) == []
    window.press("stay")
    assert not window.place.findChildren(QPushButton, "stay") or window.place.detail.isVisible()
