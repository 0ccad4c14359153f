import pytest

from vpdesk.domain.errors import RuleError
from vpdesk.views.duration_words import minutes_from_words


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("50", 50),
        (" 5 min ", 5),
        ("90 minuten", 90),
        ("1u30", 90),
        ("1 u 30", 90),
        ("1:30", 90),
        ("1,5 uur", 90),
        ("1.5h", 90),
        ("2u", 120),
        ("0", 0),
    ],
)
def test_a_duration_is_read_as_it_is_said(words: str, minutes: int) -> None:
    assert minutes_from_words(words) == minutes


@pytest.mark.parametrize("words", ["", "een uur", "1:75", "1,5", "-5", "u30", "½", "٣", "1u30u"])
def test_what_is_no_duration_is_refused(words: str) -> None:
    with pytest.raises(RuleError):
        minutes_from_words(words)
