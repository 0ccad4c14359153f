"""Two vaults that differ in what a report hides give the same document, to the byte."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case, make_contact
from vpdesk.disclosure.released import Total
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.register import ReleaseKind
from vpdesk.domain.values import Matter, Position, Route
from vpdesk.i18n import Words
from vpdesk.reports import front
from vpdesk.reports.annual import AnnualReport, write
from vpdesk.services.reporting import ReportRequest, release_report
from vpdesk.vault.vault import Vault

E, M, S, W, A = (
    Position.EMPLOYEE, Position.MANAGER, Position.STUDENT, Position.WITNESS, Position.APPLICANT,
)  # fmt: skip
FEW = (E, E, E, E)


def _take_in(
    vault: Vault, organisation: Organisation, positions: Sequence[Position], day: date, thoughts: str = ""
) -> None:
    """Store a case with one conversation for each position, opened on `day`."""
    cases = [
        make_case(
            organisation.id,
            opened_on=day,
            reporter_position=position,
            matters=(Matter.BULLYING,),
            routes=(Route.SELF,),
            reflection=thoughts,
        )
        for position in positions
    ]
    with vault.transaction():
        vault.cases.add_all(cases)
        vault.contacts.add_all(make_contact(case.id, held_on=day) for case in cases)


def _release(vault: Vault, organisation: Organisation, kind: ReleaseKind, end: date) -> AnnualReport:
    request = ReportRequest(
        organisation_id=organisation.id, kind=kind, start=date(2026, 1, 1), end=end, language="nl"
    )
    return release_report(vault, request, now=datetime.combine(end + timedelta(days=15), time(10)))


def released(folder: Path, positions: Sequence[Position], *, thoughts: str, later: int = 0) -> AnnualReport:
    """Release the year of an organisation in a new vault with one case for each position.

    `thoughts` stand in every case, and each is opened `later` days later.
    """
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        organisation = Organisation(name="Stichting De Boomgaard")
        with vault.transaction():
            vault.organisations.save(organisation)
        _take_in(vault, organisation, positions, date(2026, 3, 2) + timedelta(days=later), thoughts)
        return _release(vault, organisation, ReleaseKind.FULL, date(2026, 12, 31))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param((*[E] * 15, *[M] * 4, S, W, A, A, A), (*[E] * 15, *[S] * 4, *[M] * 4, W), id="a table"),
        pytest.param(FEW, (), id="a band"),
        pytest.param(
            (*[E] * 15, *[M] * 5, *[S] * 4), (*[E] * 15, M, *[S] * 4, *[W] * 4), id="one that joins"
        ),
    ],
)
def test_what_is_hidden_moves_no_byte(
    tmp_path: Path, one: Sequence[Position], other: Sequence[Position]
) -> None:
    first = released(tmp_path / "one", one, thoughts="Zij vertelt over een gesprek.")
    second = released(tmp_path / "other", other, thoughts="7 keer, en toen nog 3 keer", later=20)
    assert first.release == second.release
    assert write(first) == write(second)
    words = Words("nl")
    assert front.title(first, words) == front.title(second, words)


@pytest.mark.parametrize("later", [0, 3])
def test_what_comes_besides_interim_figures_moves_no_byte(tmp_path: Path, later: int) -> None:
    def reports(folder: Path, besides: int) -> tuple[AnnualReport, AnnualReport]:
        with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
            organisation = Organisation(name="Stichting De Boomgaard")
            with vault.transaction():
                vault.organisations.save(organisation)
            _take_in(vault, organisation, [E] * 12, date(2026, 3, 2))
            first = _release(vault, organisation, ReleaseKind.INTERIM, date(2026, 6, 30))
            _take_in(vault, organisation, [M] * besides, date(2026, 9, 7))
            return first, _release(vault, organisation, ReleaseKind.FULL, date(2026, 12, 31))

    interim, full = reports(tmp_path / "one", 4)
    assert [part.count for part in full.release.parts] == [12]
    assert full.release.total("cases") == Total(unit="cases", count=None)
    other_interim, other_full = reports(tmp_path / "other", later)
    assert write(interim) == write(other_interim)
    assert write(full) == write(other_full)


def test_what_is_printed_does(tmp_path: Path) -> None:
    """The control: one employee more among as many cases."""
    first = released(tmp_path / "one", (*[E] * 15, *[M] * 9), thoughts="")
    second = released(tmp_path / "other", (*[E] * 16, *[M] * 8), thoughts="")
    assert write(first) != write(second)
