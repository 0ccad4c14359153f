"""The manifest lists what a document may hold, number by number, and a foreign one is not written."""

from dataclasses import replace
from decimal import Decimal

import pytest

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
from tests.reports.thrown import FORMS, thrown
from vpdesk.i18n import Words
from vpdesk.pdf.text import Text, Tile, Tiles
from vpdesk.reports import front
from vpdesk.reports.manifest import ForeignNumberError, check, manifest, numbers_in

FEW = release(2025, {"cases": 24, "contacts": 50}, (table("reporter_position", (17, None, None, None), 7),))


def whole(*numbers: int) -> set[Decimal]:
    """Numbers of a manifest."""
    return set(map(Decimal, numbers))


def test_it_lists_printed_numbers_what_follows_from_them_and_the_threshold() -> None:
    listed = manifest(report(FEW))
    assert listed.released == whole(24, 50, 17, 7)
    assert listed.derived == whole(71, 29) | {Decimal("2.1")}
    assert listed.thresholds == whole(5, 10, 20)
    assert listed.typed == set()
    assert set(listed.phrases) == {"1 januari t/m 31 december 2025", "12 februari 2026", "2025"}


def test_earlier_numbers_are_listed_as_far_as_they_stand_beside_it() -> None:
    assert Decimal(39) in manifest(report(YEAR, YEAR_BEFORE)).released
    interim = replace(HALF_YEAR, totals=tuple(replace(each, count=999) for each in HALF_YEAR.totals))
    assert Decimal(999) not in manifest(report(YEAR, interim)).released


def test_a_band_lists_no_count() -> None:
    assert manifest(report(BAND)).released == set()


@pytest.mark.parametrize(
    ("text", "language", "foreign"),
    [
        ("Over 2025 telt dit verslag 24 casussen, gemiddeld 2,1.", "nl", ()),
        ("24 casussen (3 ervan in mei)", "nl", (3,)),
        ("1.351 in 2025", "nl", (1351,)),
        ("1,351 in 2025; 2.1 on average", "en", (1351,)),
        ("12 februari 2026, 12 maart 2026", "nl", (12, 2026)),
        ("17 (71%), 7 (29%) en 4 (17%)", "nl", (4,)),
        ("20251", "nl", (20251,)),
    ],
)
def test_what_it_does_not_list_is_foreign(text: str, language: str, foreign: tuple[int, ...]) -> None:
    assert manifest(replace(report(FEW), language=language)).foreign(text) == whole(*foreign)


def test_numbers_are_read_as_their_language_writes_them() -> None:
    assert numbers_in("1.351 en 2,4 en 3", "nl") == {Decimal(1351), Decimal("2.4"), Decimal(3)}
    assert numbers_in("1,351 and 2.4", "en") == {Decimal(1351), Decimal("2.4")}
    assert numbers_in("versie 1.2.3 van 4,5,6", "en") == whole(1, 2, 3, 456)


def test_what_was_typed_may_hold_numbers_of_its_own() -> None:
    typed = replace(REPORT, signals=("De regeling van 1996 geldt nog voor 83 functies.",))
    assert manifest(typed).typed >= whole(1996, 83)


@pytest.mark.parametrize(
    "block",
    [
        Text(text="Waarvan 4 over discriminatie."),
        Tiles(tiles=(Tile(number="4", words="casussen"),)),
        (Text(text="2025"), (Text(text="Waarvan 4."),)),
    ],
)
def test_a_document_with_a_foreign_number_is_refused(block: object) -> None:
    with pytest.raises(ForeignNumberError) as refused:
        check(block, report(TOTAL_ONLY))
    assert "4" not in str(refused.value)


def test_a_document_without_one_passes() -> None:
    check((Text(text="Over 2023 telt dit verslag 8 casussen."),), report(TOTAL_ONLY))


@pytest.mark.parametrize("seed", range(len(FORMS)))
def test_the_title_that_a_file_is_named_after_holds_no_number_but_those_of_its_period(seed: int) -> None:
    written = thrown(seed)
    title = front.title(written, Words(written.language))
    without = replace(manifest(written), released=frozenset(), derived=frozenset(), thresholds=frozenset())
    assert without.foreign(title) == set()
