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


def known(case: str) -> str:
    """Return the condition that the employer handles the case of this number itself, before its own body.

    The complaints committee and the reporting point are the employer's; what is reached there they reach, so
    any milestone says that they have the case, whether or not it was noted when they got it. `submitted` and
    `received` say so themselves. `acknowledged`, `repair_asked`, `admissible`, `inadmissible` and `advice`,
    or `feedback`, are words of the body, and so is `ended_by_body`; `hearing` and `witnesses` are before it.
    `repaired` completes what the body asked to be completed, and `measure` is of the employer itself. Only
    three can come before: who drafted a complaint may go to court with it instead (`to_court`), of which the
    judge is nobody of the employer's (`ruling`), and may think better of it before anybody has it
    (`withdrawn`).
    """
    return f"""
        EXISTS (
            SELECT 1 FROM formal_tracks AS t JOIN milestones AS m ON m.formal_track_id = t.id
            WHERE t.case_id = {case} AND t.route IN ('complaints_committee', 'reporting_point')
                AND m.kind NOT IN ('to_court', 'ruling', 'withdrawn'))
    """  # noqa: S608  a column of our own


def belongs(day: str) -> str:
    """Return the condition that a day is in the period `:start` to `:end`, or in an earlier one that was
    released: what was entered late for that one counts now.
    """
    return f"""
        ({day} BETWEEN :start AND :end OR EXISTS (
            SELECT 1 FROM releases AS r WHERE r.organisation_id = c.organisation_id
                AND {day} BETWEEN r.start AND r."end" AND r."end" < :start))
    """  # noqa: S608  a column of our own
