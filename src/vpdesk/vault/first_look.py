"""A look at the beginning of every table and index at opening, so that damage there is told on the lock page.

There it leads to a backup or a rescue; met later, while the window is built, it would leave an empty one. It
reads a page or two of each and no long text, for one damaged note must not close the vault: looking through
everything is what checking is for (`services.checking`).
"""

from contextlib import suppress
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

#: Each tree, by its table and the index that it is read by. A table without row numbers is the index of its
#: own key, and must be read by that one: to SQLite `NOT INDEXED` says nothing there, and where another index
#: holds all the columns too it would read that one, as the shorter way, and never look at the table.
_TREES: Final = """
    SELECT m.tbl_name, CASE WHEN m.type = 'index' THEN m.name
        WHEN t.wr THEN (SELECT name FROM pragma_index_list(m.name) WHERE origin = 'pk') END
    FROM sqlite_master AS m JOIN pragma_table_list AS t ON t.schema = 'main' AND t.name = m.tbl_name
    WHERE m.rootpage > 0
"""


def look_at_each(connection: sqlcipher.Connection) -> None:
    """Read one row by each table and index; raises what SQLite says of damage."""
    for table, index in connection.execute(_TREES).fetchall():
        by = f'INDEXED BY "{index}"' if index else "NOT INDEXED"
        # an index over part of its table serves no question about all of it: SQLite then says so
        with suppress(sqlcipher.OperationalError):
            connection.execute(f'SELECT 1 FROM "{table}" {by} LIMIT 1').fetchone()  # noqa: S608  names are ours
