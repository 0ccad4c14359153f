"""SQLCipher gets its key by its own function, or as text where that is missing; both open the same file."""

import sys
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault import keying
from vpdesk.vault.connection import address, connect
from vpdesk.vault.faults import DatabaseDamagedError

KEY = bytes(range(48))
WAYS = ("function", "text")


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the key in one way or the other."""
    if request.param == "text":
        monkeypatch.setattr(keying, "_key_v2", lambda: None)
    return str(request.param)


@pytest.mark.skipif(sys.platform == "win32", reason="the Windows wheel does not export it")
def test_the_function_is_there_where_its_absence_is_not_expected() -> None:
    assert keying._key_v2() is not None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PurePosixPath("/home/a b/kluis/case.db"), "file:///home/a%20b/kluis/case.db"),
        (PurePosixPath("/home/50%?#/case.db"), "file:///home/50%25%3F%23/case.db"),
        (PureWindowsPath("C:\\Users\\é\\case.db"), "file:///C:/Users/%C3%A9/case.db"),
        (PureWindowsPath("\\\\server\\share\\case.db"), "file:////server/share/case.db"),
    ],
)
def test_a_path_is_written_as_sqlite_reads_it(path: PurePath, expected: str) -> None:
    assert address(path) == expected


def test_without_an_empty_authority_sqlite_refuses_a_share_of_the_network() -> None:
    """The control: what stood there before. With it, SQLite looks for the file."""
    for uri, said in (
        ("file://server/share/case.db", "authority"),
        (address(PureWindowsPath("//server/share/case.db")), "unable to open"),
    ):
        with pytest.raises(sqlcipher.OperationalError, match=said):
            sqlcipher.connect(f"{uri}?mode=rw", uri=True)


@pytest.mark.usefixtures("way")
def test_a_file_made_in_one_way_opens_in_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(connect(tmp_path / "x.db", KEY, create=True)) as connection:
        connection.execute("CREATE TABLE words (word TEXT)")
        connection.execute("INSERT INTO words VALUES ('perenboom')")
    monkeypatch.undo()
    with closing(connect(tmp_path / "x.db", bytearray(KEY))) as connection:
        assert connection.execute("SELECT word FROM words").fetchone()[0] == "perenboom"
    assert b"perenboom" not in (tmp_path / "x.db").read_bytes()


@pytest.mark.usefixtures("way")
def test_another_key_does_not_open_it(tmp_path: Path) -> None:
    connect(tmp_path / "x.db", KEY, create=True).close()
    with pytest.raises(DatabaseDamagedError):
        connect(tmp_path / "x.db", bytes(48))


def test_without_a_key_the_words_would_stand_in_the_file(tmp_path: Path) -> None:
    """The control: a library that ignores the key makes a plain file, and nothing would say so."""
    with closing(sqlcipher.connect(str(tmp_path / "x.db"), isolation_level=None)) as connection:
        connection.execute("CREATE TABLE words (word TEXT)")
        connection.execute("INSERT INTO words VALUES ('perenboom')")
    assert b"perenboom" in (tmp_path / "x.db").read_bytes()


def test_the_buffer_with_the_key_is_overwritten(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen = []
    make = keying._raw_key_text

    def remembered(key: bytes) -> bytearray:
        seen.append(make(key))
        return seen[-1]

    monkeypatch.setattr(keying, "_raw_key_text", remembered)
    connect(tmp_path / "x.db", KEY, create=True).close()
    assert make(KEY) == b"x'" + KEY.hex().encode() + b"'"
    assert seen == [bytearray(len(make(KEY)))]
