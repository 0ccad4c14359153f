"""Stand-ins for lost rows, made of what an index or another row still tells; each says that it is one.

A conversation is not to be lost with the case that it hangs on, and a case whose page is damaged is still
known by its alias, its organisation and its dates, which stand in indexes. Nothing that was said is made up:
a stand-in for a consent to share is a refusal, because nobody knows any more what might be said, and one for
a decision to break confidentiality keeps it, so that no step can rest on it any more. Aftercare that was open
comes back due on its day, with the warning that it is not known when it is safe to call. What was counted
stays counted.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.case import Case
from vpdesk.domain.confidentiality_exception import (
    ConfidentialityException,
    ExceptionDecision,
    ExceptionGround,
    ReporterTold,
)
from vpdesk.domain.consent import Consent
from vpdesk.domain.contact import Contact
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import moment_of, new_id
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.register import EventKind, LedgerEvent
from vpdesk.domain.values import (
    AftercareWish,
    Channel,
    ConsentDecision,
    ConsentPurpose,
    Matter,
    Outcome,
)
from vpdesk.i18n import _
from vpdesk.vault.cases import CASES
from vpdesk.vault.casework import CONFIDENTIALITY_EXCEPTIONS
from vpdesk.vault.layout import CODES, Reference, Values, layout
from vpdesk.vault.ledger import LEDGER
from vpdesk.vault.repositories import AFTERCARES, CONSENTS, CONTACTS, ORGANISATIONS
from vpdesk.vault.salvage import Salvage
from vpdesk.vault.table import Table

#: The tables whose rows hold nothing but a code or a count: they go with what they belong to, or go on
#: without it, and nothing is made up for their sake. Each after what its rows name.
_BARE: Final = ("counted_cases", "counted_along", "ledger", "became_known", "stands_for", *CODES)

Entries = dict[str, Values]

#: Numbers that stand-ins are told apart by are shorter than identifiers.
_SHORT: Final = 10_000
#: The places of two columns of a conversation, as its table was made.
_CHANNEL: Final = 3
_NOTES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How a stand-in of one table is made from its number and the index entries that name it."""

    table: Table[Any]
    make: Callable[["StandIns", int, Entries], Any]


class StandIns:
    """Makes the stand-ins of one new database: `made` and `lost` count them by table."""

    def __init__(self, connection: sqlcipher.Connection, found: Salvage) -> None:
        self.made: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self._db = connection
        self._found = found
        self._layouts = layout(found.version)
        self._spare: int | None = None

    def make(self) -> None:
        """Make a stand-in for each row that an index names or another row needs; count what is lost."""
        for name, number, entries in list(self._named_and_missing()):
            if name not in _KINDS or not self._stand_in(name, number, entries):
                self.lost[name] += 1
        tables = [table for table in reversed(self._layouts.values()) if table.name not in _BARE]
        for table in tables:
            for reference in table.references:
                for number in self._dangling(table.name, reference.column, reference.table):
                    if reference.table in _KINDS and self._stand_in(reference.table, number, {}):
                        continue
                    self._let_go(table.name, reference, number)
        for name in (name for name in _BARE if name in self._layouts):
            for reference in self._layouts[name].references:
                for number in self._dangling(name, reference.column, reference.table):
                    self._let_go(name, reference, number)
        self._give_codes("case_matters", "cases", Matter.OTHER_OUTSIDE)
        self._give_codes("organisation_mandates", "organisations", Organisation(name="-").mandates[0])

    def _named_and_missing(self) -> Iterator[tuple[str, int, Entries]]:
        """Yield each row that an index names and that is not there, cases before what hangs on them, and of
        one table the older first.
        """
        for name, table in self._layouts.items():
            if table.numbered and name in self._found.tables:
                there = {row[0] for row in self._db.execute(f"SELECT {table.key[0]} FROM {name}")}  # noqa: S608
                named = self._found.tables[name].named
                for number in sorted(each for each in named if isinstance(each, int)):
                    if number not in there:
                        yield name, number, named[number]

    def _stand_in(self, name: str, number: int, entries: Entries) -> bool:
        """Put in the stand-in of a row; False when too little is known for one."""
        kind = _KINDS[name]
        try:
            value = kind.make(self, number, entries)
        except (RuleError, LookupError, TypeError, ValueError):
            return False
        columns = [field for field in kind.table.fields if field in self._layouts[name].names]
        row = dict(zip(kind.table.fields, kind.table.to_row(value), strict=True))
        places = ", ".join("?" for _column in columns)
        self._db.execute(
            f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({places})",  # noqa: S608  names are ours
            [row[column] for column in columns],
        )
        self.made[name] += 1
        return True

    def _dangling(self, table: str, column: str, parent: str) -> list[int]:
        sql = f"SELECT DISTINCT {column} FROM {table} WHERE {column} NOT IN (SELECT id FROM {parent})"  # noqa: S608
        return [row[0] for row in self._db.execute(sql)]

    def _let_go(self, table: str, reference: Reference, number: int) -> None:
        """Do what deleting a row would have done to those that name it."""
        column = reference.column
        if reference.on_delete == "SET NULL":
            self._db.execute(f"UPDATE {table} SET {column} = NULL WHERE {column} = ?", [number])  # noqa: S608
            return
        sql = f"DELETE FROM {table} WHERE {column} = ?"  # noqa: S608
        self.lost[table] += self._db.execute(sql, [number]).rowcount

    def _give_codes(self, side: str, owner: str, code: str) -> None:
        """Give each owner that has lost all its codes one: without any it could not even be shown."""
        column = f"{owner.removesuffix('s')}_id"
        sql = f"SELECT id FROM {owner} WHERE id NOT IN (SELECT {column} FROM {side})"  # noqa: S608
        for row in self._db.execute(sql).fetchall():
            self._db.execute(f"INSERT INTO {side} VALUES (?, 0, ?)", [row[0], str(code)])  # noqa: S608
            self.made[side] += 1

    def organisation(self, number: int, _entries: Entries) -> Organisation:
        """Return the stand-in of a client organisation."""
        name = _("Rescued client {n}", n=number % _SHORT)
        return Organisation(id=number, name=name, remarks=lost_words())

    def case(self, number: int, entries: Entries) -> Case:
        """Return the stand-in of a case: what is known of it is its alias, its organisation, its dates."""
        alias = entries.get("cases_alias", (_("Rescued-{n}", n=number % _SHORT),))[0]
        began = moment_of(number).date().isoformat()
        organisation, opened, _number, closed = (
            entries.get("cases_by_organisation") or (self._some_organisation(), began, number, None)
        )[:4]
        return Case(
            id=number,
            organisation_id=_whole(organisation),
            alias=str(alias),
            opened_on=_day(opened),
            matters=(Matter.OTHER_OUTSIDE,),
            next_contact_on=_optional_day(entries.get("cases_by_next_contact", (None,))[0]),
            closed_on=_optional_day(closed),
            outcome=Outcome.UNKNOWN if closed is not None else None,
        )

    def contact(self, number: int, entries: Entries) -> Contact:
        """Return the stand-in of a conversation: that it was held counts, of its notes the beginning remains.

        A beginning that the counsellor recognises helps her memory; that it breaks off stands below it.
        """
        case, held, _number, minutes = entries["contacts_of_case"][:4]
        read = self._found.tables["contacts"].beginnings.get(number, ())
        said = str(read[_NOTES]) if len(read) > _NOTES else ""
        return Contact(
            id=number,
            case_id=_whole(case),
            held_on=_day(held),
            channel=Channel.of(str(read[_CHANNEL])) if said else Channel.UNKNOWN,
            minutes=_whole(minutes),
            notes=f"{said} […]\n\n{lost_words()}" if said else lost_words(),
        )

    def consent(self, number: int, entries: Entries) -> Consent:
        """Return the stand-in of a consent: a refusal, unless an index tells what was decided."""
        began = moment_of(number).date()
        refused = Consent(
            id=number,
            case_id=0,
            given_on=began,
            purpose=ConsentPurpose.SHARING,
            decision=ConsentDecision.REFUSED,
            withheld_because=lost_words(),
        )
        if not entries:
            row = self._db.execute("SELECT case_id FROM steps WHERE consent_id = ?", [number]).fetchone()
            if row is None:
                raise LookupError
            return replace(refused, case_id=row[0])
        case, purpose, given, _number, decision, withdrawn = entries["consents_of_case"][:6]
        known = ConsentPurpose.of(str(purpose))
        return replace(
            refused,
            case_id=_whole(case),
            given_on=_day(given),
            purpose=known,
            decision=ConsentDecision.REFUSED
            if known is ConsentPurpose.SHARING
            else ConsentDecision.of(str(decision)),
            withdrawn_on=_optional_day(withdrawn),
        )

    def confidentiality_exception(self, number: int, entries: Entries) -> ConfidentialityException:
        """Return the stand-in of a decision about confidentiality: that it is kept."""
        named = entries.get("confidentiality_exceptions_of_case")
        if named is None:
            sql = "SELECT case_id FROM steps WHERE exception_id = ?"
            named = self._db.execute(sql, [number]).fetchone()
            if named is None:
                raise LookupError
            named = (named[0], moment_of(number).date().isoformat())
        lost = lost_words()
        return ConfidentialityException(
            id=number,
            case_id=_whole(named[0]),
            decided_on=_day(named[1]),
            ground=ExceptionGround.SERIOUS_DANGER,
            harm=lost,
            consent_sought=lost,
            other_ways=lost,
            moral_distress=lost,
            consulted=lost,
            decision=ExceptionDecision.KEEP,
            reporter_told=ReporterTold.NOT_TOLD,
            not_told_because=lost,
        )

    def aftercare(self, number: int, entries: Entries) -> Aftercare:
        """Return the stand-in of aftercare that was open; LookupError when it was not."""
        case, agreed = entries["aftercares_of_case"][:2]
        return Aftercare(
            id=number,
            case_id=_whole(case),
            agreed_on=_day(agreed),
            wish=AftercareWish.WANTED,
            due_on=_day(entries["aftercares_open"][0]),
            safe_time=_("Not known any more"),
            remarks=lost_words(),
        )

    def event(self, number: int, entries: Entries) -> LedgerEvent:
        """Return the stand-in of what was counted, without its codes, so that it does not count again."""
        kind = EventKind.of(str(entries["ledger_of_case"][1]))
        case_id = _whole(entries["ledger_of_case"][0])
        release_id = _whole(entries["ledger_of_release"][0])
        contact = entries.get("ledger_of_contact", (None,))[0]
        sql = "SELECT organisation_id FROM releases WHERE id = ?"
        release = self._db.execute(sql, [release_id]).fetchone()
        sql = "SELECT release_id FROM ledger WHERE case_id = ? AND event = 'opening'"
        opened = self._db.execute(sql, [case_id]).fetchone() if kind is EventKind.CLOSING else (None,)
        if release is None or opened is None:
            raise LookupError
        return LedgerEvent(
            id=number,
            organisation_id=release[0],
            release_id=release_id,
            event=kind,
            case_id=case_id,
            contact_id=None if contact is None else _whole(contact),
            contacts=int(kind is EventKind.CONTACT),
            of_release=opened[0],
        )

    def _some_organisation(self) -> int:
        """Return an organisation of its own for stand-ins, so that no report of another counts them."""
        if self._spare is None:
            self._spare = new_id()
            self._stand_in("organisations", self._spare, {})
        return self._spare


_KINDS: Final = {
    "organisations": _Kind(table=ORGANISATIONS, make=StandIns.organisation),
    "cases": _Kind(table=CASES, make=StandIns.case),
    "contacts": _Kind(table=CONTACTS, make=StandIns.contact),
    "consents": _Kind(table=CONSENTS, make=StandIns.consent),
    "confidentiality_exceptions": _Kind(
        table=CONFIDENTIALITY_EXCEPTIONS, make=StandIns.confidentiality_exception
    ),
    "aftercares": _Kind(table=AFTERCARES, make=StandIns.aftercare),
    "ledger": _Kind(table=LEDGER, make=StandIns.event),
}


def lost_words() -> str:
    """Return what a stand-in says of itself."""
    return _("Lost through damage to the vault. Only what stands here could be rescued.")


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


def _day(value: object) -> date:
    return date.fromisoformat(str(value))


def _optional_day(value: object) -> date | None:
    return None if value is None else _day(value)
