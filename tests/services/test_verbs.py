"""The counsellor's verbs over a real vault."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import permutations
from typing import Any

import pytest

from tests.factories import make_aftercare, make_case, make_consent, make_contact, make_step
from vpdesk.domain.case import Case
from vpdesk.domain.contact import Attendance
from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.errors import RuleError
from vpdesk.domain.mandate import derive_mandate
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter, DueKind
from vpdesk.domain.step import StepStatus
from vpdesk.domain.values import (
    AftercareOutcome,
    Mandate,
    MandateSource,
    Matter,
    Outcome,
    Recipient,
)
from vpdesk.services.aftercare import settle_aftercare, try_aftercare_again
from vpdesk.services.agenda import read_agenda
from vpdesk.services.casework import (
    agree_contact,
    propose_alias,
    read_case,
    record_contact,
    save_case,
    save_contact,
    tell_reservation,
)
from vpdesk.services.closing import close_case, reopen_case
from vpdesk.services.consents import carry_out_step, plan_step, record_consent, stop_step, withdraw_consent
from vpdesk.services.drafts import drop_draft, load_draft, save_draft
from vpdesk.services.organisations import follow_agreement, save_organisation
from vpdesk.vault.cases import Cases
from vpdesk.vault.vault import Vault


def test_a_new_case_gets_its_mandate_from_the_agreement(vault: Vault, organisation: Organisation) -> None:
    case = save_case(vault, make_case(organisation.id, matters=(Matter.FRAUD,)))
    assert case.mandate is Mandate.INTEGRITY
    outside = save_case(vault, make_case(organisation.id, matters=(Matter.WORKLOAD,)))
    assert vault.cases.get(outside.id).mandate is Mandate.OUTSIDE


def test_an_alias_is_borne_by_one_case(vault: Vault, organisation: Organisation) -> None:
    case = save_case(vault, make_case(organisation.id))
    save_case(vault, replace(case, matters=(Matter.THEFT,)))
    with pytest.raises(RuleError) as info:
        save_case(vault, make_case(organisation.id, alias=case.alias))
    assert info.value.field == "alias"
    assert vault.cases.count(CaseFilter()) == 1
    assert propose_alias(vault) != case.alias


def test_changing_the_agreement_derives_the_mandates_again_but_not_the_chosen_ones(
    vault: Vault, organisation: Organisation
) -> None:
    derived = save_case(vault, make_case(organisation.id, matters=(Matter.FRAUD,)))
    chosen = save_case(
        vault,
        make_case(
            organisation.id,
            matters=(Matter.FRAUD,),
            mandate=Mandate.CONDUCT,
            mandate_source=MandateSource.CHOSEN,
        ),
    )
    save_organisation(vault, replace(organisation, mandates=(Mandate.CONDUCT,)))
    assert vault.cases.get(derived.id).mandate is Mandate.OUTSIDE
    assert vault.cases.get(chosen.id).mandate is Mandate.CONDUCT


AGREEMENTS = ((Mandate.CONDUCT,), (Mandate.INTEGRITY,), (Mandate.CONDUCT, Mandate.INTEGRITY))


def stored_mandates(vault: Vault, cases: Sequence[Case]) -> list[Mandate]:
    return [vault.cases.get(case.id).mandate for case in cases]


@pytest.mark.parametrize(("before", "after"), list(permutations(AGREEMENTS, 2)))
def test_every_change_of_an_agreement_derives_as_if_all_cases_were_read(
    vault: Vault, organisation: Organisation, before: tuple[Mandate, ...], after: tuple[Mandate, ...]
) -> None:
    save_organisation(vault, replace(organisation, mandates=before))
    about = (Matter.FRAUD, Matter.BULLYING, Matter.WORKLOAD)
    several = [matters for number in (1, 2, 3) for matters in permutations(about, number)]
    cases = [save_case(vault, make_case(organisation.id, matters=matters)) for matters in several]
    save_organisation(vault, replace(organisation, mandates=after))
    assert stored_mandates(vault, cases) == [derive_mandate(matters, after) for matters in several]


def test_only_what_was_agreed_otherwise_is_derived_again(
    vault: Vault, organisation: Organisation
) -> None:
    """What is said to be as it was is not looked at: its mandate stays, be it another by now."""
    both = (Mandate.CONDUCT, Mandate.INTEGRITY)
    fraud = save_case(vault, make_case(organisation.id, matters=(Matter.FRAUD,)))
    with vault.transaction():
        follow_agreement(vault, replace(organisation, mandates=both), {Mandate.CONDUCT})
    assert stored_mandates(vault, [fraud]) == [fraud.mandate]
    with vault.transaction():
        vault.cases.take_mandates([(fraud.id, Mandate.OUTSIDE)])
        follow_agreement(vault, replace(organisation, mandates=both), {Mandate.INTEGRITY})
    assert stored_mandates(vault, [fraud]) == [Mandate.INTEGRITY]


def test_no_case_is_read_where_the_agreement_stays(
    vault: Vault, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def following(_cases: object, organisation_id: int, _about: object) -> list[object]:
        asked.append(organisation_id)
        return []

    monkeypatch.setattr(Cases, "following", following)
    save_organisation(vault, replace(organisation, remarks="by phone", mandates=organisation.mandates[::-1]))
    assert asked == []
    save_organisation(vault, replace(organisation, mandates=(Mandate.INTEGRITY,)))
    assert asked == [organisation.id]


def test_two_organisations_never_share_a_name(vault: Vault, organisation: Organisation) -> None:
    with pytest.raises(RuleError):
        save_organisation(vault, Organisation(name=organisation.name.upper()))


AGREED = date(2026, 3, 20)


@pytest.mark.parametrize(
    ("agreed_at", "contact", "stands"),
    [
        (None, {"held_on": AGREED}, False),
        (None, {"held_on": AGREED + timedelta(days=4)}, False),
        (None, {"held_on": AGREED, "held_at": time(9)}, False),
        (None, {"held_on": AGREED, "attendance": Attendance.MISSED, "minutes": 0}, False),
        (time(14), {"held_on": AGREED, "attendance": Attendance.MISSED, "minutes": 0}, False),
        (time(14), {"held_on": AGREED}, False),
        (time(14), {"held_on": AGREED, "held_at": time(13, 50), "minutes": 40}, False),
        (time(14), {"held_on": AGREED, "held_at": time(16)}, False),
        (time(14), {"held_on": AGREED + timedelta(days=1), "held_at": time(9)}, False),
        # an earlier contact, and a call in the morning before the appointment: neither was it
        (None, {"held_on": AGREED - timedelta(days=1)}, True),
        (None, {"held_on": AGREED - timedelta(days=1), "attendance": Attendance.MISSED, "minutes": 0}, True),
        (time(14), {"held_on": AGREED, "held_at": time(9), "minutes": 10}, True),
    ],
)
def test_a_contact_answers_what_was_agreed_for_its_day_or_an_earlier_one(
    vault: Vault, organisation: Organisation, agreed_at: time | None, contact: dict[str, Any], stands: bool
) -> None:
    agreed = DayAndTime(day=AGREED, at=agreed_at)
    case = save_case(vault, make_case(organisation.id).with_next_contact(agreed))
    record_contact(vault, make_contact(case.id, **contact))
    file = read_case(vault, case.id)
    assert len(file.contacts) == 1
    assert file.case.next_contact == (agreed if stands else None)
    late = read_agenda(vault, AGREED + timedelta(days=9)).late
    assert [item.case_id for item in late] == ([case.id] if stands else [])


def test_what_was_agreed_stands_as_it_is_when_the_contact_is_recorded(
    vault: Vault, organisation: Organisation
) -> None:
    """And not as it was when its page was opened: it may have been agreed anew meanwhile."""
    case = save_case(vault, make_case(organisation.id).with_next_contact(DayAndTime(day=AGREED)))
    later = DayAndTime(day=AGREED + timedelta(days=30), at=time(10))
    agree_contact(vault, case.id, later)
    record_contact(vault, make_contact(case.id, held_on=AGREED))
    assert read_case(vault, case.id).case.next_contact == later
    with pytest.raises(LookupError):
        record_contact(vault, make_contact(12))


def test_the_agenda_goes_by_time_within_a_day(vault: Vault, organisation: Organisation) -> None:
    day = date(2026, 11, 18)
    times = (time(16, 15), None, time(9, 30))
    for number, at in enumerate(times):
        case = make_case(organisation.id, alias=f"Eik-{number}").with_next_contact(DayAndTime(day=day, at=at))
        save_case(vault, case)
        save_contact(vault, make_contact(case.id))
    for days, part in ((0, "today"), (3, "late"), (-1, "this_week")):
        items = getattr(read_agenda(vault, day + timedelta(days=days)), part)
        assert [item.at for item in items] == [None, time(9, 30), time(16, 15)]


def test_a_case_closes_with_its_aftercare_or_not_at_all(vault: Vault, organisation: Organisation) -> None:
    case = save_case(vault, make_case(organisation.id))
    on = date(2026, 5, 1)
    with pytest.raises(RuleError):
        close_case(
            vault, case.id, on=date(2026, 1, 1), outcome=Outcome.RESOLVED, aftercare=make_aftercare(case.id)
        )
    assert vault.aftercares.of_case(case.id) == []
    close_case(vault, case.id, on=on, outcome=Outcome.RESOLVED, aftercare=make_aftercare(case.id))
    assert vault.cases.get(case.id).closed_on == on
    with pytest.raises(ValueError, match="another case"):
        close_case(vault, case.id, on=on, outcome=Outcome.RESOLVED, aftercare=make_aftercare(1))


def test_closing_reopening_and_viewing_never_end_a_reminder(vault: Vault, organisation: Organisation) -> None:
    case = save_case(vault, make_case(organisation.id))
    save_contact(vault, make_contact(case.id))
    aftercare = make_aftercare(case.id)
    close_case(vault, case.id, on=date(2026, 5, 1), outcome=Outcome.RESOLVED, aftercare=aftercare)
    today = date(2026, 6, 10)
    assert [item.value_id for item in read_agenda(vault, today).late] == [aftercare.id]
    read_case(vault, case.id)
    reopen_case(vault, case.id, date(2026, 5, 20))
    assert [item.value_id for item in read_agenda(vault, today).late] == [aftercare.id]
    try_aftercare_again(vault, aftercare.id, date(2026, 6, 10))
    assert [item.attempts for item in read_agenda(vault, today).today] == [1]
    settle_aftercare(vault, aftercare.id, AftercareOutcome.WELL, today)
    assert read_agenda(vault, today).is_empty


@pytest.mark.parametrize(
    ("due", "part"),
    [
        (date(2026, 11, 16), "late"),
        (date(2026, 11, 18), "today"),
        (date(2026, 11, 19), "this_week"),
        (date(2026, 11, 22), "this_week"),
        (date(2026, 11, 23), "later"),
    ],
)
def test_the_agenda_knows_late_today_this_week_and_later(
    vault: Vault, organisation: Organisation, due: date, part: str
) -> None:
    case = save_case(vault, make_case(organisation.id, next_contact_on=due))
    save_contact(vault, make_contact(case.id))
    agenda = read_agenda(vault, date(2026, 11, 18))
    (item,) = getattr(agenda, part)
    assert (item.kind, item.case_id, item.due_on) == (DueKind.CONTACT, case.id, due)
    assert len(agenda.late + agenda.today + agenda.this_week + agenda.later) == 1


def test_no_step_is_planned_or_carried_out_without_consent(vault: Vault, organisation: Organisation) -> None:
    case = save_case(vault, make_case(organisation.id))
    consent = make_consent(case.id)
    record_consent(vault, consent)
    with pytest.raises(RuleError):
        plan_step(vault, make_step(case.id, consent.id, recipient=Recipient.HR))
    assert vault.steps.of_case(case.id) == []
    step = make_step(case.id, consent.id)
    plan_step(vault, step)
    with pytest.raises(RuleError):
        carry_out_step(vault, step.id, date(2026, 3, 1))
    assert carry_out_step(vault, step.id, date(2026, 4, 11)).status is StepStatus.CARRIED_OUT


def test_withdrawal_stops_every_step_that_was_not_carried_out(
    vault: Vault, organisation: Organisation
) -> None:
    case = save_case(vault, make_case(organisation.id))
    consent = make_consent(case.id)
    record_consent(vault, consent)
    steps = [make_step(case.id, consent.id) for _ in range(3)]
    for step in steps:
        plan_step(vault, step)
    carry_out_step(vault, steps[0].id, date(2026, 4, 10))
    stop_step(vault, steps[1].id, date(2026, 4, 10))
    stopped = withdraw_consent(vault, consent.id, date(2026, 4, 12))
    assert [step.id for step in stopped] == [steps[2].id]
    statuses = {step.id: step.status for step in vault.steps.of_case(case.id)}
    assert statuses[steps[0].id] is StepStatus.CARRIED_OUT
    assert statuses[steps[2].id] is StepStatus.STOPPED
    with pytest.raises(RuleError):
        withdraw_consent(vault, consent.id, date(2026, 4, 13))


def test_a_consent_of_another_case_covers_nothing(vault: Vault, organisation: Organisation) -> None:
    one, other = (save_case(vault, make_case(organisation.id)) for _ in range(2))
    consent = make_consent(one.id)
    record_consent(vault, consent)
    with pytest.raises(ValueError, match="another case"):
        plan_step(vault, make_step(other.id, consent.id))


def test_lists_hold_one_organisation_when_asked(vault: Vault, organisation: Organisation) -> None:
    other = Organisation(name="Gemeente Elzenrade")
    save_organisation(vault, other)
    save_case(vault, make_case(organisation.id, opened_on=date(2026, 1, 1)))
    mine = save_case(vault, make_case(other.id, opened_on=date(2026, 2, 1)))
    newest = save_case(vault, make_case(other.id, opened_on=date(2026, 3, 1)))
    chosen = CaseFilter(organisation_id=other.id)
    assert [row.id for row in vault.cases.rows(chosen)] == [newest.id, mine.id]
    assert [vault.cases.position(case.id, chosen) for case in (newest, mine)] == [0, 1]
    assert vault.cases.rows(chosen, offset=1, limit=1)[0].id == mine.id
    assert {row.name: row.running for row in vault.organisations.rows()} == {
        organisation.name: 1,
        other.name: 2,
    }


def test_the_announcement_of_the_reservation_is_dated(vault: Vault, organisation: Organisation) -> None:
    case = save_case(vault, make_case(organisation.id))
    assert tell_reservation(vault, case.id, date(2026, 3, 3)).told_of_reservation_on == date(2026, 3, 3)


def test_a_draft_is_kept_in_the_vault_until_it_is_dropped(vault: Vault) -> None:
    save_draft(vault, "new case", '{"alias": ""}', datetime(2026, 3, 2, 14, 9))
    save_draft(vault, "new case", '{"alias": "E"}', datetime(2026, 3, 2, 14, 10))
    draft = load_draft(vault, "new case")
    assert draft is not None
    assert draft.body == '{"alias": "E"}'
    drop_draft(vault, "new case")
    assert load_draft(vault, "new case") is None
