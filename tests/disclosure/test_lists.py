"""Declared lists: how entries are read, and what is wrong with a list."""

import pytest

from vpdesk.disclosure.lists import (
    COARSE_ENTRIES,
    DEFAULT_ENTRIES,
    MOST_CATEGORIES,
    NONE,
    RUNNING,
    CodeTwiceError,
    DeclaredList,
    EmptyCategoryError,
    ListError,
    TooFewCategoriesError,
    TooManyCategoriesError,
    UnknownCodeError,
    completed,
    declare,
    default_entries,
)
from vpdesk.domain.register import RUNNING as OUTCOME_RUNNING
from vpdesk.services.dimensions import BY_NAME, DIMENSIONS, NO_ROUTE, Dimension

#: A dimension of two classes and a code without one.
FRUIT = {
    "apple": "pome",
    "pear": "pome",
    "quince": "pome",
    "plum": "stone",
    "cherry": "stone",
    "fig": "",
}


def declared(*entries: str) -> DeclaredList:
    return declare("fruit", "cases", entries, FRUIT)


def members(*entries: str) -> dict[str, tuple[str, ...]]:
    return {category.key: category.members for category in declared(*entries).categories}


def test_an_entry_is_a_code_a_class_a_join_or_other_in_the_order_given() -> None:
    assert members("pear", "plum+fig", "pome", "other") == {
        "pear": ("pear",),
        "plum": ("plum", "fig"),
        "pome": ("apple", "quince"),
        "other": ("cherry",),
    }


def test_a_class_leaves_out_what_is_listed_by_itself_wherever_that_stands() -> None:
    assert members("pome", "pear", "other")["pome"] == ("apple", "quince")


def test_a_class_can_be_joined() -> None:
    assert members("pome", "stone+fig") == {
        "pome": ("apple", "pear", "quince"),
        "stone": ("plum", "cherry", "fig"),
    }


def test_spaces_around_entries_and_codes_do_not_matter() -> None:
    assert members(" apple ", "pear + quince", "other")["pear"] == ("pear", "quince")


def test_what_a_list_leaves_out_is_counted_in_other_at_its_end() -> None:
    """Were there no place for a code, a report that is refused would tell that a case has it."""
    assert members("pome", "plum") == {
        "pome": ("apple", "pear", "quince"),
        "plum": ("plum",),
        "other": ("cherry", "fig"),
    }
    assert list(members("pome")) == ["pome", "other"]


def test_nothing_is_added_where_other_stands_or_nothing_is_left_for_it() -> None:
    """A line that is bound to be empty would protect nobody."""
    assert completed(["pome", "other", "plum"], FRUIT) == ("pome", "other", "plum")
    assert completed(["pome", "stone + fig"], FRUIT) == ("pome", "stone + fig")
    assert completed(["apple", "pear", "quince", "stone", "fig"], FRUIT)[-1] == "fig"
    assert completed(["apple", "pear", "stone", "fig"], FRUIT)[-1] == "other"


def test_each_code_has_its_category() -> None:
    fruit = declared("pome", "plum+fig", "other")
    keys = {code: fruit.category(code).key for code in FRUIT}
    assert keys == {
        "apple": "pome", "pear": "pome", "quince": "pome", "plum": "plum", "cherry": "other", "fig": "plum",
    }  # fmt: skip


def test_a_code_of_another_dimension_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        declared("pome", "plum").category("leek")


@pytest.mark.parametrize(
    ("entries", "error", "entry"),
    [
        (["apple", "mango"], UnknownCodeError, "mango"),
        (["apple", ""], UnknownCodeError, ""),
        (["apple", "pear+"], UnknownCodeError, ""),
        (["apple", "pear+other"], UnknownCodeError, "other"),
        (["apple", "pear", "apple"], CodeTwiceError, "apple"),
        (["apple+pear", "pear+plum"], CodeTwiceError, "pear"),
        (["pome", "stone+pome"], CodeTwiceError, "pome"),
        (["other", "apple", "other"], CodeTwiceError, "other"),
        (["plum", "cherry", "stone", "other"], EmptyCategoryError, "stone"),
        (["pome", "stone", "fig", "other"], EmptyCategoryError, "other"),
        (["pome+stone+fig"], TooFewCategoriesError, ""),
        (["other"], TooFewCategoriesError, ""),
        ([], TooFewCategoriesError, ""),
    ],
)
def test_says_what_is_wrong(entries: list[str], error: type[ListError], entry: str) -> None:
    with pytest.raises(ListError) as raised:
        declared(*entries)
    assert type(raised.value) is error
    assert raised.value.entry == entry


def test_a_list_is_not_longer_than_can_be_certified_in_a_moment() -> None:
    universe = {f"code{n}": "" for n in range(MOST_CATEGORIES + 2)}
    codes = list(universe)
    most = declare("d", "cases", codes[:MOST_CATEGORIES], universe)
    assert most.categories[-1].members == tuple(codes[MOST_CATEGORIES:])
    assert declare("d", "cases", [one.key for one in most.categories], universe) == most
    with pytest.raises(TooManyCategoriesError):
        declare("d", "cases", codes[: MOST_CATEGORIES + 1], universe)


def test_a_code_named_other_belongs_to_other() -> None:
    """Entry has a code of that name; a list cannot tell it from what is not listed."""
    entry = BY_NAME["entry"]
    assert {"other", "unknown"} < set(
        declare("entry", "cases", ["phone", "other"], entry.universe).category("other").members
    )


@pytest.mark.parametrize("dimension", DIMENSIONS, ids=lambda dimension: dimension.name)
def test_every_dimension_has_a_default_with_a_place_for_each_of_its_codes(
    dimension: Dimension,
) -> None:
    for entries in (DEFAULT_ENTRIES, COARSE_ENTRIES):
        if dimension.name in entries:
            used = entries[dimension.name]
            assert completed(used, dimension.universe) == used


def test_the_default_lists_are_as_long_as_was_measured() -> None:
    lengths = {dimension: len(entries) for dimension, entries in DEFAULT_ENTRIES.items()}
    assert lengths == {
        "matter": 8, "reporter_position": 4, "respondent_relation": 5, "entry": 5, "route": 4, "outcome": 4,
    }  # fmt: skip


def test_other_conduct_is_the_last_label_of_matters() -> None:
    matter = BY_NAME["matter"]
    last = declare("matter", "matters", DEFAULT_ENTRIES["matter"], matter.universe).categories[-1]
    assert (last.key, last.members) == ("other", ("other_conduct",))


@pytest.mark.parametrize(("cases", "k", "labels"), [(19, 5, 3), (20, 5, 8), (11, 3, 3), (12, 3, 8)])
def test_matters_have_the_short_list_below_four_times_k(cases: int, k: int, labels: int) -> None:
    assert len(default_entries("matter", cases=cases, k=k)) == labels


def test_other_dimensions_have_one_list_whatever_the_number() -> None:
    assert default_entries("route", cases=11, k=5) == default_entries("route", cases=400, k=5)


def test_pseudo_codes_can_be_declared() -> None:
    outcome = BY_NAME["outcome"]
    own = declare("outcome", "cases", ["resolved", "running", "other"], outcome.universe)
    assert own.category("running").members == ("running",)


def test_only_no_route_standing_by_itself_excludes_the_others() -> None:
    route = BY_NAME["route"]
    assert declare("route", "routes", ["none", "self", "other"], route.universe).excluding
    joined = declare("route", "routes", DEFAULT_ENTRIES["route"], route.universe)
    assert not joined.excluding


def test_the_two_codes_for_counting_only_are_those_of_the_profession() -> None:
    """This room knows no profession, so that it names them for itself."""
    assert (NONE, RUNNING) == (NO_ROUTE, OUTCOME_RUNNING)


def test_the_usual_outcomes_end_in_what_is_running_alone() -> None:
    outcome = BY_NAME["outcome"]
    listed = declare("outcome", "cases", DEFAULT_ENTRIES["outcome"], outcome.universe)
    assert listed.categories[-1].members == (RUNNING,)
    assert len(listed.categories) == len(DEFAULT_ENTRIES["outcome"])
