"""The list of cases, paged: which it shows, in what order, and where one of them stands in it.

An inner query walks an index only, so that skipping many rows stays cheap; an outer one reads the tables for
the few rows that are shown. What is due is known of few cases: those are gathered first, the others follow.
So are the cases of a matter that few of them have: walking would pass by nearly all others.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.case import CaseStatus
from vpdesk.domain.case_list import CaseColumn, CaseOrder
from vpdesk.domain.overview import CaseFilter, CaseRow
from vpdesk.domain.values import Matter
from vpdesk.vault.case_filter import (
    DAYS,
    OF_MATTER,
    WALKED,
    Values,
    Way,
    conditions_of,
    terms_as_json,
    way_to,
)
from vpdesk.vault.case_stretches import place_of, sql_of, stretches

NEWEST: Final = CaseOrder()

_SHOWN: Final = """
    SELECT c.id, c.alias, o.name AS organisation, c.opened_on, c.closed_on,
        c.next_contact_on, c.next_contact_at,
        (SELECT group_concat(code, '|') FROM (
            SELECT code FROM case_matters WHERE case_id = c.id ORDER BY rank)) AS matters,
        (SELECT min(due_on) FROM aftercares
            WHERE case_id = c.id AND wish = 'wanted' AND outcome IS NULL) AS aftercare_due_on,
        (SELECT min(planned_on) FROM steps
            WHERE case_id = c.id AND carried_out_on IS NULL AND stopped_on IS NULL) AS step_due_on
    FROM cases AS c JOIN organisations AS o ON o.id = c.organisation_id
    WHERE c.id IN ({inner})
    ORDER BY {order}
"""
#: The cases that ever ask for something, each with the first day.
_DUE: Final = f"""
    SELECT case_id, min(due_on) AS due_on FROM ({DAYS.format(until="'9999-12-31'")}) GROUP BY case_id
"""  # noqa: S608  conditions of our own


def read_rows(
    db: sqlcipher.Connection, chosen: CaseFilter, order: CaseOrder, offset: int, limit: int
) -> list[CaseRow]:
    """Return the rows `offset` to `offset + limit` of the list."""
    ids = _by_parts(db, chosen, order, offset, limit)
    if ids is not None:
        shown = _read(db, chosen, "SELECT value FROM json_each(:ids)", "c.id", {"ids": json.dumps(ids)})
        by_id = {row.id: row for row in shown}
        return [by_id[case_id] for case_id in ids]
    inner, values = _inner(chosen, order, way_to(db, chosen))
    values |= {"limit": limit, "offset": offset}
    # a parameter alone behind LIMIT would have SQLite compile the statement anew for each value
    return _read(db, chosen, f"{inner} LIMIT :limit + 0 OFFSET :offset", _sorted(order, "c.", "o."), values)


def count_rows(db: sqlcipher.Connection, chosen: CaseFilter) -> int:
    """Return how many cases the filter lets through.

    Of the cases with one matter few are running and few are in the bin: those are taken off what the index of
    matters counts, a twentieth of what asking each case takes.
    """
    if chosen == CaseFilter(matter=chosen.matter, status=chosen.status, terms=chosen.terms):
        if chosen.matter is not None and chosen.status is None:
            return _count_of_matter(db, chosen.matter)
        if chosen.matter is not None and chosen.status is CaseStatus.CLOSED:
            running = count_rows(db, replace(chosen, status=CaseStatus.OPEN))
            return _count_of_matter(db, chosen.matter) - running
    way = way_to(db, chosen)
    where, values = conditions_of(chosen, way)
    return int(db.execute(f"SELECT count(*) FROM {way.cases} WHERE {where}", values).fetchone()[0])  # noqa: S608


def _count_of_matter(db: sqlcipher.Connection, matter: Matter) -> int:
    sql = f"""
        SELECT (SELECT count(DISTINCT case_id) FROM case_matters WHERE code = :matter)
            - (SELECT count(*) FROM cases WHERE binned_on IS NOT NULL AND {OF_MATTER.format(table="cases.")})
    """  # noqa: S608  conditions of our own
    return int(db.execute(sql, {"matter": matter}).fetchone()[0])


def find_row(db: sqlcipher.Connection, case_id: int, chosen: CaseFilter, order: CaseOrder) -> int | None:
    """Return the place of a case in the list, or None when the filter hides it.

    In the usual order it is counted within an index; in another the list is walked up to it.
    """
    way = way_to(db, chosen)
    where, values = conditions_of(chosen, way)
    sql = f"SELECT opened_on FROM {way.cases} WHERE {where} AND id = :id"  # noqa: S608  conditions of our own
    values["id"] = case_id
    case = db.execute(sql, values).fetchone()
    if case is None:
        return None
    if order == NEWEST:
        sql = f"SELECT count(*) FROM {way.cases} WHERE {where} AND (opened_on, id) > (:on, :id)"  # noqa: S608
        return int(db.execute(sql, {**values, "on": case["opened_on"]}).fetchone()[0])
    for place, each in enumerate(_ids(db, chosen, order)):
        if each == case_id:
            return place
    return None


def _ids(db: sqlcipher.Connection, chosen: CaseFilter, order: CaseOrder) -> Iterator[int]:
    ids = _by_parts(db, chosen, order, 0, -1)
    if ids is not None:
        yield from ids
        return
    inner, values = _inner(chosen, order, way_to(db, chosen))
    yield from (row[0] for row in db.execute(inner, values))


def _read(
    db: sqlcipher.Connection, chosen: CaseFilter, inner: str, order: str, values: Values
) -> list[CaseRow]:
    terms = dict(chosen.terms)
    rows = db.execute(_SHOWN.format(inner=inner, order=order), values)
    return [_case_row(row, terms.get(row["id"])) for row in rows]


def _by_parts(
    db: sqlcipher.Connection, chosen: CaseFilter, order: CaseOrder, offset: int, limit: int
) -> list[int] | None:
    """Return the identifiers of an order that no single index has; None where one query sorts as well."""
    if order.column is CaseColumn.DUE:
        return _by_due(db, chosen, order, offset, limit)
    parts = stretches(chosen, order, way_to(db, chosen))
    found: list[int] = []
    for part in parts:
        within = f"FROM {part.cases} WHERE {part.where}"
        values = {**part.values, "left": limit if limit < 0 else limit - len(found), "passed": offset}
        sql = f"SELECT id {within} ORDER BY {part.order} LIMIT :left + 0 OFFSET :passed"
        rows = db.execute(sql, values).fetchall()
        found += (row[0] for row in rows)
        if len(found) == limit:
            break
        if rows:
            offset = 0
        elif offset:  # all of it comes before what is asked for
            offset -= min(offset, int(db.execute(f"SELECT count(*) {within}", part.values).fetchone()[0]))
    return found if parts else None


def _inner(chosen: CaseFilter, order: CaseOrder, way: Way) -> tuple[str, Values]:
    """Return the query of the identifiers in their order."""
    if order.column is CaseColumn.ORGANISATION:
        where, values = conditions_of(chosen, way, "i.")
        sql = f"SELECT i.id FROM {way.by_client} WHERE {where} ORDER BY {_sorted(order, 'i.', 'p.')}"  # noqa: S608
        return sql, values
    where, values = conditions_of(chosen, way)
    if order.column is CaseColumn.ALIAS:  # the plus keeps SQLite from another index, and from sorting then
        for column in ("cases.organisation_id", "cases.opened_on"):
            where = where.replace(column, f"+{column}")
    return f"SELECT id FROM {way.cases} WHERE {where} ORDER BY {_sorted(order, '', '')}", values  # noqa: S608


def _sorted(order: CaseOrder, case: str, organisation: str) -> str:
    way = sql_of(order.direction)
    match order.column:
        case CaseColumn.ALIAS:
            return f"{case}alias COLLATE NOCASE {way}, {case}id {way}"
        case CaseColumn.ORGANISATION:
            return f"{organisation}name {way}, {case}opened_on DESC, {case}id DESC"
        case CaseColumn.CLOSED:
            return f"{case}closed_on IS NULL, {case}closed_on {way}, {case}opened_on {way}, {case}id {way}"
        case CaseColumn.MATTER:
            return f"{place_of(f'{case}first_matter')} {way}, {case}opened_on DESC, {case}id DESC"
    return f"{case}opened_on {way}, {case}id {way}"


def _by_due(
    db: sqlcipher.Connection, chosen: CaseFilter, order: CaseOrder, offset: int, limit: int
) -> list[int]:
    """Return identifiers: the cases that ask for something by its day, then the others, newest first."""
    where, values = conditions_of(chosen, WALKED, "i.")
    direction = sql_of(order.direction)
    due = f"""
        SELECT i.id FROM ({_DUE}) AS d CROSS JOIN cases AS i ON i.id = d.case_id
        WHERE {where} ORDER BY d.due_on {direction}, i.opened_on DESC, i.id DESC
    """  # noqa: S608  conditions of our own
    values["terms"] = terms_as_json(chosen)
    asking = [row[0] for row in db.execute(due, values)]
    end = len(asking) if limit < 0 else offset + limit
    found = asking[offset:end]
    if limit >= 0 and len(found) == limit:
        return found
    way = way_to(db, chosen)
    where, _same = conditions_of(chosen, way)
    rest = f"""
        SELECT id FROM {way.cases} WHERE {where} AND id NOT IN (SELECT case_id FROM ({_DUE}))
        ORDER BY opened_on DESC, id DESC LIMIT :left + 0 OFFSET :after
    """  # noqa: S608
    left = -1 if limit < 0 else limit - len(found)
    values |= {"left": left, "after": max(0, offset - len(asking))}
    return [*found, *(row[0] for row in db.execute(rest, values))]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _case_row(row: Any, term_due_on: date | None) -> CaseRow:
    return CaseRow(
        id=row["id"],
        alias=row["alias"],
        organisation=row["organisation"],
        matters=tuple(Matter.of(code) for code in row["matters"].split("|")),
        opened_on=date.fromisoformat(row["opened_on"]),
        closed_on=_day(row["closed_on"]),
        next_contact_on=_day(row["next_contact_on"]),
        next_contact_at=row["next_contact_at"] and time.fromisoformat(row["next_contact_at"]),
        aftercare_due_on=_day(row["aftercare_due_on"]),
        step_due_on=_day(row["step_due_on"]),
        term_due_on=term_due_on,
    )
