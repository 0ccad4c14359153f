"""Step 1: organisations, cases and all that hangs on a case; drafts; the register of releases."""

from typing import Final

SQL: Final = """
    CREATE TABLE vault_state (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        vault_id TEXT NOT NULL,
        commits INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE counsellors (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        practice_name TEXT NOT NULL
    ) STRICT;
    INSERT INTO counsellors VALUES (1, '');

    CREATE TABLE organisations (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        remarks TEXT NOT NULL
    ) STRICT;
    CREATE TABLE organisation_mandates (
        organisation_id INTEGER NOT NULL REFERENCES organisations ON DELETE CASCADE,
        rank INTEGER NOT NULL,
        code TEXT NOT NULL,
        PRIMARY KEY (organisation_id, rank)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE report_lists (
        id INTEGER PRIMARY KEY,
        organisation_id INTEGER NOT NULL REFERENCES organisations ON DELETE CASCADE,
        dimension TEXT NOT NULL,
        entries TEXT NOT NULL,
        UNIQUE (organisation_id, dimension)
    ) STRICT;

    CREATE TABLE cases (
        id INTEGER PRIMARY KEY,
        organisation_id INTEGER NOT NULL REFERENCES organisations,
        alias TEXT NOT NULL,
        opened_on TEXT NOT NULL,
        entry TEXT NOT NULL,
        reporter_position TEXT NOT NULL,
        mandate TEXT NOT NULL,
        mandate_source TEXT NOT NULL,
        told_of_reservation_on TEXT,
        next_contact_on TEXT,
        carried_contacts INTEGER NOT NULL,
        carried_minutes INTEGER NOT NULL,
        closed_on TEXT,
        outcome TEXT
    ) STRICT;
    CREATE INDEX cases_by_opening ON cases (opened_on, id);
    CREATE INDEX cases_by_organisation ON cases (organisation_id, opened_on, id, closed_on);
    CREATE INDEX cases_running ON cases (opened_on, id, closed_on) WHERE closed_on IS NULL;
    CREATE INDEX cases_closed ON cases (opened_on, id, closed_on) WHERE closed_on IS NOT NULL;
    CREATE INDEX cases_by_next_contact ON cases (next_contact_on) WHERE next_contact_on IS NOT NULL;
    CREATE UNIQUE INDEX cases_alias ON cases (alias);

    CREATE TABLE case_matters (
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        rank INTEGER NOT NULL,
        code TEXT NOT NULL,
        PRIMARY KEY (case_id, rank)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE case_respondent_relations (
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        rank INTEGER NOT NULL,
        code TEXT NOT NULL,
        PRIMARY KEY (case_id, rank)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE case_routes (
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        rank INTEGER NOT NULL,
        code TEXT NOT NULL,
        PRIMARY KEY (case_id, rank)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE contacts (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        held_on TEXT NOT NULL,
        channel TEXT NOT NULL,
        minutes INTEGER NOT NULL,
        notes TEXT NOT NULL
    ) STRICT;
    CREATE INDEX contacts_of_case ON contacts (case_id, held_on, id, minutes);

    CREATE TABLE consents (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        given_on TEXT NOT NULL,
        purpose TEXT NOT NULL,
        decision TEXT NOT NULL,
        manner TEXT NOT NULL,
        recipient TEXT,
        step TEXT NOT NULL,
        may_be_said TEXT NOT NULL,
        withheld TEXT NOT NULL,
        withheld_because TEXT NOT NULL,
        valid_until TEXT,
        withdrawn_on TEXT
    ) STRICT;
    CREATE INDEX consents_of_case ON consents (case_id, purpose, given_on, id, decision, withdrawn_on);

    CREATE TABLE steps (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        consent_id INTEGER NOT NULL REFERENCES consents ON DELETE CASCADE,
        recipient TEXT NOT NULL,
        description TEXT NOT NULL,
        planned_on TEXT NOT NULL,
        carried_out_on TEXT,
        stopped_on TEXT,
        result TEXT NOT NULL
    ) STRICT;
    CREATE INDEX steps_of_case ON steps (case_id, planned_on);
    CREATE INDEX steps_of_consent ON steps (consent_id);

    CREATE TABLE aftercares (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,
        agreed_on TEXT NOT NULL,
        wish TEXT NOT NULL,
        initiative TEXT NOT NULL,
        due_on TEXT,
        channel TEXT NOT NULL,
        safe_time TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        outcome TEXT,
        settled_on TEXT,
        remarks TEXT NOT NULL
    ) STRICT;
    CREATE INDEX aftercares_of_case ON aftercares (case_id, agreed_on);
    CREATE INDEX aftercares_open ON aftercares (due_on) WHERE wish = 'wanted' AND outcome IS NULL;

    CREATE TABLE drafts (
        place TEXT PRIMARY KEY,
        body TEXT NOT NULL,
        saved_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE releases (
        id INTEGER PRIMARY KEY,
        organisation_id INTEGER NOT NULL REFERENCES organisations,
        start TEXT NOT NULL,
        "end" TEXT NOT NULL,
        body TEXT NOT NULL,
        document TEXT NOT NULL,
        reason TEXT NOT NULL,
        released_at TEXT NOT NULL,
        UNIQUE (organisation_id, start, "end")
    ) STRICT;
    CREATE TABLE counted_cases (
        case_id INTEGER PRIMARY KEY REFERENCES cases ON DELETE CASCADE,
        release_id INTEGER NOT NULL REFERENCES releases
    ) STRICT;
    CREATE INDEX counted_cases_of_release ON counted_cases (release_id);
"""
