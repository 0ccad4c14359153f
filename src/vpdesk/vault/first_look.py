"""A look at the beginning of every table and index at opening, so that damage there is told on the lock page.

There it leads to a backup or a rescue; met later, while the window is built, it would leave an empty one. It
reads a page or two of each and no long text, for one damaged note must not close the vault: looking through
everything is what checking is for (`services.checking`).
"""

from contextlib import suppress

from sqlcipher3 import dbapi2 as sqlcipher


def look_at_each(connection: sqlcipher.Connection) -> None:
    """Read one row by each table and index; raises what SQLite says of damage."""
    found = connection.execute(
        "SELECT tbl_name, CASE type WHEN 'index' THEN name END FROM sqlite_master WHERE rootpage > 0"
    ).fetchall()
    for table, index in found:
        by = f'INDEXED BY "{index}"' if index else "NOT INDEXED"
        # an index over part of its table serves no question about all of it: SQLite then says so
        with suppress(sqlcipher.OperationalError):
            connection.execute(f'SELECT 1 FROM "{table}" {by} LIMIT 1').fetchone()  # noqa: S608  names are ours
