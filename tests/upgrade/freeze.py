"""Freeze a small vault of the schema of today: run once per released schema, before the next step is written.

    PYTHONPATH=src:. python -m tests.upgrade.freeze

The folder `schema-<n>` beside this file then holds a closed vault with rows in every table, and `rows.json`
with what stands in them, so that a later program can be asked whether all of it came through.
"""

import json
import sys
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from tests.factories import (
    CHEAP,
    make_aftercare,
    make_case,
    make_consent,
    make_contact,
    make_milestone,
    make_step,
    make_track,
)
from tests.vault.full_cases import Author
from vpdesk.domain.agreement import OwnLabel, Unit
from vpdesk.domain.contact import Participant
from vpdesk.domain.contact_person import ContactPerson, ContactRole
from vpdesk.domain.counsellor import Counsellor
from vpdesk.domain.draft import Draft
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.formal import MilestoneKind
from vpdesk.domain.matter_detail import MatterDetail
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.saved_view import SavedView
from vpdesk.domain.term import Term, TermKind, TermUnit
from vpdesk.domain.values import Mandate, Matter, Outcome, Relation, Route
from vpdesk.services.batches import batch_of
from vpdesk.services.report_lists import declare_list
from vpdesk.services.reporting import ReportRequest, release_report
from vpdesk.services.splitting import split_case
from vpdesk.services.telling import ToldNumber, enter_told
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.full_text import plain_tables
from vpdesk.vault.migrations import MIGRATIONS
from vpdesk.vault.vault import Vault

FROZEN: Final = Path(__file__).parent
#: The passphrase of every frozen vault.
PASSPHRASE: Final = "vorst bewaart wat vroeger was"
NOW: Final = datetime(2026, 11, 25, 18, 30)
_CASES: Final = 24


def freeze(target: Path) -> None:
    """Make the vault and the list of its rows in the new folder `target`."""
    with Vault.create(target, PASSPHRASE, cost=CHEAP) as vault:
        _fill(vault)
        rows = read_tables(vault._connection)
        scripts = read_schema(vault._connection)
    empty = [name for name, table in rows.items() if not table["rows"]]
    assert not empty, f"give {empty} a row"
    frozen = {"schema": scripts, "tables": rows}
    (target / "rows.json").write_text(as_json(frozen), "utf-8")
    (target / "vault.lock").unlink()


def read_tables(connection: Any) -> dict[str, Any]:
    """Return the columns and rows of each table of entries, by name."""
    found = {}
    for name in plain_tables(connection):
        cursor = connection.execute(f"SELECT * FROM {name}")
        columns = [column[0] for column in cursor.description]
        found[name] = {"columns": columns, "rows": sorted(map(list, cursor.fetchall()), key=repr)}
    return found


def as_json(found: dict[str, Any]) -> str:
    """Return what `read_tables` found as JSON; bytes are written in hexadecimal."""
    return json.dumps(found, ensure_ascii=False, indent=1, default=bytes.hex)


def read_schema(connection: Any) -> list[str]:
    """Return the statements that made the schema, in a fixed order."""
    found = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    return sorted(row[0] for row in found)


def _fill(vault: Vault) -> None:
    with vault.transaction():
        vault.counsellors.save(Counsellor(practice_name="Praktijk De Vuurtoren"))
        for name in ("Stichting De Boomgaard", "Gemeente Zandvliet"):
            vault.organisations.save(
                Organisation(
                    name=name, mandates=(Mandate.CONDUCT, Mandate.INTEGRITY), remarks=f"{name}: via de balie"
                )
            )
    first, second = vault.organisations.all()
    author = Author(11)
    for _ in range(3):  # with a row in every table that hangs on a case
        author.write(vault, second.id)
    _agree(vault, first)
    declare_list(vault, first.id, "outcome", "running,resolved,other", on=NOW.date())
    for number in range(_CASES):
        _case(vault, number, first if number % 4 else second)
    request = ReportRequest(
        organisation_id=first.id, start=date(2026, 1, 1), end=date(2026, 6, 30), language="nl",
        activities=("Drie spreekuren op locatie.",),
    )  # fmt: skip
    release_report(vault, request, now=NOW)
    _split(vault, first)
    _turn_formal(vault, first)
    gone, kept = vault.cases.uncounted(second.id)[:2]
    erase_case(vault, gone.id, rule=ErasureRule.REPORTER_ASKED, on=NOW.date())
    with vault.transaction():
        vault.state.note_recovery(NOW.date())
        for place in ("new_case", f"case/{kept.id}/contact"):
            vault.drafts.save(Draft(place=place, body='{"notes": "half afgem"}', saved_at=NOW))


def _split(vault: Vault, organisation: Organisation) -> None:
    """Split a case that the report counted: its other half counts nowhere any more."""
    case = next(
        case
        for case in vault.cases.rows(CaseFilter(organisation_id=organisation.id))
        if len(case.matters) > 1 and vault.ledger.release_of(case.id) is not None
    )
    split_case(
        vault,
        case.id,
        moved=[vault.contacts.of_case(case.id)[0].id],
        kept_matters=case.matters[:1],
        moved_matters=case.matters[1:],
        alias="Duin-gesplitst",
        on=NOW.date(),
    )


def _turn_formal(vault: Vault, organisation: Organisation) -> None:
    """Submit a complaint in a case that the report counted, and let the next release reckon with it."""
    case = next(
        case
        for case in vault.cases.rows(CaseFilter(organisation_id=organisation.id))
        if vault.ledger.release_of(case.id) is not None and "gesplitst" not in case.alias
    )
    track = make_track(case.id, route=Route.COMPLAINTS_COMMITTEE)
    with vault.transaction():
        vault.formal_tracks.save(track)
        vault.milestones.save(make_milestone(case.id, track.id, kind=MilestoneKind.SUBMITTED, finding=None))
    days = date(2026, 7, 1), date(2026, 9, 30)
    cases = len(batch_of(vault, organisation.id, *days).openings)
    told = ToldNumber(organisation_id=organisation.id, start=days[0], end=days[1], cases=cases, how="Brief")
    enter_told(vault, told, now=NOW + timedelta(days=1))


def _agree(vault: Vault, organisation: Organisation) -> None:
    """Store what was agreed with an organisation, in every table that hangs on it."""
    case = make_case(
        organisation.id,
        alias="Zandloper",
        matter_details=(MatterDetail.AGE,),
        matters=(Matter.DISCRIMINATION,),
    )
    with vault.transaction():
        routes = (Route.SELF, Route.MEDIATION)
        vault.organisations.save(replace(organisation, open_routes=routes, retention_years=7))
        vault.own_labels.save(
            OwnLabel(organisation_id=organisation.id, dimension="matter", code="bullying", label="Treiteren")
        )
        vault.terms.save(
            Term(organisation_id=organisation.id, kind=TermKind.ADVICE, amount=10, unit=TermUnit.WEEK)
        )
        vault.contact_persons.save(
            ContactPerson(organisation_id=organisation.id, role=ContactRole.HR, name="Mevrouw Voorbeeld")
        )
        vault.units.save(Unit(organisation_id=organisation.id, name="Noord"))
        vault.cases.save(case)
        vault.contacts.save(make_contact(case.id, participants=(Participant.REPORTER,)))
        vault.saved_views.save(SavedView(name="Lopend", body="{}"))


def _case(vault: Vault, number: int, organisation: Organisation) -> None:
    closed = number % 3 == 0
    case = make_case(
        organisation.id,
        alias=f"Duin-{number}",
        opened_on=date(2026, 1 + number % 9, 5),
        matters=(Matter.BULLYING, Matter.DISCRIMINATION) if number % 2 else (Matter.FRAUD,),
        respondent_relations=(Relation.MANAGER,),
        routes=(Route.LISTENING_ONLY, Route.SELF),
        next_contact_on=None if closed else date(2026, 12, 1),
        next_contact_at=None if closed or number % 2 else time(14),
        closed_on=date(2026, 11, 2) if closed else None,
        outcome=Outcome.RESOLVED if closed else None,
    )
    consent = make_consent(case.id, withheld="de naam van de collega", withheld_because="angst voor wraak")
    with vault.transaction():
        vault.cases.save(case)
        for visit in range(1 + number % 3):
            vault.contacts.save(
                make_contact(case.id, notes=f"Gesprek {visit}: wat er speelde, één en ander. " * (1 + number))
            )
        vault.consents.save(consent)
        vault.steps.save(make_step(case.id, consent.id))
        if closed:
            vault.aftercares.save(make_aftercare(case.id, safe_time="na zessen", remarks="eerst appen"))


if __name__ == "__main__":
    freeze(FROZEN / f"schema-{len(MIGRATIONS)}")
    sys.stdout.write(f"schema-{len(MIGRATIONS)} is frozen: never write it again\n")
