"""The same respondent: a private tag that tells that several cases concern one person (rule 10).

Off until the counsellor switches it on. A tag belongs to one organisation, is found from a case only, leaves
the vault in no file and no report, and goes with its last case. One that was taken off comes back by undoing,
as everything does until the vault locks; that remembers it in memory alone, and no more once all tags were
deleted (`DROPPED`): a tag that is gone is gone.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from vpdesk import paths
from vpdesk.domain.code import N_
from vpdesk.domain.counsellor import ONLY
from vpdesk.domain.errors import RuleError
from vpdesk.domain.respondent_tag import RespondentLink, RespondentTag, TaggedCase, draw_tags
from vpdesk.domain.values import Switch
from vpdesk.vault.vault import Vault

#: Told of as if it were a table, when all tags were let go of.
DROPPED: Final = "dropped_tags"
#: Shorter parts of a name ("de", "van") are words of their own.
_SHORTEST_NAME: Final = 3
_NO_NAMES: Final = frozenset({"van", "von", "der", "den", "het", "ten", "ter", "voor", "bij"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePerson:
    """One tag of a case, with every case over that person, this one among them."""

    tag: RespondentTag
    cases: tuple[TaggedCase, ...]


def uses_tags(vault: Vault) -> bool:
    """Tell whether the counsellor wants to see which cases concern one person."""
    return vault.counsellors.get(ONLY).same_respondent is Switch.ON


def switch_tags(vault: Vault, switch: Switch) -> None:
    """Switch it on or off; off hides the tags and drops none (`drop_all_tags` does)."""
    with vault.transaction():
        vault.counsellors.save(replace(vault.counsellors.get(ONLY), same_respondent=switch))


def count_tags(vault: Vault) -> int:
    """Return how many tags there are, also while they are hidden."""
    return vault.respondent_tags.count()


def drop_all_tags(vault: Vault) -> None:
    """Let go of every tag of every organisation."""
    with vault.transaction():
        vault.respondent_tags.empty()
        vault.touch(DROPPED)


def same_person(vault: Vault, case_id: int) -> tuple[SamePerson, ...]:
    """Return the tags of a case with the cases over each person; none while it is switched off."""
    if not uses_tags(vault):
        return ()
    return tuple(
        SamePerson(
            tag=vault.respondent_tags.get(link.tag_id),
            cases=tuple(vault.respondent_links.cases_of(link.tag_id)),
        )
        for link in vault.respondent_links.of_case(case_id)
    )


def offered_tags(vault: Vault, case_id: int) -> list[RespondentTag]:
    """Return the tags of the organisation of a case that the case does not have yet."""
    taken = {link.tag_id for link in vault.respondent_links.of_case(case_id)}
    organisation_id = vault.cases.get(case_id).organisation_id
    found = vault.respondent_tags.of_organisation(organisation_id)
    return [tag for tag in found if tag.id not in taken]


def propose_tag(vault: Vault, case_id: int) -> str:
    """Return a word that says nothing about anybody, and that no tag of the organisation bears."""
    organisation_id = vault.cases.get(case_id).organisation_id
    taken = {tag.name for tag in vault.respondent_tags.of_organisation(organisation_id)}
    return next(name for name in draw_tags() if name not in taken)


def tag_case(vault: Vault, case_id: int, name: str) -> RespondentTag:
    """Give a case the tag of this word, a new one where its organisation has none yet; return the tag.

    Raises RuleError when the word is a name, or when tags are switched off.
    """
    with vault.transaction():
        if not uses_tags(vault):
            raise RuleError("", N_("Seeing which cases concern one person is switched off."))
        organisation_id = vault.cases.get(case_id).organisation_id
        tag = RespondentTag(organisation_id=organisation_id, name=name.strip())
        for known in vault.respondent_tags.of_organisation(organisation_id):
            if known.name.strip().casefold() == tag.name.casefold():
                tag = known
        if any(link.tag_id == tag.id for link in vault.respondent_links.of_case(case_id)):
            return tag
        _refuse_name(vault, tag)
        vault.respondent_tags.save(tag)
        vault.respondent_links.save(RespondentLink(case_id=case_id, tag_id=tag.id))
    return tag


def untag_case(vault: Vault, case_id: int, tag_id: int) -> None:
    """Take a tag off a case; one that no case bears any more goes with it."""
    with vault.transaction():
        for link in vault.respondent_links.of_case(case_id):
            if link.tag_id == tag_id:
                vault.respondent_links.delete(link.id)


def require_own_word(vault: Vault, tag: RespondentTag) -> None:
    """Raise RuleError when another tag of the organisation bears the word by now, or it is a name by now."""
    _refuse_name(vault, tag)
    for known in vault.respondent_tags.of_organisation(tag.organisation_id):
        if known.id != tag.id and known.name.strip().casefold() == tag.name.strip().casefold():
            raise RuleError("name", N_("Another tag of this client organisation has this word."))


def _refuse_name(vault: Vault, tag: RespondentTag) -> None:
    """Raise RuleError when the word of a tag is a name.

    A name beside a case accuses in writing, and everything stored may have to be shown (rule 8).
    """
    known = set(_names())
    for person in vault.contact_persons.of_organisation(tag.organisation_id):
        known |= _parts(person.name)
    if _parts(tag.name) & known:
        raise RuleError(
            "name",
            N_("This looks like a name."),
            todo=N_(
                "Choose a word that says nothing about the person, so that it tells nobody else anything."
            ),
        )


def _parts(text: str) -> set[str]:
    """Return the words of a text without capitals and accents, those left out that are part of many names."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(r"[a-z]+", "".join(each for each in plain if not unicodedata.combining(each)))
    return {word for word in words if len(word) >= _SHORTEST_NAME and word not in _NO_NAMES}


@cache
def _names() -> frozenset[str]:
    """Return the names that many people in the Netherlands bear."""
    file = paths.resources() / "words" / "names.txt"
    return frozenset(file.read_text("utf-8").split())
