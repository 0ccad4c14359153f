"""What the auditor tried and found, in plain words."""

from collections.abc import Iterator, Mapping
from typing import Final

from vpdesk.disclosure.audit.findings import AuditResult, Fault, Finding, Named
from vpdesk.disclosure.released import Category, Release
from vpdesk.domain.code import N_
from vpdesk.i18n import Words
from vpdesk.reports.labels import DIMENSIONS, category_words
from vpdesk.reports.wording import inside, number

#: What is computed, kind by kind.
_TRIED: Final[Mapping[Named, str]] = {
    Named.BATCH: N_("How many cases came with each report"),
    Named.RUN: N_("How many cases came with reports that follow each other"),
    Named.REST: N_("What a report adds to the figures that were given in between"),
    Named.CATEGORY: N_("Each line of each table"),
    Named.CROSSED: N_("Each line within a part of the period"),
    Named.PAIR: N_("Each line together with each line of another table"),
    Named.OTHERS: N_("How many of a printed group stand outside a line"),
}


def attempts(result: AuditResult) -> int:
    """Return how many numbers the auditor tried to work out."""
    return sum(result.tried.values())


def in_one_sentence(result: AuditResult, words: Words) -> str:
    """Return how often it was tried to work out a small number, and that it never worked.

    What earlier figures give away only since the organisation got to know of cases in them is told besides.
    """
    tried = attempts(result)
    sentence = words.plural(
        "{number} attempt to work out a small number, with everything that this client has: 0 succeeded.",
        "{number} attempts to work out a small number, with everything that this client has: 0 succeeded.",
        tried,
        number=number(tried, words),
    )
    if not result.later:
        return sentence
    return f"{sentence} " + words(
        "About figures that it already has, the organisation knows more by now: some of those cases it has"
        " handled itself since. This report adds nothing to that."
    )


def tried_words(result: AuditResult, words: Words) -> Iterator[str]:
    """Yield what was tried, kind by kind, with how often."""
    for kind, label in _TRIED.items():
        if count := result.tried.get(kind, 0):
            yield words("{what}: {count}", what=words(label), count=number(count, words))
    yield words(
        "It was tried as by a reader who has every report to this client, and also as by one who knows the"
        " cases that the organisation handled itself."
    )


def found_words(result: AuditResult, release: Release, words: Words) -> Iterator[str]:
    """Yield what was found and is still in our hands, one sentence each."""
    for finding in result.findings:
        if finding.fault is not Fault.TOLD:
            yield _finding(finding, release, words)


def _finding(finding: Finding, release: Release, words: Words) -> str:
    if finding.low is None or finding.high is None or not finding.dimension:
        return words("Something does not fit what was printed before.")
    name = inside(_name(finding, release, words))
    if finding.low == finding.high:
        return words.plural(
            "A reader could work out that there was {number} case: {group}.",
            "A reader could work out that there were {number} cases: {group}.",
            finding.low,
            number=number(finding.low, words),
            group=name,
        )
    return words(
        "A reader could work out that there were {low} to {high} cases: {group}.",
        low=number(finding.low, words),
        high=number(finding.high, words),
        group=name,
    )


def _name(finding: Finding, release: Release, words: Words) -> str:
    heading = words(DIMENSIONS[finding.dimension].heading)
    table = release.table(finding.dimension)
    categories: list[Category] = []
    if table is not None:
        categories = [line.category for line in table.lines]
        categories += table.remainder.categories if table.remainder is not None else ()
    for category in categories:
        if category.key == finding.category:
            return category_words(finding.dimension, category, words)
    return heading
