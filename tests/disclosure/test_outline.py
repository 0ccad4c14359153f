"""What a release will hold: its place among earlier ones, its totals, and what its tables count."""

from dataclasses import replace
from typing import Any

import pytest

from tests.disclosure.stories import quarter, year
from tests.disclosure.tables import plain_list
from vpdesk.disclosure.counts import TableCounts
from vpdesk.disclosure.follow_up import pools
from vpdesk.disclosure.history import (
    FIRST_ENGINE,
    Earlier,
    Intake,
    LowerThresholdError,
    SharedDaysError,
)
from vpdesk.disclosure.lists import RUNNING, DeclaredList
from vpdesk.disclosure.outline import Outline, outline
from vpdesk.disclosure.release import release
from vpdesk.disclosure.released import Category, Kind, Part, Span

#: Two halves of a year's outcomes: what ended, what runs.
OUTCOMES = DeclaredList(
    dimension="outcome",
    unit="cases",
    categories=(
        Category(key="resolved", members=("resolved",)),
        Category(key=RUNNING, members=(RUNNING,)),
    ),
)


def made(  # noqa: PLR0917  one release in a line
    kind: Kind, span: Span, cases: int, history: list[Earlier], k: int = 5, known: int = 0, **more: int
) -> Outline:
    """The outline of a release."""
    return outline(kind, span, Intake(cases=cases, known=known, more=more), history, k=k)


def went(  # noqa: PLR0917  one release in a line
    kind: Kind, span: Span, cases: int, history: list[Earlier], k: int = 5, running: int = 0, **more: int
) -> list[Earlier]:
    """The history with a release more, in which so many of the cases of its table are running."""
    planned = made(kind, span, cases, history, k, **more)
    tables = []
    if planned.basis:
        counts = (planned.basis.printed - running, running)
        tables = [TableCounts(declared=OUTCOMES, cases=sum(counts), counts=counts)]
    follow_ups = [
        TableCounts(declared=OUTCOMES, cases=n, counts=(n // 2, n - n // 2))
        for n in (pool.printed for pool in planned.pools)
    ]
    figures = release(planned, "W", tables, follow_ups=follow_ups)
    return [*history, Earlier(release=figures, intake=Intake(cases=cases, more=more))]


def totals(planned: Outline) -> dict[str, int | None]:
    return {total.unit: total.count for total in planned.totals}


FULL, INTERIM, TOLD = Kind.FULL, Kind.INTERIM, Kind.TOLD


@pytest.mark.parametrize(
    ("kind", "span", "later_kind", "later"),
    [
        (FULL, year(2025), FULL, year(2025)),
        (FULL, year(2025), FULL, Span(start=year(2025).end, end=year(2026).end)),
        (FULL, year(2025), INTERIM, quarter(2025, 4)),
        (INTERIM, quarter(2025, 1), INTERIM, quarter(2025, 1)),
        (INTERIM, year(2025), FULL, quarter(2025, 1)),
        (INTERIM, quarter(2025, 1), FULL, Span(start=quarter(2025, 1).end, end=year(2025).end)),
    ],
)
def test_releases_that_could_be_subtracted_share_no_day(
    kind: Kind, span: Span, later_kind: Kind, later: Span
) -> None:
    with pytest.raises(SharedDaysError) as info:
        made(later_kind, later, 9, went(kind, span, 9, []))
    assert info.value.span == span


def test_a_number_that_was_told_stands_in_nobodys_way() -> None:
    history = went(TOLD, quarter(2025, 1), 2, went(FULL, year(2025), 9, []))
    history = went(INTERIM, quarter(2026, 1), 7, went(TOLD, quarter(2026, 1), 3, history))
    assert totals(made(FULL, year(2026), 6, history)) == {"cases": 16}


def test_a_full_release_has_no_lower_threshold_than_what_it_holds() -> None:
    history = went(INTERIM, quarter(2025, 1), 7, [], 6)
    with pytest.raises(LowerThresholdError):
        made(FULL, year(2025), 9, history)
    assert totals(made(FULL, year(2025), 9, history, 6)) == {"cases": 16}


def test_what_came_besides_is_printed_from_k_on_and_holds_the_bands() -> None:
    history = went(INTERIM, quarter(2025, 2), 3, went(INTERIM, quarter(2025, 1), 6, []))
    little, enough = (made(FULL, year(2025), cases, history) for cases in (1, 2))
    assert (totals(little), totals(enough)) == ({"cases": None}, {"cases": 11})
    assert little.parts == (
        Part(span=quarter(2025, 1), count=6),
        Part(span=quarter(2025, 2), count=None),
    )
    assert (little.basis, enough.basis and enough.basis.batches) == (None, (0, 1, 2))


def test_what_the_tables_count_without_what_came_besides() -> None:
    history = went(INTERIM, quarter(2025, 1), 11, [])
    basis = made(FULL, year(2025), 4, history).basis
    assert basis is not None
    assert (basis.batches, basis.over, basis.printed) == ((0,), (quarter(2025, 1),), 11)


def test_other_totals_go_by_the_same_rule_and_with_printed_cases_only() -> None:
    history = went(INTERIM, quarter(2025, 1), 6, [], contacts=30, hours=2)
    assert history[-1].release.to_json()["totals"] == {"cases": 6, "contacts": 30, "hours": "<5"}
    history = went(INTERIM, quarter(2025, 2), 3, history, contacts=8, hours=1)
    assert history[-1].release.to_json()["totals"] == {"cases": "<5"}
    assert totals(made(FULL, year(2025), 9, history, contacts=1, hours=4)) == {
        "cases": 18,
        "contacts": 39,
        "hours": 7,
    }
    assert totals(made(FULL, year(2025), 1, history, contacts=1, hours=4)) == {"cases": None}


def test_no_band_contradicts_what_interim_figures_said() -> None:
    history = went(INTERIM, quarter(2025, 1), 6, [], contacts=30, hours=2)
    assert totals(made(FULL, year(2025), 6, history, contacts=1, hours=1)) == {"cases": 12, "hours": None}


def test_halves_are_counted_where_nothing_was_printed_inside_the_period() -> None:
    assert made(FULL, year(2025), 20, []).halved
    assert not made(FULL, year(2025), 19, []).halved
    assert not made(FULL, year(2025), 20, went(INTERIM, quarter(2025, 1), 6, [])).halved


def test_cases_that_are_known_are_printed_and_protect_nobody() -> None:
    assert totals(made(FULL, year(2025), 6, [], known=2)) == {"cases": None}
    assert totals(made(FULL, year(2025), 7, [], known=2)) == {"cases": 7}
    assert made(FULL, year(2025), 9, [], known=2).basis is None
    # whether there are tables follows from what is printed: or else it would tell that some are known
    basis = made(FULL, year(2025), 10, [], known=2).basis
    assert basis is not None
    assert (basis.printed, basis.known) == (10, 2)
    assert made(FULL, year(2025), 20, [], known=2).halved


def test_a_small_number_that_was_told_stands_in_tables_only_with_the_whole_total() -> None:
    """The reader of a report was perhaps not told it: the number of cases of its tables may not tell."""
    told = went(TOLD, quarter(2025, 1), 3, [])
    history = went(INTERIM, quarter(2025, 2), 11, told)
    beside_a_band = made(FULL, year(2025), 2, history)
    assert beside_a_band.basis is not None
    assert (totals(beside_a_band)["cases"], beside_a_band.basis.printed) == (None, 11)
    whole = made(FULL, year(2025), 6, history)
    assert whole.basis is not None
    assert (totals(whole)["cases"], whole.basis.printed, whole.basis.whole) == (20, 20, True)


def test_a_block_is_the_shortest_run_and_is_published_once() -> None:
    history = went(FULL, year(2023), 6, went(FULL, year(2022), 8, []), running=6)
    assert history[-1].release.tables[0].over == (year(2022), year(2023))
    assert made(FULL, year(2024), 7, history).basis is None
    later = made(FULL, year(2025), 7, went(FULL, year(2024), 7, history)).basis
    assert later is not None
    assert later.over == (year(2024), year(2025))


def test_a_block_has_four_releases_at_most_and_bands_count_for_nothing() -> None:
    def block(bands: int) -> tuple[Span, ...] | None:
        history = went(FULL, year(2020), 9, [])
        for n in range(bands):
            history = went(FULL, year(2021 + n), 4, history)
        basis = made(FULL, year(2025), 9, history).basis
        return None if basis is None else basis.over

    assert block(2) == (year(2020), year(2025))
    assert block(3) is None


@pytest.mark.parametrize("changes", [{"k": 6}, {"engine": FIRST_ENGINE}])
def test_nothing_is_added_to_a_release_that_closed_it(changes: dict[str, Any]) -> None:
    (before,) = went(FULL, year(2024), 9, [])
    old = replace(before, release=replace(before.release, **changes))
    assert made(FULL, year(2025), 9, [before]).basis is not None
    assert made(FULL, year(2025), 9, [old]).basis is None


def test_a_release_that_was_tabulated_closes_it_even_where_every_table_was_withheld() -> None:
    (before,) = went(FULL, year(2024), 12, [])
    old = replace(before, release=replace(before.release, tables=(), withheld=("outcome",)))
    assert made(FULL, year(2025), 9, [old]).basis is None


def test_running_cases_that_were_printed_are_followed_in_the_next_full_release_only() -> None:
    history = went(FULL, year(2023), 40, [], running=25)
    (pool,) = pools(history, 5)
    assert (pool.printed, pool.over, pool.batches, pool.since) == (25, (year(2023),), (0,), -1)
    history = went(FULL, year(2024), 3, went(INTERIM, quarter(2024, 1), 1, history))
    (table,) = history[-1].release.follow_ups
    assert (table.over, table.cases, table.follows) == ((year(2023),), 25, True)
    assert history[-1].release.table("outcome") is None
    (pool,) = pools(history, 5)
    assert (pool.printed, pool.over, pool.batches, pool.since) == (13, (year(2023),), (0,), 2)
    assert pools(history, 4) == ()
    history = went(FULL, year(2025), 3, history)
    assert [table.cases for table in history[-1].release.follow_ups] == [13]


def test_too_few_running_cases_are_not_divided() -> None:
    history = went(FULL, year(2023), 40, [], running=9)
    assert pools(history, 5) != ()
    history = went(FULL, year(2024), 3, history)
    assert history[-1].release.follow_ups == ()
    assert pools(history, 5) == ()


def test_counts_of_other_cases_than_the_outline_names_are_refused() -> None:
    planned = made(FULL, year(2025), 20, [])
    table = TableCounts(declared=plain_list(2), cases=19, counts=(10, 9))
    with pytest.raises(ValueError, match="outline"):
        release(planned, "W", [table])
    with pytest.raises(ValueError, match="outline"):
        release(planned, "W", follow_ups=[table])
