"""Step 6: the list by closing date and by matter, the hour of the next contact, how long cases are kept.

`first_matter` repeats the first code of a case in `case_matters`, which the triggers see to: the list by
matter walks one index then, whatever it is limited to. Of a case that has lost its first matter it is the
next. `next_contact_at` is the time of day on `next_contact_on`, where one was agreed. `retention_years` is
how many years after its end a case of the organisation is kept, where that was agreed.
"""

from typing import Final

SQL: Final = """
    ALTER TABLE organisations ADD COLUMN retention_years INTEGER;

    ALTER TABLE cases ADD COLUMN next_contact_at TEXT;
    ALTER TABLE cases ADD COLUMN first_matter TEXT;
    UPDATE cases SET first_matter =
        (SELECT code FROM case_matters WHERE case_id = cases.id ORDER BY rank LIMIT 1);
    CREATE TRIGGER case_matters_lead AFTER INSERT ON case_matters
        WHEN NOT EXISTS (SELECT 1 FROM case_matters WHERE case_id = new.case_id AND rank < new.rank)
        BEGIN UPDATE cases SET first_matter = new.code WHERE id = new.case_id; END;
    CREATE TRIGGER case_matters_lead_anew AFTER UPDATE ON case_matters
        BEGIN UPDATE cases SET first_matter =
            (SELECT code FROM case_matters WHERE case_id = new.case_id ORDER BY rank LIMIT 1)
            WHERE id = new.case_id; END;
    CREATE INDEX cases_by_closing ON cases (closed_on, opened_on, id, organisation_id, binned_on)
        WHERE binned_on IS NULL AND closed_on IS NOT NULL;
    CREATE INDEX cases_by_matter ON cases (first_matter, opened_on, id, closed_on, organisation_id, binned_on)
        WHERE binned_on IS NULL;
"""
