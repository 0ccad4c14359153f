"""Files that are replaced whole or not at all."""

import ctypes
import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from vpdesk import durable
from vpdesk.domain.errors import DiskFullError, ReadOnlyError, StorageError
from vpdesk.vault.folder import VaultFolder


def test_the_new_content_replaces_the_old(tmp_path: Path) -> None:
    file = tmp_path / "file"
    for content in (b"first", b"second"):
        durable.replace(file, content)
        assert file.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.name == "nt", reason="no such rights on Windows")
def test_what_is_written_is_for_its_owner_alone(tmp_path: Path) -> None:
    durable.replace(tmp_path / "file", b"x")
    assert (tmp_path / "file").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("number", "error"),
    [(errno.ENOSPC, DiskFullError), (errno.EROFS, ReadOnlyError), (errno.EIO, StorageError)],
)
def test_a_failure_at_the_sync_keeps_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception]
) -> None:
    file = tmp_path / "file"
    durable.replace(file, b"old")

    def fail(_descriptor: int) -> None:
        raise OSError(number, "made to fail")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(error):
        durable.replace(file, b"new")
    assert file.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_content_and_folder_are_synchronised_in_that_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, rename = os.fsync, Path.replace

    def note_sync(descriptor: int) -> None:
        done.append("sync")
        sync(descriptor)

    def note_rename(part: Path, file: Path) -> Path:
        done.append("rename")
        return rename(part, file)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "replace", note_rename)
    durable.replace(tmp_path / "file", b"x")
    assert done[:2] == ["sync", "rename"]
    assert os.name == "nt" or done == ["sync", "rename", "sync"]


@pytest.mark.skipif(os.name == "nt", reason="a folder cannot be synchronised on Windows")
@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_cannot_synchronise_a_folder_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    sync = os.fsync

    def refuse_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, "made to fail")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", refuse_folders)
    durable.replace(tmp_path / "file", b"x")
    assert (tmp_path / "file").read_bytes() == b"x"


@pytest.mark.skipif(os.name == "nt", reason="a folder cannot be synchronised on Windows")
def test_a_folder_that_the_disk_fails_to_synchronise_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(errno.EIO, "made to fail")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="made to fail"):
        durable.sync_folder(tmp_path)


@pytest.mark.parametrize("make", [durable.make_folder, lambda path: VaultFolder(path).prepare()])
def test_a_new_folder_is_durable_up_to_the_first_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None]
) -> None:
    synchronised: list[Path] = []
    monkeypatch.setattr(durable, "sync_folder", synchronised.append)
    make(tmp_path / "one" / "two" / "three")
    assert synchronised == [tmp_path, tmp_path / "one", tmp_path / "one" / "two"]
    synchronised.clear()
    make(tmp_path / "one" / "two" / "three")
    assert synchronised == [tmp_path / "one" / "two"], "somebody else may have made it a moment ago"


def test_on_windows_a_rename_waits_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """NTFS brings a rename to the disk when it likes, and no folder can be synchronised there (not run)."""
    asked: list[tuple[object, ...]] = []

    class Function:
        def __call__(self, *values: object) -> int:
            asked.append(values)
            return int(len(asked) == 1)

    system = SimpleNamespace(MoveFileExW=Function())
    seam = {
        "WinDLL": lambda _name, **_: system,
        "WinError": lambda number: PermissionError(number, "in use"),
        "get_last_error": lambda: 5,
    }
    for name, value in seam.items():
        monkeypatch.setattr(ctypes, name, value, raising=False)
    module: dict[str, Any] = {"__name__": "durable_on_windows"}
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "win32")
        exec(Path(durable.__file__).read_text("utf-8"), module)  # noqa: S102  our own source
    module["_rename"](Path("a.part"), Path("a"))
    assert asked == [("a.part", "a", 0x1 | 0x8)], "replace what is there, and write through"
    with pytest.raises(PermissionError):
        module["_rename"](Path("a.part"), Path("a"))


def test_a_part_that_an_earlier_crash_left_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "file.part").write_bytes(b"half of something longer than the new content")
    durable.replace(tmp_path / "file", b"whole")
    assert (tmp_path / "file").read_bytes() == b"whole"
