"""The entries of a report list in words, and what can be added to one.

An entry is written as `vpdesk.disclosure.lists` reads it: a code, a class of codes, codes joined by `+`, or
`other`.
"""

from collections.abc import Sequence

from vpdesk.disclosure.lists import DEFAULT_ENTRIES, OTHER, completed
from vpdesk.disclosure.released import Category
from vpdesk.i18n import Words, _, language
from vpdesk.reports.labels import category_words
from vpdesk.services.dimensions import BY_NAME


def split(entries: str) -> list[str]:
    """Return the entries of a stored list, one by one."""
    return [part.strip() for part in entries.split(",") if part.strip()]


def usual(dimension: str) -> list[str]:
    """Return the entries of the usual list of `dimension`."""
    return list(DEFAULT_ENTRIES[dimension])


def entry_words(dimension: str, entry: str, entries: Sequence[str]) -> str:
    """Return what the line of `entry` reads in a report that has the list `entries`."""
    category = Category(key=entry.partition("+")[0], members=_members(dimension, entry, entries))
    words = category_words(dimension, category, Words(language()))
    return _("{other}: all that is not listed", other=words) if entry == OTHER else words


def offers(dimension: str, entries: Sequence[str]) -> list[str]:
    """Return the entries that can be added to `entries`, joined ones and classes first."""
    named = _named(entries)
    universe = BY_NAME[dimension].universe
    joined = [entry for entry in DEFAULT_ENTRIES[dimension] if "+" in entry]
    classes = list(dict.fromkeys(filter(None, universe.values())))
    return [
        entry for entry in (*joined, *classes, *universe) if entry != OTHER and not _named([entry]) & named
    ]


def whole(dimension: str, entries: Sequence[str]) -> list[str]:
    """Return `entries` with the line of all that is not listed where something is left for it, or without."""
    needed = completed([entry for entry in entries if entry != OTHER], BY_NAME[dimension].universe)
    return list(entries if OTHER in needed and OTHER in entries else needed)


def _named(entries: Sequence[str]) -> set[str]:
    return {part for entry in entries for part in entry.split("+")}


def _members(dimension: str, entry: str, entries: Sequence[str]) -> tuple[str, ...]:
    if entry == OTHER:
        return ()
    universe = BY_NAME[dimension].universe
    members: list[str] = []
    for part in entry.split("+"):
        if part in universe:
            members.append(part)
            continue
        whole = [code for code, name in universe.items() if name == part]
        members += [code for code in whole if code not in _named(entries)] or whole
    return tuple(members)
