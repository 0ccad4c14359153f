"""The recovery sheet: one page, every digit of the key, and nothing that tells whose it is."""

from datetime import date
from pathlib import Path

import pytest

from tests.reports.reading import alternative_texts, pages
from vpdesk.i18n import LANGUAGES
from vpdesk.letters.recovery_sheet import RecoverySheet, write
from vpdesk.vault.recovery import RecoveryKey


def sheet(recovery_key: RecoveryKey, language: str) -> bytes:
    return write(RecoverySheet(groups=recovery_key.groups, made_on=date(2026, 11, 25), language=language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_from_which_the_key_can_be_typed_over(language: str) -> None:
    recovery_key = RecoveryKey.generate()
    (page,) = pages(sheet(recovery_key, language))
    found = [word for word in page.split() if len(word) == 6 and word.isdecimal()]
    assert RecoveryKey.parse(" ".join(found)).same_as(recovery_key)
    assert [page.index(f"{number} {group}") for number, group in enumerate(recovery_key.groups, 1)]


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", ("Herstelblad", "25 november 2026")), ("en", ("Recovery sheet", "25 November 2026"))],
)
def test_it_says_what_it_is_and_when_it_was_made(language: str, words: tuple[str, ...]) -> None:
    (page,) = pages(sheet(RecoveryKey.generate(), language))
    assert all(word in page for word in words)


def test_to_who_cannot_see_it_the_digits_are_said_one_by_one() -> None:
    recovery_key = RecoveryKey.generate()
    assert alternative_texts(sheet(recovery_key, "nl")) == [" ".join(group) for group in recovery_key.groups]


def test_it_is_made_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet(RecoveryKey.generate(), "nl")  # whatever is loaded once is loaded now
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    sheet(RecoveryKey.generate(), "nl")
    assert list(tmp_path.iterdir()) == []
