"""Step 3: the whole case: options, the formal track, referrals, documents; what an organisation agreed."""

from typing import Final

SQL: Final = """
    ALTER TABLE counsellors ADD COLUMN same_respondent TEXT NOT NULL DEFAULT 'off';

    ALTER TABLE organisations ADD COLUMN unit_recording TEXT NOT NULL DEFAULT 'off';
    ALTER TABLE organisations ADD COLUMN committee TEXT NOT NULL DEFAULT '';
    ALTER TABLE organisations ADD COLUMN reporting_point TEXT NOT NULL DEFAULT '';
    ALTER TABLE organisations ADD COLUMN appointed_on TEXT;
    ALTER TABLE organisations ADD COLUMN appointment_ends_on TEXT;
    ALTER TABLE organisations ADD COLUMN report_due_on TEXT;
    CREATE TABLE organisation_open_routes (
        organisation_id INTEGER NOT NULL REFERENCES organisations ON DELETE CASCADE,
        rank INTEGER NOT NULL,
        code TEXT NOT NULL,
        PRIMARY KEY (organisation_id, rank)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE own_labels (
        id INTEGER PRIMARY KEY,
        organisation_id INTEGER NOT NULL REFERENCES organisations ON DELETE CASCADE,
        dimension TEXT NOT NULL,
        code TEXT NOT NULL,
        label TEXT NOT NULL,
        UNIQUE (organisation_id, dimension, code)
    ) STRICT;
    CREATE TABLE terms (
        id INTEGER PRIMARY KEY,
        organisation_id INTEGER NOT NULL REFERENCES organisations ON DELETE CASCADE,
        kind TEXT NOT NULL,
        amount INTEGER NOT NULL,
        unit TEXT NOT NULL,
        UNIQUE (organisation_id, kind)
    ) STRICT;
    CREATE TABLE contact_persons (
        id INTEGER PRIMARY KEY,
        organisation_id INTEGER NOT NULL REFERENCES organisations ON DELETE CASCADE,
        role TEXT NOT NULL,
        name TEXT NOT NULL,
        reach TEXT NOT NULL,
        receives_report TEXT NOT NULL,
        remarks TEXT NOT NULL
    ) STRICT;
    CREATE INDEX contact_persons_of_organisation ON contact_persons (organisation_id, role);
    CREATE TABLE units (
        id INTEGER PRIMARY KEY,
        organisation_id INTEGER NOT NULL REFERENCES organisations ON DELETE CASCADE,
        name TEXT NOT NULL,
        UNIQUE (organisation_id, name)
    ) STRICT;

    ALTER TABLE cases ADD COLUMN wrongdoing TEXT NOT NULL DEFAULT 'not_suspected';
    ALTER TABLE cases ADD COLUMN criteria TEXT NOT NULL DEFAULT '';
    ALTER TABLE cases ADD COLUMN reflection TEXT NOT NULL DEFAULT '';
    ALTER TABLE cases ADD COLUMN unit_id INTEGER REFERENCES units ON DELETE SET NULL;
    ALTER TABLE cases ADD COLUMN binned_on TEXT;
    DROP INDEX cases_by_opening;
    DROP INDEX cases_by_organisation;
    DROP INDEX cases_running;
    DROP INDEX cases_closed;
    DROP INDEX cases_by_next_contact;
    CREATE INDEX cases_by_opening ON cases (opened_on, id, binned_on) WHERE binned_on IS NULL;
    CREATE INDEX cases_by_organisation ON cases (organisation_id, opened_on, id, closed_on, binned_on)
        WHERE binned_on IS NULL;
    CREATE INDEX cases_running ON cases (opened_on, id, closed_on, binned_on)
        WHERE binned_on IS NULL AND closed_on IS NULL;
    CREATE INDEX cases_closed ON cases (opened_on, id, closed_on, binned_on)
        WHERE binned_on IS NULL AND closed_on IS NOT NULL;
    CREATE INDEX cases_by_next_contact ON cases (next_contact_on)
        WHERE binned_on IS NULL AND next_contact_on IS NOT NULL;
    CREATE INDEX cases_binned ON cases (binned_on) WHERE binned_on IS NOT NULL;
    CREATE INDEX cases_of_unit ON cases (unit_id) WHERE unit_id IS NOT NULL;
    CREATE TABLE case_matter_details (
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        rank INTEGER NOT NULL,
        code TEXT NOT NULL,
        PRIMARY KEY (case_id, rank)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE case_counsellor_parts (
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        rank INTEGER NOT NULL,
        code TEXT NOT NULL,
        PRIMARY KEY (case_id, rank)
    ) STRICT, WITHOUT ROWID;

    ALTER TABLE contacts ADD COLUMN held_at TEXT;
    ALTER TABLE contacts ADD COLUMN attendance TEXT NOT NULL DEFAULT 'held';
    ALTER TABLE contacts ADD COLUMN travel_minutes INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE contact_participants (
        contact_id INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
        rank INTEGER NOT NULL,
        code TEXT NOT NULL,
        PRIMARY KEY (contact_id, rank)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE steps_with_actors (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        consent_id INTEGER REFERENCES consents ON DELETE CASCADE,
        recipient TEXT NOT NULL,
        description TEXT NOT NULL,
        planned_on TEXT NOT NULL,
        carried_out_on TEXT,
        stopped_on TEXT,
        result TEXT NOT NULL,
        route TEXT,
        actor TEXT NOT NULL
    ) STRICT;
    INSERT INTO steps_with_actors
        SELECT id, case_id, consent_id, recipient, description, planned_on, carried_out_on, stopped_on,
            result, NULL, 'counsellor' FROM steps;
    DROP TABLE steps;
    ALTER TABLE steps_with_actors RENAME TO steps;
    CREATE INDEX steps_of_case ON steps (case_id, planned_on);
    CREATE INDEX steps_of_consent ON steps (consent_id);
    CREATE INDEX steps_planned ON steps (planned_on) WHERE carried_out_on IS NULL AND stopped_on IS NULL;

    CREATE TABLE options (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        route TEXT NOT NULL,
        discussed_on TEXT NOT NULL,
        meaning TEXT NOT NULL,
        speaks_for TEXT NOT NULL,
        speaks_against TEXT NOT NULL,
        UNIQUE (case_id, route)
    ) STRICT;
    CREATE TABLE route_choices (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        chosen_on TEXT NOT NULL,
        route TEXT NOT NULL,
        decision TEXT NOT NULL,
        reason TEXT NOT NULL
    ) STRICT;
    CREATE INDEX route_choices_of_case ON route_choices (case_id, chosen_on);

    CREATE TABLE formal_tracks (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        route TEXT NOT NULL,
        begun_on TEXT NOT NULL,
        last_incident_on TEXT,
        standing TEXT NOT NULL,
        ended_on TEXT,
        remarks TEXT NOT NULL
    ) STRICT;
    CREATE INDEX formal_tracks_of_case ON formal_tracks (case_id, begun_on);
    CREATE INDEX formal_tracks_running ON formal_tracks (case_id) WHERE ended_on IS NULL;
    CREATE TABLE formal_track_complaint_parts (
        formal_track_id INTEGER NOT NULL REFERENCES formal_tracks ON DELETE CASCADE,
        rank INTEGER NOT NULL,
        code TEXT NOT NULL,
        PRIMARY KEY (formal_track_id, rank)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE milestones (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        formal_track_id INTEGER NOT NULL REFERENCES formal_tracks ON DELETE CASCADE,
        kind TEXT NOT NULL,
        reached_on TEXT NOT NULL,
        finding TEXT,
        remarks TEXT NOT NULL
    ) STRICT;
    CREATE INDEX milestones_of_case ON milestones (case_id, reached_on);
    CREATE INDEX milestones_of_track ON milestones (formal_track_id);

    CREATE TABLE referrals (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        referred_on TEXT NOT NULL,
        helper TEXT NOT NULL,
        remarks TEXT NOT NULL,
        uptake TEXT NOT NULL,
        uptake_on TEXT
    ) STRICT;
    CREATE INDEX referrals_of_case ON referrals (case_id, referred_on);

    CREATE TABLE documents (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        added_on TEXT NOT NULL,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        digest TEXT NOT NULL
    ) STRICT;
    CREATE INDEX documents_of_case ON documents (case_id, added_on);
    CREATE TABLE document_contents (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        binned_id INTEGER REFERENCES binned ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX document_contents_of_case ON document_contents (case_id);
    CREATE INDEX document_contents_binned ON document_contents (binned_id) WHERE binned_id IS NOT NULL;
    CREATE TABLE document_parts (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document_contents ON DELETE CASCADE,
        rank INTEGER NOT NULL,
        content BLOB NOT NULL,
        UNIQUE (document_id, rank)
    ) STRICT;

    CREATE TABLE case_events (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        happened_on TEXT NOT NULL,
        kind TEXT NOT NULL,
        outcome TEXT,
        remarks TEXT NOT NULL
    ) STRICT;
    CREATE INDEX case_events_of_case ON case_events (case_id, happened_on);
    CREATE TABLE joined_cases (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX joined_cases_of_case ON joined_cases (case_id);

    CREATE TABLE reporter_identities (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL UNIQUE REFERENCES cases ON DELETE CASCADE,
        name TEXT NOT NULL,
        reach TEXT NOT NULL,
        safe_time TEXT NOT NULL,
        remarks TEXT NOT NULL
    ) STRICT;

    CREATE TABLE respondent_tags (
        id INTEGER PRIMARY KEY,
        organisation_id INTEGER NOT NULL REFERENCES organisations ON DELETE CASCADE,
        name TEXT NOT NULL,
        UNIQUE (organisation_id, name)
    ) STRICT;
    CREATE TABLE respondent_links (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        tag_id INTEGER NOT NULL REFERENCES respondent_tags ON DELETE CASCADE,
        UNIQUE (case_id, tag_id)
    ) STRICT;
    CREATE INDEX respondent_links_of_tag ON respondent_links (tag_id);
    CREATE TRIGGER respondent_tags_go_with_their_last_case AFTER DELETE ON respondent_links
        WHEN NOT EXISTS (SELECT 1 FROM respondent_links WHERE tag_id = old.tag_id)
        BEGIN DELETE FROM respondent_tags WHERE id = old.tag_id; END;

    CREATE TABLE binned (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        kind TEXT NOT NULL,
        label TEXT NOT NULL,
        binned_at TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX binned_of_case ON binned (case_id, binned_at);

    CREATE TABLE saved_views (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        body TEXT NOT NULL
    ) STRICT;
"""
