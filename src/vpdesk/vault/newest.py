"""Whether the newest backup that was made is still there: files beside a vault can go, or be damaged."""

from pathlib import Path

from vpdesk.vault.backup import Backup, look_at
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.local import LocalMemory


def is_remembered(backup: Backup, memory: LocalMemory) -> bool:
    """Tell whether this is the newest backup that this computer remembers, and still says so itself."""
    return (
        backup.file.name == memory.backed_up_as
        and backup.manifest is not None
        and backup.manifest.commits == memory.backed_up_commits
    )


def newest_stands(folder: VaultFolder, memory: LocalMemory) -> bool:
    """Tell whether the newest backup that this computer remembers is there, and can be read as that one."""
    name = memory.backed_up_as
    return bool(name) and is_remembered(look_at(folder.backups / Path(name).name), memory)
