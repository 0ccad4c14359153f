"""A process is killed at every call that changes a file: before each one in turn, wherever that may be."""

import re
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.proof.killer import BrokeError, Work
from tests.proof.states import share
from tests.proof.watched import Watched

#: The calls by which a file or a folder changes, or comes to the disk.
CALLS: Final = (
    *("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "unlink", "mkdir", "rmdir"),
    *("copy_file_range", "sendfile"),
)

#: Says in a word what was left in a folder, given what the process had said before it was killed.
Judge = Callable[[Path, Sequence[str]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Work in a folder that is prepared for it, and how what it leaves is judged."""

    prepare: Callable[[Path], None]
    work: Callable[[Path], Work]
    judge: Judge


def kill_at_each_call(
    piece: Piece, folder: Path, *, kills: int, calls: Sequence[str] = CALLS
) -> Counter[str]:
    """Kill the work before its calls, evenly over all of them, and count the kills and what each left.

    There are so many `kills` or up to twice as many; before each call more than once where calls are few.
    """
    counts = _counts(piece, folder / "counted", calls)
    every = max(1, counts.total() // (2 * kills))
    points = [(call, number + 1) for call, count in counts.items() for number in range(count)][::every]
    points *= -(-kills // len(points))

    def some(part: int, parts: int) -> Counter[str]:
        words = Counter[str]()
        for number, (call, place) in enumerate(points[part::parts]):
            here = folder / f"{part}-{number}"
            piece.prepare(here)
            child = _watched(piece, here, f"inject={call}:signal=KILL:when={place}", "-o", "/dev/null")
            with suppress(BrokeError):
                child.wait()
            words["kills"] += child.status == -signal.SIGKILL
            words[piece.judge(here, child.said)] += 1
        return words

    return share(some)


def _counts(piece: Piece, folder: Path, calls: Sequence[str]) -> Counter[str]:
    """Return how often the whole work makes each call."""
    piece.prepare(folder)
    log = folder.with_suffix(".strace")
    child = _watched(piece, folder, f"trace={','.join(calls)}", "-o", str(log))
    child.wait()
    return Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text("ascii"), re.MULTILINE))


def _watched(piece: Piece, folder: Path, *options: str) -> Watched:
    return Watched(piece.work(folder), "-e", *options)
