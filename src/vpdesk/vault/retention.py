"""Which cases are over, and since when: from then on the time runs for which they are kept (rule 7)."""

from datetime import date
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.retention import OverCase

#: A case is over when it is closed and nothing in it waits any more; since the last of its closing, the
#: answer of its aftercare and the release of the report that counted it.
_OVER: Final = """
    SELECT c.id, c.alias, o.name,
        max(
            c.closed_on,
            coalesce((SELECT max(settled_on) FROM aftercares WHERE case_id = c.id), ''),
            coalesce((SELECT max(date(r.released_at)) FROM releases AS r WHERE r.id IN (
                SELECT release_id FROM ledger WHERE case_id = c.id
                UNION SELECT release_id FROM counted_along WHERE case_id = c.id)), '')
        ) AS since,
        EXISTS (SELECT 1 FROM ledger WHERE case_id = c.id AND event = 'opening')
            OR EXISTS (SELECT 1 FROM counted_along WHERE case_id = c.id) AS counted
    FROM cases AS c JOIN organisations AS o ON o.id = c.organisation_id
    WHERE c.closed_on IS NOT NULL AND c.binned_on IS NULL AND c.next_contact_on IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM aftercares WHERE case_id = c.id AND wish = 'wanted' AND outcome IS NULL)
        AND NOT EXISTS (SELECT 1 FROM formal_tracks WHERE case_id = c.id AND ended_on IS NULL)
        AND NOT EXISTS (
            SELECT 1 FROM steps WHERE case_id = c.id AND carried_out_on IS NULL AND stopped_on IS NULL)
    GROUP BY c.id HAVING since <= :until
    ORDER BY since, c.id
"""


def over_since(connection: sqlcipher.Connection, until: date) -> list[OverCase]:
    """Return the cases that were over by `until`, the longest ago first."""
    rows = connection.execute(_OVER, {"until": until.isoformat()})
    return [
        OverCase(
            case_id=case_id,
            alias=alias,
            organisation=organisation,
            since=date.fromisoformat(since),
            is_counted=bool(counted),
        )
        for case_id, alias, organisation, since, counted in rows
    ]
