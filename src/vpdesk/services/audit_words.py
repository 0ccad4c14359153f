"""What an audit found, in words: for the window, the command line, and whoever has to decide what to do."""

import json
from collections.abc import Callable, Mapping
from typing import Final

from vpdesk.disclosure.released import Category
from vpdesk.domain.code import N_
from vpdesk.i18n import Words
from vpdesk.reports.labels import DIMENSIONS as LABELS
from vpdesk.reports.labels import category_words
from vpdesk.reports.wording import inside
from vpdesk.services.auditing import (
    CONTRADICTED,
    LATER,
    OTHER_VERSION,
    UNFINISHED,
    UNREADABLE,
    WITNESS,
    AuditFinding,
)

_SAID: Final[Mapping[str, str]] = {
    "exact": N_("{what}: a reader can work out that it is {low}, and that is fewer than {k}."),
    "small": N_(
        "{what}: a reader can work out that there is somebody, and that there are fewer than {k}"
        " ({low} to {high})."
    ),
    "narrow": N_("{what} is hidden, but a reader can work out too much of it: it is {low} to {high}."),
    "shared": N_("{what}: a reader can work out that all cases of a printed group are in it, or nearly all."),
    "told": N_("The number {low} was told, and that is fewer than {k}. It cannot be taken back."),
    "outside": N_("{what} stands there otherwise than it was counted."),
    "contradiction": N_("What stands there contradicts itself: no numbers fit it."),
    "sum": N_("{what}: the lines do not add up."),
    "below": N_("{what} stands there as {low}, and that is fewer than {k}."),
    "alone": N_("{what}: exactly one line is hidden, so that it can be worked out."),
    "double": N_("{what}: two lines count the same thing."),
    "base": N_("{what}: it is not said of how many cases this is a part."),
    "part": N_("A number of an earlier report stands there otherwise than it was told then."),
    "period": N_("It shares days with another report, so that one can be subtracted from the other."),
    "twice": N_("{what}: the same cases are divided twice."),
    "reopened": N_("{what}: it shows cases that an earlier report hid under a higher threshold."),
    "threshold": N_("Its thresholds are lower than the lowest that protects anybody."),
    WITNESS + "missing": N_("{what}: nothing is kept that shows that nobody can be found in what is hidden."),
    UNREADABLE: N_("What the register holds of it cannot be read."),
    CONTRADICTED: N_("The register says otherwise of it than its own figures do."),
    UNFINISHED: N_(
        "All that was released up to this is too tangled to be worked out to the end: it is not known"
        " whether somebody can be found in it."
    ),
    OTHER_VERSION: N_(
        "The document would look different today: it was made by another version of vpdesk. The figures"
        " are the same."
    ),
}
#: Of what a document gives away only since the organisation got to know of cases in it.
_SINCE: Final = N_(
    "{what}: since then the organisation handles a case in it itself, and can take that off. It is left with"
    " {low} to {high}, and that is fewer than {k}. No report can undo that; those to come reckon with it."
)
_SINCE_EXACTLY: Final = N_(
    "{what}: since then the organisation handles a case in it itself, and can take that off. It is left with"
    " {low}, and that is fewer than {k}. No report can undo that; those to come reckon with it."
)
#: Of every other fault of a witness.
_DOUBTED: Final = N_("{what}: what was kept to show that nobody can be found in it does not show that.")

_KINDS: Final[Mapping[str, str]] = {
    "full": N_("Report {start} to {end}"),
    "interim": N_("Interim figures {start} to {end}"),
    "told": N_("Number told over {start} to {end}"),
}


def release_words(finding: AuditFinding, words: Words) -> str:
    """Return which release a finding is about: its kind and its period."""
    entry = finding.release
    start, end = (f"{day:%d-%m-%Y}" for day in (entry.start, entry.end))
    return words(_KINDS[entry.kind], start=start, end=end)


def finding_words(finding: AuditFinding, words: Words) -> str:
    """Return a finding as one sentence about its release."""
    sentence = _SAID.get(finding.fault, _DOUBTED)
    if finding.fault.startswith(LATER):
        sentence = _SINCE_EXACTLY if finding.low == finding.high else _SINCE
    return words(
        sentence,
        what=_what(finding, words),
        k=finding.release.k,
        low=_limit(finding.low, words),
        high=_limit(finding.high, words),
    )


def _limit(number: int | None, words: Words) -> object:
    return words(N_("any number")) if number is None else number


def _what(finding: AuditFinding, words: Words) -> str:
    """Return what a finding is about, as it stands at the start of a sentence."""
    named = [each for each in (_table_words(finding, words), _slice_words(finding, words)) if each]
    return ", ".join(named) if named else words(N_("The number of new cases"))


def _table_words(finding: AuditFinding, words: Words) -> str:
    if not finding.dimension:
        return ""
    heading = words(LABELS[finding.dimension].heading) if finding.dimension in LABELS else finding.dimension
    if not finding.category:
        return heading
    return f"{heading}: {inside(_line_words(finding, finding.dimension, finding.category, words))}"


def _line_words(finding: AuditFinding, dimension: str, key: str, words: Words) -> str:
    """Return the words of a line as its release lists it; its bare key where it lists none."""
    for table in json.loads(finding.release.body).get("tables", ()):
        if table["dimension"] == dimension and key in table["lists"] and dimension in LABELS:
            return category_words(dimension, Category(key=key, members=tuple(table["lists"][key])), words)
    return key


def _slice_words(finding: AuditFinding, words: Words) -> str:
    kind, _, rest = finding.slice.partition(":")
    if "=" in kind:
        dimension, _, key = finding.slice.partition("=")
        return inside(_line_words(finding, dimension, key, words))
    said: Mapping[str, Callable[[], str]] = {
        "half": lambda: words(
            N_("in the first half-year") if rest.endswith("first") else N_("in the second half-year")
        ),
        "batch": lambda: words(N_("the new cases of one period")),
        "run": lambda: words(N_("the new cases of several periods together")),
        "rest": lambda: words(N_("the new cases besides the interim figures")),
    }
    return said[kind]() if kind in said else ""
