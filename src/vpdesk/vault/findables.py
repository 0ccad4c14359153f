"""Finding texts through the full-text indexes.

Newest first ends at the first few, whatever the number of texts; the best first must weigh every one that
says the words, which is for when the person asks. A reading that takes long is ended by `interrupted`.
"""

from collections.abc import Collection, Iterable
from contextlib import closing
from datetime import date
from itertools import islice
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.finding import FoundText, HitGroup, HitKind, Question

#: The letters that the index of parts of words is made of at a time.
_LETTERS: Final = 3
#: The longest beginnings of words that the index of words has ready. Those that begin with more are gathered
#: anew for each question, which at a hundred thousand cases takes longer than a keystroke may.
_READY: Final = 5
#: Texts with a ready beginning that are looked at, before the longer one is gathered after all.
_LOOKED_AT: Final = 300
#: More of them say nothing that the text itself would not say when it is looked at.
_MOST_PARTS: Final = 24

_DAYS: Final = """
    CASE f.kind
        WHEN 'case' THEN c.opened_on
        WHEN 'contact' THEN (SELECT held_on FROM contacts WHERE id = f.value_id)
        WHEN 'consent' THEN (SELECT given_on FROM consents WHERE id = f.value_id)
        WHEN 'step' THEN (SELECT coalesce(carried_out_on, planned_on) FROM steps WHERE id = f.value_id)
        WHEN 'aftercare' THEN (SELECT agreed_on FROM aftercares WHERE id = f.value_id)
        WHEN 'option' THEN (SELECT discussed_on FROM options WHERE id = f.value_id)
        WHEN 'route_choice' THEN (SELECT chosen_on FROM route_choices WHERE id = f.value_id)
        WHEN 'formal_track' THEN (SELECT begun_on FROM formal_tracks WHERE id = f.value_id)
        WHEN 'milestone' THEN (SELECT reached_on FROM milestones WHERE id = f.value_id)
        WHEN 'referral' THEN (SELECT referred_on FROM referrals WHERE id = f.value_id)
        WHEN 'confidentiality_exception' THEN
            (SELECT decided_on FROM confidentiality_exceptions WHERE id = f.value_id)
        WHEN 'case_event' THEN (SELECT happened_on FROM case_events WHERE id = f.value_id)
        WHEN 'document' THEN (SELECT added_on FROM documents WHERE id = f.value_id)
    END
"""
# A parameter alone behind LIMIT would have SQLite compile the statement anew for each value.
# The order of the joins is the order of the index: whatever fits is known from its newest entries on. A case
# in the bin is not found.
_OF_CASES: Final = f"""
    SELECT w.rowid AS number, f.kind, f.value_id, f.case_id, c.alias, o.id AS organisation_id,
        o.name AS organisation, {_DAYS} AS said_on, t.{{column}} AS text, {{veiled}} AS veiled
    FROM {{index}} AS w CROSS JOIN findables AS f ON f.number = w.rowid
        CROSS JOIN {{view}} AS t ON t.number = w.rowid
        CROSS JOIN cases AS c ON c.id = f.case_id
        CROSS JOIN organisations AS o ON o.id = c.organisation_id
    WHERE w.{{index}} MATCH :sought AND c.binned_on IS NULL
        AND (:organisation IS NULL OR c.organisation_id = :organisation)
    ORDER BY {{order}} LIMIT :limit + 0
"""  # noqa: S608  conditions of our own
_OF_ORGANISATIONS: Final = """
    SELECT w.rowid AS number, f.kind, f.value_id, NULL AS case_id, '' AS alias, o.id AS organisation_id,
        o.name AS organisation, NULL AS said_on, t.{column} AS text, {veiled} AS veiled
    FROM {index} AS w CROSS JOIN findables AS f ON f.number = w.rowid
        CROSS JOIN {view} AS t ON t.number = w.rowid
        CROSS JOIN organisations AS o ON o.id = CASE f.kind
            WHEN 'organisation' THEN f.value_id
            WHEN 'contact_person' THEN (SELECT organisation_id FROM contact_persons WHERE id = f.value_id)
            WHEN 'unit' THEN (SELECT organisation_id FROM units WHERE id = f.value_id)
            END
    WHERE w.{index} MATCH :sought AND (:organisation IS NULL OR o.id = :organisation)
        AND (f.kind <> 'unit' OR o.unit_recording = 'on')
    ORDER BY {order} LIMIT :limit + 0
"""

#: Where the texts of a group stand: in which column of which view, and its indexes (by words, by parts of
#: words). The view is joined: what an index tells of its content, it asks for with a statement a row.
_PLACES: Final = {
    HitGroup.CASES: ("alias", "findable_names", "name_words", "name_parts"),
    HitGroup.COURSE: ("text", "findable_texts", "text_words", "text_parts"),
    HitGroup.DOCUMENTS: ("document", "findable_names", "name_words", "name_parts"),
    HitGroup.ORGANISATIONS: ("organisation", "findable_names", "name_words", "name_parts"),
}

#: What is searched of a case, and out of sight in it: who happens to see the screen must not read it there.
_VEILED: Final = "CASE f.kind WHEN 'case' THEN c.reflection ELSE '' END"

_NAMES: Final = "SELECT 1 FROM name_words WHERE name_words MATCH ? LIMIT 1"

# What was noted about the cases of one organisation, those in the bin too, the newest first.
_NOTED: Final = """
    SELECT t.{column} AS text
    FROM {index} AS w CROSS JOIN findables AS f ON f.number = w.rowid
        CROSS JOIN {view} AS t ON t.number = w.rowid
        CROSS JOIN cases AS c ON c.id = f.case_id
    WHERE w.{index} MATCH ? AND c.organisation_id = ? ORDER BY w.rowid DESC LIMIT ? + 0
"""


class Findables:
    """Reads the full-text indexes; each method returns what says every word of the question."""

    def __init__(self, connection: sqlcipher.Connection) -> None:
        self._db = connection

    def says_names(self, question: Question) -> bool:
        """Tell whether an alias, document or organisation has words that begin so: mostly none has."""
        sought = _beginnings(question, _READY)
        return bool(sought) and self._db.execute(_NAMES, [sought]).fetchone() is not None

    def newest(self, question: Question, group: HitGroup, *, limit: int) -> list[FoundText]:
        """Return the newest texts in which words begin so.

        Of a long word the index has only the beginning ready. Where that is said, mostly the whole word is.
        """
        if all(len(word) <= _READY for word in question.words):
            return self._by_words(question, group, "w.rowid DESC", limit)
        found: list[FoundText] = []
        with closing(self._begun(question, group, "w.rowid DESC", -1, letters=_READY)) as rows:
            for row in islice(rows, _LOOKED_AT):
                if question.begins_in(row["text"]):
                    found.append(_found(row, question))
                    if len(found) == limit:
                        return found
            if rows.fetchone() is None:
                return found
        return self._by_words(question, group, "w.rowid DESC", limit)

    def best(self, question: Question, group: HitGroup, *, limit: int) -> list[FoundText]:
        """Return the texts that say most of it in the fewest words (bm25), the best first."""
        return self._by_words(question, group, "w.rank", limit)

    def inner(
        self, question: Question, group: HitGroup, *, besides: Collection[int], limit: int
    ) -> list[FoundText]:
        """Return the newest texts that say the words inside others, but for the numbers `besides`.

        The index knows of each text which three letters in a row are in it. Whether they are a word there,
        the text itself tells.
        """
        if not question.inner or limit < 1:
            return []
        column, _view, _words, index = _PLACES[group]
        sought = " AND ".join(f'"{part}"' for part in _parts(question.inner))
        values = {"sought": _within(column, sought, group), "limit": -1}
        found: list[FoundText] = []
        with closing(self._rows(question, group, index, "w.rowid DESC", values)) as rows:
            for row in rows:
                if row["number"] not in besides and question.is_said_in(row["text"]):
                    found.append(_found(row, question))
                    if len(found) == limit:
                        break
        return found

    def noted(self, words: Collection[str], organisation_id: int, *, limit: int) -> list[str]:
        """Return the newest notes and names of documents of one organisation that say any of the whole words.

        At most `limit` of each; a word is one of the index: letters and digits only.
        """
        if not words:
            return []
        sought = " OR ".join(f'"{word}"' for word in words)
        found: list[str] = []
        for group in (HitGroup.COURSE, HitGroup.DOCUMENTS):
            column, view, index, _parts_index = _PLACES[group]
            sql = _NOTED.format(column=column, view=view, index=index)
            rows = self._db.execute(sql, [_within(column, sought, group), organisation_id, limit])
            found += (row["text"] or "" for row in rows)
        return found

    def _by_words(self, question: Question, group: HitGroup, order: str, limit: int) -> list[FoundText]:
        if not question.words:
            return []
        with closing(self._begun(question, group, order, limit)) as rows:
            return [_found(row, question) for row in rows]

    def _begun(
        self, question: Question, group: HitGroup, order: str, limit: int, *, letters: int | None = None
    ) -> sqlcipher.Cursor:
        """Read the texts with words that begin so, or with so many letters of it."""
        column, _view, index, _parts_index = _PLACES[group]
        values = {"sought": _within(column, _beginnings(question, letters), group), "limit": limit}
        return self._rows(question, group, index, order, values)

    def _rows(
        self, question: Question, group: HitGroup, index: str, order: str, values: dict[str, object]
    ) -> sqlcipher.Cursor:
        of_case = group is not HitGroup.ORGANISATIONS
        column, view, *_indexes = _PLACES[group]
        sql = (_OF_CASES if of_case else _OF_ORGANISATIONS).format(
            column=column,
            view=view,
            index=index,
            order=order,
            veiled=_VEILED if group is HitGroup.COURSE else "''",
        )
        return self._db.execute(sql, {**values, "organisation": question.organisation_id})


def _beginnings(question: Question, letters: int | None) -> str:
    """Return an expression for words that begin like those of the question, or like their first letters."""
    return " AND ".join(f'"{word[:letters]}" *' for word in question.words)


def _within(column: str, sought: str, group: HitGroup) -> str:
    """Limit an expression to a column, where its index has several."""
    return sought if group is HitGroup.COURSE else f"{column} : ({sought})"


def _parts(words: Iterable[str]) -> list[str]:
    """Return the stretches of three letters that words consist of."""
    parts = dict.fromkeys(
        word[place : place + _LETTERS] for word in words for place in range(len(word) - _LETTERS + 1)
    )
    return list(parts)[:_MOST_PARTS]


def _found(row: Any, question: Question) -> FoundText:
    """Return what was found without what is veiled; where only that says the words, no text at all."""
    number, code, value_id, case_id, alias, organisation_id, organisation, said_on, said, veiled = row
    kind, text = HitKind.of(code), said or ""
    if veiled:
        text = text.removesuffix(veiled)
        if not question.is_said_in(text):
            kind, text = HitKind.REFLECTION, ""
    return FoundText(
        number=number,
        kind=kind,
        value_id=value_id,
        case_id=case_id,
        alias=alias,
        organisation_id=organisation_id,
        organisation=organisation,
        on=None if said_on is None else date.fromisoformat(said_on),
        text=text,
    )
