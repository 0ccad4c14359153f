"""What this computer remembers of the vault, in the open: nothing about people.

A file that is missing or damaged means that nothing is remembered; no vault is refused for it.
"""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from vpdesk import durable
from vpdesk.vault.folder import VaultFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalMemory:
    """`commits` is how far the vault was when it was closed last."""

    commits: int = 0


def recall(folder: VaultFolder) -> LocalMemory:
    """Return what is remembered of the vault in `folder`."""
    try:
        data: Any = json.loads(folder.local.read_bytes())
        known = {each.name: each.type for each in fields(LocalMemory)}
        return LocalMemory(**{name: value for name, value in data.items() if type(value) is known.get(name)})
    except (OSError, ValueError, TypeError, AttributeError):
        return LocalMemory()


def remember(folder: VaultFolder, memory: LocalMemory) -> None:
    """Note `memory`, durably; raises DiskFullError, ReadOnlyError or StorageError."""
    durable.replace(folder.local, json.dumps(asdict(memory)).encode())
