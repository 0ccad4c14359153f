"""Views under names: the same name is the same view, and a choice comes back as it was."""

import pytest

from vpdesk.domain.errors import RuleError
from vpdesk.services.saved_views import choices_of, drop_view, save_view
from vpdesk.vault.vault import Vault


def test_a_view_comes_back_as_it_was(vault: Vault) -> None:
    shown = {"tab": 2, "organisation": None, "due": "week", "direction": "ascending"}
    view = save_view(vault, "  Eind   van de week ", shown)
    assert vault.saved_views.all() == [view]
    assert view.name == "Eind van de week"
    assert choices_of(view) == shown


def test_the_same_name_takes_the_place_of_what_was_there(vault: Vault) -> None:
    first = save_view(vault, "Oost", {"tab": 0})
    second = save_view(vault, "OOST", {"tab": 1})
    assert second.id == first.id
    assert [choices_of(each) for each in vault.saved_views.all()] == [{"tab": 1}]
    drop_view(vault, second.id)
    assert vault.saved_views.all() == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_name_that_is_none_is_refused(vault: Vault, name: str) -> None:
    with pytest.raises(RuleError):
        save_view(vault, name, {})
