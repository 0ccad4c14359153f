"""Whether a report can be made, and over which lines, follows from what was declared, never from a case."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pytest

from tests.factories import make_case
from vpdesk.disclosure import lists
from vpdesk.disclosure.lists import MOST_CATEGORIES
from vpdesk.domain.organisation import Organisation, ReportList
from vpdesk.domain.values import Matter
from vpdesk.reports.annual import AnnualReport, write
from vpdesk.services import report_lists
from vpdesk.services.auditing import audit_organisation
from vpdesk.services.report_lists import declare_list, declared_lists, list_in_force
from vpdesk.services.reporting import ReportRequest, release_report, released, reopen
from vpdesk.vault.vault import Vault

NAMED = "bullying,discrimination,sexual_harassment"
BEFORE = date(2024, 12, 1)
#: The same years, but for one case of 2026.
ODD_CASES = (Matter.SEXUAL_HARASSMENT, Matter.FRAUD)


def year(vault: Vault, organisation: Organisation, of: int) -> AnnualReport:
    request = ReportRequest(
        organisation_id=organisation.id, start=date(of, 1, 1), end=date(of, 12, 31), language="nl"
    )
    return release_report(vault, request, now=datetime(of + 1, 1, 15, 9, 0))


def fill(vault: Vault, organisation: Organisation, of: int, *odd: Matter) -> None:
    with vault.transaction():
        for matters in ((Matter.BULLYING,), (Matter.DISCRIMINATION,)):
            vault.cases.add_all(
                make_case(organisation.id, opened_on=date(of, 2, 1), matters=matters) for _ in range(11)
            )
        vault.cases.add_all(
            make_case(organisation.id, opened_on=date(of, 3, 1), matters=(matter,)) for matter in odd
        )


def store(vault: Vault, organisation: Organisation, entries: str) -> None:
    """A list as versions before stored it, with whatever it left out nowhere."""
    with vault.transaction():
        vault.report_lists.save(
            ReportList(
                organisation_id=organisation.id, dimension="matter", entries=entries, declared_on=BEFORE
            )
        )


def as_before(entries: Sequence[str], universe: Mapping[str, str]) -> tuple[str, ...]:
    """A list that leaves something out."""
    assert universe
    return tuple(entries)


def pages(vault: Vault, odd: Matter) -> list[dict[str, Any]]:
    """What a client reads whose second year has one case of `odd`."""
    organisation = Organisation(name=f"Stichting {odd.value}")
    with vault.transaction():
        vault.organisations.save(organisation)
    declare_list(vault, organisation.id, "matter", NAMED, on=BEFORE)
    found = []
    for of, more in ((2025, ()), (2026, (odd,))):
        fill(vault, organisation, of, *more)
        found.append(year(vault, organisation, of).release.to_json() | {"organisation": ""})
    result = audit_organisation(vault, organisation.id)
    assert (result.findings, result.notes) == ((), ())
    return found


def test_a_kind_that_the_list_does_not_name_changes_nothing_that_a_reader_sees(vault: Vault) -> None:
    named, unnamed = (pages(vault, odd) for odd in ODD_CASES)
    assert named == unnamed


def test_without_everything_else_the_report_is_refused_for_that_case(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a reader who waits for a report in vain would know that something else occurred."""
    for module in (lists, report_lists):
        monkeypatch.setattr(module, "completed", as_before)
    named, unnamed = ODD_CASES
    assert pages(vault, named)
    with pytest.raises(KeyError):
        pages(vault, unnamed)


def test_a_list_is_stored_and_shown_with_everything_else(vault: Vault, organisation: Organisation) -> None:
    declare_list(vault, organisation.id, "matter", NAMED, on=BEFORE)
    (stored,) = vault.report_lists.of_organisation(organisation.id)
    assert stored.entries == f"{NAMED},other"
    assert declared_lists(vault, organisation.id) == {"matter": f"{NAMED},other"}


@pytest.mark.parametrize(
    ("entries", "shown"),
    [("bullying", "bullying,other"), ("conduct,integrity+outside", "conduct,integrity+outside")],
)
def test_it_is_added_only_where_something_is_left_for_it(
    vault: Vault, organisation: Organisation, entries: str, shown: str
) -> None:
    declare_list(vault, organisation.id, "matter", entries, on=BEFORE)
    assert declared_lists(vault, organisation.id) == {"matter": shown}


def test_a_list_that_was_stored_without_it_is_read_with_it_and_is_no_other_list(
    vault: Vault, organisation: Organisation
) -> None:
    store(vault, organisation, NAMED)
    assert declared_lists(vault, organisation.id) == {"matter": f"{NAMED},other"}
    assert list_in_force(vault, organisation.id, "matter", date(2026, 1, 1)) == f"{NAMED},other"
    declare_list(vault, organisation.id, "matter", f"{NAMED},other", on=date(2025, 3, 1))
    assert [one.declared_on for one in vault.report_lists.of_organisation(organisation.id)] == [BEFORE]


def test_what_was_released_over_such_a_list_stays_and_the_next_year_has_a_place_for_everything(
    vault: Vault, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(vault, organisation, NAMED)
    fill(vault, organisation, 2025)
    with monkeypatch.context() as before:
        for module in (lists, report_lists):
            before.setattr(module, "completed", as_before)
        first = write(year(vault, organisation, 2025))
    fill(vault, organisation, 2026, Matter.FRAUD)
    table = year(vault, organisation, 2026).release.table("matter")
    assert table is not None
    assert table.remainder is not None
    assert "other" in {category.key for category in table.remainder.categories}
    entry = released(vault, organisation.id)[0]
    assert entry.start.year == 2025
    assert list(json.loads(entry.template)["lists"]["matter"]) == NAMED.split(",")
    assert write(reopen(vault, entry)) == first
    found = audit_organisation(vault, organisation.id)
    assert (found.findings, found.notes) == ((), ())


def test_the_longest_list_that_could_be_stored_without_it_refuses_no_report(
    vault: Vault, organisation: Organisation
) -> None:
    codes = [matter.value for matter in Matter if matter is not Matter.FRAUD][:MOST_CATEGORIES]
    assert len(codes) == MOST_CATEGORIES
    store(vault, organisation, ",".join(codes))
    fill(vault, organisation, 2026, Matter.FRAUD)
    year(vault, organisation, 2026)
    lines = declared_lists(vault, organisation.id)["matter"].split(",")
    assert (len(lines), lines[-1]) == (MOST_CATEGORIES + 1, "other")
    declare_list(vault, organisation.id, "matter", ",".join(lines), on=date(2027, 3, 1))  # can be kept so
