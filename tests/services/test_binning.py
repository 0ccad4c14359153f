"""The bin: deleted at once, put back exactly as it was, emptied after thirty days."""

import hashlib
import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.factories import make_aftercare, make_case, make_consent, make_contact, make_exception, make_step
from tests.upgrade.freeze import read_tables
from vpdesk.domain.binned import KEPT, BinKind
from vpdesk.domain.case import Case
from vpdesk.domain.contact import Participant
from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.document import Document
from vpdesk.domain.draft import Draft
from vpdesk.domain.errors import RuleError
from vpdesk.domain.formal import ComplaintPart, FormalTrack, Milestone, MilestoneKind
from vpdesk.domain.identity import new_id
from vpdesk.domain.option import ChoiceDecision, Option, RouteChoice
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.domain.referral import Helper, Referral
from vpdesk.domain.values import Recipient, Route
from vpdesk.services.agenda import read_agenda
from vpdesk.services.binning import (
    bin_case,
    bin_part,
    empty_bin,
    is_over,
    let_go,
    put_back,
    put_case_back,
    read_bin,
    stays_until,
)
from vpdesk.services.casework import agree_contact, save_case
from vpdesk.services.routes import choose_route
from vpdesk.vault.binning import TABLES
from vpdesk.vault.snapshots import snapshot
from vpdesk.vault.vault import Vault

NOW = datetime(2026, 11, 20, 14, 9)
TODAY = NOW.date()


@pytest.fixture
def case(vault: Vault, organisation: Organisation) -> Case:
    return save_case(vault, make_case(organisation.id, alias="Eik-14"))


def fill(vault: Vault, case: Case) -> dict[BinKind, int]:
    """Store one part of each kind, with all that can hang on it; return what can be deleted."""
    contact = make_contact(
        case.id, notes="“naïef” \u202e", participants=(Participant.REPORTER, Participant.HR)
    )
    consent = make_consent(case.id)
    step = make_step(case.id, consent.id)
    option = Option(case_id=case.id, route=Route.SELF, discussed_on=TODAY, meaning="zelf praten")
    referral = Referral(case_id=case.id, referred_on=TODAY, helper=Helper.COACH)
    track = FormalTrack(
        case_id=case.id,
        route=Route.COMPLAINTS_COMMITTEE,
        begun_on=TODAY,
        complaint_parts=(ComplaintPart.DATE, ComplaintPart.CONDUCT),
    )
    milestone = Milestone(
        case_id=case.id, formal_track_id=track.id, kind=MilestoneKind.SUBMITTED, reached_on=TODAY
    )
    aftercare = make_aftercare(case.id)
    exception = make_exception(case.id)
    choice = RouteChoice(case_id=case.id, route=Route.MEDIATION, chosen_on=TODAY, reason="samen praten")
    choose_route(vault, choice)
    content = b"inhoud" * 70_000
    document = Document(
        case_id=case.id,
        added_on=TODAY,
        name="brief.txt",
        media_type="text/plain",
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
    )
    with vault.transaction():
        vault.contacts.save(contact)
        vault.consents.save(consent)
        vault.steps.save(step)
        vault.options.save(option)
        vault.referrals.save(referral)
        vault.formal_tracks.save(track)
        vault.milestones.save(milestone)
        vault.documents.save(document)
        vault.documents.put_content(document.id, content, [new_id(), new_id()])
        vault.aftercares.save(aftercare)
        vault.confidentiality_exceptions.save(exception)
        vault.steps.save(make_step(case.id, None, exception_id=exception.id, recipient=Recipient.POLICE))
        vault.drafts.save(Draft(place=f"exception/{exception.id}", body="{}", saved_at=NOW))
        vault.drafts.save(Draft(place=f"contact/{contact.id}", body='{"notes": "half"}', saved_at=NOW))
        vault.drafts.save(Draft(place=f"track/{track.id}", body="{}", saved_at=NOW))
    return {
        BinKind.CONTACT: contact.id,
        BinKind.CONSENT: consent.id,
        BinKind.STEP: step.id,
        BinKind.OPTION: option.id,
        BinKind.REFERRAL: referral.id,
        BinKind.DOCUMENT: document.id,
        BinKind.FORMAL_TRACK: track.id,
        BinKind.MILESTONE: milestone.id,
        BinKind.AFTERCARE: aftercare.id,
        BinKind.ROUTE_CHOICE: choice.id,
        BinKind.CONFIDENTIALITY_EXCEPTION: exception.id,
    }


def rows(vault: Vault) -> object:
    """Return all rows of the vault but its state."""
    return {name: table for name, table in read_tables(vault.connection).items() if name != "vault_state"}


def test_every_kind_has_its_table() -> None:
    assert set(TABLES) == set(BinKind)


@pytest.mark.parametrize("kind", list(BinKind))
def test_what_is_deleted_leaves_every_table_and_comes_back_exactly_as_it_was(
    vault: Vault, case: Case, kind: BinKind
) -> None:
    ids = fill(vault, case)
    before = rows(vault)
    binned = bin_part(vault, kind, ids[kind], label="what it was", now=NOW)
    sql = f"SELECT 1 FROM {TABLES[kind]} WHERE id = ?"
    assert vault.connection.execute(sql, [ids[kind]]).fetchone() is None
    assert rows(vault) != before
    assert [each.part.label for each in read_bin(vault).parts] == ["what it was"]
    put_back(vault, binned.id)
    assert rows(vault) == before
    assert vault.check() == ()


def test_what_hangs_on_a_part_goes_with_it(vault: Vault, case: Case) -> None:
    ids = fill(vault, case)
    bin_part(vault, BinKind.CONSENT, ids[BinKind.CONSENT], label="", now=NOW)
    bin_part(vault, BinKind.FORMAL_TRACK, ids[BinKind.FORMAL_TRACK], label="", now=NOW)
    exception_id = ids[BinKind.CONFIDENTIALITY_EXCEPTION]
    assert [step.exception_id for step in vault.steps.of_case(case.id)] == [exception_id]
    bin_part(vault, BinKind.CONFIDENTIALITY_EXCEPTION, exception_id, label="", now=NOW)
    assert vault.steps.of_case(case.id) == []
    assert vault.drafts.get(f"exception/{exception_id}") is None
    assert vault.milestones.of_case(case.id) == []
    assert vault.drafts.get(f"track/{ids[BinKind.FORMAL_TRACK]}") is None
    assert vault.drafts.get(f"contact/{ids[BinKind.CONTACT]}") is not None


def test_the_content_of_a_document_stays_in_place_and_is_in_no_json(vault: Vault, case: Case) -> None:
    document_id = fill(vault, case)[BinKind.DOCUMENT]
    binned = bin_part(vault, BinKind.DOCUMENT, document_id, label="", now=NOW)
    assert len(binned.body) < 1000
    assert len(vault.documents.content(document_id)) == 420_000
    put_back(vault, binned.id)
    assert len(vault.documents.content(document_id)) == 420_000


def test_a_decision_that_a_carried_out_step_rests_on_is_not_deleted(vault: Vault, case: Case) -> None:
    exception_id = fill(vault, case)[BinKind.CONFIDENTIALITY_EXCEPTION]
    (step,) = vault.steps.of_exception(exception_id)
    with vault.transaction():
        vault.steps.save(replace(step, carried_out_on=TODAY))
    with pytest.raises(RuleError, match="rests on this decision"):
        bin_part(vault, BinKind.CONFIDENTIALITY_EXCEPTION, exception_id, label="", now=NOW)
    assert vault.confidentiality_exceptions.get(exception_id).breaks


def test_a_consent_that_a_carried_out_step_rests_on_is_not_deleted(vault: Vault, case: Case) -> None:
    ids = fill(vault, case)
    with vault.transaction():
        step = vault.steps.get(ids[BinKind.STEP])
        vault.steps.save(replace(step, carried_out_on=date(2026, 4, 12)))
    before = rows(vault)
    with pytest.raises(RuleError, match="rests on this consent"):
        bin_part(vault, BinKind.CONSENT, ids[BinKind.CONSENT], label="", now=NOW)
    assert rows(vault) == before


def test_a_route_goes_with_the_choice_that_it_came_by_and_comes_back_with_it(
    vault: Vault, case: Case
) -> None:
    choice_id = fill(vault, case)[BinKind.ROUTE_CHOICE]
    binned = bin_part(vault, BinKind.ROUTE_CHOICE, choice_id, label="", now=NOW)
    assert Route.MEDIATION not in vault.cases.get(case.id).routes
    put_back(vault, binned.id)
    assert Route.MEDIATION in vault.cases.get(case.id).routes


def test_without_the_change_of_mind_the_route_is_gone_again(vault: Vault, case: Case) -> None:
    fill(vault, case)
    left = RouteChoice(
        case_id=case.id, route=Route.MEDIATION, chosen_on=TODAY, decision=ChoiceDecision.LEFT
    )
    choose_route(vault, left)
    assert Route.MEDIATION not in vault.cases.get(case.id).routes
    bin_part(vault, BinKind.ROUTE_CHOICE, left.id, label="", now=NOW)
    assert Route.MEDIATION in vault.cases.get(case.id).routes


def test_a_route_from_before_is_back_when_its_leaving_is_deleted(vault: Vault, case: Case) -> None:
    with vault.transaction():
        vault.cases.save(replace(case, routes=(Route.SELF,)))
    left = RouteChoice(case_id=case.id, route=Route.SELF, chosen_on=TODAY, decision=ChoiceDecision.LEFT)
    choose_route(vault, left)
    bin_part(vault, BinKind.ROUTE_CHOICE, left.id, label="", now=NOW)
    assert vault.cases.get(case.id).routes == (Route.SELF,)


def test_an_option_whose_place_is_taken_stays_in_the_bin(vault: Vault, case: Case) -> None:
    binned = bin_part(vault, BinKind.OPTION, fill(vault, case)[BinKind.OPTION], label="", now=NOW)
    with vault.transaction():
        vault.options.save(Option(case_id=case.id, route=Route.SELF, discussed_on=TODAY))
    with pytest.raises(RuleError, match="stands in its place"):
        put_back(vault, binned.id)
    assert vault.bin.get(binned.id) == binned


def test_a_step_does_not_come_back_into_a_case_without_its_consent(vault: Vault, case: Case) -> None:
    ids = fill(vault, case)
    other = make_case(case.organisation_id)
    step = bin_part(vault, BinKind.STEP, ids[BinKind.STEP], label="", now=NOW)
    with vault.transaction():
        vault.cases.save(other)
        consent = vault.consents.get(ids[BinKind.CONSENT])
        vault.consents.save(replace(consent, case_id=other.id))
    with pytest.raises(RuleError, match="stands in its place"):
        put_back(vault, step.id)


def test_after_thirty_days_a_part_is_gone_with_its_content_and_not_a_day_before(
    vault: Vault, case: Case
) -> None:
    ids = fill(vault, case)
    bin_part(vault, BinKind.DOCUMENT, ids[BinKind.DOCUMENT], label="", now=NOW)
    bin_part(vault, BinKind.CONTACT, ids[BinKind.CONTACT], label="", now=NOW + timedelta(days=1))
    assert empty_bin(vault, NOW + KEPT) == 0
    assert len(read_bin(vault).parts) == 2
    assert empty_bin(vault, NOW + KEPT + timedelta(minutes=1)) == 1
    assert vault.connection.execute("SELECT count(*) FROM document_parts").fetchone()[0] == 0
    assert [each.part.kind for each in read_bin(vault).parts] == [BinKind.CONTACT]


def test_emptying_an_empty_bin_commits_nothing(vault: Vault) -> None:
    (before,) = vault.connection.execute("SELECT commits FROM vault_state").fetchone()
    assert empty_bin(vault, NOW) == 0
    assert vault.connection.execute("SELECT commits FROM vault_state").fetchone()[0] == before


def test_a_part_goes_before_its_time_when_that_is_asked_and_nothing_of_it_is_left(
    vault: Vault, case: Case
) -> None:
    ids = fill(vault, case)
    contact = bin_part(vault, BinKind.CONTACT, ids[BinKind.CONTACT], label="", now=NOW)
    document = bin_part(vault, BinKind.DOCUMENT, ids[BinKind.DOCUMENT], label="", now=NOW)
    kept = bin_part(vault, BinKind.OPTION, ids[BinKind.OPTION], label="", now=NOW)
    assert "“naïef”" in pages(vault)  # the control: it stands there as long as it is in the bin
    let_go(vault, [contact.id, document.id, 12])
    assert [each.part.id for each in read_bin(vault).parts] == [kept.id]
    assert vault.connection.execute("SELECT count(*) FROM document_parts").fetchone()[0] == 0
    assert "“naïef”" not in pages(vault)
    with pytest.raises(RuleError, match="not in the bin"):
        put_back(vault, contact.id)
    put_back(vault, kept.id)
    assert vault.check() == ()


def pages(vault: Vault) -> str:
    """Return what stands in the pages of the vault's file, those that are free too."""
    vault.tidy()
    return " ".join((page.content or b"").decode("utf-8", "ignore") for page in vault.read_pages())


def test_what_is_no_more_in_the_bin_says_so(vault: Vault) -> None:
    with pytest.raises(RuleError, match="not in the bin"):
        put_back(vault, 12)


def test_a_case_in_the_bin_is_in_no_list_and_reminds_of_nothing(vault: Vault, case: Case) -> None:
    agree_contact(vault, case.id, DayAndTime(day=TODAY))
    fill(vault, case)
    before = rows(vault)
    assert not read_agenda(vault, TODAY).is_empty
    bin_case(vault, case.id, TODAY)
    assert vault.cases.count(CaseFilter()) == 0
    assert read_agenda(vault, TODAY).is_empty
    assert [each.alias for each in read_bin(vault).cases] == ["Eik-14"]
    put_case_back(vault, case.id)
    assert rows(vault) == before


def test_a_case_is_never_let_go_of_without_asking(vault: Vault, case: Case) -> None:
    binned = bin_case(vault, case.id, TODAY)
    assert stays_until(TODAY) == date(2026, 12, 20)
    assert not is_over(binned, date(2026, 12, 20))
    assert is_over(binned, date(2026, 12, 21))
    assert empty_bin(vault, NOW + timedelta(days=400)) == 0
    assert vault.cases.get(case.id) == binned


def test_of_a_case_in_the_bin_its_own_parts_there_are_not_shown(vault: Vault, case: Case) -> None:
    bin_part(vault, BinKind.CONTACT, fill(vault, case)[BinKind.CONTACT], label="", now=NOW)
    assert len(read_bin(vault, case.id).parts) == 1
    bin_case(vault, case.id, TODAY)
    content = read_bin(vault)
    assert content.parts == []
    assert len(content.cases) == 1


def test_what_is_in_the_bin_belongs_to_its_case(vault: Vault, case: Case) -> None:
    """Erasing the case reaches it: it hangs on the case by a reference."""
    binned = bin_part(vault, BinKind.CONTACT, fill(vault, case)[BinKind.CONTACT], label="", now=NOW)
    assert ("binned", (binned.id,)) in snapshot(vault.connection, [case.id]).rows
    assert "naïef" in json.loads(binned.body)[0][1]["notes"]
