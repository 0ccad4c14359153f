"""Keeping backups: what is made, and what is remembered of it."""

from datetime import UTC, datetime

import pytest

from vpdesk.domain.backup import BackupReason
from vpdesk.domain.errors import DiskFullError
from vpdesk.services.backups import back_up
from vpdesk.vault import backup as backup_module
from vpdesk.vault.backup import changed_since, list_backups
from vpdesk.vault.local import recall
from vpdesk.vault.vault import Vault

NOW = datetime(2026, 11, 25, 18, 20, 7, tzinfo=UTC)


def test_a_backup_lies_beside_the_vault_and_is_remembered(vault: Vault) -> None:
    with vault.backup_source() as source:
        result = back_up(source, reason=BackupReason.EXIT, now=NOW)
        assert result.backup.file.parent == vault.folder.path.with_name("vault-backups")
        assert not changed_since(source, recall(vault.folder))
    assert recall(vault.folder).backed_up_at == NOW
    assert len(list_backups(vault.folder.backups)) == 1


def test_a_failure_is_remembered_until_one_succeeds(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    with vault.backup_source() as source:
        monkeypatch.setattr(backup_module, "_ROOM", 1 << 60)
        with pytest.raises(DiskFullError):
            back_up(source, reason=BackupReason.EXIT, now=NOW)
        assert "room" in recall(vault.folder).backup_failure
        monkeypatch.undo()
        back_up(source, reason=BackupReason.EXIT, now=NOW)
    assert recall(vault.folder).backup_failure == ""
