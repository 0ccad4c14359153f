"""Ways in which a name comes to be typed: what `people.txt` holds becomes `forms.json`, by seed.

    python -m tests.disclosure.text_guard.variants build
    python -m tests.disclosure.text_guard.variants held_out

The forms of the held-out set were made once, before the guard was written, and stand still since then.
"""

import json
import random
import string
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
#: The edits of Damerau and Levenshtein.
_EDITS: Final = ("swap", "drop", "double", "change")


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person of a line of `people.txt`: `given|particles|surname|e-mail|telephone`."""

    given: str
    particles: str
    surname: str
    email: str
    phone: str

    @property
    def name(self) -> str:
        """The name in full, as it would be written down."""
        return " ".join(part for part in (self.given, self.particles, self.surname) if part)

    @property
    def family(self) -> str:
        """The surname with what belongs before it."""
        return f"{self.particles} {self.surname}".strip()


def people(which: str) -> list[Somebody]:
    """Return the people of the set `which`."""
    lines = (FOLDER / which / "people.txt").read_text("utf-8").splitlines()
    return [
        Somebody(given=given, particles=particles, surname=surname, email=email, phone=phone)
        for given, particles, surname, email, phone in (line.split("|") for line in lines)
    ]


def variants(one: Somebody, draw: random.Random) -> Iterator[tuple[str, str]]:
    """Yield what kind of variant it is, and the variant."""
    first = one.given[0]
    title = draw.choice(("mevrouw", "meneer", "de heer", "mw.", "dhr."))
    yield "typo", _with_typo(one, draw)
    yield "initial and surname", f"{first}. {one.family}"
    yield "initials", _initials(one)
    yield "possessive", draw.choice((f"{_possessive(one.given)}", f"{one.given} {_possessive(one.family)}"))
    yield "diminutive", _diminutive(one.given)
    yield "diacritics lost", _bare(one.name)
    yield "hyphen", _hyphen(one)
    yield "small", one.name.lower()
    yield "capitals", f"{one.given} {one.family.upper()}"
    yield "particle moved", f"{one.surname}, {one.given} {one.particles}".strip()
    yield "particle lost", f"{one.given} {one.surname}"
    yield (
        "e-mail",
        _plain(f"{one.given}.{one.family}") if draw.random() < 0.5 else _plain(f"{first}{one.family}"),
    )
    yield "next line", f"{one.given}\n{one.family}"
    yield "over a line", _over_a_line(one, draw)
    yield "given name alone", one.given
    yield "surname alone", one.family[0].upper() + one.family[1:]
    yield "with a title", f"{title} {one.family[0].upper()}{one.family[1:]}"
    yield "typo in full", f"{one.given} {one.particles} {_typo(one.surname, draw)}".replace("  ", " ")


def disguises(one: Somebody, draw: random.Random) -> Iterator[tuple[str, str]]:
    """Yield ways of writing around a guard, and the name written so: the longer of its words."""
    word = max(one.surname, one.given, key=len)
    place = draw.randrange(1, len(word) - 1)
    before, after = word[:place], word[place:]
    yield "spaced", " ".join(word)
    yield "dotted", ".".join(word)
    yield "small and spaced", "  ".join(word.lower())
    yield "hyphened", "-".join(word)
    yield "two digits", _masked(word, "01345")
    yield "signs", _masked(word, "@$\u20ac!")
    yield "tab", f"{one.given} {before}\t{after}"
    yield "markup", f"{before}<b>{after}</b>"
    yield "entity", f"{before}&shy;{after}"
    yield "unseen", "\u200b".join(word)
    yield "soft hyphens", "\u00ad".join(word)
    yield "starred", f"{before}*{after}"


_MASKS: Final = {
    "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s", "\u20ac": "e", "!": "i",
}  # fmt: skip


def _masked(word: str, signs: str) -> str:
    """Return a word with a digit or sign for two letters behind the first that look like one."""
    left, made = 2, word[0]
    for letter in word[1:]:
        sign = next((each for each in signs if _MASKS[each] == letter), None) if left else None
        made += sign or letter
        left -= sign is not None
    return made


def _with_typo(one: Somebody, draw: random.Random) -> str:
    """Return a typing error where the specification asks that it be found: in six letters or more."""
    if len(one.surname) >= 6:
        return f"{one.particles} {_typo(one.surname, draw)}".strip()
    if len(one.given) >= 6:
        return _typo(one.given, draw)
    return f"{one.given} {one.particles} {_typo(one.surname, draw)}".replace("  ", " ")


def _typo(word: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(word) - 1) if len(word) > 2 else 0
    match draw.choice(_EDITS):
        case "swap":
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        case "drop":
            return word[:place] + word[place + 1 :]
        case "double":
            return word[:place] + word[place] + word[place:]
        case _:
            return word[:place] + draw.choice(string.ascii_lowercase) + word[place + 1 :]


def _initials(one: Somebody) -> str:
    given = [part[0] for part in one.given.replace("-", " ").split()]
    return ".".join([*given, one.surname[0]]) + "."


def _possessive(name: str) -> str:
    if name[-1] in "sxzß":
        return f"{name}'"
    return f"{name}'s" if name[-1] in "aiouy" else f"{name}s"


def _diminutive(name: str) -> str:
    last = name[-1]
    if last in "aou":
        return f"{name}{last}tje"
    if last in "eiyéë":
        return f"{name}tje"
    if last == "m":
        return f"{name}pje"
    return f"{name}tje" if last in "nlrjw" else f"{name}je"


def _bare(name: str) -> str:
    """Return the name without accents and apostrophes."""
    apart = unicodedata.normalize("NFD", name.replace("'", "").replace("ø", "o").replace("\u0131", "i"))
    return "".join(each for each in apart if not unicodedata.combining(each)).replace("Ø", "O")


def _hyphen(one: Somebody) -> str:
    """Return hyphens where there were none, and none where they were."""
    if "-" in one.name:
        return one.name.replace("-", " ")
    return f"{one.given}-{one.family.replace(' ', '-')}"


def _plain(name: str) -> str:
    kept = set(string.ascii_lowercase + ".")
    return "".join(each for each in _bare(name).lower() if each in kept)


def _over_a_line(one: Somebody, draw: random.Random) -> str:
    place = draw.randrange(2, len(one.surname) - 1) if len(one.surname) > 3 else 1
    return f"{one.given} {one.particles} {one.surname[:place]}-\n{one.surname[place:]}".replace("  ", " ")


def make(which: str, seed: int) -> list[dict[str, str | int]]:
    """Return every form of every person of a set."""
    draw = random.Random(seed)
    return [
        {"person": number, "kind": kind, "form": form}
        for number, one in enumerate(people(which))
        for kind, form in variants(one, draw)
    ]


if __name__ == "__main__":
    wanted = sys.argv[1]
    lines = [json.dumps(form, ensure_ascii=False) for form in make(wanted, len(wanted))]
    (FOLDER / wanted / "forms.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
