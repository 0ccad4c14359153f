"""What points to somebody without a name: numbers, days, ages; counts that the figures hide; sketches."""

from datetime import date

import pytest

from tests.disclosure.text_guard.guards import blocks, found, guard, kinds, said
from tests.hostile import HOSTILE, MEGABYTES, hostile_texts
from vpdesk.disclosure.text_guard.finding import Finding, Kind, Weight
from vpdesk.disclosure.text_guard.known import Surroundings
from vpdesk.disclosure.text_guard.numbers import passes_eleven

YEAR = Surroundings(first_day=date(2025, 1, 1), last_day=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mail naar j.terpstra@voorbeeld.nl voor een afspraak.", Kind.EMAIL),
        ("Bel 06-12345678 voor een afspraak.", Kind.PHONE),
        ("Bel (058) 273 64 51 voor een afspraak.", Kind.PHONE),
        ("Bel +31 6 12 34 56 78 voor een afspraak.", Kind.PHONE),
        ("Bel \uff10\uff16-\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18 voor een afspraak.", Kind.PHONE),
        ("Bel 0031612345678 of kom langs.", Kind.PHONE),
        ("Het nummer 123456782 stond erbij.", Kind.CITIZEN_NUMBER),
        ("Het nummer 1234.56.782 stond erbij.", Kind.CITIZEN_NUMBER),
        ("Rekening NL91 ABNA 0417 1643 00 stond erbij.", Kind.BANK_ACCOUNT),
        ("Rekening nl91abna0417164300 stond erbij.", Kind.BANK_ACCOUNT),
    ],
)
def test_what_is_one_persons_blocks(text: str, kind: Kind) -> None:
    assert [each.kind for each in guard().scan(text)] == [kind]
    assert blocks(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Het nummer 123456783 stond erbij.", Kind.LONG_NUMBER),  # fails the eleven test
        ("Rekening NL92 ABNA 3417 1643 00 stond erbij.", Kind.LONG_NUMBER),  # fails its check digits
        ("Bel 0800-2000 voor hulp.", Kind.LONG_NUMBER),
        ("Zij woont op 1234 AB.", Kind.POSTCODE),
        ("De auto met AB-12-CD stond er.", Kind.LICENCE_PLATE),
        ("Op 12 maart was het druk.", Kind.DAY),
        ("Op 12-03-2025 was het druk.", Kind.DAY),
        ("Elke dinsdagmiddag is het druk.", Kind.DAY),
        ("In maart was het druk.", Kind.MONTH),
        ("Een vrouw van 52 was het zat.", Kind.AGE),
        ("De 34-jarige was het zat.", Kind.AGE),
        ("Een vijfenvijftigjarige was het zat.", Kind.AGE),
        ("De enige vrouw was het zat.", Kind.ONLY_ONE),
        ("Als enige was hij het zat.", Kind.ONLY_ONE),
        ("De jongste van het team was het zat.", Kind.ONLY_ONE),
        ("Zij had zich ziek gemeld.", Kind.CONDITION),
        ("Wie zwanger is, krijgt hulp.", Kind.CONDITION),
        ("Omdat zij ziek werd, ging het mis.", Kind.CONDITION),
        ("Hij was drie weken ziek.", Kind.CONDITION),
        ("Zij kwam in de ziektewet.", Kind.CONDITION),
        ("Zij kreeg een depressie.", Kind.CONDITION),
        ("Somebody who was ill did not dare.", Kind.CONDITION),
        ("De burgemeester was het zat.", Kind.FUNCTION),
        ("Zij zei: \u201cik ben het zo ontzettend zat\u201d en ging.", Kind.QUOTE),
    ],
)
def test_what_may_point_to_somebody_asks(text: str, kind: Kind) -> None:
    assert [(each.kind, each.weight) for each in guard().scan(text)] == [(kind, Weight.ASKS)]


@pytest.mark.parametrize(
    "text",
    [
        "Van werkdruk worden mensen ziek.",
        "Het ziekteverzuim was hoog; de bijeenkomst is ook daarom gehouden.",
        "Er is veel ziekte geweest.",
        "The will to listen was there.",
    ],
)
def test_illness_of_nobody_asks_nothing(text: str) -> None:
    assert [each for each in guard().scan(text) if each.kind is Kind.CONDITION] == []


@pytest.mark.parametrize(
    "text",
    [
        "In 2024-2025 waren er 1.250 medewerkers; in 2025 HR-beleid, in 2023 OR-verkiezingen.",
        "Er is enige tijd gewerkt aan een eerste versie, in de eerste plaats voor de leidinggevenden.",
        "De kosten waren 12.500 euro, bijna 3,5 % minder.",
        "Het 'intranet' en het \"meldpunt\" zijn bekend.",
        "Het is de enige manier om de eerste stap te zetten.",
        "Colleges' views and the employees' wishes may differ; they march on.",
    ],
)
def test_ordinary_numbers_and_words_say_nothing(text: str) -> None:
    assert found(text) == []


def test_the_first_and_last_day_of_the_report_point_to_nobody() -> None:
    text = "Dit verslag gaat over 1 januari 2025 tot en met 31 december 2025."
    assert found(text, around=YEAR) == []
    assert len(found(text)) == 2  # the control
    assert found("Op 2 januari 2025 was het druk.", around=YEAR) == ["day:asks:2 januari 2025"]


def test_a_known_number_is_found_in_any_form() -> None:
    made = guard(reach="bel 06 41 82 73 65, liefst 's avonds")
    text = "Het nummer 31.641827365 stond erbij."
    assert [each.kind for each in made.scan(text)] == [Kind.PHONE]
    assert [each.kind for each in guard().scan(text)] == [Kind.LONG_NUMBER]  # the control


def test_the_eleven_test() -> None:
    assert passes_eleven("123456782")
    assert not passes_eleven("123456783")
    assert not passes_eleven("111111111")
    assert not passes_eleven("000000000")


def test_two_traits_in_one_sentence_block_and_in_two_they_ask() -> None:
    together = guard().scan("De enige vrouw had zich ziek gemeld.")
    assert {each.weight for each in together} == {Weight.BLOCKS}
    assert all(each.together for each in together)
    apart = guard().scan("De enige vrouw was het zat. Wie ziek thuis is, krijgt hulp.")
    assert [each.weight for each in apart] == [Weight.ASKS, Weight.ASKS]
    same = guard().scan("Op dinsdag 12 maart was het druk.")
    assert {each.weight for each in same} == {Weight.ASKS}  # a day and its date are one trait


def test_places_of_the_organisation_ask() -> None:
    around = Surroundings(places=("Noord", "Facilitaire dienst"))
    assert found("In Noord is het druk.", around=around) == ["place:asks:Noord"]
    assert found("De facilitaire dienst doet mee.", around=around) == ["place:asks:facilitaire dienst"]
    assert found("In Noord is het druk.") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In de Facilitaire dienst is het druk.", "Facilitaire dienst"),
        ("In de facilitaire-dienst is het druk.", "facilitaire-dienst"),
        ("In de Facilitairedienst is het druk.", "Facilitairedienst"),
        ("In de facilitaire diensten is het druk.", "facilitaire diensten"),
        ("In de Facilitiare dienst is het druk.", "Facilitiare dienst"),  # a typing error
        ("In Facilitair is het druk.", "Facilitair"),
        ("Bij FD is het druk.", "FD"),  # what stands in brackets behind it
        ("In Noord is het druk.", "Noord"),  # of Locatie Noord
        ("In Molenhoek is het druk.", "Molenhoek"),
        ("In Molenhoke is het druk.", "Molenhoke"),
    ],
)
def test_a_place_is_known_in_other_spellings_and_by_its_own_part(text: str, words: str) -> None:
    names = ("Facilitaire dienst (FD)", "Locatie Noord", "Vestiging Molenhoek / Team 3", "Facilitair")
    assert f"place:asks:{words}" in found(text, around=Surroundings(places=names))
    other = found(text, around=Surroundings(places=("Zuid",)))  # the control
    assert not [each for each in other if each.startswith("place:")]


def test_what_any_place_is_called_points_to_none() -> None:
    around = Surroundings(places=("Locatie Noord", "Team 3", "Afdeling Zorg"))
    text = "Elke locatie, elk team en elke afdeling geeft goede zorg: 3 trainingen, het noorden voorop."
    assert Kind.PLACE not in kinds(text, around=around)
    assert found("Bij Team 3 is het druk.", around=around) == ["place:asks:Team 3"]
    assert found("Over Zorg is het stil.", around=around) == ["place:asks:Zorg"]


def test_a_place_inside_the_name_of_the_organisation_is_its_name() -> None:
    around = Surroundings(places=("De Vliet",), bodies=("Waterschap De Vliet",))
    assert found("Bij Waterschap De Vliet is het druk.", around=around) == []
    assert found("Bij De Vliet is het druk.", around=around) == ["place:asks:De Vliet"]


def test_places_of_others_ask_where_they_are_named() -> None:
    around = Surroundings(elsewhere=("Overzijde", "Zorg", "Zuid"))
    assert found("In Overzijde en Zuid is het druk.", around=around) == [
        "elsewhere:asks:Overzijde", "elsewhere:asks:Zuid",
    ]  # fmt: skip
    assert found("Goede zorg, in het zuiden en elders.", around=around) == []


def test_own_words_for_a_group_ask_in_any_form() -> None:
    around = Surroundings(groups=("BBL'er", "Monteur buitendienst"))
    assert found("Een BBL'er is het zat.", around=around) == ["group:asks:BBL'er"]
    assert found("BBL'ers zijn het zat.", around=around) == ["group:asks:BBL'ers"]
    assert found("De monteurs zijn het zat.", around=around) == []
    assert found("De monteur-buitendienst is het zat.", around=around) == ["group:asks:monteur-buitendienst"]


# -- numbers that the figures hide


@pytest.mark.parametrize(
    "text",
    [
        "Er waren 2 meldingen van discriminatie.",
        "Er waren twee meldingen van discriminatie.",
        "Beide melders zijn tevreden.",
        "Bij twee van hen ging het mis.",
        "Enkele medewerkers hadden er last van.",
        "Een paar melders hadden er last van.",
        "Two people spoke of it.",
        "Both cases were closed.",
        "A few employees spoke of it.",
    ],
)
def test_a_hidden_count_asks(text: str) -> None:
    assert kinds(text, around=Surroundings(hidden=frozenset({2}))) == [Kind.COUNT]
    assert kinds(text, around=Surroundings(hidden=frozenset())) == []  # nothing is hidden


def test_one_and_none_are_told_from_their_everyday_use() -> None:
    one, none = Surroundings(hidden=frozenset({1})), Surroundings(hidden=frozenset({0}))
    assert kinds("Er was een melding, en één melding ging over pesten.", around=one) == [Kind.COUNT]
    assert kinds("One never knows what one may hear.", around=one) == []
    assert kinds("Er waren geen meldingen van discriminatie.", around=none) == [Kind.COUNT]
    assert kinds("Er is geen reden tot zorg.", around=none) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("75 % van de meldingen ging over pesten.", "75"),
        ("Vijftien procent van de meldingen ging over pesten.", "procent"),
        ("Een derde van de melders sprak over pesten.", "derde"),
        ("De helft van de meldingen ging over pesten.", "helft"),
        ("Alle meldingen gingen over pesten.", "Alle"),
        ("Op twee na gingen ze over pesten.", "twee"),
        ("A quarter of the cases was about bullying.", "quarter"),
    ],
)
def test_a_part_of_the_cases_asks(text: str, words: str) -> None:
    assert found(text) == [f"share:asks:{words}"]


def test_a_part_of_anything_else_is_left_alone() -> None:
    text = "Alle medewerkers en de helft van de teams kwamen, 40 % meer dan bij de derde melding."
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Er waren II meldingen van discriminatie.", "II"),
        ("Er kwamen iv meldingen van pesten.", "iv"),
        ("Van pesten was er I melding.", "I"),
        ("III van hen zijn tevreden.", "III"),
        ("Discriminatie kwam 2x voor.", "2x"),
        ("Discriminatie kwam 2 x voor.", "2 x"),
        ("Discriminatie kwam twee keer voor.", "twee keer"),
        ("Discriminatie is tweemaal gemeld.", "tweemaal"),
        ("Eenmaal ging het over pesten.", "Eenmaal"),
        ("Pesten kwam \u00e9\u00e9n keer voor.", "\u00e9\u00e9n keer"),
        ("Bullying was reported once.", "once"),
        ("Harassment was reported twice.", "twice"),
    ],
)
def test_a_number_in_another_dress_asks(text: str, words: str) -> None:
    around = Surroundings(hidden=frozenset({1, 2, 3, 4}))
    assert found(text, around=around) == [f"count:asks:{words}"]
    assert found(text, around=Surroundings(hidden=frozenset({7}))) == []  # the control


@pytest.mark.parametrize(
    "text",
    [
        "Type II is anders, en artikel IV en bijlage III gaan over pesten.",
        "I report what I hear, and I matter.",
        "Dat is nu eenmaal zo bij pesten.",
        "Over pesten is twee keer per jaar overleg.",
        "De training over pesten is 2x gegeven, de workshop tweemaal.",
        "Once a report is made, it stays; people meet twice a year, and all at once.",
    ],
)
def test_how_often_something_takes_place_is_no_count(text: str) -> None:
    assert kinds(text, around=Surroundings(hidden=frozenset({1, 2, 3, 4}))) == []


def test_a_number_above_ten_in_words_asks() -> None:
    around = Surroundings(hidden=frozenset({15}))
    assert kinds("Vijftien melders spraken over pesten.", around=around) == [Kind.COUNT]


def test_what_may_be_counted_freely_is_left_alone() -> None:
    around = Surroundings(hidden=frozenset({2, 3}))
    text = "Er zijn twee trainingen en 3 workshops gegeven, in twee talen, op artikel 3 na; 12,3 % kwam."
    assert kinds(text, around=around) == []


# -- sketches


def sketch(text: str) -> list[str]:
    made: tuple[Finding, ...] = guard(around=Surroundings(places=("Noord",))).scan_sketch(text)
    assert all(each.weight is Weight.BLOCKS for each in made if each.kind is not Kind.QUOTE)
    return [said(text, each).split(":", 1)[0] for each in made]


def test_a_sketch_says_no_time_place_function_or_sex() -> None:
    assert sketch("Iemand wordt door een collega steeds gepasseerd en zoekt daarover het gesprek.") == []
    assert sketch("Vorig jaar werd iemand gepasseerd.") == ["day"]
    assert sketch("In Noord werd iemand gepasseerd.") == ["place"]
    assert sketch("Op vestiging West werd iemand gepasseerd.") == ["place"]
    assert sketch("Een vrouw werd gepasseerd.") == ["sex"]
    assert sketch("Iemand werd gepasseerd en zij vertelde dat.") == ["sex"]
    assert sketch("De griffier werd gepasseerd.") == ["function"]
    assert found("Vorig jaar werd een vrouw gepasseerd.") == []  # the control: elsewhere that may stand


# -- whatever is pasted


@pytest.mark.parametrize("text", [*hostile_texts(), *HOSTILE])
def test_nothing_that_is_pasted_breaks_it(text: str) -> None:
    made = guard("Karin Bakker", around=Surroundings(aliases=("Eik-07",), hidden=frozenset({1, 2})))
    for each in (*made.scan(text), *made.scan_sketch(text)):
        assert 0 <= each.start < each.end <= len(text)
    before = f"{text}\nVolgens Karin Bakker kan het beter."
    if len(text) < 10_000:
        assert any(each.kind is Kind.NAME for each in made.scan(before)), "a name behind it is still found"


@pytest.mark.parametrize(
    "text",
    [
        *MEGABYTES, "9 " * 300_000, "a.b@" * 200_000, "' " * 300_000, "A.B." * 200_000, "b a k k " * 100_000,
        "x<b>" * 200_000, "b4k" * 300_000,
    ],
)  # fmt: skip
def test_a_megabyte_is_read_to_its_end(text: str) -> None:
    names = ("Locatie Noord", "Facilitaire dienst")
    around = Surroundings(places=names, elsewhere=names, groups=names, aliases=names, bodies=("De Vliet",))
    made = guard("Karin Bakker", around=around)
    found_there = made.scan(f"{text}\nVolgens Karin Bakker kan het beter.")
    assert found_there[-1].kind is Kind.NAME


def test_a_day_of_the_week_and_its_date_are_one_finding() -> None:
    assert found("Op dinsdag 12 maart was het druk.") == ["day:asks:dinsdag 12 maart"]
    assert found("It was busy on Tuesday 12 March 2025.", language="en") == ["day:asks:Tuesday 12 March 2025"]
    assert found("It was busy on Tuesday.", language="en") == ["day:asks:Tuesday"]
