"""Cases about the same person, as they are seen from one of them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.factories import make_case
from tests.views.audit import findings
from tests.views.cases.conftest import Practice, Window
from tests.views.finding import child
from vpdesk.domain.respondent_tag import RespondentTag
from vpdesk.domain.values import Switch
from vpdesk.services.respondents import count_tags, drop_all_tags, switch_tags, tag_case, untag_case
from vpdesk.vault.vault import Vault


def words(within: QWidget) -> str:
    return " ".join(each.text() for each in within.findChildren(QLabel) if each.isVisible())


def section(window: Window) -> QWidget:
    return child(window.place.detail, QWidget, "section_same_person")


@pytest.fixture
def tag(window: Window, practice: Practice) -> RespondentTag:
    """Switched on; the two cases of De Vliet are about one person."""

    def store(vault: Vault) -> RespondentTag:
        other = make_case(practice.de_vliet.id, alias="Olm-08")
        with vault.transaction():
            vault.cases.save(other)
        switch_tags(vault, Switch.ON)
        tag_case(vault, practice.eik.id, "Basalt-07")
        return tag_case(vault, other.id, "Basalt-07")

    return window.change(store)


def test_nothing_is_seen_of_it_until_it_is_switched_on(window: Window, practice: Practice) -> None:
    window.place.open_case(practice.eik.id)
    assert not section(window).isVisible()


@pytest.mark.usefixtures("tag")
def test_a_case_says_how_many_there_are_and_opens_the_others(window: Window, practice: Practice) -> None:
    window.place.open_case(practice.eik.id)
    assert "2 cases about the same person" in words(section(window))
    assert "Tag Basalt-07" in words(section(window))
    assert findings(window.place.detail) == []
    links = [each for each in section(window).findChildren(QPushButton) if "Olm-08" in each.text()]
    links[0].click()
    assert window.place.detail.title.text() == "Olm-08"
    assert "2 cases about the same person" in words(section(window))


@pytest.mark.usefixtures("tag")
def test_the_tag_is_in_no_list_and_no_other_organisation_offers_it(
    window: Window, practice: Practice
) -> None:
    assert "Basalt-07" not in words(window.place.list)
    window.place.open_case(practice.linde.id)
    window.press(f"section_tag_{practice.linde.id}")
    assert window.page.objectName() == "tag_page"
    assert "Basalt-07" not in [each.text() for each in window.page.findChildren(QPushButton)]


def test_a_tag_is_chosen_on_a_page_that_says_why_it_is_no_name(window: Window, practice: Practice) -> None:
    window.change(lambda vault: switch_tags(vault, Switch.ON))
    window.place.open_case(practice.linde.id)
    window.press(f"section_tag_{practice.linde.id}")
    assert "Not a name." in words(window.page)
    assert findings(window.page) == []
    proposed = window.form_page.form.raw()["name"]
    window.press("another_tag")
    assert window.form_page.form.raw()["name"]
    window.fill(name="Jansen")
    window.press("finish")
    window.desk.ask(lambda _vault: None)
    window.qtbot.waitUntil(lambda: "This looks like a name." in words(window.page))
    window.fill(name=proposed)
    window.finish()
    assert f"Tag {proposed}: no other case yet" in words(section(window))


def test_a_word_of_ones_own_takes_the_place_of_the_proposed_one(window: Window, practice: Practice) -> None:
    window.change(lambda vault: switch_tags(vault, Switch.ON))
    window.place.open_case(practice.linde.id)
    window.press(f"section_tag_{practice.linde.id}")
    QTest.keyClicks(window.page.focusWidget(), "vuurtoren")
    assert window.form_page.form.raw()["name"] == "vuurtoren"
    window.escape()
    window.press(f"section_tag_{practice.linde.id}")
    QTest.keyClicks(window.page.focusWidget(), "-2")
    assert window.form_page.form.raw()["name"] == "vuurtoren-2", "what she began before stays"


def test_a_tag_that_was_taken_off_can_come_back(
    window: Window, practice: Practice, tag: RespondentTag
) -> None:
    window.place.open_case(practice.eik.id)
    window.press(f"section_untag_{tag.id}")
    window.qtbot.waitUntil(lambda: "cases about the same person" not in words(section(window)))
    assert "A tag is taken off" in words(window.place.undoing)
    assert tag.name not in words(window.place.undoing), "the line stands there beside other cases too"
    undo(window)
    window.qtbot.waitUntil(lambda: "2 cases about the same person" in words(section(window)))


def test_the_last_case_that_has_it_gets_the_tag_back_too(
    window: Window, practice: Practice, tag: RespondentTag
) -> None:
    window.place.open_case(practice.eik.id)
    tagged = window.desk.ask(lambda vault: vault.respondent_links.cases_of(tag.id))
    (other,) = (each.id for each in tagged if each.id != practice.eik.id)
    window.change(lambda vault: untag_case(vault, other, tag.id))
    window.press(f"section_untag_{tag.id}")
    window.qtbot.waitUntil(lambda: window.desk.ask(count_tags) == 0)
    undo(window)
    window.qtbot.waitUntil(lambda: f"Tag {tag.name}: no other case yet" in words(section(window)))


def test_a_tag_is_not_brought_back_once_all_were_deleted(
    window: Window, practice: Practice, tag: RespondentTag
) -> None:
    window.place.open_case(practice.eik.id)
    window.press("change_case")
    window.fill(alias="Eik-15")
    window.finish()
    window.press(f"section_untag_{tag.id}")
    window.qtbot.waitUntil(lambda: window.place.undoing.deeds == 2)
    window.change(drop_all_tags)
    assert window.place.undoing.deeds == 1, "what is no tag can be undone still"
    undo(window)
    window.qtbot.waitUntil(lambda: window.file(practice.eik).case.alias == "Eik-14")
    assert window.desk.ask(count_tags) == 0


def undo(window: Window) -> None:
    QTest.keyClick(window.place, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.usefixtures("tag")
def test_switched_off_it_is_out_of_sight_and_kept(window: Window, practice: Practice) -> None:
    window.change(lambda vault: switch_tags(vault, Switch.OFF))
    window.place.open_case(practice.eik.id)
    assert not section(window).isVisible()
    assert window.desk.ask(count_tags) == 1
