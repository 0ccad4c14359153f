"""Cases in which every text holds words that stand nowhere else: is anything left of them?"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from tests.factories import (
    make_aftercare,
    make_case,
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
from vpdesk.domain.binned import BinKind, Binned
from vpdesk.domain.case import Case
from vpdesk.domain.case_event import CaseEvent, CaseEventKind
from vpdesk.domain.draft import Draft
from vpdesk.domain.identity import new_id
from vpdesk.domain.respondent_tag import RespondentLink, RespondentTag
from vpdesk.domain.values import CounsellorPart, Matter, Outcome, Recipient, Relation, Route
from vpdesk.vault.vault import Vault

_SYLLABLES = (
    "ba",
    "de",
    "fi",
    "go",
    "hu",
    "ka",
    "le",
    "mi",
    "no",
    "pu",
    "ra",
    "se",
    "ti",
    "vo",
    "ber",
    "dar",
    "gim",
)
_DELETED = datetime(2026, 11, 20, 9, 30)
_COMMON = ("de", "melder", "vertelt", "dat", "het", "gesprek", "met", "leidinggevende", "opnieuw", "niet")


@dataclass(frozen=True, slots=True, kw_only=True)
class FullCase:
    """A case in a vault, with the words that only it holds and every identifier of its rows."""

    case_id: int
    words: tuple[str, ...]
    ids: tuple[int, ...]


class Author:
    """Writes cases; the same seed writes the same words."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._said: set[str] = set()

    def word(self) -> str:
        """Return a word that was never said before."""
        while True:
            # no other word has an x: two columns that lie beside each other on a page make none of ours
            word = "x" + "".join(self._random.choices(_SYLLABLES, k=6))
            if word not in self._said:
                self._said.add(word)
                return word

    def write(self, vault: Vault, organisation_id: int, *, contacts: int = 3, length: int = 60) -> FullCase:
        """Store a case with everything that can hang on one, in several transactions."""
        words: list[str] = []

        def text(count: int) -> str:
            said = []
            for _ in range(count):
                said += self._random.sample(_COMMON, 4)
                words.append(self.word())
                said.append(words[-1])
            return " ".join(said)

        case = make_case(
            organisation_id,
            alias=text(1).split()[-1],
            opened_on=date(2026, self._random.randint(1, 11), self._random.randint(1, 28)),
            matters=(Matter.BULLYING, Matter.STALKING),
            respondent_relations=(Relation.MANAGER,),
            routes=(Route.SELF, Route.MEDIATION),
            closed_on=date(2026, 12, 1),
            outcome=Outcome.IMPROVED,
            counsellor_parts=(CounsellorPart.LISTENING,),
            criteria=text(1),
            reflection=text(1),
        )
        talks = [make_contact(case.id, notes=text(self._random.randint(1, length))) for _ in range(contacts)]
        consent = make_consent(case.id, may_be_said=text(2), withheld=text(2), withheld_because=text(1))
        step = make_step(case.id, consent.id, description=text(3), result=text(2))
        aftercare = make_aftercare(case.id, safe_time=text(1), remarks=text(2))
        with vault.transaction():
            vault.cases.save(case)
            vault.consents.save(consent)
            vault.steps.save(step)
            vault.aftercares.save(aftercare)
        for talk in talks:
            with vault.transaction():
                vault.contacts.save(talk)
        more = self._write_more(vault, case, text)
        with vault.transaction():
            for place in (f"case/{case.id}/contact", f"contact/{talks[0].id}"):
                body = f'{{"notes": "{text(2)}"}}'
                vault.drafts.save(Draft(place=place, body=body, saved_at=datetime(2026, 11, 20, 9, 30)))
        ids = (case.id, consent.id, step.id, aftercare.id, *(talk.id for talk in talks), *more)
        return FullCase(case_id=case.id, words=tuple(words), ids=ids)

    def _write_more(self, vault: Vault, case: Case, text: Callable[[int], str]) -> list[int]:
        """Store what came of the case: options, a formal track, a referral, a document, what was deleted."""
        option = make_option(case.id, meaning=text(1), speaks_for=text(1), speaks_against=text(1))
        choice = make_choice(case.id, reason=text(1))
        track = make_track(case.id, remarks=text(1))
        milestone = make_milestone(case.id, track.id, remarks=text(1))
        referral = make_referral(case.id, remarks=text(1))
        exception = make_exception(
            case.id, harm=text(1), consent_sought=text(1), other_ways=text(1), moral_distress=text(1),
            consulted=text(1), may_be_said=text(1), not_told_because=text(1),
        )  # fmt: skip
        without_consent = make_step(
            case.id, None, exception_id=exception.id, recipient=Recipient.POLICE,
            description=text(1),
        )  # fmt: skip
        content = text(40).encode()
        document = make_document(case.id, name=text(1).split()[-1], size=len(content))
        parts, joined = [new_id()], new_id()
        event = CaseEvent(
            case_id=case.id, happened_on=case.opened_on, kind=CaseEventKind.REOPENED, remarks=text(1)
        )
        identity = make_identity(case.id, name=text(1), reach=text(1), safe_time=text(1), remarks=text(1))
        tag = RespondentTag(organisation_id=case.organisation_id, name=text(1).split()[-1])
        link = RespondentLink(case_id=case.id, tag_id=tag.id)
        deleted = Binned(
            case_id=case.id, kind=BinKind.CONTACT, label=text(1), binned_at=_DELETED, body=text(2)
        )
        with vault.transaction():
            vault.options.save(option)
            vault.route_choices.save(choice)
            vault.formal_tracks.save(track)
            vault.milestones.save(milestone)
            vault.referrals.save(referral)
            vault.confidentiality_exceptions.save(exception)
            vault.steps.save(without_consent)
            vault.documents.save(document)
            vault.documents.put_content(document.id, content, parts)
            vault.case_events.save(event)
            vault.identities.save(identity)
            vault.respondent_tags.save(tag)
            vault.respondent_links.save(link)
            vault.bin.save(deleted)
            vault.connection.execute("INSERT INTO joined_cases VALUES (?, ?)", [joined, case.id])
        rows = (option, choice, track, milestone, referral, document, event, identity, link, deleted)
        return [*(row.id for row in rows), exception.id, without_consent.id, tag.id, joined, *parts]
