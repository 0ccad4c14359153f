"""Row 7: headers that are damaged or forged give one of our own errors, whoever made them what they are.

Half of them are damaged at random, half are forged by somebody who knows the format and has no key: any
field with any value, under a right checksum. A reader may refuse it, or open it as what it was before.
"""

import hashlib
import json
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from tests.factories import PASSPHRASE
from tests.proof import without, writer
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from tests.proof.states import read_files, share, write_files
from tests.vault.forging import damaged
from vpdesk.domain.errors import VpdeskError
from vpdesk.services import access
from vpdesk.vault import header, header_files
from vpdesk.vault.folder import HEADERS
from vpdesk.vault.keys import MAX_ITERATIONS, MAX_LANES, MAX_MEMORY, MIN_MEMORY
from vpdesk.vault.recovery import RecoveryKey, Secret
from vpdesk.vault.vault import Vault

#: What stands where something else should; no cost that is allowed and takes long.
_ODD: Final[tuple[Any, ...]] = (
    None, True, 0, -1, 1, 16, 1.5, 1e308, 2**31, 2**53, 2**53 + 1, 2**63, 2**70, "", "passphrase", "recovery",
    MIN_MEMORY - 1, MAX_MEMORY + 1, MAX_ITERATIONS + 1, MAX_LANES + 1, "\u0000", "\ud800", "=" * 44, "A" * 24,
    "A" * 16, "0" * 32, "f" * 70_000, [], {}, [[]] * 3, {"memory": MIN_MEMORY, "iterations": 1, "lanes": 1},
)  # fmt: skip
#: One in so many is met by opening the whole vault.
_WHOLE: Final = 50


@proves(7, "forged headers")
def read_forged_headers(run: Run) -> Iterator[Finding]:
    """Read headers that are not what they should be."""
    headers = run.of(small=4000, full=100_000)
    words = _read_all(run, headers)
    yield at_least(headers, "headers that were damaged or forged", words.total())
    yield at_least(headers // 20, "of them well-formed, and refused by slot or HMAC", words["late"])
    yield none("that gave another key, or other slots, than the real one", words["fooled"])
    yield none("errors that are not ours", words["broken"])
    yield none("that left the vault's folder other than it was", words["changed"])
    other = _read_all(run, run.of(small=1000, full=5000), "header_mac")
    yield Control(without="the header's HMAC", harm=other["fooled"], of=other.total(), share=0.02)


def _read_all(run: Run, headers: int, *taken_away: str) -> Counter[str]:
    folder = run.folder / "-".join(("vault", *taken_away))
    writer.begin(folder)
    with Vault.open(folder, PASSPHRASE) as vault:
        sheet = " ".join(access.make_recovery_key(vault).groups)
    secrets = (PASSPHRASE, RecoveryKey.parse(sheet))
    return share(partial(_read_some, folder, secrets, (headers, run.seed), taken_away))


def _read_some(
    folder: Path, secrets: tuple[Secret, ...], drawn: tuple[int, int], without_: tuple[str, ...], *share: int
) -> Counter[str]:
    """Read a share of the headers; say what came of each."""
    for name in without_:
        getattr(without, name)()
    part, parts = share
    headers, seed = drawn
    chance = random.Random(f"{seed} {part}")
    good = (folder / HEADERS[0]).read_bytes()
    real = header_files.unlock(folder, PASSPHRASE)
    files = read_files(folder)
    place = folder.with_name(f"{folder.name}-{part}")
    words = Counter[str]()
    for number in range(part, headers, parts):
        raw = good
        while raw == good:
            raw = _forge(good, chance) if number // parts % 2 else damaged(good, chance)
        word = _meet(raw, real, chance.choice(secrets))
        if number // parts % _WHOLE == 0 and word in ("early", "late"):
            forged = {**files, **dict.fromkeys(HEADERS, raw)}
            word = _meet_whole(place, forged, chance.choice(secrets)) or word
        words[word] += 1
    shutil.rmtree(place, ignore_errors=True)
    return words


def _meet(raw: bytes, real: header.Opened, secret: Secret) -> str:
    """Read one header: refused early or late, fooled by it, or broken."""
    try:
        sealed = header.read(raw)
    except VpdeskError:
        return "early"
    except Exception:  # noqa: BLE001  that there is none is what is to be shown
        return "broken"
    try:
        opened = sealed.open(secret)
    except VpdeskError:
        return "late"
    except Exception:  # noqa: BLE001  as above
        return "broken"
    return "as before" if opened.header == real.header and opened.key.same_as(real.key) else "fooled"


def _meet_whole(place: Path, files: dict[str, bytes], secret: Secret) -> str:
    """Open a vault with such headers; empty when it is refused and stays as it is."""
    write_files(place, files)
    try:
        Vault.open(place, secret).close()
    except VpdeskError:
        return "" if read_files(place) == files else "changed"
    except Exception:  # noqa: BLE001  as above
        return "broken"
    return "fooled"


def _forge(good: bytes, chance: random.Random) -> bytes:
    """Return a header with other fields and a right checksum."""
    body, mac = good.split(b"\n")[2:4]
    data = json.loads(body)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        _change(data, chance)
    line = json.dumps(data, sort_keys=chance.random() < 0.95, separators=(",", ":")).encode()
    if chance.random() < 0.05:
        line = line.replace(b'"', b'"' * chance.choice((1, 2)), 1) + b" " * chance.randint(0, 2)
    if chance.random() < 0.1:
        mac = chance.choice((b"", b"0" * 64, mac[:-1], mac + b"\xff", mac.upper()))
    payload = line + b"\n" + mac + b"\n"
    return b"\n".join((b"VPDESKH1", hashlib.sha256(payload).hexdigest().encode(), payload))


def _change(data: dict[str, Any], chance: random.Random) -> None:
    """Change something somewhere in a header."""
    if not isinstance(slots := data.get("slots"), list) or not slots or chance.random() < 0.3:
        _put(data, chance)
        return
    what = chance.randrange(5)
    if what == 0:
        del slots[chance.randrange(len(slots))]
    elif what == 1:
        slots.append(chance.choice(slots))
    elif what == 2:
        slots.reverse()
    elif isinstance(slot := chance.choice(slots), dict) and slot:
        kdf = slot.get("kdf")
        _put(kdf if isinstance(kdf, dict) and chance.random() < 0.3 else slot, chance)


def _put(data: dict[str, Any], chance: random.Random) -> None:
    name = chance.choice([*data, "more"])
    if chance.random() < 0.1:
        data.pop(name, None)
    elif name == "sequence":
        data[name] = chance.choice((1, 3, 2**40, *_ODD))
    else:
        data[name] = chance.choice(_ODD)
