"""A disk that is really full: a small file system in memory, mounted for the test."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case, make_contact
from vpdesk import cli, durable
from vpdesk.domain.errors import DiskFullError
from vpdesk.domain.organisation import Organisation
from vpdesk.vault import vault as vault_module
from vpdesk.vault.vault import Vault

MEBIBYTE = 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 16 MiB."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("this machine does not let us mount")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(disk: Path, leave: int) -> None:
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    (disk / "ballast").write_bytes(bytes(free - leave))


def test_a_new_vault_on_a_full_disk_leaves_nothing_behind(small_disk: Path) -> None:
    fill(small_disk, 64 * 1024)
    with pytest.raises(DiskFullError):
        Vault.create(small_disk / "kluis", PASSPHRASE, cost=CHEAP)
    assert list((small_disk / "kluis").iterdir()) == []


def test_a_full_disk_refuses_a_commit_before_it_is_too_late(
    small_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Vault.create(small_disk / "kluis", PASSPHRASE, cost=CHEAP).close()
    (small_disk / "wachtzin").write_text(PASSPHRASE)
    fill(small_disk, MEBIBYTE)
    arguments = ["organisation", str(small_disk / "kluis"), "Stichting De Boomgaard"]
    assert cli.main([*arguments, "--passphrase-file", str(small_disk / "wachtzin")]) == cli.ENVIRONMENT
    assert "De schijf is vol" in capsys.readouterr().err
    (small_disk / "ballast").unlink()
    with Vault.open(small_disk / "kluis", PASSPHRASE) as vault:
        assert vault.organisations.all() == []


def test_a_disk_that_fills_up_inside_a_transaction_loses_nothing_that_was_saved(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the reserve of room SQLite itself runs into the end of the disk."""
    monkeypatch.setattr(vault_module, "ROOM", 0)
    organisation = Organisation(name="Stichting De Boomgaard")
    case = make_case(organisation.id)
    with Vault.create(small_disk / "kluis", PASSPHRASE, cost=CHEAP) as vault:
        with vault.transaction():
            vault.organisations.save(organisation)
            vault.cases.save(case)
        fill(small_disk, 128 * 1024)
        with pytest.raises(DiskFullError), vault.transaction():
            vault.contacts.save(make_contact(case.id, notes="x" * 4 * MEBIBYTE))
        assert vault.contacts.of_case(case.id) == []
        (small_disk / "ballast").unlink()
        with vault.transaction():
            vault.contacts.save(make_contact(case.id))
    with Vault.open(small_disk / "kluis", PASSPHRASE) as vault:
        assert vault.cases.get(case.id) == case
        assert len(vault.contacts.of_case(case.id)) == 1
        assert vault.check() == ()


def test_a_document_on_a_full_disk_leaves_the_earlier_one(small_disk: Path) -> None:
    durable.replace(small_disk / "verslag.pdf", b"earlier")
    fill(small_disk, 4096)
    with pytest.raises(DiskFullError):
        durable.replace(small_disk / "verslag.pdf", bytes(MEBIBYTE))
    assert (small_disk / "verslag.pdf").read_bytes() == b"earlier"
    assert not (small_disk / "verslag.pdf.part").exists()
