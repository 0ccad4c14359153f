"""Which cases the list lets through, as conditions over indexes, and the shorter way to them.

Each condition names the table that it asks, so that it fits into any query over the cases. The cases of a
matter that few of them have are gathered first: walking an index would pass by nearly all others.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.case import CaseStatus
from vpdesk.domain.overview import CaseFilter

_STATUS: Final = {CaseStatus.OPEN: "closed_on IS NULL", CaseStatus.CLOSED: "closed_on IS NOT NULL"}
#: The days on which a case asks for something, by `{until}`; those of terms are given as JSON.
DAYS: Final = """
    SELECT case_id, due_on FROM aftercares WHERE wish = 'wanted' AND outcome IS NULL AND due_on <= {until}
    UNION ALL
    SELECT id, next_contact_on FROM cases
        WHERE binned_on IS NULL AND next_contact_on IS NOT NULL AND next_contact_on <= {until}
    UNION ALL
    SELECT case_id, planned_on FROM steps
        WHERE carried_out_on IS NULL AND stopped_on IS NULL AND planned_on <= {until}
    UNION ALL
    SELECT value ->> 0, value ->> 1 FROM json_each(:terms) WHERE value ->> 1 <= {until}
"""
_IS_DUE: Final = f"{{table}}id IN (SELECT case_id FROM ({DAYS.format(until=':due_until')}))"  # noqa: S608
OF_MATTER: Final = "EXISTS (SELECT 1 FROM case_matters WHERE case_id = {table}id AND code = :matter)"
#: A matter is rare up to so many cases: reading each and sorting them takes a millisecond.
_FEW: Final = 2_000

Values = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a query comes to its cases: from what it reads them, alone and by client, and how it asks for one
    matter.
    """

    cases: str
    by_client: str
    of_matter: str


WALKED: Final = Way(
    cases="cases",
    by_client="organisations AS p CROSS JOIN cases AS i ON i.organisation_id = p.id",
    of_matter=OF_MATTER,
)
#: Without indexes SQLite can only look up one case after the other that the matter names.
_GATHERED: Final = Way(
    cases="cases NOT INDEXED",
    by_client="cases AS i NOT INDEXED CROSS JOIN organisations AS p ON p.id = i.organisation_id",
    of_matter="{table}id IN (SELECT case_id FROM case_matters WHERE code = :matter)",
)


def way_to(db: sqlcipher.Connection, chosen: CaseFilter) -> Way:
    """Return the shorter way to the cases that the filter lets through."""
    if chosen.matter is None:
        return WALKED
    sql = "SELECT 1 FROM case_matters WHERE code = ? LIMIT 1 OFFSET ?"
    return WALKED if db.execute(sql, [chosen.matter, _FEW]).fetchone() else _GATHERED


def conditions_of(chosen: CaseFilter, way: Way, table: str = "") -> tuple[str, Values]:
    """Return what the filter asks of `table` (with its point, or nothing), and the values in it."""
    conditions = [f"{table}binned_on IS NULL"]
    values: Values = {}
    status = chosen.status
    if status is None and (chosen.closed_from or chosen.closed_until):
        status = CaseStatus.CLOSED  # it follows, but SQLite walks the index of closed cases when it is said
    if status is not None:
        conditions.append(f"{table}{_STATUS[status]}")
    for name, condition in (
        ("organisation_id", "{table}organisation_id = :organisation_id"),
        ("opened_from", "{table}opened_on >= :opened_from"),
        ("opened_until", "{table}opened_on <= :opened_until"),
        ("closed_from", "{table}closed_on >= :closed_from"),
        ("closed_until", "{table}closed_on <= :closed_until"),
        ("matter", way.of_matter),
        ("due_until", _IS_DUE),
    ):
        value = getattr(chosen, name)
        if value is not None:
            conditions.append(condition.format(table=table or "cases."))
            values[name] = value.isoformat() if isinstance(value, date) else value
    if chosen.due_until is not None:
        values["terms"] = terms_as_json(chosen)
    return " AND ".join(conditions), values


def terms_as_json(chosen: CaseFilter) -> str:
    """Return the days of terms, which no table knows, as the queries read them."""
    return json.dumps([(case_id, on.isoformat()) for case_id, on in chosen.terms])
