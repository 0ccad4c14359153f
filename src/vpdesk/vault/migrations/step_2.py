"""Step 2: that the recovery key was proven; the mark of each erased case, which says nothing of the case."""

from typing import Final

SQL: Final = """
    ALTER TABLE vault_state ADD COLUMN recovery_proven_on TEXT;
    CREATE TABLE erasures (
        id INTEGER PRIMARY KEY,
        mark TEXT NOT NULL UNIQUE,
        erased_on TEXT NOT NULL,
        rule TEXT NOT NULL
    ) STRICT;
"""
