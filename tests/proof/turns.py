"""What a save of the writer adds beside its contact: by turns a row in each table that a case fills.

Save n takes turn n; the row of some turns before goes. A document goes the way the window lets it go, through
the bin, and its content is longer than one row holds. Every row says the number of its save.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tests.factories import (
    make_aftercare,
    make_choice,
    make_consent,
    make_contact,
    make_document,
    make_exception,
    make_identity,
    make_milestone,
    make_option,
    make_referral,
    make_step,
    make_track,
)
from vpdesk.domain.agreement import Unit
from vpdesk.domain.binned import BinKind, Binned
from vpdesk.domain.case_event import CaseEvent, CaseEventKind
from vpdesk.domain.contact_person import ContactPerson, ContactRole
from vpdesk.domain.draft import Draft
from vpdesk.domain.respondent_tag import RespondentLink, RespondentTag
from vpdesk.domain.saved_view import SavedView
from vpdesk.domain.values import Route
from vpdesk.vault.casework import PART
from vpdesk.vault.vault import Vault

#: The case and the organisation of the writer.
CASE: Final = 1
ORGANISATION: Final = 2
#: Identifiers of one save: its contacts have the lowest of so many, its turn the highest.
SPAN: Final = 1000
_MOMENT: Final = datetime(2026, 3, 9, 14, 2)

#: Says which texts stand there, by the identifier of their row.
Read = Callable[[Vault], Mapping[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """How the row with an identifier is written with a word in it, removed, and read; so many `stay`."""

    name: str
    write: Callable[[Vault, int, str], None]
    remove: Callable[[Vault, int], None]
    read: Read
    stay: int = 3


def word(number: int) -> str:
    """Return what every text of save `number` consists of."""
    return f"woord{number} "


def take(vault: Vault, number: int) -> None:
    """Do what is beside the contact in save `number`."""
    turn = TURNS[(number - 1) % len(TURNS)]
    gone = number - turn.stay * len(TURNS)
    if gone > 0:
        turn.remove(vault, _id(gone))
    turn.write(vault, _id(number), word(number))


def wrong_in(vault: Vault, number: int) -> list[str]:
    """Return the names of the turns of which anything else stands there than after save `number`."""
    wrong = []
    for place, turn in enumerate(TURNS):
        taken = [each for each in range(1, number + 1) if (each - 1) % len(TURNS) == place]
        if turn.read(vault) != {_id(each): word(each) for each in taken[-turn.stay :]}:
            wrong.append(turn.name)
    return wrong


def _id(number: int) -> int:
    return SPAN * number + SPAN - 1


def _column(table: str, column: str) -> Read:
    return lambda vault: dict(vault.connection.execute(f"SELECT id, {column} FROM {table}").fetchall())


def _write_step(vault: Vault, row: int, said: str) -> None:
    vault.consents.save(make_consent(CASE, id=row, may_be_said=said))
    vault.steps.save(make_step(CASE, row, id=row - 1, description=said))


def _read_steps(vault: Vault) -> Mapping[int, str]:
    """Return the words of steps whose consent says the same."""
    sql = """
        SELECT c.id, c.may_be_said FROM consents AS c LEFT JOIN steps AS s ON s.consent_id = c.id
        WHERE s.description IS c.may_be_said
    """
    (consents,) = vault.connection.execute("SELECT count(*) FROM consents").fetchone()
    found = dict(vault.connection.execute(sql).fetchall())
    return found if len(found) == consents else {}


def _write_track(vault: Vault, row: int, said: str) -> None:
    vault.formal_tracks.save(make_track(CASE, id=row, remarks=said))
    vault.milestones.save(make_milestone(CASE, row, id=row - 1, remarks=said))


def _read_tracks(vault: Vault) -> Mapping[int, str]:
    """Return the words of milestones whose track says the same."""
    sql = """
        SELECT t.id, t.remarks FROM formal_tracks AS t LEFT JOIN milestones AS m ON m.formal_track_id = t.id
        WHERE m.remarks IS t.remarks
    """
    (tracks,) = vault.connection.execute("SELECT count(*) FROM formal_tracks").fetchone()
    found = dict(vault.connection.execute(sql).fetchall())
    return found if len(found) == tracks else {}


def _content(said: str) -> bytes:
    """Return more than one row holds."""
    return said.encode() * (PART // len(said) + 500)


def _write_document(vault: Vault, row: int, said: str) -> None:
    content = _content(said)
    digest = hashlib.sha256(content).hexdigest()
    vault.documents.save(make_document(CASE, id=row, name=said, size=len(content), digest=digest))
    vault.documents.put_content(row, content, [row - 1, row - 2])


def _remove_document(vault: Vault, row: int) -> None:
    vault.bin.delete(vault.bin.take_out(BinKind.DOCUMENT, row, label="", now=_MOMENT).id)


def _read_documents(vault: Vault) -> Mapping[int, str]:
    """Return the names of documents whose content, and all that is stored of contents, is right."""
    found = {each.id: each.name for each in vault.documents.of_case(CASE)}
    whole = all(vault.documents.content(row) == _content(said) for row, said in found.items())
    (stored,) = vault.connection.execute("SELECT count(*) FROM document_parts").fetchone()
    return found if whole and stored == 2 * len(found) else {}


def _write_option(vault: Vault, row: int, said: str) -> None:
    route = list(Route)[row // SPAN // len(TURNS) % len(Route)]
    vault.options.save(make_option(CASE, id=row, route=route, meaning=said))


def _write_tag(vault: Vault, row: int, said: str) -> None:
    vault.respondent_tags.save(RespondentTag(id=row, organisation_id=ORGANISATION, name=said))
    vault.respondent_links.save(RespondentLink(id=row - 1, case_id=CASE, tag_id=row))


def _remove_tag(vault: Vault, row: int) -> None:
    """Take the tag off its only case: with that it goes itself."""
    vault.respondent_links.delete(row - 1)


def _place(row: int) -> str:
    return f"case/{CASE}/{row}"


def _read_drafts(vault: Vault) -> Mapping[int, str]:
    rows = vault.connection.execute("SELECT place, body FROM drafts").fetchall()
    return {int(place.rpartition("/")[2]): body for place, body in rows}


def _write_event(vault: Vault, row: int, said: str) -> None:
    vault.case_events.save(
        CaseEvent(id=row, case_id=CASE, happened_on=_MOMENT.date(), kind=CaseEventKind.REOPENED, remarks=said)
    )


def _write_joined(vault: Vault, row: int, _said: str) -> None:
    vault.connection.execute("INSERT INTO joined_cases VALUES (?, ?)", [row, CASE])


def _remove_joined(vault: Vault, row: int) -> None:
    vault.connection.execute("DELETE FROM joined_cases WHERE id = ?", [row])


def _write_binned(vault: Vault, row: int, said: str) -> None:
    """Write a conversation and put it into the bin."""
    vault.contacts.save(make_contact(CASE, id=row, notes=said))
    taken = vault.bin.take_out(BinKind.CONTACT, row, label=said, now=_MOMENT)
    vault.bin.delete(taken.id)
    vault.bin.save(
        Binned(id=row, case_id=CASE, kind=taken.kind, label=said, binned_at=_MOMENT, body=taken.body)
    )


TURNS: Final = (
    Turn(
        name="document",
        write=_write_document,
        remove=_remove_document,
        read=_read_documents,
        stay=2,
    ),
    Turn(
        name="identity",
        write=lambda vault, row, said: vault.identities.save(make_identity(CASE, id=row, name=said)),
        remove=lambda vault, row: vault.identities.delete(row),
        read=_column("reporter_identities", "name"),
        stay=1,
    ),
    Turn(
        name="binned",
        write=_write_binned,
        remove=lambda vault, row: vault.bin.delete(row),
        read=_column("binned", "label"),
    ),
    Turn(
        name="track",
        write=_write_track,
        remove=lambda vault, row: vault.formal_tracks.delete(row),
        read=_read_tracks,
    ),
    Turn(
        name="tag",
        write=_write_tag,
        remove=_remove_tag,
        read=_column("respondent_tags", "name"),
    ),
    Turn(
        name="step",
        write=_write_step,
        remove=lambda vault, row: vault.consents.delete(row),
        read=_read_steps,
    ),
    Turn(
        name="option",
        write=_write_option,
        remove=lambda vault, row: vault.options.delete(row),
        read=_column("options", "meaning"),
    ),
    Turn(
        name="draft",
        write=lambda vault, row, said: vault.drafts.save(
            Draft(place=_place(row), body=said, saved_at=_MOMENT)
        ),
        remove=lambda vault, row: vault.drafts.drop(_place(row)),
        read=_read_drafts,
    ),
    Turn(
        name="referral",
        write=lambda vault, row, said: vault.referrals.save(make_referral(CASE, id=row, remarks=said)),
        remove=lambda vault, row: vault.referrals.delete(row),
        read=_column("referrals", "remarks"),
    ),
    Turn(
        name="exception",
        write=lambda vault, row, said: vault.confidentiality_exceptions.save(
            make_exception(CASE, id=row, harm=said)
        ),
        remove=lambda vault, row: vault.confidentiality_exceptions.delete(row),
        read=_column("confidentiality_exceptions", "harm"),
    ),
    Turn(
        name="choice",
        write=lambda vault, row, said: vault.route_choices.save(make_choice(CASE, id=row, reason=said)),
        remove=lambda vault, row: vault.route_choices.delete(row),
        read=_column("route_choices", "reason"),
    ),
    Turn(
        name="event",
        write=_write_event,
        remove=lambda vault, row: vault.case_events.delete(row),
        read=_column("case_events", "remarks"),
    ),
    Turn(
        name="aftercare",
        write=lambda vault, row, said: vault.aftercares.save(make_aftercare(CASE, id=row, remarks=said)),
        remove=lambda vault, row: vault.aftercares.delete(row),
        read=_column("aftercares", "remarks"),
    ),
    Turn(
        name="joined",
        write=_write_joined,
        remove=_remove_joined,
        read=lambda vault: {
            row[0]: word(row[0] // SPAN) for row in vault.connection.execute("SELECT id FROM joined_cases")
        },
    ),
    Turn(
        name="contact person",
        write=lambda vault, row, said: vault.contact_persons.save(
            ContactPerson(id=row, organisation_id=ORGANISATION, role=ContactRole.HR, name=said)
        ),
        remove=lambda vault, row: vault.contact_persons.delete(row),
        read=_column("contact_persons", "name"),
    ),
    Turn(
        name="unit",
        write=lambda vault, row, said: vault.units.save(
            Unit(id=row, organisation_id=ORGANISATION, name=said)
        ),
        remove=lambda vault, row: vault.units.delete(row),
        read=_column("units", "name"),
    ),
    Turn(
        name="saved view",
        write=lambda vault, row, said: vault.saved_views.save(SavedView(id=row, name=said, body="{}")),
        remove=lambda vault, row: vault.saved_views.delete(row),
        read=_column("saved_views", "name"),
    ),
)
