"""What every test may use: a real vault, cheap to open, and a factory for each value."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case
from vpdesk import i18n
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate
from vpdesk.vault.vault import Vault


@pytest.fixture(scope="session", autouse=True)
def _offscreen() -> None:
    """Windows are built without a display unless a test brings one (tests/journeys)."""
    import os

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _english() -> None:
    """Each test begins in the language of the messages, whatever the one before it spoke."""
    i18n.use("en")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """A new, open vault."""
    with Vault.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed vault with one case."""
    path = tmp_path / "kluis"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault, vault.transaction():
        organisation = Organisation(name="Stichting De Boomgaard")
        vault.organisations.save(organisation)
        vault.cases.save(make_case(organisation.id))
    return path


@pytest.fixture
def organisation(vault: Vault) -> Organisation:
    """An organisation in the vault whose agreement covers conduct and integrity."""
    stored = Organisation(name="Stichting De Boomgaard", mandates=(Mandate.CONDUCT, Mandate.INTEGRITY))
    with vault.transaction():
        vault.organisations.save(stored)
    return stored
