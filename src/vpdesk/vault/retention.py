"""Which cases are over, and since when: from then on the time runs for which they are kept (rule 7)."""

from datetime import date
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.retention import OverCase

#: A case is over when it is closed and nothing in it waits any more.
_IS_OVER: Final = """
    c.closed_on IS NOT NULL AND c.binned_on IS NULL AND c.next_contact_on IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM aftercares WHERE case_id = c.id AND wish = 'wanted' AND outcome IS NULL)
        AND NOT EXISTS (SELECT 1 FROM formal_tracks WHERE case_id = c.id AND ended_on IS NULL)
        AND NOT EXISTS (
            SELECT 1 FROM steps WHERE case_id = c.id AND carried_out_on IS NULL AND stopped_on IS NULL)
"""
#: It is so since the last of its closing, the answer of its aftercare and the release of the report that
#: counted it.
_SINCE: Final = """
    max(
        c.closed_on,
        coalesce((SELECT max(settled_on) FROM aftercares WHERE case_id = c.id), ''),
        coalesce((SELECT max(date(r.released_at)) FROM releases AS r WHERE r.id IN (
            SELECT release_id FROM ledger WHERE case_id = c.id
            UNION SELECT release_id FROM counted_along WHERE case_id = c.id)), '')
    )
"""
_OVER: Final = f"""
    SELECT c.id, c.alias, o.name, o.retention_years, {_SINCE} AS since,
        EXISTS (SELECT 1 FROM ledger WHERE case_id = c.id AND event = 'opening')
            OR EXISTS (SELECT 1 FROM counted_along WHERE case_id = c.id) AS counted
    FROM cases AS c JOIN organisations AS o ON o.id = c.organisation_id
    WHERE {_IS_OVER}
    GROUP BY c.id HAVING since <= :until
    ORDER BY since, c.id
"""  # noqa: S608  conditions of our own
#: Whether there is one: those that were closed longest ago come first, and mostly the first is one.
_ANY: Final = f"""
    SELECT 1 FROM cases AS c INDEXED BY cases_by_closing
    WHERE c.organisation_id = :organisation AND c.closed_on <= :until AND {_IS_OVER} AND {_SINCE} <= :until
    LIMIT 1
"""  # noqa: S608


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
            agreed_years=agreed_years,
        )
        for case_id, alias, organisation, agreed_years, since, counted in rows
    ]


def is_any_over_since(connection: sqlcipher.Connection, organisation_id: int, until: date) -> bool:
    """Tell whether a case of one client was over by `until`."""
    values = {"organisation": organisation_id, "until": until.isoformat()}
    return connection.execute(_ANY, values).fetchone() is not None
