import hashlib
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE
from vpdesk.domain.errors import VpdeskError, WrongPassphraseError
from vpdesk.vault import header_files
from vpdesk.vault.faults import HeaderDamagedError
from vpdesk.vault.folder import HEADERS
from vpdesk.vault.header import Header, Slot, SlotKind, read
from vpdesk.vault.keys import MAX_MEMORY, MIN_MEMORY, Cost, VaultKey, calibrate
from vpdesk.vault.recovery import RecoveryKey, Secret


@pytest.fixture
def key() -> VaultKey:
    return VaultKey.generate()


@pytest.fixture
def folder(tmp_path: Path, key: VaultKey) -> Path:
    header_files.write(tmp_path, Header.create(key, PASSPHRASE, CHEAP), key, PASSPHRASE)
    return tmp_path


def forge(folder: Path, **changes: object) -> None:
    """Write a header with changed fields and a right checksum, as somebody without the key could."""
    body = json.loads((folder / "header.1").read_bytes().split(b"\n")[2])
    line = json.dumps({**body, **changes}, sort_keys=True, separators=(",", ":")).encode()
    payload = line + b"\n" + b"0" * 64 + b"\n"
    raw = b"\n".join((b"VPDESKH1", hashlib.sha256(payload).hexdigest().encode(), payload))
    for name in HEADERS:
        (folder / name).write_bytes(raw)


def test_the_key_comes_back(folder: Path, key: VaultKey) -> None:
    found, opened, kind = header_files.unlock(folder, PASSPHRASE)
    assert opened.same_as(key)
    assert (found.sequence, kind) == (1, SlotKind.PASSPHRASE)


def test_a_forged_sequence_is_found_by_its_mac(folder: Path) -> None:
    forge(folder, sequence=2)
    with pytest.raises(HeaderDamagedError):
        header_files.unlock(folder, PASSPHRASE)


def test_another_vault_identity_does_not_unwrap(folder: Path) -> None:
    forge(folder, vault="0" * 32)
    with pytest.raises(WrongPassphraseError):
        header_files.unlock(folder, PASSPHRASE)


def test_a_forged_copy_does_not_hide_the_real_one(folder: Path, key: VaultKey) -> None:
    real = (folder / "header.2").read_bytes()
    forge(folder, sequence=9)
    (folder / "header.2").write_bytes(real)
    opened = header_files.unlock(folder, PASSPHRASE)
    assert opened.key.same_as(key)
    header_files.repair(folder, opened)
    assert (folder / "header.1").read_bytes() == real


@pytest.mark.parametrize(
    "cost", [{"memory": MAX_MEMORY + 1}, {"memory": MIN_MEMORY - 1}, {"iterations": 17}, {"lanes": 0}]
)
def test_costs_out_of_bounds_are_not_computed(folder: Path, cost: dict[str, int]) -> None:
    body = json.loads((folder / "header.1").read_bytes().split(b"\n")[2])
    slot = body["slots"][0]
    forge(folder, slots=[{**slot, "kdf": {**slot["kdf"], **cost}}])
    with pytest.raises(HeaderDamagedError):
        header_files.unlock(folder, PASSPHRASE)


@pytest.mark.parametrize(
    "changes",
    [{"id": "x"}, {"kind": "recovery"}, {"kind": "finger"}, {"kdf": {}}, {"salt": "AAAA"}, {"nonce": None}],
)
def test_a_slot_that_is_not_as_we_write_it_is_refused(folder: Path, changes: dict[str, object]) -> None:
    body = json.loads((folder / "header.1").read_bytes().split(b"\n")[2])
    forge(folder, slots=[{**body["slots"][0], **changes}])
    with pytest.raises(VpdeskError):
        header_files.unlock(folder, PASSPHRASE)


def test_two_slots_of_one_kind_are_refused_so_that_a_forger_cannot_make_us_wait(folder: Path) -> None:
    body = json.loads((folder / "header.1").read_bytes().split(b"\n")[2])
    forge(folder, slots=body["slots"] * 2)
    with pytest.raises(HeaderDamagedError):
        header_files.unlock(folder, PASSPHRASE)


def test_two_recovery_keys_open_a_header_and_a_third_is_refused(tmp_path: Path, key: VaultKey) -> None:
    header = Header.create(key, PASSPHRASE, CHEAP)
    sheets = [RecoveryKey.generate() for _ in range(3)]
    slots = [Slot.wrapping(key, header.vault_id, sheet, CHEAP) for sheet in sheets]
    two = header.with_slots(*slots[:2])
    header_files.write(tmp_path, two, key, sheets[1])
    secrets: tuple[Secret, ...] = (PASSPHRASE, *sheets[:2])
    for secret in secrets:
        assert header_files.unlock(tmp_path, secret).key.same_as(key)
    with pytest.raises(WrongPassphraseError):
        header_files.unlock(tmp_path, sheets[2])
    for wrong in (slots, slots[:1] * 2):
        with pytest.raises(HeaderDamagedError):
            read(header.with_slots(*wrong).encode(key))


def test_random_damage_gives_only_typed_errors(folder: Path) -> None:
    chance = random.Random(1)
    good = (folder / "header.1").read_bytes()
    for _ in range(400):
        data = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = bytes(data[: chance.randint(0, len(data))]) if chance.random() < 0.3 else bytes(data)
        for name in HEADERS:
            (folder / name).write_bytes(cut)
        if cut == good:
            continue
        with pytest.raises(VpdeskError):
            header_files.unlock(folder, PASSPHRASE)


def test_calibration_takes_the_largest_memory_under_half_a_second() -> None:
    clock = iter([0.0, 0.1, 1.0, 1.2, 2.0, 2.45])
    assert calibrate(lambda: next(clock)) == Cost(memory=256 * 1024)


def test_calibration_never_goes_below_64_mebibytes() -> None:
    clock = iter([0.0, 9.0])
    assert calibrate(lambda: next(clock)) == Cost(memory=64 * 1024)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit on Windows")
def test_a_header_that_asks_for_more_memory_than_there_is_gives_an_error_of_ours(folder: Path) -> None:
    body = json.loads((folder / "header.1").read_bytes().split(b"\n")[2])
    slot = body["slots"][0]
    forge(folder, slots=[{**slot, "kdf": {**slot["kdf"], "memory": MAX_MEMORY}}])
    script = (
        "import resource, sys; from pathlib import Path; from vpdesk.vault import header_files\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))\n"
        "try: header_files.unlock(Path(sys.argv[1]), 'x')\n"
        "except Exception as error: print(type(error).__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        capture_output=True, text=True, check=False, env={"PYTHONPATH": str(Path("src").resolve())},
    )  # fmt: skip
    assert done.stdout.strip() == "TooLittleMemoryError", done.stderr
