"""Step 5, its second part: decisions about breaking confidentiality, which a step may rest on.

The view that is searched is made anew with them; what it says of earlier texts stays as it was.
"""

from typing import Final

SQL: Final = """
    CREATE TABLE confidentiality_exceptions (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        decided_on TEXT NOT NULL,
        ground TEXT NOT NULL,
        harm TEXT NOT NULL,
        consent_sought TEXT NOT NULL,
        other_ways TEXT NOT NULL,
        moral_distress TEXT NOT NULL,
        consulted TEXT NOT NULL,
        decision TEXT NOT NULL,
        recipient TEXT,
        may_be_said TEXT NOT NULL,
        reporter_told TEXT NOT NULL,
        told_on TEXT,
        not_told_because TEXT NOT NULL
    ) STRICT;
    CREATE INDEX confidentiality_exceptions_of_case ON confidentiality_exceptions (case_id, decided_on);
    ALTER TABLE steps ADD COLUMN exception_id INTEGER
        REFERENCES confidentiality_exceptions ON DELETE CASCADE;
    CREATE INDEX steps_of_exception ON steps (exception_id) WHERE exception_id IS NOT NULL;

    DROP VIEW findable_texts;
    CREATE VIEW findable_texts (number, text) AS
        SELECT number, CASE kind
            WHEN 'case' THEN (SELECT criteria || char(10) || reflection FROM cases WHERE id = value_id)
            WHEN 'contact' THEN (SELECT notes FROM contacts WHERE id = value_id)
            WHEN 'consent' THEN (SELECT step || char(10) || may_be_said || char(10) || withheld || char(10)
                || withheld_because FROM consents WHERE id = value_id)
            WHEN 'step' THEN (SELECT description || char(10) || result FROM steps WHERE id = value_id)
            WHEN 'aftercare' THEN (SELECT safe_time || char(10) || remarks
                FROM aftercares WHERE id = value_id)
            WHEN 'option' THEN (SELECT meaning || char(10) || speaks_for || char(10) || speaks_against
                FROM options WHERE id = value_id)
            WHEN 'route_choice' THEN (SELECT reason FROM route_choices WHERE id = value_id)
            WHEN 'formal_track' THEN (SELECT remarks FROM formal_tracks WHERE id = value_id)
            WHEN 'milestone' THEN (SELECT remarks FROM milestones WHERE id = value_id)
            WHEN 'referral' THEN (SELECT remarks FROM referrals WHERE id = value_id)
            WHEN 'confidentiality_exception' THEN (SELECT harm || char(10) || consent_sought || char(10)
                || other_ways || char(10) || moral_distress || char(10) || consulted || char(10)
                || may_be_said || char(10) || not_told_because
                FROM confidentiality_exceptions WHERE id = value_id)
            WHEN 'case_event' THEN (SELECT remarks FROM case_events WHERE id = value_id)
            END
        FROM findables
        WHERE listed = 1 AND kind NOT IN ('organisation', 'contact_person', 'unit', 'document');

    CREATE TRIGGER confidentiality_exceptions_come AFTER INSERT ON confidentiality_exceptions BEGIN
        INSERT INTO findables (kind, value_id, case_id, listed)
            VALUES ('confidentiality_exception', new.id, new.case_id, 0);
    END;
    CREATE TRIGGER confidentiality_exceptions_change
    BEFORE UPDATE OF case_id, harm, consent_sought, other_ways, moral_distress, consulted, may_be_said,
        not_told_because ON confidentiality_exceptions BEGIN
        UPDATE findables SET listed = 0, case_id = new.case_id WHERE value_id = old.id;
    END;
    CREATE TRIGGER confidentiality_exceptions_go BEFORE DELETE ON confidentiality_exceptions BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
        DELETE FROM findables WHERE value_id = old.id;
    END;
"""
