"""What a file of one's own leaves open is asked, once; what was answered is read so, and nothing else."""

from datetime import date

import pytest

from vpdesk.domain.errors import FindingError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Matter
from vpdesk.exchange.answers import WORDS_OF, Answers, Background
from vpdesk.exchange.case_csv import Examined, examine, read_cases
from vpdesk.exchange.columns import Column
from vpdesk.exchange.days import DayReading, ShortYears, Slashes

BEUK = Organisation(name="Stichting De Beuk")
IEP = Organisation(name="Gemeente Iepenveen")

#: As a counsellor kept it: titles above, columns and words of her own, days in every form.
OWN = (
    "Registratie vertrouwenspersoon 2023-2025, alle klanten;;;;\r\n"
    ";;;;\r\n"
    "Klant;Datum melding;Soort;Naam melder;uren\r\n"
    "De Beuk;3-4-25;Pesterij;Jan;1,5\r\n"
    "De Beuk;04-05-2025;pesterij;Piet;\r\n"
    "Gemeente Iepenveen;3/4/2025;anders;Klaas;\r\n"
    "Gemeente Iepenveen;3 apr. 2025;pesten;Coöp;\r\n"
).encode("cp1252")

COLUMNS = {
    "klant": Column.ORGANISATION,
    "datum melding": Column.OPENED,
    "soort": Column.MATTERS,
    "naam melder": None,
}
WORDS = {(Column.MATTERS, "pesterij"): Matter.BULLYING, (Column.MATTERS, "anders"): Matter.OTHER_OUTSIDE}
DAYS = DayReading(short_years=ShortYears.NEAREST, slashes=Slashes.DAY_FIRST)
ALL = Answers(columns=COLUMNS, words=WORDS, organisations={"de beuk": BEUK.id}, days=DAYS)


def background(answers: Answers) -> Background:
    return Background(today=date(2026, 4, 1), organisations=(BEUK, IEP), taken=(), answers=answers)


def examined(data: bytes | str, answers: Answers | None = None) -> Examined:
    encoded = data.encode() if isinstance(data, str) else data
    return examine(encoded, background(answers or Answers()))


def test_columns_of_ones_own_are_asked_first_and_those_that_are_needed_are_named() -> None:
    found = examined(OWN)
    assert found.questions.columns == ["Klant", "Datum melding", "Soort", "Naam melder"]
    assert found.questions.missing == [Column.ORGANISATION, Column.OPENED, Column.MATTERS]
    assert (found.read.cases, found.faults, found.is_whole) == ((), None, False)


def test_what_stands_in_many_cells_is_asked_once_with_how_many_they_are() -> None:
    asked = examined(OWN, Answers(columns=COLUMNS)).questions
    assert asked.words == {
        (Column.MATTERS, "pesterij"): ("Pesterij", 2),
        (Column.MATTERS, "anders"): ("anders", 1),
    }
    assert asked.organisations == {"de beuk": ("De Beuk", 2)}
    assert (asked.short_years, asked.slashes) == (1, 1)


def test_what_was_answered_is_read_so() -> None:
    found = examined(OWN, ALL)
    assert found.is_whole
    assert [(case.organisation_id, case.opened_on, case.matters) for case in found.read.cases] == [
        (BEUK.id, date(2025, 4, 3), (Matter.BULLYING,)),
        (BEUK.id, date(2025, 5, 4), (Matter.BULLYING,)),
        (IEP.id, date(2025, 4, 3), (Matter.OTHER_OUTSIDE,)),
        (IEP.id, date(2025, 4, 3), (Matter.BULLYING,)),
    ]
    assert not any(name in repr(found.read.cases) for name in ("Jan", "Piet", "Klaas"))


@pytest.mark.parametrize(
    "fewer",
    [
        Answers(columns=COLUMNS, words=WORDS, organisations={"de beuk": BEUK.id}),
        Answers(columns=COLUMNS, organisations={"de beuk": BEUK.id}, days=DAYS),
        Answers(columns=COLUMNS, words=WORDS, days=DAYS),
    ],
    ids=["days", "words", "organisations"],
)
def test_without_an_answer_nothing_is_guessed(fewer: Answers) -> None:
    """The control: the same file, one kind of answer less, is not whole, and `read_cases` refuses it."""
    assert not examined(OWN, fewer).is_whole
    with pytest.raises(FindingError):
        read_cases(OWN, background(fewer))


def test_the_month_comes_first_only_where_that_was_answered() -> None:
    days = DayReading(slashes=Slashes.MONTH_FIRST)
    (case,) = examined(
        "organisatie;geopend;kwesties\nStichting De Beuk;3/4/2025;pesten\n", Answers(days=days)
    ).read.cases
    assert case.opened_on == date(2025, 3, 4)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("3.4.2025", date(2025, 4, 3)),
        ("3-apr-2025", date(2025, 4, 3)),
        ("12 maart 2025", date(2025, 3, 12)),
        ("12 mrt. 2025", date(2025, 3, 12)),
        ("1 Oct 2025", date(2025, 10, 1)),
        ("3-4-2025 0:00:00", date(2025, 4, 3)),
        ("2025-04-03 00:00", date(2025, 4, 3)),
    ],
)
def test_a_day_that_can_mean_one_thing_only_needs_no_answer(cell: str, day: date) -> None:
    (case,) = examined(f"organisatie;geopend;kwesties\nStichting De Beuk;{cell};pesten\n").read.cases
    assert case.opened_on == day


@pytest.mark.parametrize("cell", ["3-foo-2025", "3-4.2025", "3-4-2025 14:30", "0-4-2025", "3-4-025"])
def test_what_is_no_day_stays_a_fault_whatever_was_answered(cell: str) -> None:
    found = examined(f"organisatie;geopend;kwesties\nStichting De Beuk;{cell};pesten\n", Answers(days=DAYS))
    assert found.faults is not None
    assert found.faults.findings[0].startswith("line 2, column geopend")


@pytest.mark.parametrize(("cell", "year"), [("1-1-26", 2026), ("1-1-98", 1998), ("1-1-70", 1970)])
def test_a_year_of_two_digits_is_the_nearest_that_has_been(cell: str, year: int) -> None:
    data = f"organisatie;geopend;kwesties\nStichting De Beuk;{cell};pesten\n"
    (case,) = examined(data, Answers(days=DAYS)).read.cases
    assert case.opened_on == date(year, 1, 1)


def test_a_file_of_one_client_says_once_whose_it_is() -> None:
    data = "geopend;kwesties\n2025-04-03;pesten\n"
    assert examined(data).questions.missing == [Column.ORGANISATION]
    (case,) = examined(data, Answers(everywhere=IEP.id)).read.cases
    assert case.organisation_id == IEP.id


def test_a_fault_beside_a_question_is_told_too() -> None:
    found = examined(
        "organisatie;geopend;kwesties\nStichting De Beuk;31-02-2025;pesterij\nStichting De Beuk;;pesten\n"
    )
    assert found.questions.words == {(Column.MATTERS, "pesterij"): ("pesterij", 1)}
    assert found.faults is not None
    assert [line[:22] for line in found.faults.findings] == [
        "line 2, column geopend",
        "line 3, column geopend",
    ]


def test_no_line_of_a_case_is_passed_over_as_a_title() -> None:
    """Without a header the first line is none: it is asked what its cells are, and none gets lost."""
    found = examined("Stichting De Beuk;2025-04-03;pesten\nStichting De Beuk;2025-04-04;pesten\n")
    assert found.questions.columns == ["Stichting De Beuk", "2025-04-03", "pesten"]


def test_every_column_with_a_list_of_values_can_be_answered() -> None:
    for column, words in WORDS_OF.items():
        code = words.codes[-1]
        assert Answers(words={(column, "eigen woord"): code}).vocabulary(column, words)("Eigen woord") == code
