"""A case is over when nothing in it waits; only then does the time run for which it is kept."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.factories import make_case
from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.case import Case
from vpdesk.domain.errors import RuleError
from vpdesk.domain.formal import FormalTrack
from vpdesk.domain.identity import new_id
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.retention import USUAL_YEARS, OverCase
from vpdesk.domain.values import AftercareOutcome, AftercareWish, Outcome, Route
from vpdesk.domain.years import years_before
from vpdesk.services.binning import bin_case
from vpdesk.services.reporting import ReportRequest, release_report
from vpdesk.services.retention import is_any_kept_long_enough, kept_long_enough
from vpdesk.vault.vault import Vault
from vpdesk.views.organisations.declared import USUAL_RETENTION

TODAY = date(2026, 3, 1)
LONG_AGO = date(2023, 6, 1)


@pytest.fixture
def client(vault: Vault) -> Organisation:
    made = Organisation(name="De Vliet")
    with vault.transaction():
        vault.organisations.save(made)
    return made


@pytest.fixture
def closed(vault: Vault, client: Organisation) -> Case:
    made = make_case(
        client.id, opened_on=date(2023, 1, 5), closed_on=LONG_AGO, outcome=Outcome.RESOLVED
    )
    with vault.transaction():
        vault.cases.save(made)
    return made


def found(vault: Vault, years: int | None = None) -> list[OverCase]:
    """What was kept long enough; whether there is anything is told alike."""
    over = kept_long_enough(vault, TODAY, years)
    if years is None:
        assert is_any_kept_long_enough(vault, TODAY) is bool(over)
    return over


def test_a_case_that_was_closed_long_ago_is_told_with_since_when(vault: Vault, closed: Case) -> None:
    (over,) = found(vault)
    assert (over.case_id, over.since, over.organisation, over.is_counted) == (
        closed.id,
        LONG_AGO,
        "De Vliet",
        False,
    )
    assert found(vault, 2) == [over]
    assert found(vault, 3) == []


@pytest.mark.parametrize(("closed_on", "told"), [(date(2024, 3, 1), 1), (date(2024, 3, 2), 0)])
def test_the_day_itself_is_long_enough(vault: Vault, closed: Case, closed_on: date, told: int) -> None:
    with vault.transaction():
        vault.cases.save(replace(closed, closed_on=closed_on))
    assert len(found(vault)) == told


def test_a_running_case_is_never_told(vault: Vault, closed: Case) -> None:
    with vault.transaction():
        vault.cases.save(replace(closed, closed_on=None, outcome=None))
    assert found(vault) == []


def test_what_is_still_agreed_keeps_it(vault: Vault, closed: Case) -> None:
    with vault.transaction():
        vault.cases.save(replace(closed, next_contact_on=date(2026, 4, 1)))
    assert found(vault) == []


def test_open_aftercare_keeps_it_and_the_time_begins_with_its_answer(vault: Vault, closed: Case) -> None:
    """Who erased it before would never ask how it is going."""
    care = Aftercare(
        case_id=closed.id, agreed_on=LONG_AGO, wish=AftercareWish.WANTED, due_on=date(2023, 9, 1)
    )
    with vault.transaction():
        vault.aftercares.save(care)
    assert found(vault) == []
    with vault.transaction():
        vault.aftercares.save(care.settle(AftercareOutcome.WELL, date(2023, 10, 2)))
    assert [over.since for over in found(vault)] == [date(2023, 10, 2)]


def test_a_formal_track_that_runs_keeps_it(vault: Vault, closed: Case) -> None:
    with vault.transaction():
        vault.formal_tracks.save(
            FormalTrack(case_id=closed.id, route=Route.COMPLAINTS_COMMITTEE, begun_on=date(2023, 2, 1))
        )
    assert found(vault) == []


def test_the_report_that_counted_it_begins_the_time(vault: Vault, client: Organisation, closed: Case) -> None:
    request = ReportRequest(
        organisation_id=client.id, start=date(2023, 1, 1), end=date(2023, 12, 31), language="nl"
    )
    release_report(vault, request, now=datetime(2024, 2, 1, 9, 0))
    (over,) = found(vault)
    assert (over.case_id, over.since, over.is_counted) == (closed.id, date(2024, 2, 1), True)


def test_what_lies_in_the_bin_is_not_told_again(vault: Vault, closed: Case) -> None:
    bin_case(vault, closed.id, date(2026, 2, 1))
    assert found(vault) == []


@pytest.mark.parametrize(("agreed", "told"), [(None, 1), (1, 1), (2, 1), (3, 0), (10, 0)])
def test_each_client_agrees_for_how_long(
    vault: Vault, client: Organisation, closed: Case, agreed: int | None, told: int
) -> None:
    other = Organisation(name="Zorgpunt Oost", retention_years=20)
    with vault.transaction():
        vault.organisations.save(replace(client, retention_years=agreed))
        vault.organisations.save(other)
        vault.cases.save(replace(closed, id=new_id(), organisation_id=other.id, alias="Els-2"))
    assert [over.case_id for over in found(vault)] == [closed.id] * told
    assert {over.agreed_years for over in found(vault, 1)} == {agreed, 20}


def test_for_less_than_a_year_nothing_is_kept(client: Organisation) -> None:
    with pytest.raises(RuleError):
        replace(client, retention_years=0)


def test_what_is_usual_is_said_where_it_is_agreed() -> None:
    assert USUAL_YEARS == 2
    assert USUAL_RETENTION == "As is usual: two years"


def test_a_leap_day_years_before_is_the_day_before_it() -> None:
    assert years_before(date(2024, 2, 29), 1) == date(2023, 2, 28)
    assert years_before(date(2024, 2, 29), 4) == date(2020, 2, 29)
