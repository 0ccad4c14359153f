"""Step 5: what the employer got to know of after it was counted, and the cases by their matter.

What a release counted stays as it was. That the organisation handles such a case itself since, as a complaint
or a report that was submitted, stands beside it: `release_id` is the last release before that. Later releases
and the audit of the earlier ones reckon with it; it is kept when the case is erased.
The index of matters holds whole rows: the cases with one matter are counted within it, and a rescue reads
from it what a damaged page of their table held.
"""

from typing import Final

SQL: Final = """
    CREATE TABLE became_known (
        event_id INTEGER PRIMARY KEY REFERENCES ledger,
        release_id INTEGER NOT NULL REFERENCES releases
    ) STRICT;
    CREATE INDEX became_known_after ON became_known (release_id);
    CREATE TRIGGER became_known_is_frozen BEFORE UPDATE ON became_known
        BEGIN SELECT RAISE(ABORT, 'what became known never changes'); END;
    CREATE TRIGGER became_known_stays BEFORE DELETE ON became_known
        WHEN EXISTS (SELECT 1 FROM ledger WHERE id = old.event_id)
            AND EXISTS (SELECT 1 FROM releases WHERE id = old.release_id)
        BEGIN SELECT RAISE(ABORT, 'what became known never goes'); END;

    CREATE INDEX case_matters_by_code ON case_matters (code, case_id);
"""
