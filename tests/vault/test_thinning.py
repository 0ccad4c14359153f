"""What is kept of many backups, and that none goes without a newer one that was proven."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpdesk.domain.backup import BackupReason
from vpdesk.vault.backup import Backup, Condition
from vpdesk.vault.manifest import Manifest, Member
from vpdesk.vault.thinning import thin, to_remove

NOW = datetime(2026, 11, 25, 18, 20, tzinfo=UTC)
MEMBER = Member(4096, "0" * 64)


def make(age: timedelta, *, condition: Condition = Condition.LISTED, vault: str = "ours") -> Backup:
    made = NOW - age
    manifest = Manifest(
        vault_id=vault, made=made, reason=BackupReason.EXIT, schema=1, commits=1, header_sequence=1,
        header=MEMBER, database=MEMBER,
    )  # fmt: skip
    readable = condition in (Condition.LISTED, Condition.VERIFIED)
    return Backup(
        file=Path(f"{vault} {condition} {made.isoformat()}"), size=1, made=made, condition=condition,
        manifest=manifest if readable else None,
    )  # fmt: skip


def days(*numbers: float) -> list[timedelta]:
    return [timedelta(days=number) for number in numbers]


def proven(backups: list[Backup]) -> list[Backup]:
    """Return them with the newest proven."""
    newest = max(backups, key=lambda backup: backup.made)
    return [replace(each, condition=Condition.VERIFIED) if each is newest else each for each in backups]


def kept(backups: list[Backup]) -> list[int]:
    gone = to_remove(backups, NOW)
    return sorted((NOW - each.made).days for each in backups if each not in gone)


def test_a_year_of_daily_backups_leaves_days_weeks_and_months() -> None:
    found = kept(proven([make(age) for age in days(*range(365))]))
    assert found[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len(found) == 7 + 6 + 5  # two of the eight weeks are among the days, one of the six months too
    assert 140 < found[-1] < 190


def test_who_works_on_one_day_a_week_keeps_seven_of_those_days() -> None:
    assert kept(proven([make(age) for age in days(*range(0, 70, 7))]))[:7] == [0, 7, 14, 21, 28, 35, 42]


def test_of_one_day_the_three_newest_stay() -> None:
    today = [make(timedelta(minutes=minutes)) for minutes in range(0, 600, 60)]
    gone = to_remove(proven(today), NOW)
    assert len(gone) == 7
    assert not {each.file for each in today[:3]} & {each.file for each in gone}


def test_without_a_proven_one_nothing_goes() -> None:
    """Also when the newest is the only one that was read back, and something happened to it since."""
    backups = [make(age) for age in days(*range(100))]
    assert to_remove(backups, NOW) == []
    damaged = [replace(backups[0], condition=Condition.DAMAGED, manifest=None), *backups[1:]]
    assert to_remove(damaged, NOW) == []


def test_only_what_is_older_than_the_proven_one_goes() -> None:
    backups = [make(age) for age in days(*range(100))]
    backups[50] = replace(backups[50], condition=Condition.VERIFIED)
    assert all(each.made < backups[50].made for each in to_remove(backups, NOW))


@pytest.mark.parametrize("condition", [Condition.DAMAGED, Condition.NEWER])
def test_what_is_not_certainly_ours_is_left_alone(condition: Condition) -> None:
    strange = [make(age, condition=condition) for age in days(*range(1, 400, 3))]
    other = [make(age, vault="theirs") for age in days(*range(1, 400, 3))]
    gone = to_remove([*proven([make(age) for age in days(*range(400))]), *strange, *other], NOW)
    assert gone
    assert not {each.file for each in gone} & {each.file for each in (*strange, *other)}


def test_a_clock_that_was_wrong_costs_nothing() -> None:
    """Backups from a moment still to come are left alone and take nobody's place."""
    future = [make(timedelta(days=-day)) for day in range(1, 20)]
    ours = proven([make(age) for age in days(*range(100))])
    assert to_remove([*future, *ours], NOW) == to_remove(ours, NOW)


@given(
    st.lists(
        st.tuples(st.integers(0, 400 * 24 * 60), st.sampled_from(Condition), st.sampled_from(["a", "b"])),
        max_size=60,
    )
)
def test_whatever_lies_there_a_proven_newer_one_of_the_same_vault_remains(
    drawn: list[tuple[int, Condition, str]],
) -> None:
    backups = [
        replace(
            make(timedelta(minutes=minutes), condition=condition, vault=vault), file=Path(str(number))
        )
        for number, (minutes, condition, vault) in enumerate(drawn)
    ]
    gone = to_remove(backups, NOW)
    left = [each for each in backups if each not in gone]
    for each in gone:
        assert each.condition in (Condition.LISTED, Condition.VERIFIED)
        assert any(
            other.condition is Condition.VERIFIED
            and other.made >= each.made
            and other.said().vault_id == each.said().vault_id
            for other in left
        )
    for vault in {each.said().vault_id for each in gone}:
        ours = [each for each in left if each.manifest and each.said().vault_id == vault]
        assert len(ours) >= 3
    assert to_remove(left, NOW) == []


def test_a_file_that_cannot_be_removed_stays_for_the_next_time(tmp_path: Path) -> None:
    assert thin(tmp_path, make(timedelta(0), condition=Condition.VERIFIED), NOW) == ()
