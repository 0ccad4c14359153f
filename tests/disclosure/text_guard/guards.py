"""A guard to ask, as small as a test needs it."""

from vpdesk.disclosure.text_guard.finding import Finding, Kind, Weight
from vpdesk.disclosure.text_guard.known import Person, Surroundings
from vpdesk.disclosure.text_guard.scanner import Guard
from vpdesk.services.word_lists import ordinary_words


def guard(*names: str, language: str = "nl", around: Surroundings | None = None, reach: str = "") -> Guard:
    people = [Person(name=name) for name in names] + ([Person(reach=reach)] if reach else [])
    return Guard(people, around or Surroundings(), ordinary_words(language))


def found(text: str, *names: str, language: str = "nl", around: Surroundings | None = None) -> list[str]:
    """Return what is found in `text`: `name:blocks:Bakker`."""
    made = guard(*names, language=language, around=around)
    return [said(text, each) for each in made.scan(text)]


def said(text: str, each: Finding) -> str:
    return f"{each.kind}:{each.weight}:{text[each.start : each.end]}"


def kinds(text: str, *names: str, around: Surroundings | None = None, language: str = "nl") -> list[Kind]:
    return [each.kind for each in guard(*names, around=around, language=language).scan(text)]


def blocks(text: str, *names: str, language: str = "nl", around: Surroundings | None = None) -> bool:
    made = guard(*names, language=language, around=around)
    return any(each.weight is Weight.BLOCKS for each in made.scan(text))
