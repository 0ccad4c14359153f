"""What a written report says, and what it never says."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tests.reports.reading import alternative_texts, pages, text
from tests.reports.releases import (
    BAND,
    BIG,
    HALF_YEAR,
    ORGANISATION,
    REPORT,
    THREE_YEARS,
    TOTAL_ONLY,
    YEAR,
    YEAR_BEFORE,
    report,
)  # fmt: skip
from tests.reports.tracing import traces
from vpdesk.disclosure.released import Total
from vpdesk.i18n import Words
from vpdesk.reports.annual import AnnualReport, write
from vpdesk.reports.labels import DIMENSIONS, category_words
from vpdesk.reports.wording import inside

BAND_BEFORE = replace(BAND, start=date(2021, 1, 1), end=date(2021, 12, 31))
KINDS = {
    "with history": REPORT,
    "one year": replace(REPORT, earlier=()),
    "two hundred": report(BIG),
    "total only": report(TOTAL_ONLY),
    "half year": report(HALF_YEAR, YEAR_BEFORE, BAND),
    "three years": report(THREE_YEARS[2], *THREE_YEARS[:2]),
    "band": report(BAND),
}
EVERY = [
    pytest.param(replace(kind, language=language), id=f"{name}, {language}")
    for name, kind in KINDS.items()
    for language in ("nl", "en")
]


@pytest.mark.parametrize("written", EVERY)
def test_every_number_in_it_was_released(written: AnnualReport) -> None:
    assert traces(write(written), written) == []


@pytest.mark.parametrize("written", EVERY)
def test_every_chart_has_an_alternative_text(written: AnnualReport) -> None:
    said = alternative_texts(write(written))
    assert bool(said) == bool(written.release.tables or (written.earlier and not written.is_brief))


def test_the_joined_line_names_every_hidden_category_and_its_count() -> None:
    said, words = text(write(report(BIG))), Words("nl")
    table = BIG.table("matter")
    assert table is not None
    assert table.remainder is not None
    names = [inside(category_words("matter", category, words)) for category in table.remainder.categories]
    assert names == ["zakelijke integriteit", "buiten mandaat", "anders (ongewenste omgangsvormen)"]
    assert f"Overige soorten samen {names[0]} · {names[1]} · {names[2]} 20" in said


def test_printed_kinds_bear_their_count() -> None:
    said = text(write(report(BIG)))
    for line in (
        "Pesten 22",
        "Intimidatie, stalking en machtsmisbruik 34",
        "Seksuele intimidatie 61",
        "Discriminatie 17",
        "Agressie en geweld 46",
    ):
        assert line in said


def test_every_figure_says_what_it_counts() -> None:
    said = text(write(REPORT))
    for unit in ("56 kwesties", "47 casussen", "51 relaties", "58 routes"):
        assert f"Geteld: {unit} in totaal." in said


def test_totals_without_a_table_stand_beside_those_of_earlier_periods() -> None:
    said = text(write(REPORT))
    dash = "\N{EN DASH}"
    assert f"Gesprekken {dash} {dash} 87 112" in said
    assert f"Uren {dash} {dash} {dash} 96" in said
    assert f"{dash}: over die periode niet vermeld." in said


def test_a_total_below_k_is_a_band_beside_the_others() -> None:
    few = replace(YEAR, totals=(*YEAR.totals[:4], Total(unit="hours", count=None)))
    assert "< 5 uren, mogelijk geen" in text(write(report(few)))


def test_three_years_stand_side_by_side() -> None:
    newest, *earlier = reversed(THREE_YEARS)
    said = text(write(report(newest, *earlier)))
    assert "Soort kwestie, aantal kwesties 2019/2020 2021/2022 2022/2023" in said
    assert "Pesten 595 752 992" in said
    assert "Andere soorten 66 6 8" in said
    assert "Alle kwesties 1.351 1.743 2.153" in said
    assert "Alle kwesties" not in text(write(report(newest)))


def test_numbers_and_dates_are_in_the_language_of_the_document() -> None:
    said = text(write(report(THREE_YEARS[2], *THREE_YEARS[:2], language="en")))
    assert "All matters 1,351 1,743 2,153" in said
    assert "1 August 2022 to 31 July 2023" in said


def test_a_category_that_an_earlier_period_did_not_print_has_a_dash_with_its_meaning() -> None:
    said = text(write(REPORT))
    assert "Seksuele intimidatie \N{EN DASH} 6" in said
    assert "Een streepje (\N{EN DASH}) betekent" in said


def test_periods_of_unequal_length_get_a_warning() -> None:
    assert "niet even lang" in text(write(report(HALF_YEAR, YEAR_BEFORE)))
    assert "niet even lang" not in text(write(report(YEAR, YEAR_BEFORE)))


def test_what_is_withheld_is_said_once_and_without_a_reason() -> None:
    said = text(write(REPORT))
    assert said.count("Dit verslag bevat geen tabel over de weg naar de vertrouwenspersoon.") == 1
    assert "geen tabel over" not in text(write(report(BIG)))


def test_the_sentence_for_the_reader_stands_where_something_is_hidden() -> None:
    sentence = (
        "Uit dit verslag is niet op te maken of een categorie die niet apart is vermeld, is voorgekomen."
    )
    for hiding in (REPORT, report(BIG), report(TOTAL_ONLY)):
        assert text(write(hiding)).count(sentence) == 1
    assert sentence not in text(write(report(THREE_YEARS[2])))


def test_a_band_says_that_it_would_have_looked_the_same_without_any_case() -> None:
    sentence = "Dit verslag had er precies zo uitgezien als er geen enkele casus was geweest."
    assert text(write(report(BAND))).count(sentence) == 1
    assert sentence not in text(write(REPORT))


def test_k_stands_in_words() -> None:
    assert "kleiner dan tien" in text(write(report(replace(YEAR, k=10))))


def test_releases_of_two_organisations_never_meet() -> None:
    with pytest.raises(ValueError, match="two organisations"):
        report(YEAR, replace(YEAR_BEFORE, organisation="Gemeente Oosterwold"))


def test_a_release_without_its_cases_is_refused() -> None:
    with pytest.raises(ValueError, match="prints its cases"):
        report(replace(YEAR, totals=()))


@pytest.mark.parametrize("written", [REPORT, report(BIG), report(BAND), report(HALF_YEAR, YEAR_BEFORE)])
def test_dutch_and_english_share_no_sentence(written: AnnualReport) -> None:
    silent = replace(written, activities=(), signals=(), recommendations=())
    dutch, english = (
        {sentence for sentence in re.split(r"[.:;] ", text(write(replace(silent, language=language))))
         if len(sentence.split()) > 3 and ORGANISATION not in sentence}
        for language in ("nl", "en")
    )  # fmt: skip
    assert dutch
    assert not dutch & english


def test_sections_of_the_counsellor_appear_only_when_filled() -> None:
    headings = ("Activiteiten", "Signalen", "Aanbevelingen")
    full, bare = text(write(REPORT)), text(write(report(YEAR)))
    assert all(heading in full for heading in headings)
    assert not any(heading in bare for heading in headings)
    assert "Signalen" not in text(write(replace(REPORT, signals=("", " "))))
    assert "te weinig om van een trend te spreken" in full


def test_the_cover_bears_the_year_or_the_days() -> None:
    assert pages(write(REPORT))[0].startswith("Jaarverslag vertrouwenspersoon 2025 Stichting")
    half = pages(write(report(HALF_YEAR)))[0]
    assert half.startswith("Periodiek verslag vertrouwenspersoon Stichting")
    assert "1 januari t/m 30 juni 2025" in half


def test_what_was_typed_is_never_read_as_markup() -> None:
    typed = 'Overleg met R&D over <b>"werkdruk"</b> & rust'
    assert typed in text(write(replace(REPORT, activities=(typed,))))


class TestABandOnly:
    """Fewer than k cases: one page that says nothing about anybody."""

    written = replace(REPORT, release=BAND, earlier=())

    def test_it_is_one_page_with_the_band(self) -> None:
        said = pages(write(self.written))
        assert len(said) == 1
        assert "minder dan 5, mogelijk geen" in said[0]
        assert "Hoe mensen worden beschermd" in said[0]

    def test_it_holds_no_word_of_a_category(self) -> None:
        words = Words("nl")
        said = text(write(self.written)).casefold()
        # a word of the band itself, which stands with every band
        said = said.replace("die de organisatie zelf heeft behandeld", "")
        for dimension in DIMENSIONS.values():
            assert words(dimension.heading).casefold() not in said
            for code in dimension.codes or ():
                assert not re.search(rf"\b{re.escape(words.label(code).casefold())}\b", said)

    def test_a_full_report_holds_such_words(self) -> None:
        said = text(write(report(YEAR)))
        assert "Pesten" in said
        assert "Soort kwestie" in said

    def test_it_holds_nothing_that_was_typed(self) -> None:
        said = text(write(self.written))
        for typed in (*REPORT.activities, *REPORT.signals, *REPORT.recommendations):
            assert typed not in said

    def test_earlier_bands_stand_beside_it(self) -> None:
        said = text(write(replace(self.written, earlier=(BAND_BEFORE,))))
        assert "2021 2022 Casussen < 5 < 5" in said

    def test_it_has_no_chart(self) -> None:
        assert not alternative_texts(write(replace(self.written, earlier=(BAND_BEFORE,))))
