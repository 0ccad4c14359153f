"""What every test may use: a real vault, cheap to open, and a factory for each value."""

import sys
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case
from vpdesk import i18n
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Mandate
from vpdesk.vault.vault import Vault

#: The modules that a thread beside the main one was the first to load.
LOADED_BESIDE: set[str] = set()


def _note_loading(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "import" and threading.current_thread() is not threading.main_thread():
        LOADED_BESIDE.add(arguments[0])


sys.addaudithook(_note_loading)


def names_qt(module: str) -> bool:
    """Whether `module` is ours and names anything of Qt, or is a part of Qt."""
    if module.startswith("PySide6."):
        return True
    found = find_spec(module) if module.startswith("vpdesk.") else None
    return found is not None and found.origin is not None and "PySide6" in Path(found.origin).read_text()


@pytest.fixture(scope="session", autouse=True)
def _types_of_qt_in_one_thread() -> Iterator[None]:
    """What names Qt is loaded in the main thread alone, whatever the tests did (`vpdesk.app.ahead`)."""
    yield
    assert {module for module in LOADED_BESIDE if names_qt(module)} == set()


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
