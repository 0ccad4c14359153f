"""Row F3: the same end to end: practice data in a real vault, released by year, attacked from outside."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final
from unittest import mock

from tests.factories import CHEAP, PASSPHRASE, make_case, make_milestone, make_track
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from vpdesk.disclosure import outline
from vpdesk.disclosure.history import Intake
from vpdesk.domain.errors import RuleError
from vpdesk.domain.formal import MilestoneKind
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.register import ReleaseKind
from vpdesk.domain.values import Matter, Route
from vpdesk.services import practice
from vpdesk.services.auditing import audit_vault
from vpdesk.services.reporting import ReportRequest, release_report
from vpdesk.vault.vault import Vault

_TODAY: Final = date(2026, 11, 20)
_YEARS: Final = (2023, 2024, 2025)
#: Of so many organisations one has interim figures each year; and of how many counted cases one is corrected,
#: and one becomes a complaint that the organisation handles.
_INTERIM, _CORRECTED, _TURNED = 3, 6, 12


@proves("F3", "the same through a real vault")
def release_from_vaults(run: Run) -> Iterator[Finding]:
    """Release three years of every organisation of a practice, with late cases and corrections in between."""
    counted: Counter[str] = Counter()
    for number in range(run.of(small=1, full=12)):
        counted += _practised(run.folder / f"{number}", run.seed + number, run.of(small=150, full=1_000))
    yield at_least(run.of(small=5, full=60), "organisations", counted["organisations"])
    yield at_least(run.of(small=15, full=180), "releases, each with its document", counted["documents"])
    yield at_least(run.of(small=5, full=60), "cases that were entered late", counted["late"])
    yield at_least(run.of(small=5, full=120), "counted cases that were corrected", counted["corrected"])
    yield at_least(
        run.of(small=5, full=60), "counted cases that the organisation handled since", counted["turned"]
    )
    yield at_least(run.of(small=2_000, full=50_000), "bounds", counted["bounds"])
    yield at_least(run.of(small=50, full=1_000), "witness worlds that print the same", counted["worlds"])
    yield none("releases that were refused", counted["refused"])
    yield none("findings of the audit of the vault", counted["findings"])
    blind = _practised(run.folder / "blind", run.seed, 150, bands=False)
    tried = blind["documents"] + blind["refused"]
    yield Control(without="bands, until the audit refuses", harm=blind["refused"], of=tried, share=0.05)


def _practised(folder: Path, seed: int, cases: int, *, bands: bool = True) -> Counter[str]:
    """Release from a practice of so many cases; without `bands` every number of cases is printed."""
    rng = random.Random(seed)
    counted: Counter[str] = Counter()
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        clients = practice.organisations_of(seed, _TODAY, cases=cases)
        practice.fill_from(vault, clients, practice.cases_of(seed, _TODAY, clients, cases=cases))
        printing = nullcontext() if bands else mock.patch.object(outline, "printable", _every_number)
        with printing:
            for place, client in enumerate(clients):
                for year in _YEARS:
                    if place % _INTERIM == 0:
                        _release(vault, _request(client, year, ReleaseKind.INTERIM), counted)
                    _release(vault, _request(client, year, ReleaseKind.FULL), counted)
                    counted += _change(vault, client, year, rng)
        for found in audit_vault(vault):
            counted.update(
                organisations=1, bounds=found.bounds, worlds=found.worlds, findings=len(found.findings)
            )
    return counted


def _release(vault: Vault, request: ReportRequest, counted: Counter[str]) -> None:
    try:
        release_report(vault, request, now=datetime(2026, 11, 20, 12))
    except RuleError:
        counted["refused"] += 1
    else:
        counted["documents"] += 1


def _request(client: Organisation, year: int, kind: ReleaseKind) -> ReportRequest:
    end = date(year, 6, 30) if kind is ReleaseKind.INTERIM else date(year, 12, 31)
    return ReportRequest(organisation_id=client.id, start=date(year, 1, 1), end=end, language="nl", kind=kind)


def _change(vault: Vault, client: Organisation, year: int, rng: random.Random) -> Counter[str]:
    """Enter cases of a year that was released, correct some that it counted, and let some become formal."""
    days = CaseFilter(
        organisation_id=client.id, opened_from=date(year, 1, 1), opened_until=date(year, 12, 31)
    )
    rows = vault.cases.rows(days, limit=1_000)
    corrected = [vault.cases.get(row.id) for row in rows if rng.randrange(_CORRECTED) == 0]
    turned = [row.id for row in rows if rng.randrange(_TURNED) == 0]
    late = [make_case(client.id, opened_on=date(year, 10, 3)) for _ in range(rng.randint(0, 3))]
    with vault.transaction():
        vault.cases.add_all(late)
        for case in corrected:
            vault.cases.save(replace(case, matters=(Matter.AGGRESSION,)))
        for case_id in turned:
            track = make_track(case_id, route=Route.COMPLAINTS_COMMITTEE)
            vault.formal_tracks.save(track)
            vault.milestones.save(
                make_milestone(case_id, track.id, kind=MilestoneKind.SUBMITTED, finding=None)
            )
    return Counter(late=len(late), corrected=len(corrected), turned=len(turned))


def _every_number(intake: Intake, _k: int) -> int:
    return intake.cases
