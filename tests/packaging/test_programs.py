"""A test that drives another program is skipped without it at home, and fails without it in CI."""

import pytest

from tests.programs import need


def test_a_program_that_is_there_is_found() -> None:
    assert need("python3")


def test_at_home_its_absence_skips_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not installed"):
        need("no-such-program")


def test_in_ci_its_absence_fails_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="here it must be"):
        need("no-such-program")
