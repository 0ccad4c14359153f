"""The practice data is the same for the same seed, keeps the profession's rules, and reads as it should."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import islice

import pytest

from vpdesk.domain.consent import Consent
from vpdesk.domain.step import Step, StepStatus
from vpdesk.domain.values import (
    AftercareWish,
    Channel,
    ConsentDecision,
    ConsentPurpose,
    Mandate,
    Position,
    Recipient,
    Route,
)
from vpdesk.services.agenda import read_agenda
from vpdesk.services.practice import Practice, cases_of, fill, fill_from, organisations_of, practice
from vpdesk.services.practice_text import LONGEST, SHORTEST, said, said_with_weekday, sentences
from vpdesk.vault.vault import Vault

TODAY = date(2026, 11, 18)
LAST_FULL_YEAR = TODAY.year - 1

#: A capital that does not begin a sentence; HR is what Dutch organisations call it.
_NAME_LIKE = re.compile(r"(?<![.?!:] )(?<!^)\b(?!HR\b)[A-Z]\w*")
_REAL_NAMES = {
    "Gemeente Amsterdam", "Gemeente Rotterdam", "Gemeente Berkelland", "Gemeente Zwolle",
    "Cordaan", "Amstelring", "Lunet", "Careyn", "Zorggroep Oude en Nieuwe Land", "Scholengroep Primato",
    "Openbare Scholengroep Vlaardingen", "Scholengroep Over- en Midden-Betuwe", "Cultuurhuis De Klinker",
    "Cultuurhuis de Kamers", "Cultuurhuis Wherelant", "PostNL", "Vos Logistics", "Nabuurs", "Simon Loos",
}  # fmt: skip


@cache
def _practice(seed: int = 1, today: date = TODAY, cases: int | None = None) -> Practice:
    return practice(seed, today, cases=cases)


def _texts(data: Practice) -> Iterator[str]:
    """Yield every text of the practice that is read as Dutch."""
    yield from (contact.notes for contact in data.contacts)
    for consent in data.consents:
        yield from (consent.step, consent.may_be_said, consent.withheld, consent.withheld_because)
    for step in data.steps:
        yield from (step.description, step.result)
    for aftercare in data.aftercares:
        yield from (aftercare.safe_time, aftercare.remarks)


def _blemishes(text: str) -> list[str]:
    """Return what is wrong with the writing of a text."""
    found = []
    if "{" in text or "}" in text:
        found.append("a place that was not filled")
    if "  " in text or text != text.strip() or " ." in text or ".." in text or "* " in text:
        found.append("spacing or punctuation")
    if _NAME_LIKE.search(text):
        found.append("a capital like a name's")
    return found


# ----- the same for the same seed


def test_the_same_seed_and_day_give_the_same_practice() -> None:
    assert practice(7, TODAY) == practice(7, TODAY)


def test_another_seed_or_day_gives_another_practice() -> None:
    assert practice(7, TODAY) != practice(8, TODAY)
    assert practice(7, TODAY) != practice(7, TODAY + timedelta(days=1))


def test_identifiers_are_unique_and_grow_with_time() -> None:
    data = _practice()
    ids = [organisation.id for organisation in data.organisations]
    ids += [case.id for case in data.cases] + [contact.id for contact in data.contacts]
    ids += [consent.id for consent in data.consents] + [step.id for step in data.steps]
    ids += [aftercare.id for aftercare in data.aftercares]
    assert len(set(ids)) == len(ids)
    assert max(ids) < 2**63
    assert [case.id for case in data.cases] == sorted(case.id for case in data.cases)
    assert [case.opened_on for case in data.cases] == sorted(case.opened_on for case in data.cases)
    for file in islice(cases_of(1, TODAY, data.organisations), 50):
        assert [
            contact.held_on for contact in sorted(file.contacts, key=lambda contact: contact.id)
        ] == sorted(contact.held_on for contact in file.contacts)


def test_aliases_are_unique() -> None:
    aliases = [case.alias for case in _practice().cases]
    assert len(set(aliases)) == len(aliases)


# ----- how much, and of what


@pytest.mark.parametrize("seed", range(4))
def test_the_last_full_year_has_one_organisation_of_each_class_of_report(seed: int) -> None:
    data = _practice(seed)
    uncounted = {
        consent.case_id
        for consent in data.consents
        if consent.purpose is ConsentPurpose.COUNTING and not consent.in_force(TODAY)
    }
    sizes = [
        sum(
            case.organisation_id == organisation.id
            and case.opened_on.year == LAST_FULL_YEAR
            and case.id not in uncounted
            for case in data.cases
        )
        for organisation in data.organisations
    ]
    town, care, school, culture, logistics = sizes
    assert town >= 38
    assert care >= 20
    assert 10 <= school <= 19
    assert 5 <= culture <= 9
    assert 1 <= logistics < 5


def test_three_calendar_years_run_up_to_today() -> None:
    years = {case.opened_on.year for case in _practice().cases}
    assert years == {2024, 2025, 2026}
    assert max(case.opened_on for case in _practice().cases) <= TODAY


def test_on_the_first_days_of_a_year_there_is_a_practice_too() -> None:
    data = _practice(1, date(2026, 1, 2))
    assert {case.opened_on.year for case in data.cases} >= {2024, 2025}


def test_about_a_third_lies_outside_the_mandate() -> None:
    cases = _practice(3, cases=1500).cases
    assert 0.27 < sum(case.mandate is Mandate.OUTSIDE for case in cases) / len(cases) < 0.38


def test_most_cases_close_within_four_months_and_some_run() -> None:
    data = _practice()
    closed = [case.closed_on - case.opened_on for case in data.cases if case.closed_on]
    assert sum(lasted <= timedelta(days=122) for lasted in closed) > 0.9 * len(closed)
    assert 10 <= len(data.cases) - len(closed) <= 40


def test_every_position_and_every_way_of_the_trade_but_the_rare_ones_occurs() -> None:
    cases = _practice(3, cases=1500).cases
    assert set(Position) - {case.reporter_position for case in cases} <= {Position.PHD_CANDIDATE}
    assert set(Route) - {route for case in cases for route in case.routes} <= {Route.COURT}
    assert {len(case.matters) for case in cases} == {1, 2, 3}


def test_the_organisations_bear_no_real_names_and_differ_in_mandate() -> None:
    organisations = _practice().organisations
    assert len({organisation.name for organisation in organisations}) == 5
    assert not _REAL_NAMES & {organisation.name for organisation in organisations}
    assert {organisation.mandates for organisation in organisations} == {
        (Mandate.CONDUCT,), (Mandate.CONDUCT, Mandate.INTEGRITY)
    }  # fmt: skip


# ----- the rules of the profession


def _uncovered(step: Step, consent: Consent) -> bool:
    """Tell whether a step breaks rule 1 or 2."""
    if consent.case_id != step.case_id or not consent.covers(step.recipient, step.planned_on):
        return True
    if step.carried_out_on is not None and not consent.covers(step.recipient, step.carried_out_on):
        return True
    return consent.withdrawn_on is not None and step.status is StepStatus.PLANNED


def test_each_step_was_planned_and_taken_with_consent_in_force() -> None:
    data = _practice(3, cases=1500)
    consents = {consent.id: consent for consent in data.consents}
    assert not [step for step in data.steps if _uncovered(step, consents[step.consent_id or 0])]
    assert {step.status for step in data.steps} == set(StepStatus)
    assert all((step.carried_out_on or TODAY) <= TODAY for step in data.steps)


def test_a_step_after_withdrawal_would_be_found() -> None:
    data = _practice()
    consents = {consent.id: consent for consent in data.consents}
    step = next(step for step in data.steps if step.carried_out_on)
    assert _uncovered(step, replace(consents[step.consent_id or 0], withdrawn_on=step.planned_on))
    assert _uncovered(step, replace(consents[step.consent_id or 0], recipient=Recipient.OTHER))


def test_consents_of_all_purposes_are_given_refused_and_withdrawn() -> None:
    data = _practice(3, cases=1500)
    refused = {consent.purpose for consent in data.consents if consent.decision is ConsentDecision.REFUSED}
    withdrawn = {consent.purpose for consent in data.consents if consent.withdrawn_on}
    assert refused == withdrawn == set(ConsentPurpose)
    assert all(consent.given_on <= TODAY for consent in data.consents)


def test_mandates_are_derived_from_matters_and_agreement() -> None:
    data = _practice()
    agreed = {organisation.id: organisation.mandates for organisation in data.organisations}
    assert all(case == case.with_mandate(agreed[case.organisation_id]) for case in data.cases)


def test_contacts_lie_between_opening_and_today() -> None:
    data = _practice()
    opened = {case.id: case.opened_on for case in data.cases}
    counts = Counter(contact.case_id for contact in data.contacts)
    assert all(opened[contact.case_id] <= contact.held_on <= TODAY for contact in data.contacts)
    assert set(counts) == set(opened)
    assert max(counts.values()) <= 9
    assert all(contact.minutes > 0 for contact in data.contacts)


def test_a_case_has_aftercare_exactly_when_it_is_closed() -> None:
    data = _practice()
    agreed = Counter(aftercare.case_id for aftercare in data.aftercares)
    assert all(agreed[case.id] == (case.closed_on is not None) for case in data.cases)
    assert {aftercare.wish for aftercare in data.aftercares} == set(AftercareWish)
    assert all((aftercare.settled_on or TODAY) <= TODAY for aftercare in data.aftercares)


def test_the_limit_of_confidentiality_is_told_at_the_first_contact_but_for_a_few() -> None:
    data = _practice()
    first = {contact.case_id: contact.held_on for contact in reversed(data.contacts)}
    told = Counter(
        "never" if case.told_of_reservation_on is None else case.told_of_reservation_on == first[case.id]
        for case in data.cases
    )
    assert told[True] > 0.8 * len(data.cases)
    assert told["never"] > 0
    assert told[False] > 0


@pytest.mark.parametrize("seed", range(3))
def test_something_is_late_due_today_this_week_and_later(vault: Vault, seed: int) -> None:
    fill(vault, _practice(seed))
    agenda = read_agenda(vault, TODAY)
    assert agenda.late
    assert agenda.today
    assert agenda.this_week
    assert len(agenda.later) >= 8


# ----- the notes


def test_notes_have_the_length_of_a_counsellors_notes() -> None:
    lengths = [len(contact.notes.split()) for contact in _practice(3, cases=1500).contacts]
    assert min(lengths) >= SHORTEST
    assert max(lengths) <= LONGEST
    assert 62 < sum(lengths) / len(lengths) < 90


def test_no_text_has_an_open_place_a_double_space_or_a_name() -> None:
    for text in _texts(_practice(3, cases=1500)):
        assert not _blemishes(text), text


@pytest.mark.parametrize(
    "text",
    [
        "Melder sprak met Karin over het werk.", "Volgens {ander} is het voorbij.", "Melder  slaapt slecht.",
        "Melder vertelt dat hij ..", "* Terugblik op de zitting.",
    ],
)  # fmt: skip
def test_a_name_an_open_place_or_a_slip_would_be_found(text: str) -> None:
    assert _blemishes(text)


def test_notes_differ() -> None:
    notes = [contact.notes for contact in _practice().contacts[:500]]
    assert len(set(notes)) > 0.9 * len(notes)


def test_no_sentence_stands_twice_in_a_note() -> None:
    for contact in _practice().contacts:
        told = contact.notes.split(". ")
        assert len(set(told)) == len(told), contact.notes


def test_some_appointments_have_a_time_of_day() -> None:
    agreed = [case.next_contact for case in _practice().cases if case.next_contact is not None]
    times = {each.at for each in agreed}
    assert None in times
    assert len(times) > 3


def test_an_appointment_in_a_note_is_the_next_contact() -> None:
    data = _practice()
    following: dict[int, date | None] = {}
    awaited = {case.id: case.next_contact_on for case in data.cases}
    appointed = re.compile(r"(?:maan|dins|woens|donder|vrij|zater|zon)dag \d+ [a-z]+")
    found = 0
    for contact in reversed(data.contacts):
        after = following.get(contact.case_id, awaited[contact.case_id])
        for day in appointed.findall(contact.notes):
            assert after is not None
            assert day == said_with_weekday(after)
            found += 1
        following[contact.case_id] = contact.held_on
    assert found > 300


def test_a_safe_time_names_no_weekday_that_the_day_itself_could_gainsay() -> None:
    weekday = re.compile(r"(?:maan|dins|woens|donder|vrij|zater|zon)dag")
    agreed = {aftercare.safe_time for aftercare in _practice().aftercares}
    times = agreed.union(sentences()["reach.safe_time"])
    assert len(times) > 3
    assert not [time for time in times if weekday.search(time)]
    assert weekday.search("op woensdagochtend")


def test_the_aftercare_in_a_note_is_the_aftercare_agreed() -> None:
    data = _practice()
    last = {contact.case_id: contact.notes for contact in data.contacts}
    for aftercare in data.aftercares:
        promised = re.findall(r"rond (\d+ [a-z]+)", last[aftercare.case_id])
        assert promised in ([said(aftercare.due_on)] if aftercare.due_on else [], []) or (
            aftercare.due_on and promised == [said(aftercare.due_on)]
        )


def test_a_case_whose_reporter_refuses_recording_has_no_account() -> None:
    data = _practice(3, cases=1500)
    refused = {
        consent.case_id
        for consent in data.consents
        if consent.purpose is ConsentPurpose.RECORDING and consent.decision is ConsentDecision.REFUSED
    }
    assert refused
    for contact in data.contacts:
        about_recording = "verslag" in contact.notes or "vastgelegd" in contact.notes
        assert contact.case_id not in refused or (about_recording and "Volgens melder" not in contact.notes)


def _is_told(text: str, told: str) -> bool:
    """Tell whether a sentence stands in what is told, whatever its places were filled with."""
    return all(piece.strip(" .*") in told for piece in re.split(r"\{\w+\}", text))


def test_there_are_many_sentences_and_no_list_of_them_lies_idle() -> None:
    named = {
        name: texts
        for name, texts in sentences().items()
        if not name.startswith(("slots.", "other.", "matter.", "recipient.")) and name != "lead"
    }
    assert sum(len(texts) for texts in named.values()) >= 400
    told = " ".join(_texts(practice(5, TODAY, cases=4000)))
    assert [name for name, texts in named.items() if not any(_is_told(text, told) for text in texts)] == []
    assert not _is_told("Melder {zij} schreef een boek.", told)


# ----- storing, and large practices


def test_a_vault_keeps_the_whole_practice(vault: Vault) -> None:
    data = _practice()
    fill(vault, data)
    assert vault.organisations.all() == sorted(data.organisations, key=lambda organisation: organisation.name)
    assert vault.cases.get(data.cases[0].id) == data.cases[0]
    case_id = data.cases[10].id
    assert {c.id for c in vault.contacts.of_case(case_id)} == {
        contact.id for contact in data.contacts if contact.case_id == case_id
    }
    assert vault.check() == ()


def test_a_practice_that_is_stored_while_it_is_made_is_the_same(vault: Vault) -> None:
    organisations = organisations_of(4, TODAY, cases=700)
    fill_from(vault, organisations, cases_of(4, TODAY, organisations, cases=700))
    data = practice(4, TODAY, cases=700)
    assert len(data.cases) == 700
    assert all(vault.cases.get(case.id) == case for case in data.cases)
    assert all(vault.contacts.get(contact.id) == contact for contact in data.contacts[-50:])


def test_a_large_practice_comes_case_by_case_and_goes_back_further() -> None:
    organisations = organisations_of(1, TODAY, cases=100_000)
    first = list(islice(cases_of(1, TODAY, organisations, cases=100_000), 200))
    assert len(first) == 200
    assert first[0].case.opened_on.year == TODAY.year - 9
    contacts = sum(len(file.contacts) for file in first)
    assert 4 * len(first) < contacts < 7 * len(first)


def test_a_talk_has_its_time_of_day_and_only_a_visit_has_a_journey() -> None:
    talks = {Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO}
    contacts = _practice().contacts
    for contact in contacts:
        assert (contact.held_at is not None) is (contact.channel in talks)
        assert contact.held_at is None or 8 <= contact.held_at.hour < 17
        assert not contact.travel_minutes or contact.channel is Channel.IN_PERSON
    visits = [contact for contact in contacts if contact.channel is Channel.IN_PERSON]
    assert 0.3 < sum(bool(visit.travel_minutes) for visit in visits) / len(visits) < 0.7
    assert len({contact.held_at for contact in contacts}) > 20
