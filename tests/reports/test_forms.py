"""What each form of a report says: interim figures, parts, tables over several periods, follow-ups, bands."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tests.reports.reading import alternative_texts, pages, text
from tests.reports.releases import (
    BAND,
    HALF_YEAR,
    REPORT,
    TOTAL_ONLY,
    YEAR,
    YEAR_BEFORE,
    release,
    report,
    table,
)
from tests.reports.thrown import FORMS, OUTCOMES, thrown
from vpdesk.disclosure.released import Kind, Part, Release, Span, Total
from vpdesk.i18n import Words
from vpdesk.reports import spans
from vpdesk.reports.annual import write
from vpdesk.reports.spans import Basis

NOT_IN_A_BAND = "Formele klachten die de organisatie zelf heeft behandeld, zijn hierin niet meegeteld."
FIRST_HALF = Span(start=date(2025, 1, 1), end=date(2025, 6, 30))
AUTUMN = Span(start=date(2025, 9, 1), end=date(2025, 10, 31))


def year(number: int) -> Span:
    """One calendar year."""
    return Span(start=date(number, 1, 1), end=date(number, 12, 31))


INTERIM = replace(
    HALF_YEAR,
    kind=Kind.INTERIM,
    totals=(*HALF_YEAR.totals, Total(unit="contacts", count=61), Total(unit="hours", count=48)),
)
INTERIM_BAND = replace(INTERIM, totals=(Total(unit="cases", count=None),))
PARTS = replace(YEAR, parts=(Part(span=FIRST_HALF, count=12), Part(span=AUTUMN, count=None)))
PARTS_AND_BAND = replace(
    PARTS,
    totals=(Total(unit="cases", count=None),),
    tables=(replace(table("reporter_position", (7, None, None, None), 5), over=(FIRST_HALF,), cases=12),),
    withheld=(),
)
BLOCK = release(
    2025,
    {"cases": 7},
    (
        replace(
            table("matter", (9, None, None, None, None, None, 6, None), 8),
            over=(year(2023), year(2024), year(2025)),
            cases=21,
        ),
        replace(
            table("reporter_position", (15, None, None, None), 6),
            over=(year(2023), year(2024), year(2025)),
            cases=21,
        ),
    ),
)
FOLLOWING = replace(
    YEAR,
    tables=(
        *YEAR.tables,
        replace(
            table("outcome", (9, 6, None, None, None), 8, categories=OUTCOMES),
            over=(year(2024),),
            cases=23,
            follows=True,
        ),
    ),
)


class TestInterim:
    """Totals only, on one page; and that is what it says of itself."""

    def test_it_is_one_page_that_calls_itself_interim(self) -> None:
        (said,) = pages(write(report(INTERIM)))
        assert said.startswith("Tussentijdse cijfers vertrouwenspersoon januari t/m juni 2025")
        assert "Dit is een tussentijds cijfer." in said
        assert "Er volgt nog een volledig verslag over de hele periode" in said
        assert "23 casussen" in said

    @pytest.mark.parametrize("made", [INTERIM, INTERIM_BAND])
    def test_it_says_always_that_earlier_numbers_are_not_in_it(self, made: Release) -> None:
        """Who was told three in spring and reads six by summer must not take three off: they are nine. It is
        said beside any figure, so that it tells nobody that something was told."""
        (said,) = pages(write(report(made)))
        assert "Wat over een deel van deze periode al eerder is gemeld, is hierin niet meegeteld." in said

    def test_it_holds_no_table_of_kinds_and_nothing_that_was_typed(self) -> None:
        content = write(replace(REPORT, release=INTERIM, earlier=()))
        assert "Soort kwestie" not in text(content)
        assert not any(typed in text(content) for typed in REPORT.activities)
        assert not alternative_texts(content)

    def test_only_interim_figures_stand_beside_it(self) -> None:
        before = replace(
            INTERIM, start=date(2024, 1, 1), end=date(2024, 6, 30), totals=(Total(unit="cases", count=17),)
        )
        said = text(write(report(INTERIM, YEAR_BEFORE, before)))
        assert re.search(r"Casussen 17 23\b", said)
        assert "39" not in said

    def test_no_interim_figure_stands_beside_a_full_report(self) -> None:
        earlier = replace(INTERIM, start=date(2024, 1, 1), end=date(2024, 6, 30))
        assert write(report(YEAR, earlier, YEAR_BEFORE)) == write(report(YEAR, YEAR_BEFORE))

    @pytest.mark.parametrize("language", ["nl", "en"])
    @pytest.mark.parametrize("made", [INTERIM, INTERIM_BAND])
    def test_it_is_one_page_with_all_that_can_stand_beside_it(self, made: Release, language: str) -> None:
        several = tuple(
            replace(made, start=date(before, 1, 1), end=date(before, 6, 30)) for before in (2022, 2023, 2024)
        )
        assert len(pages(write(report(made, *several, language=language)))) == 1

    def test_below_k_it_is_the_band(self) -> None:
        (said,) = pages(write(report(INTERIM_BAND)))
        assert f"Aantal casussen: minder dan 5, mogelijk geen. {NOT_IN_A_BAND}" in said
        assert "Dit verslag had er precies zo uitgezien als er geen enkele casus was geweest." in said


class TestParts:
    """A full report over a period in which interim figures came out."""

    def test_it_says_what_was_reported_before(self) -> None:
        said = text(write(report(PARTS)))
        assert "Over 2025 telt dit verslag 47 casussen." in said
        assert "Over januari t/m juni 2025 is eerder al gemeld: 12 casussen." in said
        assert "Over september t/m oktober 2025 is eerder al gemeld: minder dan 5, mogelijk geen." in said
        assert NOT_IN_A_BAND in said

    def test_without_an_exact_total_it_gives_what_was_reported_and_the_band(self) -> None:
        said = text(write(report(PARTS_AND_BAND, YEAR_BEFORE)))
        assert "Over 2025 telt dit verslag 12 casussen, en daarnaast minder dan 5, mogelijk geen." in said
        assert "12 + < 5" in said
        assert text(write(report(PARTS_AND_BAND))).count(NOT_IN_A_BAND) == 1
        assert (
            "Dit verslag had er precies zo uitgezien als er buiten wat eerder al is gemeld geen enkele casus"
            " was geweest." in said
        )

    def test_its_tables_are_over_the_interim_figures_and_say_so(self) -> None:
        said = text(write(report(PARTS_AND_BAND)))
        assert "Geteld: 12 casussen over januari t/m juni 2025." in said
        assert "De andere casussen van dit verslag tellen in deze tabel niet mee." in said
        assert "te weinig casussen" not in said


class TestWhatWasTold:
    """A number below k inside the period was told otherwise: the report tells it to nobody else."""

    told = replace(BAND, parts=(Part(span=Span(start=BAND.start, end=date(2022, 3, 31)), count=3),))

    def test_a_band_besides_it_is_still_one_page_without_it(self) -> None:
        (said,) = pages(write(replace(REPORT, release=self.told, earlier=())))
        assert "Aantal casussen: minder dan 5, mogelijk geen, naast wat eerder al is gemeld." in said
        assert "Over januari t/m maart 2022 is eerder al een aantal gemeld." in said
        assert "buiten wat eerder al is gemeld geen enkele casus" in said

    def test_beside_a_later_period_it_is_a_plus(self) -> None:
        said = text(write(report(YEAR, self.told)))
        assert "+ < 5" in said
        assert "+: naast wat over die periode eerder al is gemeld." in said

    def test_an_exact_total_holds_it_and_does_not_repeat_it(self) -> None:
        whole = replace(YEAR, parts=(Part(span=FIRST_HALF, count=3),), tables=(), withheld=())
        said = text(write(report(whole)))
        assert "47 casussen" in said
        assert "Over januari t/m juni 2025 is eerder al een aantal gemeld." in said
        assert not re.search(r"(?<!\d)3(?!\d)", said.replace("pagina 3", "").replace("werkwijze 3", ""))


class TestSeveralPeriods:
    """A table over several periods together."""

    def test_heading_note_and_chart_name_the_periods(self) -> None:
        content = write(report(BLOCK))
        assert "Soort kwestie, 2023 t/m 2025" in text(content)
        assert "Geteld: 23 kwesties in 21 casussen over 2023 t/m 2025." in text(content)
        assert "Staafdiagram van het aantal kwesties, 2023 t/m 2025." in alternative_texts(content)[0]

    def test_it_says_that_this_period_alone_had_too_few(self) -> None:
        said = text(write(report(BLOCK)))
        assert "Over 2025 alleen waren er te weinig casussen voor tabellen." in said
        assert "Daarom gaan de tabellen over 2023 t/m 2025 samen." in said
        assert "te weinig casussen" not in text(write(report(YEAR)))

    def test_periods_that_are_not_in_it_are_not_named_as_if_they_were(self) -> None:
        gap = "Casussen waarvan geen precies aantal is vermeld, tellen daarin niet mee."
        assert gap not in text(write(report(BLOCK)))
        apart = tuple(replace(each, over=(year(2023), year(2025))) for each in BLOCK.tables)
        said = text(write(report(replace(BLOCK, tables=apart))))
        assert "Positie van de melder, 2023 en 2025" in said
        assert f"Daarom gaan de tabellen over 2023 en 2025 samen. {gap}" in said
        banded = replace(
            BLOCK,
            totals=(Total(unit="cases", count=None),),
            parts=(Part(span=FIRST_HALF, count=5),),
            tables=tuple(replace(each, over=(year(2024), FIRST_HALF)) for each in BLOCK.tables),
        )
        said = text(write(report(banded)))
        assert f"Daarom gaan de tabellen over 2024 en januari t/m juni 2025 samen. {gap}" in said

    def test_nothing_stands_beside_it(self) -> None:
        assert "aantal kwesties 2024" not in text(write(report(BLOCK, YEAR_BEFORE)))
        own = text(write(report(replace(BLOCK, tables=YEAR.tables), YEAR_BEFORE)))
        assert "aantal kwesties 2024 2025" in own

    def test_its_leading_kind_is_no_key_figure_of_this_period(self) -> None:
        assert "het vaakst" not in text(write(report(BLOCK)))

    def test_the_basis_of_a_table_follows_from_its_spans(self) -> None:
        assert spans.basis_of(BLOCK, BLOCK.tables[0]) is Basis.BLOCK
        assert spans.basis_of(PARTS_AND_BAND, PARTS_AND_BAND.tables[0]) is Basis.INSIDE
        assert spans.basis_of(FOLLOWING, FOLLOWING.tables[-1]) is Basis.FOLLOWED
        assert spans.basis_of(YEAR, YEAR.tables[0]) is Basis.OWN

    @pytest.mark.parametrize(
        ("years", "name"),
        [
            ((2023, 2024), "2023 en 2024"),
            ((2022, 2023, 2024), "2022 t/m 2024"),
            ((2021, 2023), "2021 en 2023"),
            ((2020, 2021, 2023), "2020 t/m 2021 en 2023"),
        ],
    )
    def test_periods_together_have_a_name(self, years: tuple[int, ...], name: str) -> None:
        assert spans.name([year(each) for each in years], Words("nl")) == name

    def test_two_halves_are_a_year(self) -> None:
        halves = (FIRST_HALF, Span(start=date(2025, 7, 1), end=date(2025, 12, 31)))
        assert spans.name(halves, Words("nl")) == "2025"


def test_a_follow_up_says_of_which_cases_it_is() -> None:
    said = text(write(report(FOLLOWING, YEAR_BEFORE)))
    assert "Lopende casussen uit 2024: het vervolg" in said
    assert "In het vorige verslag stonden 23 casussen uit 2024 als nog lopend vermeld." in said
    assert "Zo staan ze er nu voor." in said


def test_a_follow_up_stands_beside_nothing() -> None:
    before = replace(FOLLOWING, start=date(2024, 1, 1), end=date(2024, 12, 31))
    assert "Hoe het afliep, aantal casussen 2024 2025" in text(write(report(FOLLOWING, before)))
    alone = replace(FOLLOWING, tables=FOLLOWING.tables[-1:])
    assert "aantal casussen 2024" not in text(write(report(alone, before)))


@pytest.mark.parametrize("seed", range(2 * len(FORMS)))
def test_every_band_says_which_cases_are_not_in_it(seed: int) -> None:
    written = replace(thrown(seed), language="nl")
    said = text(write(written))
    if "mogelijk geen" in said:
        assert NOT_IN_A_BAND in said


def test_percentages_stand_behind_counts_from_twenty_up() -> None:
    said = text(write(report(YEAR)))
    assert "Pesten 14 25%" in said
    assert "alleen als er minstens twintig zijn geteld" in said
    fewer = release(2025, {"cases": 19}, (table("reporter_position", (12, None, None, None), 7),))
    assert "%" not in text(write(report(fewer)))
    assert "Percentages ontbreken" in text(write(report(fewer)))


def test_there_is_no_percentage_beside_earlier_periods() -> None:
    assert "Pesten 12 14" in text(write(report(YEAR, YEAR_BEFORE)))


def test_a_part_that_rounds_to_nothing_has_no_percentage() -> None:
    rows = table("matter", (990, 5, None, None, None, None, None, None), 6)
    assert "0%" not in text(write(report(release(2025, {"cases": 1001, "matters": 1001}, (rows,)))))


def test_the_average_says_what_it_counts() -> None:
    said = text(write(report(YEAR)))
    assert "Er waren 112 gesprekken, ook in casussen die al eerder waren begonnen" in said
    assert "omgerekend 2,4 per casus van dit verslag" in said


class TestWhatIsMissing:
    """What is not there is told by printed numbers alone."""

    def test_without_tables_it_says_from_which_number_there_are_tables(self) -> None:
        said = text(write(report(replace(TOTAL_ONLY, withheld=()))))
        assert "Een verslag bevat tabellen vanaf 10 casussen." in said

    @pytest.mark.parametrize("seed", range(len(FORMS)))
    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_no_document_says_that_something_would_not_be_safe(self, seed: int, language: str) -> None:
        said = text(write(replace(thrown(seed), language=language))).casefold()
        reasons = ("veilig", "herleid", "onveilig", "risico", "te gevaarlijk", "safe", "risk", "disclos",
                   "traced", "suppress", "afgeschermd", "verborgen", "hidden")  # fmt: skip
        assert not [reason for reason in reasons if reason in said]

    def test_a_table_that_is_withheld_looks_the_same_whatever_withheld_it(self) -> None:
        one = text(write(report(replace(YEAR, withheld=("entry",)))))
        other = text(write(report(replace(YEAR, withheld=("half_year",)))))
        assert "geen tabel over de beide halfjaren." in other
        assert one.replace("over de weg naar de vertrouwenspersoon.", "over de beide halfjaren.") == other


def test_what_was_told_has_no_document() -> None:
    with pytest.raises(ValueError, match="no document"):
        report(replace(YEAR, kind=Kind.TOLD))


def test_what_was_told_stands_beside_no_report() -> None:
    told = replace(YEAR_BEFORE, kind=Kind.TOLD, tables=())
    assert write(report(YEAR, told)) == write(report(YEAR))


def test_a_brief_report_with_interim_bands_says_so() -> None:
    banded: Release = replace(
        BAND, parts=(Part(span=Span(start=BAND.start, end=date(2022, 6, 30)), count=None),)
    )
    (said,) = pages(write(report(banded)))
    assert "Over januari t/m juni 2022 is eerder al gemeld: minder dan 5, mogelijk geen." in said
