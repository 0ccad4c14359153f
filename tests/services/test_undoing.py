"""Undoing a deed: every row is as it was, or nothing is, and it says why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.factories import make_aftercare, make_case, make_consent, make_contact, make_step
from tests.services.test_binning import fill, rows
from vpdesk.domain.binned import BinKind
from vpdesk.domain.case import Case
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.errors import RuleError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.respondent_tag import RespondentLink, RespondentTag
from vpdesk.domain.values import Matter, Outcome
from vpdesk.services import undoing
from vpdesk.services.binning import bin_part
from vpdesk.services.casework import save_case, save_contact
from vpdesk.services.closing import close_case, reopen_case
from vpdesk.services.consents import carry_out_step, record_consent, withdraw_consent
from vpdesk.services.drafts import drop_draft, save_draft
from vpdesk.services.joining import join_cases
from vpdesk.services.undoing import Deed, deed_since, look, undo
from vpdesk.vault import snapshots
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.erasure_faults import CaseErasedError
from vpdesk.vault.vault import Vault

NOW = datetime(2026, 11, 20, 14, 9)
ON = date(2026, 11, 20)


@pytest.fixture
def case(vault: Vault, organisation: Organisation) -> Case:
    made = make_case(organisation.id, alias="Eik-14", matters=(Matter.BULLYING, Matter.STALKING))
    return save_case(vault, made)


def done(vault: Vault, case: Case, verb: Callable[[], object]) -> Deed:
    before = look(vault, [case.id])
    verb()
    deed = deed_since(vault, before)
    assert deed is not None
    return deed


def close(vault: Vault, case: Case) -> None:
    aftercare = make_aftercare(case.id)
    close_case(vault, case.id, on=ON, outcome=Outcome.IMPROVED, aftercare=aftercare, reflection="geleerd")


DEEDS: dict[str, Callable[[Vault, Case, dict[BinKind, int]], object]] = {
    "changed case": lambda vault, case, _ids: save_case(
        vault, replace(case, matters=(Matter.FRAUD,), alias="Linde-3")
    ),
    "new contact": lambda vault, case, _ids: save_contact(vault, make_contact(case.id)),
    "changed contact": lambda vault, _case, ids: save_contact(
        vault, replace(vault.contacts.get(ids[BinKind.CONTACT]), notes="anders", participants=())
    ),
    "consent": lambda vault, case, _ids: record_consent(vault, make_consent(case.id)),
    "withdrawal": lambda vault, _case, ids: withdraw_consent(vault, ids[BinKind.CONSENT], ON),
    "closing": lambda vault, case, _ids: close(vault, case),
    "deleted track": lambda vault, _case, ids: bin_part(
        vault, BinKind.FORMAL_TRACK, ids[BinKind.FORMAL_TRACK], label="", now=NOW
    ),
    "deleted document": lambda vault, _case, ids: bin_part(
        vault, BinKind.DOCUMENT, ids[BinKind.DOCUMENT], label="", now=NOW
    ),
}


@pytest.mark.parametrize("name", DEEDS)
def test_after_undoing_every_row_is_as_it_was(vault: Vault, case: Case, name: str) -> None:
    ids = fill(vault, case)
    with vault.transaction():
        for place in [
            row["place"] for row in vault.connection.execute("SELECT place FROM drafts").fetchall()
        ]:
            vault.drafts.drop(place)
    before = rows(vault)
    deed = done(vault, case, lambda: DEEDS[name](vault, case, ids))
    assert rows(vault) != before
    undo(vault, deed)
    assert rows(vault) == before
    assert vault.check() == ()


def test_reopening_is_undone_too(vault: Vault, case: Case) -> None:
    close(vault, case)
    before = rows(vault)
    undo(vault, done(vault, case, lambda: reopen_case(vault, case.id, ON)))
    assert rows(vault) == before


def test_nothing_done_is_no_deed(vault: Vault, case: Case) -> None:
    stored = save_case(vault, case)
    before = look(vault, [case.id])
    save_case(vault, stored)
    assert deed_since(vault, before) is None


def test_a_row_that_was_changed_since_is_not_put_back(vault: Vault, case: Case) -> None:
    deed = done(vault, case, lambda: save_case(vault, replace(case, alias="Linde-3")))
    save_case(vault, replace(case, alias="Wilg-9"))
    with pytest.raises(RuleError, match="changed in it since"):
        undo(vault, deed)
    assert vault.cases.get(case.id).alias == "Wilg-9"


def test_what_was_done_in_the_case_elsewhere_since_stays(vault: Vault, case: Case) -> None:
    deed = done(vault, case, lambda: save_case(vault, replace(case, alias="Linde-3")))
    contact = make_contact(case.id)
    save_contact(vault, contact)
    undo(vault, deed)
    assert vault.cases.get(case.id).alias == "Eik-14"
    assert vault.contacts.of_case(case.id) == [contact]


def test_undoing_takes_nothing_along_that_came_to_hang_on_it_since(vault: Vault, case: Case) -> None:
    consent = make_consent(case.id)
    deed = done(vault, case, lambda: record_consent(vault, consent))
    step = make_step(case.id, consent.id)
    with vault.transaction():
        vault.steps.save(step)
    with pytest.raises(RuleError, match="changed in it since"):
        undo(vault, deed)
    assert vault.steps.of_case(case.id) == [step]
    carry_out_step(vault, step.id, ON)


def test_the_look_afterwards_is_what_keeps_it(
    vault: Vault, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it the step of before would go with the consent, without a word."""
    consent = make_consent(case.id)
    deed = done(vault, case, lambda: record_consent(vault, consent))
    with vault.transaction():
        vault.steps.save(make_step(case.id, consent.id))
    looks = iter([look(vault, [case.id])])

    real = snapshots.snapshot
    seen: dict[object, object] = {}

    def once(connection: object, ids: object) -> object:
        found = next(looks, None)
        if found is not None:
            return found
        result = real(connection, ids)  # type: ignore[arg-type]
        seen["after"] = result
        return result

    monkeypatch.setattr(snapshots, "snapshot", once)
    with pytest.raises(RuleError):
        undo(vault, deed)
    assert not any(table == "steps" for table, _key in seen["after"].rows)  # type: ignore[attr-defined]


def test_what_comes_back_must_find_what_it_names(vault: Vault, case: Case) -> None:
    tag = RespondentTag(organisation_id=case.organisation_id, name="blauw")
    link = RespondentLink(case_id=case.id, tag_id=tag.id)
    other = make_case(case.organisation_id)  # which keeps the tag there
    with vault.transaction():
        vault.cases.save(other)
        vault.respondent_tags.save(tag)
        for each in (link, RespondentLink(case_id=other.id, tag_id=tag.id)):
            vault.respondent_links.save(each)

    def unlink() -> None:
        with vault.transaction():
            vault.respondent_links.delete(link.id)

    deed = done(vault, case, unlink)
    with vault.transaction():
        vault.cases.delete(other.id)
    with pytest.raises(RuleError, match="changed in it since"):
        undo(vault, deed)
    assert vault.check() == ()


def test_what_was_begun_to_be_written_in_it_is_not_lost_with_it(vault: Vault, case: Case) -> None:
    contact = make_contact(case.id)
    deed = done(vault, case, lambda: save_contact(vault, contact))
    place = f"contact/{contact.id}"
    save_draft(vault, place, '{"notes": "half"}', NOW)
    with pytest.raises(RuleError, match="changed in it since"):
        undo(vault, deed)
    drop_draft(vault, place)
    undo(vault, deed)
    assert vault.contacts.of_case(case.id) == []


def test_the_question_for_drafts_is_what_keeps_it(
    vault: Vault, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it the draft is of a conversation that is not there, and no page offers it."""
    contact = make_contact(case.id)
    deed = done(vault, case, lambda: save_contact(vault, contact))
    save_draft(vault, f"contact/{contact.id}", '{"notes": "half"}', NOW)
    monkeypatch.setattr(undoing, "_require_nothing_begun", lambda _vault, _deed: None)
    undo(vault, deed)
    assert vault.contacts.of_case(case.id) == []
    assert vault.drafts.places("contact/") == [f"contact/{contact.id}"]


def test_an_erased_case_does_not_come_back_by_undoing(vault: Vault, case: Case) -> None:
    def delete() -> None:
        with vault.transaction():
            vault.cases.delete(case.id)

    deed = done(vault, case, delete)
    undo(vault, deed)
    erase_case(vault, case.id, rule=ErasureRule.MISTAKE, on=ON)
    with pytest.raises(CaseErasedError):
        undo(vault, deed)


def test_a_joining_that_was_seen_from_one_side_only_is_not_undone_by_half(
    vault: Vault, organisation: Organisation, case: Case
) -> None:
    """Taken back, what the other case brought along would go with it: that case is not in the deed."""
    other = make_case(organisation.id)
    contact = make_contact(other.id)
    with vault.transaction():
        vault.cases.save(other)
        vault.contacts.save(contact)
    before = look(vault, [case.id])
    join_cases(vault, case.id, other.id, ON)
    assert deed_since(vault, before) is None
    assert deed_since(vault, look(vault, [case.id])) is None
    assert vault.contacts.of_case(case.id) == [replace(contact, case_id=case.id)]
