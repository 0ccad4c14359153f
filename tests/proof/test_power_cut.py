"""The disk that loses its power: what was synchronised stays, and what was not may go, whole or in part."""

import os
import random
from pathlib import Path

import pytest

from tests.programs import need
from tests.proof.power_cut import Disk
from tests.proof.recorder import Operation, record

OLD = {"header": b"old"}


def states(*operations: Operation) -> set[tuple[tuple[str, bytes], ...]]:
    """Every state that chance leaves, in 300 power cuts after these operations."""
    chance, found = random.Random(1), set()
    for _ in range(300):
        disk = Disk(OLD)
        for operation in operations:
            disk.do(operation)
        found.add(tuple(sorted(disk.after_power_cut(chance).items())))
    return found


WRITE = (
    Operation(kind="create", path="header.part"),
    Operation(kind="write", path="header.part", data=b"new"),
)
SYNC = Operation(kind="sync", path="header.part")
RENAME = Operation(kind="rename", path="header.part", target="header")
WHOLE = {(("header", b"old"),), (("header", b"new"),), (("header", b"old"), ("header.part", b"new"))}


def test_a_file_that_is_synchronised_before_it_is_renamed_is_the_old_or_the_new() -> None:
    assert states(*WRITE, SYNC, RENAME) <= WHOLE


def test_after_the_folder_is_synchronised_it_is_the_new() -> None:
    assert states(*WRITE, SYNC, RENAME, Operation(kind="sync folder")) == {(("header", b"new"),)}


def test_without_synchronising_it_may_be_empty() -> None:
    assert (("header", b""),) in states(*WRITE, RENAME)


def test_of_two_sectors_either_may_be_there() -> None:
    write = Operation(kind="write", path="header", data=b"a" * 512 + b"b" * 512)
    found = {dict(state)["header"] for state in states(write)}
    assert {b"old", b"a" * 512, b"old" + bytes(509) + b"b" * 512, b"a" * 512 + b"b" * 512} <= found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")
def test_what_a_process_does_is_recorded_in_order(tmp_path: Path) -> None:
    need("strace")
    folder = tmp_path / "folder"
    folder.mkdir()

    def work(say: object) -> None:
        with (folder / "part").open("wb") as file:
            file.write(b'ab\x00\xff"')
            file.flush()
            file.seek(1)
            file.write(b"c")
            file.flush()
            os.fsync(file.fileno())
            os.ftruncate(file.fileno(), 3)
        (folder / "part").rename(folder / "whole")
        assert callable(say)
        say("done")
        descriptor = os.open(folder, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
        (tmp_path / "elsewhere").write_bytes(b"of no interest")
        (folder / "whole").unlink()

    assert record(folder, work) == [
        Operation(kind="create", path="part"),
        Operation(kind="write", path="part", data=b'ab\x00\xff"'),
        Operation(kind="write", path="part", data=b"c", offset=1),
        Operation(kind="sync", path="part"),
        Operation(kind="cut", path="part", offset=3),
        Operation(kind="rename", path="part", target="whole"),
        Operation(kind="say", data=b"done\n"),
        Operation(kind="sync folder"),
        Operation(kind="remove", path="whole"),
    ]
