"""The recovery key: every typing error is found, in its group."""

import random
import re

import pytest

from vpdesk.vault.key_faults import RecoveryKeyError
from vpdesk.vault.recovery import GROUPS, RecoveryKey, read_group


def test_the_key_comes_back_however_it_is_typed() -> None:
    key = RecoveryKey.generate()
    groups = key.groups
    assert [bool(re.fullmatch("[0-9]{6}", group)) for group in groups] == [True] * GROUPS
    for text in (
        " ".join(groups),
        "-".join(groups),
        "".join(groups),
        "\n".join(groups) + "\n",
        " \u2013 ".join(groups),
        "  ".join("  ".join(group) for group in groups),
        " ".join("".join(chr(ord(digit) + 0xFEE0) for digit in group) for group in groups),
    ):
        assert RecoveryKey.parse(text).same_as(key)


def test_smallest_and_largest_groups_keep_their_six_digits() -> None:
    assert RecoveryKey.take(bytearray(16)).groups == ("000000",) * 8
    assert RecoveryKey.take(bytearray(b"\xff" * 16)).groups == ("720885",) * 8


def test_every_wrong_digit_and_every_pair_changed_about_is_found_in_its_group() -> None:
    chance = random.Random(3)
    for _ in range(200):
        groups = list(RecoveryKey.generate().groups)
        at = chance.randrange(GROUPS)
        place = chance.randrange(6)
        right = groups[at]
        for digit in "0123456789".replace(right[place], ""):
            groups[at] = right[:place] + digit + right[place + 1 :]
            assert fault(" ".join(groups)) == at + 1
        place = chance.randrange(5)
        turned = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
        if turned != right:
            groups[at] = turned
            assert fault("".join(groups)) == at + 1


def test_of_all_numbers_of_six_digits_only_one_in_fifteen_is_a_group() -> None:
    """The control: without the check every number up to 65535 would be one, and no error would be found."""
    chance = random.Random(4)
    taken = sum(is_group(f"{chance.randrange(1_000_000):06}") for _ in range(5000))
    assert taken / 5000 == pytest.approx(65536 / 1_000_000, abs=0.02)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("", 0),
        ("000000 " * 7, 0),
        ("0" * 47, 0),
        ("000000 " * 9, 0),
        ("000000 000000 00000 000000 000000 000000 000000 000000", 3),
        ("000000 000000 000000 000000 000000 00000O 000000 000000", 6),
        ("a" * 48, 0),
        ("000000 " * 7 + "999999", 8),
        ("regen fluit kast zomer brug", 0),
    ],
)
def test_what_is_no_recovery_key_says_where(text: str, group: int) -> None:
    assert fault(text) == group


def test_an_empty_field_is_named_too() -> None:
    groups = list(RecoveryKey.generate().groups)
    groups[4] = ""
    with pytest.raises(RecoveryKeyError) as info:
        RecoveryKey.parse_groups(groups)
    assert (info.value.group, info.value.field) == (5, "group5")


def fault(text: str) -> int:
    with pytest.raises(RecoveryKeyError) as info:
        RecoveryKey.parse(text)
    assert info.value.wrong
    assert info.value.todo
    return info.value.group


def is_group(text: str) -> bool:
    try:
        read_group(1, text)
    except RecoveryKeyError:
        return False
    return True
