import pytest

from vpdesk import i18n
from vpdesk.disclosure.lists import COARSE_ENTRIES, DEFAULT_ENTRIES, declare
from vpdesk.services.dimensions import DIMENSIONS, Dimension
from vpdesk.views.organisations.entries import entry_words, offers, split, usual, whole

EVERY = pytest.mark.parametrize("dimension", DIMENSIONS, ids=lambda dimension: dimension.name)


@EVERY
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_line_of_the_usual_lists_has_words_of_its_own(dimension: Dimension, language: str) -> None:
    i18n.use(language)
    for lists in (DEFAULT_ENTRIES, COARSE_ENTRIES):
        if dimension.name in lists:
            entries = lists[dimension.name]
            words = [entry_words(dimension.name, entry, entries) for entry in entries]
            assert all(words)
            assert len(set(words)) == len(words)


@EVERY
def test_whatever_is_offered_can_be_added(dimension: Dimension) -> None:
    entries = usual(dimension.name)[:2]
    for entry in offers(dimension.name, entries):
        declare(dimension.name, dimension.unit, [*entries, entry], dimension.universe)
        assert entry_words(dimension.name, entry, [*entries, entry])


def test_what_is_listed_is_not_offered_again() -> None:
    offered = offers("matter", ["intimidation+stalking+abuse_of_power", "integrity", "other"])
    assert not {"intimidation", "stalking", "integrity"} & set(offered)
    assert "other" not in offers("matter", ["bullying"])
    assert {"bullying", "fraud", "outside"} <= set(offered)


def test_a_class_names_what_it_still_takes() -> None:
    assert entry_words("matter", "integrity", ["integrity"]) == "Business integrity"
    assert entry_words("matter", "integrity", ["fraud", "integrity"]) == "Business integrity, the rest"


def test_the_line_of_all_that_is_not_listed_comes_and_goes_by_itself() -> None:
    assert whole("matter", ["conduct", "integrity"]) == ["conduct", "integrity", "other"]
    complete = ["conduct", "integrity", "outside"]
    assert whole("matter", [*complete, "other"]) == whole("matter", complete) == complete
    assert whole("matter", ["other", "bullying"]) == ["other", "bullying"]  # where it was put, it stays
    assert whole("route", usual("route")) == usual("route")
    assert whole("route", []) == ["other"]


def test_entries_are_read_as_they_are_stored() -> None:
    assert split("bullying, stalking+abuse_of_power,other") == [
        "bullying",
        "stalking+abuse_of_power",
        "other",
    ]
    assert split("") == []
