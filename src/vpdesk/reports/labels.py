"""The words of what a table counts by: dimensions, units, and the categories of declared lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vpdesk.disclosure.released import Category
from vpdesk.domain.code import Code
from vpdesk.domain.values import Entry, HalfYear, Mandate, Matter, Outcome, Position, Relation, Route
from vpdesk.i18n import N_, Words
from vpdesk.reports.wording import enumeration, inside, number


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """The words around one table: its heading, the name inside a sentence, and its joined lines."""

    heading: str
    inside: str
    #: The words for the category `other` of a list, which takes what the list does not name.
    other: str
    #: The words for the one line that holds all categories that are not printed apart.
    together: str
    #: None where the release itself names each line.
    codes: type[Code] | None


DIMENSIONS: Final[Mapping[str, Dimension]] = {
    "matter": Dimension(
        heading=N_("Kind of matter"), inside=N_("kind of matter"),
        other=N_("Other kinds"), together=N_("Remaining kinds together"), codes=Matter,
    ),
    "reporter_position": Dimension(
        heading=N_("Position of the reporter"), inside=N_("position of the reporter"),
        other=N_("Other positions"), together=N_("Remaining positions together"), codes=Position,
    ),
    "respondent_relation": Dimension(
        heading=N_("Relation of the person complained about"),
        inside=N_("relation of the person complained about"),
        other=N_("Other relations"), together=N_("Remaining relations together"), codes=Relation,
    ),
    "entry": Dimension(
        heading=N_("How reporters found their way"), inside=N_("how reporters found their way"),
        other=N_("Other ways"), together=N_("Remaining ways together"), codes=Entry,
    ),
    "route": Dimension(
        heading=N_("Routes that were chosen"), inside=N_("route"),
        other=N_("Other routes"), together=N_("Remaining routes together"), codes=Route,
    ),
    "outcome": Dimension(
        heading=N_("How it ended"), inside=N_("outcome"),
        other=N_("Other outcomes"), together=N_("Remaining outcomes together"), codes=Outcome,
    ),
    # both halves are printed or neither, so nothing is ever left for `other` or `together`
    "half_year": Dimension(
        heading=N_("Cases per half-year"), inside=N_("half-year"), other="", together="", codes=HalfYear,
    ),
    # its codes are sites of the organisation itself, whose names stand in the release
    "site": Dimension(
        heading=N_("Site or department"), inside=N_("site or department"),
        other="", together=N_("Remaining sites and departments together"), codes=None,
    ),
}  # fmt: skip

#: What is counted, in the plural.
_UNITS: Final[Mapping[str, str]] = {
    "reporters": N_("reporters"),
    "hours": N_("hours"),
    "cases": N_("cases"),
    "matters": N_("matters"),
    "relations": N_("relations"),
    "routes": N_("routes"),
    "contacts": N_("conversations"),
}

#: Joined categories that have a name of their own, by what they join.
_JOINED: Final[Mapping[frozenset[str], str]] = {
    frozenset({"intimidation", "stalking", "abuse_of_power"}): N_(
        "Intimidation, stalking and abuse of power"
    ),
    frozenset({"employee", "contractor", "intern", "former_employee"}): N_(
        "Employees (also hired staff, interns and former employees)"
    ),
    frozenset({"student", "phd_candidate"}): N_("Students and PhD candidates"),
    frozenset({"none", "listening_only"}): N_("No route, or listening only"),
    frozenset({"self", "with_respondent", "with_manager", "conflict_mediation"}): N_("Informal route"),
    frozenset({"mediation", "complaints_committee", "reporting_point"}): N_(
        "Formal route, mediation included"
    ),
    frozenset({"police_report", "court"}): N_("Police report or court"),
    frozenset({"phone", "message"}): N_("Telephone or message"),
    frozenset({"internal_counsellor", "via_manager", "hr", "company_doctor", "works_council"}): N_(
        "Through somebody in or around the organisation"
    ),
    frozenset({"resolved", "improved"}): N_("Resolved or improved"),
    frozenset({"unresolved", "withdrawn", "left", "lost_contact", "unknown"}): N_(
        "Not resolved, stopped, left, lost from sight or unknown"
    ),
    frozenset({"unresolved", "withdrawn", "left", "lost_contact"}): N_(
        "Not resolved, stopped, left or lost from sight"
    ),
    frozenset({"handled_formally", "referred_on", "listened_only"}): N_(
        "Handled formally, referred on or only listened"
    ),
    frozenset({"unknown", "running"}): N_("Still running or unknown"),
}

#: Lines that a list may hold beside the codes of its dimension.
_BESIDE_CODES: Final[Mapping[str, str]] = {
    "none": N_("No route chosen"),
    "running": N_("Still running"),
    "nowhere": N_("No site or department recorded"),
    "elsewhere": N_("None of these sites or departments"),
}


def category_words(dimension: str, category: Category, words: Words) -> str:
    """Return the words of a line of a declared list, as they stand at the start of a line.

    A code has its own word, a class of matters that of its mandate; a joined category has a name of its
    own or else the words of what it joins.
    """
    if DIMENSIONS[dimension].codes is None and category.members != (category.key,):
        # sites that came too late for the list count with none of it, and no site of a list is called so
        return words(_BESIDE_CODES[category.key]) if category.key == "elsewhere" else category.key
    joined = _JOINED.get(frozenset(category.members))
    if joined:
        return words(joined)
    if category.key == "other" and len(category.members) != 1:
        return words(DIMENSIONS[dimension].other)
    codes = category.members or (category.key,)
    if dimension == "matter":
        parts = _matter_words(codes, words)
    else:
        parts = [_code_words(dimension, code, words) for code in codes]
    return enumeration([parts[0], *(inside(part) for part in parts[1:])], words)


def category_inside(dimension: str, category: Category, words: Words) -> str:
    """Return the words of a line of a list as they stand inside a sentence: a site keeps its name."""
    said = category_words(dimension, category, words)
    return said if said == category.key else inside(said)


def _matter_words(codes: Sequence[str], words: Words) -> list[str]:
    """Return the words of matters, those of a mandate in one where all or most of it is there."""
    parts = []
    for mandate in Mandate:
        whole = [matter for matter in Matter if matter.mandate is mandate]
        there = [matter for matter in whole if matter in codes]
        if there == whole:
            parts.append(words.label(mandate))
        elif len(there) > len(whole) / 2:
            parts.append(words("{mandate}, the rest", mandate=words.label(mandate)))
        else:
            parts += [words.label(matter) for matter in there]
    return parts


def _code_words(dimension: str, code: str, words: Words) -> str:
    if code in _BESIDE_CODES:
        return words(_BESIDE_CODES[code])
    kind = DIMENSIONS[dimension].codes
    return code if kind is None else words.label(kind.of(code))


def unit_words(unit: str, words: Words) -> str:
    """Return what is counted, in the plural: casussen."""
    return words(_UNITS[unit])


def counted(unit: str, count: int, words: Words) -> str:
    """Return a count with what it counts: 47 casussen, 1.351 kwesties."""
    shown = number(count, words)
    match unit:
        case "reporters":
            return words.plural("{number} reporter", "{number} reporters", count, number=shown)
        case "cases":
            return words.plural("{number} case", "{number} cases", count, number=shown)
        case "matters":
            return words.plural("{number} matter", "{number} matters", count, number=shown)
        case "relations":
            return words.plural("{number} relation", "{number} relations", count, number=shown)
        case "routes":
            return words.plural("{number} route", "{number} routes", count, number=shown)
        case "contacts":
            return words.plural("{number} conversation", "{number} conversations", count, number=shown)
    raise ValueError(f"nothing is counted in {unit}")
