"""G7: storing a caseload and importing a file, beside plain SQLite.

The yardstick for storing has its rows ready; the one for importing is the smallest script that reads the file
with Python's `csv` and inserts what it finds, with no check at all.
"""

import csv
import gc
import io
import itertools
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from benchmarks import caseload
from benchmarks.measure import Timed, compare, seconds
from benchmarks.rows import PLAIN, Row, measures
from vpdesk.domain.case import Case
from vpdesk.domain.organisation import Organisation
from vpdesk.services import practice
from vpdesk.services.casework import CaseFile
from vpdesk.services.importing import import_cases
from vpdesk.vault.connection import connect
from vpdesk.vault.full_text import take_in
from vpdesk.vault.migrations import MIGRATIONS
from vpdesk.vault.vault import Vault

#: Storing is linear: more cases than this only take longer.
_MOST: Final = 10_000
_turn = itertools.count()


@measures("G7")
def storing(size: str, cases: int) -> Iterator[Row]:
    """One transaction each, in a new vault and in a new plain file."""
    size_stored = size if cases <= _MOST else "10k"
    number = caseload.cases_in(size_stored)
    organisations = practice.organisations_of(caseload.SEED, caseload.TODAY, cases=number)
    files = list(practice.cases_of(caseload.SEED, caseload.TODAY, organisations, cases=number))
    content = caseload.content(size_stored)
    gc.collect()
    gc.freeze()  # the caseload that waits here is not what is measured
    ratio = compare(
        _in_new_vault(lambda vault: lambda: practice.fill_from(vault, organisations, files)),
        _in_new_file(lambda db: lambda: _insert(db, content)),
        first=4,
        most=16,
    )
    yield Row(
        name="G7", size=size, what=f"store {size_stored} cases with all of theirs", peer=PLAIN, ratio=ratio,
        goal=1.4,
    )  # fmt: skip
    ratio = compare(
        _in_new_file(lambda db: lambda: _insert(db, content), encrypted=True),
        _in_new_file(lambda db: lambda: _insert(db, content)),
        first=4,
        most=16,
    )
    yield Row(name="G7", size=size, what="its ready rows, encryption alone", peer=PLAIN, ratio=ratio)
    yield _importing(size, organisations, files)
    gc.unfreeze()


def _importing(size: str, organisations: Sequence[Organisation], files: Sequence[CaseFile]) -> Row:
    data = _as_csv(organisations, (file.case for file in files))
    ids = {one.name: one.id for one in organisations}

    def prepare_vault(vault: Vault) -> Callable[[], object]:
        with vault.transaction():
            vault.organisations.add_all(organisations)
        return lambda: import_cases(vault, data, today=caseload.TODAY)

    def prepare_file(db: sqlcipher.Connection) -> Callable[[], object]:
        db.executemany(
            "INSERT INTO organisations (id, name, remarks) VALUES (?, ?, '')",
            [(one.id, one.name) for one in organisations],
        )
        return lambda: _import_plainly(db, data, ids)

    ratio = compare(_in_new_vault(prepare_vault), _in_new_file(prepare_file), first=4, most=16)
    what = f"import a file of {len(files)} cases"
    return Row(name="G7", size=size, what=what, peer=f"csv + {PLAIN}", ratio=ratio, goal=1.4)


# ----- a new vault or a new plain file for every turn


def _in_new_vault(prepare: Callable[[Vault], Callable[[], object]]) -> Timed:
    def timed() -> float:
        folder = _new_folder()
        with Vault.create(folder, caseload.PASSPHRASE, cost=caseload.COST) as vault:
            spent = seconds(prepare(vault))()
        shutil.rmtree(folder)
        return spent

    return timed


def _in_new_file(
    prepare: Callable[[sqlcipher.Connection], Callable[[], object]], *, encrypted: bool = False
) -> Timed:
    def timed() -> float:
        folder = _new_folder()
        folder.mkdir(parents=True)
        file = folder / caseload.DATABASE
        connection = connect(file, bytes(range(48)), create=True) if encrypted else caseload.plain(file)
        for script in MIGRATIONS:
            connection.executescript(script)
        spent = seconds(prepare(connection))()
        connection.close()
        shutil.rmtree(folder)
        return spent

    return timed


def _new_folder() -> Path:
    folder = caseload.FOLDER / f"stored-{next(_turn)}"
    shutil.rmtree(folder, ignore_errors=True)
    return folder


# ----- plainly


def _insert(db: sqlcipher.Connection, content: Iterable[caseload.Statement]) -> None:
    db.execute("BEGIN IMMEDIATE")
    for statement, rows in content:
        db.executemany(statement, rows)
    take_in(db)
    db.execute("COMMIT")


def _as_csv(organisations: Iterable[Organisation], cases: Iterable[Case]) -> bytes:
    names = {one.id: one.name for one in organisations}
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        ("organisation", "opened", "matters", "closed", "reporter_position", "respondent_relation", "entry",
         "route", "outcome", "alias")
    )  # fmt: skip
    for case in cases:
        writer.writerow(
            (
                names[case.organisation_id], case.opened_on, "|".join(case.matters), case.closed_on or "",
                case.reporter_position.value, "|".join(case.respondent_relations), case.entry.value,
                "|".join(case.routes), case.outcome.value if case.outcome else "", case.alias,
            )
        )  # fmt: skip
    return text.getvalue().encode()


_CASES: Final = """
    INSERT INTO cases (id, organisation_id, alias, opened_on, entry, reporter_position, mandate,
        mandate_source, told_of_reservation_on, next_contact_on, carried_contacts, carried_minutes, closed_on,
        outcome)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def _import_plainly(db: sqlcipher.Connection, data: bytes, ids: dict[str, int]) -> None:
    """Insert the lines of a file, believing all of it."""
    lines = csv.reader(io.StringIO(data.decode()))
    next(lines)
    cases, matters, relations, routes = [], [], [], []
    for number, line in enumerate(lines, 1):
        (
            organisation, opened, matter_codes, closed, position, relation_codes, entry, route_codes, outcome,
            alias,
        ) = line  # fmt: skip
        cases.append(
            (number, ids[organisation], alias, opened, entry, position, "conduct", "derived", None, None,
             0, 0, closed or None, outcome or None)
        )  # fmt: skip
        matters += [(number, rank, code) for rank, code in enumerate(matter_codes.split("|"))]
        if relation_codes:
            relations += [(number, rank, code) for rank, code in enumerate(relation_codes.split("|"))]
        if route_codes:
            routes += [(number, rank, code) for rank, code in enumerate(route_codes.split("|"))]
    _insert(
        db,
        (
            (_CASES, cases),
            ("INSERT INTO case_matters VALUES (?, ?, ?)", matters),
            ("INSERT INTO case_respondent_relations VALUES (?, ?, ?)", relations),
            ("INSERT INTO case_routes VALUES (?, ?, ?)", routes),
        ),
    )
