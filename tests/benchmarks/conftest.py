"""A vault with a thousand invented cases, made once: enough that a mistake in a query shows."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import Any

import pytest

from tests.factories import CHEAP, PASSPHRASE
from vpdesk.services import practice
from vpdesk.vault.vault import Vault

TODAY = date(2026, 11, 20)
CASES = 1_000

Watch = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture(scope="session")
def caseload(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """The vault; a test that writes puts everything back."""
    folder = tmp_path_factory.mktemp("caseload") / "vault"
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        organisations = practice.organisations_of(7, TODAY, cases=CASES)
        practice.fill_from(vault, organisations, practice.cases_of(7, TODAY, organisations, cases=CASES))
        yield vault


@pytest.fixture
def statements(caseload: Vault) -> Watch:
    """Every statement that reaches the database within a `with`, as SQLite saw it."""

    @contextmanager
    def watch() -> Iterator[list[str]]:
        seen: list[str] = []
        connection: Any = caseload._connection
        connection.set_trace_callback(seen.append)
        try:
            yield seen
        finally:
            connection.set_trace_callback(None)

    return watch
