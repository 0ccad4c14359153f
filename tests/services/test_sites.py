"""Sites and departments in reports: only where that is asked for, and then like any other characteristic."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.factories import make_case
from tests.reports.reading import text
from vpdesk.disclosure.released import Release, ReleasedTable
from vpdesk.domain.agreement import Unit
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.register import ReleaseKind
from vpdesk.domain.values import Switch
from vpdesk.reports.annual import AnnualReport, write
from vpdesk.services import tallying
from vpdesk.services.agreements import record_units, remove_unit, report_units, save_unit
from vpdesk.services.auditing import audit_organisation
from vpdesk.services.reporting import ReportRequest, release_report, released, reopen
from vpdesk.services.sites import ELSEWHERE, NOWHERE, SITE, site_list, within
from vpdesk.vault.vault import Vault

#: So many cases at each site; three are of no site.
AT = {"Noord": 14, "Zuid": 9, "Werkplaats": 2, "Magazijn": 1}


@pytest.fixture
def units(vault: Vault, organisation: Organisation) -> dict[str, Unit]:
    """Four sites with cases of 2026, recorded and not reported."""
    made = {name: Unit(organisation_id=organisation.id, name=name) for name in AT}
    record_units(vault, organisation.id, Switch.ON)
    with vault.transaction():
        for unit in made.values():
            vault.units.save(unit)
        for name, number in AT.items():
            vault.cases.add_all(make_case(organisation.id, unit_id=made[name].id) for _ in range(number))
        vault.cases.add_all(make_case(organisation.id) for _ in range(3))
    return made


def release(vault: Vault, organisation: Organisation, year: int = 2026) -> AnnualReport:
    request = ReportRequest(
        organisation_id=organisation.id, start=date(year, 1, 1), end=date(year, 12, 31), language="nl"
    )
    return release_report(vault, request, now=datetime(year + 1, 1, 15, 10, 0))


def sites(figures: Release) -> ReleasedTable:
    table = figures.table(SITE)
    assert table is not None
    return table


def test_they_stand_in_no_report_by_default(
    vault: Vault, organisation: Organisation, units: dict[str, Unit]
) -> None:
    report = release(vault, organisation)
    assert report.release.table(SITE) is None
    assert SITE not in report.release.withheld
    (entry,) = released(vault, organisation.id)
    codes = {event.codes for event in vault.ledger.of_releases([entry.id])[entry.id]}
    assert not any(str(unit.id) in str(each) for unit in units.values() for each in codes)


def test_where_it_is_asked_for_small_sites_stand_together(
    vault: Vault, organisation: Organisation, units: dict[str, Unit]
) -> None:
    report_units(vault, organisation.id, Switch.ON)
    table = sites(release(vault, organisation).release)
    assert {line.category.key: line.count for line in table.lines} == {"Noord": 14, "Zuid": 9}
    assert table.remainder is not None
    assert [each.key for each in table.remainder.categories] == ["Werkplaats", "Magazijn", NOWHERE]
    assert table.remainder.count == 6
    assert units
    found = audit_organisation(vault, organisation.id)
    assert (found.findings, found.notes) == ((), ())


def test_a_site_of_which_nothing_is_recorded_is_not_reported_either(
    vault: Vault, organisation: Organisation, units: dict[str, Unit]
) -> None:
    report_units(vault, organisation.id, Switch.ON)
    record_units(vault, organisation.id, Switch.OFF)
    assert release(vault, organisation).release.table(SITE) is None
    assert units


def test_a_report_keeps_the_name_that_a_site_bore_and_the_site_that_is_gone(
    vault: Vault, organisation: Organisation, units: dict[str, Unit]
) -> None:
    report_units(vault, organisation.id, Switch.ON)
    before = write(release(vault, organisation))
    assert b"%PDF" in before
    save_unit(vault, replace(units["Noord"], name="Noordwest"))
    remove_unit(vault, units["Zuid"].id)
    (entry,) = released(vault, organisation.id)
    assert write(reopen(vault, entry)) == before
    with vault.transaction():
        vault.cases.add_all(
            make_case(organisation.id, opened_on=date(2027, 2, 1), unit_id=units["Noord"].id)
            for _ in range(12)
        )
        vault.cases.add_all(make_case(organisation.id, opened_on=date(2027, 2, 1)) for _ in range(8))
    table = sites(release(vault, organisation, 2027).release)
    assert [line.category.key for line in table.lines] == ["Noordwest"]
    assert audit_organisation(vault, organisation.id).findings == ()


def later(organisation: Organisation, name: str, made: date) -> Unit:
    """A site that was written down on that day."""
    moment = datetime(made.year, made.month, made.day, 12, tzinfo=UTC)
    return Unit(id=int(moment.timestamp() * 1000) << 20, organisation_id=organisation.id, name=name)


def cases_of_2027(vault: Vault, organisation: Organisation, at: dict[int | None, int]) -> None:
    with vault.transaction():
        vault.cases.add_all(
            make_case(organisation.id, opened_on=date(2027, 2, 1), unit_id=unit_id)
            for unit_id, number in at.items()
            for _ in range(number)
        )


@pytest.fixture
def released_once(vault: Vault, organisation: Organisation, units: dict[str, Unit]) -> dict[str, Unit]:
    """The sites, after a report over 2026 with a table of them."""
    report_units(vault, organisation.id, Switch.ON)
    sites(release(vault, organisation).release)
    return units


def test_a_site_that_was_written_down_after_a_period_has_no_line_in_it(
    vault: Vault, organisation: Organisation, released_once: dict[str, Unit]
) -> None:
    """Who saw the figures of a period can no longer divide it otherwise."""
    late = later(organisation, "Depot", date(2028, 1, 5))
    save_unit(vault, late)
    at = {released_once["Noord"].id: 14, released_once["Zuid"].id: 9, late.id: 8, None: 3}
    cases_of_2027(vault, organisation, at)
    report = release(vault, organisation, 2027)
    table = sites(report.release)
    lines = {line.category.key: line.count for line in table.lines}
    assert "Depot" not in lines
    assert table.remainder is not None
    hidden = {each.key for each in table.remainder.categories}
    assert lines.get(ELSEWHERE, 0) == 11 or ELSEWHERE in hidden
    said = text(write(report))
    assert "geen van deze locaties of onderdelen" in said
    assert "Depot" not in said
    found = audit_organisation(vault, organisation.id)
    assert (found.findings, found.notes) == ((), ())


def test_a_site_that_opened_within_a_period_has_its_line(
    vault: Vault, organisation: Organisation, released_once: dict[str, Unit]
) -> None:
    """The control: which sites there were is a fact, and no choice."""
    opened = later(organisation, "Depot", date(2027, 3, 1))
    save_unit(vault, opened)
    at = {released_once["Noord"].id: 14, released_once["Zuid"].id: 9, opened.id: 8, None: 6}
    cases_of_2027(vault, organisation, at)
    table = sites(release(vault, organisation, 2027).release)
    assert {line.category.key: line.count for line in table.lines}["Depot"] == 8
    assert audit_organisation(vault, organisation.id).findings == ()


def test_before_the_first_table_of_sites_every_site_is_in_the_list(
    vault: Vault, organisation: Organisation, units: dict[str, Unit]
) -> None:
    release(vault, organisation)  # without sites
    report_units(vault, organisation.id, Switch.ON)
    late = later(organisation, "Depot", date(2028, 1, 5))
    save_unit(vault, late)
    cases_of_2027(vault, organisation, {units["Noord"].id: 14, units["Zuid"].id: 9, late.id: 8, None: 6})
    table = sites(release(vault, organisation, 2027).release)
    assert "Depot" in {line.category.key for line in table.lines}


def test_another_name_moves_no_line(vault: Vault, organisation: Organisation, units: dict[str, Unit]) -> None:
    def order() -> list[tuple[str, ...]]:
        found = site_list(vault, organisation.id, date(2026, 12, 31))
        assert found is not None
        return [category.members for category in found.categories]

    report_units(vault, organisation.id, Switch.ON)
    before = order()
    save_unit(vault, replace(units["Noord"], name="Zzz"))
    assert order() == before


def test_the_document_names_the_sites(
    vault: Vault, organisation: Organisation, units: dict[str, Unit]
) -> None:
    report_units(vault, organisation.id, Switch.ON)
    said = text(write(release(vault, organisation)))
    assert "Locatie of onderdeel" in said
    assert "Overige locaties en onderdelen samen" in said
    assert all(name in said for name in units)


def pages_of(vault: Vault, *, first_at: str, gone: str) -> list[dict[str, Any]]:
    """What a client reads of a year whose first case was at `first_at`, and which gave up `gone` since."""
    organisation = Organisation(
        name=f"Stichting {first_at}", unit_recording=Switch.ON, unit_reporting=Switch.ON
    )
    made = {name: Unit(organisation_id=organisation.id, name=name) for name in ("Noord", "Zuid", "West")}
    with vault.transaction():
        vault.organisations.save(organisation)
        for unit in made.values():
            vault.units.save(unit)

    def fill(month: int, at: dict[str, int]) -> None:
        with vault.transaction():
            vault.cases.add_all(
                make_case(organisation.id, opened_on=date(2026, month, 1), unit_id=made[name].id)
                for name, number in at.items()
                for _ in range(number)
            )

    fill(2, {"Noord": 5})
    fill(3, {first_at: 1})
    interim = ReportRequest(
        organisation_id=organisation.id,
        start=date(2026, 1, 1),
        end=date(2026, 3, 31),
        language="nl",
        kind=ReleaseKind.INTERIM,
    )
    printed = [release_report(vault, interim, now=datetime(2026, 4, 15, 10, 0)).release]
    remove_unit(vault, made[gone].id)
    fill(8, {"Noord": 4, "Zuid": 6})
    printed.append(release(vault, organisation).release)
    result = audit_organisation(vault, organisation.id)
    assert (result.findings, result.notes) == ((), ())
    found = [one.to_json() | {"organisation": ""} for one in printed]
    for table in found[-1]["tables"]:
        table["lists"] = list(table["lists"])  # without the identifiers of the sites
    return found


def test_a_case_at_a_site_that_was_given_up_since_does_not_take_the_table_away(vault: Vault) -> None:
    """Were the table left out, a reader would know that a case of the first months was at that site."""
    there, elsewhere = (pages_of(vault, first_at=name, gone="West") for name in ("West", "Zuid"))
    assert there == elsewhere
    assert [table["dimension"] for table in there[-1]["tables"]] == [SITE]


def test_without_a_place_for_it_there_would_be_no_report_of_that_year(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the site that no case was at goes unnoticed, the other one does not."""
    monkeypatch.setattr(tallying, "within", lambda _sites, codes: codes)
    assert pages_of(vault, first_at="Zuid", gone="West")
    with pytest.raises(KeyError):
        pages_of(vault, first_at="West", gone="West")


def test_what_was_frozen_before_there_were_sites_is_of_nowhere(
    vault: Vault, organisation: Organisation, units: dict[str, Unit]
) -> None:
    report_units(vault, organisation.id, Switch.ON)
    found = site_list(vault, organisation.id, date(2026, 12, 31))
    assert found is not None
    assert within(found, frozenset()) == {NOWHERE}
    there = frozenset({str(units["Zuid"].id)})
    assert within(found, there) == there
