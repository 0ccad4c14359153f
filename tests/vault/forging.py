"""Backups that are not what they should be: damaged, or forged by who knows the format and has no key.

`forge` draws one, and `damaged` damages any file. `meet` says in a word what came of it: refused "early" (its
structure) or "late" (by its seals), "as before", or what must never be: "fooled", "broken" (an error that is
not ours), "left" (a file outside the place for it, or a working file that stayed).
"""

import hashlib
import io
import json
import random
import warnings
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from vpdesk.domain.errors import VpdeskError
from vpdesk.vault import archive
from vpdesk.vault.archive import Archive
from vpdesk.vault.backup import list_backups, verify_backup
from vpdesk.vault.keys import VaultKey
from vpdesk.vault.manifest import parse

_NAMES: Final = ("manifest.json", "header", "case.db")
_EVIL: Final = (
    "../outside", "..\\outside", "/outside", "C:\\outside", "case.db", "header", "manifest.json", "a" * 300,
    "case.db/../../outside", "\u202eevil", "CASE.DB", "./case.db", "case.db\0.txt",
)  # fmt: skip
#: What stands where something else should.
_ODD: Final[tuple[Any, ...]] = (
    None, True, 0, -1, 1, 4095, 2**31, 2**32 - 1, 2**32, 2**62, 2**63, 2**70, 1.5, 1e308, "", "x", "\ud800",
    "../../x", "a/../../../x", "\0", "*",
    "0" * 64, "F" * 64, " " + "0" * 63, "f" * 70_000, [], {}, [[]] * 3, "exit", "later", "1" * 5000,
    "2026-11-25T18:20:07+00:00", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2026-11-25",
    {"size": 0, "sha256": "0" * 64}, {"size": 4096, "sha256": "0" * 64}, {"size": 2**60, "sha256": "0" * 64},
)  # fmt: skip


def members(backup: bytes) -> dict[str, bytes]:
    """Return what is in a good backup."""
    with zipfile.ZipFile(io.BytesIO(backup)) as pack:
        return {name: pack.read(name) for name in _NAMES}


def forge(good: bytes, chance: random.Random) -> bytes:
    """Return a backup that differs from the `good` one."""
    while True:
        made = chance.choice((damaged, _packed, _framed, _framed))(good, chance)
        if made != good:
            return made


def meet(file: Path, raw: bytes, key: VaultKey, counts: dict[str, int]) -> str:
    """Put `raw` in `file`, whose folder holds nothing else, list it and verify it; `counts` is the truth."""
    file.write_bytes(raw)
    beside = set(file.parent.parent.rglob("*"))
    try:
        list_backups(file.parent)
        Archive.open(file)
    except VpdeskError:
        word = "early"
    except Exception:  # noqa: BLE001  that there is none is what is to be shown
        return "broken"
    else:
        try:
            found = verify_backup(file, key).counts
            word = "as before" if found == counts else "fooled"
        except VpdeskError:
            word = "late"
        except Exception:  # noqa: BLE001  as above
            return "broken"
    return word if set(file.parent.parent.rglob("*")) == beside else "left"


def damaged(good: bytes, chance: random.Random) -> bytes:
    """Return a file as a bad disk or a careless program leaves it: a backup, or a header of a vault."""
    data = bytearray(good)
    edge = min(4000 if chance.random() < 0.5 else len(data), len(data))
    at = chance.choice((chance.randrange(edge), len(data) - 1 - chance.randrange(edge)))
    match chance.randrange(7):
        case 0:
            data[at] ^= 1 << chance.randrange(8)
        case 1:
            del data[at:]
        case 2:
            data[at:at] = chance.randbytes(chance.randint(1, 60))
        case 3:
            data[at : at + chance.randint(1, 600)] = chance.randbytes(chance.randint(0, 600))
        case 4:
            data = bytearray(chance.randbytes(chance.randint(0, 3000)))
        case 5:
            data[at : at + 4096] = bytes(min(4096, len(data) - at))
        case _:
            data += chance.choice((bytes(1), bytes(data[-22:]), bytes(data[:5000]) * chance.choice((1, 50))))
    return bytes(data)


def _packed(good: bytes, chance: random.Random) -> bytes:
    """Return what a ZIP program makes of it: compressed, double, renamed, commented, with a bomb in it."""
    contents = list(members(good).items())
    bomb = chance.random() < 0.2
    for _ in range(chance.choice((0, 1, 1, 2))):
        match chance.randrange(5):
            case 0:
                contents.append((chance.choice(_EVIL), bytes(chance.randint(0, 5000))))
            case 1:
                contents.append(chance.choice(contents))
            case 2:
                chance.shuffle(contents)
            case 3:
                contents.pop(chance.randrange(len(contents)))
            case _:
                at = chance.randrange(len(contents))
                contents[at] = (chance.choice(_EVIL), contents[at][1])
        if not contents:
            break
    target = io.BytesIO()
    kind = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
    kind = zipfile.ZIP_DEFLATED if bomb else kind
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", kind) as pack:
        warnings.simplefilter("ignore")  # double names are meant
        for name, content in contents:
            pack.writestr(name, bytes(2_000_000) if bomb and name != "manifest.json" else content)
        if chance.random() < 0.2:
            pack.comment = chance.randbytes(chance.randint(1, 60))
    return target.getvalue()


def _framed(good: bytes, chance: random.Random) -> bytes:
    """Return it in our own spelling, with other members and right checksums."""
    contents = members(good)
    manifest = json.loads(contents["manifest.json"])
    made = parse(contents["manifest.json"]).manifest.made
    header, database = bytearray(contents["header"]), bytearray(contents["case.db"])
    for _ in range(chance.choice((1, 1, 2))):
        _CHANGES[chance.randrange(len(_CHANGES))](manifest, header, database, chance)
    raw = json.dumps(manifest, sort_keys=chance.random() < 0.97, separators=(",", ":")).encode()
    if chance.random() < 0.05:
        other = raw.decode().encode("utf-16")
        raw = chance.choice((raw + b" ", raw.replace(b'"', b"'"), raw[:-1], b"[" * 5000, other))
    if chance.random() < 0.1:
        made = datetime(chance.choice((1980, 2026, 2107)), 1, 1, tzinfo=UTC)
    sizes = (len(raw), len(header), len(database))
    framed = archive._frame(made, sizes, (crc32(raw), crc32(header), crc32(database)))
    parts = (raw, bytes(header), bytes(database))
    whole = b"".join(before + member for before, member in zip(framed.before, parts, strict=True))
    return whole + framed.after


def _change_field(manifest: dict[str, Any], *rest: Any) -> None:
    chance: random.Random = rest[-1]
    inner = manifest.get(chance.choice(("header", "database")))
    place = inner if isinstance(inner, dict) and chance.random() < 0.3 else manifest
    name = chance.choice([*place, "more"])
    if chance.random() < 0.1:
        place.pop(name, None)
    else:
        place[name] = chance.choice(_ODD)


def _change_database(
    manifest: dict[str, Any], _header: bytearray, database: bytearray, chance: random.Random
) -> None:
    """Another database, which the manifest knows of: only its seal says that it is not ours."""
    database[chance.randrange(len(database))] ^= 1
    _tell(manifest, "database", database)


def _cut_database(
    manifest: dict[str, Any], _header: bytearray, database: bytearray, chance: random.Random
) -> None:
    del database[chance.randrange(1, len(database)) :]
    _tell(manifest, "database", database)


def _change_header(
    manifest: dict[str, Any], header: bytearray, _database: bytearray, chance: random.Random
) -> None:
    header[chance.randrange(len(header))] ^= 1 << chance.randrange(8)
    _tell(manifest, "header", header)


def _tell(manifest: dict[str, Any], name: str, content: bytearray) -> None:
    manifest[name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


_CHANGES: Final[tuple[Callable[..., None], ...]] = (
    _change_field, _change_field, _change_database, _cut_database, _change_header,
)  # fmt: skip
