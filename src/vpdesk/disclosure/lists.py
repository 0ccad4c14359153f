"""Declared lists: which categories a table shows, under which key, in which order.

A list is fixed before the figures are seen. Its order is a choice of what to lose first: where something
must be merged, the printable category that comes last goes first.

A list has a place for every code. What it does not name is counted in `other`, which stands at the end where
it was not declared: were there no place for a code, a report that is refused, or a list that grows, would
tell that a case has it.

The codes of a dimension come from the caller as its *universe*, each with its class ("" without one),
so that this room needs no profession.

    ListError                   the list cannot be used as it is given
      UnknownCodeError          neither a code nor a class of codes of this dimension
      CodeTwiceError            a code or a class is named twice
      EmptyCategoryError        nothing is left for a class, or for `other`
      TooFewCategoriesError     fewer than two
      TooManyCategoriesError    more than MOST_CATEGORIES beside `other`
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vpdesk.disclosure.released import Category
from vpdesk.disclosure.template import Detail, detail

#: The category that takes every code that is not listed.
OTHER: Final = "other"
#: The code that stands for "no route was chosen": a case that has it has no other code beside it.
NONE: Final = "none"
#: The code that stands for "no outcome yet": printed by itself, it can be followed in the next release.
RUNNING: Final = "running"
#: Beside `other`. A longer list costs more detail than it shows, and takes longer to certify than a person
#: waits.
MOST_CATEGORIES: Final = 16


class ListError(Exception):
    """A list cannot be used. `entry` is the entry or code that it is about; empty: the whole list."""

    def __init__(self, dimension: str, entry: str = "") -> None:
        super().__init__(dimension, entry)
        self.dimension = dimension
        self.entry = entry


class UnknownCodeError(ListError):
    """The entry names neither a code nor a class of codes of this dimension."""


class CodeTwiceError(ListError):
    """The code, or class of codes, is named twice."""


class EmptyCategoryError(ListError):
    """Every code of this class, or of `other`, is listed by itself.

    A line that is bound to be empty would be known to hold nobody, so it could not protect the lines that
    it is merged with.
    """


class TooFewCategoriesError(ListError):
    """A list needs two categories or more."""


class TooManyCategoriesError(ListError):
    """A list has at most MOST_CATEGORIES categories beside `other`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredList:
    """The categories of one table in the order in which they are printed.

    `unit` is what the table counts. Where it is `cases` each case has exactly one code; otherwise a case
    may have several codes, and counts at most once per category.
    """

    dimension: str
    unit: str
    categories: tuple[Category, ...]

    @property
    def several(self) -> bool:
        """Whether one case may stand in several categories."""
        return self.unit != "cases"

    @property
    def excluding(self) -> bool:
        """Whether one of the categories excludes all others: `none` standing by itself."""
        return self.none is not None

    @property
    def none(self) -> int | None:
        """The place of the category that excludes all others, if there is one."""
        places = (place for place, category in enumerate(self.categories) if category.members == (NONE,))
        return next(places, None)

    def place(self, code: str) -> int:
        """Return the place of the category of `code`, from 0; raises KeyError: it is of no such dimension."""
        for place, category in enumerate(self.categories):
            if code in category.members:
                return place
        raise KeyError(code)

    def category(self, code: str) -> Category:
        """Return the category of `code`; raises KeyError: it is of no such dimension."""
        return self.categories[self.place(code)]


def declare(
    dimension: str, unit: str, entries: Sequence[str], universe: Mapping[str, str]
) -> DeclaredList:
    """Return the list that `entries` declare over the codes of `universe` (code -> class).

    An entry is a code, a class of codes (all its codes that are not listed by themselves), several of
    these joined by `+` (its key is the first), or `other` (every code that no other entry takes), which comes
    last where it is not among them and something is left for it. Raises the errors of a list.
    """
    parts = [_parts(entry) for entry in completed(entries, universe)]
    _check_names(dimension, parts, universe)
    named = {part for entry in parts for part in entry}

    def codes(part: str) -> tuple[str, ...]:
        if part in universe:
            return (part,)
        return tuple(code for code, name in universe.items() if name == part and code not in named)

    taken = {code for part in named - {OTHER} for code in codes(part)}
    categories = []
    for entry in parts:
        if entry == (OTHER,):
            members = tuple(code for code in universe if code not in taken)
        else:
            members = tuple(code for part in entry for code in codes(part))
        if not members:
            raise EmptyCategoryError(dimension, entry[0])
        categories.append(Category(key=entry[0], members=members))
    return DeclaredList(dimension=dimension, unit=unit, categories=tuple(categories))


def completed(entries: Sequence[str], universe: Mapping[str, str]) -> tuple[str, ...]:
    """Return `entries`, with `other` behind them where they have no place for every code of `universe`."""
    named = {part for entry in entries for part in _parts(entry)}
    if OTHER in named or all(code in named or name in named for code, name in universe.items()):
        return tuple(entries)
    return (*entries, OTHER)


def _parts(entry: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in entry.split("+"))


def _check_names(
    dimension: str, parts: Sequence[tuple[str, ...]], universe: Mapping[str, str]
) -> None:
    if len(parts) < 2:
        raise TooFewCategoriesError(dimension)
    if sum(entry != (OTHER,) for entry in parts) > MOST_CATEGORIES:
        raise TooManyCategoriesError(dimension)
    known = {*universe, *filter(None, universe.values())} - {OTHER}
    seen: set[str] = set()
    for entry in parts:
        for part in entry:
            if part not in known and entry != (OTHER,):
                raise UnknownCodeError(dimension, part)
            if part in seen:
                raise CodeTwiceError(dimension, part)
            seen.add(part)


#: The lists of an organisation that declared none of its own, the least telling category last.
DEFAULT_ENTRIES: Final[Mapping[str, tuple[str, ...]]] = {
    "matter": (
        "bullying",
        "intimidation+stalking+abuse_of_power",
        "sexual_harassment",
        "discrimination",
        "aggression",
        "integrity",
        "outside",
        OTHER,
    ),
    "reporter_position": (
        "employee+contractor+intern+former_employee",
        "manager",
        "student+phd_candidate",
        OTHER,
    ),
    "respondent_relation": ("manager", "colleague", "board", "customer", OTHER),
    "entry": (
        "phone+message",
        "email",
        "office_hour",
        "internal_counsellor+via_manager+hr+company_doctor+works_council",
        OTHER,
    ),
    "route": (
        "none+listening_only",
        "self+with_respondent+with_manager+conflict_mediation",
        "mediation+complaints_committee+reporting_point",
        "police_report+court",
    ),
    "outcome": (
        "resolved+improved",
        "unresolved+withdrawn+left+lost_contact+unknown",
        "handled_formally+referred_on+listened_only",
        RUNNING,
    ),
}
#: The shorter defaults of a report over fewer cases.
COARSE_ENTRIES: Final[Mapping[str, tuple[str, ...]]] = {
    "matter": ("conduct", "integrity", "outside"),
}


def default_entries(dimension: str, *, cases: int, k: int) -> tuple[str, ...]:
    """Return the entries of the default list for a report over `cases` cases with threshold `k`.

    The choice between the full and the short list depends on the printed number of cases alone, so it
    tells nothing. A list that an organisation declared itself is used whatever the number: it was fixed
    before. Raises KeyError for a dimension without a default.
    """
    if dimension in COARSE_ENTRIES and detail(cases, k) < Detail.FULL_TABLES:
        return COARSE_ENTRIES[dimension]
    return DEFAULT_ENTRIES[dimension]
