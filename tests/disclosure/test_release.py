"""Releases: published figures, the template, and what holds of every one."""

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.disclosure.audit.documents import opening
from tests.disclosure.tables import first_release, plain_list, release_of, shown_in, table_of
from vpdesk.disclosure.audit.auditor import audit
from vpdesk.disclosure.audit.findings import Fault
from vpdesk.disclosure.counts import TableCounts, tally
from vpdesk.disclosure.lists import DEFAULT_ENTRIES, NONE, declare
from vpdesk.disclosure.outline import ENGINE
from vpdesk.disclosure.released import Release, ReleasedTable
from vpdesk.disclosure.verdict import Verdict
from vpdesk.services.dimensions import BY_NAME


def table_for(dimension: str, entries: tuple[str, ...], counts: dict[str, int]) -> TableCounts:
    """The table over a declared list of cases that have one code each."""
    room = BY_NAME[dimension]
    declared = declare(dimension, room.unit, entries, room.universe)
    return tally(declared, (frozenset({code}) for code, n in counts.items() for _ in range(n)))


def only_table(result: Release) -> ReleasedTable:
    (table,) = result.tables
    return table


def printed(table: ReleasedTable) -> dict[str, int]:
    return {line.category.key: line.count for line in table.lines}


# A set of external counsellors in the culture sector, published over 2023
CULTURE = {
    "sexual_harassment": 61, "intimidation": 34, "bullying": 22, "discrimination": 17, "aggression": 46,
    "other_conduct": 20,
}  # fmt: skip


def test_five_published_kinds_are_printed_on_the_default_list_and_the_rest_in_one_line() -> None:
    table = only_table(release_of(table_for("matter", DEFAULT_ENTRIES["matter"], CULTURE)))
    assert printed(table) == {
        "bullying": 22, "intimidation": 34, "sexual_harassment": 61, "discrimination": 17, "aggression": 46,
    }  # fmt: skip
    assert table.remainder is not None
    assert table.remainder.count == 20
    assert [category.key for category in table.remainder.categories] == [
        "integrity",
        "outside",
        "other",
    ]


def test_the_same_figures_are_all_printed_where_the_sixth_line_is_that_of_everything_else() -> None:
    *five, last = CULTURE
    result = release_of(table_for("matter", tuple(five), CULTURE))
    assert printed(only_table(result)) == {key: CULTURE[key] for key in five} | {"other": CULTURE[last]}
    assert only_table(result).remainder is None


def test_a_list_that_names_all_six_does_not_tell_that_there_was_nothing_else() -> None:
    table = only_table(release_of(table_for("matter", tuple(CULTURE), CULTURE)))
    assert table.remainder is not None
    hidden = [category.key for category in table.remainder.categories]
    assert (hidden, table.remainder.count) == (["other_conduct", "other"], 20)


def test_seven_published_kinds_are_all_printed_the_one_of_five_included() -> None:
    kinds = (
        "bullying",
        "aggression",
        "sexual_harassment",
        "stalking",
        "discrimination",
        "fraud",
        "other",
    )
    for counts in ((595, 362, 180, 92, 51, 5, 66), (752, 478, 261, 139, 96, 11, 6)):
        codes = [*kinds[:-1], "career"]
        result = release_of(table_for("matter", kinds, dict(zip(codes, counts, strict=True))))
        assert tuple(printed(only_table(result)).values()) == counts
        assert only_table(result).remainder is None
        assert result.total("matters") == replace(
            result.totals[0], unit="matters", count=sum(counts)
        )


def test_published_outcomes_with_cases_still_running_are_all_printed() -> None:
    outcomes, lines = ("handled_formally", "unresolved", "running"), ("handled_formally", "other", "running")
    for counts in ((114, 15, 18), (119, 41, 16), (83, 51, 28)):
        result = release_of(
            table_for("outcome", lines, dict(zip(outcomes, counts, strict=True)))
        )
        assert tuple(printed(only_table(result)).values()) == counts


def test_of_two_cases_only_the_band_is_printed() -> None:
    two = table_for("matter", DEFAULT_ENTRIES["matter"], {"bullying": 1, "fraud": 1})
    result = first_release(2, two, contacts=9)
    assert result.to_json()["totals"] == {"cases": "<5"}
    assert (result.tables, result.withheld) == ((), ())


def test_all_releases_below_k_are_alike() -> None:
    none, four = (table_of((n, 0)) for n in (0, 4))
    assert release_of(none) == release_of(four)


def test_cases_and_matters_are_counted_apart() -> None:
    codes = (
        ["bullying"] * 20 + ["intimidation"] * 14 + ["sexual_harassment"] * 9 + ["workload"] * 13
    )
    cases = [frozenset(codes[n::31]) for n in range(31)]
    room = BY_NAME["matter"]
    table = tally(declare("matter", "matters", DEFAULT_ENTRIES["matter"], room.universe), cases)
    result = release_of(table)
    assert result.to_json()["totals"] == {"cases": 31, "matters": 56}
    assert only_table(result).unit == "matters"


def test_the_template_goes_by_the_number_of_cases_alone() -> None:
    def parts(cases: int) -> tuple[object, int]:
        result = release_of(table_of((cases - cases // 2, cases // 2)))
        return result.to_json()["totals"]["cases"], len(result.tables) + len(result.withheld)

    assert [parts(n) for n in (0, 4, 5, 9, 10, 40)] == [
        ("<5", 0), ("<5", 0), (5, 0), (9, 0), (10, 1), (40, 1),
    ]  # fmt: skip


def test_other_totals_stand_under_the_same_threshold() -> None:
    def totals(cases: int) -> object:
        result = first_release(cases, table_of((cases, 0)), contacts=30, hours=4)
        return result.to_json()["totals"]

    assert totals(4) == {"cases": "<5"}
    assert totals(5) == {"cases": 5, "contacts": 30, "hours": "<5"}


def test_a_table_without_certificate_is_named_and_takes_its_own_total_along() -> None:
    result = release_of(table_of((20, 0, 0), 20))
    assert result.withheld == ("route",)
    assert (result.tables, result.total("routes")) == ((), None)


@pytest.mark.parametrize(("counts", "printed"), [((12, 8), True), ((12, 10), False), ((15, 10), True)])
def test_two_lines_do_not_tell_how_few_cases_stand_in_both(counts: tuple[int, int], printed: bool) -> None:
    result = release_of(table_of(counts, 20))
    assert bool(result.tables) == printed
    assert (result.withheld == ()) == printed


def test_of_two_lines_the_cases_that_were_known_are_taken_off_first() -> None:
    counts = replace(table_of((16, 14), 24), known_cases=4, known=(4, 4))
    assert release_of(counts).withheld == ("route",)  # six in both, of which the organisation knows four


def test_tables_of_different_cases_do_not_go_together() -> None:
    with pytest.raises(ValueError, match="outline"):
        first_release(21, table_of((20, 1)), table_of((20, 0)))


def test_the_thresholds_and_the_engine_stand_in_the_release() -> None:
    result = release_of(table_of((20, 30)), k=10, kappa=2)
    assert (result.k, result.kappa, result.engine) == (10, 2, ENGINE)


COUNT = st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 80))
COUNTS = st.lists(COUNT, min_size=2, max_size=8).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> TableCounts:
    """A table of cases, or of routes of which a case may have several, `none` by itself among them."""
    counts: tuple[int, ...] = draw(COUNTS)
    if draw(st.booleans()):
        return table_of(counts)
    excluding = draw(st.booleans())
    least = max(counts[1:]) + counts[0] if excluding else max(counts)
    return table_of(counts, draw(st.integers(least, sum(counts))), excluding=excluding)


@given(tables(), st.sampled_from([3, 5, 10]))
def test_what_is_printed_is_true_in_list_order_and_adds_up(table: TableCounts, k: int) -> None:
    result = release_of(table, k=k)
    shown = shown_in(result, table)
    if shown is None:
        assert table.cases < 2 * k or result.withheld == ("route",)
        return
    lines = only_table(result).lines
    remainder = only_table(result).remainder
    order = [category.key for category in table.declared.categories]
    assert [line.category.key for line in lines] == sorted(
        printed(only_table(result)), key=order.index
    )
    assert all(line.count >= k for line in lines)
    assert all(count in {None, true} for count, true in zip(shown, table.counts, strict=True))
    left = remainder.count if remainder else 0
    assert sum(line.count for line in lines) + left == table.total


@given(tables(), st.sampled_from([3, 5, 10]))
def test_the_remainder_is_at_least_k_and_names_all_that_is_hidden_never_one(
    table: TableCounts, k: int
) -> None:
    result = release_of(table, k=k)
    for released in result.tables:
        hidden = [c for c in table.declared.categories if c.key not in printed(released)]
        if released.remainder is None:
            assert hidden == []
        else:
            assert list(released.remainder.categories) == hidden
            assert len(hidden) > 1
            assert released.remainder.count >= k


@given(tables())
def test_the_same_counts_give_the_same_release_and_its_json_gives_it_back(
    table: TableCounts,
) -> None:
    result = release_of(table)
    assert release_of(table) == result
    assert Release.from_json(json.loads(json.dumps(result.to_json()))) == result


@given(tables())
def test_nothing_that_is_hidden_stands_in_the_json(table: TableCounts) -> None:
    """Moving what is hidden from one hidden category to another leaves every byte as it is."""
    result = release_of(table)
    shown = shown_in(result, table)
    if shown is None or shown.count(None) < 2:
        return
    hidden = [place for place, count in enumerate(shown) if count is None]
    small = [0] * len(shown)
    left = sum(table.counts[place] for place in hidden)
    for place in hidden:
        small[place] = min(left, 4)
        left -= small[place]
    if left == 0 and not table.declared.excluding:
        moved = tuple(s if c is None else c for c, s in zip(shown, small, strict=True))
        assert release_of(replace(table, counts=moved)).to_json() == result.to_json()


@given(
    st.lists(st.sampled_from(["a", "b", "c", "a b", "b c", NONE]), min_size=10, max_size=40),
    st.randoms(),
)
def test_the_order_of_the_cases_does_not_matter(codes: list[str], rng: random.Random) -> None:
    declared = plain_list(3, unit="matters")
    declared = replace(
        declared,
        categories=(
            *declared.categories,
            replace(declared.categories[0], key=NONE, members=(NONE,)),
        ),
    )
    cases = [frozenset(case.split()) for case in codes]
    shuffled = list(cases)
    rng.shuffle(shuffled)
    assert release_of(tally(declared, cases)) == release_of(tally(declared, shuffled))


def test_what_was_known_gives_no_line_away_to_who_did_not_know_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Twelve cases and thirteen hidden codes: one of the known cases has both, so that b is not 0."""
    declared = plain_list(3, unit="matters")
    table = TableCounts(
        declared=declared, cases=12, counts=(12, 1, 3), known_cases=2, known=(2, 1, 0)
    )
    events = [
        opening({declared.dimension: ["a", "b"]}, known=True),
        opening({declared.dimension: ["a"]}, known=True),
        *[opening({declared.dimension: ["a", "c"]})] * 3,
        *[opening({declared.dimension: ["a"]})] * 7,
    ]

    def faults() -> set[Fault]:
        page = release_of(table, k=3).to_json()
        return {finding.fault for finding in audit([page], [events], kappa=1).findings}

    assert release_of(table, k=3).withheld == ("route",)
    assert faults() == set()
    monkeypatch.setattr(Verdict, "_hides_from_all", lambda *_: True)
    assert release_of(table, k=3).withheld == ()
    assert faults() == {Fault.NARROW}
