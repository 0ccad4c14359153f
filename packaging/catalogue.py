"""The Dutch words: gather the catalogue files of every room, prove them, compile them.

    python packaging/catalogue.py compile    resources/locale/*/*.po -> .../LC_MESSAGES/vpdesk.mo
    python packaging/catalogue.py missing    what the source says and the catalogue lacks, and the reverse

English is the language of the message identifiers. Each room keeps a catalogue file of its own; together they
are one catalogue in which an English text has one translation. Exit status: 0 nothing to report, 1 findings.
"""

import ast
import re
import string
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
LOCALE = ROOT / "resources" / "locale"

#: What marks a message in the source; names with a leading underscore (`self._say`) count too.
SINGULAR = frozenset({"_", "N_", "say", "words"})
PLURAL = frozenset({"ngettext", "plural"})

#: Compiled files hold no date of their own, so that the same words give the same bytes.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


class CatalogueError(Exception):
    """The catalogue files contradict each other or lose a place; `findings` name file and message."""

    def __init__(self, findings: tuple[str, ...]) -> None:
        super().__init__("\n".join(findings))
        self.findings = findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A message as the source marks it: `many` is empty where there is no plural."""

    one: str
    many: str = ""
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """A message as one catalogue file has it; `texts` holds one text, or one per plural form."""

    one: str
    many: str
    texts: tuple[str, ...]
    fuzzy: bool
    obsolete: bool
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What keeps a catalogue from being complete, in words for the person who completes it."""

    untranslated: tuple[str, ...]
    fuzzy: tuple[str, ...]
    obsolete: tuple[str, ...]
    unmatchable: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.untranslated or self.fuzzy or self.obsolete or self.unmatchable)


def fields(text: str) -> frozenset[str]:
    """Return the named places of `text`; raises ValueError where its braces do not match."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def languages(locale: Path = LOCALE) -> tuple[str, ...]:
    """Return the languages that have catalogue files."""
    return tuple(sorted(folder.name for folder in locale.iterdir() if any(folder.glob("*.po"))))


# -- what the source says -----------------------------------------------------------------------------------


def _literals(node: ast.expr) -> list[str] | None:
    """Return the texts that `node` can be, or None where a text is put together at run time."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp():
            body, other = _literals(node.body), _literals(node.orelse)
            return None if body is None or other is None else body + other
        case ast.JoinedStr() | ast.BinOp():
            return None
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str()))):  # "...".format(...)
            return None
    return []  # a name: what it holds was marked with N_ where it was written


def _marked(call: ast.Call) -> tuple[str, int]:
    """Return which function marks a message in `call`, and how many of its arguments are messages."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    plain = name.lstrip("_") or name
    return plain, (1 if plain in SINGULAR else 2 if plain in PLURAL else 0)


def _unfilled(call: ast.Call, function: str, messages: list[str]) -> list[str]:
    """Return the named places that this very call leaves open."""
    if function == "N_" or any(word.arg is None for word in call.keywords):
        return []
    given = {word.arg for word in call.keywords} | ({"n"} if function in PLURAL else set())
    try:
        return sorted(frozenset().union(*map(fields, messages)) - given)
    except ValueError:
        return ["(braces)"]


def messages(source: str, place: str) -> tuple[list[Marked], list[str]]:
    """Return the messages that the Python text `source` marks, and the calls that no catalogue can match."""
    found: list[Marked] = []
    wrong: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function, count = _marked(node)
        if count == 0:
            continue
        where = f"{place}:{node.lineno}"
        parts = [_literals(argument) for argument in node.args[:count]]
        if None in parts:
            wrong.append(f"{where}: a message put together at run time is in no catalogue")
            continue
        texts = [part for part in parts if part]
        if count == 1:
            found += [Marked(one=text, place=where) for part in texts for text in part]
        elif len(texts) == count:
            found.append(Marked(one=texts[0][0], many=texts[1][0], place=where))
        spoken = [text for part in texts for text in part]
        wrong += [f"{where}: nothing fills {{{name}}}" for name in _unfilled(node, function, spoken)]
    return found, wrong


def extract(source: Path = SOURCE) -> tuple[dict[tuple[str, str], Marked], tuple[str, ...]]:
    """Return every message that the Python files under `source` mark, and the findings about them."""
    found: dict[tuple[str, str], Marked] = {}
    wrong: list[str] = []
    for file in sorted(source.rglob("*.py")):
        here, mistakes = messages(file.read_text(encoding="utf-8"), file.relative_to(source).as_posix())
        wrong += mistakes
        for message in here:
            found.setdefault((message.one, message.many), message)
    return found, tuple(wrong)


# -- what the catalogue says --------------------------------------------------------------------------------


def _translated(message: Message, file: str, *, obsolete: bool = False) -> Translated:
    one, many = (message.id, "") if isinstance(message.id, str) else message.id
    texts = (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
    return Translated(one=one, many=many, texts=texts, fuzzy=message.fuzzy, obsolete=obsolete, file=file)


def read(folder: Path) -> Iterator[Translated]:
    """Yield every message of the catalogue files in `folder`, obsolete ones included.

    Raises CatalogueError where a file has the same message twice: gettext would silently take one of the two.
    """
    for path in sorted(folder.glob("*.po")):
        text = path.read_text(encoding="utf-8")
        identifiers = Counter(re.findall(r'^msgid ((?:".*"\s*)+)', text, re.MULTILINE))
        twice = [name.strip() for name, times in identifiers.items() if times > 1]
        if twice:
            raise CatalogueError(tuple(f"{path.name}: twice {name}" for name in twice))
        with path.open("rb") as stream:
            catalogue = read_po(stream, locale=folder.name, abort_invalid=True)
        for message in catalogue:
            if message.id:
                yield _translated(message, path.name)
        for message in catalogue.obsolete.values():
            yield _translated(message, path.name, obsolete=True)


def lost_places(message: Translated) -> str:
    """Return in words which named place the translation loses or invents; empty when none."""
    wanted = [{fields(message.one)}]
    if message.many:
        # Dutch may say "één dossier" where English says "{n} case", and the other way round
        wanted = [{fields(message.one), fields(message.many)}, {fields(message.many)}]
    for text, allowed in zip(message.texts, wanted, strict=False):
        try:
            places = fields(text)
        except ValueError as error:
            return f"{message.file}: {text!r}: {error}"
        if text and places not in allowed:
            expected = ", ".join(sorted(frozenset().union(*allowed))) or "none"
            return f"{message.file}: {text!r} has other places than {message.one!r} ({expected})"
    return ""


def merge(folder: Path) -> Catalog:
    """Return one catalogue of all files in `folder`, without fuzzy, obsolete and empty messages.

    Raises CatalogueError when one message has two translations or a translation has other named places.
    """
    whole = Catalog(
        locale=folder.name, project="vpdesk", creation_date=_NO_DATE, revision_date=_NO_DATE, fuzzy=False
    )
    first: dict[tuple[str, str], Translated] = {}
    findings: list[str] = []
    for message in read(folder):
        if message.obsolete or message.fuzzy or not all(message.texts):
            continue
        if lost := lost_places(message):
            findings.append(lost)
        other = first.setdefault((message.one, message.many), message)
        if other.texts != message.texts:
            both = f"{other.file} {other.texts[0]!r}, {message.file} {message.texts[0]!r}"
            findings.append(f"{message.one!r} has two translations: {both}")
        identifier = (message.one, message.many) if message.many else message.one
        whole.add(identifier, message.texts if message.many else message.texts[0])
    if findings:
        raise CatalogueError(tuple(findings))
    return whole


def compile_words(locale: Path = LOCALE) -> tuple[Path, ...]:
    """Write the compiled catalogue of every language and return the files; raises CatalogueError."""
    written = []
    for language in languages(locale):
        whole = merge(locale / language)
        file = locale / language / "LC_MESSAGES" / "vpdesk.mo"
        file.parent.mkdir(exist_ok=True)
        beside = file.with_suffix(".new")
        with beside.open("wb") as stream:
            write_mo(stream, whole)
        beside.replace(file)  # a program that starts meanwhile reads the old one or the new one
        written.append(file)
    return tuple(written)


def missing(language: str = "nl", source: Path = SOURCE, locale: Path = LOCALE) -> Gaps:
    """Compare what the source marks with what the catalogue of `language` holds."""
    said, wrong = extract(source)
    known = list(read(locale / language))
    current = {(m.one, m.many) for m in known if not m.obsolete and all(m.texts)}
    return Gaps(
        untranslated=tuple(
            f"{message.place}: {message.one!r}" for key, message in said.items() if key not in current
        ),
        fuzzy=tuple(f"{m.file}: {m.one!r}" for m in known if m.fuzzy and not m.obsolete),
        obsolete=tuple(f"{m.file}: {m.one!r}" for m in known if m.obsolete or (m.one, m.many) not in said),
        unmatchable=wrong,
    )


def _report(language: str) -> int:
    gaps = missing(language)
    for title, lines in (
        ("without translation", gaps.untranslated),
        ("fuzzy", gaps.fuzzy),
        ("in the catalogue but not in the source", gaps.obsolete),
        ("that no catalogue can match", gaps.unmatchable),
    ):
        if lines:
            print(f"{language}: {len(lines)} {title}", *lines, sep="\n  ")
    return 1 if gaps else 0


def main(arguments: list[str]) -> int:
    """Do what the command line asks; the exit status is 0, 1 for findings or 2 for wrong usage."""
    try:
        match arguments:
            case ["compile"]:
                print(*(f"{file.relative_to(ROOT)}" for file in compile_words()), sep="\n")
                return 0
            case ["missing"]:
                return max(map(_report, languages()), default=0)
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 1
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
