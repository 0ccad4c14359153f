import ctypes
import mmap
import os
import sys
from pathlib import Path

import pytest

from tests.proof.key_in_memory import _blocks


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_page_without_a_file_behind_it_ends_the_search_of_its_region(tmp_path: Path) -> None:
    """Read short, and read again from within the overlap, it would be searched for ever."""
    file = tmp_path / "mapped"
    page = mmap.PAGESIZE
    file.write_bytes(b"x" * 2 * page)
    with file.open("r+b") as opened, mmap.mmap(opened.fileno(), 2 * page) as mapped:
        assert mapped[0] == ord("x")
        start = ctypes.addressof(held := ctypes.c_char.from_buffer(mapped))
        os.truncate(file, page)
        blocks = [len(block) for _at, block in _blocks(os.getpid(), start, start + 2 * page)]
        del held
    assert blocks == [page]
