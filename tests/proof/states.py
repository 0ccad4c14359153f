"""Power cuts at many moments of one history: each state is put in a folder and judged."""

import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self

from tests.proof.killer import Child, Say, Work
from tests.proof.power_cut import Disk
from tests.proof.recorder import Operation, record

#: Says in a word what was found in a folder, given what the process had said before the cut.
Judge = Callable[[Path, Sequence[str]], str]


def read_files(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder`."""
    return {f"{file.relative_to(folder)}": file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make `folder` hold these files and nothing else; SQLite's shared memory never outlives a power cut."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in files.items():
        if not name.endswith("-shm"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What stood in a folder, and what a process did to it."""

    base: Mapping[str, bytes]
    operations: Sequence[Operation]

    @classmethod
    def of(cls, folder: Path, work: Work) -> Self:
        """Record `work` on the files of `folder`."""
        base = read_files(folder)
        return cls(base=base, operations=record(folder, work))


def examine(history: History, states: int, judge: Judge, *, within: Path, seed: int) -> Counter[str]:
    """Return how often `judge` said each word over so many states, cut at moments drawn from `history`."""

    def some(part: int, parts: int) -> Counter[str]:
        chance = random.Random(seed * parts + part)
        mine = states // parts + (part < states % parts)
        moments = Counter(chance.randrange(1, len(history.operations) + 1) for _ in range(mine))
        disk, said, words = Disk(history.base), list[str](), Counter[str]()
        for number, operation in enumerate(history.operations, start=1):
            if operation.kind == "say":
                said.append(operation.data.decode().strip())
            else:
                disk.do(operation)
            for _ in range(moments[number]):
                place = within / f"state-{part}"
                write_files(place, disk.after_power_cut(chance))
                words[judge(place, said)] += 1
        return words

    return share(some)


def share(work: Callable[[int, int], Counter[str]]) -> Counter[str]:
    """Do `work(part, parts)` in as many processes as there are processors, and return all counts together."""
    parts = os.cpu_count() or 1
    children = [Child(partial(_tell, work, part, parts)) for part in range(parts)]
    total = Counter[str]()
    try:
        for child in children:
            child.wait(patience=3600)
            total.update(json.loads(child.said[-1]))
    finally:
        for child in children:
            if child.status is None:
                child.kill()
    return total


def _tell(work: Callable[[int, int], Counter[str]], part: int, parts: int, say: Say) -> None:
    say(json.dumps(work(part, parts)))
