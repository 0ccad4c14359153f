"""Every page that hides something has its witnesses; and whoever checks them sees each fault."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.disclosure.tables import release_of, table_of
from tests.disclosure.test_release import tables
from vpdesk.disclosure.counts import TableCounts
from vpdesk.disclosure.released import Release
from vpdesk.disclosure.witness import Witness, witness_of
from vpdesk.disclosure.witness_check import Fault, check

#: A table of which the first line excludes all others, and that hides two.
EXCLUDING = table_of((30, 14, 6, 4), 52, excluding=True)


def witnesses(result: Release, counts: TableCounts) -> list[Witness]:
    found = [witness_of(table, counts, k=result.k, kappa=result.kappa) for table in result.tables]
    return [one for one in found if one is not None]


@given(tables(), st.sampled_from([3, 5, 10]))
def test_every_page_has_its_witnesses(counts: TableCounts, k: int) -> None:
    result = release_of(counts, k=k)
    found = witnesses(result, counts)
    assert len(found) == sum(table.remainder is not None for table in result.tables)
    stored = json.dumps([one.to_json() for one in found])
    assert check(result, [Witness.from_json(one) for one in json.loads(stored)]) == []


@given(tables(), st.sampled_from([3, 5, 10]))
def test_a_witness_is_read_as_it_was_written_by_every_version(counts: TableCounts, k: int) -> None:
    for one in witnesses(release_of(counts, k=k), counts):
        now = one.to_json()
        assert "excluding" not in now
        before = now | {"excluding": one.frame.excluding}
        first = {key: value for key, value in before.items() if key != "none"}
        assert Witness.from_json(now) == Witness.from_json(before) == one
        # the place was not kept then, and is not made up now
        assert Witness.from_json(first) == replace(one, none=None)


def test_that_a_line_excludes_all_others_is_read_from_its_place() -> None:
    (one,) = witnesses(release_of(EXCLUDING), EXCLUDING)
    assert one.frame.excluding
    data = one.to_json()
    assert Witness.from_json(data).frame.excluding
    assert not Witness.from_json(data | {"none": None}).frame.excluding


def test_cases_that_are_known_stand_beside_the_witness() -> None:
    counts = TableCounts(
        declared=table_of((12, 3, 9, 0)).declared,
        cases=24,
        counts=(12, 3, 9, 0),
        known_cases=3,
        known=(1, 0, 2, 0),
    )
    result = release_of(counts)
    (witness,) = witnesses(result, counts)
    assert check(result, [witness]) == []
    assert witness.frame.cases == 21
    (wrong,) = check(result, [replace(witness, known=(0, 0, 0, 0))])
    assert wrong.fault is Fault.OTHER_PAGE


COUNTS = table_of((12, 3, 9, 2, 0))
RESULT = release_of(COUNTS)
(GOOD,) = witnesses(RESULT, COUNTS)


def faults(*given: Witness) -> set[Fault]:
    return {one.fault for one in check(RESULT, given)}


def hidden_worlds(*amounts: tuple[int, int, int]) -> Witness:
    """The witness with other amounts in its three hidden lines."""
    return replace(GOOD, worlds=tuple((12, first, 9, *rest) for first, *rest in amounts))


def test_the_good_one_is_good() -> None:
    assert GOOD.shown == (12, None, 9, None, None)
    assert faults(GOOD) == set()


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ([], Fault.MISSING),
        ([GOOD, GOOD], Fault.MISSING),
        ([replace(GOOD, dimension="matter")], Fault.MISSING),
        ([replace(GOOD, follows=True)], Fault.MISSING),
        ([replace(GOOD, shown=(12, None, 8, None, None))], Fault.OTHER_PAGE),
        ([replace(GOOD, frame=replace(GOOD.frame, k=4))], Fault.OTHER_PAGE),
        ([replace(GOOD, frame=replace(GOOD.frame, total=27, cases=27))], Fault.OTHER_PAGE),
        ([hidden_worlds((1, 4, 0), (4, 0, 1), (1, 0, 4))], Fault.NEVER_ZERO),
        ([hidden_worlds((0, 3, 2), (3, 0, 2), (3, 2, 0))], Fault.NEVER_LARGE),
        ([hidden_worlds((0, 4, 2), (4, 0, 1), (0, 1, 4), (1, 4, 0))], Fault.NO_WORLD),
        ([hidden_worlds((0, 4, 1), (4, 0, 1), (6, -5, 4), (1, 4, 0), (0, 1, 4))], Fault.NO_WORLD),
        ([replace(GOOD, worlds=())], Fault.SHARED),
        # five in the line before: there they are printed, and the nine after them are not
        ([replace(GOOD, worlds=(*GOOD.worlds, (12, 5, 9, 0, 0)))], Fault.OTHER_PRINT),
    ],
)
def test_each_fault_is_seen(given: list[Witness], fault: Fault) -> None:
    assert fault in faults(*given)


def test_a_witness_of_a_table_that_hides_nothing_is_one_too_many() -> None:
    whole = release_of(table_of((12, 9)))
    assert {one.fault for one in check(whole, [replace(GOOD, categories=("a", "b"))])} == {Fault.MISSING}


def test_a_page_that_nothing_certifies_has_none() -> None:
    """A table that was printed with four in the remainder, by somebody else than us."""
    table = replace(RESULT.tables[0], lines=RESULT.tables[0].lines[:2])
    with pytest.raises(ValueError, match="certifies"):
        witness_of(table, table_of((12, 1, 9, 1, 0)), k=5, kappa=1)
