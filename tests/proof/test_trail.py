import os
import sys
from pathlib import Path

from tests.programs import need
from tests.proof.trail import Trail, follow


def trail_of(tmp_path: Path, program: str, *words: str) -> Trail:
    need("strace")
    return follow(
        [sys.executable, "-c", program], variables=dict(os.environ), folder=tmp_path, told="", words=words
    )


def test_a_word_in_a_file_that_is_gone_is_found_also_across_two_writes(tmp_path: Path) -> None:
    program = (
        "import os\n"
        "file = os.open('gone', os.O_CREAT | os.O_RDWR)\n"
        "os.write(file, b'a kwolti'); os.write(file, b'braze z'); os.close(file); os.unlink('gone')\n"
    )
    trail = trail_of(tmp_path, program, "kwoltibraze", "absent")
    gone = str(tmp_path / "gone")
    assert trail.words() == {gone: {"kwoltibraze"}}
    assert trail.outside(["/dev/.*"]) == [gone]
    assert trail.outside(["/dev/.*", f"{tmp_path}/.*"]) == []


def test_what_is_only_read_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "read").write_text("kwoltibraze")
    trail = trail_of(tmp_path, "open('read').read()", "kwoltibraze")
    assert trail.words() == {}
    assert str(tmp_path / "read") not in trail.written


def test_a_word_in_a_name_is_found(tmp_path: Path) -> None:
    trail = trail_of(tmp_path, f"import os; os.mkdir({str(tmp_path / 'kwoltibraze')!r})", "kwoltibraze")
    assert list(trail.words().values()) == [{"kwoltibraze"}]


def test_every_socket_is_told_with_where_it_led(tmp_path: Path) -> None:
    program = (
        "import socket, contextlib\n"
        "with contextlib.suppress(OSError): socket.socket(socket.AF_UNIX).connect('/nowhere/at/all')\n"
        "with contextlib.suppress(OSError): socket.socket(socket.AF_INET).connect(('127.0.0.1', 9))\n"
    )
    trail = trail_of(tmp_path, program)
    assert trail.elsewhere(["AF_UNIX"]) == ["AF_UNIX /nowhere/at/all", "AF_INET", "AF_INET"]
