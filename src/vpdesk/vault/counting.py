"""Who may be counted: the one condition that every figure of a report asks of a case (rule 2)."""

from typing import Final

#: Of the case `c`: false when the reporter, asked last, refused to be counted or has taken that consent back,
#: be it after the period. Where nothing was asked, the case counts.
MAY_BE_COUNTED: Final = """
    coalesce((
        SELECT decision = 'given' AND withdrawn_on IS NULL
        FROM consents WHERE case_id = c.id AND purpose = 'counting'
        ORDER BY given_on DESC, id DESC LIMIT 1), 1)
"""
