from datetime import date, datetime, timedelta

import pytest

from tests.factories import make_case
from vpdesk.domain.identity import moment_of
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.register import ReleaseKind
from vpdesk.reports.period import Period
from vpdesk.services.organisations import save_organisation
from vpdesk.services.proposing import SoFar, so_far
from vpdesk.services.reporting import ReportRequest, release_report
from vpdesk.vault.vault import Vault

TODAY = date(2026, 11, 21)


def client(vault: Vault, appointed_on: date | None = None, *opened: date) -> int:
    """A client of this appointment, with a case on each day."""
    stored = Organisation(name="De Vliet", appointed_on=appointed_on)
    save_organisation(vault, stored)
    with vault.transaction():
        vault.cases.add_all(make_case(stored.id, opened_on=day) for day in opened)
    return stored.id


@pytest.mark.parametrize(
    ("appointed_on", "opened", "begun_on"),
    [
        (date(2026, 3, 1), (), date(2026, 3, 1)),
        (None, (date(2026, 5, 2), date(2026, 4, 1)), date(2026, 4, 1)),
        # taken over from years before vpdesk, or from before the appointment was renewed
        (date(2026, 3, 1), (date(2019, 5, 2),), date(2019, 5, 2)),
        (date(2024, 3, 1), (date(2026, 5, 2),), date(2024, 3, 1)),
    ],
)
def test_a_client_began_with_its_first_case_or_its_appointment(
    vault: Vault, appointed_on: date | None, opened: tuple[date, ...], begun_on: date
) -> None:
    assert so_far(vault, client(vault, appointed_on, *opened)) == SoFar(begun_on=begun_on)


def test_a_client_of_whom_nothing_is_known_began_when_it_was_entered(vault: Vault) -> None:
    organisation_id = client(vault)
    assert so_far(vault, organisation_id).begun_on == moment_of(organisation_id).astimezone().date()


def test_a_case_in_the_bin_and_those_of_another_client_tell_nothing(vault: Vault) -> None:
    organisation_id = client(vault, date(2026, 3, 1))
    with vault.transaction():
        other = Organisation(name="De Wilgenhof")
        vault.organisations.save(other)
        vault.cases.save(make_case(other.id, opened_on=date(2020, 1, 1)))
        vault.cases.save(make_case(organisation_id, opened_on=date(2020, 1, 1), binned_on=TODAY))
    assert so_far(vault, organisation_id).begun_on == date(2026, 3, 1)


def test_the_last_full_report_counts_and_interim_figures_do_not(vault: Vault) -> None:
    organisation_id = client(vault, None, *(date(2025, 1, 1) + timedelta(days=30 * n) for n in range(10)))
    for kind, start, end in (
        (ReleaseKind.FULL, date(2024, 1, 1), date(2024, 12, 31)),
        (ReleaseKind.INTERIM, date(2025, 1, 1), date(2025, 6, 30)),
    ):
        request = ReportRequest(
            organisation_id=organisation_id, kind=kind, start=start, end=end, language="nl"
        )
        release_report(vault, request, now=datetime(2026, 1, 5))
    assert so_far(vault, organisation_id).last == Period(start=date(2024, 1, 1), end=date(2024, 12, 31))
