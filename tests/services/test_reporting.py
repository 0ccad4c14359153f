"""What a report counts, what it refuses, and what it never changes."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.factories import make_case, make_consent, make_contact
from vpdesk.disclosure.released import Release
from vpdesk.domain.errors import RuleError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import ConsentDecision, ConsentPurpose, Matter, Outcome, Relation, Route
from vpdesk.services.dimensions import halves_of
from vpdesk.services.report_lists import declare_list, declared_lists
from vpdesk.services.reporting import ReportRequest, preview, release_report, released, reopen
from vpdesk.vault.vault import Vault

NOW = datetime(2027, 1, 15, 10, 0)
TWO = (Matter.BULLYING, Matter.SEXUAL_HARASSMENT)


def request(organisation: Organisation, year: int = 2026, **changes: Any) -> ReportRequest:
    fields: dict[str, Any] = {
        "organisation_id": organisation.id,
        "start": date(year, 1, 1),
        "end": date(year, 12, 31),
        "language": "nl",
    }
    return ReportRequest(**{**fields, **changes})


def fill(vault: Vault, organisation: Organisation, number: int, **changes: Any) -> list[int]:
    """Store so many cases and return their identifiers."""
    cases = [make_case(organisation.id, **changes) for _ in range(number)]
    with vault.transaction():
        vault.cases.add_all(cases)
    return [case.id for case in cases]


def count(figures: Release, unit: str) -> int | None:
    total = figures.total(unit)
    return None if total is None else total.count


def test_cases_and_matters_are_counted_apart(vault: Vault, organisation: Organisation) -> None:
    """The published example: 31 reporters, 56 matters."""
    fill(vault, organisation, 25, matters=TWO)
    fill(vault, organisation, 6, matters=(Matter.INTIMIDATION,))
    figures = release_report(vault, request(organisation), now=NOW).release
    assert (count(figures, "cases"), count(figures, "matters")) == (31, 56)


def test_what_is_not_known_is_counted_as_unknown(vault: Vault, organisation: Organisation) -> None:
    declare_list(vault, organisation.id, "respondent_relation", "manager,unknown,other", on=NOW.date())
    declare_list(vault, organisation.id, "route", "none,self,other", on=NOW.date())
    declare_list(vault, organisation.id, "outcome", "running,resolved,other", on=NOW.date())
    fill(vault, organisation, 12)
    fill(vault, organisation, 9, respondent_relations=(Relation.MANAGER,), routes=(Route.SELF,))
    fill(vault, organisation, 8, closed_on=date(2026, 5, 1), outcome=Outcome.RESOLVED)
    figures = release_report(vault, request(organisation), now=NOW).release
    for dimension, key, expected in (
        ("respondent_relation", "unknown", 20), ("route", "none", 20), ("outcome", "running", 21),
    ):  # fmt: skip
        table = figures.table(dimension)
        assert table is not None
        printed = {line.category.key: line.count for line in table.lines}
        hidden = [] if table.remainder is None else [c.key for c in table.remainder.categories]
        assert printed.get(key) == expected or key in hidden
        assert sum(printed.values()) + (table.remainder.count if table.remainder else 0) == 29


def test_a_reporter_who_refused_is_not_counted(vault: Vault, organisation: Organisation) -> None:
    first, second, third, *_ = fill(vault, organisation, 12)

    def say(case_id: int, **changes: Any) -> None:
        with vault.transaction():
            vault.consents.save(make_consent(case_id, purpose=ConsentPurpose.COUNTING, **changes))

    say(first, decision=ConsentDecision.REFUSED)
    say(second, withdrawn_on=date(2026, 6, 1))
    say(third, decision=ConsentDecision.REFUSED)
    say(third, given_on=date(2026, 7, 1))
    assert count(preview(vault, request(organisation), today=NOW.date()).release, "cases") == 10


def test_nor_are_the_conversations_of_a_reporter_who_took_it_back_after_the_period(
    vault: Vault, organisation: Organisation
) -> None:
    ids = fill(vault, organisation, 12)
    with vault.transaction():
        vault.contacts.add_all(make_contact(case_id, minutes=60) for case_id in ids)
        vault.consents.save(
            make_consent(ids[0], purpose=ConsentPurpose.COUNTING, withdrawn_on=date(2027, 1, 10))
        )
    figures = preview(vault, request(organisation), today=NOW.date()).release
    assert [count(figures, unit) for unit in ("cases", "contacts", "hours")] == [11, 11, 11]


def test_a_report_never_holds_another_organisation(vault: Vault, organisation: Organisation) -> None:
    other = Organisation(name="Gemeente Elzenrade")
    with vault.transaction():
        vault.organisations.save(other)
    fill(vault, organisation, 7)
    for case_id in fill(vault, other, 30):
        with vault.transaction():
            vault.contacts.save(make_contact(case_id))
    report = release_report(vault, request(organisation), now=NOW)
    assert count(report.release, "cases") == 7
    assert count(report.release, "contacts") is None
    assert count(release_report(vault, request(other), now=NOW).release, "contacts") == 30


def test_a_late_case_counts_in_the_next_report_and_the_old_one_stays(
    vault: Vault, organisation: Organisation
) -> None:
    fill(vault, organisation, 12, opened_on=date(2025, 3, 1))
    first = release_report(vault, request(organisation, 2025), now=datetime(2026, 1, 9))
    fill(vault, organisation, 1, opened_on=date(2025, 12, 30))
    fill(vault, organisation, 11, opened_on=date(2026, 3, 1))
    assert release_report(vault, request(organisation, 2025), now=NOW) == first
    second = release_report(vault, request(organisation, 2026), now=NOW)
    assert count(second.release, "cases") == 12
    assert [count(release, "cases") for release in second.earlier] == [12]
    with vault.transaction():
        vault.organisations.save(Organisation(id=organisation.id, name="Stichting De Nieuwe Boomgaard"))
    assert reopen(vault, released(vault, organisation.id)[0]) == first


def test_a_case_from_before_the_first_report_does_not_come_in(
    vault: Vault, organisation: Organisation
) -> None:
    fill(vault, organisation, 8, opened_on=date(2024, 3, 1))
    fill(vault, organisation, 9, opened_on=date(2026, 3, 1))
    assert count(preview(vault, request(organisation), today=NOW.date()).release, "cases") == 9


def test_a_preview_stores_nothing(vault: Vault, organisation: Organisation) -> None:
    fill(vault, organisation, 12)
    told: list[object] = []
    vault.on_commit = told.append
    preview(vault, request(organisation), today=NOW.date())
    assert told == []
    assert released(vault, organisation.id) == []


def test_the_register_is_written_before_there_is_a_document(vault: Vault, organisation: Organisation) -> None:
    fill(vault, organisation, 12)
    report = release_report(vault, request(organisation, signals=("Drukte in de zomer.",)), now=NOW)
    (entry,) = released(vault, organisation.id)
    assert reopen(vault, entry) == report
    assert report.signals == ("Drukte in de zomer.",)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 12, 31), date(2027, 12, 31)),
        (date(2025, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 1), date(2026, 4, 1)),
        (date(2025, 1, 1), date(2027, 1, 1)),
    ],
)
def test_a_period_that_shares_a_day_with_a_released_one_is_refused(
    vault: Vault, organisation: Organisation, start: date, end: date
) -> None:
    fill(vault, organisation, 12)
    release_report(vault, request(organisation), now=NOW)
    with pytest.raises(RuleError):
        release_report(vault, request(organisation, start=start, end=end), now=NOW)
    assert len(released(vault, organisation.id)) == 1


def test_the_threshold_is_raised_freely_and_lowered_with_a_reason_only(
    vault: Vault, organisation: Organisation
) -> None:
    fill(vault, organisation, 8)
    assert count(preview(vault, request(organisation, k=10), today=NOW.date()).release, "cases") is None
    for changes in ({"k": 4}, {"k": 2, "reason": "afgesproken"}):
        with pytest.raises(RuleError):
            request(organisation, **changes)
    lowered = release_report(vault, request(organisation, k=4, reason="afgesproken met de or"), now=NOW)
    assert lowered.release.k == 4
    assert released(vault, organisation.id)[0].reason == "afgesproken met de or"
    with pytest.raises(RuleError):
        release_report(vault, request(organisation, k=3, reason="nog lager"), now=NOW)


def test_a_list_has_a_place_for_what_it_does_not_name(vault: Vault, organisation: Organisation) -> None:
    declare_list(vault, organisation.id, "matter", "fraud,theft", on=NOW.date())
    assert declared_lists(vault, organisation.id) == {"matter": "fraud,theft,other"}
    fill(vault, organisation, 12)
    fill(vault, organisation, 9, matters=(Matter.FRAUD,))
    table = release_report(vault, request(organisation), now=NOW).release.table("matter")
    assert table is not None
    assert [line.category.key for line in table.lines] == ["fraud"]


@pytest.mark.parametrize(
    ("dimension", "entries"),
    [
        ("shoe_size", "a,b"),
        ("matter", "nonsense,other"),
        ("matter", "fraud,fraud"),
        ("matter", "other"),
        ("matter", "conduct+integrity+outside"),
        ("matter", "conduct,integrity,outside,other"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_and_the_old_one_stays(
    vault: Vault, organisation: Organisation, dimension: str, entries: str
) -> None:
    declare_list(vault, organisation.id, "matter", "fraud,other", on=NOW.date())
    with pytest.raises(RuleError) as info:
        declare_list(vault, organisation.id, dimension, entries, on=NOW.date())
    assert info.value.wrong
    assert declared_lists(vault, organisation.id) == {"matter": "fraud,other"}
    declare_list(vault, organisation.id, "matter", "", on=NOW.date())
    assert declared_lists(vault, organisation.id) == {}


def test_hours_and_contacts_brought_along_are_counted(vault: Vault, organisation: Organisation) -> None:
    ids = fill(vault, organisation, 11, carried_contacts=2, carried_minutes=60)
    with vault.transaction():
        vault.contacts.add_all(make_contact(case_id, minutes=30) for case_id in ids)
    figures = release_report(vault, request(organisation), now=NOW).release
    assert (count(figures, "contacts"), count(figures, "hours")) == (33, 16)


def test_half_years_are_printed_from_four_times_the_threshold_and_both_or_neither(
    vault: Vault, organisation: Organisation
) -> None:
    fill(vault, organisation, 13, opened_on=date(2025, 6, 30))
    fill(vault, organisation, 7, opened_on=date(2025, 7, 1))
    halves = release_report(vault, request(organisation, 2025), now=NOW).release.table("half_year")
    assert halves is not None
    assert [line.count for line in halves.lines] == [13, 7]
    fill(vault, organisation, 26, opened_on=date(2026, 6, 30))
    fill(vault, organisation, 4, opened_on=date(2026, 7, 1))
    figures = release_report(vault, request(organisation, 2026), now=NOW).release
    assert figures.table("half_year") is None
    assert "half_year" in figures.withheld


@pytest.mark.parametrize(
    ("start", "end", "has"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), True),
        (date(2025, 8, 1), date(2026, 7, 31), True),
        (date(2026, 1, 1), date(2026, 11, 30), False),
        (date(2026, 1, 15), date(2027, 1, 14), False),
        (date(2024, 2, 29), date(2025, 2, 27), False),
    ],
)
def test_only_a_whole_year_has_halves(start: date, end: date, has: bool) -> None:
    assert (halves_of(start, end) is not None) is has
