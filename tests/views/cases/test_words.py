"""Words as they stand within a sentence, a row or a chip."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpdesk import i18n
from vpdesk.domain.referral import Helper
from vpdesk.domain.values import Matter, Outcome, Position, Recipient, Relation
from vpdesk.views.cases.words import breakable, due_word, in_sentence, listing

TODAY = date(2026, 11, 21)


def test_a_word_within_a_sentence_has_a_small_letter_unless_it_is_an_abbreviation() -> None:
    assert in_sentence(Outcome.IMPROVED) == "improved"
    assert in_sentence(Position.PHD_CANDIDATE) == "PhD candidate"
    assert in_sentence(Recipient.HR) == "HR"
    i18n.use("nl")
    assert in_sentence(Outcome.IMPROVED) == "verbeterd"
    assert listing((Matter.BULLYING, Matter.STALKING)) == "pesten, stalking"


def test_the_name_of_a_helper_keeps_its_capitals() -> None:
    assert in_sentence(Helper.WHISTLEBLOWERS_AUTHORITY) == "Whistleblowers Authority"
    i18n.use("nl")
    assert in_sentence(Helper.WHISTLEBLOWERS_AUTHORITY) == "Huis voor Klokkenluiders"
    assert in_sentence(Helper.SEXUAL_ASSAULT_CENTRE) == "Centrum Seksueel Geweld"
    assert in_sentence(Helper.GENERAL_PRACTITIONER) == "huisarts of GGZ"
    assert in_sentence(Helper.OTHER_COUNSELLOR) == "andere VP"
    assert in_sentence(Relation.STUDENT) == "(mede)student"
    i18n.use("en")
    assert in_sentence(Relation.STUDENT) == "(fellow) student"


@pytest.mark.parametrize(
    ("day", "dutch"),
    [
        (date(2026, 11, 21), "vandaag"),
        (date(2026, 11, 22), "morgen"),
        (date(2026, 11, 27), "vr 27 nov"),
        (date(2026, 11, 28), "28 nov"),
        (date(2027, 1, 4), "4 jan 2027"),
    ],
)
def test_a_day_to_come_is_said_as_briefly_as_a_chip_needs(day: date, dutch: str) -> None:
    i18n.use("nl")
    assert due_word(day, TODAY) == dutch


@given(st.text())
def test_what_may_break_reads_the_same(text: str) -> None:
    assert breakable(text).replace("\N{ZERO WIDTH SPACE}", "") == text.replace("\N{ZERO WIDTH SPACE}", "")


def test_only_very_long_words_may_break() -> None:
    usual = "Volgens melder: aansprakelijkheidsverzekering."
    assert breakable("Volgens melder is de toon veranderd.") == "Volgens melder is de toon veranderd."
    assert breakable("x" * 60).split("\N{ZERO WIDTH SPACE}") == ["x" * 12] * 5
    assert breakable(usual).replace("\N{ZERO WIDTH SPACE}", "") == usual
