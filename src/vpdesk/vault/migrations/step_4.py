"""Step 4: the ledger of what was counted, and the register with all that decided what was printed.

An event is counted once, in one release, and never changes: the triggers refuse it. Only whom it names may
change: another case that took this one in, or nobody once the case is erased, and then neither its contact.
What was counted before this step has no codes, for they were not kept then. A case that was split from a
counted one counts nowhere any more: `counted_along` says with which release.
"""

from typing import Final

SQL: Final = """
    ALTER TABLE organisations ADD COLUMN unit_reporting TEXT NOT NULL DEFAULT 'off';

    CREATE TABLE report_lists_anew (
        id INTEGER PRIMARY KEY,
        organisation_id INTEGER NOT NULL REFERENCES organisations ON DELETE CASCADE,
        dimension TEXT NOT NULL,
        entries TEXT NOT NULL,
        declared_on TEXT NOT NULL
    ) STRICT;
    INSERT INTO report_lists_anew
        SELECT id, organisation_id, dimension, entries, '0001-01-01' FROM report_lists;
    DROP TABLE report_lists;
    ALTER TABLE report_lists_anew RENAME TO report_lists;
    CREATE INDEX report_lists_of_organisation ON report_lists (organisation_id, dimension);

    CREATE TABLE releases_anew (
        id INTEGER PRIMARY KEY,
        organisation_id INTEGER NOT NULL REFERENCES organisations,
        kind TEXT NOT NULL CHECK (kind IN ('full', 'interim', 'told')),
        start TEXT NOT NULL,
        "end" TEXT NOT NULL,
        k INTEGER NOT NULL,
        kappa INTEGER NOT NULL,
        engine TEXT NOT NULL,
        template TEXT NOT NULL CHECK (json_valid(template)),
        body TEXT NOT NULL,
        witnesses TEXT NOT NULL CHECK (json_valid(witnesses)),
        document TEXT NOT NULL,
        document_hash TEXT NOT NULL,
        ticked TEXT NOT NULL CHECK (json_valid(ticked)),
        reason TEXT NOT NULL,
        released_at TEXT NOT NULL,
        UNIQUE (organisation_id, start, "end", kind)
    ) STRICT;
    INSERT INTO releases_anew
        SELECT id, organisation_id, coalesce(body ->> 'kind', 'full'), start, "end",
            coalesce(body ->> 'k', 5), coalesce(body ->> 'kappa', 1), coalesce(body ->> 'engine', ''),
            '{}', body, '[]', document, '', '[]', reason, released_at
        FROM releases;

    CREATE TABLE ledger (
        id INTEGER PRIMARY KEY,
        organisation_id INTEGER NOT NULL REFERENCES organisations,
        release_id INTEGER NOT NULL REFERENCES releases,
        event TEXT NOT NULL CHECK (event IN ('opening', 'closing', 'contact')),
        case_id INTEGER REFERENCES cases ON DELETE SET NULL,
        contact_id INTEGER CHECK (contact_id IS NULL OR event = 'contact'),
        half TEXT CHECK (half IS NULL OR (half IN ('first', 'second') AND event = 'opening')),
        known INTEGER NOT NULL CHECK (known IN (0, 1)),
        codes TEXT CHECK (codes IS NULL OR (json_valid(codes) AND event <> 'contact')),
        contacts INTEGER NOT NULL CHECK (contacts >= 0),
        minutes INTEGER NOT NULL CHECK (minutes >= 0),
        of_release INTEGER REFERENCES releases CHECK ((of_release IS NOT NULL) = (event = 'closing'))
    ) STRICT;
    INSERT INTO ledger
        SELECT (SELECT max(id) FROM releases) + row_number() OVER (ORDER BY release_id, event, random()),
            organisation_id, release_id, event, case_id, contact_id, NULL, 0, NULL, contacts, minutes, NULL
        FROM (
            SELECT r.organisation_id, r.id AS release_id, 'opening' AS event, n.case_id,
                NULL AS contact_id, 0 AS contacts, 0 AS minutes
            FROM counted_cases AS n JOIN releases AS r ON r.id = n.release_id
            UNION ALL
            SELECT r.organisation_id, r.id, 'contact', k.case_id, k.id, 1, k.minutes
            FROM releases AS r JOIN cases AS c ON c.organisation_id = r.organisation_id
                JOIN contacts AS k ON k.case_id = c.id
            WHERE k.held_on BETWEEN r.start AND r."end" AND k.id < r.id
        );
    DROP TABLE counted_cases;
    DROP TABLE releases;
    ALTER TABLE releases_anew RENAME TO releases;

    CREATE UNIQUE INDEX ledger_of_case ON ledger (case_id, event, coalesce(contact_id, 0))
        WHERE case_id IS NOT NULL;
    CREATE UNIQUE INDEX ledger_of_contact ON ledger (contact_id) WHERE contact_id IS NOT NULL;
    CREATE INDEX ledger_of_release ON ledger (release_id);
    CREATE INDEX ledger_running ON ledger (organisation_id, case_id, release_id)
        WHERE event = 'opening' AND codes ->> '$.outcome[0]' = 'running';
    CREATE TRIGGER ledger_is_frozen BEFORE UPDATE OF
        id, organisation_id, release_id, event, half, known, codes, contacts, minutes, of_release ON ledger
        BEGIN SELECT RAISE(ABORT, 'what was counted never changes'); END;
    CREATE TRIGGER ledger_stays BEFORE DELETE ON ledger
        WHEN EXISTS (SELECT 1 FROM releases WHERE id = old.release_id)
        BEGIN SELECT RAISE(ABORT, 'what was counted never goes'); END;
    CREATE TRIGGER ledger_names_no_contact_without_its_case AFTER UPDATE OF case_id ON ledger
        WHEN new.case_id IS NULL AND new.contact_id IS NOT NULL
        BEGIN UPDATE ledger SET contact_id = NULL WHERE id = new.id; END;
    CREATE TRIGGER releases_are_frozen BEFORE UPDATE OF
        id, organisation_id, kind, start, "end", k, kappa, engine, template, body, witnesses, document,
        document_hash, ticked, reason, released_at ON releases
        BEGIN SELECT RAISE(ABORT, 'what was released never changes'); END;
    CREATE TRIGGER releases_stay BEFORE DELETE ON releases
        WHEN EXISTS (SELECT 1 FROM organisations WHERE id = old.organisation_id)
        BEGIN SELECT RAISE(ABORT, 'what was released never goes'); END;

    CREATE TABLE counted_along (
        case_id INTEGER PRIMARY KEY REFERENCES cases ON DELETE CASCADE,
        release_id INTEGER NOT NULL REFERENCES releases
    ) STRICT;
"""
