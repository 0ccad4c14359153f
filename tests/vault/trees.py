"""Which pages of a closed vault hold what: found without SQLite, as the rescue does."""

from pathlib import Path

from tests.factories import PASSPHRASE
from vpdesk.vault.btree import Row, read_node
from vpdesk.vault.vault import Vault


def root_of(path: Path, name: str) -> int:
    """Return the number of the first page of a table or index, counted from 1."""
    return _roots(path)[0][name]


def leaf_of(path: Path, table: str, key: int) -> int:
    """Return the number of the page (from 1) that holds a row with this number, or with this first value."""
    roots, pages = _roots(path)
    left = [roots[table]]
    while left:
        number = left.pop()
        node = read_node(number, pages)
        if not node.children and any(_is_of(row, key) for row in node.rows):
            return number
        left += [child for child, _bound in node.children]
    raise LookupError


def _is_of(row: Row, key: int) -> bool:
    return key == (row.values[0] if row.number is None and row.values else row.number)


def _roots(path: Path) -> tuple[dict[str, int], dict[int, bytes]]:
    with Vault.open(path, PASSPHRASE) as vault:
        found = vault.connection.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0")
        roots = dict(map(tuple, found))
        return roots, {page.number: page.content for page in vault.read_pages() if page.content is not None}


def damage(path: Path, *numbers: int) -> None:
    """Flip a bit in the middle of each of these pages of the database, counted from 1."""
    database = path / "case.db"
    data = bytearray(database.read_bytes())
    for number in numbers:
        data[(number - 1) * 4096 + 2000] ^= 1
    database.write_bytes(data)
