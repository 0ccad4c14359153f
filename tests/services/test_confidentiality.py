"""Decisions about breaking confidentiality: a step may rest on one, and no report ever tells of it."""

from dataclasses import fields, replace
from datetime import date, datetime

import pytest

from tests.canaries import hits, invent, unpacked
from tests.factories import make_case, make_contact, make_exception, make_step
from tests.reports.reading import text
from tests.services.test_reporting import request
from vpdesk.domain.case import Case
from vpdesk.domain.confidentiality_exception import ConfidentialityException, ExceptionDecision
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.errors import RuleError
from vpdesk.domain.finding import FoundText, HitGroup, HitKind, Question
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.step import Step
from vpdesk.domain.values import Matter, Recipient
from vpdesk.reports.annual import write
from vpdesk.services.casework import read_case
from vpdesk.services.consents import carry_out_step, plan_step, record_exception
from vpdesk.services.joining import join_cases
from vpdesk.services.reporting import preview, release_report, released
from vpdesk.services.splitting import split_case
from vpdesk.services.undoing import deed_since, look, undo
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.vault import Vault

DAY = date(2026, 4, 2)
NOW = datetime(2027, 1, 15, 10, 0)


@pytest.fixture
def case(vault: Vault, organisation: Organisation) -> Case:
    made = make_case(organisation.id, alias="Eik-14", matters=(Matter.BULLYING, Matter.STALKING))
    with vault.transaction():
        vault.cases.save(made)
    return made


def kept(case: Case, on: date) -> ConfidentialityException:
    return make_exception(
        case.id, decided_on=on, decision=ExceptionDecision.KEEP, recipient=None, may_be_said=""
    )


def call(case: Case, exception: ConfidentialityException, **changes: object) -> Step:
    return make_step(
        case.id, None, exception_id=exception.id, recipient=Recipient.POLICE, planned_on=DAY, **changes
    )


def test_a_step_towards_its_recipient_rests_on_it(vault: Vault, case: Case) -> None:
    exception = make_exception(case.id)
    record_exception(vault, exception)
    step = call(case, exception)
    plan_step(vault, step)
    done = carry_out_step(vault, step.id, DAY)
    assert read_case(vault, case.id).exceptions == [exception]
    assert read_case(vault, case.id).steps == [done]


def test_a_step_towards_another_or_before_it_is_refused(vault: Vault, case: Case) -> None:
    exception = make_exception(case.id)
    record_exception(vault, exception)
    for changes in ({"recipient": Recipient.MANAGER}, {"planned_on": date(2026, 4, 1)}):
        with pytest.raises(RuleError, match="does not cover this recipient"):
            plan_step(vault, replace(call(case, exception), **changes))
    assert vault.steps.of_case(case.id) == []


def test_a_decision_of_another_case_covers_nothing(
    vault: Vault, organisation: Organisation, case: Case
) -> None:
    other = make_case(organisation.id, alias="Linde-3")
    exception = make_exception(other.id)
    with vault.transaction():
        vault.cases.save(other)
    record_exception(vault, exception)
    with pytest.raises(ValueError, match="another case"):
        plan_step(vault, call(case, exception))


def test_after_a_decision_to_keep_it_no_step_is_taken_on_the_earlier_one(vault: Vault, case: Case) -> None:
    exception = make_exception(case.id)
    record_exception(vault, exception)
    step = call(case, exception)
    plan_step(vault, step)
    record_exception(vault, kept(case, date(2026, 4, 5)))
    with pytest.raises(RuleError, match="Since then you decided to keep confidentiality"):
        carry_out_step(vault, step.id, date(2026, 4, 6))
    # the control: what was done before that day may be recorded still
    assert carry_out_step(vault, step.id, date(2026, 4, 4)).carried_out_on == date(2026, 4, 4)


def test_the_ground_of_a_step_that_was_taken_cannot_be_changed_away(vault: Vault, case: Case) -> None:
    exception = make_exception(case.id)
    record_exception(vault, exception)
    plan_step(vault, call(case, exception, carried_out_on=DAY))
    for change in ({"decided_on": date(2026, 4, 3)}, {"decision": ExceptionDecision.KEEP}):
        with pytest.raises(RuleError, match="rests on this decision") as info:
            record_exception(vault, replace(exception, **change))
        assert info.value.field == "decided_on"
    record_exception(vault, replace(exception, consulted="a lawyer as well"))
    assert vault.confidentiality_exceptions.get(exception.id).consulted == "a lawyer as well"


# -- it is a part of its case


def test_it_is_found_by_its_words_and_gone_with_its_case(vault: Vault, case: Case) -> None:
    (word,) = invent(1)
    record_exception(vault, make_exception(case.id, moral_distress=f"it keeps me awake: {word}"))
    (found,) = _listed(vault, word)
    assert (found.kind, found.case_id, found.on) == (HitKind.CONFIDENTIALITY_EXCEPTION, case.id, DAY)
    erase_case(vault, case.id, rule=ErasureRule.REPORTER_ASKED, on=NOW.date())
    assert _listed(vault, word) == []
    assert vault.confidentiality_exceptions.of_case(case.id) == []


def _listed(vault: Vault, word: str) -> list[FoundText]:
    vault.take_in()
    return vault.findables.newest(Question.of(word), HitGroup.COURSE, limit=5)


def test_it_comes_along_when_cases_are_joined_and_split(
    vault: Vault, organisation: Organisation, case: Case
) -> None:
    other = make_case(organisation.id, alias="Linde-3")
    exception = make_exception(other.id)
    with vault.transaction():
        vault.cases.save(other)
    record_exception(vault, exception)
    plan_step(vault, call(other, exception))
    join_cases(vault, case.id, other.id, DAY)
    assert [each.id for each in read_case(vault, case.id).exceptions] == [exception.id]
    (step,) = vault.steps.of_case(case.id)
    fresh = split_case(
        vault, case.id, moved=[step.id], kept_matters=(Matter.BULLYING,), moved_matters=(Matter.STALKING,),
        alias="Wilg-9", on=DAY,
    )  # fmt: skip
    assert [each.id for each in read_case(vault, fresh.id).exceptions] == [exception.id]
    assert read_case(vault, case.id).exceptions == []
    assert vault.check() == ()


def test_recording_it_can_be_undone(vault: Vault, case: Case) -> None:
    before = look(vault, [case.id])
    record_exception(vault, make_exception(case.id))
    deed = deed_since(vault, before)
    assert deed is not None
    undo(vault, deed)
    assert read_case(vault, case.id).exceptions == []


# -- and nothing of it leaves


def test_no_report_tells_of_it_or_counts_it(vault: Vault, organisation: Organisation) -> None:
    """With a word of its own in every text of every case, and a control that what is printed is read."""
    cases = [make_case(organisation.id, matters=(Matter.STALKING,)) for _number in range(30)]
    with vault.transaction():
        vault.cases.add_all(cases)
        vault.contacts.add_all(make_contact(case.id) for case in cases)
    plain = preview(vault, request(organisation), today=NOW.date())
    texts = [
        field.name for field in fields(ConfidentialityException) if field.type is str or field.type == "str"
    ]
    assert len(texts) == 7
    words = invent(len(texts))
    for case in cases:
        exception = make_exception(case.id, **dict(zip(texts, words, strict=True)))
        record_exception(vault, exception)
        plan_step(vault, call(case, exception, carried_out_on=DAY))
    assert preview(vault, request(organisation), today=NOW.date()).release == plain.release
    for language in ("nl", "en"):
        report = preview(vault, request(organisation, language=language), today=NOW.date())
        document = write(report)
        read = text(document).encode()
        assert hits(read, ["De Boomgaard"]) == {"De Boomgaard"}
        assert hits(read + unpacked(document), [*words, "confidentiality_exception", "doorbr"]) == set()
    release_report(vault, request(organisation), now=NOW)
    (entry,) = released(vault, organisation.id)
    kept_for_ever = " ".join(str(getattr(entry, field.name)) for field in fields(entry))
    assert hits(kept_for_ever.encode(), words) == set()
