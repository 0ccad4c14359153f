"""Step 3, its second part: full-text indexes of all that one may look for, by words and parts of words.

Each text has a small number of its own there (`findables`), for an index over our identifiers would be four
times as large. No text is stored twice: the views say where it is. What is made or changed waits
(`listed` = 0) until its transaction ends, and is then taken in at once (`vpdesk.vault.full_text`); what goes
is taken out by the triggers.
"""

from typing import Final

SQL: Final = """
    CREATE TABLE findables (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        value_id INTEGER NOT NULL UNIQUE,
        case_id INTEGER,
        listed INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX findables_waiting ON findables (number) WHERE listed = 0;

    CREATE INDEX cases_by_alias ON cases
        (alias COLLATE NOCASE, id, closed_on, organisation_id, opened_on, binned_on)
        WHERE binned_on IS NULL;

    CREATE VIEW findable_names (number, alias, organisation, document) AS
        SELECT number,
            CASE kind WHEN 'case' THEN (SELECT alias FROM cases WHERE id = value_id) END,
            CASE kind
            WHEN 'organisation' THEN (SELECT name || char(10) || remarks || char(10) || committee || char(10)
                || reporting_point FROM organisations WHERE id = value_id)
            WHEN 'contact_person' THEN (SELECT name || char(10) || reach || char(10) || remarks
                FROM contact_persons WHERE id = value_id)
            WHEN 'unit' THEN (SELECT name FROM units WHERE id = value_id)
            END,
            CASE kind WHEN 'document' THEN (SELECT name FROM documents WHERE id = value_id) END
        FROM findables
        WHERE listed = 1 AND kind IN ('case', 'organisation', 'contact_person', 'unit', 'document');
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
            WHEN 'case_event' THEN (SELECT remarks FROM case_events WHERE id = value_id)
            END
        FROM findables
        WHERE listed = 1 AND kind NOT IN ('organisation', 'contact_person', 'unit', 'document');

    CREATE VIRTUAL TABLE name_words USING fts5 (
        alias, organisation, document, content = 'findable_names', content_rowid = 'number',
        tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4 5');
    CREATE VIRTUAL TABLE name_parts USING fts5 (
        alias, organisation, document, content = 'findable_names', content_rowid = 'number',
        tokenize = 'trigram remove_diacritics 1', detail = column, columnsize = 0);
    CREATE VIRTUAL TABLE text_words USING fts5 (
        text, content = 'findable_texts', content_rowid = 'number',
        tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4 5');
    CREATE VIRTUAL TABLE text_parts USING fts5 (
        text, content = 'findable_texts', content_rowid = 'number',
        tokenize = 'trigram remove_diacritics 1', detail = none, columnsize = 0);
    INSERT INTO name_words (name_words, rank) VALUES
        ('pgsz', 3970), ('automerge', 0), ('crisismerge', 64), ('secure-delete', 1);
    INSERT INTO name_parts (name_parts, rank) VALUES
        ('pgsz', 3970), ('automerge', 0), ('crisismerge', 64), ('secure-delete', 1);
    INSERT INTO text_words (text_words, rank) VALUES
        ('pgsz', 3970), ('automerge', 0), ('crisismerge', 64), ('secure-delete', 1);
    INSERT INTO text_parts (text_parts, rank) VALUES
        ('pgsz', 3970), ('automerge', 0), ('crisismerge', 64), ('secure-delete', 1);

    CREATE TRIGGER findables_wait BEFORE UPDATE OF listed ON findables
    WHEN old.listed = 1 AND new.listed = 0 BEGIN
        INSERT INTO name_words (name_words, rowid, alias, organisation, document)
            SELECT 'delete', number, alias, organisation, document
            FROM findable_names WHERE number = old.number;
        INSERT INTO name_parts (name_parts, rowid, alias, organisation, document)
            SELECT 'delete', number, alias, organisation, document
            FROM findable_names WHERE number = old.number;
        INSERT INTO text_words (text_words, rowid, text)
            SELECT 'delete', number, text FROM findable_texts WHERE number = old.number;
        INSERT INTO text_parts (text_parts, rowid, text)
            SELECT 'delete', number, text FROM findable_texts WHERE number = old.number;
    END;

    CREATE TRIGGER organisations_come AFTER INSERT ON organisations BEGIN
        INSERT INTO findables (kind, value_id, case_id, listed)
            VALUES ('organisation', new.id, NULL, 0);
    END;
    CREATE TRIGGER organisations_change
    BEFORE UPDATE OF name, remarks, committee, reporting_point ON organisations BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
    END;
    CREATE TRIGGER organisations_go BEFORE DELETE ON organisations BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
        DELETE FROM findables WHERE value_id = old.id;
    END;

    CREATE TRIGGER contact_persons_come AFTER INSERT ON contact_persons BEGIN
        INSERT INTO findables (kind, value_id, case_id, listed)
            VALUES ('contact_person', new.id, NULL, 0);
    END;
    CREATE TRIGGER contact_persons_change
    BEFORE UPDATE OF name, reach, remarks ON contact_persons BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
    END;
    CREATE TRIGGER contact_persons_go BEFORE DELETE ON contact_persons BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
        DELETE FROM findables WHERE value_id = old.id;
    END;

    CREATE TRIGGER units_come AFTER INSERT ON units BEGIN
        INSERT INTO findables (kind, value_id, case_id, listed)
            VALUES ('unit', new.id, NULL, 0);
    END;
    CREATE TRIGGER units_change
    BEFORE UPDATE OF name ON units BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
    END;
    CREATE TRIGGER units_go BEFORE DELETE ON units BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
        DELETE FROM findables WHERE value_id = old.id;
    END;

    CREATE TRIGGER cases_come AFTER INSERT ON cases BEGIN
        INSERT INTO findables (kind, value_id, case_id, listed)
            VALUES ('case', new.id, new.id, 0);
    END;
    CREATE TRIGGER cases_change
    BEFORE UPDATE OF alias, criteria, reflection ON cases BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
    END;
    CREATE TRIGGER cases_go BEFORE DELETE ON cases BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
        DELETE FROM findables WHERE value_id = old.id;
    END;

    CREATE TRIGGER contacts_come AFTER INSERT ON contacts BEGIN
        INSERT INTO findables (kind, value_id, case_id, listed)
            VALUES ('contact', new.id, new.case_id, 0);
    END;
    CREATE TRIGGER contacts_change
    BEFORE UPDATE OF case_id, notes ON contacts BEGIN
        UPDATE findables SET listed = 0, case_id = new.case_id WHERE value_id = old.id;
    END;
    CREATE TRIGGER contacts_go BEFORE DELETE ON contacts BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
        DELETE FROM findables WHERE value_id = old.id;
    END;

    CREATE TRIGGER consents_come AFTER INSERT ON consents BEGIN
        INSERT INTO findables (kind, value_id, case_id, listed)
            VALUES ('consent', new.id, new.case_id, 0);
    END;
    CREATE TRIGGER consents_change
    BEFORE UPDATE OF case_id, step, may_be_said, withheld, withheld_because ON consents BEGIN
        UPDATE findables SET listed = 0, case_id = new.case_id WHERE value_id = old.id;
    END;
    CREATE TRIGGER consents_go BEFORE DELETE ON consents BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
        DELETE FROM findables WHERE value_id = old.id;
    END;

    CREATE TRIGGER steps_come AFTER INSERT ON steps BEGIN
        INSERT INTO findables (kind, value_id, case_id, listed)
            VALUES ('step', new.id, new.case_id, 0);
    END;
    CREATE TRIGGER steps_change
    BEFORE UPDATE OF case_id, description, result ON steps BEGIN
        UPDATE findables SET listed = 0, case_id = new.case_id WHERE value_id = old.id;
    END;
    CREATE TRIGGER steps_go BEFORE DELETE ON steps BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
        DELETE FROM findables WHERE value_id = old.id;
    END;

    CREATE TRIGGER aftercares_come AFTER INSERT ON aftercares BEGIN
        INSERT INTO findables (kind, value_id, case_id, listed)
            VALUES ('aftercare', new.id, new.case_id, 0);
    END;
    CREATE TRIGGER aftercares_change
    BEFORE UPDATE OF case_id, safe_time, remarks ON aftercares BEGIN
        UPDATE findables SET listed = 0, case_id = new.case_id WHERE value_id = old.id;
    END;
    CREATE TRIGGER aftercares_go BEFORE DELETE ON aftercares BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
        DELETE FROM findables WHERE value_id = old.id;
    END;

    CREATE TRIGGER options_come AFTER INSERT ON options BEGIN
        INSERT INTO findables (kind, value_id, case_id, listed)
            VALUES ('option', new.id, new.case_id, 0);
    END;
    CREATE TRIGGER options_change
    BEFORE UPDATE OF case_id, meaning, speaks_for, speaks_against ON options BEGIN
        UPDATE findables SET listed = 0, case_id = new.case_id WHERE value_id = old.id;
    END;
    CREATE TRIGGER options_go BEFORE DELETE ON options BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
        DELETE FROM findables WHERE value_id = old.id;
    END;

    CREATE TRIGGER route_choices_come AFTER INSERT ON route_choices BEGIN
        INSERT INTO findables (kind, value_id, case_id, listed)
            VALUES ('route_choice', new.id, new.case_id, 0);
    END;
    CREATE TRIGGER route_choices_change
    BEFORE UPDATE OF case_id, reason ON route_choices BEGIN
        UPDATE findables SET listed = 0, case_id = new.case_id WHERE value_id = old.id;
    END;
    CREATE TRIGGER route_choices_go BEFORE DELETE ON route_choices BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
        DELETE FROM findables WHERE value_id = old.id;
    END;

    CREATE TRIGGER formal_tracks_come AFTER INSERT ON formal_tracks BEGIN
        INSERT INTO findables (kind, value_id, case_id, listed)
            VALUES ('formal_track', new.id, new.case_id, 0);
    END;
    CREATE TRIGGER formal_tracks_change
    BEFORE UPDATE OF case_id, remarks ON formal_tracks BEGIN
        UPDATE findables SET listed = 0, case_id = new.case_id WHERE value_id = old.id;
    END;
    CREATE TRIGGER formal_tracks_go BEFORE DELETE ON formal_tracks BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
        DELETE FROM findables WHERE value_id = old.id;
    END;

    CREATE TRIGGER milestones_come AFTER INSERT ON milestones BEGIN
        INSERT INTO findables (kind, value_id, case_id, listed)
            VALUES ('milestone', new.id, new.case_id, 0);
    END;
    CREATE TRIGGER milestones_change
    BEFORE UPDATE OF case_id, remarks ON milestones BEGIN
        UPDATE findables SET listed = 0, case_id = new.case_id WHERE value_id = old.id;
    END;
    CREATE TRIGGER milestones_go BEFORE DELETE ON milestones BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
        DELETE FROM findables WHERE value_id = old.id;
    END;

    CREATE TRIGGER referrals_come AFTER INSERT ON referrals BEGIN
        INSERT INTO findables (kind, value_id, case_id, listed)
            VALUES ('referral', new.id, new.case_id, 0);
    END;
    CREATE TRIGGER referrals_change
    BEFORE UPDATE OF case_id, remarks ON referrals BEGIN
        UPDATE findables SET listed = 0, case_id = new.case_id WHERE value_id = old.id;
    END;
    CREATE TRIGGER referrals_go BEFORE DELETE ON referrals BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
        DELETE FROM findables WHERE value_id = old.id;
    END;

    CREATE TRIGGER documents_come AFTER INSERT ON documents BEGIN
        INSERT INTO findables (kind, value_id, case_id, listed)
            VALUES ('document', new.id, new.case_id, 0);
    END;
    CREATE TRIGGER documents_change
    BEFORE UPDATE OF case_id, name ON documents BEGIN
        UPDATE findables SET listed = 0, case_id = new.case_id WHERE value_id = old.id;
    END;
    CREATE TRIGGER documents_go BEFORE DELETE ON documents BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
        DELETE FROM findables WHERE value_id = old.id;
    END;

    CREATE TRIGGER case_events_come AFTER INSERT ON case_events BEGIN
        INSERT INTO findables (kind, value_id, case_id, listed)
            VALUES ('case_event', new.id, new.case_id, 0);
    END;
    CREATE TRIGGER case_events_change
    BEFORE UPDATE OF case_id, remarks ON case_events BEGIN
        UPDATE findables SET listed = 0, case_id = new.case_id WHERE value_id = old.id;
    END;
    CREATE TRIGGER case_events_go BEFORE DELETE ON case_events BEGIN
        UPDATE findables SET listed = 0 WHERE value_id = old.id;
        DELETE FROM findables WHERE value_id = old.id;
    END;

    INSERT INTO findables (kind, value_id, case_id, listed)
        SELECT kind, id, case_id, 1 FROM (
            SELECT 'organisation' AS kind, id, NULL AS case_id FROM organisations
            UNION ALL SELECT 'contact_person', id, NULL FROM contact_persons
            UNION ALL SELECT 'unit', id, NULL FROM units
            UNION ALL SELECT 'case', id, id FROM cases
            UNION ALL SELECT 'contact', id, case_id FROM contacts
            UNION ALL SELECT 'consent', id, case_id FROM consents
            UNION ALL SELECT 'step', id, case_id FROM steps
            UNION ALL SELECT 'aftercare', id, case_id FROM aftercares
            UNION ALL SELECT 'option', id, case_id FROM options
            UNION ALL SELECT 'route_choice', id, case_id FROM route_choices
            UNION ALL SELECT 'formal_track', id, case_id FROM formal_tracks
            UNION ALL SELECT 'milestone', id, case_id FROM milestones
            UNION ALL SELECT 'referral', id, case_id FROM referrals
            UNION ALL SELECT 'document', id, case_id FROM documents
            UNION ALL SELECT 'case_event', id, case_id FROM case_events
        ) ORDER BY id;
    INSERT INTO name_words (name_words) VALUES ('rebuild');
    INSERT INTO name_parts (name_parts) VALUES ('rebuild');
    INSERT INTO text_words (text_words) VALUES ('rebuild');
    INSERT INTO text_parts (text_parts) VALUES ('rebuild');
"""
