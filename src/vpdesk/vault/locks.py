"""A lock on an open file that the system itself drops when whoever has it ends."""

import sys
from typing import Final

#: What the system says when another has the lock. Anything else means that this file system knows no locks.
TAKEN: Final = (BlockingIOError, PermissionError)

if sys.platform == "win32":
    import msvcrt

    def lock(descriptor: int) -> None:
        """Lock the file for whoever has it open here; raises OSError when another has (`TAKEN`)."""
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def lock(descriptor: int) -> None:
        """Lock the file for whoever has it open here; raises OSError when another has (`TAKEN`)."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
