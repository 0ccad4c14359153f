"""Two vaults that differ in what a report hides give the same document, to the byte."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case, make_contact
from vpdesk.domain.organisation import Organisation
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


def released(folder: Path, positions: Sequence[Position], *, thoughts: str, later: int = 0) -> AnnualReport:
    """Release the year of an organisation in a new vault with one case for each position.

    `thoughts` stand in every case, and each is opened `later` days later.
    """
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        organisation = Organisation(name="Stichting De Boomgaard")
        cases = [
            make_case(
                organisation.id,
                opened_on=date(2026, 3, 2) + timedelta(days=later),
                reporter_position=position,
                matters=(Matter.BULLYING,),
                routes=(Route.SELF,),
                reflection=thoughts,
            )
            for position in positions
        ]
        with vault.transaction():
            vault.organisations.save(organisation)
            vault.cases.add_all(cases)
            vault.contacts.add_all(make_contact(case.id) for case in cases)
        return release_report(
            vault,
            ReportRequest(
                organisation_id=organisation.id,
                start=date(2026, 1, 1),
                end=date(2026, 12, 31),
                language="nl",
            ),
            now=datetime(2027, 1, 15, 10, 0),
        )


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


def test_what_is_printed_does(tmp_path: Path) -> None:
    """The control: one employee more among as many cases."""
    first = released(tmp_path / "one", (*[E] * 15, *[M] * 9), thoughts="")
    second = released(tmp_path / "other", (*[E] * 16, *[M] * 8), thoughts="")
    assert write(first) != write(second)
