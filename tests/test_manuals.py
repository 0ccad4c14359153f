"""The manuals speak of the program as it is: its words on the screen, its messages, its codes and columns."""

import argparse
import ast
import pkgutil
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

from tests.views.conftest import dutch
from vpdesk import i18n, vault
from vpdesk.cli.parser import build_parser
from vpdesk.domain import errors
from vpdesk.domain.case import CaseStatus
from vpdesk.domain.code import Code
from vpdesk.domain.errors import VpdeskError
from vpdesk.domain.values import Entry, Mandate, Matter, Outcome, Position, Relation, Route
from vpdesk.exchange import vocabulary
from vpdesk.exchange.columns import BY_NAME, REQUIRED, Column
from vpdesk.exchange.folding import fold
from vpdesk.vault import faults

__all__ = ["dutch"]

ROOT = Path(__file__).resolve().parents[1]
MANUALS = {"nl": "handleiding.md", "en": "manual.md"}
#: The sentence that stands in italics to explain italics.
SAID_OF_ITALICS = {"Schuine woorden", "Words in italics"}
LISTS: dict[str, tuple[type[Code], Callable[[str], Code]]] = {
    "mandate": (Mandate, vocabulary.MANDATES),
    "matters": (Matter, vocabulary.MATTERS),
    "reporter_position": (Position, vocabulary.POSITIONS),
    "respondent_relation": (Relation, vocabulary.RELATIONS),
    "entry": (Entry, vocabulary.ENTRIES),
    "route": (Route, vocabulary.ROUTES),
}


def manual(language: str) -> str:
    return (ROOT / "docs" / MANUALS[language]).read_text("utf-8")


def in_italics(text: str) -> set[str]:
    words = re.findall(r"(?<![*\w])\*([^*|]+?)\*(?![*\w])", text)
    return {" ".join(word.split()) for word in words} - SAID_OF_ITALICS


def messages(language: str) -> dict[str, str]:
    """Return every message of the source with what `language` makes of it."""
    i18n.use(language)
    found = {}
    for file in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
                found[node.value] = i18n._(node.value)
    i18n.use("en")
    return found


def all_faults() -> Iterator[type[VpdeskError]]:
    topics = [
        module.name for module in pkgutil.iter_modules(vault.__path__) if module.name.endswith("_faults")
    ]
    for module in (errors, faults, *(import_module(f"vpdesk.vault.{name}") for name in topics)):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, VpdeskError) and kind.wrong:
                yield kind


def meanings(word: str, readers: Sequence[Callable[[str], Code]]) -> Iterator[str]:
    """Yield what `word` means in each column that takes it."""
    for read in readers:
        with suppress(errors.RuleError):
            yield read(word).value


@pytest.mark.usefixtures("dutch")
@pytest.mark.parametrize("language", MANUALS)
def test_what_stands_in_italics_stands_on_the_screen(language: str) -> None:
    shown = set(messages(language).values())
    assert not in_italics(manual(language)) - shown
    assert in_italics("Kies *Een knop die er niet is*.") - shown  # the net has meshes


@pytest.mark.usefixtures("dutch")
@pytest.mark.parametrize("language", MANUALS)
def test_every_message_about_a_vault_has_its_line(language: str) -> None:
    beginnings = re.findall(r"^\| ([^`|]+?) \|", manual(language), re.MULTILINE)
    i18n.use(language)
    said = {kind: i18n._(kind.wrong) for kind in all_faults()}
    i18n.use("en")
    assert len(said) > 12
    silent = [
        kind for kind, wrong in said.items() if not any(wrong.startswith(begin) for begin in beginnings)
    ]
    assert silent == []


@pytest.mark.parametrize("language", MANUALS)
def test_every_column_and_code_of_an_import_file_is_named(language: str) -> None:
    text = manual(language)
    kinds: list[type[Code]] = [kind for kind, _words in LISTS.values()]
    codes = {code.value for kind in kinds for code in kind}
    codes |= {code.value for code in Outcome} | {CaseStatus.OPEN.value}
    assert not {code for code in codes if f"`{code}`" not in text}
    rows = re.findall(r"^\| (`[a-z_]+`(?:, `[^`]+`)*) \| (.*)$", text, re.MULTILINE)
    columns = {}
    for names, said in rows:
        words = re.findall("`([^`]+)`", names)
        if fold(words[0]) in BY_NAME:
            column = BY_NAME[fold(words[0])]
            assert {BY_NAME[fold(word)] for word in words} == {column}
            columns[column] = said
    assert set(columns) == set(Column)
    bold = {column for column, said in columns.items() if said.startswith("**")}
    assert bold == set(REQUIRED)


def test_the_dutch_word_beside_each_code_is_what_an_import_file_may_hold() -> None:
    text = " ".join(manual("nl").partition("- **mandaat**")[2].partition("\n## ")[0].split())
    pairs = re.findall(r"`([a-z_]+)` ([^`]+?)(?=, `| - \*\*|$)", text)
    assert len(pairs) > 80
    readers: list[Callable[[str], Code]] = [*(read for _codes, read in LISTS.values()), vocabulary.OUTCOMES]
    for code, word in pairs:
        if word != "anders":  # several codes of one column, which only the code tells apart
            assert code in set(meanings(word, readers)), word


@pytest.mark.parametrize("language", MANUALS)
def test_every_command_has_its_line(language: str) -> None:
    parser = build_parser()
    choices = [
        name
        for action in parser._actions  # argparse has no public way to ask
        if isinstance(action, argparse._SubParsersAction)
        for name in action.choices
    ]
    assert len(choices) >= 6
    assert not {name for name in choices if f"| `{name}" not in manual(language)}
