"""Row 10: while a vault is open and worked in, no copy of its keys stands in the memory of the process.

The process under search is a fresh one, so that nothing is inherited; the keys to look for, those before and
those after a change of key, are unlocked by the one that searches. They are looked for raw and as text.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.factories import PASSPHRASE
from tests.proof import writer
from tests.proof.rows import CannotRunHereError, Control, Finding, Run, at_least, none, proves
from vpdesk.vault import header_files
from vpdesk.vault.keys import VaultKey

#: The protections that the controls take away (`without`), and how they are called.
#: And the share of all forms of all keys that must then be found: text leaves one form of one key.
_TAKEN_AWAY: Final = {
    "key_as_text": ("sqlite3_key_v2, the key as SQL text", 0.02),
    "masks": ("masks", 0.04),
}
#: Bytes read at a time; what lies across two readings is found because they overlap.
_AT_ONCE: Final = 16 * 1024 * 1024
_LONGEST: Final = 128
_ROOT: Final = Path(__file__).resolve().parents[2]


@proves(10, "key in memory while in use")
def search_memory(run: Run) -> Iterator[Finding]:
    """Search processes at work for the vault key and the database key."""
    processes = run.of(small=1, full=10)
    found = searched = 0
    for number in range(processes):
        copies, size = _search(run.folder / f"vault-{number}")
        found += sum(copies.values())
        searched += size
    yield at_least(processes * 10, "MiB of memory searched", searched // 2**20)
    yield none("copies of the vault key or the database key, raw or as text", found)
    for name, (said, share) in _TAKEN_AWAY.items():
        copies, _size = _search(run.folder / name, name)
        harm = sum(count > 0 for count in copies.values())
        yield Control(without=said, harm=harm, of=len(copies), share=share)


def _search(folder: Path, *without: str) -> tuple[dict[str, int], int]:
    """Return how often each form of the keys stands in the memory of a process at work, and its size."""
    writer.begin(folder)
    before = header_files.unlock(folder, PASSPHRASE).key
    with at_work(folder, *without) as pid:
        after = header_files.unlock(folder, PASSPHRASE).key
        return search(pid, {**forms("before", before), **forms("after", after)})


@contextmanager
def at_work(folder: Path, *without: str) -> Iterator[int]:
    """Let a fresh process open the vault and work in it; yield its number while the vault is open."""
    command = [sys.executable, "-m", "tests.proof.working", str(folder), *without]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_surroundings(), cwd=_ROOT
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(PASSPHRASE.encode() + b"\n")
        process.stdin.flush()
        if process.stdout.readline() != b"open\n":
            message = "the process did not open the vault"
            raise RuntimeError(message)
        yield process.pid
        process.stdin.close()


def forms(when: str, key: VaultKey) -> dict[str, bytes]:
    """Return every form in which a vault key and its database key are looked for, by its name."""
    with key.revealed() as material:
        secrets = {"vault key": bytes(material), "database key": bytes(key.database_key()[:32])}
    found = {}
    for name, secret in secrets.items():
        text = secret.hex()
        for form, looked_for in (("raw", secret), ("hex", text.encode()), ("HEX", text.upper().encode())):
            found[f"{name} {when}, {form}"] = looked_for
    return found


def search(pid: int, looked_for: dict[str, bytes]) -> tuple[dict[str, int], int]:
    """Return how often each form stands in the memory of a process, and how many bytes were read."""
    found = dict.fromkeys(looked_for, 0)
    size = 0
    for start, end in _regions(pid):
        for at, block in _blocks(pid, start, end):
            size += len(block)
            for name, form in looked_for.items():
                found[name] += _count(block, form, at > start)
    return found, size


def _count(block: bytes, form: bytes, overlaps: bool) -> int:
    """Count a form in a block; what lies wholly in the overlap was counted with the block before."""
    first = _LONGEST - len(form) + 1 if overlaps else 0
    count, at = 0, block.find(form, first)
    while at >= 0:
        count, at = count + 1, block.find(form, at + 1)
    return count


def _regions(pid: int) -> Iterator[tuple[int, int]]:
    maps = Path(f"/proc/{pid}/maps")
    if not maps.exists():
        message = "there is no /proc here"
        raise CannotRunHereError(message)
    for line in maps.read_text().splitlines():
        addresses, rights, *_rest = line.split()
        if rights.startswith("r") and not line.endswith(("[vvar]", "[vsyscall]")):
            start, end = (int(part, 16) for part in addresses.split("-"))
            yield start, end


def _blocks(pid: int, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    try:
        memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY)
    except PermissionError as error:
        raise CannotRunHereError(str(error)) from error
    try:
        at = start
        while at < end:
            begin = max(start, at - _LONGEST)
            try:
                block = os.pread(memory, min(_AT_ONCE, end - begin), begin)
            except OSError:
                return  # a page that the kernel keeps to itself
            if len(block) <= at - begin:
                return  # nothing but the overlap: what follows is a page without a file behind it
            yield at, block
            at = begin + len(block)
    finally:
        os.close(memory)


def _surroundings() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(_ROOT / "src"), str(_ROOT)))}
