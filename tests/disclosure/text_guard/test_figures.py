"""The figures of the guard, on texts that it was not made with; and the two sets stay apart."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.disclosure.text_guard.figures import (
    FOLDER,
    SURROUNDINGS,
    clean,
    figures,
    known_people,
    recall,
    recall_disguised,
    speed,
)
from tests.disclosure.text_guard.variants import people
from vpdesk.disclosure.text_guard.finding import Kind, Weight
from vpdesk.disclosure.text_guard.scanner import Guard
from vpdesk.services.word_lists import ordinary_words

#: What the held-out set was before the guard was written.
FROZEN = {
    "clean.en.txt": "eeb17f8840adf4722fb29353ab4789e528322aaf37a70950e5f58a1ebf8cf222",
    "clean.nl.txt": "c5bed664286fb88950a079ef4b0ab55f78bdec3ba798b97c1722270169d3087f",
    "people.txt": "b5e364d36005b85604ce98eecbce8ebff5c5c06bd61f23d484f391ca107eacbf",
    "sentences.txt": "58619af4f96d3d5d28c28e15b1e5faf09df39a4228717010bb7a9c4498884c31",
    "forms.json": "1ca99d6c9b182183b899be7f8531b777e10049561918c93fe7b13a06799c41a0",
}


def test_the_held_out_set_is_as_it_was() -> None:
    for name, digest in FROZEN.items():
        text = (FOLDER / "held_out" / name).read_text("utf-8")
        assert hashlib.sha256(text.encode()).hexdigest() == digest, name


def test_the_two_sets_have_nothing_in_common() -> None:
    def held(which: str) -> set[str]:
        names = {one.name for one in people(which)}
        forms = {form["form"] for form in json.loads((FOLDER / which / "forms.json").read_text("utf-8"))}
        texts = [Path(FOLDER / which / name) for name in ("clean.nl.txt", "clean.en.txt", "sentences.txt")]
        lines = {line for file in texts for line in file.read_text("utf-8").splitlines()}
        sentences = {part for line in lines for part in re.split(r"(?<=[.!?])\s", line) if len(part) > 25}
        return names | {form for form in forms if len(form) > 6} | lines | sentences

    assert not held("build") & held("held_out")
    assert not {one.surname for one in people("build")} & {one.surname for one in people("held_out")}


@pytest.mark.parametrize("which", ["build", "held_out"])
def test_a_name_is_found_however_it_is_typed(which: str) -> None:
    names = recall(which)
    assert names.forms == 40 * 18
    assert names.rate >= 0.99, names.missed
    assert names.blocked >= 0.93 * names.forms  # bare initials and what a typing error made a word only ask


@pytest.mark.parametrize("which", ["build", "held_out"])
def test_a_name_is_found_however_it_is_disguised(which: str) -> None:
    names = recall_disguised(which)
    assert names.forms == 40 * 12
    assert names.rate >= 0.99, names.missed


@pytest.mark.parametrize(("language", "words"), [("nl", 5_000), ("en", 2_000)])
def test_ordinary_prose_is_left_in_peace(language: str, words: int) -> None:
    prose = clean("held_out", language)
    assert prose.words >= words
    assert prose.blocks == 0, prose.said
    assert prose.per_thousand <= 15, prose.said


def test_a_guard_that_knows_nobody_finds_few_of_the_names() -> None:
    """The control: what is found is found because the people are known."""
    nobody = Guard([], SURROUNDINGS, ordinary_words("nl"))
    forms = json.loads((FOLDER / "held_out" / "forms.json").read_text("utf-8"))
    seen = sum(
        any(each.kind is Kind.NAME for each in nobody.scan(f"Daarover sprak {form['form']} met ons."))
        for form in forms
    )
    assert seen == 0


def test_a_guard_without_the_words_of_the_language_blocks_ordinary_prose() -> None:
    """The control: that "bakker" and "groot" are words is what leaves them alone."""
    text = (FOLDER / "held_out" / "clean.nl.txt").read_text("utf-8")
    deaf = Guard(known_people("held_out"), SURROUNDINGS, lambda _word: False)
    assert any(each.weight is Weight.BLOCKS for each in deaf.scan(text))


def test_the_figures_are_returned_by_name() -> None:
    told = figures("build")
    assert told["found, %"] >= 99
    assert told["blocks in clean Dutch"] == told["blocks in clean English"] == 0


def test_reading_two_thousand_words_against_two_thousand_people_takes_no_time_to_speak_of() -> None:
    _laying_out, reading = speed()
    assert reading < 250  # milliseconds, on a machine that does other things too: 50 in quiet
