"""What the auditor finds in documents that are wrong in one way each, and nothing in good ones."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.disclosure.audit.counting_worlds import compare_documents
from tests.disclosure.audit.documents import Body, body, closing, half, opening, openings, table, year
from vpdesk.disclosure.audit import worlds
from vpdesk.disclosure.audit.auditor import audit
from vpdesk.disclosure.audit.bounds import Interval
from vpdesk.disclosure.audit.chain import chain_of
from vpdesk.disclosure.audit.findings import Fault, Finding, Named, Reader
from vpdesk.disclosure.audit.page import read_all
from vpdesk.disclosure.audit.search import Search
from vpdesk.disclosure.audit.truth import Truth

Events = Sequence[Sequence[Mapping[str, Any]]]


def faults(bodies: Sequence[Body], events: Events | None = None, *, kappa: int = 1) -> set[Fault]:
    """What is found in `bodies`."""
    return {finding.fault for finding in audit(bodies, events, kappa=kappa).findings}


def one_finding(bodies: Sequence[Body], events: Events | None = None) -> Finding:
    """The only thing that is found."""
    (finding,) = audit(bodies, events, kappa=1).findings
    return finding


MATTERS = {"bullying": 9, "aggression": 6, "discrimination": 2, "other": 3}
GOOD = body(20, table("matter", {"bullying": 9, "aggression": 6}, ["discrimination", "other"], 5))


# -- against plain counting ---------------------------------------------------------------------------------


def test_every_interval_is_that_of_plain_counting() -> None:
    found = compare_documents(700)
    assert found.wrong == []
    assert set(found.kinds) == set(Named)


def test_the_comparison_notices_shortcuts_where_cases_are_tabulated_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worlds.Worlds, "plain", lambda *_: True)
    assert compare_documents(700).wrong


def test_the_comparison_notices_a_shortcut_that_is_too_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    def wide(group: Interval, _: Interval, size: int) -> Interval:
        return Interval(low=0, high=min(size, group.high or 0))

    monkeypatch.setattr(worlds, "common", wide)
    assert compare_documents(300).wrong


# -- good documents -----------------------------------------------------------------------------------------


def test_nothing_is_found_in_a_good_document() -> None:
    result = audit([GOOD], [openings("matter", MATTERS)], kappa=1)
    assert result.findings == ()
    assert result.bounds > 10
    assert audit([GOOD], None, kappa=1).findings == ()


def test_nothing_was_printed_and_nothing_is_found() -> None:
    result = audit([], None, kappa=1)
    assert (result.findings, result.bounds, result.refuses) == ((), 0, False)


def test_a_document_of_the_first_version_is_read() -> None:
    old = {
        **GOOD,
        "tables": [{k: v for k, v in GOOD["tables"][0].items() if k not in {"over", "cases", "follows"}}],
    }
    del old["kind"], old["parts"]
    uncoded = [{"event": "opening", "known": False, "half": None, "codes": None}] * 20
    assert audit([old], [uncoded], kappa=1).findings == ()


# -- hidden numbers -----------------------------------------------------------------------------------------


def test_a_single_hidden_category_is_known() -> None:
    bad = body(20, table("matter", {"bullying": 9, "aggression": 8}, ["other"], 3))
    counts = {"bullying": 9, "aggression": 8, "other": 3}
    assert faults([bad], [openings("matter", counts)]) == {Fault.EXACT, Fault.ALONE, Fault.BELOW}


def test_a_remainder_below_k_narrows_what_it_hides() -> None:
    bad = body(20, table("matter", {"bullying": 9, "aggression": 8}, ["discrimination", "other"], 3))
    counts = {"bullying": 9, "aggression": 8, "discrimination": 1, "other": 2}
    found = audit([bad], [openings("matter", counts)], kappa=1).findings
    assert {(f.fault, f.category, f.low, f.high) for f in found if f.fault is Fault.NARROW} == {
        ("narrow", "discrimination", 0, 3),
        ("narrow", "other", 0, 3),
    }


def test_without_the_true_numbers_every_hidden_one_is_taken_for_small() -> None:
    bad = body(20, table("matter", {"bullying": 9, "aggression": 8}, ["discrimination", "other"], 3))
    empty = {"bullying": 9, "aggression": 8, "discrimination": 0, "other": 3}
    found = audit([bad], [openings("matter", empty)], kappa=1).findings
    assert [f.category for f in found if f.fault is Fault.NARROW] == ["other"]
    blind = audit([bad], None, kappa=1).findings
    assert [f.category for f in blind if f.fault is Fault.NARROW] == ["discrimination", "other"]


def test_a_category_that_nearly_all_cases_share_is_found() -> None:
    counts = {"bullying": 19, "aggression": 0, "discrimination": 1, "other": 0}
    bad = body(20, table("matter", {"bullying": 19}, ["aggression", "discrimination", "other"], 1))
    events = [openings("matter", counts)]
    assert Fault.SHARED in faults([bad], events)
    assert Fault.SHARED not in faults([bad], events, kappa=0)


def test_a_group_of_another_table_whose_cases_all_share_a_category_is_found() -> None:
    """All who went to the manager were bullied: 19 of 20 were, and more than one of ten cannot be outside."""
    several = {"unit": "matters"}
    page = body(
        20,
        table("matter", {"bullying": 19, "other": 12}, **several),  # type: ignore[arg-type]  # its unit
        table("relation", {"manager": 10, "colleague": 10}),
        totals={"matters": 31},
    )
    found = [f for f in audit([page], None, kappa=1).findings if f.slice.startswith("relation=")]
    assert {(f.fault, f.category, f.low, f.high) for f in found} == {("shared", "bullying", 0, 1)}


def test_several_codes_of_a_case_count_at_most_once_each() -> None:
    """Nine of nine in one category: with 12 matters over 9 cases the others hold three of them."""
    page = body(
        9,
        table("matter", {"bullying": 9}, ["aggression", "other"], 3, unit="matters"),
        totals={"matters": 12},
        k=3,
    )
    found = audit([page], None, kappa=1)
    assert {f.fault for f in found.findings} == {Fault.SHARED}


def test_an_untrue_number_is_found() -> None:
    assert Fault.OUTSIDE in faults([GOOD], [openings("matter", {**MATTERS, "bullying": 8, "aggression": 7})])


SITES = body(16, table("site", {"Noord": 9, "nowhere": 7}, members={"Noord": ["1"]}))


def test_a_case_whose_site_has_no_line_any_more_stands_with_those_of_nowhere() -> None:
    assert faults([SITES], [openings("site", {"1": 9, "nowhere": 6, "3": 1})]) == set()
    assert faults([SITES], [openings("site", {"1": 8, "nowhere": 6, "3": 2})]) == {Fault.OUTSIDE}


def test_a_truth_that_has_no_place_for_it_contradicts_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(
        Truth, "standing", lambda truth, table, key: truth.within(table.dimension, table.members[key])
    )
    assert Fault.OUTSIDE in faults([SITES], [openings("site", {"1": 9, "nowhere": 6, "3": 1})])


def test_no_world_prints_lines_that_do_not_add_up() -> None:
    bad = body(20, table("matter", {"bullying": 9, "aggression": 6}, ["discrimination", "other"], 6))
    assert faults([bad]) == {Fault.SUM, Fault.CONTRADICTION}


# -- several documents --------------------------------------------------------------------------------------


def test_a_year_less_its_half_is_found() -> None:
    first = body(8, kind="interim", days=half(2024, "first"))
    second = body(10, parts=[(*half(2024, "first"), 8)])
    finding = next(f for f in audit([first, second], None, kappa=1).findings if f.fault is Fault.EXACT)
    assert (finding.release, finding.slice, finding.low, finding.high) == (1, "batch:1", 2, 2)


def test_a_band_inside_the_year_is_not() -> None:
    first = body(None, kind="interim", days=half(2024, "first"))
    second = body(9, parts=[(*half(2024, "first"), None)])
    assert audit([first, second], [openings("x", {"x": 3}), openings("x", {"x": 6})], kappa=1).findings == ()


def test_more_besides_what_was_printed_is_a_band_of_its_own() -> None:
    first = body(8, kind="interim", days=half(2024, "first"))
    second = body(None, parts=[(*half(2024, "first"), 8)])
    events = [openings("x", {"x": 8}), openings("x", {"x": 2})]
    assert audit([first, second], events, kappa=1).findings == ()


def test_a_block_beside_the_table_of_one_of_its_years_is_found() -> None:
    """Seven in 2023 and ten in both years: three in 2024."""
    one = body(12, table("matter", {"a": 7}, ["b", "c"], 5), days=year(2023))
    both = table("matter", {"a": 10, "b": 11}, ["c", "d"], 5, over=[year(2023), year(2024)], cases=26)
    found = audit([one, body(14, both, days=year(2024))], None, kappa=1).findings
    assert Fault.TWICE in {f.fault for f in found}
    assert ("exact", "a", "batch:1", 3) in {(f.fault, f.category, f.slice, f.low) for f in found}


def test_a_block_of_years_that_were_not_tabulated_is_good() -> None:
    first = body(6, days=year(2023))
    block = table("matter", {"a": 6}, ["b", "c"], 5, over=[year(2023), year(2024)], cases=11)
    second = body(5, block, days=year(2024))
    events = [openings("matter", {"a": 2, "b": 4}), openings("matter", {"a": 4, "c": 1})]
    assert audit([first, second], events, kappa=1).findings == ()


def test_a_category_of_a_block_that_fills_one_year_is_found() -> None:
    """Of 3 and 20 cases 22 are in one category: the three of 2023 are too, nearly."""
    first = body(3, days=year(2023), kind="told")
    block = table("matter", {"a": 22}, ["b", "c"], 1, over=[year(2023), year(2024)], cases=23)
    second = body(20, block, days=year(2024))
    found = {(f.fault, f.category, f.slice) for f in audit([first, second], None, kappa=1).findings}
    assert ("small", "a", "batch:0") in found


def test_a_number_that_was_told_is_found_and_refuses_nothing() -> None:
    told = body(2, kind="told", days=half(2024, "first"))
    full = body(12, parts=[(*half(2024, "first"), 2)])
    events = [openings("x", {"x": 2}), openings("x", {"x": 10})]
    result = audit([told, full], events, kappa=1)
    assert [(f.fault, f.release, f.low, f.high) for f in result.findings] == [("told", 0, 2, 2)]
    assert not result.refuses


def test_halves_of_a_year_cut_its_tables() -> None:
    counts = {"first": 15, "second": 5}
    page = body(20, table("matter", {"a": 18}, ["b", "c"], 2, unit="cases"), table("half_year", counts), k=3)
    found = {(f.fault, f.category, f.slice, f.high) for f in audit([page], None, kappa=2).findings}
    assert (Fault.SHARED, "a", "half:0:second", 2) in found


# -- what became of running cases ---------------------------------------------------------------------------

OUTCOMES = {"resolved": 8, "unresolved": 7, "running": 10}
RAN = body(25, table("outcome", OUTCOMES), days=year(2023))


def follow(printed: Mapping[str, int], hidden: Sequence[str] = (), rest: int | None = None) -> Body:
    """A table of what came of the cases that 2023 printed as running."""
    cases = sum(printed.values()) + (rest or 0)
    return table("outcome", printed, hidden, rest, over=[year(2023)], cases=cases, follows=True)


def test_a_table_may_follow_the_cases_that_were_printed_as_running() -> None:
    later = body(None, follow({"running": 5}, ["resolved", "unresolved"], 5), days=year(2024))
    closings = [closing("resolved", 0)] * 2 + [closing("unresolved", 0)] * 3
    assert audit([RAN, later], [openings("outcome", OUTCOMES), closings], kappa=1).findings == ()


def test_a_second_table_follows_what_the_first_printed_as_running() -> None:
    later = body(None, follow({"running": 5}, ["resolved", "unresolved"], 5), days=year(2024))
    last = body(None, follow({"resolved": 5}, ["unresolved", "running"], 0), days=year(2025))
    closings = [closing("resolved", 0)] * 2 + [closing("unresolved", 0)] * 3
    events = [openings("outcome", OUTCOMES), closings, [closing("resolved", 0)] * 5]
    found = audit([RAN, later, last], events, kappa=1).findings
    assert {f.fault for f in found} == {Fault.BELOW, Fault.SHARED}
    assert {f.release for f in found} == {2}


def test_a_table_that_follows_nothing_is_found() -> None:
    hidden = body(25, table("outcome", {"resolved": 15}, ["unresolved", "running"], 10), days=year(2023))
    later = body(None, follow({"resolved": 5, "running": 5}), days=year(2024))
    assert Fault.BASE in faults([hidden, later])


def test_running_cases_are_divided_once_only() -> None:
    later = body(None, follow({"resolved": 5, "running": 5}), days=year(2024))
    again = body(None, follow({"resolved": 4, "running": 6}), days=year(2024))
    assert Fault.TWICE in faults([RAN, {**later, "tables": [*later["tables"], *again["tables"]]}])


# -- cases that the organisation handled itself -------------------------------------------------------------


def known_matters(known: Mapping[str, int], others: Mapping[str, int]) -> list[dict[str, Any]]:
    """New cases of which the organisation knows some."""
    return [
        *openings("matter", others),
        *(opening({"matter": code}, known=True) for code, n in known.items() for _ in range(n)),
    ]


def test_who_knows_the_formal_cases_subtracts_them() -> None:
    """Six printed, of which the organisation handled four itself: it knows of two more."""
    events = [known_matters({"aggression": 4}, {"bullying": 9, "aggression": 2, "other": 5})]
    page = body(20, table("matter", {"bullying": 9, "aggression": 6}, ["discrimination", "other"], 5))
    (finding,) = audit([page], events, kappa=1).findings
    assert (finding.fault, finding.category, finding.low, finding.reader) == (
        Fault.EXACT,
        "aggression",
        2,
        Reader.KNOWING,
    )


def test_what_is_hidden_well_stays_hidden_from_who_knows_the_formal_cases() -> None:
    events = [known_matters({"aggression": 4}, {"bullying": 9, "aggression": 2, "other": 5})]
    page = body(20, table("matter", {"bullying": 9}, ["aggression", "discrimination", "other"], 11))
    result = audit([page], events, kappa=1)
    assert result.findings == ()
    assert result.bounds == 2 * audit([page], None, kappa=1).bounds


def test_a_band_leaves_the_formal_cases_out() -> None:
    """Nine cases, six of them known: the page says "fewer than five", the known ones not counted."""
    events = [known_matters({"aggression": 6}, {"bullying": 3})]
    assert audit([body(None)], events, kappa=1).findings == ()
    assert Fault.OUTSIDE in faults([body(None)], [known_matters({}, {"bullying": 9})])


# -- the page by itself -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "bodies"),
    [
        (Fault.BELOW, [body(4)]),
        (Fault.BELOW, [body(12, totals={"contacts": 2})]),
        (Fault.BELOW, [body(20, table("matter", {"a": 12, "b": 3}, ["c", "d"], 5))]),
        (Fault.ALONE, [body(20, table("matter", {"a": 12}, ["b"], 8))]),
        (Fault.DOUBLE, [body(20, table("m", {"a": 12, "b": 8}, members={"a": ("x",), "b": ("x", "y")}))]),
        (Fault.SUM, [body(20, table("half_year", {"first": 12, "second": 9}))]),
        (Fault.SUM, [body(9, table("m", {"a": 8, "b": 9}, unit="matters"), totals={"matters": 18})]),
        (Fault.BASE, [body(20, table("m", {"a": 12, "b": 8}, over=[year(2019)], cases=20))]),
        (Fault.BASE, [body(20, table("m", {"a": 12, "b": 8}, over=[year(2024)], cases=21))]),
        (
            Fault.PART,
            [body(8, kind="interim", days=half(2024, "first")), body(20, parts=[(*half(2024, "first"), 9)])],
        ),
        (Fault.PART, [body(8, kind="interim", days=half(2024, "first")), body(20)]),
        (Fault.PERIOD, [body(9), body(9, days=("2024-07-01", "2025-06-30"))]),
        (Fault.PERIOD, [body(9), body(9, kind="interim", days=half(2024, "second"))]),
        (Fault.THRESHOLD, [body(9, k=2)]),
        (Fault.THRESHOLD, [body(9, kappa=0)]),
        (Fault.THRESHOLD, [body(9, kappa=5)]),
        (
            Fault.REOPENED,
            [
                body(None, k=10, days=year(2023)),
                body(9, table("m", {"a": 9, "b": 9}, over=[year(2023), year(2024)], cases=18)),
            ],
        ),
        (
            Fault.REOPENED,
            [
                body(None, kind="interim", k=10, days=half(2024, "first")),
                body(9, parts=[(*half(2024, "first"), None)]),
            ],
        ),
    ],
)
def test_a_page_that_is_wrong_is_found(expected: Fault, bodies: Sequence[Body]) -> None:
    assert expected in faults(bodies)


@pytest.mark.parametrize(
    "change",
    [
        {"period": {"from": "2024-12-31", "to": "2024-01-01"}},
        {"kind": "draft"},
        {"totals": {"cases": "a few"}},
        {"totals": None},
    ],
)
def test_what_is_no_document_is_refused(change: Mapping[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        audit([{**GOOD, **change}], None, kappa=1)


def test_a_number_told_over_the_days_of_a_report_is_told_apart_from_the_report() -> None:
    """Twenty were told of 2024, and fewer than five came besides: the table counts the twenty."""
    told = body(20, kind="told")
    counted = table("matter", {"a": 9, "b": 11}, over=[year(2024)], cases=20)
    full = body(None, counted, parts=[(*year(2024), 20)])
    events = [openings("matter", {"a": 9, "b": 11}), openings("matter", {"a": 2})]
    assert audit([told, full], events, kappa=1).findings == ()
    both = table("matter", {"a": 13, "b": 13}, over=[year(2024), year(2024)], cases=26)
    assert audit([told, body(26, both, parts=[(*year(2024), 20)])], None, kappa=1).findings == ()


# -- the edges of what is asked -----------------------------------------------------------------------------


def test_a_hidden_category_that_cannot_be_empty_is_found_however_large_it_may_be() -> None:
    """Ten matters over six cases in two hidden categories: each holds four at least, and may hold six."""
    page = body(6, table("matter", {}, ["a", "b"], 10, unit="matters"), totals={"matters": 10})
    events = [[*(opening({"matter": ["a", "b"]}) for _ in range(4)), *openings("matter", {"b": 2})]]
    found = {(f.fault, f.category, f.low, f.high) for f in audit([page], events, kappa=1).findings}
    assert (Fault.NARROW, "a", 4, 6) in found


@pytest.mark.parametrize("number", [1, 4])
def test_every_number_below_the_threshold_is_small(number: int) -> None:
    first = body(8, kind="interim", days=half(2024, "first"))
    second = body(8 + number, parts=[(*half(2024, "first"), 8)])
    found = {(f.fault, f.slice, f.low) for f in audit([first, second], None, kappa=1).findings}
    assert (Fault.EXACT, "batch:1", number) in found


def test_five_besides_is_not_small() -> None:
    first = body(8, kind="interim", days=half(2024, "first"))
    assert audit([first, body(13, parts=[(*half(2024, "first"), 8)])], None, kappa=1).findings == ()


def _category(page: Body, category: str) -> tuple[int | None, int | None]:
    search = Search(chain_of(read_all([page])), Reader.PLAIN, None, kappa=1)
    search.run()
    found = next(
        interval
        for label, interval in search.intervals.items()
        if label.kind is Named.CATEGORY and label.category == category
    )
    return found.low, found.high


def test_who_has_no_route_has_no_other_route() -> None:
    """Three of five have none: the others have at most two each, and they are four together."""
    page = body(5, table("route", {"none": 3}, ["x", "y"], 4, unit="routes"), k=3)
    assert _category(page, "x") == (2, 2)
    free = body(5, table("route", {"z": 3}, ["x", "y"], 4, unit="routes"), k=3)
    assert _category(free, "x") == (0, 4)


def test_every_case_has_a_code_at_least() -> None:
    """Five matters of five cases: who has no `a` has one of the others, and only one."""
    page = body(5, table("matter", {"a": 1}, ["b", "c"], 4, unit="matters"), k=3)
    assert _category(page, "b") == (0, 4)
    contradiction = body(5, table("matter", {"a": 1}, ["b", "c"], 3, unit="matters"), k=3)
    assert Fault.CONTRADICTION in faults([contradiction])


def test_a_category_holds_what_its_parts_hold_where_two_lists_are_over_the_same_cases() -> None:
    """Nine have a, so nine at least have a or b. Of c and d one has three at least, so three have either."""
    members = {"ab": ("a", "b"), "cd": ("c", "d")}
    page = body(
        12,
        table("matter", {"a": 9, "b": 5}, ["c", "d"], 5, unit="matters"),
        table("matter", {}, ["ab", "cd"], 14, unit="matters", members=members),
    )
    assert _category(page, "ab") == (9, 11)


def test_a_batch_keeps_the_threshold_that_it_was_printed_under() -> None:
    """Six were printed under five. Under ten, the block may show that three of them at least are in a."""
    first = body(6, days=year(2023))
    both = [year(2023), year(2024)]
    block = table("matter", {"a": 27, "b": 13}, over=both, cases=30, unit="matters")
    second = body(24, block, days=year(2024), k=10)
    found = audit([first, second], None, kappa=1).findings
    # of all thirty three stand outside a: that is told of the block, and nothing of the six
    assert [(one.slice, one.low, one.high) for one in found] == [("", 3, 3)]
    lower = body(6, days=year(2023), k=10)
    assert ("small", "a", "batch:0", 3, 6) in {
        (f.fault, f.category, f.slice, f.low, f.high) for f in audit([lower, second], None, kappa=1).findings
    }


def test_each_batch_has_a_code_for_each_of_its_cases() -> None:
    """Six matters of six cases in two years: 2023 cannot have four of them over its three cases."""
    both = table("matter", {"a": 3}, ["b", "c"], 3, unit="matters", over=[year(2023), year(2024)], cases=6)
    last = body(3, both, days=year(2024), k=3)
    four = body(3, table("matter", {"a": 1}, ["b", "c"], 3, unit="matters"), days=year(2023), k=3)
    assert Fault.CONTRADICTION in faults([four, last])
    three = body(3, table("matter", {"a": 1}, ["b", "c"], 2, unit="matters"), days=year(2023), k=3)
    assert Fault.CONTRADICTION not in faults([three, last])
