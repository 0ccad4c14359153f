"""What is counted, and where: the conditions that every figure of a report asks of a case `c` (rule 2)."""

from typing import Final

#: False when the reporter, asked last, refused to be counted or has taken that consent back, be it after the
#: period. Where nothing was asked, the case counts.
MAY_BE_COUNTED: Final = """
    coalesce((
        SELECT decision = 'given' AND withdrawn_on IS NULL
        FROM consents WHERE case_id = c.id AND purpose = 'counting'
        ORDER BY given_on DESC, id DESC LIMIT 1), 1)
"""

#: True until a release has counted it as a new case, be it within another case that it was split from.
NOT_COUNTED: Final = """
    NOT EXISTS (SELECT 1 FROM ledger WHERE case_id = c.id AND event = 'opening')
    AND NOT EXISTS (SELECT 1 FROM counted_along WHERE case_id = c.id)
"""

#: True when the employer handles the case itself: a complaint or a report was submitted to its own body.
KNOWN: Final = """
    EXISTS (
        SELECT 1 FROM formal_tracks AS t JOIN milestones AS m ON m.formal_track_id = t.id
        WHERE t.case_id = c.id AND t.route IN ('complaints_committee', 'reporting_point')
            AND m.kind IN ('submitted', 'received'))
"""


def belongs(day: str) -> str:
    """Return the condition that a day is in the period `:start` to `:end`, or in an earlier one that was
    released: what was entered late for that one counts now.
    """
    return f"""
        ({day} BETWEEN :start AND :end OR EXISTS (
            SELECT 1 FROM releases AS r WHERE r.organisation_id = c.organisation_id
                AND {day} BETWEEN r.start AND r."end" AND r."end" < :start))
    """  # noqa: S608  a column of our own
