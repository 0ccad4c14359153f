"""Every word of the profession stands for its code in a file."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from vpdesk.domain.code import Code
from vpdesk.domain.errors import RuleError
from vpdesk.domain.values import Entry, Mandate, Matter, Outcome, Position, Relation, Route
from vpdesk.exchange import vocabulary
from vpdesk.exchange.folding import fold
from vpdesk.exchange.vocabulary import Vocabulary

DUTCH = Path(__file__).resolve().parents[2] / "resources" / "locale" / "nl" / "domain.po"

LISTS: tuple[tuple[type[Code], Vocabulary[Code]], ...] = (
    (Mandate, vocabulary.MANDATES),
    (Matter, vocabulary.MATTERS),
    (Position, vocabulary.POSITIONS),
    (Relation, vocabulary.RELATIONS),
    (Entry, vocabulary.ENTRIES),
    (Route, vocabulary.ROUTES),
    (Outcome, vocabulary.OUTCOMES),
)  # type: ignore[assignment]  # each vocabulary is of its own kind of code
CODES = [(words, code) for kind, words in LISTS for code in kind]


@pytest.mark.parametrize(("words", "code"), CODES, ids=str)
def test_every_code_stands_for_itself(words: Vocabulary[Code], code: Code) -> None:
    assert words(code.value) is code


def test_every_word_on_screen_stands_for_its_code() -> None:
    with DUTCH.open("rb") as stream:
        catalogue = read_po(stream)
    for words, code in CODES:
        message = catalogue.get(code.word)
        assert message is not None, code.word
        assert words(str(message.string)) is code
        assert words(str(message.string).upper()) is code


@pytest.mark.parametrize(
    ("words", "text", "code"),
    [
        (vocabulary.MATTERS, "arbeidsconflict", Matter.LABOUR_DISPUTE),
        (vocabulary.MATTERS, "rechtspositie of beoordeling", Matter.LEGAL_POSITION),
        (vocabulary.MATTERS, "beoordeling", Matter.LEGAL_POSITION),
        (vocabulary.MATTERS, "sexual harassment", Matter.SEXUAL_HARASSMENT),
        (vocabulary.MATTERS, "prive-probleem", None),
        (vocabulary.POSITIONS, "oud medewerker", Position.FORMER_EMPLOYEE),
        (vocabulary.RELATIONS, "client", Relation.CUSTOMER),
        (vocabulary.RELATIONS, "Patie\u0308nt", Relation.CUSTOMER),
        (vocabulary.RELATIONS, "medestudent", Relation.STUDENT),
        (vocabulary.ENTRIES, "leidinggevende", Entry.VIA_MANAGER),
        (vocabulary.ROUTES, "met de leidinggevende", Route.WITH_MANAGER),
        (vocabulary.MANDATES, "persoonlijke integriteit", Mandate.CONDUCT),
        (vocabulary.MATTERS, "anders", None),
    ],
)
def test_a_word_means_its_code_or_nothing(words: Vocabulary[Code], text: str, code: Code | None) -> None:
    if code is None:
        with pytest.raises(RuleError):
            words(text)
    else:
        assert words(text) is code


def test_folding_leaves_capitals_accents_and_gaps_aside() -> None:
    assert fold("  Privé_Probleem ") == fold("prive-probleem") == "prive probleem"
