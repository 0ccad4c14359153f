"""A case speaks as its organisation does; what is stored and counted stays the code."""

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton

from tests.views.cases.conftest import Practice, Window
from tests.views.finding import child
from vpdesk.domain.agreement import OwnLabel
from vpdesk.domain.values import Matter
from vpdesk.services.agreements import save_own_word
from vpdesk.vault.vault import Vault


@pytest.fixture
def window(window: Window, practice: Practice) -> Window:
    """De Vliet has three words of its own."""

    def store(vault: Vault) -> None:
        for dimension, code, word in (
            ("matter", "bullying", "Wegpesten"),
            ("reporter_position", "unknown", "Weten we niet"),
            ("outcome", "resolved", "Afgehandeld"),
        ):
            own = OwnLabel(organisation_id=practice.de_vliet.id, dimension=dimension, code=code, label=word)
            save_own_word(vault, own)

    window.change(store)
    return window


def toggle_words(window: Window) -> str:
    return child(window.form_page.form, QPushButton, Matter.BULLYING.value).text()


def combo_words(window: Window, name: str) -> list[str]:
    box = window.form_page.form.editor(name).box
    assert isinstance(box, QComboBox)
    return [box.itemText(number) for number in range(box.count())]


def test_the_page_of_a_case_says_the_own_word(window: Window, practice: Practice) -> None:
    window.place.open_case(practice.eik.id)
    assert "Wegpesten" in window.says()
    window.place.open_case(practice.es.id)  # of another organisation, about the same
    assert "Wegpesten" not in window.says()
    assert "Bullying" in window.says()


def test_its_forms_offer_the_own_words_and_store_the_code(window: Window, practice: Practice) -> None:
    window.place.open_case(practice.eik.id)
    window.place.detail.change_case()
    assert toggle_words(window) == "Wegpesten"
    assert "Weten we niet" in combo_words(window, "reporter_position")
    window.fill(matters=["bullying", "stalking"])
    window.finish()
    assert window.file(practice.eik).case.matters == (Matter.BULLYING, Matter.STALKING)
    window.place.detail.close_case()
    assert "Afgehandeld" in combo_words(window, "outcome")


def test_a_new_case_speaks_as_the_organisation_that_is_chosen(window: Window, practice: Practice) -> None:
    window.place.new_case()
    window.fill(matters=["bullying"])
    assert toggle_words(window) == "Bullying"
    window.fill(organisation_id=practice.de_vliet.id)
    assert toggle_words(window) == "Wegpesten"
    assert window.form_page.form.raw()["matters"] == ["bullying"]
    window.fill(organisation_id=practice.oost.id)
    assert toggle_words(window) == "Bullying"
