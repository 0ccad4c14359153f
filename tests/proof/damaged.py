"""Row 6: the database file is damaged in every way; nothing wrong is ever shown, and the damage is found.

Each state is looked at as the window does, on the database thread: the vault is opened, everything in it is
read, and then it is checked. Two things cannot be found, and are counted: a single page that is put back as
it was before fits its seal, and a log that is damaged after a crash ends where the damage begins.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from tests.factories import CHEAP, PASSPHRASE
from tests.proof import without, writer
from tests.proof.rows import Control, Figure, Finding, Run, at_least, none, proves
from tests.proof.states import read_files, share, write_files
from tests.proof.writer import HarmedError
from tests.vault.full_cases import Author
from vpdesk.domain.errors import VpdeskError
from vpdesk.domain.finding import Question
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.services.binning import read_bin
from vpdesk.services.casework import read_case
from vpdesk.services.finding import find_newest
from vpdesk.vault.folder import PAGE
from vpdesk.vault.thread import DatabaseThread
from vpdesk.vault.vault import Vault

_SECTOR: Final = 512
#: What the first page begins with; it is derived from the key, and so not needed.
_SALT: Final = 16
_SAVES: Final = 10
#: What is shown that has no identifier of its own.
_BIN: Final = -1
_FOUND: Final = -2

Shown = dict[int, object]
#: Makes another file of a good one; the number tells which of its kind.
Damage = Callable[["_Vault", int, random.Random], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Vault:
    """A closed vault: its files, its database as it was before, and everything that is to be seen in it."""

    files: Mapping[str, bytes]
    before: bytes
    shown: Shown

    @property
    def now(self) -> bytes:
        """The database."""
        return self.files["case.db"]


@proves(6)
def damage_the_database(run: Run) -> Iterator[Finding]:
    """Damage the file in every way, and look."""
    vault = _make(run.folder / "vault")
    words = _look_at_all(run, vault, run.of(small=25, full=1))
    flips = words["flipped"] + words["flipped anywhere"]
    yield at_least(
        run.of(small=100, full=5000 + len(vault.now) // PAGE), "bits flipped, every page once", flips
    )
    yield at_least(len(vault.now) // _SECTOR // run.of(small=25, full=1), "truncations", words["cut"])
    others = ("appended", "zeroed", "swapped", "older file")
    yield at_least(
        run.of(small=20, full=620),
        "appended, zeroed, swapped, whole file replayed",
        sum(words[each] for each in others),
    )
    yield none("wrong rows shown", words["wrong"])
    yield none("damage that was not found, besides that to the salt, which heals", words["not found"])
    yield none("damage that was not found and took rows away", words["missed"])
    yield none("errors that are not ours", words["broken"])
    yield _documented(
        "older pages put back that nothing finds (documented)",
        words["older page unseen"],
        words["older page"],
    )
    yield from _damage_the_log(run)
    other = share(partial(_control, run))
    harm = other["wrong"] + other["broken"]
    yield Control(without="the seal of each page", harm=harm, of=other["flipped"], share=0.1)


def _documented(what: str, found: int, of: int) -> Figure:
    return Figure(what=f"of {of} {what}", found=found, bound="at most", target=of)


def _make(path: Path) -> _Vault:
    """Make a vault that was closed twice: with thirty cases, and with five more and another text in some."""
    author = Author(3)
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        organisation = Organisation(name="Stichting De Boomgaard")
        with vault.transaction():
            vault.organisations.save(organisation)
        for number in range(30):
            author.write(vault, organisation.id, length=300 if number % 6 == 0 else 30)
    before = (path / "case.db").read_bytes()
    with Vault.open(path, PASSPHRASE) as vault:
        for _ in range(5):
            author.write(vault, organisation.id)
        for row in vault.cases.rows(CaseFilter())[::4]:
            for contact in vault.contacts.of_case(row.id):
                with vault.transaction():
                    vault.contacts.save(replace(contact, notes=contact.notes[::-1]))
        shown = _show(vault)
    return _Vault(files=read_files(path), before=before, shown=shown)


def _show(vault: Vault) -> Shown:
    """Read everything there is, as the screens do, and look for a word; raises what reading raises."""
    shown: Shown = {each.id: each for each in vault.organisations.all()}
    for row in vault.cases.rows(CaseFilter()):
        file = read_case(vault, row.id)
        contents = [vault.documents.content(each.id) for each in file.documents]
        shown[row.id] = (row, file, vault.identities.of_case(row.id), contents)
    shown[_BIN] = read_bin(vault)
    shown[_FOUND] = find_newest(vault, Question.of("vertelt"))
    return shown


def _look_at_all(run: Run, vault: _Vault, every: int) -> Counter[str]:
    """Look at each kind of damage as often as there are places for it, or as is asked for."""
    pages = len(vault.now) // PAGE
    tries = {
        "flipped": pages, "flipped anywhere": 5000, "cut": len(vault.now) // _SECTOR, "appended": 200,
        "zeroed": 200, "swapped": 200, "older page": 200, "older file": 20,
    }  # fmt: skip
    all_of_them = [(kind, number) for kind, times in tries.items() for number in range(0, times, every)]

    def some(part: int, parts: int) -> Counter[str]:
        words = Counter[str]()
        for kind, number in all_of_them[part::parts]:
            chance = random.Random(f"{run.seed} {kind} {number}")
            damaged = _DAMAGES[kind](vault, number, chance)
            files = {**vault.files, "case.db": damaged}
            word = look(run.folder / f"look-{part}", files, vault.shown)
            if word == "as it was" and damaged[_SALT:] != vault.now[_SALT:]:
                word = "not found"
            words[kind] += 1
            words[f"{kind} unseen" if kind == "older page" and word != "found" else word] += 1
        return words

    return share(some)


def look(folder: Path, files: Mapping[str, bytes], truth: Shown) -> str:
    """Say what comes of a vault: wrong rows shown, damage found or missed, or everything as it was."""
    write_files(folder, files)
    try:
        thread = DatabaseThread(lambda: Vault.open(folder, PASSPHRASE))
    except VpdeskError:
        return "found"
    except Exception:  # noqa: BLE001  that there is none is what is to be shown
        return "broken"
    try:
        word = _seen(thread, truth)
        found = thread.submit(Vault.check).result()
    except Exception:  # noqa: BLE001  as above
        return "broken"
    finally:
        thread.close()
    return "found" if found and word != "wrong" else word


def _seen(thread: DatabaseThread, truth: Shown) -> str:
    """Say what is seen of an open vault; "missed" as long as no check has found what is not there."""
    try:
        shown = thread.submit(_show).result()
    except (VpdeskError, LookupError):
        return "found"
    if any(truth.get(key) != value for key, value in shown.items()):
        return "wrong"
    return "as it was" if shown == truth else "missed"


def _flip(vault: _Vault, number: int, chance: random.Random) -> bytes:
    return _changed(vault.now, number * PAGE + chance.randrange(PAGE), bit=1 << chance.randrange(8))


def _flip_anywhere(vault: _Vault, _number: int, chance: random.Random) -> bytes:
    return _changed(vault.now, chance.randrange(len(vault.now)), bit=1 << chance.randrange(8))


def _changed(data: bytes, at: int, *, bit: int) -> bytes:
    return data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]


def _append(vault: _Vault, number: int, chance: random.Random) -> bytes:
    pages = vault.now[: PAGE * chance.randint(1, 3)]
    more = (chance.randbytes(chance.randint(1, 9000)), chance.randbytes(PAGE), pages, bytes(PAGE))
    return vault.now + more[number % len(more)]


def _zero(vault: _Vault, number: int, chance: random.Random) -> bytes:
    length = (PAGE, _SECTOR)[number % 2]
    at = chance.randrange(len(vault.now) // length) * length
    return vault.now[:at] + bytes(length) + vault.now[at + length :]


def _swap(vault: _Vault, _number: int, chance: random.Random) -> bytes:
    one, other = (place * PAGE for place in chance.sample(range(len(vault.now) // PAGE), 2))
    data = bytearray(vault.now)
    data[one : one + PAGE], data[other : other + PAGE] = data[other : other + PAGE], data[one : one + PAGE]
    return bytes(data)


def _older_page(vault: _Vault, _number: int, chance: random.Random) -> bytes:
    places = range(0, len(vault.before), PAGE)
    other = [at for at in places if vault.before[at : at + PAGE] != vault.now[at : at + PAGE]]
    at = chance.choice(other)
    return vault.now[:at] + vault.before[at : at + PAGE] + vault.now[at + PAGE :]


_DAMAGES: Final[dict[str, Damage]] = {
    "flipped": _flip,
    "flipped anywhere": _flip_anywhere,
    "cut": lambda vault, number, _chance: vault.now[: number * _SECTOR],
    "appended": _append,
    "zeroed": _zero,
    "swapped": _swap,
    "older page": _older_page,
    "older file": lambda vault, _number, _chance: vault.before,
}


def _damage_the_log(run: Run) -> Iterator[Finding]:
    """Damage the log of a vault that was not closed."""
    times = run.of(small=20, full=500)
    folder = run.folder / "crashed"
    writer.begin(folder)
    with Vault.open(folder, PASSPHRASE) as vault:
        for number in range(1, _SAVES + 1):
            writer.save(vault, number, random.Random(number))
        files = read_files(folder)

    def some(part: int, parts: int) -> Counter[str]:
        words = Counter[str]()
        for number in range(part, times, parts):
            chance = random.Random(f"{run.seed} log {number}")
            log = files["case.db-wal"]
            damaged = _changed(log, chance.randrange(len(log)), bit=1 << chance.randrange(8))
            write_files(run.folder / f"log-{part}", {**files, "case.db-wal": damaged})
            words[_saves(run.folder / f"log-{part}")] += 1
        return words

    words = share(some)
    yield none("logs with a bit flipped that gave half a save, or damage", words["harmed"])
    yield _documented("logs with a bit flipped gave an earlier state (documented)", words["earlier"], times)


def _saves(folder: Path) -> str:
    try:
        with Vault.open(folder, PASSPHRASE) as vault:
            return "earlier" if writer.saves_in(vault) < _SAVES else "whole"
    except (HarmedError, VpdeskError):
        return "harmed"


def _control(run: Run, part: int, parts: int) -> Counter[str]:
    """Flip a bit of each page that has no seal, and see rows that are wrong or make no sense."""
    without.page_seals()
    vault = _make(run.folder / f"unsealed-{part}")
    words = Counter[str]()
    for number in range(part, len(vault.now) // PAGE, parts):
        chance = random.Random(f"{run.seed} unsealed {number}")
        files = {**vault.files, "case.db": _flip(vault, number, chance)}
        words["flipped"] += 1
        words[look(run.folder / f"control-{part}", files, vault.shown)] += 1
    return words
