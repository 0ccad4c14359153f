"""Whom and what the guard knows, laid out so that a text is compared with thousands of people at once.

Secret: it holds names. It is made for one reading, and neither shown nor stored; its `repr` tells nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from vpdesk.disclosure.text_guard.closeness import within_one, without_one
from vpdesk.disclosure.text_guard.endings import stems
from vpdesk.disclosure.text_guard.folding import LONGEST, tokens
from vpdesk.disclosure.text_guard.looks import MASKS, look
from vpdesk.disclosure.text_guard.names import Name
from vpdesk.disclosure.text_guard.numbers import EMAIL, digits_of, numbers_in
from vpdesk.disclosure.text_guard.phrases import Phrases, Places
from vpdesk.disclosure.text_guard.vocabulary import PARTICLES, set_of

#: A typing error is looked for in names of so many letters.
LONG_ENOUGH: Final = 6
#: Names that ran together are known from so many letters on.
JOINED: Final = 4
DIGITS: Final = "0123456789"
#: With so many letters a name begins that is spelled letter by letter.
BEGINNING: Final = 3
_SHORTEST: Final = 2
#: Words whose match is kept: more than anybody types, less than somebody pastes.
_REMEMBERED: Final = 20_000
#: The part of an address that is no person's.
_OFFICE: Final = set_of(
    "info hr post mail contact secretariaat receptie administratie vertrouwenspersoon office balie support"
    " or pz personeelszaken klacht klachten meldpunt directie helpdesk noreply"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is known of one person, as it was written down; each may be empty.

    `reach` is how the person is reached, in any words: addresses and numbers are picked out of it.
    """

    name: str = field(default="", repr=False)
    reach: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the guard knows besides people.

    `aliases` are the words under which cases are kept. `places` are the sites and departments of the
    organisation that the document goes to, `groups` its own words for people of whom there are few cases,
    `bodies` its names for itself and others: they are nobody's names. `others` are the organisations that
    must not be named to it, `elsewhere` their sites. `hidden` are the counts of people and cases
    that the figures do not print. The first and the last day of the report point to nobody.
    """

    aliases: tuple[str, ...] = field(default=(), repr=False)
    places: tuple[str, ...] = field(default=(), repr=False)
    groups: tuple[str, ...] = field(default=(), repr=False)
    elsewhere: tuple[str, ...] = field(default=(), repr=False)
    bodies: tuple[str, ...] = field(default=(), repr=False)
    others: tuple[str, ...] = field(default=(), repr=False)
    hidden: frozenset[int] = field(default=frozenset(), repr=False)
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What one word may be: `exact` names, names one typing error away (`near`), or a name run together."""

    exact: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    joined: bool = False


NOBODY: Final = Match()


class Known:
    """The people and surroundings, indexed."""

    __slots__ = (
        "_beginnings", "_looks", "_matched", "_near", "aliases", "around", "bodies", "elsewhere", "groups",
        "initials", "joined", "local_parts", "longest", "numbers", "others", "places", "words",
    )  # fmt: skip

    def __init__(self, people: Iterable[Person], around: Surroundings) -> None:
        self.around = around
        #: Who bears a word in the name.
        self.words: dict[str, set[int]] = {}
        self.joined: set[str] = set()
        self.initials: set[str] = set()
        self.local_parts: set[tuple[str, ...]] = set()
        self.numbers: set[str] = set()
        self._near: dict[str, list[str]] = {}
        self._matched: dict[str, Match] = {}
        for number, person in enumerate(people):
            self._take_in(number, person)
        self.aliases, self.others = Phrases(around.aliases), Phrases(around.others)
        self.bodies = Phrases(around.bodies)
        self.places, self.groups = Places(around.places), Places(around.groups)
        self.elsewhere = Places(around.elsewhere)
        for word in self.words:
            if len(word) >= LONG_ENOUGH:
                for left in without_one(word):
                    self._near.setdefault(left, []).append(word)
        self._looks = {look(word) for word in self.words if len(word) >= BEGINNING}
        self._beginnings = {each[:BEGINNING] for each in self._looks}
        #: Letters of the longest name.
        self.longest = max(map(len, self.words), default=0)

    def __repr__(self) -> str:
        return "Known(…)"

    def _take_in(self, number: int, person: Person) -> None:
        for address in EMAIL.finditer(f"{person.name} {person.reach}"):
            part = tuple(each.folded for each in tokens(address.group().split("@")[0]))
            if part and not (len(part) == 1 and (part[0] in _OFFICE or len(part[0]) < 4)):
                self.local_parts.add(part)
        for found in numbers_in(person.reach):
            self.numbers.add(digits_of(found.group())[-8:])
        name = Name.of(EMAIL.sub(" ", person.name))
        if name is None:
            return
        for word in name.words():
            if len(word) > 1:
                self.words.setdefault(word, set()).add(number)
        self.joined.update(each for each in name.joined() if len(each) >= JOINED)
        self.initials.update(each for each in name.initials() if len(each) > 1)

    def match(self, word: str) -> Match:
        """Return what a folded word may be; `NOBODY` is the usual answer."""
        found = self._matched.get(word)
        if found is None:
            if len(self._matched) > _REMEMBERED:
                self._matched.clear()
            found = self._matched[word] = self._look_up(word)
        return found

    def may_begin(self, letters: str) -> bool:
        """Tell whether a name may begin with folded letters, or digits that are written for them."""
        return len(letters) < BEGINNING or look(letters[:BEGINNING]) in self._beginnings

    def spells(self, letters: str) -> bool:
        """Tell whether folded letters, some of them digits perhaps, are a name."""
        return letters in self.words or (not MASKS.isdisjoint(letters) and self.is_read_as(letters))

    def is_read_as(self, word: str) -> bool:
        """Tell whether a folded word looks like a name."""
        return len(word) >= BEGINNING and look(word) in self._looks

    def _look_up(self, word: str) -> Match:
        if not _SHORTEST <= len(word) <= LONGEST or word in PARTICLES:
            return NOBODY
        bare = word.rstrip(DIGITS)
        ways = {word, bare, *stems(bare)}
        exact = frozenset(stem for stem in stems(word) if stem in self.words)
        if exact:
            return Match(exact=exact)
        joined = any(
            (len(each) >= JOINED and each in self.joined) or (each,) in self.local_parts for each in ways
        )
        near = self._names_near(word)
        return Match(near=near, joined=joined) if near or joined else NOBODY

    def _names_near(self, word: str) -> frozenset[str]:
        long = [stem for stem in stems(word) if len(stem) >= LONG_ENOUGH - 1]
        return frozenset(
            name
            for stem in long
            for left in without_one(stem)
            for name in self._near.get(left, ())
            if within_one(name, stem)
        )
