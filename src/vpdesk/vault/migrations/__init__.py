"""The schema's history: plain SQL, append only, importing nothing of ours; a module for each step.

Each step runs in one transaction together with the new `user_version`. Dates are ISO text, identifiers
whole numbers that grow with time, codes the profession's codes.
"""

from vpdesk.vault.migrations import (
    step_1,
    step_2,
    step_3,
    step_3_finding,
    step_4,
    step_5,
    step_5_confidence,
    step_6,
)

MIGRATIONS: tuple[str, ...] = (
    step_1.SQL,
    step_2.SQL,
    step_3.SQL + step_3_finding.SQL,
    step_4.SQL,
    step_5.SQL + step_5_confidence.SQL,
    step_6.SQL,
)

#: The tables whose rows a step changes on purpose, by its number; all other rows come through word for word.
#: Step 4: each row of `counted_cases` becomes an event of the ledger.
REWRITTEN: dict[int, frozenset[str]] = {4: frozenset({"counted_cases"})}
