"""Numbers, periods and categories in the words of a document."""

from collections.abc import Mapping
from datetime import date

import pytest

from tests.reports.releases import LISTS, category, mandate
from vpdesk.disclosure.lists import COARSE_ENTRIES, DEFAULT_ENTRIES, declare
from vpdesk.domain.values import Mandate, Matter
from vpdesk.i18n import Words
from vpdesk.reports.labels import DIMENSIONS, category_words, counted, unit_words
from vpdesk.reports.period import Period
from vpdesk.reports.wording import enumeration, inside, number, numeral
from vpdesk.services.dimensions import BY_NAME

#: A class of which one matter is listed by itself, and two classes in one line.
THE_REST_OF_CONDUCT = category(
    "conduct", *(m.value for m in Matter if m.mandate is Mandate.CONDUCT and m is not Matter.BULLYING)
)
BOTH_CLASSES = category("integrity", *mandate(Mandate.INTEGRITY).members, *mandate(Mandate.OUTSIDE).members)
NL, EN = Words("nl"), Words("en")


def test_numbers_are_grouped_as_the_language_does() -> None:
    assert (number(1351, NL), number(1351, EN)) == ("1.351", "1,351")
    assert (number(47, NL), number(1234567, NL)) == ("47", "1.234.567")


def test_small_numbers_have_words() -> None:
    assert (numeral(5, NL), numeral(20, EN), numeral(25, NL)) == ("vijf", "twenty", "25")


def test_counts_agree_with_what_they_count() -> None:
    assert counted("cases", 1, NL) == "1 casus"
    assert counted("matters", 1351, NL) == "1.351 kwesties"
    assert [unit_words(unit, NL) for unit in ("reporters", "contacts")] == ["melders", "gesprekken"]
    with pytest.raises(ValueError, match="days"):
        counted("days", 3, NL)


def test_enumerations_end_with_and() -> None:
    assert enumeration(["een", "twee", "drie"], NL) == "een, twee en drie"
    assert enumeration(["one"], EN) == "one"
    assert not enumeration([], EN)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Pesten", "pesten"), ("HR", "HR"), ("PhD candidate", "PhD candidate"), ("E-mail", "e-mail"), ("", "")],
)
def test_a_word_inside_a_sentence_is_small_unless_it_is_a_name(word: str, expected: str) -> None:
    assert inside(word) == expected


def test_a_day_is_read_in_the_language() -> None:
    assert NL.day(date(2025, 3, 1)) == "1 maart 2025"
    assert EN.day(date(2025, 3, 1)) == "1 March 2025"


@pytest.mark.parametrize(
    ("start", "end", "name", "short"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "2025", "2025"),
        (date(2022, 8, 1), date(2023, 7, 31), "2022/2023", "2022/2023"),
        (date(2025, 1, 1), date(2025, 6, 30), "januari t/m juni 2025", "jan-jun 2025"),
        (date(2025, 3, 1), date(2025, 3, 31), "maart 2025", "mrt 2025"),
        (date(2024, 11, 1), date(2025, 1, 31), "november 2024 t/m januari 2025", "nov 2024 - jan 2025"),
        (date(2022, 1, 1), date(2024, 12, 31), "2022 t/m 2024", "2022-2024"),
        (date(2025, 2, 3), date(2025, 5, 9), "3 februari t/m 9 mei 2025", "3 feb - 9 mei 2025"),
        (date(2024, 12, 3), date(2025, 5, 9), "3 december 2024 t/m 9 mei 2025", "3 dec 2024 - 9 mei 2025"),
        (date(2025, 2, 3), date(2025, 2, 3), "3 februari 2025", "3 feb - 3 feb 2025"),
    ],
)
def test_a_period_has_a_name_and_a_short_one(start: date, end: date, name: str, short: str) -> None:
    period = Period(start=start, end=end)
    assert period.name(NL) == name
    assert period.short(NL).replace("\N{EN DASH}", "-") == short


def test_the_span_of_a_period_names_its_days() -> None:
    assert Period(start=date(2025, 1, 1), end=date(2025, 12, 31)).span(NL) == "1 januari t/m 31 december 2025"
    across = Period(start=date(2022, 8, 1), end=date(2023, 7, 31))
    assert across.span(EN) == "1 August 2022 to 31 July 2023"


@pytest.mark.parametrize(
    ("dimension", "line", "dutch"),
    [
        ("matter", category("bullying"), "Pesten"),
        (
            "matter",
            category("intimidation", "stalking", "intimidation", "abuse_of_power"),
            "Intimidatie, stalking en machtsmisbruik",
        ),
        ("matter", mandate(Mandate.OUTSIDE), "Buiten mandaat"),
        (
            "matter",
            category("fraud", "fraud", "corruption", "theft"),
            "Fraude, corruptie en diefstal of verduistering",
        ),
        ("matter", category("other", "other_conduct", "fraud"), "Andere soorten"),
        (
            "matter",
            category("bullying", "bullying", "career"),
            "Pesten en loopbaan of persoonlijke ontwikkeling",
        ),
        ("matter", THE_REST_OF_CONDUCT, "Ongewenste omgangsvormen, overig"),
        ("matter", BOTH_CLASSES, "Zakelijke integriteit en buiten mandaat"),
        (
            "reporter_position",
            category("employee", "employee", "contractor", "intern", "former_employee"),
            "Medewerkers (ook inhuur, stagiairs en oud-medewerkers)",
        ),
        ("respondent_relation", category("other", "unknown", "student"), "Andere relaties"),
        ("route", category("none", "none", "listening_only"), "Geen route of alleen luisteren"),
        ("route", category("none"), "Geen route gekozen"),
        ("outcome", category("running"), "Nog lopend"),
        ("outcome", category("other", "unknown", "running"), "Nog lopend of onbekend"),
        ("entry", category("other", "other", "portal"), "Andere wegen"),
    ],
)
def test_a_category_has_words(dimension: str, line: object, dutch: str) -> None:
    assert category_words(dimension, line, NL) == dutch  # type: ignore[arg-type]


def test_every_code_of_every_dimension_has_words_of_its_own() -> None:
    for name, dimension in DIMENSIONS.items():
        for words in (NL, EN):
            said = [category_words(name, category(code.value), words) for code in dimension.codes or ()]
            assert all(said)
            assert len(set(said)) == len(said)


def test_every_table_that_is_counted_has_words() -> None:
    assert set(DIMENSIONS) == set(BY_NAME) | {"half_year", "site"}


@pytest.mark.parametrize("words", [NL, EN])
@pytest.mark.parametrize("entries", [DEFAULT_ENTRIES, COARSE_ENTRIES])
def test_every_line_of_the_default_lists_has_short_words_of_its_own(
    entries: Mapping[str, tuple[str, ...]], words: Words
) -> None:
    for name, listed in entries.items():
        dimension = BY_NAME[name]
        lines = declare(name, dimension.unit, listed, dimension.universe).categories
        said = [category_words(name, line, words) for line in lines]
        assert len(set(said)) == len(said)
        assert max(map(len, said)) < 62


def test_the_words_of_one_list_differ_from_each_other() -> None:
    for name, lines in LISTS.items():
        for words in (NL, EN):
            said = [category_words(name, line, words) for line in lines]
            assert len(set(said)) == len(said)
