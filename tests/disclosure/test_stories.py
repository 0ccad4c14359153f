"""Nobody is found by a reader who knows the program and lays all releases to her group side by side.

And each rule does something: without it, the same reader finds somebody in the same worlds.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.disclosure import stories
from tests.disclosure.reader import Counts
from tests.disclosure.stories import Step, Story, quarter, read, worlds, year
from vpdesk.disclosure import basis, certificate, outline, release
from vpdesk.disclosure.certificate import Certificate, Frame, Shown
from vpdesk.disclosure.counts import TableCounts
from vpdesk.disclosure.history import Earlier, Printed
from vpdesk.disclosure.released import Kind
from vpdesk.disclosure.verdict import Verdict

INTERIM, TOLD = Kind.INTERIM, Kind.TOLD


def years(*most: int, width: int = 2, **changes: Any) -> Story:
    """One full release a year."""
    steps = tuple(Step(span=year(2024 + n), most=size, **changes) for n, size in enumerate(most))
    return Story(steps=steps, width=width)


TWO_YEARS = years(7, 7, width=3)
BLOCKS = years(5, 5, 5)
SIX_AND_SIX = Story(
    steps=(Step(span=year(2024), least=6, most=6, k=4), Step(span=year(2025), most=7, k=4)), width=3
)
FOUR_AND_FOUR = Story(
    steps=(Step(span=year(2024), least=4, most=4, k=4), Step(span=year(2025), most=7, k=4)), width=3
)
LATE = Story(
    steps=(Step(span=year(2024), least=9, most=9), Step(span=year(2025), most=5)), width=3
)
INTERIMS = Story(
    steps=(
        Step(span=quarter(2025, 1), kind=INTERIM, most=5),
        Step(span=quarter(2025, 2), kind=INTERIM, most=5),
        Step(span=year(2025), most=6),
    )
)
INTERIM_AND_BLOCK = Story(
    steps=(
        Step(span=year(2024), most=4),
        Step(span=quarter(2025, 3), kind=INTERIM, most=4),
        Step(span=year(2025), most=5),
    )
)
A_NUMBER_TOLD = Story(
    steps=(Step(span=quarter(2025, 1), kind=TOLD, most=4), Step(span=year(2025), most=9)), width=2
)
RAISED = Story(
    steps=(
        Step(span=year(2024), most=5),
        Step(span=year(2025), most=5),
        Step(span=year(2026), most=7, k=4),
    )
)
LOWERED = Story(
    steps=(
        Step(span=year(2024), most=7, k=4),
        Step(span=year(2025), most=5),
        Step(span=year(2026), most=5),
    )
)
RUNNING = Story(
    steps=(Step(span=year(2024), least=12, most=12), Step(span=year(2025), most=2)),
    width=3, runs=True,
)  # fmt: skip
RUNNING_ON = Story(
    steps=(
        Step(span=year(2024), least=15, most=15),
        Step(span=year(2025), most=2),
        Step(span=year(2026), most=2),
    ),
    width=2, runs=True,
)  # fmt: skip
RUNNING_BLOCK = Story(
    steps=(Step(span=year(2024), most=5), Step(span=year(2025), most=5), Step(span=year(2026), most=2)),
    width=2, runs=True,
)  # fmt: skip
KNOWN = Story(
    steps=(Step(span=year(2024), most=8, known=2), Step(span=year(2025), most=4, known=1))
)
#: A case may have both matters.
SEVERAL = Story(
    steps=(Step(span=year(2024), most=9), Step(span=year(2025), most=4)),
    patterns=(frozenset({0}), frozenset({1}), frozenset({0, 1})),
)  # fmt: skip
SEVERAL_AND_A_NUMBER_TOLD = Story(
    steps=(
        Step(span=quarter(2025, 1), kind=TOLD, most=3, k=4),
        Step(span=year(2025), most=10, least=8, k=4),
    ),
    patterns=SEVERAL.patterns,
)
SEVERAL_AND_A_THRESHOLD_RAISED = Story(
    steps=(
        Step(span=quarter(2025, 1), kind=INTERIM, most=4),
        Step(span=year(2025), most=9, k=5),
    ),
    patterns=SEVERAL.patterns,
)
#: Cases that were counted become known: of an interim band, of years that a block holds, of running ones.
TURNED_IN_A_BAND = Story(
    steps=(Step(span=quarter(2025, 1), kind=INTERIM, most=4), Step(span=year(2025), most=6, turned=2))
)
TURNED_IN_A_BLOCK = Story(
    steps=(Step(span=year(2024), most=5), Step(span=year(2025), most=5, turned=2))
)
TURNED_WHILE_RUNNING = Story(
    steps=(Step(span=year(2024), least=11, most=11), Step(span=year(2025), most=2, turned=1)),
    width=2, runs=True,
)  # fmt: skip
KAPPA_0 = years(8, width=3, kappa=0)
WIDE = years(13, width=4, least=13)

STORIES = {
    "two years": TWO_YEARS,
    "three years, and blocks of them": BLOCKS,
    "four and a number below eight, or eight": FOUR_AND_FOUR,
    "six and six": SIX_AND_SIX,
    "late cases after a table": LATE,
    "interim releases and the whole": INTERIMS,
    "a block with an interim release in it": INTERIM_AND_BLOCK,
    "a number that was told": A_NUMBER_TOLD,
    "a threshold that is raised": RAISED,
    "a threshold that is lowered": LOWERED,
    "what became of running cases": RUNNING,
    "and of those that still ran": RUNNING_ON,
    "running cases of a block": RUNNING_BLOCK,
    "cases that are known": KNOWN,
    "cases of a band that become known": TURNED_IN_A_BAND,
    "cases of a year that become known": TURNED_IN_A_BLOCK,
    "running cases that become known": TURNED_WHILE_RUNNING,
    "several matters of one case": SEVERAL,
    "several matters, and a number that was told": SEVERAL_AND_A_NUMBER_TOLD,
    "several matters, and a threshold that is raised": SEVERAL_AND_A_THRESHOLD_RAISED,
    "one table of four lines": WIDE,
    "one table where one case may stand outside": KAPPA_0,
}


@pytest.mark.parametrize("name", STORIES)
def test_nobody_is_found(name: str) -> None:
    found = read(STORIES[name], worlds(STORIES[name]))
    assert found.harm == set()
    assert found.worlds > found.documents > 1


def test_nor_by_a_reader_who_does_not_know_what_the_organisation_knows() -> None:
    assert read(KNOWN, worlds(KNOWN), knowing=False).harm == set()


def test_the_stories_print_what_they_are_about() -> None:
    """No story is safe because nothing is printed in it."""

    def ever(story: Story, seen: Callable[[Any], bool]) -> bool:
        return any(seen(world.printed[-1]) for world in worlds(story))

    # a band in between is left out
    ends = (year(2024), year(2026))
    assert ever(BLOCKS, lambda one: any(table.over == ends for table in one.tables))
    assert ever(INTERIM_AND_BLOCK, lambda one: any(len(table.over) == 2 for table in one.tables))
    assert ever(INTERIMS, lambda one: one.tables and any(part.count is None for part in one.parts))
    assert ever(INTERIMS, lambda one: one.totals[0].count is None and one.parts[0].count == 5)
    assert ever(A_NUMBER_TOLD, lambda one: one.parts[0].count == 1 and one.tables)
    assert ever(RUNNING, lambda one: one.follow_ups)
    assert ever(RUNNING_ON, lambda one: one.follow_ups)
    assert ever(RUNNING_BLOCK, lambda one: one.follow_ups and len(one.follow_ups[0].over) == 2)


PRINTED_OF, ADDS_UP = Printed.of, Frame.adds_up


def _zeros_shown(values: tuple[int, ...], k: int, _certified: object) -> Shown:
    return tuple(None if 1 <= n < k else n for n in values)


def _nothing_of_zero(self: Certificate, sizes: Any, remainder: Any) -> bool:
    """Ask of each hidden category that it can be k - 1, by Q or by C."""
    hidden = [place for place, size in enumerate(sizes) if size is certificate._Size.NONE]
    return remainder is not certificate._Size.LARGE or all(
        self._replays(sizes, remainder, place) for place in hidden
    )


def _any_remainder(self: Frame, shown: Shown) -> bool:
    hidden = shown.count(None)
    return self.remainder(shown) == 0 if hidden == 0 else hidden > 1 and self.remainder(shown) >= 1


def _one_may_be_hidden(self: Frame, shown: Shown) -> bool:
    return shown.count(None) == 1 or ADDS_UP(self, shown)


def _true_number(earlier: Earlier, at: int) -> Printed:
    """What was printed of a year, and its number too where only a band was printed."""
    return replace(PRINTED_OF(earlier, at), own=earlier.intake.cases)


def _known_when_counted(earlier: Earlier, _place: int) -> int:
    return earlier.intake.known


def _taken_off_then(then: Counts, _now: Counts) -> Counts:
    return then


#: Whoever became known since is not taken off.
_KNOWN_THEN: Any = [
    (Earlier, "known_at", _known_when_counted), (stories, "taken_off", _taken_off_then),
]  # fmt: skip


def _all_alike(table: TableCounts, k: int, kappa: int) -> Verdict:
    frame = Frame(cases=table.cases, total=table.total, k=k, kappa=kappa)
    return Verdict(frame=frame, known=(0,) * len(table.counts), known_cases=0, none=None)


#: A table of all cases, as if none of them were known.
_TABLE_OF_ALL: Any = [
    (Verdict, "of", _all_alike),
    (TableCounts, "residual", property(lambda table: replace(table, known_cases=0, known=()))),
    (TableCounts, "known_counts", property(lambda table: (0,) * len(table.counts))),
    (TableCounts, "_check_known", lambda _table: None),
]


CONTROLS: dict[str, tuple[Story, list[tuple[object, str, object]]]] = {
    "zeros are hidden": (TWO_YEARS, [(release, "shown_of", _zeros_shown)]),
    "each hidden line can be 0": (WIDE, [(Certificate, "_certified", _nothing_of_zero)]),
    "each hidden line can be k - 1": (WIDE, [(Frame, "adds_up", _any_remainder)]),
    "k cases or more stand outside, and not in a number that was told": (
        SEVERAL_AND_A_NUMBER_TOLD, [(Frame, "leaves_others", lambda _self, _count: True)],
    ),
    "nor in a slice that is small under a threshold that was raised": (
        SEVERAL_AND_A_THRESHOLD_RAISED, [(Frame, "leaves_others", lambda _self, _count: True)],
    ),
    "k cases or more stand outside": (SEVERAL, [(Frame, "leaves_others", lambda _self, _count: True)]),
    "not exactly one line is hidden": (TWO_YEARS, [(Frame, "adds_up", _one_may_be_hidden)]),
    "what was tabulated is not counted again": (LATE, [(basis, "ends_block", lambda _one, _k: False)]),
    "a lower threshold opens no older slice": (
        LOWERED, [(basis, "ends_block", lambda one, _k: one.tabulated)],
    ),
    "a year of which a band was printed is never tabulated": (
        BLOCKS, [(Printed, "of", _true_number)],
    ),
    "what came besides is printed from k on": (INTERIMS, [(outline, "printable", lambda one, _k: one.cases)]),
    "what is known protects nobody in the total": (
        KNOWN, [(outline, "printable", lambda one, k: one.cases if one.cases >= k else None)],
    ),
    "what is known protects nobody in a table": (
        KNOWN, _TABLE_OF_ALL,
    ),
    "what became known since protects nobody in the total": (TURNED_IN_A_BAND, _KNOWN_THEN),
    "what became known since protects nobody in a block": (TURNED_IN_A_BLOCK, _KNOWN_THEN),
    "what became known since is no running case any more": (TURNED_WHILE_RUNNING, _KNOWN_THEN),
}  # fmt: skip


@pytest.mark.parametrize("rule", CONTROLS)
def test_without_the_rule_somebody_is_found(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    story, changes = CONTROLS[rule]
    assert story in STORIES.values()
    for place, name, instead in changes:
        monkeypatch.setattr(place, name, instead)
    assert read(story, worlds(story)).harm != set()
