"""One save is one synchronisation with the disk: no more (slow), no less (not kept)."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case, make_contact
from vpdesk.domain.case import Case
from vpdesk.domain.organisation import Organisation
from vpdesk.services.casework import record_contact, save_contact
from vpdesk.vault.vault import Vault

ROOT = Path(__file__).resolve().parents[2]
#: Opens the vault and saves so many contacts, without tidying up or closing.
SAVE = """
import os, sys
from pathlib import Path
from tests.factories import PASSPHRASE, make_contact
from vpdesk.domain.overview import CaseFilter
from vpdesk.services.casework import record_contact
from vpdesk.vault.vault import Vault

vault = Vault.open(Path(sys.argv[1]), PASSPHRASE)
case = vault.cases.rows(CaseFilter())[0].id
for _ in range(int(sys.argv[2])):
    record_contact(vault, make_contact(case))
os._exit(0)
"""


def syncs(vault: Path, saves: int) -> int:
    """How many times the system is asked to synchronise while so many contacts are saved."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    done = subprocess.run(
        [strace, "-f", "-qq", "-e", "trace=fsync,fdatasync", sys.executable, "-c", SAVE, vault, str(saves)],
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    if "ptrace" in done.stderr and "not permitted" in done.stderr:
        pytest.skip("strace may not watch here")
    assert done.returncode == 0, done.stderr
    return len(re.findall(r"\bf(?:data)?sync\(", done.stderr))


def test_each_save_synchronises_exactly_once(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault, vault.transaction():
        organisation = Organisation(name="Stichting De Boomgaard")
        vault.organisations.save(organisation)
        vault.cases.save(make_case(organisation.id))
    other = shutil.copytree(folder, tmp_path / "other")
    once = syncs(folder, 1)  # the first commit also begins the log
    assert syncs(other, 9) - once == 8


FRAME = 4096 + 24
NOTE = "Melder vertelt over het gesprek met de leidinggevende. "


@pytest.fixture
def case(vault: Vault) -> Case:
    """A case with one conversation, whose note is in the indexes."""
    organisation = Organisation(name="Stichting De Boomgaard")
    made = make_case(organisation.id)
    with vault.transaction():
        vault.organisations.save(organisation)
        vault.cases.save(made)
    record_contact(vault, make_contact(made.id, notes=NOTE * 8))
    vault.take_in()
    return made


@pytest.fixture
def written(vault: Vault) -> Callable[[Callable[[], object]], float]:
    """How many pages a deed writes into the log."""

    def pages(deed: Callable[[], object]) -> float:
        before = vault.folder.log.stat().st_size
        deed()
        return (vault.folder.log.stat().st_size - before) / FRAME

    return pages


def test_a_saved_contact_dirties_few_pages(
    vault: Vault, case: Case, written: Callable[[Callable[[], object]], float]
) -> None:
    """Each page is encrypted, authenticated and written: the table, its one index, the count of commits; the
    list of texts with its two indexes, in which the note waits. Taking it in writes of each full-text index
    its newest piece and its tables, when nobody waits for it.
    """
    contact = make_contact(case.id, notes=NOTE * 7)
    assert written(lambda: record_contact(vault, contact)) <= 6
    assert written(vault.take_in) <= 10


def test_a_note_that_goes_on_growing_is_in_no_index_meanwhile(
    vault: Vault, case: Case, written: Callable[[Callable[[], object]], float]
) -> None:
    """It is saved while it is typed. In an index each of its words would be overwritten each time: that is
    what the second note shows, which was taken in before it changed.
    """
    waits, listed = make_contact(case.id, notes=NOTE * 3), make_contact(case.id, notes=NOTE * 3)
    record_contact(vault, listed)
    vault.take_in()
    record_contact(vault, waits)
    assert written(lambda: save_contact(vault, replace(waits, notes=NOTE * 4))) <= 3
    assert written(lambda: save_contact(vault, replace(listed, notes=NOTE * 4))) > 6
