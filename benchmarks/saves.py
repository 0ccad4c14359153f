"""G3: one durable save, in units of what the disk needs for one `fdatasync`."""

import itertools
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from benchmarks import caseload
from benchmarks.measure import compare, seconds
from benchmarks.rows import Row, measures
from vpdesk.domain.contact import Contact
from vpdesk.domain.overview import CaseFilter
from vpdesk.services.casework import record_contact, save_case
from vpdesk.vault.folder import PAGE
from vpdesk.vault.vault import Vault

_TIDY_EVERY = 50


@measures("G3")
def saves(size: str, _cases: int) -> Iterator[Row]:
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
            return seconds(lambda: record_contact(vault, new, next_contact_on=None))()

        def change() -> float:
            number = next(turn)
            if number % _TIDY_EVERY == 0:
                vault.tidy()
            case = replace(vault.cases.get(some[number % 200].id), next_contact_on=date(2026, 12, 1))
            return seconds(lambda: save_case(vault, case))()

        for what, save in (("save a contact with its note", contact), ("save a changed case", change)):
            ratio = compare(save, seconds(floor), first=100, most=400)
            yield Row(name="G3", size=size, what=f"{what}, p50", peer="fdatasync", ratio=ratio, goal=4)
            yield Row(
                name="G3", size=size, what=f"{what}, p99", peer="fdatasync", ratio=ratio, goal=8, figure="p99"
            )
    os.close(file)
