"""Looking for damage in a database that opens: pages, trees, references, full-text indexes, values."""

from collections.abc import Callable
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.errors import VpdeskError
from vpdesk.vault.connection import check_pages
from vpdesk.vault.full_text import check_full_text
from vpdesk.vault.layout import TABLES

#: How many steps `check_database` reports.
STEPS: Final = 3


def check_database(
    connection: sqlcipher.Connection, step: Callable[[int], object] = lambda _done: None
) -> tuple[str, ...]:
    """Return what is wrong, in technical words without any content; nothing: ().

    `step` hears how many of the `STEPS` are done; what it raises ends the checking.
    """
    step(0)
    found = check_pages(connection)
    if found:
        return found  # the rows on damaged pages cannot be read, which is said already
    step(1)
    indexes = check_full_text(connection)
    step(2)
    values = check_values(connection)
    step(STEPS)
    return (*indexes, *values)


def check_values(connection: sqlcipher.Connection) -> tuple[str, ...]:
    """Return which rows do not say what a row of their table can say: an unknown code, a broken rule."""
    findings = []
    for table in TABLES.values():
        codes = {
            name: _codes(connection, tuples.name, tuples.select) for name, tuples in table.tuples.items()
        }
        columns = table.columns
        for row in connection.execute(f"SELECT {columns} FROM {table.name}"):  # noqa: S608  names are ours
            try:
                tuples = {
                    name: table.tuples[name].read((code,) for code in known.get(row[0], ()))
                    for name, known in codes.items()
                }
                table.from_row(row, tuples)
            except (ValueError, TypeError, VpdeskError):
                findings.append(f"row {row[0]} of {table.name}")
    return tuple(findings)


def _codes(connection: sqlcipher.Connection, name: str, select: str) -> dict[int, list[str]]:
    """Return the codes of every owner at once: one by one would take a query for each case."""
    owner = select.partition(" WHERE ")[2].partition(" = ")[0]
    found: dict[int, list[str]] = {}
    for row in connection.execute(f"SELECT {owner}, code FROM {name} ORDER BY {owner}, rank"):  # noqa: S608
        found.setdefault(row[0], []).append(row[1])
    return found
