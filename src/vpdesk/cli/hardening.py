"""What a process that holds a vault must never leave behind: its memory in a file.

Linux: no core file, and no other process of the same user reads its memory (`man 2 prctl`, PR_SET_DUMPABLE).
macOS: no core file. Windows: no error report, by Microsoft's documentation of SetErrorMode and WerSetFlags;
not run. An administrator reads everything, here as everywhere.
"""

import ctypes
import os
import sys
from contextlib import suppress
from typing import Final

_PR_SET_DUMPABLE: Final = 4
#: SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX; WER_FAULT_REPORTING_FLAG_NOHEAP.
_NO_ERROR_BOX: Final = 0x1 | 0x2
_NO_HEAP: Final = 1


def harden() -> None:
    """Let no file of this process's memory be made, and nobody else's files of ours be read."""
    os.umask(0o077)
    if sys.platform == "win32":
        ctypes.WinDLL("kernel32").SetErrorMode(_NO_ERROR_BOX)
        with suppress(OSError, AttributeError):
            ctypes.WinDLL("kernel32").WerSetFlags(_NO_HEAP)
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
