"""Published tables that leak, and what the literature says of them: facts only, each with its source."""

from collections.abc import Iterable, Mapping, Sequence

from tests.disclosure.audit.documents import body, openings, table
from vpdesk.disclosure.audit.auditor import audit
from vpdesk.disclosure.audit.bounds import Interval, Row, System, at_least, equal, sum_of
from vpdesk.disclosure.audit.findings import Fault
from vpdesk.disclosure.audit.space import Space

Counts = Mapping[str, Sequence[int]]


def crossed(
    counts: Counts, columns: Sequence[str], hidden: Iterable[tuple[str, str]], *extra: Row
) -> tuple[Space, System]:
    """A two-way table with published margins, of which some cells are hidden."""
    space = Space(dimensions={"row": list(counts), "column": columns}, cliques=(("row", "column"),))
    gone = set(hidden)
    rows = [*space.rows(), *extra]
    for name, line in counts.items():
        rows.append(equal(space.cells({"row": name}), sum(line)))
        for column, count in zip(columns, line, strict=True):
            if (name, column) not in gone:
                rows.append(equal(space.cells({"row": name, "column": column}), count))
    for place, column in enumerate(columns):
        rows.append(equal(space.cells({"column": column}), sum(line[place] for line in counts.values())))
    return space, System(rows)


def interval(space: Space, system: System, row: str, column: str) -> Interval:
    return system.bounds(sum_of(space.cells({"row": row, "column": column})))


COUNTRIES = ("Iceland", "Portugal", "Spain")
FOUR = [(row, column) for row in ("old", "young") for column in ("Iceland", "Portugal")]


def test_a_small_table_of_the_gauss_suppression_package() -> None:
    """GaussSuppression 1.0.0 (MIT), vignette "Small count frequency table suppression", Table 1."""
    space, system = crossed({"old": (3, 4, 6), "young": (2, 0, 5)}, COUNTRIES, FOUR)
    assert interval(space, system, "young", "Portugal") == Interval(low=0, high=2)
    assert interval(space, system, "old", "Iceland") == Interval(low=3, high=5)


def test_the_intervals_of_the_gauss_suppression_package() -> None:
    """The same vignette, Table 9: before and after the additional suppression."""
    counts = {"old": (10, 11, 17), "young": (3, 1, 17)}
    space, system = crossed(counts, COUNTRIES, FOUR)
    assert interval(space, system, "young", "Iceland") == Interval(low=0, high=4)
    assert interval(space, system, "young", "Portugal") == Interval(low=0, high=4)
    every = [(row, column) for row in counts for column in COUNTRIES]
    space, system = crossed(counts, COUNTRIES, every)
    assert interval(space, system, "young", "Iceland") == Interval(low=0, high=13)
    assert interval(space, system, "young", "Portugal") == Interval(low=0, high=12)


def test_two_singletons_give_each_other_away() -> None:
    """The same vignette, under Table 8: no zero is hidden, so both cells are at least 1."""
    young = {"Iceland": 1, "Portugal": 1, "Spain": 7}
    space = Space(dimensions={"geo": COUNTRIES}, cliques=(("geo",),))
    rows = [equal(space.cells(), sum(young.values())), equal(space.cells({"geo": "Spain"}), 7)]
    hidden = [space.cells({"geo": name}) for name in ("Iceland", "Portugal")]
    system = System([*rows, *(at_least(cells, 1) for cells in hidden)])
    assert [system.bounds(sum_of(cells)) for cells in hidden] == [Interval(low=1, high=1)] * 2
    assert System(rows).bounds(sum_of(hidden[0])) == Interval(low=0, high=2)


SDC_TABLE = {"w": (30, 47, 64, 89), "x": (90, 124, 5, 31), "y": (92, 100, 59, 85), "z": (800, 991, 651, 685)}
HEURISTIC = ["wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"]


def test_two_hidden_in_each_line_are_not_enough() -> None:
    """sdcTable 0.34.0, test-simpleheuristic.R: w|b is 47; with x|d hidden too it is in [0, 78]."""
    hidden = [(name[0], name[1]) for name in HEURISTIC]
    space, system = crossed(SDC_TABLE, "abcd", hidden)
    assert interval(space, system, "w", "b") == Interval(low=47, high=47)
    space, system = crossed(SDC_TABLE, "abcd", [*hidden, ("x", "d")])
    assert interval(space, system, "w", "b") == Interval(low=0, high=78)


def test_group_disclosure_of_the_handbook() -> None:
    """SDC handbook (ESSnet/Eurostat), chapter 5: marital status by hours; all married work full time."""
    lines = {"Married": (6, 0), "Divorced": (5, 1), "Single": (2, 2)}
    for kappa, expected in ((0, {"Married"}), (1, {"Married", "Divorced"})):
        found = set()
        for name, (full, part) in lines.items():
            printed = table("hours", {"full": full, "part": part})
            page = body(full + part, printed, k=3, kappa=kappa)
            result = audit([page], [openings("hours", {"full": full, "part": part})], kappa=kappa)
            if any(finding.fault is Fault.SHARED for finding in result.findings):
                found.add(name)
        assert found == expected


def test_recoded_classes_single_out_one_man() -> None:
    """The same chapter, differencing: <20 and 20-39 beside <25 and 25-39 leave one man of 20 to 24."""
    first = {"0-19": 6, "20-39": 9, "40-59": 5, "60-69": 8, "70+": 4}
    second = {"0-24": 7, "25-39": 8, "40-59": 5, "60-69": 8, "70+": 4}
    rest = {key: (key,) for key in ("40-59", "60-69", "70+")}
    one = body(
        32,
        table("age", first, members={"0-19": ("0-19",), "20-39": ("20-24", "25-39"), **rest}),
        table("age", second, members={"0-24": ("0-19", "20-24"), "25-39": ("25-39",), **rest}),
        k=3,
    )
    space = Space(
        dimensions={"age": ("0-19", "20-24", "25-39")},
        cliques=(("age",),),
    )
    cell = {age: space.cells({"age": age}) for age in space.dimensions["age"]}
    rows = [
        equal(cell["0-19"], 6),
        equal([*cell["20-24"], *cell["25-39"]], 9),
        equal([*cell["0-19"], *cell["20-24"]], 7),
        equal(cell["25-39"], 8),
    ]
    assert System(rows).bounds(sum_of(cell["20-24"])) == Interval(low=1, high=1)
    faults = [finding.fault for finding in audit([one], None, kappa=1).findings]
    assert Fault.TWICE in faults


def test_a_circle_of_margins_is_wider_than_its_table() -> None:
    """Pairs of three dimensions: margins that agree two by two and come from no table (Vorob'ev 1962)."""
    values = dict.fromkeys("abc", ("0", "1"))
    pairs = (("a", "b"), ("b", "c"), ("a", "c"))
    circle = Space(dimensions=values, cliques=pairs)
    whole = Space(dimensions=values, cliques=(("a", "b", "c"),))

    def printed(space: Space) -> list[Row]:
        equalities = [("a", "b", 1), ("b", "c", 1), ("a", "c", 0)]
        rows = [equal(space.cells(), 2), *space.rows()]
        for one, other, same in equalities:
            rows += [
                equal(space.cells({one: v, other: w}), int((v == w) == bool(same)))
                for v in "01"
                for w in "01"
            ]
        return rows

    assert System(printed(circle)).possible
    assert not System(printed(whole)).possible
