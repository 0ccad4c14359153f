"""Ending a process at a chosen operation on files, as a kill would: nothing is tidied up."""

import os
from collections.abc import Callable
from typing import Any, Final

#: What changes files or brings them to the disk; a process can end before each.
_OPERATIONS: Final = ("open", "replace", "unlink", "rmdir", "mkdir", "fsync", "ftruncate")
_CUT: Final = 9


def run_cut(work: Callable[[], object], at: int) -> bool:
    """Run `work` in a forked process that ends just before its operation number `at`.

    False: it was finished before that. Raises RuntimeError when it failed by itself.
    """
    pid = os.fork()
    if pid == 0:
        _be_cut(work, at)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if status not in (0, _CUT):
        message = f"the work failed by itself (status {status})"
        raise RuntimeError(message)
    return status == _CUT


def _be_cut(work: Callable[[], object], at: int) -> None:
    left = at

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                os._exit(_CUT)
            return real(*arguments, **named)

        return call

    status = 1
    try:
        for name in _OPERATIONS:
            setattr(os, name, counted(getattr(os, name)))
        work()
        status = 0
    finally:
        os._exit(status)
