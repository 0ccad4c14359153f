"""The cases in the vault."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, time
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from vpdesk.domain.case import Case
from vpdesk.domain.case_list import CaseOrder
from vpdesk.domain.day_and_time import DayAndTime
from vpdesk.domain.overview import CaseFilter, CaseRow, CountableCase, UnansweredCase
from vpdesk.domain.values import Mandate, Matter
from vpdesk.vault.case_list import NEWEST, count_rows, find_row, read_rows
from vpdesk.vault.counting import MAY_BE_COUNTED, NOT_COUNTED, belongs, known
from vpdesk.vault.rows import Rows
from vpdesk.vault.table import Table

CASES: Final = Table(Case, "cases", owner="case")

_COUNTABLE: Final = f"""
    SELECT c.id, c.opened_on, c.reporter_position, c.entry, coalesce(c.outcome, '') AS outcome,
        c.carried_contacts, c.carried_minutes, {known("c.id")} AS known,
        CASE o.unit_reporting WHEN 'on' THEN c.unit_id END AS unit_id,
        (SELECT group_concat(code, '|') FROM case_matters WHERE case_id = c.id) AS matters,
        (SELECT group_concat(code, '|') FROM case_respondent_relations WHERE case_id = c.id) AS relations,
        (SELECT group_concat(code, '|') FROM case_routes WHERE case_id = c.id) AS routes
    FROM cases AS c JOIN organisations AS o ON o.id = c.organisation_id
    WHERE c.organisation_id = :organisation AND c.binned_on IS NULL
        AND {NOT_COUNTED}
        AND {belongs("c.opened_on")}
        AND {MAY_BE_COUNTED}
    ORDER BY c.id
"""  # noqa: S608  conditions of our own

_FOLLOWING: Final = f"""
    SELECT c.id, m.code FROM cases AS c JOIN case_matters AS m ON m.case_id = c.id
    WHERE c.organisation_id = :organisation AND c.binned_on IS NULL AND c.mandate_source = 'derived'
        AND c.id IN (SELECT case_id FROM case_matters WHERE code IN (SELECT value FROM json_each(:matters)))
        AND {NOT_COUNTED}
    ORDER BY c.id, m.rank
"""  # noqa: S608  conditions of our own

_AGREE: Final = """
    UPDATE cases SET next_contact_on = :day, next_contact_at = :at,
        told_of_reservation_on = coalesce(:told, told_of_reservation_on)
    WHERE id = :case AND (next_contact_on IS NOT :day OR next_contact_at IS NOT :at
        OR told_of_reservation_on <> :told OR told_of_reservation_on IS NULL AND :told IS NOT NULL)
"""


class Cases(Rows[Case]):
    """Typed access to the cases."""

    def rows(
        self, chosen: CaseFilter, order: CaseOrder = NEWEST, *, offset: int = 0, limit: int = 200
    ) -> list[CaseRow]:
        """Return the rows `offset` to `offset + limit` of the filtered list in this order."""
        return read_rows(self._db, chosen, order, offset, limit)

    def count(self, chosen: CaseFilter) -> int:
        """Return how many cases the filter lets through."""
        return count_rows(self._db, chosen)

    def position(self, case_id: int, chosen: CaseFilter, order: CaseOrder = NEWEST) -> int | None:
        """Return the place of a case in the filtered list, or None when the filter hides it."""
        return find_row(self._db, case_id, chosen, order)

    def likenesses(self) -> Iterator[tuple[int, date, str, frozenset[str]]]:
        """Yield organisation, opening day, reporter's position and matters of each case outside the bin."""
        rows = self._db.execute(
            "SELECT organisation_id, opened_on, reporter_position,"
            " (SELECT group_concat(code, '|') FROM case_matters WHERE case_id = cases.id)"
            " FROM cases WHERE binned_on IS NULL"
        )
        for organisation_id, opened_on, position, matters in rows:
            yield organisation_id, date.fromisoformat(opened_on), position, frozenset(matters.split("|"))

    def aliases(self) -> frozenset[str]:
        """Return every alias that is in use."""
        return frozenset(row[0] for row in self._db.execute("SELECT alias FROM cases"))

    def has_alias(self, alias: str, *, besides: int = 0) -> bool:
        """Tell whether another case than `besides` bears this alias."""
        sql = "SELECT 1 FROM cases WHERE alias = ? AND id <> ?"
        return self._db.execute(sql, [alias, besides]).fetchone() is not None

    def find(self, case_id: int) -> Case | None:
        """Return a case, or None when it is not there (any more)."""
        found = self._select("WHERE id = ?", [case_id])
        return found[0] if found else None

    def first_opened(self, organisation_id: int) -> date | None:
        """Return the day on which the first case of an organisation was opened; None without any."""
        sql = "SELECT min(opened_on) FROM cases WHERE organisation_id = ? AND binned_on IS NULL"
        (day,) = self._db.execute(sql, [organisation_id]).fetchone()
        return None if day is None else date.fromisoformat(day)

    def of_unit(self, unit_id: int) -> tuple[int, ...]:
        """Return the identifiers of the cases at one site or department, those in the bin too."""
        rows = self._db.execute("SELECT id FROM cases WHERE unit_id = ? ORDER BY id", [unit_id])
        return tuple(row[0] for row in rows)

    def unanswered(self) -> list[UnansweredCase]:
        """Return every new case without any contact, oldest first; none from the bin.

        No case is new that was closed before, split, or taken over without its earlier contacts.
        """
        sql = """
            SELECT c.id, c.alias, c.opened_on, c.organisation_id, o.name AS organisation
            FROM cases AS c INDEXED BY cases_running JOIN organisations AS o ON o.id = c.organisation_id
            WHERE c.binned_on IS NULL AND c.closed_on IS NULL AND c.carried_contacts = 0
                AND NOT EXISTS (SELECT 1 FROM contacts AS k WHERE k.case_id = c.id)
                AND NOT EXISTS (SELECT 1 FROM case_events AS e WHERE e.case_id = c.id AND e.kind <> 'joined')
            ORDER BY c.opened_on, c.id
        """
        rows = [dict(zip(row.keys(), row, strict=True)) for row in self._db.execute(sql)]
        return [UnansweredCase(**{**row, "opened_on": date.fromisoformat(row["opened_on"])}) for row in rows]

    def by_alias(self, alias: str) -> Case | None:
        """Return the case of this alias that is not in the bin; capitals make no difference."""
        found = self._select("WHERE alias = ? COLLATE NOCASE AND binned_on IS NULL", [alias])
        return found[0] if found else None

    def binned(self) -> list[Case]:
        """Return the cases in the bin, the one that was put there last first."""
        return self._select("WHERE binned_on IS NOT NULL ORDER BY binned_on DESC, id DESC")

    def count_binned(self) -> int:
        """Return how many cases are in the bin."""
        sql = "SELECT count(*) FROM cases WHERE binned_on IS NOT NULL"
        return int(self._db.execute(sql).fetchone()[0])

    def next_contact(self, case_id: int) -> DayAndTime | None:
        """Return when the next contact was agreed, if it was; raises LookupError when there is no case."""
        sql = "SELECT next_contact_on, next_contact_at FROM cases WHERE id = ?"
        row = self._db.execute(sql, [case_id]).fetchone()
        if row is None:
            raise LookupError(self._missing(case_id))
        day, at = row
        return DayAndTime.of(day and date.fromisoformat(day), at and time.fromisoformat(at))

    def agree(
        self, case_id: int, *, next_contact: DayAndTime | None, told_on: date | None = None
    ) -> None:
        """Note when the next contact was agreed, and on which day the limit of confidentiality was announced.

        None: nothing was agreed; it was not announced now. Writes only what is other than before. Raises
        LookupError when the case is not there.
        """
        values = {
            "case": case_id,
            "day": None if next_contact is None else next_contact.day.isoformat(),
            "at": None if next_contact is None or next_contact.at is None else next_contact.at.isoformat(),
            "told": None if told_on is None else told_on.isoformat(),
        }
        if not self._db.execute(_AGREE, values).rowcount:
            self._require(case_id)
        self._touch("cases")

    def note_joined(self, gone_id: int, case_id: int) -> None:
        """Remember that a case has gone into another: earlier backups hold it under its own number."""
        self._db.execute("INSERT INTO joined_cases (id, case_id) VALUES (?, ?)", [gone_id, case_id])
        self._touch("cases")

    def uncounted(self, organisation_id: int) -> list[Case]:
        """Return the cases of one organisation that no report has counted yet."""
        counted = NOT_COUNTED.replace("c.id", "cases.id")
        return self._select(
            f"WHERE organisation_id = ? AND binned_on IS NULL AND {counted} ORDER BY id", [organisation_id]
        )

    def following(
        self, organisation_id: int, about: Iterable[Matter]
    ) -> list[tuple[int, tuple[Matter, ...]]]:
        """Return the cases about one of these that no report has counted and whose mandate is derived.

        With all their matters, and no more is read of them: an organisation may have ten thousand.
        """
        values = {"organisation": organisation_id, "matters": json.dumps([matter.value for matter in about])}
        rows = self._db.execute(_FOLLOWING, values)
        cases = groupby(rows, key=itemgetter(0))
        return [(case_id, tuple(Matter.of(code) for _, code in matters)) for case_id, matters in cases]

    def take_mandates(self, mandates: Iterable[tuple[int, Mandate]]) -> None:
        """Write the mandate of each case; one that has it already is not written again."""
        values = [(mandate.value, case_id, mandate.value) for case_id, mandate in mandates]
        self._db.executemany("UPDATE cases SET mandate = ? WHERE id = ? AND mandate <> ?", values)
        self._touch("cases")

    def countable(self, organisation_id: int, start: date, end: date) -> list[CountableCase]:
        """Return the cases that a report over `start` to `end` (both included) counts.

        A case counts once: in the first report after it was entered. So a case of an earlier, released
        period that was entered late counts here. A case whose reporter refused counting, or took that
        consent back, is left out.
        """
        values = {"organisation": organisation_id, "start": start.isoformat(), "end": end.isoformat()}
        return [_countable(row) for row in self._db.execute(_COUNTABLE, values)]


def _countable(row: Any) -> CountableCase:
    def codes(column: str) -> frozenset[str]:
        return frozenset(row[column].split("|")) if row[column] else frozenset()

    return CountableCase(
        id=row["id"],
        opened_on=date.fromisoformat(row["opened_on"]),
        matters=codes("matters"),
        reporter_position=row["reporter_position"],
        respondent_relations=codes("relations"),
        entry=row["entry"],
        routes=codes("routes"),
        outcome=row["outcome"],
        carried_contacts=row["carried_contacts"],
        carried_minutes=row["carried_minutes"],
        unit_id=row["unit_id"],
        known=bool(row["known"]),
    )
