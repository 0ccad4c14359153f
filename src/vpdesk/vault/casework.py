"""The tables of the work on a case: options, choices, formal tracks, referrals, documents, events."""

from datetime import date
from typing import Final

from vpdesk.domain.case_event import CaseEvent
from vpdesk.domain.confidentiality_exception import ConfidentialityException
from vpdesk.domain.document import Document
from vpdesk.domain.formal import FormalTrack, Milestone
from vpdesk.domain.option import Option, RouteChoice
from vpdesk.domain.overview import RunningTrack
from vpdesk.domain.referral import Referral
from vpdesk.domain.reporter_identity import ReporterIdentity
from vpdesk.domain.respondent_tag import RespondentLink, RespondentTag, TaggedCase
from vpdesk.domain.saved_view import SavedView
from vpdesk.vault.rows import Rows
from vpdesk.vault.table import Table

OPTIONS: Final = Table(Option, "options")
ROUTE_CHOICES: Final = Table(RouteChoice, "route_choices")
FORMAL_TRACKS: Final = Table(FormalTrack, "formal_tracks", owner="formal_track")
MILESTONES: Final = Table(Milestone, "milestones")
REFERRALS: Final = Table(Referral, "referrals")
DOCUMENTS: Final = Table(Document, "documents")
CONFIDENTIALITY_EXCEPTIONS: Final = Table(ConfidentialityException, "confidentiality_exceptions")
CASE_EVENTS: Final = Table(CaseEvent, "case_events")
IDENTITIES: Final = Table(ReporterIdentity, "reporter_identities")
RESPONDENT_TAGS: Final = Table(RespondentTag, "respondent_tags")
RESPONDENT_LINKS: Final = Table(RespondentLink, "respondent_links")
SAVED_VIEWS: Final = Table(SavedView, "saved_views")

#: How much of a document one row holds, in bytes.
PART: Final = 256 * 1024


class Options(Rows[Option]):
    """Typed access to the routes that were talked about."""

    def of_case(self, case_id: int) -> list[Option]:
        """Return the options of one case, in the order in which they came up."""
        return self._select("WHERE case_id = ? ORDER BY discussed_on, id", [case_id])


class RouteChoices(Rows[RouteChoice]):
    """Typed access to what reporters chose."""

    def of_case(self, case_id: int) -> list[RouteChoice]:
        """Return the choices of one case, newest first."""
        return self._select("WHERE case_id = ? ORDER BY chosen_on DESC, id DESC", [case_id])


class FormalTracks(Rows[FormalTrack]):
    """Typed access to the formal tracks."""

    def of_case(self, case_id: int) -> list[FormalTrack]:
        """Return the formal tracks of one case, newest first."""
        return self._select("WHERE case_id = ? ORDER BY begun_on DESC, id DESC", [case_id])

    def running(self) -> list[RunningTrack]:
        """Return every track that has not ended, with the words of its case."""
        sql = """
            SELECT t.id, c.alias, c.organisation_id, o.name
            FROM formal_tracks AS t JOIN cases AS c ON c.id = t.case_id
                JOIN organisations AS o ON o.id = c.organisation_id
            WHERE t.ended_on IS NULL AND c.binned_on IS NULL
        """
        rows = {row["id"]: row for row in self._db.execute(sql)}
        return [
            RunningTrack(
                track=track,
                alias=rows[track.id]["alias"],
                organisation_id=rows[track.id]["organisation_id"],
                organisation=rows[track.id]["name"],
            )
            for track in self._select("WHERE ended_on IS NULL ORDER BY case_id, id")
            if track.id in rows
        ]


class Milestones(Rows[Milestone]):
    """Typed access to the milestones."""

    def of_case(self, case_id: int) -> list[Milestone]:
        """Return the milestones of one case, newest first."""
        return self._select("WHERE case_id = ? ORDER BY reached_on DESC, id DESC", [case_id])

    def of_running(self) -> list[Milestone]:
        """Return the milestones of every track that has not ended."""
        return self._select(
            "WHERE formal_track_id IN (SELECT id FROM formal_tracks WHERE ended_on IS NULL) ORDER BY id"
        )


class Referrals(Rows[Referral]):
    """Typed access to the referrals."""

    def of_case(self, case_id: int) -> list[Referral]:
        """Return the referrals of one case, newest first."""
        return self._select("WHERE case_id = ? ORDER BY referred_on DESC, id DESC", [case_id])


class ConfidentialityExceptions(Rows[ConfidentialityException]):
    """Typed access to the decisions about breaking confidentiality."""

    def of_case(self, case_id: int) -> list[ConfidentialityException]:
        """Return the decisions of one case, newest first."""
        return self._select("WHERE case_id = ? ORDER BY decided_on DESC, id DESC", [case_id])


class Documents(Rows[Document]):
    """Typed access to the documents; their content is read and written apart, in parts."""

    def of_case(self, case_id: int) -> list[Document]:
        """Return the documents of one case, newest first."""
        return self._select("WHERE case_id = ? ORDER BY added_on DESC, id DESC", [case_id])

    def put_content(self, document_id: int, content: bytes, ids: list[int]) -> None:
        """Store the content of a document that was just saved, a part for each of the fresh `ids`.

        It hangs on the case beside the document: while that is in the bin, only the content stays in place.
        """
        self._db.execute(
            "INSERT INTO document_contents (id, case_id) SELECT id, case_id FROM documents WHERE id = ?",
            [document_id],
        )
        places = range(0, len(content), PART)
        self._db.executemany(
            "INSERT INTO document_parts (id, document_id, rank, content) VALUES (?, ?, ?, ?)",
            [
                (number, document_id, rank, content[place : place + PART])
                for rank, (number, place) in enumerate(zip(ids, places, strict=True))
            ],
        )
        self._touch("documents")

    def content(self, document_id: int) -> bytes:
        """Return what is in a document; empty when there is none."""
        sql = "SELECT content FROM document_parts WHERE document_id = ? ORDER BY rank"
        return b"".join(row[0] for row in self._db.execute(sql, [document_id]))


class CaseEvents(Rows[CaseEvent]):
    """Typed access to what happened to cases as a whole."""

    def of_case(self, case_id: int) -> list[CaseEvent]:
        """Return the events of one case, newest first."""
        return self._select("WHERE case_id = ? ORDER BY happened_on DESC, id DESC", [case_id])


class Identities(Rows[ReporterIdentity]):
    """Typed access to who reporters are; read only where that is asked for."""

    def of_case(self, case_id: int) -> ReporterIdentity | None:
        """Return who the reporter of one case is, if that was written down."""
        found = self._select("WHERE case_id = ?", [case_id])
        return found[0] if found else None

    def all(self) -> list[ReporterIdentity]:
        """Return who all reporters are; only to keep what is typed for others from naming them."""
        return self._select("ORDER BY id")

    def is_known(self, case_id: int) -> bool:
        """Tell whether there is something to show, without reading it."""
        sql = "SELECT 1 FROM reporter_identities WHERE case_id = ?"
        return self._db.execute(sql, [case_id]).fetchone() is not None


class RespondentTags(Rows[RespondentTag]):
    """Typed access to the private tags of respondents."""

    def count(self) -> int:
        """Return how many tags there are."""
        return int(self._db.execute("SELECT count(*) FROM respondent_tags").fetchone()[0])

    def empty(self) -> None:
        """Let go of every tag, and of what it said of cases."""
        self._db.execute("DELETE FROM respondent_tags")
        self._touch("respondent_tags")

    def of_organisation(self, organisation_id: int) -> list[RespondentTag]:
        """Return the tags of one organisation, by their word."""
        return self._select("WHERE organisation_id = ? ORDER BY name COLLATE NOCASE", [organisation_id])


class RespondentLinks(Rows[RespondentLink]):
    """Typed access to which case concerns which tag."""

    def of_case(self, case_id: int) -> list[RespondentLink]:
        """Return the links of one case."""
        return self._select("WHERE case_id = ? ORDER BY id", [case_id])

    def cases_of(self, tag_id: int) -> list[TaggedCase]:
        """Return the cases over the person of one tag, newest opening first; none from the bin."""
        sql = """
            SELECT c.id, c.alias, c.opened_on, c.closed_on
            FROM respondent_links AS l JOIN cases AS c ON c.id = l.case_id
            WHERE l.tag_id = ? AND c.binned_on IS NULL ORDER BY c.opened_on DESC, c.id DESC
        """
        return [
            TaggedCase(
                id=row["id"],
                alias=row["alias"],
                opened_on=date.fromisoformat(row["opened_on"]),
                closed_on=None if row["closed_on"] is None else date.fromisoformat(row["closed_on"]),
            )
            for row in self._db.execute(sql, [tag_id])
        ]


class SavedViews(Rows[SavedView]):
    """Typed access to the views that were given a name."""

    def all(self) -> list[SavedView]:
        """Return every saved view, by name."""
        return self._select("ORDER BY name COLLATE NOCASE")
