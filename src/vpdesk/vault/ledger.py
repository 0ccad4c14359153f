"""The register of releases, and the ledger: each event that a release counted, once and for ever.

What still is to be counted is asked of the cases by the conditions in `vpdesk.vault.counting`; what was
counted is read here. A row of the ledger names its case while there is one, and goes on counting without it.
Other cases may have something of that story too: a part that was split from it, or the case that took it in
and was counted itself. Those stand for it (`stands_for`): what the employer knows of one of them it knows of
the story.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.identity import new_id
from vpdesk.domain.overview import CountableClosing, CountableContact
from vpdesk.domain.register import LedgerEvent, RegisteredRelease
from vpdesk.vault.counting import MAY_BE_COUNTED, belongs, known
from vpdesk.vault.rows import Rows
from vpdesk.vault.table import Table

RELEASES: Final = Table(RegisteredRelease, "releases")
LEDGER: Final = Table(LedgerEvent, "ledger")

#: Of events: the employer handles a case itself by now that has something of what was counted.
_KNOWN_BY_NOW: Final = f"""
    ({known("l.case_id")} OR EXISTS (
        SELECT 1 FROM stands_for AS s WHERE s.event_id = l.id AND {known("s.case_id")}))
"""  # noqa: S608  conditions of our own
_CLOSINGS: Final = f"""
    SELECT c.id, c.outcome, l.release_id,
        l.known OR EXISTS (SELECT 1 FROM became_known WHERE event_id = l.id) OR {_KNOWN_BY_NOW} AS known
    FROM ledger AS l JOIN cases AS c ON c.id = l.case_id
    WHERE l.organisation_id = :organisation AND l.event = 'opening' AND l.codes ->> '$.outcome[0]' = 'running'
        AND c.binned_on IS NULL AND c.closed_on <= :end AND c.outcome IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM ledger WHERE case_id = c.id AND event = 'closing')
        AND {MAY_BE_COUNTED}
    ORDER BY c.id
"""  # noqa: S608  conditions of our own
#: Of events: what may become known, and of which it is not kept yet that it has.
_NOT_KNOWN: Final = """
    l.event IN ('opening', 'closing') AND l.known = 0
    AND NOT EXISTS (SELECT 1 FROM became_known WHERE event_id = l.id)
"""
_KNOWN_SINCE: Final = f"""
    SELECT b.event_id, b.release_id
    FROM releases AS r JOIN became_known AS b ON b.release_id = r.id
    WHERE r.organisation_id = :organisation
    UNION ALL
    SELECT l.id, NULL
    FROM releases AS r JOIN ledger AS l ON l.release_id = r.id
    WHERE r.organisation_id = :organisation AND {_NOT_KNOWN} AND {_KNOWN_BY_NOW}
"""  # noqa: S608  conditions of our own
_LAST_RELEASE: Final = """
    SELECT id FROM releases WHERE organisation_id = {organisation} ORDER BY released_at DESC, id DESC LIMIT 1
"""
_NOTE_KNOWN: Final = f"""
    INSERT INTO became_known
    SELECT l.id, ({_LAST_RELEASE.format(organisation="l.organisation_id")})
    FROM ledger AS l
    WHERE l.id IN (
            SELECT id FROM ledger WHERE case_id = :case
            UNION ALL SELECT event_id FROM stands_for WHERE case_id = :case)
        AND {_NOT_KNOWN} AND {known(":case")}
"""  # noqa: S608  conditions of our own
#: The number of a row of `stands_for`: any, so that it does not tell when the row came.
_BY_LOT: Final = "random() & 0x7fffffffffffffff"
#: Who stands for the opening of a case stands for its closing too, once that is counted.
_STAND_FOR_CLOSINGS: Final = f"""
    INSERT INTO stands_for
    SELECT {_BY_LOT}, s.case_id, l.id
    FROM ledger AS l JOIN ledger AS o ON o.case_id = l.case_id AND o.event = 'opening'
        JOIN stands_for AS s ON s.event_id = o.id
    WHERE l.release_id = :release AND l.event = 'closing'
"""  # noqa: S608  a number of our own
#: What one case is counted as, and what it stands for, another stands for too.
_STAND_FOR: Final = f"""
    INSERT OR IGNORE INTO stands_for
    SELECT {_BY_LOT}, :other, id FROM ledger WHERE case_id = :case AND event <> 'contact'
    UNION ALL SELECT {_BY_LOT}, :other, event_id FROM stands_for WHERE case_id = :case
"""  # noqa: S608  a number of our own
_CONTACTS: Final = f"""
    SELECT k.id, k.case_id, k.minutes
    FROM cases AS c CROSS JOIN contacts AS k ON k.case_id = c.id
    WHERE c.organisation_id = :organisation AND c.binned_on IS NULL AND {belongs("k.held_on")}
        AND NOT EXISTS (SELECT 1 FROM ledger WHERE contact_id = k.id)
        AND {MAY_BE_COUNTED}
    ORDER BY k.id
"""  # noqa: S608  conditions of our own


class Releases(Rows[RegisteredRelease]):
    """The register of releases. What was printed never changes: the database itself refuses it."""

    def of_organisation(self, organisation_id: int) -> list[RegisteredRelease]:
        """Return everything that was released to one organisation, oldest period first."""
        return self._select('WHERE organisation_id = ? ORDER BY start, "end", kind', [organisation_id])

    def history(self, organisation_id: int) -> list[RegisteredRelease]:
        """Return everything that was released to one organisation, in the order in which it was."""
        return self._select("WHERE organisation_id = ? ORDER BY released_at, id", [organisation_id])

    def ids(self, organisation_id: int) -> frozenset[int]:
        """Return which releases there are to one organisation."""
        sql = "SELECT id FROM releases WHERE organisation_id = ?"
        return frozenset(row[0] for row in self._db.execute(sql, [organisation_id]))

    def overlapping(self, organisation_id: int, start: date, end: date) -> list[RegisteredRelease]:
        """Return the releases to one organisation whose period shares a day with `start` to `end`."""
        clause = 'WHERE organisation_id = ? AND start <= ? AND "end" >= ? ORDER BY start'
        return self._select(clause, [organisation_id, end.isoformat(), start.isoformat()])

    def register(self, release: RegisteredRelease, events: Iterable[LedgerEvent]) -> None:
        """Enter a release, and the events that it counted; none of it ever changes again.

        The events get numbers in the order of what they say, so that nothing tells a case by its place among
        others once it is erased.
        """
        self._keep_known(release.organisation_id)
        self._db.execute(RELEASES.insert, RELEASES.to_row(release))
        rows = LEDGER.to_rows([replace(each, id=new_id()) for each in sorted(events, key=_said)])
        self._db.executemany(LEDGER.insert, rows)
        self._db.execute(_STAND_FOR_CLOSINGS, {"release": release.id})
        self._touch("releases")

    def _keep_known(self, organisation_id: int) -> None:
        """Keep what the employer got to know of since the last release: the next one reckons with it."""
        organisation = {"organisation": organisation_id}
        last = self._db.execute(_LAST_RELEASE.format(organisation=":organisation"), organisation).fetchone()
        known = self._db.execute(_KNOWN_SINCE, organisation).fetchall()
        self._db.executemany(
            "INSERT INTO became_known VALUES (?, ?)",
            [(event_id, last[0]) for event_id, after in known if after is None],
        )


class Ledger(Rows[LedgerEvent]):
    """What was counted, and what is still to be counted."""

    def of_releases(self, release_ids: Sequence[int]) -> dict[int, list[LedgerEvent]]:
        """Return the events of each of these releases."""
        places = ", ".join("?" * len(release_ids))
        found: dict[int, list[LedgerEvent]] = {release_id: [] for release_id in release_ids}
        for event in self._select(f"WHERE release_id IN ({places}) ORDER BY id", release_ids):
            found[event.release_id].append(event)
        return found

    def closings(self, organisation_id: int, end: date) -> list[CountableClosing]:
        """Return the cases that closed by `end` and that a release counted as running, each once."""
        values = {"organisation": organisation_id, "end": end.isoformat()}
        return [
            CountableClosing(
                id=row["id"],
                outcome=row["outcome"],
                known=bool(row["known"]),
                of_release=row["release_id"],
            )
            for row in self._db.execute(_CLOSINGS, values)
        ]

    def known_since(self, organisation_id: int) -> dict[int, int | None]:
        """Return the events of cases that the employer handles itself since they were counted.

        To the identifier of each the last release before that; None where it is after all releases up to now.
        """
        rows = self._db.execute(_KNOWN_SINCE, {"organisation": organisation_id})
        return {row[0]: row[1] for row in rows}

    def contacts(self, organisation_id: int, start: date, end: date) -> list[CountableContact]:
        """Return the contacts that a release over `start` to `end` (both included) counts, each once.

        Those with a reporter who does not want to be counted are left out.
        """
        values = {"organisation": organisation_id, "start": start.isoformat(), "end": end.isoformat()}
        return [
            CountableContact(id=row["id"], case_id=row["case_id"], minutes=row["minutes"])
            for row in self._db.execute(_CONTACTS, values)
        ]

    def release_of(self, case_id: int) -> int | None:
        """Return the release that counted a case as a new one, if one did."""
        sql = """
            SELECT release_id FROM ledger WHERE case_id = :case AND event = 'opening'
            UNION ALL SELECT release_id FROM counted_along WHERE case_id = :case
        """
        row = self._db.execute(sql, {"case": case_id}).fetchone()
        return None if row is None else int(row[0])

    def has_counted(self, case_id: int) -> bool:
        """Tell whether a release counted anything of a case: itself, or a contact."""
        sql = """
            SELECT 1 FROM ledger WHERE case_id = :case
            UNION ALL SELECT 1 FROM counted_along WHERE case_id = :case
        """
        return self._db.execute(sql, {"case": case_id}).fetchone() is not None

    def count_as(self, counted_id: int, other_id: int) -> None:
        """Note of a case that was split from another that it was counted within that, if that was counted.

        It stands for all that the other is counted as. The contacts that went to it, and were counted, go on
        being so.
        """
        release_id = self.release_of(counted_id)
        if release_id is not None:
            self._db.execute("INSERT INTO counted_along VALUES (?, ?)", [other_id, release_id])
        cases = {"case": counted_id, "other": other_id}
        self._db.execute(_STAND_FOR, cases)
        sql = """
            UPDATE ledger SET case_id = :other
            WHERE case_id = :case AND contact_id IN (SELECT id FROM contacts WHERE case_id = :other)
        """
        self._db.execute(sql, cases)
        self._touch("releases")

    def count_along(self, from_id: int, to_id: int) -> None:
        """Let what was counted of a case be of the one that takes it in.

        Where both were counted as new cases, that of the first goes on without a case, and the other stands
        for it; so it does for all that the first stood for. What is known of either is known of both then.
        """
        cases = {"gone": from_id, "case": to_id}
        sql = "SELECT 1 FROM ledger WHERE case_id = ? AND event = 'opening'"
        both = self._db.execute(sql, [to_id]).fetchone() is not None
        events = "AND event = 'contact'" if both else ""
        sql = f"UPDATE ledger SET case_id = :case WHERE case_id = :gone {events}"  # noqa: S608  our own words
        self._db.execute(sql, cases)
        self._db.execute(_STAND_FOR, {"case": from_id, "other": to_id})
        self._db.execute(
            "INSERT OR IGNORE INTO counted_along"
            " SELECT :case, release_id FROM counted_along WHERE case_id = :gone",
            cases,
        )
        self._touch("releases")


def note_known(connection: sqlcipher.Connection, case_id: int) -> None:
    """Keep of what a case stands for that the employer handles it itself by now, if it does.

    To be asked before the case goes, since then nobody can be asked any more.
    """
    connection.execute(_NOTE_KNOWN, {"case": case_id})


def _said(event: LedgerEvent) -> tuple[str, str, str, int]:
    """Return what an event says without its case."""
    return event.event, event.codes or "", event.half or "", event.minutes
