"""G6 and G13: queries, pages from the disk, and file size, beside plain SQLite.

Plain SQLite is the same library, with the same settings, schema and rows, without a key. Both sides turn rows
into values: what differs is the encryption.
"""

import os
import random
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.hmac import HMAC
from sqlcipher3 import dbapi2 as sqlcipher

from benchmarks import caseload
from benchmarks.measure import Timed, compare, seconds, share
from benchmarks.rows import PLAIN, Row, measures
from vpdesk.domain.overview import CaseFilter
from vpdesk.vault.cases import CASES, Cases
from vpdesk.vault.connection import connect
from vpdesk.vault.folder import PAGE
from vpdesk.vault.repositories import AFTERCARES, CONTACTS, Aftercares, Contacts

#: What SQLCipher keeps of a page for itself: the initialisation vector and the HMAC.
_RESERVED: Final = 80
_PAGES: Final = 4_000


@measures("G6")
def queries(size: str, _cases: int) -> Iterator[Row]:
    """Warm queries against the same queries on plain SQLite, and what a page costs that is not in memory."""
    folder = caseload.vault_of(size)
    mine, other = caseload.encrypted(folder), caseload.plain_twin(folder)
    peers = _queries(other)
    for what, query in _queries(mine).items():
        ratio = compare(seconds(query), seconds(peers[what]), first=40, most=400)
        yield Row(name="G6", size=size, what=what, peer=PLAIN, ratio=ratio, goal=1.05)
    mine.close()
    other.close()


@measures("G6-pages")
def misses(size: str, _cases: int) -> Iterator[Row]:
    """Pages that must be read and decrypted, against plain pages plus one HMAC and one AES each."""
    mine, other = _pages()
    checked = _checking(mine)
    floor = _scan(other)
    ratio = compare(_scan(mine), lambda: floor() + checked(), first=8, most=64)
    yield Row(
        name="G6",
        size=size,
        what="page that is not in memory",
        peer="read + HMAC + AES",
        ratio=ratio,
        goal=1.3,
    )
    mine.close()
    other.close()


@measures("G13")
def file_size(size: str, _cases: int) -> Iterator[Row]:
    """The size of the database against its plain twin."""
    folder = caseload.vault_of(size)
    caseload.plain_twin(folder).close()
    files = [one / caseload.DATABASE for one in (folder, caseload.twin_of(folder))]
    ratio = share(*(file.stat().st_size for file in files))
    yield Row(name="G13", size=size, what="file size", peer=PLAIN, ratio=ratio, goal=1.05, unit="bytes")


def _queries(connection: sqlcipher.Connection) -> dict[str, Callable[[], object]]:
    cases = Cases(CASES, connection, _ignore)
    contacts = Contacts(CONTACTS, connection, _ignore)
    aftercares = Aftercares(AFTERCARES, connection, _ignore)
    total = cases.count(CaseFilter())
    ids = [row.id for row in cases.rows(CaseFilter(), offset=total // 2, limit=200)]
    some = random.Random(1).sample(ids, 20)  # noqa: S311  a repeatable choice of cases
    organisation = cases.get(ids[0]).organisation_id
    return {
        "200 rows at the top": lambda: cases.rows(CaseFilter(), offset=0, limit=200),
        "200 rows from the middle": lambda: cases.rows(CaseFilter(), offset=total // 2, limit=200),
        "20 cases with their contacts": lambda: [(cases.get(one), contacts.of_case(one)) for one in some],
        "what falls due": lambda: aftercares.due(caseload.TODAY),
        "cases a year report counts": lambda: cases.countable(
            organisation, date(2025, 1, 1), date(2025, 12, 31)
        ),
    }


def _ignore(_table: str) -> None:
    """Reads touch nothing."""


# ----- pages


def _pages() -> tuple[sqlcipher.Connection, sqlcipher.Connection]:
    """Return an encrypted and a plain file of one row a page."""
    key = bytes(range(48))
    made = []
    for name in ("pages-encrypted.db", "pages-plain.db"):
        file = caseload.FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        is_new = not file.exists()
        db = connect(file, key, create=True) if "encrypted" in name else caseload.plain(file)
        if is_new:
            db.execute("CREATE TABLE pages (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
            db.execute("BEGIN")
            body = [(os.urandom(PAGE - _RESERVED - 100),) for _ in range(_PAGES)]
            db.executemany("INSERT INTO pages (body) VALUES (?)", body)
            db.execute("COMMIT")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        made.append(db)
    return made[0], made[1]


def _scan(db: sqlcipher.Connection) -> Timed:
    """Return a reading of every page, none of which is in the connection's memory."""

    def timed() -> float:
        db.execute("PRAGMA shrink_memory")
        return seconds(lambda: db.execute("SELECT count(*) FROM pages WHERE length(body) > 1").fetchone())()

    return timed


def _checking(db: sqlcipher.Connection) -> Timed:
    """Return what physics asks for those pages: an HMAC-SHA512 for each, and AES-256 over all of them."""
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    page = bytes(PAGE - _RESERVED)
    keyed = HMAC(bytes(32), SHA512())
    encrypted = page * pages
    decrypted = bytearray(len(encrypted) + 15)

    def work() -> None:
        for _ in range(pages):
            one = keyed.copy()
            one.update(page)
            one.finalize()
        Cipher(AES256(bytes(32)), CBC(bytes(16))).decryptor().update_into(encrypted, decrypted)

    return seconds(work)
