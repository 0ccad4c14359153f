"""Step 5: what the employer got to know of after it was counted, and the cases by their matter.

What a release counted stays as it was. That the organisation handles such a case itself since, as a complaint
or a report before its own body, stands beside it: `release_id` is the last release before that. Later
releases and the audit of the earlier ones reckon with it; it is kept when the case is erased.
`stands_for` says which cases have something of a story that was counted besides the case that the ledger
names: a part that was split from that, and the case that took it in and was counted itself. Of what was split
before this step it is gathered from the events of the cases, as far as the names there are still theirs. Its
rows have a number, for a rescue that has lost its root cannot tell pairs of numbers from the entries of an
index; and it is drawn by lot, so that it tells nothing where a page keeps it after its row.
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

    CREATE TABLE stands_for (
        number INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        event_id INTEGER NOT NULL REFERENCES ledger,
        UNIQUE (case_id, event_id)
    ) STRICT;
    CREATE INDEX stands_for_event ON stands_for (event_id, case_id);
    INSERT OR IGNORE INTO stands_for
        WITH RECURSIVE split (case_id, other_id) AS (
            SELECT e.case_id, c.id FROM case_events AS e JOIN cases AS c ON c.alias = e.remarks
            WHERE e.kind = 'split'
        ), story (case_id, other_id) AS (
            SELECT a.case_id, s.other_id FROM counted_along AS a JOIN split AS s ON s.case_id = a.case_id
            UNION
            SELECT y.case_id, s.other_id FROM story AS y JOIN split AS s ON s.case_id = y.other_id
        )
        SELECT random() & 0x7fffffffffffffff, y.case_id, l.id
        FROM story AS y JOIN counted_along AS a ON a.case_id = y.case_id
            JOIN ledger AS o ON o.case_id = y.other_id AND o.event = 'opening' AND o.release_id = a.release_id
            JOIN ledger AS l ON l.case_id = o.case_id AND l.event <> 'contact';

    CREATE INDEX case_matters_by_code ON case_matters (code, case_id);
"""
