"""What was released is attacked again: a clean register gives nothing, a planted leak is found and named."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.factories import make_case, make_release
from tests.upgrade.freeze import FROZEN
from tests.upgrade.freeze import PASSPHRASE as OLD_PASSPHRASE
from tests.upgrade.test_upgrade import LEDGER_SINCE, TOLD_SINCE, thaw
from vpdesk.disclosure.audit.bounds import TooManyBranchesError
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.register import ReleaseKind
from vpdesk.domain.values import Matter, Position
from vpdesk.i18n import Words
from vpdesk.services import auditing
from vpdesk.services.audit_words import finding_words, release_words
from vpdesk.services.auditing import GroupAudit, audit_vault
from vpdesk.services.reporting import ReportRequest, release_report
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.vault import Vault

NOW = datetime(2027, 1, 15, 10, 0)
MATTERS = (Matter.BULLYING,) * 14 + (Matter.DISCRIMINATION,) * 9 + (Matter.FRAUD,) * 7 + (Matter.CAREER,) * 2


def fill(vault: Vault, organisation: Organisation, year: int) -> None:
    positions = (Position.EMPLOYEE, Position.EMPLOYEE, Position.MANAGER)
    with vault.transaction():
        for number, matter in enumerate(MATTERS):
            vault.cases.save(
                make_case(
                    organisation.id,
                    opened_on=date(year, 1 + number % 12, 5),
                    matters=(matter,),
                    reporter_position=positions[number % 3],
                )
            )


def release(vault: Vault, organisation: Organisation, year: int) -> None:
    request = ReportRequest(
        organisation_id=organisation.id, start=date(year, 1, 1), end=date(year, 12, 31), language="nl"
    )
    release_report(vault, request, now=datetime(year + 1, 1, 15, 10, 0))


@pytest.fixture
def filled(vault: Vault, organisation: Organisation) -> Vault:
    """A vault with two yearly reports to one client, and another client that got none."""
    with vault.transaction():
        vault.organisations.save(Organisation(name="Gemeente Elzenrade"))
    for year in (2025, 2026):
        fill(vault, organisation, year)
        release(vault, organisation, year)
    return vault


def audit(vault: Vault, organisation: Organisation) -> GroupAudit:
    return next(each for each in audit_vault(vault) if each.organisation_id == organisation.id)


def tamper(vault: Vault, organisation: Organisation, change: Callable[[dict[str, Any]], None]) -> None:
    """Change what the register says that the last report printed."""
    entry = vault.releases.history(organisation.id)[-1]
    body = json.loads(entry.body)
    change(body)
    vault.connection.execute("DROP TRIGGER releases_are_frozen")
    with vault.transaction():
        vault.connection.execute("UPDATE releases SET body = ? WHERE id = ?", [json.dumps(body), entry.id])


def tell(vault: Vault, organisation: Organisation, number: int) -> None:
    """Enter a number that was told over a month that no report covers."""
    start, end = date(2027, 1, 1), date(2027, 1, 31)
    body = json.loads(vault.releases.history(organisation.id)[0].body)
    body |= {
        "kind": "told",
        "period": {"from": start.isoformat(), "to": end.isoformat()},
        "parts": [],
        "totals": {"cases": number},
        "tables": [],
        "withheld": [],
    }
    entry = make_release(
        organisation.id, kind=ReleaseKind.TOLD, start=start, end=end, engine=body["engine"],
        body=json.dumps(body), released_at=datetime(2027, 2, 1),
    )  # fmt: skip
    with vault.transaction():
        vault.releases.register(entry, [])


def test_a_clean_register_gives_no_finding_and_says_how_hard_it_was_tried(
    filled: Vault, organisation: Organisation
) -> None:
    other, found = sorted(audit_vault(filled), key=lambda each: each.releases)
    assert (other.releases, other.bounds, other.findings) == (0, 0, ())
    assert found.findings == ()
    assert found.notes == ()
    assert (found.releases, found.documents, found.untold) == (2, 2, 0)
    assert found.statements > 10
    assert found.bounds > 50
    assert found.organisation == organisation.name


def test_nothing_is_stored_by_looking(filled: Vault) -> None:
    told: list[object] = []
    filled.on_commit = told.append
    names: list[str] = []
    audit_vault(filled, names.append)
    assert told == []
    assert len(names) == 2


def test_an_erased_case_takes_no_truth_from_the_audit(filled: Vault, organisation: Organisation) -> None:
    for (case_id,) in filled.connection.execute("SELECT id FROM cases LIMIT 5").fetchall():
        erase_case(filled, case_id, rule=ErasureRule.REPORTER_ASKED, on=NOW.date())
    found = audit(filled, organisation)
    assert (found.findings, found.untold) == ((), 0)


def raise_a_line(body: dict[str, Any]) -> None:
    printed = body["tables"][0]["printed"]
    printed[next(iter(printed))] += 1


def move_between_lines(body: dict[str, Any]) -> None:
    """The lines go on adding up: only the ledger knows better."""
    printed = body["tables"][0]["printed"]
    first, second = list(printed)[:2]
    printed[first] += 1
    printed[second] -= 1


def print_a_small_line(body: dict[str, Any]) -> None:
    table = next(each for each in body["tables"] if each["remainder"])
    key = table["remainder"]["categories"].pop()
    table["printed"][key] = 2
    table["remainder"]["value"] -= 2


def say_another_period(body: dict[str, Any]) -> None:
    body["period"]["to"] = "2026-11-30"


def break_it(body: dict[str, Any]) -> None:
    del body["totals"]


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (raise_a_line, {"sum"}),
        (move_between_lines, {"outside"}),
        (print_a_small_line, {"below"}),
        (say_another_period, {auditing.CONTRADICTED}),
        (break_it, {auditing.UNREADABLE}),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)
def test_a_register_that_was_tampered_with_is_found_and_the_release_is_named(
    filled: Vault, organisation: Organisation, change: Callable[[dict[str, Any]], None], faults: set[str]
) -> None:
    tamper(filled, organisation, change)
    found = audit(filled, organisation)
    assert {each.fault for each in found.findings} >= faults
    assert {each.release.start.year for each in found.findings if each.fault in faults} == {2026}


def test_a_small_number_that_was_told_is_found(filled: Vault, organisation: Organisation) -> None:
    tell(filled, organisation, 2)
    (finding,) = audit(filled, organisation).findings
    assert (finding.fault, finding.low, finding.release.kind) == ("told", 2, ReleaseKind.TOLD)


def test_a_number_from_the_threshold_on_may_be_told(filled: Vault, organisation: Organisation) -> None:
    tell(filled, organisation, 7)
    assert audit(filled, organisation).findings == ()


def test_a_document_that_looks_otherwise_now_is_no_leak(filled: Vault, organisation: Organisation) -> None:
    entry = filled.releases.history(organisation.id)[-1]
    filled.connection.execute("DROP TRIGGER releases_are_frozen")
    with filled.transaction():
        filled.connection.execute(
            "UPDATE releases SET document_hash = ? WHERE id = ?", ["0" * 64, entry.id]
        )
    found = audit(filled, organisation)
    assert found.findings == ()
    assert [each.fault for each in found.notes] == [auditing.OTHER_VERSION]


def test_an_attack_that_is_given_up_is_a_finding(
    filled: Vault, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(*_given: object, **_more: object) -> None:
        raise TooManyBranchesError

    monkeypatch.setattr(auditing, "audit", give_up)
    (finding,) = audit(filled, organisation).findings
    assert (finding.fault, finding.release.start.year) == (auditing.UNFINISHED, 2026)


def test_a_document_whose_words_are_lost_is_a_finding(filled: Vault, organisation: Organisation) -> None:
    filled.connection.execute("DROP TRIGGER releases_are_frozen")
    with filled.transaction():
        filled.connection.execute("UPDATE releases SET document = 'x' WHERE start >= '2026'")
    faults = {each.fault for each in audit(filled, organisation).findings}
    assert auditing.UNREADABLE in faults


@pytest.mark.parametrize("schema", sorted(int(each.name[-1]) for each in FROZEN.glob("schema-*")))
def test_what_earlier_versions_released_is_held_against_what_it_prints(schema: int, tmp_path: Path) -> None:
    with Vault.open(thaw(schema, tmp_path), OLD_PASSPHRASE) as vault:
        found = [each for each in audit_vault(vault) if each.releases]
        history = vault.releases.history(found[0].organisation_id)
        # a small number that she told herself is found for ever, and nothing else may be
        small = [each for each in history if each.kind is ReleaseKind.TOLD and '"cases": 4}' in each.body]
        assert [[(one.release, one.fault) for one in each.findings] for each in found] == [
            [(each, "told") for each in small]
        ]
        assert len(small) == int(schema >= TOLD_SINCE)
        assert [each.untold for each in found] == [int(schema < LEDGER_SINCE)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_fault_has_a_sentence_that_names_what_it_is_about(
    filled: Vault, organisation: Organisation, language: str
) -> None:
    from vpdesk.disclosure.audit.findings import Fault
    from vpdesk.disclosure.witness_check import Fault as Doubt

    words = Words(language)
    entry = filled.releases.history(organisation.id)[-1]
    made = auditing.AuditFinding(
        release=entry, fault="", dimension="matter", category="bullying", slice="batch:0", low=1, high=3
    )
    own = (auditing.UNREADABLE, auditing.CONTRADICTED, auditing.UNFINISHED, auditing.OTHER_VERSION)
    faults = [*Fault, *(f"{auditing.WITNESS}{each}" for each in Doubt), *own]
    said = {finding_words(replace(made, fault=str(fault)), words) for fault in faults}
    assert not any("{" in each for each in said)
    assert len(said) > len(Fault)
    assert "01-01-2026" in release_words(made, words)
