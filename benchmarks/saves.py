"""G3: one durable save, in units of what the disk needs for one `fdatasync`."""

import itertools
import os
import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from benchmarks import caseload, keepassxc
from benchmarks.measure import Timed, compare, seconds
from benchmarks.rows import Row, measures
from vpdesk.domain.contact import Contact
from vpdesk.domain.overview import CaseFilter
from vpdesk.services.casework import record_contact, save_case
from vpdesk.vault.folder import PAGE
from vpdesk.vault.vault import Vault

_FLOOR: Final = "fdatasync"
_P50: Final = {"1k": 4, "10k": 4, "100k": 4.5}
_TIMES_FASTER: Final = {"1k": 500, "10k": 2_500, "100k": 20_000}
_TIDY_EVERY: Final = 50
_BURST: Final = 21


@measures("G3")
def saves(size: str, cases: int) -> Iterator[Row]:
    """A contact with its note, and a changed case, each against one page written and synchronised."""
    folder = caseload.copy_of(size, f"saves-{size}")
    file = os.open(folder / "floor", os.O_RDWR | os.O_CREAT, 0o600)
    page = os.urandom(PAGE)
    turn = itertools.count()

    def floor() -> None:
        os.pwrite(file, page, next(turn) % 64 * PAGE)
        os.fdatasync(file)

    with Vault.open(folder, caseload.PASSPHRASE) as vault:
        total = vault.cases.count(CaseFilter())
        some = vault.cases.rows(CaseFilter(), offset=total // 3, limit=200)
        note = vault.contacts.of_case(some[0].id)[0].notes

        def contact() -> float:
            number = next(turn)
            if number % _TIDY_EVERY == 0:
                vault.tidy()  # as the window does when she stops typing
            new = Contact(case_id=some[number % 200].id, held_on=date(2026, 11, 20), minutes=30, notes=note)
            return seconds(lambda: record_contact(vault, new))()

        def change() -> float:
            number = next(turn)
            if number % _TIDY_EVERY == 0:
                vault.tidy()
            case = replace(vault.cases.get(some[number % 200].id), next_contact_on=date(2026, 12, 1))
            return seconds(lambda: save_case(vault, case))()

        for what, save in (("save a contact with its note", contact), ("save a changed case", change)):
            ratio = compare(save, seconds(floor), first=100, most=400)
            yield Row(
                name="G3", size=size, what=f"{what}, p50", peer=_FLOOR, ratio=ratio, goal=_P50.get(size)
            )
            yield Row(
                name="G3", size=size, what=f"{what}, p99", peer=_FLOOR, ratio=ratio, goal=8, figure="p99",
                remark=f"the yardstick's own p99 is {ratio.yardstick_p99:.3g}",
            )  # fmt: skip
        taken_in = compare(_after(contact, vault.take_in), seconds(floor), first=50, most=100)
        yield Row(name="G3", size=size, what="take its note in, in idle time", peer=_FLOOR, ratio=taken_in)
        yield _against_keepassxc(size, cases, contact)
    os.close(file)


def _after(before: Timed, work: Callable[[], object]) -> Timed:
    """Return a call that times `work` alone, each time after `before`."""

    def timed() -> float:
        before()
        return seconds(work)()

    return timed


def _against_keepassxc(size: str, cases: int, save: Timed) -> Row:
    """Return how many times faster a contact is saved than KeePassXC saves one changed entry."""
    what = "save a contact with its note"
    if why_not := keepassxc.why_not():
        return Row(name="G3", size=size, what=what, peer=keepassxc.NAME, ratio=None, remark=why_not)
    file, entry = keepassxc.copy_of(size), keepassxc.entry_of(size)
    pairs = 6 if cases <= 10_000 else 2

    def burst() -> float:
        # one save alone would pay for what the other program just left behind: cold caches, a busy disk
        return statistics.median(save() for _ in range(_BURST))

    ratio = compare(
        burst, lambda: keepassxc.save(file, entry), first=pairs, most=2 * pairs if cases <= 10_000 else pairs
    )
    return Row(
        name="G3", size=size, what=what, peer=keepassxc.NAME, ratio=ratio, goal=_TIMES_FASTER.get(size),
        figure="times faster",
    )  # fmt: skip
