"""The twenty-one attacks on figures: each works on a naive document, and fails on what leaves this house."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.disclosure.audit.documents import Body, body, half, table
from tests.disclosure.audit.documents import year as days_of
from tests.disclosure.group import Group, cases, first_half, plain, year
from tests.disclosure.reader import Counts, Print, compositions, read
from tests.disclosure.tables import first_release, release_of, shown_in, table_of
from tests.disclosure.text_guard.guards import kinds
from tests.factories import make_case
from tests.reports.reading import text
from tests.reports.releases import MATTERS, YEAR, YEAR_BEFORE, report
from tests.reports.tracing import traces
from vpdesk.disclosure.audit.auditor import audit
from vpdesk.disclosure.audit.bounds import Interval, Row, System, equal, sum_of
from vpdesk.disclosure.audit.findings import Fault, Named, Reader
from vpdesk.disclosure.audit.space import Space
from vpdesk.disclosure.certificate import Frame
from vpdesk.disclosure.counts import TableCounts
from vpdesk.disclosure.derived import SMALLEST_BASE, average, percent
from vpdesk.disclosure.history import FIRST_ENGINE, SharedDaysError
from vpdesk.disclosure.lists import DeclaredList
from vpdesk.disclosure.text_guard.finding import Kind
from vpdesk.disclosure.text_guard.known import Surroundings
from vpdesk.domain.agreement import Unit
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Matter
from vpdesk.reports.annual import write
from vpdesk.reports.manifest import manifest
from vpdesk.services.audit_events import bodies_of, events_of_history
from vpdesk.services.binning import bin_case
from vpdesk.services.group_history import history_of
from vpdesk.services.reporting import ReportRequest, release_report
from vpdesk.services.telling import ToldNumber, enter_told
from vpdesk.vault.vault import Vault

Events = Sequence[Sequence[Mapping[str, Any]]]


def faults(bodies: Sequence[Body], events: Events | None = None, *, kappa: int = 1) -> set[Fault]:
    """What the auditor finds."""
    return {finding.fault for finding in audit(bodies, events, kappa=kappa).findings}


def exact(bodies: Sequence[Body], events: Events | None = None) -> set[tuple[str, str, int | None]]:
    """The small numbers that a reader can compute: category, slice, number."""
    found = audit(bodies, events, kappa=1).findings
    return {(f.category, f.slice, f.low) for f in found if f.fault is Fault.EXACT}


NOW = datetime(2026, 1, 15, 10, 0)


def _fill(vault: Vault, organisation: Organisation, number: int, **changes: Any) -> list[int]:
    """Store so many cases of 2024."""
    opened = {"opened_on": date(2024, 3, 1), **changes}
    made = [make_case(organisation.id, **opened) for _ in range(number)]
    with vault.transaction():
        vault.cases.add_all(made)
    return [case.id for case in made]


def _request(organisation: Organisation, number: int) -> ReportRequest:
    return ReportRequest(
        organisation_id=organisation.id,
        start=date(number, 1, 1),
        end=date(number, 12, 31),
        language="nl",
    )


def test_attack_01_total_less_what_is_visible_and_singletons() -> None:
    naive = body(20, table("matter", {"a": 9, "b": 8}, ["c"], 3))
    assert ("c", "", 3) in exact([naive])
    # two cells are hidden, together two: who knows that zeros are shown knows that both are one
    hidden = [Row(coefficients={key: 1}, relation=equal("", 0).relation.AT_LEAST, value=1) for key in "cd"]
    assert System([equal("cd", 2), *hidden]).bounds({"c": 1}) == Interval(low=1, high=1)

    group = Group()
    made = group.full(year(2024), cases(ax=9, bx=8, cy=3))
    assert group.audit().findings == ()
    for printed in made.tables:
        assert printed.remainder is None or len(printed.remainder.categories) > 1


def test_attack_02_margins_of_linked_tables() -> None:
    counts = {"w": (30, 47, 64, 89), "x": (90, 124, 5, 31), "y": (92, 100, 59, 85), "z": (800, 991, 651, 685)}
    hidden = {"wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"}
    space = Space(dimensions={"row": list(counts), "column": "abcd"}, cliques=(("row", "column"),))
    rows = [equal(space.cells({"row": name}), sum(line)) for name, line in counts.items()]
    for place, column in enumerate("abcd"):
        rows.append(equal(space.cells({"column": column}), sum(line[place] for line in counts.values())))
        rows += [
            equal(space.cells({"row": name, "column": column}), line[place])
            for name, line in counts.items()
            if name + column not in hidden
        ]
    naive = System(rows).bounds(sum_of(space.cells({"row": "w", "column": "b"})))
    assert naive == Interval(low=47, high=47)

    group = Group()
    group.full(year(2024), cases(ax=9, by=8, cz=3, axn=6))
    found = group.audit()
    assert found.findings == ()
    assert found.tried[Named.PAIR] > 10


def test_attack_03_year_less_half_year_and_block_less_years() -> None:
    half_first = body(8, kind="interim", days=half(2024, "first"))
    naive = [half_first, body(10, parts=[(*half(2024, "first"), 8)])]
    assert ("", "batch:1", 2) in exact(naive)
    block = table("matter", {"a": 8}, over=[days_of(2023), days_of(2024)], cases=8)
    four_and_four = [body(None, days=days_of(2023)), body(None, block)]
    assert {("", "batch:0", 4), ("", "batch:1", 4)} <= exact(four_and_four)

    group = Group()
    group.interim(first_half(2024), cases(ax=8))
    group.full(year(2024), cases(ax=2))
    group.full(year(2025), cases(ax=4))
    group.full(year(2026), cases(ax=4))
    assert group.audit().findings == ()
    assert [one["totals"]["cases"] for one in group.bodies] == [8, "<5", "<5", "<5"]
    assert all(one["tables"] == [] for one in group.bodies)


@pytest.mark.parametrize(
    ("again", "counts"),
    [
        pytest.param(13, {"a": 7, "b": 6}, id="a late case"),
        pytest.param(12, {"a": 6, "b": 6}, id="a correction"),
        pytest.param(11, {"a": 6, "b": 5}, id="a deletion"),
    ],
)
def test_attack_04_export_again_after_a_change(again: int, counts: Mapping[str, int]) -> None:
    first = body(12, table("matter", {"a": 7, "b": 5}))
    assert faults([first, body(again, table("matter", counts))])

    group = Group()
    group.full(year(2024), cases(ax=7, by=5))
    before = group.bodies
    with pytest.raises(SharedDaysError):
        group.full(year(2024), cases(ax=1))
    group.full(year(2025), cases(ax=1))
    assert group.audit().findings == ()
    assert group.bodies[0] == before[0]


def test_attack_04_the_document_of_a_vault_stays_as_it_was(vault: Vault, organisation: Organisation) -> None:
    ids = _fill(vault, organisation, 13)
    released = release_report(vault, _request(organisation, 2024), now=NOW)
    _fill(vault, organisation, 1)
    corrected = replace(vault.cases.get(ids[0]), matters=(Matter.AGGRESSION,))
    with vault.transaction():
        vault.cases.save(corrected)
    bin_case(vault, ids[1], NOW.date())
    again = release_report(vault, _request(organisation, 2024), now=NOW)
    assert write(again) == write(released)
    release_report(vault, _request(organisation, 2025), now=NOW)
    history = history_of(vault, organisation.id)
    bodies = bodies_of(history)
    assert [one["totals"]["cases"] for one in bodies] == [13, "<5"]
    assert audit(bodies, events_of_history(history), kappa=1).findings == ()


def test_attack_05_one_case_more_between_two_exports() -> None:
    first = body(12, table("matter", {"a": 7, "b": 5}))
    second = body(13, table("matter", {"a": 8, "b": 5}))
    assert {("", "batch:1", 1), ("a", "batch:1", 1)} <= exact([first, second])

    printed = []
    for late in (cases(), cases(ax=1), cases(by=1), cases(ax=2, bz=2)):
        group = Group()
        group.full(year(2024), cases(ax=7, by=5))
        group.full(year(2025), late)
        assert group.audit().findings == ()
        printed.append(group.bodies)
    assert all(one == printed[0] for one in printed)


def test_attack_06_the_column_of_last_year_counted_again() -> None:
    """A second count of 2024 beside the one that was released is a second release of 2024."""
    assert ("", "batch:1", 1) in exact([body(39, days=days_of(2024)), body(40, days=days_of(2024))])

    document = report(YEAR, YEAR_BEFORE)
    assert "39" in text(write(document)).split()
    assert manifest(document).foreign("40") == {40}


def _page(counts: Counts) -> Print:
    """What a release prints of one table."""
    made = table_of(counts)
    shown = shown_in(release_of(made, k=3), made)
    if shown is None:
        return None, tuple(range(len(counts)))
    return shown, tuple(place for place, count in enumerate(shown) if count is None)


def test_attack_07_the_reader_knows_threshold_and_algorithm() -> None:
    def two_hidden(counts: Counts) -> Print:
        """The textbook: what is below the threshold is hidden, and the smallest besides if it is alone."""
        hidden = [place for place, count in enumerate(counts) if count < 3]
        if len(hidden) == 1:
            left = [place for place in range(len(counts)) if place not in hidden]
            hidden.append(min(left, key=lambda place: counts[place]))
        shown = tuple(None if place in hidden else count for place, count in enumerate(counts))
        return shown, tuple(hidden)

    assert read(compositions(12, 4), two_hidden, k=3, cases=12).small
    found = read(compositions(12, 4), _page, k=3, cases=12)
    assert (found.small, found.exact, found.narrow, found.shared, found.outside) == ([], [], [], [], [])


def test_attack_08_threshold_categories_or_program_changed_between_reports() -> None:
    over = [days_of(2023), days_of(2024)]
    lower = body(6, table("matter", {"a": 9, "b": 6}, over=over, cases=15))
    naive = [body(None, k=10, days=days_of(2023)), lower]
    assert Fault.REOPENED in faults(naive)
    # the nine of 2023, which was "fewer than ten", can be subtracted
    assert ("", "batch:0", 9) in exact(naive)
    fine = table("matter", {"a": 8, "b": 6}, ["c", "d"], 6)
    coarse = table("matter", {"ac": 12, "bd": 8}, members={"ac": ("a", "c"), "bd": ("b", "d")})
    assert {("c", "", 4), ("d", "", 2)} <= exact([body(20, fine, coarse)])

    group = Group(k=10)
    group.full(year(2023), cases(ax=5, by=4))
    group.k = 5
    made = group.full(year(2024), cases(ax=4, by=2))
    assert made.tables == ()
    assert group.audit().findings == ()

    old = Group()
    old.full(year(2023), cases(ax=3, by=3))
    released = replace(old.history[0].release, engine=FIRST_ENGINE)
    old.history[0] = replace(old.history[0], release=released)
    assert old.full(year(2024), cases(ax=3, by=3)).tables == ()
    assert old.audit().findings == ()


def test_attack_09_the_reporter_or_the_accused_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is the one case outside a category knows what all the others are about."""
    drawn = cases(abx=8, bx=5, bcy=3, bdy=3, ax=1)
    naive = Group(kappa=0)
    with monkeypatch.context() as patch:
        patch.setattr(Frame, "leaves_others", lambda frame, count: frame.cases > count)
        naive.full(year(2024), drawn)
    shared = [f for f in audit(naive.bodies, naive.events, kappa=1).findings if f.fault is Fault.SHARED]
    assert {(f.dimension, f.category, f.high) for f in shared} == {("matter", "b", 1)}

    ours = Group(kappa=1)
    ours.full(year(2024), drawn)
    assert ours.audit().findings == ()


def test_attack_10_the_employer_knows_the_formal_cases() -> None:
    others, formal = cases(ax=9, by=2, cx=2, dy=3), cases(by=4, known=True)
    naive = Group()
    naive.full(year(2024), [*others, *(replace(case, known=False) for case in formal)])
    events = [[case.event() for case in (*others, *formal)]]
    found = audit(naive.bodies, events, kappa=1).findings
    assert ("b", 2, Reader.KNOWING) in {
        (f.category, f.low, f.reader) for f in found if f.fault is Fault.EXACT
    }

    ours = Group()
    ours.full(year(2024), [*others, *formal])
    assert ours.audit().findings == ()
    assert ours.bodies[0]["totals"]["cases"] == 20


def test_attack_10_and_a_case_that_became_formal_after_it_was_counted() -> None:
    naive = Group()
    naive.interim(first_half(2024), cases(ax=4))
    naive.full(year(2024), cases(by=1))
    events = naive.events
    events[0][0]["since"] = 0
    found = audit(naive.bodies, events, kappa=1).findings
    assert ("rest:1", 4, Reader.KNOWING) in {
        (f.slice, f.low, f.reader) for f in found if f.fault is Fault.EXACT
    }

    ours = Group()
    ours.interim(first_half(2024), cases(ax=4))
    ours.turn(0)
    assert ours.full(year(2024), cases(by=1)).totals[0].count is None
    assert ours.audit().findings == ours.audit().later == ()


def test_what_became_known_after_it_was_printed_is_told_apart_from_what_a_page_gives_away() -> None:
    """Nothing takes a printed five back; but no page may add to what is left of it."""
    group = Group()
    group.full(year(2024), cases(ax=5))
    group.turn(0)
    assert {(f.slice, f.low) for f in group.audit().later} == {("batch:0", 4)}
    group.full(year(2025), cases(ay=5))
    found = group.audit()
    assert (found.findings, {(f.slice, f.low) for f in found.later}) == ((), {("batch:0", 4)})
    # the control: a page that says of these four what they have in common
    naive = body(
        5,
        table("relation", {"x": 5, "y": 5}, cases=10, over=[days_of(2024), days_of(2025)]),
        days=days_of(2025),
    )
    again = audit([group.bodies[0], naive], group.events, kappa=1).findings
    assert ("x", 4, Fault.EXACT) in {(f.category, f.low, f.fault) for f in again}


def test_attack_11_all_cases_in_one_category() -> None:
    naive = body(12, table("matter", {"a": 12}, ["b", "c", "d"], 0))
    assert Fault.SHARED in faults([naive])

    printed = []
    for drawn in (cases(ax=12), cases(bz=12), cases(cy=12)):
        group = Group()
        made = group.full(year(2024), drawn)
        assert made.tables == ()
        assert group.audit().findings == ()
        printed.append(group.bodies)
    assert printed[0] == printed[1] == printed[2]


def test_attack_12_percentages_averages_medians_and_the_longest() -> None:
    """Percentages without counts tell the total: it is nearly always the smallest that fits."""
    rng = random.Random(12)
    told = 0
    for _ in range(60):
        counts = [1 + rng.randrange(6) for _ in range(6)]
        shares = [round(100 * count / sum(counts)) for count in counts]
        fitting = (
            total
            for total in range(1, 60)
            if all(any(round(100 * n / total) == share for n in range(total + 1)) for share in shares)
        )
        told += next(fitting) == sum(counts)
    assert told / 60 > 0.75

    assert percent(7, SMALLEST_BASE - 1) is None
    assert percent(17, 24) == 71
    assert average(50, 4, 5) is None
    assert average(4, 12, 5) is None
    # what is derived follows from what is printed beside it, and no document has a median or a longest
    document = report(YEAR, YEAR_BEFORE)
    listed = manifest(document)
    pairs = {percent(int(n), int(base)) for n in listed.released for base in listed.released if n <= base}
    whole = {number for number in listed.derived if number == int(number)}
    assert {int(number) for number in whole} <= pairs | {0}
    words = text(write(document)).lower()
    assert not [word for word in ("mediaan", "langste", "kortste", "hoogste") if word in words]


#: Two caseloads of which a release prints the same.
_ALIKE = ((14, 11, 6, 3, 4, 1, 17, 0), (14, 11, 6, 0, 4, 4, 17, 0))


def _drawn(counts: Counts) -> bytes:
    declared = DeclaredList(dimension="matter", unit="matters", categories=MATTERS)
    made = TableCounts(declared=declared, cases=sum(counts) - 4, counts=counts)
    return write(report(first_release(sum(counts) - 4, made)))


def test_attack_13_bars_axis_order_colours_and_legend() -> None:
    """Everything is drawn from what is released: another truth with the same page gives the same bytes."""
    one, other = map(_drawn, _ALIKE)
    assert one == other
    assert one != _drawn((14, 11, 7, 3, 3, 1, 17, 0))


def test_attack_14_hidden_categories_that_are_listed_only_when_somebody_is_in_them() -> None:
    def naive(counts: Counts) -> Print:
        shown, hidden = _page(counts)
        listed = tuple(place for place in hidden if counts[place])
        return (shown, listed), hidden

    found = read(compositions(12, 4), naive, k=3, cases=12)
    assert found.small
    found = read(compositions(12, 4), _page, k=3, cases=12)
    assert found.small == found.narrow == []
    made = Group().full(year(2024), cases(ax=9, bx=6, cy=5))
    printed = made.table("matter")
    assert printed is not None
    assert printed.remainder is not None
    named = {category.key for category in printed.remainder.categories}
    assert named | {line.category.key for line in printed.lines} == set("abcd")


def test_attack_15_a_small_site_the_parent_and_the_subsidiary(
    vault: Vault, organisation: Organisation
) -> None:
    """A report on one site beside one on all: the other site is what is left."""
    assert ("", "batch:1", 2) in exact([body(12), body(14)])
    sites = body(14, table("site", {"north": 12}, ["south", "west"], 2))
    assert {"below", "narrow"} <= faults([sites])

    # a parent and its sites are one group of readers: nothing is released twice over the same days
    group = Group(lists=(plain("relation", "xyz"),))
    made = group.full(year(2024), cases(ax=12, ay=2))
    assert made.tables == ()
    with pytest.raises(SharedDaysError):
        group.full(year(2024), cases(ax=2))
    assert group.audit().findings == ()
    site, other = (Unit(organisation_id=organisation.id, name=name) for name in ("Noord", "Zuid"))
    with vault.transaction():
        vault.units.save(site)
        vault.units.save(other)
    _fill(vault, organisation, 12, unit_id=site.id)
    _fill(vault, organisation, 2, unit_id=other.id)
    report_of_all = release_report(vault, _request(organisation, 2024), now=NOW)
    written = text(write(report_of_all))
    assert report_of_all.release.to_json()["totals"]["cases"] == 14
    assert "Noord" not in written
    assert "Zuid" not in written


def test_attack_16_the_number_in_a_letter_an_invoice_or_a_screenshot() -> None:
    """Six conversations on an invoice, and nine cases in the year: three came besides."""
    told = body(6, kind="told", days=half(2024, "first"))
    naive = [told, body(9, parts=[(*half(2024, "first"), 6)])]
    assert ("", "batch:1", 3) in exact(naive)

    group = Group()
    group.tell(first_half(2024), cases(ax=6))
    made = group.full(year(2024), cases(by=3))
    assert [part.count for part in made.parts] == [6]
    assert made.total("cases") is not None
    assert group.bodies[1]["totals"]["cases"] == "<5"
    assert group.audit().findings == ()

    small = Group()
    small.tell(first_half(2024), cases(ax=2))
    small.full(year(2024), cases(by=8, ax=7))
    assert {f.fault for f in small.audit().findings} == {Fault.TOLD}
    assert not small.audit().refuses


def test_attack_17_calendars_and_visiting_hours() -> None:
    """Who sees the visitors' book needs a day only: the guard asks about each that is typed."""
    typed = "In het spreekuur van dinsdag 12 maart kwam een melding binnen."
    assert Kind.DAY in kinds(typed)
    assert kinds("In het spreekuur kwamen meldingen binnen.") == []


def test_attack_18_the_narrative_beside_a_table() -> None:
    typed = "Bij discriminatie waren het er twee: twee melders hebben een klacht overwogen."
    assert Kind.COUNT not in kinds(typed)
    assert Kind.COUNT in kinds(typed, around=Surroundings(hidden=frozenset({2})))


def test_attack_19_metadata_old_revisions_and_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.chdir(tmp_path)
    document = report(YEAR, YEAR_BEFORE)
    written = write(document)
    assert list(tmp_path.iterdir()) == []
    assert traces(written, document) == []
    assert written.count(b"%%EOF") == 1
    older = written + b"\n1 0 obj\n<< /Subject (777) >>\nendobj\n%%EOF\n"
    assert traces(older, document)


def test_attack_20_not_exported_because_it_is_not_safe() -> None:
    """A reason tells what the table would have told. A withheld table is named, and nothing else is said."""

    def naive(counts: Counts) -> Print:
        shown, hidden = _page(counts)
        if shown is None:
            reason = "all in one category" if max(counts) == sum(counts) else "too few in each"
            return (reason, counts.index(max(counts))), hidden
        return shown, hidden

    assert read(compositions(12, 4), naive, k=3, cases=12).shared
    found = read(compositions(12, 4), _page, k=3, cases=12)
    assert found.shared == found.narrow == []
    one, other = (release_of(table_of(counts)) for counts in ((12, 0, 0, 0), (3, 3, 3, 3)))
    assert one.withheld == other.withheld
    assert one.to_json() == other.to_json()


def test_attack_21_a_draft_that_was_shared(vault: Vault, organisation: Organisation) -> None:
    """A draft that was shown is a number that is out; one more case before the report is one case."""
    assert ("", "batch:1", 1) in exact([body(20), body(21)])

    group = Group()
    group.tell(year(2024), cases(ax=12, by=8))
    made = group.full(year(2024), cases(bz=1))
    assert group.bodies[1]["totals"]["cases"] == "<5"
    assert [part.count for part in made.parts] == [20]
    assert group.audit().findings == ()

    _fill(vault, organisation, 20)
    told = ToldNumber(
        organisation_id=organisation.id,
        start=date(2024, 1, 1),
        end=date(2024, 12, 31),
        cases=20,
        how="A draft was shown.",
    )
    enter_told(vault, told, now=NOW)
    _fill(vault, organisation, 1)
    release_report(vault, _request(organisation, 2024), now=NOW)
    history = history_of(vault, organisation.id)
    bodies = bodies_of(history)
    assert [one["totals"]["cases"] for one in bodies] == [20, "<5"]
    assert audit(bodies, events_of_history(history), kappa=1).findings == ()
