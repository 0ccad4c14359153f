"""No query of the vault reads a whole table: SQLite's own plan says so, for every reading method."""

import inspect
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest

from tests.benchmarks.conftest import TODAY, Watch
from vpdesk.domain.case import CaseStatus
from vpdesk.domain.case_list import CaseColumn, CaseOrder, Direction
from vpdesk.domain.finding import HitGroup, Question
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.values import Matter
from vpdesk.vault import case_filter
from vpdesk.vault.opening import connect_with
from vpdesk.vault.rows import Rows
from vpdesk.vault.vault import Vault

START, END = date(2025, 1, 1), date(2025, 12, 31)
QUESTION = Question.of("gesprek")
FILTERS = [
    CaseFilter(status=status, organisation_id=organisation)
    for status in (None, *CaseStatus)
    for organisation in (None, 1)
]
#: Filters of one kind each, and two together.
LIMITS = [
    *FILTERS,
    CaseFilter(matter=Matter.BULLYING),
    CaseFilter(opened_from=START, opened_until=END),
    CaseFilter(closed_from=START, closed_until=END),
    CaseFilter(due_until=TODAY),
    CaseFilter(status=CaseStatus.OPEN, organisation_id=1, matter=Matter.FRAUD, due_until=TODAY),
]
ORDERS = [CaseOrder(column=column, direction=direction) for column in CaseColumn for direction in Direction]
#: A call of every method that reads, by repository and method.
READS: dict[str, Callable[[Any], object]] = {
    "counsellors.get": lambda vault: vault.counsellors.get(1),
    "organisations.get": lambda vault: vault.organisations.get(
        vault.cases.get(some_case(vault)).organisation_id
    ),
    "organisations.all": lambda vault: vault.organisations.all(),
    "organisations.is_there": lambda vault: vault.organisations.is_there(1),
    "organisations.by_name": lambda vault: vault.organisations.by_name("x"),
    "organisations.rows": lambda vault: vault.organisations.rows(),
    "organisations.due": lambda vault: vault.organisations.due(TODAY),
    "report_lists.of_organisation": lambda vault: vault.report_lists.of_organisation(1),
    "cases.get": lambda vault: vault.cases.get(some_case(vault)),
    "cases.rows": lambda vault: [
        vault.cases.rows(chosen, order, offset=300) for chosen in LIMITS for order in ORDERS
    ],
    "cases.count": lambda vault: [vault.cases.count(chosen) for chosen in LIMITS],
    "cases.position": lambda vault: [
        vault.cases.position(some_case(vault), one, order) for one in LIMITS for order in ORDERS
    ],
    "cases.aliases": lambda vault: vault.cases.aliases(),
    "cases.likenesses": lambda vault: list(vault.cases.likenesses()),
    "cases.has_alias": lambda vault: vault.cases.has_alias("Eik-1"),
    "cases.uncounted": lambda vault: vault.cases.uncounted(1),
    "cases.first_opened": lambda vault: vault.cases.first_opened(1),
    "cases.following": lambda vault: vault.cases.following(1, [Matter.FRAUD]),
    "cases.countable": lambda vault: vault.cases.countable(1, START, END),
    "contacts.of_case": lambda vault: vault.contacts.of_case(1),
    "consents.of_case": lambda vault: vault.consents.of_case(1),
    "steps.of_case": lambda vault: vault.steps.of_case(1),
    "steps.of_consent": lambda vault: vault.steps.of_consent(1),
    "steps.of_exception": lambda vault: vault.steps.of_exception(1),
    "confidentiality_exceptions.of_case": lambda vault: vault.confidentiality_exceptions.of_case(1),
    "aftercares.of_case": lambda vault: vault.aftercares.of_case(1),
    "aftercares.due": lambda vault: vault.aftercares.due(TODAY),
    "releases.of_organisation": lambda vault: vault.releases.of_organisation(1),
    "releases.ids": lambda vault: vault.releases.ids(1),
    "releases.overlapping": lambda vault: vault.releases.overlapping(1, START, END),
    "drafts.get": lambda vault: vault.drafts.get("window"),
    "contacts.spent_on": lambda vault: vault.contacts.spent_on(1),
    "formal_tracks.running": lambda vault: vault.formal_tracks.running(),
    "milestones.of_running": lambda vault: vault.milestones.of_running(),
    "terms.all": lambda vault: vault.terms.all(),
    "contacts.worked": lambda vault: vault.contacts.worked(1, START, END),
    "options.of_case": lambda vault: vault.options.of_case(1),
    "route_choices.of_case": lambda vault: vault.route_choices.of_case(1),
    "formal_tracks.of_case": lambda vault: vault.formal_tracks.of_case(1),
    "milestones.of_case": lambda vault: vault.milestones.of_case(1),
    "referrals.of_case": lambda vault: vault.referrals.of_case(1),
    "documents.of_case": lambda vault: vault.documents.of_case(1),
    "documents.content": lambda vault: vault.documents.content(1),
    "case_events.of_case": lambda vault: vault.case_events.of_case(1),
    "identities.of_case": lambda vault: vault.identities.of_case(1),
    "identities.all": lambda vault: vault.identities.all(),
    "identities.is_known": lambda vault: vault.identities.is_known(1),
    "respondent_tags.of_organisation": lambda vault: vault.respondent_tags.of_organisation(1),
    "respondent_links.of_case": lambda vault: vault.respondent_links.of_case(1),
    "respondent_tags.count": lambda vault: vault.respondent_tags.count(),
    "respondent_links.cases_of": lambda vault: vault.respondent_links.cases_of(1),
    "bin.of_case": lambda vault: vault.bin.of_case(1),
    "bin.count": lambda vault: vault.bin.count(),
    "cases.count_binned": lambda vault: vault.cases.count_binned(),
    "cases.by_alias": lambda vault: vault.cases.by_alias("Eik-1"),
    "bin.count_before": lambda vault: vault.bin.count_before(datetime(2026, 1, 1)),
    "cases.binned": lambda vault: vault.cases.binned(),
    "cases.unanswered": lambda vault: vault.cases.unanswered(),
    "cases.next_contact": lambda vault: vault.cases.next_contact(some_case(vault)),
    "cases.find": lambda vault: vault.cases.find(some_case(vault)),
    "cases.of_unit": lambda vault: vault.cases.of_unit(1),
    "releases.history": lambda vault: vault.releases.history(1),
    "ledger.release_of": lambda vault: vault.ledger.release_of(1),
    "ledger.has_counted": lambda vault: vault.ledger.has_counted(1),
    "ledger.of_releases": lambda vault: vault.ledger.of_releases([1, 2]),
    "ledger.closings": lambda vault: vault.ledger.closings(1, END),
    "ledger.known_since": lambda vault: vault.ledger.known_since(1),
    "ledger.contacts": lambda vault: vault.ledger.contacts(1, START, END),
    "drafts.begun": lambda vault: vault.drafts.begun(),
    "drafts.places": lambda vault: vault.drafts.places("case/"),
    "drafts.places_of_case": lambda vault: vault.drafts.places_of_case(1),
    "bin.all": lambda vault: vault.bin.all(),
    "saved_views.all": lambda vault: vault.saved_views.all(),
    "own_labels.of_organisation": lambda vault: vault.own_labels.of_organisation(1),
    "own_labels.for_matters": lambda vault: vault.own_labels.for_matters(None),
    "terms.of_organisation": lambda vault: vault.terms.of_organisation(1),
    "contact_persons.of_organisation": lambda vault: vault.contact_persons.of_organisation(1),
    "units.of_organisation": lambda vault: vault.units.of_organisation(1),
    "findables.says_names": lambda vault: vault.findables.says_names(QUESTION),
    "findables.newest": lambda vault: [vault.findables.newest(QUESTION, one, limit=20) for one in HitGroup],
    "findables.inner": lambda vault: [
        vault.findables.inner(QUESTION, one, besides=(), limit=20) for one in HitGroup
    ],
    "findables.noted": lambda vault: vault.findables.noted({"gesprek"}, 1, limit=24),
    "findables.best": lambda vault: [vault.findables.best(QUESTION, one, limit=20) for one in HitGroup],
    "state.recovery_proven_on": lambda vault: vault.state.recovery_proven_on(),
}
WRITES = {"save", "add_all", "delete", "register", "drop", "note_recovery", "put_content", "empty"}
WRITES |= {"put_back", "take_out", "note_joined", "count_as", "count_along"}
WRITES |= {"change", "agree", "take_mandates"}
#: What may be read from end to end, and why.
SCANS = {
    ("state.recovery_proven_on", "vault_state"): "it has one row",
    ("organisations.all", "organisations"): "a practice has few clients, and shows all of them",
    ("organisations.by_name", "organisations"): "a practice has few clients",
    ("organisations.due", "organisations"): "a practice has few clients",
    ("organisations.rows", "o"): "a practice has few clients, and shows all of them",
    ("cases.rows", "d"): "what is due is gathered first, and is of few cases",
    ("cases.position", "d"): "what is due is gathered first, and is of few cases",
    ("bin.count", "binned"): "holds what was deleted of late",
    ("bin.count_before", "binned"): "holds what was deleted of late",
    ("drafts.places", "drafts"): "there are a few drafts at a time",
    ("drafts.places_of_case", "drafts"): "there are a few drafts at a time",
    ("bin.all", "binned"): "shows all that was deleted of late",
    ("terms.all", "terms"): "a practice has few clients",
    ("own_labels.for_matters", "own_labels"): "a client has few words of its own",
    ("identities.all", "reporter_identities"): "what is typed for an organisation is held against everybody",
    ("respondent_tags.count", "respondent_tags"): "most practices have none",
    ("saved_views.all", "saved_views"): "has as many rows as its menu",
    ("organisations.rows", "c"): "counts every case, within an index",
}
#: Indexes that no query uses, and why they are there.
FOR_REFERENCES = {
    "milestones_of_track": "a track takes its milestones along",
    "document_contents_of_case": "a case takes its documents along",
    "document_contents_binned": "the bin takes its documents along",
    "joined_cases_of_case": "a case takes along what was joined to it",
    "findables_waiting": "the few new texts are found at the end of each transaction",
}


def some_case(vault: Vault) -> int:
    """The identifier of one case."""
    return vault.cases.rows(CaseFilter(), limit=1)[0].id


def repositories(vault: Vault) -> Iterator[tuple[str, object]]:
    """Every repository of the vault, by its name."""
    for name, value in vars(vault).items():
        if type(value).__module__.startswith("vpdesk.vault.") and hasattr(value, "_db"):
            yield name, value


def plan(vault: Vault, statement: str) -> list[str]:
    """What SQLite would do for a statement, step by step.

    It is asked over a connection of its own, or thousands of such questions would push what the program asks
    out of the statements that stay compiled.
    """
    return [row["detail"] for row in beside(vault).execute(f"EXPLAIN QUERY PLAN {statement}")]


@cache
def beside(vault: Vault) -> Any:
    """Another connection to the same vault."""
    return connect_with(vault.folder.database, vault.opened.key)


def scans(vault: Vault, statements: list[str]) -> set[str]:
    """The tables that a plan reads from end to end without an index that fits."""
    steps = [step for one in statements if one.lstrip().startswith("SELECT") for step in plan(vault, one)]
    return {
        found[1]
        for step in steps
        if (found := re.match(r"SCAN (?!\(|CONSTANT)(\w+)\b(?! USING| VIRTUAL TABLE INDEX)", step))
    }


def test_every_method_that_reads_is_held_to_its_plan(caseload: Vault) -> None:
    methods = {
        f"{name}.{method}"
        for name, repository in repositories(caseload)
        for method, _ in inspect.getmembers(repository, inspect.ismethod)
        if not method.startswith("_") and method not in WRITES
    }
    unused = {f"{name}.get" for name, value in repositories(caseload) if isinstance(value, Rows)}
    assert methods - unused == set(READS) - unused


@pytest.mark.parametrize("name", READS)
def test_it_reads_no_table_from_end_to_end(caseload: Vault, statements: Watch, name: str) -> None:
    with statements() as seen:
        READS[name](caseload)
    allowed = {table for method, table in SCANS if method == name}
    assert scans(caseload, seen) <= allowed


def compiled(vault: Vault, ask: Callable[[], object]) -> set[str]:
    """The tables of the statements that SQLite compiles when it is asked the same a second time."""
    connection: Any = vault._connection
    seen: list[str] = []

    def is_allowed(_what: int, table: str | None, *_more: object) -> int:
        seen.append(str(table))
        return 0

    connection.set_authorizer(is_allowed)  # which is asked for each part of a statement that is compiled
    try:
        ask()
        seen.clear()
        ask()
    finally:
        connection.set_authorizer(None)
    return set(seen)


@pytest.mark.parametrize("name", READS.keys() - {"findables.best"})  # FTS5 compiles what sorts by rank itself
def test_what_is_asked_again_is_not_compiled_again(caseload: Vault, name: str) -> None:
    assert compiled(caseload, lambda: READS[name](caseload)) == set()


def test_a_limit_that_is_a_parameter_alone_is_compiled_again(caseload: Vault) -> None:
    """SQLite plans by its value, so it compiles the statement anew whenever one is given."""
    ask = "SELECT id FROM cases LIMIT ?"
    assert compiled(caseload, lambda: caseload._connection.execute(ask, [3]).fetchall()) == {"cases", "None"}
    ask += " + 0"
    assert compiled(caseload, lambda: caseload._connection.execute(ask, [3]).fetchall()) == set()


def test_a_query_without_an_index_is_found_out(caseload: Vault) -> None:
    assert scans(caseload, ["SELECT * FROM cases WHERE entry = 'phone'"]) == {"cases"}
    assert scans(caseload, ["SELECT * FROM cases WHERE alias = 'Eik-1'"]) == set()


@pytest.mark.parametrize("chosen", FILTERS, ids=str)
def test_the_list_walks_an_index_in_its_order_instead_of_sorting(
    caseload: Vault, statements: Watch, chosen: CaseFilter
) -> None:
    with statements() as seen:
        caseload.cases.rows(chosen, offset=300)
    steps = plan(caseload, seen[0])
    place = next(place for place, step in enumerate(steps) if "LIST SUBQUERY" in step)
    assert "COVERING INDEX cases_" in steps[place + 1], steps
    assert "TEMP B-TREE" not in steps[place + 2], steps


@pytest.mark.parametrize("order", [one for one in ORDERS if one.column is not CaseColumn.DUE], ids=str)
@pytest.mark.parametrize("status", [None, *CaseStatus], ids=str)
def test_the_list_walks_an_index_in_every_order(
    caseload: Vault, statements: Watch, order: CaseOrder, status: CaseStatus | None
) -> None:
    with statements() as seen:
        caseload.cases.rows(CaseFilter(status=status), order, offset=300)
    steps = plan(caseload, seen[0])
    inner = [step for step in steps if "COVERING INDEX cases_" in step]
    assert len(inner) == 1, steps
    assert sum("TEMP B-TREE FOR ORDER BY" in step for step in steps) <= 1, steps  # of the rows that are shown


@pytest.mark.parametrize(
    ("status", "step"),
    [
        ("open", "SCAN cases USING COVERING INDEX cases_running"),
        ("closed", "SEARCH cases USING COVERING INDEX cases_by_closing (closed_on>?)"),
    ],
)
def test_running_and_closed_cases_are_counted_within_an_index_of_their_own(
    caseload: Vault, statements: Watch, status: str, step: str
) -> None:
    with statements() as seen:
        caseload.cases.count(CaseFilter(status=CaseStatus.of(status)))
    assert plan(caseload, seen[0]) == [step]


@pytest.mark.parametrize("column", [CaseColumn.CLOSED, CaseColumn.MATTER])
@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("chosen", FILTERS, ids=str)
def test_each_stretch_of_the_list_is_walked_in_an_index_and_never_sorted(
    caseload: Vault, statements: Watch, chosen: CaseFilter, column: CaseColumn, direction: Direction
) -> None:
    with statements() as seen:
        caseload.cases.rows(chosen, CaseOrder(column=column, direction=direction))
    *stretches, shown = (plan(caseload, one) for one in seen)
    assert "SELECT id FROM cases INDEXED BY" in " ".join(seen)
    assert all(re.match(r"(SCAN|SEARCH) cases USING", steps[0]) for steps in stretches), stretches
    assert not [step for steps in stretches for step in steps if "TEMP B-TREE" in step], stretches
    assert any("json_each" in step for step in shown)


@pytest.mark.parametrize("status", [None, CaseStatus.CLOSED], ids=str)
def test_cases_of_one_matter_are_counted_within_the_index_of_matters(
    caseload: Vault, statements: Watch, monkeypatch: pytest.MonkeyPatch, status: CaseStatus | None
) -> None:
    """Whatever terms run: asking each case is more than a frame at 100,000 cases."""
    monkeypatch.setattr(case_filter, "_FEW", 0)  # as for a matter that many cases have
    with statements() as seen:
        caseload.cases.count(CaseFilter(matter=Matter.FRAUD, status=status, terms=((1, TODAY),)))
    steps = [step for one in seen for step in plan(caseload, one)]
    assert any("case_matters USING COVERING INDEX case_matters_by_code" in step for step in steps), steps
    of_cases = [step for step in steps if re.match(r"(SCAN|SEARCH) cases ", step)]
    assert all("cases_running" in step or "cases_binned" in step for step in of_cases), steps


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_cases_of_a_rare_matter_are_gathered_one_by_one(
    caseload: Vault, statements: Watch, monkeypatch: pytest.MonkeyPatch, order: CaseOrder
) -> None:
    """Walking an index would pass by all other cases: a frame and more at 100,000 cases."""

    def walks() -> bool:
        with statements() as seen:
            caseload.cases.rows(CaseFilter(matter=Matter.FRAUD), order)
        steps = [step for one in seen for step in plan(caseload, one)]
        assert scans(caseload, seen) <= {"d"}  # what is due is gathered first
        return any(re.search(r"INDEX cases_(?!by_next_contact)", step) for step in steps)

    assert not walks()
    monkeypatch.setattr(case_filter, "_FEW", 0)
    assert walks()


def test_the_contacts_of_a_period_are_counted_without_reading_a_note(
    caseload: Vault, statements: Watch
) -> None:
    with statements() as seen:
        caseload.ledger.contacts(1, START, END)
    reads = [step for step in plan(caseload, seen[0]) if step.startswith(("SEARCH", "SCAN"))]
    assert len(reads) == 5, reads  # cases, contacts, earlier periods, the ledger, who may be counted
    assert all("COVERING INDEX" in step for step in reads), reads


def test_every_index_earns_the_page_that_it_costs_at_each_save(caseload: Vault, statements: Watch) -> None:
    with statements() as seen:
        for read in READS.values():
            read(caseload)
    plans = " ".join(
        step for one in seen if one.lstrip().startswith("SELECT") for step in plan(caseload, one)
    )
    indexes = caseload._connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    unused = {row["name"] for row in indexes if f"INDEX {row['name']}" not in plans}
    assert unused <= FOR_REFERENCES.keys()
