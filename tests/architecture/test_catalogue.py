"""The Dutch words are complete, certain, of this moment, and lose nothing that is filled in."""

import inspect
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

import catalogue
from vpdesk.domain import values
from vpdesk.domain.code import Code

DUTCH = catalogue.LOCALE / "nl"
#: A report by another word than "verslag".
_REPORT = re.compile(r"\brapport", re.IGNORECASE)
#: What the Dutch texts say in another way, everywhere: one word for one thing, one mark for one quotation.
_SAID_OTHERWISE = {
    "u": re.compile(r"\b(je|jij|jou|jouw)\b", re.IGNORECASE),
    "inlezen": re.compile(r"[iï]mporte", re.IGNORECASE),
    "spreadsheet": re.compile(r"\brekenblad", re.IGNORECASE),
    "perioden": re.compile(r"\bperiodes\b", re.IGNORECASE),
    "datums": re.compile(r"\bdata\b", re.IGNORECASE),
    "opdrachtgever": re.compile(r"(?<!\{)\b(client|klantorganisatie)\b", re.IGNORECASE),
    "single quotation marks": re.compile(r"[“”\"]"),
}
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def write(folder: Path, **files: str) -> Path:
    """Write catalogue files of these names under a locale folder and return it."""
    language = folder / "nl"
    language.mkdir()
    for name, text in files.items():
        (language / f"{name}.po").write_text(HEADER + text, encoding="utf-8")
    return folder


def test_every_message_of_the_source_has_its_dutch() -> None:
    assert not catalogue.missing().untranslated


def test_no_translation_is_a_guess() -> None:
    assert not catalogue.missing().fuzzy


def test_no_translation_is_left_over() -> None:
    assert not catalogue.missing().obsolete


def test_every_marked_message_can_be_found_and_filled() -> None:
    assert not catalogue.missing().unmatchable


def test_the_files_of_all_rooms_make_one_catalogue() -> None:
    catalogue.merge(DUTCH)


def test_every_code_of_the_profession_has_its_dutch_word() -> None:
    words = catalogue.merge(DUTCH)
    lists = [kind for _, kind in inspect.getmembers(values, inspect.isclass) if issubclass(kind, Code)]
    codes = [code for kind in lists for code in kind]
    assert len(codes) > 100
    assert not [f"{type(code).__name__}.{code.name}" for code in codes if not words.get(code.word)]


def test_within_one_list_no_two_codes_share_a_dutch_word() -> None:
    """An import file may name a code by its Dutch word."""
    words = catalogue.merge(DUTCH)
    for _, kind in inspect.getmembers(values, inspect.isclass):
        if issubclass(kind, Code):
            dutch = [str(message.string) for code in kind if (message := words.get(code.word))]
            assert len(set(dutch)) == len(dutch), kind.__name__


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('_("one")', ["one"]),
        ('N_("one " "line")', ["one line"]),
        ('self._say("one", n=1)', ["one"]),
        ('words("one")', ["one"]),
        ('_("one" if x else "two")', ["one", "two"]),
        ('ngettext("{n} case", "{n} cases", n)', ["{n} case"]),
        ('words.plural("{n} case", "{n} cases", n)', ["{n} case"]),
        ("_(message)", []),
        ('print("one")', []),
    ],
)
def test_messages_are_found_wherever_they_are_marked(source: str, found: list[str]) -> None:
    messages, wrong = catalogue.messages(source, "made_up.py")
    assert [message.one for message in messages] == found
    assert not wrong


@pytest.mark.parametrize(
    "source",
    [
        '_(f"{name} is here")',
        '_("hello " + name)',
        '_("hello %s" % name)',
        '_("hello {name}".format(name=name))',
        '_("{name} is here")',
        '_("{name} is here", nane="x")',
        'ngettext("{n} case of {name}", "{n} cases of {name}", 2)',
    ],
)
def test_a_message_that_can_never_match_or_fill_is_a_finding(source: str) -> None:
    _, wrong = catalogue.messages(source, "made_up.py")
    assert len(wrong) == 1


def test_missing_names_what_is_untranslated_fuzzy_and_left_over(tmp_path: Path) -> None:
    source = tmp_path / "src"
    source.mkdir()
    (source / "room.py").write_text('_("new")\n_("known")\n_("guessed")\n_("empty")\n', encoding="utf-8")
    (tmp_path / "locale").mkdir()
    locale = write(
        tmp_path / "locale",
        room='msgid "known"\nmsgstr "bekend"\n\n#, fuzzy\nmsgid "guessed"\nmsgstr "gegokt"\n\n'
        'msgid "empty"\nmsgstr ""\n\nmsgid "gone"\nmsgstr "weg"\n\n#~ msgid "old"\n#~ msgstr "oud"\n',
    )
    gaps = catalogue.missing("nl", source, locale)
    assert gaps.untranslated == ("room.py:1: 'new'", "room.py:4: 'empty'")
    assert gaps.fuzzy == ("room.po: 'guessed'",)
    assert gaps.obsolete == ("room.po: 'gone'", "room.po: 'old'")


def test_one_message_with_two_translations_is_refused(tmp_path: Path) -> None:
    locale = write(
        tmp_path, here='msgid "Manager"\nmsgstr "Leidinggevende"\n', there='msgid "Manager"\nmsgstr "Chef"\n'
    )
    with pytest.raises(catalogue.CatalogueError, match="two translations"):
        catalogue.compile_words(locale)


def test_one_message_twice_in_a_file_is_refused(tmp_path: Path) -> None:
    locale = write(tmp_path, here='msgid "Yes"\nmsgstr "Ja"\n\nmsgid "Yes"\nmsgstr "Jawel"\n')
    with pytest.raises(catalogue.CatalogueError, match="twice"):
        catalogue.compile_words(locale)


@pytest.mark.parametrize("dutch", ["zonder plaats", "{n} en {m}", "{aantal} tekens", "{n tekens"])
def test_a_lost_or_invented_place_is_refused(tmp_path: Path, dutch: str) -> None:
    locale = write(tmp_path, here=f'msgid "{{n}} characters"\nmsgstr "{dutch}"\n')
    with pytest.raises(catalogue.CatalogueError, match=r"here\.po"):
        catalogue.compile_words(locale)


def test_one_may_be_said_in_words_where_the_plural_counts(tmp_path: Path) -> None:
    plural = 'msgid "{n} case"\nmsgid_plural "{n} cases"\nmsgstr[0] "%s"\nmsgstr[1] "{n} dossiers"\n'
    locale = write(tmp_path, here=plural % "{n} dossier")
    assert catalogue.compile_words(locale)


def test_the_same_words_give_the_same_bytes(tmp_path: Path) -> None:
    locale = write(tmp_path, here='msgid "Yes"\nmsgstr "Ja"\n')
    (file,) = catalogue.compile_words(locale)
    first = file.read_bytes()
    catalogue.compile_words(locale)
    assert file.read_bytes() == first


def wrongly_called(catalogues: Path) -> list[str]:
    """Return the Dutch texts in which a document for an organisation is called by the name of the place."""
    found = []
    for file in sorted(catalogues.glob("*.po")):
        with file.open("rb") as stream:
            texts = [text for message in read_po(stream) if message.id for text in _texts(message)]
        found += [f"{file.name}: {text}" for text in texts if text != "Rapporten" and _REPORT.search(text)]
    return found


def said_otherwise(catalogues: Path) -> list[str]:
    """Return the Dutch texts that use a word or a mark that the others do not, each with what they use."""
    found = []
    for file in sorted(catalogues.glob("*.po")):
        with file.open("rb") as stream:
            texts = [text for message in read_po(stream) if message.id for text in _texts(message)]
        found += [
            f"{file.name}: {text} ({usual})"
            for text in texts
            for usual, stray in _SAID_OTHERWISE.items()
            if stray.search(text)
        ]
    return found


def _texts(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (str(message.string),)


def test_what_a_client_gets_is_a_verslag_and_rapporten_is_only_the_place_where_it_is_made() -> None:
    assert wrongly_called(DUTCH) == []


def test_another_word_for_a_verslag_is_found(tmp_path: Path) -> None:
    """The control; a report of a mistake is another thing, and so is the place."""
    words = ("Een rapport telt dit.", "Rapporten die u gaf", "Rapporten", "Foutrapport bewaren", "Verslag")
    text = "\n\n".join(f'msgid "{number}"\nmsgstr "{word}"' for number, word in enumerate(words))
    folder = write(tmp_path, room=f"{text}\n") / "nl"
    assert wrongly_called(folder) == [f"room.po: {word}" for word in words[:2]]


def test_one_thing_has_one_dutch_word() -> None:
    assert said_otherwise(DUTCH) == []


def test_a_stray_word_is_found(tmp_path: Path) -> None:
    """The control, beside words that only look like one."""
    strays = (
        "Uw werk en jouw dossiers",
        "Het bestand is geïmporteerd",
        "Een rekenblad",
        "Twee periodes",
        "De data van gesprekken",
        "Deze client",
        "Kies “Alle”",
    )
    usual = ("{client} sinds een jaar", "een database", "collega's", "cliënt")
    text = "\n\n".join(f'msgid "{number}"\nmsgstr "{word}"' for number, word in enumerate(strays))
    folder = write(tmp_path, room=f"{text}\n") / "nl"
    assert [each.partition(": ")[2].partition(" (")[0] for each in said_otherwise(folder)] == list(strays)
    assert not [stray for stray in _SAID_OTHERWISE.values() for word in usual if stray.search(word)]
