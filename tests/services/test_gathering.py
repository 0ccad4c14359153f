"""What the text guard gathers: names in notes too, once for a form, and anew when the vault changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.factories import (
    make_aftercare,
    make_case,
    make_consent,
    make_contact,
    make_document,
    make_identity,
    make_option,
    make_referral,
    make_step,
)
from tests.views.conftest import NOW
from vpdesk.disclosure.text_guard.finding import Kind, Weight
from vpdesk.domain.case import Case
from vpdesk.domain.draft import Draft
from vpdesk.domain.organisation import Organisation
from vpdesk.reports.annual import AnnualReport
from vpdesk.services import gathering
from vpdesk.services.gathering import Gathered
from vpdesk.services.guarding import TextFindingError, look_over
from vpdesk.services.reporting import ReportRequest, preview, release_report
from vpdesk.vault.vault import Vault

HERE = Organisation(name="Waterschap De Vliet")
ELSEWHERE = Organisation(name="Gemeente Molendrecht")
NOTED = "Gesprek met Bakker over de planning; daarna belde mevrouw Wielinga."


@pytest.fixture
def case(vault: Vault) -> Case:
    """A case of an organisation that has enough of them for texts; another organisation with one."""
    with vault.transaction():
        for organisation in (HERE, ELSEWHERE):
            vault.organisations.save(organisation)
        cases = [make_case(HERE.id, opened_on=date(2025, 1 + number % 12, 5)) for number in range(12)]
        vault.cases.add_all(cases)
    return cases[0]


def asked(*signals: str, **changes: Any) -> ReportRequest:
    return ReportRequest(
        **{
            "organisation_id": HERE.id, "start": date(2025, 1, 1), "end": date(2025, 12, 31),
            "language": "nl", "signals": signals, **changes,
        }
    )  # fmt: skip


def report(vault: Vault, *signals: str, **changes: Any) -> AnnualReport:
    return preview(vault, asked(*signals, **changes), today=NOW.date())


def found(vault: Vault, *signals: str, gathered: Gathered | None = None) -> list[tuple[Kind, str]]:
    vault.take_in()
    noticed = look_over(vault, HERE.id, report(vault, *signals), gathered)
    assert not any(each.weight is Weight.BLOCKS for each in noticed if each.kind is Kind.MENTIONED)
    return [(each.kind, each.words) for each in noticed]


def note(vault: Vault, case_id: int, *notes: str) -> None:
    with vault.transaction():
        for text in notes:
            vault.contacts.save(make_contact(case_id, notes=text))


def save_consent(vault: Vault, case: Case, text: str) -> None:
    vault.consents.save(make_consent(case.id, may_be_said=text))


def save_step(vault: Vault, case: Case, text: str) -> None:
    consent = make_consent(case.id)
    vault.consents.save(consent)
    vault.steps.save(make_step(case.id, consent.id, description=text))


def save_document(vault: Vault, case: Case, text: str) -> None:
    vault.documents.save(make_document(case.id, name=text[:80]))


@pytest.mark.parametrize(
    "save",
    [
        lambda vault, case, text: vault.contacts.save(make_contact(case.id, notes=text)),
        lambda vault, case, text: vault.referrals.save(make_referral(case.id, remarks=text)),
        lambda vault, case, text: vault.options.save(make_option(case.id, meaning=text)),
        lambda vault, case, text: vault.aftercares.save(make_aftercare(case.id, remarks=text)),
        lambda vault, case, text: vault.cases.save(replace(case, reflection=text)),
        save_consent,
        save_step,
        save_document,
    ],
)
def test_a_name_that_stands_in_notes_alone_asks(
    vault: Vault, case: Case, save: Callable[[Vault, Case, str], None]
) -> None:
    text = "Volgens Bakker en Wielinga kan het beter."
    assert found(vault, text) == [(Kind.UNKNOWN_NAME, "Wielinga")]  # the control: a baker is a word
    with vault.transaction():
        save(vault, case, NOTED)
    assert found(vault, text) == [(Kind.MENTIONED, "Bakker"), (Kind.MENTIONED, "Wielinga")]


@pytest.mark.parametrize(
    "text",
    [
        "Dat vond wielinga ook.",
        "Wielinga's verhaal is bekend.",
        "Bakker gaf aan dat het beter kan.",
        "WIELINGA wil dat het beter gaat.",
    ],
)
def test_it_asks_however_it_is_typed(vault: Vault, case: Case, text: str) -> None:
    note(vault, case.id, NOTED)
    assert [kind for kind, _words in found(vault, text)] == [Kind.MENTIONED]


@pytest.mark.parametrize(
    ("noted", "text"),
    [
        ("De bakker kwam langs. Bakker is een mooi vak.", "Volgens Bakker kan het beter."),  # a word there
        ("Zij belde bakker. Gesprek met Bakker. De bakker.", "Volgens Bakker kan het beter."),  # mostly
        ("Gesprek met Bakker.", "De bakker bezorgt het brood. Bakker is een mooi vak."),  # a word here
        ("Het Overleg en de Directie zijn er niet.", "Het overleg met de directie verloopt goed."),
    ],
)
def test_what_is_a_word_there_or_here_is_left_alone(vault: Vault, case: Case, noted: str, text: str) -> None:
    note(vault, case.id, noted)
    assert found(vault, text) == []


def test_notes_of_another_organisation_are_not_looked_at(vault: Vault, case: Case) -> None:
    far = make_case(ELSEWHERE.id)
    with vault.transaction():
        vault.cases.save(far)
    note(vault, far.id, NOTED)
    assert found(vault, "Volgens Bakker kan het beter.") == []
    note(vault, case.id, NOTED)  # the control
    assert found(vault, "Volgens Bakker kan het beter.") == [(Kind.MENTIONED, "Bakker")]


def test_what_was_noted_a_moment_ago_keeps_a_report_here(vault: Vault, case: Case) -> None:
    """It waits for the index yet, and nobody looked before."""
    note(vault, case.id, NOTED)
    with pytest.raises(TextFindingError):
        release_report(vault, asked("Volgens Bakker kan het beter."), now=NOW)


def test_of_a_long_note_only_the_lines_that_say_it_are_read(vault: Vault, case: Case) -> None:
    lines = "x " * 200_000
    note(vault, case.id, f"{lines}\nGesprek met Bakker\u2026 en verder niets.\n{lines}")
    assert found(vault, "Volgens Bakker kan het beter.") == [(Kind.MENTIONED, "Bakker")]


# -- once for a form


@pytest.fixture
def gatherings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was gathered, each time it was: everybody, or what is noted of a word."""
    told: list[str] = []
    everybody = gathering._everybody
    noted = gathering._is_name_in_notes

    def all_of(vault: Vault) -> Any:
        told.append("everybody")
        return everybody(vault)

    def of_word(vault: Vault, organisation_id: int, spellings: frozenset[str], language: str) -> bool:
        told.append(min(spellings, key=len))
        return noted(vault, organisation_id, spellings, language)

    monkeypatch.setattr(gathering, "_everybody", all_of)
    monkeypatch.setattr(gathering, "_is_name_in_notes", of_word)
    return told


def test_a_form_gathers_once_whatever_is_typed(vault: Vault, case: Case, gatherings: list[str]) -> None:
    note(vault, case.id, NOTED)
    gathered = Gathered()
    for text in ("Volgens Bakker", "Volgens Bakker kan het", "Volgens Bakker kan het beter."):
        assert (Kind.MENTIONED, "Bakker") in found(vault, text, gathered=gathered)
        with vault.transaction():  # as the form does while she types
            vault.drafts.save(Draft(place="report", body=f'"{text}"', saved_at=datetime(2026, 11, 20)))
    assert gatherings == ["everybody", "bakker"]


def test_it_gathers_anew_when_the_vault_changes(vault: Vault, case: Case, gatherings: list[str]) -> None:
    gathered = Gathered()
    text = "Volgens Bakker en Zwart kan het beter."
    assert found(vault, text, gathered=gathered) == []
    with vault.transaction():
        vault.identities.save(make_identity(case.id, name="Karin Bakker"))
    assert found(vault, text, gathered=gathered) == [(Kind.NAME, "Bakker")]
    note(vault, case.id, "Gesprek met Zwart.")
    assert found(vault, text, gathered=gathered) == [(Kind.NAME, "Bakker"), (Kind.MENTIONED, "Zwart")]
    assert gatherings.count("everybody") == 3


@pytest.mark.usefixtures("case")
def test_it_gathers_anew_for_other_figures(vault: Vault, gatherings: list[str]) -> None:
    gathered = Gathered()
    for k in (None, 6, 6):
        look_over(vault, HERE.id, report(vault, "Het is druk.", k=k), gathered)
    assert gatherings == ["everybody", "everybody"]


def test_what_is_gathered_is_not_shown(vault: Vault, case: Case) -> None:
    note(vault, case.id, NOTED)
    gathered = Gathered()
    found(vault, "Volgens Bakker kan het beter.", gathered=gathered)
    assert "akker" not in repr(gathered)


# -- how much it asks


def test_what_was_noted_in_plain_words_makes_no_clean_report_ask(vault: Vault, case: Case) -> None:
    """Notes of ordinary prose, one paragraph each, and a report in ordinary prose."""
    from tests.disclosure.text_guard.figures import FOLDER

    prose = [(FOLDER / which / "clean.nl.txt").read_text("utf-8") for which in ("build", "held_out")]
    note(vault, case.id, *(line for line in prose[0].splitlines() if line.strip()))
    mentioned = [words for kind, words in found(vault, *prose[1].splitlines()) if kind is Kind.MENTIONED]
    assert len(mentioned) * 1000 <= 5 * len(prose[1].split()), mentioned


@pytest.mark.parametrize("which", ["build", "held_out"])
def test_names_in_notes_are_found_in_what_is_typed(vault: Vault, case: Case, which: str) -> None:
    from tests.disclosure.text_guard.variants import people

    everybody = people(which)
    note(vault, case.id, *(f"Belde met {one.name}. Morgen belt {one.given} terug." for one in everybody))
    missed = [
        one.name
        for one in everybody
        if Kind.MENTIONED
        not in [kind for kind, _words in found(vault, f"Volgens {one.family} kan het beter.")]
    ]
    assert len(missed) * 100 <= len(everybody), missed
