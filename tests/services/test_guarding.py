"""What the vault knows of people keeps what is typed for an organisation from naming them."""

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.factories import make_case, make_identity
from tests.hostile import hostile_texts, storable
from tests.views.conftest import NOW
from vpdesk.disclosure.text_guard.finding import Kind, Weight
from vpdesk.domain.agreement import OwnLabel, Unit
from vpdesk.domain.contact_person import ContactPerson, ContactRole
from vpdesk.domain.counsellor import ONLY
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.respondent_tag import RespondentTag
from vpdesk.domain.values import Matter, Position
from vpdesk.services.guarding import (
    Noticed,
    TextFindingError,
    Tick,
    look_over,
    open_matters,
    ticked_texts,
)
from vpdesk.services.reporting import ReportRequest, preview, release_report, released, reopen
from vpdesk.vault.vault import Vault

HERE = Organisation(name="Waterschap De Vliet", reporting_point="Meldpunt Bakker")
ELSEWHERE = Organisation(name="Gemeente Molendrecht")


@pytest.fixture
def filled(vault: Vault) -> Vault:
    """Two organisations with 24 cases in 2025 at the first; people in every place that holds a name."""
    with vault.transaction():
        for organisation in (HERE, ELSEWHERE):
            vault.organisations.save(organisation)
        matters = [Matter.DISCRIMINATION] * 2 + [Matter.BULLYING] * 22
        cases = [
            make_case(HERE.id, opened_on=date(2025, 1 + number % 12, 5), matters=(matter,))
            for number, matter in enumerate(matters)
        ]
        vault.cases.add_all(cases)
        vault.identities.save(make_identity(cases[0].id, name="Sjoukje Wielinga", reach="06-83726154"))
        far = make_case(ELSEWHERE.id, alias="Tjitske", opened_on=date(2025, 2, 1))
        vault.cases.save(far)
        vault.identities.save(make_identity(far.id, name="Ype Terpstra", reach="ype.t@post.example"))
        vault.contact_persons.save(
            ContactPerson(organisation_id=ELSEWHERE.id, role=ContactRole.HR, name="Karin Veldhuizen")
        )
        vault.units.save(Unit(organisation_id=HERE.id, name="Noord"))
        vault.units.save(Unit(organisation_id=ELSEWHERE.id, name="Overzijde"))
        vault.respondent_tags.save(RespondentTag(organisation_id=HERE.id, name="Basalt-07"))
    return vault


def request(**texts: Any) -> ReportRequest:
    return ReportRequest(
        **{
            "organisation_id": HERE.id,
            "start": date(2025, 1, 1),
            "end": date(2025, 12, 31),
            "language": "nl",
            **texts,
        }
    )


def noticed(vault: Vault, *signals: str, **changes: Any) -> tuple[Noticed, ...]:
    asked = request(signals=signals, **changes)
    return look_over(vault, HERE.id, preview(vault, asked, today=NOW.date()))


def kinds(vault: Vault, *signals: str) -> list[Kind]:
    return [each.kind for each in noticed(vault, *signals)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Volgens Wielinga kan het beter.", Kind.NAME),  # a reporter
        ("Volgens Wielimga kan het beter.", Kind.NAME),  # with a typing error
        ("Bel naar 31683726154 of kom langs.", Kind.PHONE),  # the number of a reporter
        ("Schrijf aan ype.t voor meer.", Kind.NAME),  # the address of one of another organisation
        ("Volgens Terpstra kan het beter.", Kind.NAME),  # a reporter of another organisation
        ("Volgens Veldhuizen kan het beter.", Kind.NAME),  # a contact person of another organisation
        ("Volgens Tjitske kan het beter.", Kind.ALIAS),  # an alias that is a name
        ("In Basalt-07 ging het anders.", Kind.ALIAS),  # a private tag
        ("Bij de Gemeente Molendrecht ging het anders.", Kind.CLIENT),
    ],
)
def test_everybody_whom_the_vault_knows_blocks(filled: Vault, text: str, kind: Kind) -> None:
    (found,) = noticed(filled, text)
    assert (found.kind, found.weight, found.field) == (kind, Weight.BLOCKS, "signals")
    with pytest.raises(TextFindingError) as caught:
        release_report(filled, request(signals=(text,)), now=NOW)
    assert caught.value.field == "signals"
    assert released(filled, HERE.id) == []


def test_without_what_the_vault_knows_nothing_would_block(vault: Vault) -> None:
    """The control: an empty vault knows nobody."""
    with vault.transaction():
        vault.organisations.save(HERE)
        for number in range(24):
            vault.cases.save(make_case(HERE.id, opened_on=date(2025, 1 + number % 12, 5)))
    assert not [each for each in noticed(vault, "Volgens Wielinga kan het beter.") if each.kind is Kind.NAME]
    assert noticed(vault, "In Basalt-07 ging het anders.") == ()


def test_what_is_erased_is_not_known_any_more(filled: Vault) -> None:
    (identity,) = [each for each in filled.identities.all() if each.name == "Sjoukje Wielinga"]
    with filled.transaction():
        filled.identities.delete(identity.id)
    assert Kind.NAME not in kinds(filled, "Volgens Wielinga kan het beter.")


def test_places_are_those_of_the_organisation_itself_and_those_of_others_are_others(filled: Vault) -> None:
    assert kinds(filled, "In Noord is het druk.") == [Kind.PLACE]
    assert kinds(filled, "In Overzijde is het druk.") == [Kind.ELSEWHERE]


def own_word(vault: Vault, dimension: str, code: str, label: str) -> None:
    with vault.transaction():
        vault.own_labels.save(OwnLabel(organisation_id=HERE.id, dimension=dimension, code=code, label=label))


def test_its_own_words_for_people_ask_where_there_are_few_cases(filled: Vault) -> None:
    text = "Voor monteurs en voor binnendienst is er een folder."
    assert kinds(filled, text) == []  # the control
    own_word(filled, "reporter_position", "intern", "Monteur")
    own_word(filled, "reporter_position", "unknown", "Binnendienst")  # 24 of them
    own_word(filled, "route", "mediation", "Folder")  # points to nobody
    assert [(each.kind, each.words) for each in noticed(filled, text)] == [(Kind.GROUP, "monteurs")]


def test_its_own_practice_may_be_named(filled: Vault) -> None:
    """It stands on the cover of the same document."""
    with filled.transaction():
        filled.counsellors.save(replace(filled.counsellors.get(ONLY), practice_name="Praktijk Wielinga"))
    assert kinds(filled, "Praktijk Wielinga geeft ook trainingen.") == []
    assert kinds(filled, "Mevrouw Wielinga geeft ook trainingen.") == [Kind.NAME]


def test_its_own_name_and_bodies_point_to_nobody(filled: Vault) -> None:
    assert kinds(filled, "Bij Waterschap De Vliet kent men Meldpunt Bakker.") == []


def test_numbers_that_the_figures_hide_ask(filled: Vault) -> None:
    assert kinds(filled, "Twee melders spraken over discriminatie.") == [Kind.COUNT]
    assert kinds(filled, "Er waren 24 meldingen.") == []  # which is printed
    assert kinds(filled, "Daarvan gingen er 22 over pesten.") == [Kind.COUNT]  # with 24 it tells the two


def test_the_three_texts_are_looked_at_each_in_its_field(filled: Vault) -> None:
    asked = request(activities=("Gesprek met Wielinga.",), recommendations=("Luister naar Wielinga.",))
    found = look_over(filled, HERE.id, preview(filled, asked, today=NOW.date()))
    assert [each.field for each in found] == ["activities", "recommendations"]


def test_what_is_not_printed_is_not_looked_at(filled: Vault) -> None:
    """Where only a band is printed, no text is."""
    asked = request(start=date(2024, 1, 1), end=date(2024, 12, 31), signals=("Volgens Wielinga.",))
    assert look_over(filled, HERE.id, preview(filled, asked, today=NOW.date())) == ()


def test_a_reason_lets_a_soft_finding_stay_and_is_kept_with_the_release(filled: Vault) -> None:
    text = "In maart was het drukker dan anders."
    asked = request(signals=(text,))
    with pytest.raises(TextFindingError):
        release_report(filled, asked, now=NOW)
    (found,) = noticed(filled, text)
    assert open_matters((found,), [Tick.of(found, "  ")]) == (found,)  # a reason must be typed
    tick = Tick.of(found, "Iedereen weet van de drukte in maart.")
    release_report(filled, request(signals=(text,), ticked=(tick,)), now=NOW)
    (entry,) = released(filled, HERE.id)
    assert [Tick.from_json(one) for one in json.loads(entry.ticked)] == [tick]
    assert tick.reason not in entry.document


def test_a_reason_lets_nothing_stay_that_blocks(filled: Vault) -> None:
    text = "Volgens Wielinga kan het beter."
    (found,) = noticed(filled, text)
    with pytest.raises(TextFindingError):
        release_report(filled, request(signals=(text,), ticked=(Tick.of(found, "mag"),)), now=NOW)


def test_a_reason_holds_for_one_sentence(filled: Vault) -> None:
    first, second = "In maart was het druk.", "Ook in maart was iemand het zat."
    (found,) = noticed(filled, first)
    tick = Tick.of(found, "bekend")
    report = preview(filled, request(signals=(first, second)), today=NOW.date())
    left = open_matters(look_over(filled, HERE.id, report), [tick])
    assert [each.sentence for each in left] == [second]


def test_reasons_for_what_stands_there_no_more_are_not_kept(filled: Vault) -> None:
    (found,) = noticed(filled, "In maart was het druk.")
    report = preview(filled, request(signals=("Het was druk.",)), today=NOW.date())
    assert json.loads(ticked_texts(filled, HERE.id, report, [Tick.of(found, "bekend")])) == []


def test_a_finding_tells_only_what_was_typed(filled: Vault) -> None:
    """Not whose name, nor how it is written: the name is told by nothing that comes back."""
    found = noticed(filled, "Volgens wielimga kan het beter, zegt Terpsra.")
    told = repr(found).lower()
    assert "wielimga" in told
    for secret in ("sjoukje", "wielinga", "ype", "terpstra", "veldhuizen", "basalt", "837261"):
        assert secret not in told


def test_a_name_in_two_paragraphs_is_found(filled: Vault) -> None:
    assert kinds(filled, "Daarover sprak Sjoukje Wie-", "linga met ons.") == [Kind.NAME, Kind.NAME]


@pytest.mark.parametrize("reason", hostile_texts(24))
def test_whatever_is_given_as_a_reason_is_kept_as_it_can_be_kept(filled: Vault, reason: str) -> None:
    text = "In maart was het druk."
    (found,) = noticed(filled, text)
    given = f"x {reason}"
    release_report(filled, request(signals=(text,), ticked=(Tick.of(found, given),)), now=NOW)
    (entry,) = released(filled, HERE.id)
    (kept,) = json.loads(entry.ticked)
    assert kept["reason"] in (given, storable(given))


@pytest.mark.parametrize("text", hostile_texts(60))
def test_whatever_is_pasted_is_looked_over(filled: Vault, text: str) -> None:
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    for each in noticed(filled, *lines):
        assert each.words
        assert each.words in "\n".join(lines)


def test_what_a_table_over_two_years_hides_asks_too(vault: Vault) -> None:
    """Seven cases a year: tables are over both years, and so are the numbers that they hide."""
    positions = [Position.EMPLOYEE] * 5 + [Position.MANAGER] * 2
    with vault.transaction():
        vault.organisations.save(HERE)
        for year in (2024, 2025):
            vault.cases.add_all(
                make_case(HERE.id, opened_on=date(year, 3, 5), reporter_position=each) for each in positions
            )
    release_report(vault, request(start=date(2024, 1, 1), end=date(2024, 12, 31)), now=datetime(2025, 2, 1))
    report = preview(vault, request(), today=NOW.date())
    table = report.release.table("matter")
    assert table is None or table.over  # a block, or nothing that may be printed
    found = noticed(vault, "Vier melders waren leidinggevende.")
    assert [each.kind for each in found] == [Kind.COUNT]  # two a year: four is in no year alone


# -- case sketches

SKETCH = "Iemand wordt door een collega steeds gepasseerd, en zoekt daarover het gesprek."


def test_a_sketch_of_what_is_printed_is_released_and_printed(filled: Vault) -> None:
    with filled.transaction():  # so that bullying stands on a line of its own
        filled.cases.add_all(
            make_case(HERE.id, opened_on=date(2025, 4, 5), matters=(Matter.FRAUD,)) for _ in range(8)
        )
    asked = request(sketch=(SKETCH,), sketch_about="bullying")
    report = release_report(filled, asked, now=NOW)
    assert report.sketch == (SKETCH,)
    (entry,) = released(filled, HERE.id)
    assert reopen(filled, entry) == report


@pytest.mark.parametrize("about", ["discrimination", "fraud", ""])
def test_a_sketch_of_what_is_not_printed_is_refused(filled: Vault, about: str) -> None:
    with pytest.raises(TextFindingError) as caught:
        release_report(filled, request(sketch=(SKETCH,), sketch_about=about), now=NOW)
    assert caught.value.field == "sketch"


@pytest.mark.parametrize("words", ["Vorig jaar werd", "In Noord werd", "Een vrouw werd", "De griffier werd"])
def test_a_sketch_tells_no_time_place_sex_or_function(filled: Vault, words: str) -> None:
    asked = request(sketch=(f"{words} steeds gepasseerd.",), sketch_about="bullying")
    found = look_over(filled, HERE.id, preview(filled, asked, today=NOW.date()))
    assert any(each.weight is Weight.BLOCKS and each.words for each in found)
