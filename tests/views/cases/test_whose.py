"""Each page over a case says whose it is: after a call nobody has to guess into which one she writes."""

import pytest
from PySide6.QtWidgets import QLabel

from tests.views.cases.conftest import Practice, Window
from vpdesk.views.cases.case_actions import MORE
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.verb_page import VerbPage

_NO_PAGE = {"delete_case"}
_PAGES = [name for group in MORE for name in group if name not in _NO_PAGE]


def whose(page: VerbPage) -> list[str]:
    found = page.findChildren(QLabel, "whose")
    return [each.text().replace("\N{NO-BREAK SPACE}", " ") for each in found if each.isVisible()]


@pytest.mark.parametrize("name", ["record_contact", "close_case", *_PAGES])
def test_every_page_of_a_case_says_whose_it_is(name: str, window: Window, practice: Practice) -> None:
    window.place.open_case(practice.eik.id)
    window.press(name)
    assert whose(window.page) == ["Eik-14 · Waterschap De Vliet"]


def test_the_page_that_follows_on_another_says_so_too(window: Window, practice: Practice) -> None:
    window.place.open_case(practice.eik.id)
    window.press("record_contact")
    window.finish()
    assert window.page.objectName() == "next_contact_page"
    assert whose(window.page) == ["Eik-14 · Waterschap De Vliet"]


def test_what_is_of_no_case_says_nothing(window: Window, practice: Practice) -> None:
    """The pages of no case lie over one that was shown before."""
    window.place.open_case(practice.eik.id)
    window.place.new_case()
    assert whose(window.page) == []
    window.place.leave_page()
    window.place._answers.open_bin()
    assert whose(window.page) == []


def test_after_a_lock_it_still_says_so(window: Window, practice: Practice) -> None:
    window.place.open_case(practice.eik.id)
    window.place._answer(Verb.REFER, practice.eik.id)
    item = window.place.shown_item()
    window.place.leave_page()
    window.place.open_case(practice.es.id)
    window.place.show_item(item)
    assert whose(window.page) == ["Eik-14 · Waterschap De Vliet"]
