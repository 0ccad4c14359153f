"""The tables that hang on a case or an organisation, each with its own few queries."""

from datetime import date, time
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.consent import Consent
from vpdesk.domain.contact import Contact, TimeSpent
from vpdesk.domain.counsellor import Counsellor
from vpdesk.domain.draft import Draft
from vpdesk.domain.erasure import Erasure
from vpdesk.domain.organisation import Organisation, ReportList
from vpdesk.domain.overview import BegunDraft, DueItem, DueKind, OrganisationRow
from vpdesk.domain.step import Step
from vpdesk.domain.values import Channel, Initiative
from vpdesk.vault.erased_cases import refuse_draft
from vpdesk.vault.rows import Rows, Touch
from vpdesk.vault.table import Table

COUNSELLORS: Final = Table(Counsellor, "counsellors")
ORGANISATIONS: Final = Table(Organisation, "organisations", owner="organisation")
REPORT_LISTS: Final = Table(ReportList, "report_lists")
CONTACTS: Final = Table(Contact, "contacts", owner="contact")
CONSENTS: Final = Table(Consent, "consents")
STEPS: Final = Table(Step, "steps")
AFTERCARES: Final = Table(Aftercare, "aftercares")
DRAFTS: Final = Table(Draft, "drafts")
ERASURES: Final = Table(Erasure, "erasures")


class Organisations(Rows[Organisation]):
    """Typed access to the client organisations."""

    def all(self) -> list[Organisation]:
        """Return every organisation, by name."""
        return self._select("ORDER BY name COLLATE NOCASE")

    def is_there(self, organisation_id: int) -> bool:
        """Tell whether there is an organisation of this identifier."""
        sql = "SELECT 1 FROM organisations WHERE id = ?"
        return self._db.execute(sql, [organisation_id]).fetchone() is not None

    def by_name(self, name: str) -> Organisation | None:
        """Return the organisation of this name; capitals and outer spaces make no difference."""
        wanted = name.strip().casefold()
        return next((one for one in self.all() if one.name.strip().casefold() == wanted), None)

    def rows(self) -> list[OrganisationRow]:
        """Return every organisation with the number of its running and closed cases, by name."""
        sql = """
            SELECT o.id, o.name, count(c.id) AS cases, count(c.closed_on) AS closed
            FROM organisations AS o
                LEFT JOIN cases AS c ON c.organisation_id = o.id AND c.binned_on IS NULL
            GROUP BY o.id ORDER BY o.name COLLATE NOCASE
        """
        return [
            OrganisationRow(
                id=row["id"], name=row["name"], running=row["cases"] - row["closed"], closed=row["closed"]
            )
            for row in self._db.execute(sql)
        ]

    def due(self, until: date) -> list[DueItem]:
        """Return the appointments that end and the reports that are due by `until`, earliest first."""
        sql = """
            SELECT 'appointment' AS kind, appointment_ends_on AS due_on, id, name
            FROM organisations WHERE appointment_ends_on <= :until
            UNION ALL
            SELECT 'report', report_due_on, id, name FROM organisations WHERE report_due_on <= :until
            ORDER BY 2, 1, 3
        """
        return [
            DueItem(
                kind=DueKind.of(row["kind"]),
                due_on=date.fromisoformat(row["due_on"]),
                case_id=None,
                value_id=row["id"],
                alias="",
                organisation=row["name"],
            )
            for row in self._db.execute(sql, {"until": until.isoformat()})
        ]


class ReportLists(Rows[ReportList]):
    """Typed access to the lists that organisations declared for their reports."""

    def of_organisation(self, organisation_id: int) -> list[ReportList]:
        """Return what one organisation declared, by dimension, the first declared first."""
        return self._select("WHERE organisation_id = ? ORDER BY dimension, id", [organisation_id])


#: Of the contacts `k`: those that were held, those that were missed, and what they add up to.
_SPENT: Final = """
    count(*) FILTER (WHERE k.attendance = 'held') AS held,
    count(*) FILTER (WHERE k.attendance = 'missed') AS missed,
    coalesce(sum(k.minutes) FILTER (WHERE k.attendance = 'held'), 0) AS minutes,
    coalesce(sum(k.travel_minutes), 0) AS travel_minutes
"""


def _spent(row: Any) -> TimeSpent:
    return TimeSpent(
        held=row["held"],
        missed=row["missed"],
        minutes=row["minutes"],
        travel_minutes=row["travel_minutes"],
    )


class Contacts(Rows[Contact]):
    """Typed access to the contact moments."""

    def of_case(self, case_id: int) -> list[Contact]:
        """Return the contacts of one case, newest first."""
        return self._select("WHERE case_id = ? ORDER BY held_on DESC, held_at DESC, id DESC", [case_id])

    def spent_on(self, case_id: int) -> TimeSpent:
        """Return what the contacts of one case add up to."""
        sql = f"SELECT {_SPENT} FROM contacts AS k WHERE k.case_id = ?"  # noqa: S608  columns of our own
        return _spent(self._db.execute(sql, [case_id]).fetchone())

    def worked(self, organisation_id: int, start: date, end: date) -> TimeSpent:
        """Return what the contacts at one organisation add up to.

        Both days are included, and so is whoever does not want to be counted in reports: these are the
        counsellor's own hours.
        """
        sql = f"""
            SELECT {_SPENT}
            FROM cases AS c CROSS JOIN contacts AS k ON k.case_id = c.id
            WHERE c.organisation_id = ? AND c.binned_on IS NULL AND k.held_on BETWEEN ? AND ?
        """  # noqa: S608  columns of our own
        return _spent(self._db.execute(sql, [organisation_id, start.isoformat(), end.isoformat()]).fetchone())


class Consents(Rows[Consent]):
    """Typed access to the consents."""

    def of_case(self, case_id: int) -> list[Consent]:
        """Return the consents of one case, newest first."""
        return self._select("WHERE case_id = ? ORDER BY given_on DESC, id DESC", [case_id])


class Steps(Rows[Step]):
    """Typed access to the steps."""

    def of_case(self, case_id: int) -> list[Step]:
        """Return the steps of one case, newest first."""
        return self._select("WHERE case_id = ? ORDER BY planned_on DESC, id DESC", [case_id])

    def of_consent(self, consent_id: int) -> list[Step]:
        """Return the steps that rest on one consent."""
        return self._select("WHERE consent_id = ? ORDER BY id", [consent_id])

    def of_exception(self, exception_id: int) -> list[Step]:
        """Return the steps that rest on one decision to break confidentiality."""
        return self._select("WHERE exception_id = ? ORDER BY id", [exception_id])


class Aftercares(Rows[Aftercare]):
    """Typed access to the aftercare agreements, and to everything that falls due."""

    def of_case(self, case_id: int) -> list[Aftercare]:
        """Return the aftercare agreements of one case, newest first."""
        return self._select("WHERE case_id = ? ORDER BY agreed_on DESC, id DESC", [case_id])

    def due(self, until: date) -> list[DueItem]:
        """Return all aftercare, agreed contacts and planned steps due by `until`, earliest first."""
        sql = """
            SELECT 'aftercare' AS kind, a.due_on, a.case_id, a.id AS value_id, c.alias, o.name,
                a.channel, a.safe_time, a.initiative, a.attempts, '' AS words, NULL AS at
            FROM aftercares AS a JOIN cases AS c ON c.id = a.case_id
                JOIN organisations AS o ON o.id = c.organisation_id
            WHERE a.wish = 'wanted' AND a.outcome IS NULL AND a.due_on <= :until AND c.binned_on IS NULL
            UNION ALL
            SELECT 'contact', c.next_contact_on, c.id, c.id, c.alias, o.name,
                'unknown', '', 'counsellor', 0, '', c.next_contact_at
            FROM cases AS c JOIN organisations AS o ON o.id = c.organisation_id
            WHERE c.binned_on IS NULL AND c.next_contact_on IS NOT NULL AND c.next_contact_on <= :until
            UNION ALL
            SELECT 'step', s.planned_on, s.case_id, s.id, c.alias, o.name,
                'unknown', '', 'counsellor', 0, s.description, NULL
            FROM steps AS s JOIN cases AS c ON c.id = s.case_id
                JOIN organisations AS o ON o.id = c.organisation_id
            WHERE s.carried_out_on IS NULL AND s.stopped_on IS NULL AND s.planned_on <= :until
                AND c.binned_on IS NULL
            ORDER BY 2, 1, 4
        """
        return [
            DueItem(
                kind=DueKind.of(row["kind"]),
                due_on=date.fromisoformat(row["due_on"]),
                at=row["at"] and time.fromisoformat(row["at"]),
                case_id=row["case_id"],
                value_id=row["value_id"],
                alias=row["alias"],
                organisation=row["name"],
                channel=Channel.of(row["channel"]),
                safe_time=row["safe_time"],
                initiative=Initiative.of(row["initiative"]),
                attempts=row["attempts"],
                words=row["words"],
            )
            for row in self._db.execute(sql, {"until": until.isoformat()})
        ]


class Drafts:
    """Typed access to the drafts, which are found by their place in the window."""

    def __init__(self, connection: sqlcipher.Connection, touch: Touch) -> None:
        self._db = connection
        self._touch = touch

    def save(self, draft: Draft) -> None:
        """Keep the draft of its place, instead of an earlier one; raises CaseErasedError."""
        refuse_draft(self._db, draft.place)
        sql = f"INSERT OR REPLACE INTO drafts ({DRAFTS.columns}) VALUES (?, ?, ?)"  # noqa: S608
        self._db.execute(sql, DRAFTS.to_row(draft))
        self._touch("drafts")

    def get(self, place: str) -> Draft | None:
        """Return the draft of a place, if there is one."""
        sql = f"SELECT {DRAFTS.columns} FROM drafts WHERE place = ?"  # noqa: S608
        row = self._db.execute(sql, [place]).fetchone()
        return None if row is None else DRAFTS.from_row(row)

    def places(self, beginning: str) -> list[str]:
        """Return the places that begin so and have a draft."""
        sql = "SELECT place FROM drafts WHERE substr(place, 1, ?) = ? ORDER BY place"
        return [row[0] for row in self._db.execute(sql, [len(beginning), beginning])]

    def begun(self) -> list[BegunDraft]:
        """Return every draft in a case or in a part of one, by the alias; none of a case in the bin.

        A place begins with its kind and its identifier (`contact/12`), and goes on with what is done there.
        """
        sql = """
            WITH begun AS (
                SELECT place, substr(place, 1, instr(place, '/') - 1) AS kind,
                    CAST(substr(place, instr(place, '/') + 1) AS INTEGER) AS id
                FROM drafts WHERE place LIKE '%/%'
            )
            SELECT b.place, c.id AS case_id, c.alias, o.name AS organisation
            FROM begun AS b CROSS JOIN cases AS c ON c.id = CASE b.kind
                WHEN 'case' THEN b.id
                WHEN 'contact' THEN (SELECT case_id FROM contacts WHERE id = b.id)
                WHEN 'consent' THEN (SELECT case_id FROM consents WHERE id = b.id)
                WHEN 'step' THEN (SELECT case_id FROM steps WHERE id = b.id)
                WHEN 'aftercare' THEN (SELECT case_id FROM aftercares WHERE id = b.id)
                WHEN 'track' THEN (SELECT case_id FROM formal_tracks WHERE id = b.id)
                WHEN 'milestone' THEN (SELECT case_id FROM milestones WHERE id = b.id)
                WHEN 'referral' THEN (SELECT case_id FROM referrals WHERE id = b.id)
                WHEN 'document' THEN (SELECT case_id FROM documents WHERE id = b.id)
                WHEN 'exception' THEN (SELECT case_id FROM confidentiality_exceptions WHERE id = b.id)
                END
                JOIN organisations AS o ON o.id = c.organisation_id
            WHERE c.binned_on IS NULL ORDER BY c.alias COLLATE NOCASE, b.place
        """
        return [BegunDraft(**dict(zip(row.keys(), row, strict=True))) for row in self._db.execute(sql)]

    def drop(self, place: str) -> None:
        """Forget the draft of a place."""
        self._db.execute("DELETE FROM drafts WHERE place = ?", [place])
        self._touch("drafts")

    def places_of_case(self, case_id: int) -> list[str]:
        """Return the places in a case itself, not in its parts, where something was begun."""
        sql = "SELECT place FROM drafts WHERE place = ? OR place LIKE ? || '/%' ORDER BY place"
        place = f"case/{case_id}"
        return [row["place"] for row in self._db.execute(sql, [place, place])]
