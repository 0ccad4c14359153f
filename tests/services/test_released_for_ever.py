"""A released report stays as it was handed out, to the last byte, whatever happens to its cases since."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.factories import make_case, make_consent, make_contact
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.errors import RuleError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.register import RegisteredRelease
from vpdesk.domain.values import ConsentDecision, ConsentPurpose, Matter, Outcome, Position
from vpdesk.reports.annual import write
from vpdesk.services.batches import batch_of
from vpdesk.services.binning import bin_case
from vpdesk.services.joining import join_cases
from vpdesk.services.moving import move_case
from vpdesk.services.report_lists import declare_list, list_in_force
from vpdesk.services.reporting import ReportRequest, release_report, reopen
from vpdesk.services.splitting import split_case
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.vault import Vault

NOW = datetime(2027, 1, 15, 10, 0)
ON = date(2027, 2, 1)
OTHER = Organisation(name="Gemeente Elzenrade")


@pytest.fixture
def released(vault: Vault, organisation: Organisation) -> RegisteredRelease:
    """A report over 2026 with twenty-six cases, handed out."""
    with vault.transaction():
        vault.organisations.save(OTHER)
        for number in range(26):
            matter = Matter.BULLYING if number % 2 else Matter.DISCRIMINATION
            case = make_case(organisation.id, matters=(matter, Matter.FRAUD), opened_on=date(2026, 3, 2))
            vault.cases.save(case)
            vault.contacts.save(make_contact(case.id, minutes=60))
    request = ReportRequest(
        organisation_id=organisation.id, start=date(2026, 1, 1), end=date(2026, 12, 31), language="nl"
    )
    release_report(vault, request, now=NOW)
    (entry,) = vault.releases.history(organisation.id)
    return entry


def late_case(vault: Vault, cases: list[int]) -> None:
    organisation_id = vault.cases.get(cases[0]).organisation_id
    with vault.transaction():
        vault.cases.save(make_case(organisation_id, opened_on=date(2026, 12, 1), matters=(Matter.THEFT,)))


def correction(vault: Vault, cases: list[int]) -> None:
    case = vault.cases.get(cases[0])
    with vault.transaction():
        vault.cases.save(replace(case, matters=(Matter.THEFT,), reporter_position=Position.MANAGER))


def late_contact(vault: Vault, cases: list[int]) -> None:
    with vault.transaction():
        vault.contacts.save(make_contact(cases[0], held_on=date(2026, 12, 1), minutes=600))


def closing(vault: Vault, cases: list[int]) -> None:
    with vault.transaction():
        vault.cases.save(vault.cases.get(cases[0]).close(ON, Outcome.RESOLVED))


def bin_(vault: Vault, cases: list[int]) -> None:
    bin_case(vault, cases[0], ON)


def erasure(vault: Vault, cases: list[int]) -> None:
    for case_id in cases[:5]:
        erase_case(vault, case_id, rule=ErasureRule.REPORTER_ASKED, on=ON)


def joining(vault: Vault, cases: list[int]) -> None:
    join_cases(vault, cases[0], cases[1], ON)


def splitting(vault: Vault, cases: list[int]) -> None:
    case = vault.cases.get(cases[0])
    split_case(
        vault, case.id, moved=[vault.contacts.of_case(case.id)[0].id], kept_matters=case.matters[:1],
        moved_matters=case.matters[1:], alias="Beuk-1", on=ON,
    )  # fmt: skip


def refusal(vault: Vault, cases: list[int]) -> None:
    with vault.transaction():
        vault.consents.save(
            make_consent(cases[0], purpose=ConsentPurpose.COUNTING, decision=ConsentDecision.REFUSED)
        )


def moving(vault: Vault, cases: list[int]) -> None:
    with pytest.raises(RuleError):
        move_case(vault, cases[0], OTHER.id)


def another_list(vault: Vault, cases: list[int]) -> None:
    declare_list(vault, vault.cases.get(cases[0]).organisation_id, "matter", "conduct,other", on=ON)


def another_name(vault: Vault, cases: list[int]) -> None:
    organisation = vault.organisations.get(vault.cases.get(cases[0]).organisation_id)
    with vault.transaction():
        vault.organisations.save(replace(organisation, name="Stichting De Nieuwe Boomgaard"))


#: What may happen, and how many cases and contacts then wait for the next report.
DEEDS: dict[Callable[[Vault, list[int]], None], tuple[int, int]] = {
    late_case: (1, 0),
    correction: (0, 0),
    late_contact: (0, 1),
    closing: (0, 0),
    bin_: (0, 0),
    erasure: (0, 0),
    joining: (0, 0),
    splitting: (0, 0),
    refusal: (0, 0),
    moving: (0, 0),
    another_list: (0, 0),
    another_name: (0, 0),
}


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_the_document_and_the_tally_stay_as_they_were(
    vault: Vault,
    organisation: Organisation,
    released: RegisteredRelease,
    deed: Callable[[Vault, list[int]], None],
) -> None:
    before = write(reopen(vault, released))
    tally = [(each.codes, each.minutes) for each in vault.ledger.of_releases([released.id])[released.id]]
    cases = [row[0] for row in vault.connection.execute("SELECT id FROM cases ORDER BY id")]
    deed(vault, cases)
    (entry,) = vault.releases.history(organisation.id)
    assert entry == released
    assert write(reopen(vault, entry)) == before
    now = [(each.codes, each.minutes) for each in vault.ledger.of_releases([released.id])[released.id]]
    assert now == tally
    batch = batch_of(vault, organisation.id, date(2027, 1, 1), date(2027, 12, 31))
    assert (len(batch.openings), len(batch.contacts)) == DEEDS[deed]


def test_a_report_that_was_counted_again_would_be_another(
    vault: Vault, organisation: Organisation, released: RegisteredRelease
) -> None:
    """The control: the same deeds do change what is counted where nothing was released yet."""
    again: dict[str, Any] = {}
    cases = [row[0] for row in vault.connection.execute("SELECT id FROM cases ORDER BY id")]
    vault.connection.execute("DROP TRIGGER ledger_stays")
    with vault.transaction():
        vault.connection.execute("DELETE FROM ledger")
    for deed in (correction, refusal):
        deed(vault, cases)
        found = batch_of(vault, organisation.id, released.start, released.end).openings
        again[deed.__name__] = (len(found), sum(Matter.THEFT in case.matters for case in found))
    assert again == {"correction": (26, 1), "refusal": (25, 0)}


def test_a_list_that_is_declared_after_a_release_holds_for_what_begins_later(
    vault: Vault, organisation: Organisation, released: RegisteredRelease
) -> None:
    del released
    declare_list(vault, organisation.id, "matter", "conduct,other", on=ON)
    declare_list(vault, organisation.id, "matter", "conduct,integrity,other", on=date(2028, 6, 1))
    in_force = {
        year: list_in_force(vault, organisation.id, "matter", date(year, 1, 1))
        for year in (2026, 2027, 2028, 2029)
    }
    assert in_force == {2026: "", 2027: "", 2028: "conduct,other", 2029: "conduct,integrity,other"}


def test_before_the_first_release_the_last_list_holds_for_every_period(
    vault: Vault, organisation: Organisation
) -> None:
    declare_list(vault, organisation.id, "matter", "conduct,other", on=ON)
    declare_list(vault, organisation.id, "matter", "integrity,other", on=date(2028, 6, 1))
    assert list_in_force(vault, organisation.id, "matter", date(2020, 1, 1)) == "integrity,other"
    assert len(vault.report_lists.of_organisation(organisation.id)) == 1
