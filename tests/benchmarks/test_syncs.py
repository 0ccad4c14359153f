"""One save is one synchronisation with the disk: no more (slow), no less (not kept)."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case, make_contact
from vpdesk.domain.organisation import Organisation
from vpdesk.services.casework import record_contact
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
    record_contact(vault, make_contact(case), next_contact_on=None)
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


def test_a_saved_contact_dirties_few_pages(tmp_path: Path) -> None:
    """Each page is encrypted, authenticated and written: the table, its one index, the count of commits; the
    list of texts with its two indexes, and of each full-text index its newest piece and its tables.
    """
    with Vault.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP) as vault:
        organisation = Organisation(name="Stichting De Boomgaard")
        case = make_case(organisation.id)
        with vault.transaction():
            vault.organisations.save(organisation)
            vault.cases.save(case)
        note = "Melder vertelt over het gesprek met de leidinggevende. "
        record_contact(vault, make_contact(case.id, notes=note * 8), next_contact_on=None)
        before = vault.folder.log.stat().st_size
        record_contact(vault, make_contact(case.id, notes=note * 7), next_contact_on=None)
        frame = 4096 + 24
        assert (vault.folder.log.stat().st_size - before) / frame <= 12
