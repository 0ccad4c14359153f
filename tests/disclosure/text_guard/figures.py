"""How well the guard finds, and how often it bothers: measured on a set of texts (`build` or `held_out`)."""

import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from tests.disclosure.text_guard.variants import disguises, people
from vpdesk.disclosure.text_guard import scanner
from vpdesk.disclosure.text_guard.finding import Finding, Kind, Weight
from vpdesk.disclosure.text_guard.known import Person, Surroundings
from vpdesk.disclosure.text_guard.mentioned import Uses, candidates
from vpdesk.disclosure.text_guard.reading import Reading
from vpdesk.disclosure.text_guard.scanner import Guard
from vpdesk.services.word_lists import ordinary_words

FOLDER: Final = Path(__file__).parent
#: What says who somebody is.
NAMELY: Final = frozenset({Kind.NAME, Kind.EMAIL, Kind.INITIALS, Kind.SALUTATION, Kind.UNKNOWN_NAME})
#: The sites of an organisation whose clean reports are read, and the counts that its figures hide.
SURROUNDINGS: Final = Surroundings(
    aliases=("Eik-07", "Linde-12", "Kastanje-3"),
    places=("Zuid", "Facilitaire dienst", "Financiën", "Klantenservice", "Nachtploeg"),
    bodies=("Waterschap De Vliet",),
    hidden=frozenset({0, 1, 2, 3}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """Of how many typed names something was found, and of how many it blocked."""

    forms: int
    found: int
    blocked: int
    missed: tuple[str, ...] = field(repr=False)

    @property
    def rate(self) -> float:
        return self.found / self.forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """How often the guard speaks in texts that point to nobody."""

    words: int
    asks: int
    blocks: int
    said: tuple[str, ...] = field(repr=False)

    @property
    def per_thousand(self) -> float:
        return 1000 * self.asks / self.words


def known_people(which: str) -> list[Person]:
    return [Person(name=one.name, reach=f"{one.email}, {one.phone}") for one in people(which)]


def recall(which: str) -> Recall:
    """Type every form of every name into a sentence, and see what is found where it stands."""
    return _recall(which, json.loads((FOLDER / which / "forms.json").read_text("utf-8")))


def recall_disguised(which: str) -> Recall:
    """Do so with what somebody types who writes around a guard."""
    draw = random.Random(9)
    return _recall(
        which, [{"kind": kind, "form": form} for one in people(which) for kind, form in disguises(one, draw)]
    )


def _recall(which: str, forms: list[dict[str, Any]]) -> Recall:
    guards = {language: guard(which, language) for language in ("nl", "en")}
    sentences = (FOLDER / which / "sentences.txt").read_text("utf-8").splitlines()
    found, blocked, missed = 0, 0, []
    for number, form in enumerate(forms):
        before, after = sentences[number % len(sentences)].split("{name}")
        language = "en" if after.startswith((" this", " has", " for", " who")) else "nl"
        if language == "nl" and before.startswith(("In the", "According", "We thank", "It was")):
            language = "en"
        text = f"{before}{form['form']}{after}"
        there = [
            each
            for each in guards[language].scan(text)
            if each.start < len(before) + len(form["form"]) and each.end > len(before)
        ]
        if any(each.kind in NAMELY for each in there):
            found += 1
        else:
            missed.append(f"{form['kind']}: {text!r}")
        blocked += any(each.weight is Weight.BLOCKS for each in there)
    return Recall(forms=len(forms), found=found, blocked=blocked, missed=tuple(missed))


def clean(which: str, language: str) -> Clean:
    """Read the clean reports, people of both sets being known."""
    text = (FOLDER / which / f"clean.{language}.txt").read_text("utf-8")
    found = guard(which, language).scan(text)
    return Clean(
        words=len(text.split()),
        asks=sum(each.weight is Weight.ASKS for each in found),
        blocks=sum(each.weight is Weight.BLOCKS for each in found),
        said=tuple(_said(text, each) for each in found),
    )


def recall_unspelled(which: str) -> Recall:
    """Do so with a guard that puts no letters, pieces and digits together: the control."""
    with patch.object(scanner, "find_spelled", lambda *_given: iter(())):
        return recall_disguised(which)


def recall_from_notes(which: str, *, noted: bool = True) -> Recall:
    """Type every surname into a sentence, where the people stand in notes alone; the control has none."""
    everybody = people(which)
    notes = [
        Reading(f"Belde met {one.name}. Morgen belt {one.given} terug.", ordinary_words("nl"))
        for one in everybody
    ]
    nobody = Guard([], SURROUNDINGS, ordinary_words("nl"))
    missed = []
    for one in everybody:
        text = f"Daarover is met {one.family} gesproken."
        found = nobody.scan(text, names_in(notes, text) if noted else ())
        if not any(each.kind is Kind.MENTIONED for each in found):
            missed.append(text)
    return Recall(forms=len(everybody), found=len(everybody) - len(missed), blocked=0, missed=tuple(missed))


def asked_by_notes() -> Clean:
    """Read the clean Dutch reports beside notes in ordinary prose: those of the other set, and its people."""
    paragraphs = (FOLDER / "build" / "clean.nl.txt").read_text("utf-8").splitlines()
    said = [*paragraphs, *(f"Belde met {one.name}." for one in people("build"))]
    notes = [Reading(each, ordinary_words("nl")) for each in said]
    text = (FOLDER / "held_out" / "clean.nl.txt").read_text("utf-8")
    found = guard("held_out", "nl").scan(text, names_in(notes, text))
    mentioned = [each for each in found if each.kind is Kind.MENTIONED]
    return Clean(
        words=len(text.split()),
        asks=len(mentioned),
        blocks=0,
        said=tuple(_said(text, each) for each in mentioned),
    )


def names_in(notes: list[Reading], text: str) -> frozenset[str]:
    """Return the words of a text that notes use as names, as `vpdesk.services.gathering` looks them up."""
    asked = candidates(Reading(text, ordinary_words("nl")))
    return frozenset(
        word
        for word, spellings in asked.items()
        if sum((Uses.of(note, spellings) for note in notes), Uses()).is_name
    )


def guard(which: str, language: str) -> Guard:
    """Return a guard that knows the people of the set, and those with the commonest Dutch names."""
    return Guard([*known_people(which), *common_people(200)], SURROUNDINGS, ordinary_words(language))


def common_people(count: int) -> Iterator[Person]:
    """Yield people of the commonest given names and surnames, many of which are words."""
    draw = random.Random(5)
    given = (FOLDER / "given_names.txt").read_text("utf-8").split()
    surnames = (FOLDER / "surnames.txt").read_text("utf-8").splitlines()
    for number in range(count):
        name = f"{draw.choice(given)} {surnames[number % len(surnames)]}"
        yield Person(name=name, reach=f"06-{draw.randrange(10**7, 10**8)}")


def speed(people_known: int = 2_000, words: int = 2_000) -> tuple[float, float]:
    """Return the milliseconds that laying out so many people takes, and reading so many words.

    Time of the processor, the best of five, each with a guard that has not met a word yet.
    """
    text = " ".join((FOLDER / "held_out" / "clean.nl.txt").read_text("utf-8").split(" ")[:words])
    everybody = [*known_people("held_out"), *common_people(people_known - 40)]
    ordinary = ordinary_words("nl")
    laying_out, reading = [], []
    for _ in range(5):
        begun = time.process_time()
        made = Guard(everybody, SURROUNDINGS, ordinary)
        laid_out = time.process_time()
        made.scan(text)
        laying_out.append(1000 * (laid_out - begun))
        reading.append(1000 * (time.process_time() - laid_out))
    return min(laying_out), min(reading)


def _said(text: str, each: Finding) -> str:
    around = text[max(0, each.start - 30) : each.end + 30].replace("\n", " / ")
    return f"{each.weight} {each.kind} {text[each.start : each.end]!r} in {around!r}"


def figures(which: str = "held_out") -> dict[str, float]:
    """Return every figure of the guard, by what it says."""
    names, dutch, english = recall(which), clean(which, "nl"), clean(which, "en")
    disguised, noted, beside = recall_disguised(which), recall_from_notes(which), asked_by_notes()
    kinds = Counter(each.split(":")[0] for each in names.missed)
    assert sum(kinds.values()) == names.forms - names.found
    return {
        "forms of names": names.forms,
        "found, %": round(100 * names.rate, 2),
        "blocked, %": round(100 * names.blocked / names.forms, 2),
        "disguised forms": disguised.forms,
        "disguised forms found, %": round(100 * disguised.rate, 2),
        "names in notes": noted.forms,
        "names in notes found, %": round(100 * noted.rate, 2),
        "asks because of notes per 1,000 Dutch words": round(beside.per_thousand, 2),
        "clean words, Dutch": dutch.words,
        "asks per 1,000 Dutch words": round(dutch.per_thousand, 2),
        "blocks in clean Dutch": dutch.blocks,
        "clean words, English": english.words,
        "asks per 1,000 English words": round(english.per_thousand, 2),
        "blocks in clean English": english.blocks,
    }
