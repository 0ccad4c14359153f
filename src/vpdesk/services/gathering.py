"""What the text guard compares a report with: gathered from the vault, and kept for one form.

Who reporters are is kept apart and veiled, and read here for one reason: so that nobody is named by mistake
in a document that leaves. It stays in one `Gathered` of the form that is typed in, used on the thread of the
database, for as long as the vault does not change, and is let go of when there is nothing to look over.

Names that stand in notes only are in no list. Reading all notes of ten thousand cases would take seconds: the
words that were typed, and could be names, are looked up in the full-text index instead, each once, in the
newest notes of that organisation that say them.

The practice's own name is guarded against nowhere: it stands on the cover of the same document, and whoever
reads it knows whom they hired.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from vpdesk.disclosure.released import Release
from vpdesk.disclosure.text_guard.known import Person, Surroundings
from vpdesk.disclosure.text_guard.mentioned import Uses, candidates
from vpdesk.disclosure.text_guard.reading import Reading
from vpdesk.disclosure.text_guard.scanner import Guard
from vpdesk.domain.counsellor import ONLY
from vpdesk.domain.excerpt import fold
from vpdesk.domain.excerpt import places as places_of
from vpdesk.services.unprinted import unprinted
from vpdesk.services.word_lists import ordinary_words
from vpdesk.vault.vault import Vault

#: Notes that are looked at for one word: when so many do not use it as a name, it is none.
_LOOKED_AT: Final = 24
#: How often a word is looked at in one note, and how much of the note around it.
_PLACES: Final = 8
_AROUND: Final = 160


@dataclass(slots=True)
class Gathered:
    """The guard of one form, and what notes told of the words that were typed there.

    Secret: its `repr` tells nothing.
    """

    _for: object = field(default=None, repr=False)
    _guard: Guard | None = field(default=None, repr=False)
    _names: dict[str, bool] = field(default_factory=dict, repr=False)

    def guard(self, vault: Vault, organisation_id: int, release: Release, language: str) -> Guard:
        """Return the guard over a report, gathered anew where the vault or the figures changed."""
        wanted = (vault, vault.revision, organisation_id, release, language)
        if self._guard is None or self._for != wanted:
            self._guard, self._for = None, None  # a reading that gives way leaves nothing half gathered
            around = _surroundings(vault, organisation_id, release)
            self._guard = Guard(_everybody(vault), around, ordinary_words(language))
            self._for, self._names = wanted, {}
        return self._guard

    def names_in_notes(
        self, vault: Vault, organisation_id: int, texts: Iterable[str], language: str
    ) -> frozenset[str]:
        """Return the words of `texts`, folded, that the notes of an organisation's cases use as names.

        Ask for the `guard` first: with it goes what is remembered.
        """
        found = set()
        for text in texts:
            for word, spellings in candidates(Reading(text, ordinary_words(language))).items():
                known = self._names.get(word)
                if known is None:
                    known = self._names[word] = _is_name_in_notes(vault, organisation_id, spellings, language)
                if known:
                    found.add(word)
        return frozenset(found)


def _is_name_in_notes(vault: Vault, organisation_id: int, spellings: frozenset[str], language: str) -> bool:
    uses = Uses()
    ordinary = _either(language)
    for note in vault.findables.noted(sorted(spellings), organisation_id, limit=_LOOKED_AT):
        for around in _around(note, spellings):
            uses += Uses.of(Reading(around, ordinary), spellings)
    return uses.is_name


def _either(language: str) -> Callable[[str], bool]:
    """Return what tells an ordinary word of a note, which may be in another language than the report."""
    one, other = ordinary_words(language), ordinary_words("nl")
    return lambda word: one(word) or other(word)


def _around(note: str, spellings: frozenset[str]) -> Iterator[str]:
    """Yield the lines of a note that say one of the words; of a long one a stretch around it."""
    folded = fold(note)
    if len(folded) != len(note):  # a letter that comes apart in two: each keeps its place
        folded = "".join((fold(each) or each)[0] for each in note)
    found = sorted({place for word in spellings for place in places_of(folded, fold(word))})
    last = -1
    for place in found[:_PLACES]:
        if place > last:
            start = max(note.rfind("\n", 0, place) + 1, place - _AROUND)
            end = note.find("\n", place)
            last = min(end if end >= 0 else len(note), place + _AROUND)
            yield note[start:last]


def _surroundings(vault: Vault, organisation_id: int, release: Release) -> Surroundings:
    hidden = unprinted(vault, organisation_id, release)
    organisation = vault.organisations.get(organisation_id)
    # words for matters, routes and outcomes point to nobody: texts are about these
    own = vault.own_labels.of_organisation(organisation_id)
    others = [one for one in vault.organisations.all() if one.id != organisation_id]
    practice = vault.counsellors.get(ONLY).practice_name
    names = (organisation.name, organisation.committee, organisation.reporting_point, practice)
    return Surroundings(
        aliases=tuple(_aliases(vault)),
        places=_places(vault, organisation_id),
        groups=tuple(one.label for one in own if (one.dimension, one.code) in hidden.groups),
        elsewhere=tuple(name for one in others for name in _places(vault, one.id)),
        bodies=tuple(name for name in names if name.strip()),
        others=tuple(one.name for one in others if one.name.strip()),
        hidden=hidden.numbers,
        first_day=release.start,
        last_day=release.end,
    )


def _places(vault: Vault, organisation_id: int) -> tuple[str, ...]:
    return tuple(unit.name for unit in vault.units.of_organisation(organisation_id))


def _everybody(vault: Vault) -> Iterator[Person]:
    """Yield everybody whom the vault knows by name or number, of every organisation."""
    for identity in vault.identities.all():
        yield Person(name=identity.name, reach=f"{identity.reach} {identity.remarks}")
    for organisation in vault.organisations.all():
        for person in vault.contact_persons.of_organisation(organisation.id):
            yield Person(name=person.name, reach=f"{person.reach} {person.remarks}")
    for alias in vault.cases.aliases():
        if not any(each.isdecimal() for each in alias):
            yield Person(name=alias)  # a name was typed where an alias was asked for


def _aliases(vault: Vault) -> Iterator[str]:
    """Yield the words under which cases and people are kept."""
    yield from vault.cases.aliases()
    for organisation in vault.organisations.all():
        for tag in vault.respondent_tags.of_organisation(organisation.id):
            yield tag.name
