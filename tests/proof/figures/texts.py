"""Row F8: the text guard, on names and on reports that it was not made with."""

import hashlib
import json
from collections.abc import Iterator

from tests.disclosure.text_guard.figures import (
    FOLDER,
    SURROUNDINGS,
    figures,
    known_people,
    recall_from_notes,
    recall_unspelled,
)
from tests.disclosure.text_guard.test_figures import FROZEN
from tests.proof.rows import Control, Figure, Finding, Run, at_least, none, proves
from vpdesk.disclosure.text_guard.finding import Kind, Weight
from vpdesk.disclosure.text_guard.scanner import Guard
from vpdesk.services.word_lists import ordinary_words


@proves("F8")
def read_what_was_held_out(run: Run) -> Iterator[Finding]:
    """Type every form of every name, and read the clean reports; both sizes are the same."""
    del run
    files = [FOLDER / "held_out" / name for name in FROZEN]
    changed = sum(hashlib.sha256(file.read_bytes()).hexdigest() != FROZEN[file.name] for file in files)
    yield none("files that changed since before the guard was written", changed)
    found = figures("held_out")
    yield at_least(40 * 10, "forms of 40 names, ten variants or more of each", found["forms of names"])
    yield at_least(99, "% of them found", found["found, %"])
    yield at_least(93, "% of them blocked; the others must be ticked", found["blocked, %"])
    yield at_least(40 * 12, "forms of them spelled, masked or cut by signs", found["disguised forms"])
    yield at_least(99, "% of these found", found["disguised forms found, %"])
    yield at_least(40, "names that stand in notes alone", found["names in notes"])
    yield at_least(99, "% of these found", found["names in notes found, %"])
    beside = found["asks because of notes per 1,000 Dutch words"]
    what = "flags in 1,000 clean words in Dutch because of what was noted"
    yield Figure(what=what, found=beside, bound="at most", target=5)
    for language, least in (("Dutch", 5_000), ("English", 2_000)):
        yield at_least(least, f"clean words, {language}", found[f"clean words, {language}"])
        asked = found[f"asks per 1,000 {language} words"]
        what = f"flags to be ticked in 1,000 of them, {language}"
        yield Figure(what=what, found=asked, bound="at most", target=15)
        yield none(f"of them blocked, {language}", found[f"blocks in clean {language}"])
    nobody = Guard([], SURROUNDINGS, ordinary_words("nl"))
    forms = json.loads((FOLDER / "held_out" / "forms.json").read_text("utf-8"))
    missed = sum(not _names(nobody, form["form"]) for form in forms)
    yield Control(without="knowing the people of the vault", harm=missed, of=len(forms), share=0.5)
    apart, unnoted = recall_unspelled("held_out"), recall_from_notes("held_out", noted=False)
    left = len(apart.missed)
    yield Control(without="putting letters and digits together", harm=left, of=apart.forms, share=0.3)
    left = len(unnoted.missed)
    yield Control(without="looking into the notes", harm=left, of=unnoted.forms, share=0.5)
    text = (FOLDER / "held_out" / "clean.nl.txt").read_text("utf-8")
    deaf = Guard(known_people("held_out"), SURROUNDINGS, lambda _word: False)
    blocked = sum(each.weight is Weight.BLOCKS for each in deaf.scan(text))
    yield Control(without="the words of the language", harm=blocked, of=len(text.split()), share=0.001)


def _names(guard: Guard, form: str) -> bool:
    found = guard.scan(f"Daarover sprak {form} met ons.")
    return any(each.kind is Kind.NAME for each in found)
