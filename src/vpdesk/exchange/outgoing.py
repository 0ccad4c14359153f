"""Writing a readable copy out of the vault, where the counsellor asked for it."""

import os
from contextlib import suppress
from pathlib import Path

from vpdesk import durable


def write_copy(path: Path, content: bytes) -> None:
    """Write `content` into `path`, which may be there already; half a copy is not left behind.

    Raises DiskFullError, ReadOnlyError or StorageError.
    """
    with durable.explained(), path.open("wb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            raise
