"""Names in Dutch and English, many of which are words too."""

import pytest

from tests.disclosure.text_guard.guards import blocks, found, guard, kinds
from vpdesk.disclosure.text_guard.closeness import within_one, without_one
from vpdesk.disclosure.text_guard.finding import Kind
from vpdesk.disclosure.text_guard.known import Known, Person, Surroundings
from vpdesk.disclosure.text_guard.names import Name

WORDS = ("Karin Bakker", "Mark de Wit", "Roos Vos", "Piet de Groot", "Jan Best", "Els de Jong", "May Young")


@pytest.mark.parametrize(
    "text",
    [
        "De bakker op de hoek bezorgt de broodjes voor de lunch.",
        "Bakkers en slagers volgen dezelfde training.",
        "Een witte muur en een wit blad zeggen niets.",
        "De wit geschilderde kamer is te klein.",
        "Groot is de groep niet, maar wel groot genoeg.",
        "Jong en oud waren het eens: de sfeer is best goed.",
        "Best veel medewerkers kwamen langs.",
        "Een roos op de kaart was het enige dat zij vroeg.",
        "De markt is veranderd en de mark bestaat niet meer.",
        "Sluw als een vos was niemand.",
        "De jonge medewerkers kijken naar de jongeren.",
    ],
)
def test_a_word_that_is_a_name_too_stays_a_word(text: str) -> None:
    assert not blocks(text, *WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "Volgens Bakker is de sfeer verbeterd.",
        "Bakker gaf aan dat het beter gaat.",
        "Daarover is met De Wit gesproken.",
        "De Wit vindt dat het beter kan.",
        "mevrouw bakker wilde niet wachten",
        "Dhr. de wit kwam langs.",
        "Het verhaal van mark de wit was helder.",
        "Roos' verhaal was helder.",
        "Het verhaal van Roosje was helder.",
        "K. Bakker vroeg om advies.",
        "Bakker, Karin",
        "BAKKER wilde niet wachten, en Groot ook niet.",
        "Aan karin.bakker is gevraagd wat zij wil.",
        "Vraag het aan kbakker of mdewit.",
        "Karin Bak-\nker was erbij.",
        "Met Mark\nde Wit is gesproken.",
        "Marks leidinggevende was erbij.",
        "Karinnetje was erbij.",
    ],
)
def test_used_as_a_name_it_blocks(text: str) -> None:
    assert blocks(text, *WORDS)
    assert not blocks(text, "Sjoukje Wielinga")  # the control: nobody of that name is known


def test_an_ordinary_word_that_begins_a_sentence_asks_where_it_could_be_either() -> None:
    assert found("Groot is de kans niet.", *WORDS) == ["name:asks:Groot"]
    assert found("Groot gaf aan niets te weten.", *WORDS) == ["name:blocks:Groot"]
    assert found("Best lastig, vonden velen.", *WORDS) == []


def test_a_month_that_is_a_name_is_a_month_where_a_month_stands() -> None:
    assert found("The session in May was full.", *WORDS, language="en") == ["month:asks:May"]
    assert found("We spoke with May about it.", *WORDS, language="en")[0].startswith("name:blocks")
    assert found("It may be that young people stay away.", *WORDS, language="en") == []


def test_a_typing_error_is_seen_from_six_letters_on() -> None:
    for typed in ("Veldhuisen", "Veldhuize", "Veldhuzien", "Veldhhuizen", "Veldhuizens"):
        assert found(f"Volgens {typed} kan het beter.", "Joke Veldhuizen") == [f"name:blocks:{typed}"]
    assert found("Volgens Vekdhuisen kan het beter.", "Joke Veldhuizen") == [
        "unknown_name:asks:Vekdhuisen"  # two errors: nobody's that is known
    ]
    assert found("Volgens Blim kan het beter.", "Joke Blom") == ["unknown_name:asks:Blim"]  # four letters


def test_a_typing_error_that_makes_a_word_asks_only_where_it_stands_as_a_name() -> None:
    assert found("Volgens Kamer kan het beter.", "Joke Kramer") == ["name:asks:Kamer"]
    assert found("De kamer is te klein. Kamer voor kamer is bekeken.", "Joke Kramer") == []
    assert blocks("Mevrouw Kamer vindt dat het beter kan.", "Joke Kramer")


def test_accents_apostrophes_and_invisible_signs_hide_no_name() -> None:
    hidden = ("Zo\u00ade B\u200backer", "Zo\u2063e B\u202eacker", "B\u0430cker")
    for typed in ("Zoe Backer", "ZOË BÄCKER", "Zoe\u0308 Baecker", *hidden):
        assert blocks(f"Volgens {typed} kan het beter.", "Zoë Bäcker")
    assert blocks("Volgens Obrien en O\u2019Brien kan het beter.", "Pat O'Brien")


@pytest.mark.parametrize(
    "typed",
    [
        "J a n s e n", "J.a.n.s.e.n.", "j a n s e n", "J-a-n-s-e-n", "J_a_n_s_e_n", "J/a/n/s/e/n",
        "J, a, n, s, e, n", "Ja n sen", "Jan\tsen", "Jan  sen", "Jan*sen", "Jan**sen**", "J a n s s e n",
        "J4ns3n", "j4n5en", "J@nsen", "Jan$en", "J 4 n s 3 n", "Jan<b>sen</b>", "<i>J</i>ansen",
        "Jan&shy;sen", "Jan&#8203;sen", "J&aacute;nsen", "Jan\u200bsen", "Jan\u00adsen", "J\u20dda\u20ddnsen",
        "J\u2024a\u2024n\u2024s\u2024e\u2024n", "J\u00b7a\u00b7n\u00b7s\u00b7e\u00b7n",
    ],
)  # fmt: skip
def test_spelling_a_name_hides_it_not(typed: str) -> None:
    assert blocks(f"Volgens {typed} kan het beter.", "Kees Jansen")
    nobody = found(f"Volgens {typed} kan het beter.", "Sjoukje Wielinga")  # the control
    assert not [each for each in nobody if each.startswith("name:")]


@pytest.mark.parametrize(
    "text",
    [
        "Zie o.a. de a.n.w.b., d.w.z. i.v.m. t.a.v. en z.s.m., op A4, in 3D, op de 4de, 2de en 1ste dag.",
        "Met en/of zonder ja/nee, m/v/x, hij/zij: <b>let op</b> de <i>regels</i>.<br>Vos en haas.",
        "Stap 1 2 3 en klas 4a, 5b en 6c; e-mail en e-learning, a tot z.",
    ],
)
def test_abbreviations_orders_and_tags_are_no_names(text: str) -> None:
    assert not [each for each in kinds(text, "Ade Bos", "Kees Jansen", "Ilse Zande") if each is Kind.NAME]


def test_three_letters_that_an_abbreviation_may_be_ask() -> None:
    assert found("Volgens J a n kan het beter.", "Jan Visser")[-1] == "name:asks:J a n"
    assert found("Volgens B0s kan het beter.", "Kees Bos") == ["name:asks:B0s"]


def test_ij_and_y_are_one() -> None:
    assert blocks("Volgens Van Dyk kan het beter.", "Kees van Dijk")
    assert blocks("Volgens Meyer kan het beter.", "Kees Meijer")


def test_initials_ask_and_abbreviations_do_not() -> None:
    assert found("Daarover is met J.V. gesproken.", "Joke Veldhuizen") == ["initials:asks:J.V."]
    assert found("Daarover is met JV gesproken.", "Joke Veldhuizen") == ["initials:asks:JV"]
    assert found("De OR en HR zijn er blij mee.", "Olga Roos", "Hans Ruiter") == []
    assert found("Daarover is met JV gesproken.") == []  # nobody has those


def test_somebody_whom_nobody_knows_asks() -> None:
    assert found("Volgens mevrouw Terpstra kan het beter.") == ["salutation:asks:Terpstra"]
    assert found("Daarover is met Sietske Terpstra gesproken.") == ["unknown_name:asks:Sietske Terpstra"]
    assert found("Het verslag van J. Terpstra is gelezen.") == ["unknown_name:asks:J. Terpstra"]
    assert found("De Raad van Bestuur en het Huis voor Klokkenluiders zijn genoemd.") == []


def test_names_of_bodies_are_nobodys_name() -> None:
    around = Surroundings(bodies=("Bakker Techniek",))
    assert found("Bij Bakker Techniek gaat het goed.", "Karin Bakker", around=around) == []
    assert blocks("Bij Bakker gaat het goed.", "Karin Bakker", around=around)


def test_a_committee_among_the_contacts_is_nobody() -> None:
    assert found("De Ondernemingsraad en de Klachtencommissie lazen mee.", "Ondernemingsraad") == []


def test_an_alias_blocks_where_it_is_meant() -> None:
    around = Surroundings(aliases=("Eik-07", "Vlinder", "Zonnebloem"))
    assert kinds("In eik-7 was het anders.", around=around) == [Kind.ALIAS]
    assert kinds("Met Vlinder gaat het goed.", around=around) == [Kind.ALIAS]
    assert kinds("Een vlinder in de buik, een eik in het park.", around=around) == []


@pytest.mark.parametrize(
    ("written", "given", "surname"),
    [
        ("Fatima el Amrani", ("Fatima",), ("Amrani",)),
        ("Wit, Mark de", ("Mark",), ("Wit",)),
        ("mevrouw Van 't Hof", (), ("Hof",)),
        ("Anne-Marie Jansen-Visser", ("Anne", "Marie"), ("Jansen", "Visser")),
        ("J. de Wit-Bakker", (), ("Wit", "Bakker")),
        ("Luc d'Hondt", ("Luc",), ("Hondt",)),
        ("jan de wit", ("jan",), ("wit",)),
    ],
)
def test_a_written_name_comes_apart(written: str, given: tuple[str, ...], surname: tuple[str, ...]) -> None:
    name = Name.of(written)
    assert name is not None
    assert (name.given, name.surname) == (given, surname)


@pytest.mark.parametrize("written", ["", "?", "Secretariaat", "dhr.", "van de", "06-12345678"])
def test_what_is_no_name_is_none(written: str) -> None:
    assert Name.of(written) is None


def test_one_edit_is_one_edit() -> None:
    for word in ("bakker", "veldhuizen"):
        assert all(within_one(word, less) for less in without_one(word))
        assert within_one(word, word[1] + word[0] + word[2:])
        assert not within_one(word, word[::-1])
        assert not within_one(word, word + "xx")


def test_what_is_known_is_not_shown() -> None:
    known = Known([Person(name="Joke Veldhuizen", reach="06-12345678")], Surroundings(aliases=("Eik-07",)))
    told = repr(known) + repr(Person(name="Joke Veldhuizen")) + repr(known.around) + repr(guard("Joke Blom"))
    assert not any(word in told.lower() for word in ("joke", "veldhuizen", "1234", "eik"))
