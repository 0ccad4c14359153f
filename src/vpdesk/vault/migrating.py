"""Bringing a vault to the schema of this program, all of a step or nothing of it."""

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault.faults import NewerSchemaError
from vpdesk.vault.migrations import MIGRATIONS


def schema(connection: sqlcipher.Connection) -> int:
    """Return the schema version of a database; raises NewerSchemaError when this program does not know it."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise NewerSchemaError
    return version


def migrate(connection: sqlcipher.Connection, version: int) -> None:
    """Take the steps that come after `version`."""
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        try:
            connection.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
