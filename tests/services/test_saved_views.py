"""Views under names: none is replaced unasked, and a choice comes back as it was."""

import pytest

from vpdesk.domain.errors import RuleError
from vpdesk.services.saved_views import (
    ViewNameTakenError,
    choices_of,
    drop_view,
    replace_view,
    save_view,
)
from vpdesk.vault.vault import Vault


def test_a_view_comes_back_as_it_was(vault: Vault) -> None:
    shown = {"tab": 2, "organisation": None, "due": "week", "direction": "ascending"}
    view = save_view(vault, "  Eind   van de week ", shown)
    assert vault.saved_views.all() == [view]
    assert view.name == "Eind van de week"
    assert choices_of(view) == shown


def test_a_view_is_replaced_only_when_that_is_asked(vault: Vault) -> None:
    first = save_view(vault, "Oost", {"tab": 0})
    with pytest.raises(ViewNameTakenError):
        save_view(vault, "OOST", {"tab": 1})
    assert vault.saved_views.all() == [first]
    second = replace_view(vault, "OOST", {"tab": 1})
    assert second.id == first.id
    assert vault.saved_views.all() == [second]
    assert choices_of(second) == {"tab": 1}
    drop_view(vault, second.id)
    assert vault.saved_views.all() == []


def test_what_a_view_shows_already_is_kept_under_its_name_without_a_question(vault: Vault) -> None:
    first = save_view(vault, "Oost", {"tab": 0})
    assert save_view(vault, "oost", {"tab": 0}).id == first.id
    assert [view.name for view in vault.saved_views.all()] == ["oost"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_name_that_is_none_is_refused(vault: Vault, name: str) -> None:
    with pytest.raises(RuleError):
        save_view(vault, name, {})
    with pytest.raises(RuleError):
        replace_view(vault, name, {})
