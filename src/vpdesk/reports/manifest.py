"""Every number that the document of a report may hold, and the search for one that it may not.

What leaves is checked at the door: a document with a number that no release prints, and that does not
follow from printed numbers, is not written. So a mistake in a section cannot become a leak.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Final

from vpdesk.disclosure.derived import SMALLEST_BASE
from vpdesk.disclosure.released import Release, ReleasedTable
from vpdesk.i18n import Words
from vpdesk.reports import spans
from vpdesk.reports.comparison import earlier_periods, printed_total
from vpdesk.reports.content import AnnualReport, repeated
from vpdesk.reports.period import Period
from vpdesk.reports.printed_total import PrintedTotal
from vpdesk.reports.shares import average_conversations, part

_NUMBER: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


class ForeignNumberError(Exception):
    """A document holds a number that its releases do not print: a mistake of the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The numbers of one report, by where they come from, and the phrases that name days and years.

    `released` are printed counts and their sums over a table, `derived` percentages and averages of them,
    `thresholds` what is said of k, `typed` what stands in names and in the counsellor's own sentences.
    """

    language: str
    released: frozenset[Decimal]
    derived: frozenset[Decimal]
    thresholds: frozenset[Decimal]
    typed: frozenset[Decimal]
    phrases: tuple[str, ...]

    @property
    def numbers(self) -> frozenset[Decimal]:
        """All numbers but those of days and years."""
        return self.released | self.derived | self.thresholds | self.typed

    def foreign(self, text: str) -> frozenset[Decimal]:
        """Return the numbers in `text` that the document may not hold."""
        known = "|".join(map(re.escape, self.phrases))
        rest = re.sub(rf"(?<![0-9])(?:{known})(?![0-9])", " ", text)
        return numbers_in(rest, self.language) - self.numbers


def manifest(report: AnnualReport) -> Manifest:
    """Return every number that the document of `report` may hold; the numbers of its pages come on top."""
    words = Words(report.language)
    releases = (report.release, *earlier_periods(report.release, report.earlier))
    average = average_conversations(report.release)
    typed = (
        report.release.organisation, report.practice,
        *report.activities, *report.signals, *report.recommendations, *report.sketch,
    )  # fmt: skip
    return Manifest(
        language=report.language,
        released=_whole(number for release in releases for number in _released(release)),
        derived=_whole(number for table in report.release.tables for number in _parts(table))
        | (frozenset() if average is None else frozenset({average})),
        thresholds=_whole(
            number for release in releases for number in (release.k, 2 * release.k, SMALLEST_BASE)
        ),
        typed=frozenset().union(*(numbers_in(text, report.language) for text in typed)),
        phrases=_phrases(report, releases, words),
    )


def check(document: object, report: AnnualReport) -> None:
    """Raise ForeignNumberError if a text of `document` holds a number that is not in the manifest."""
    listed = manifest(report)
    found = frozenset().union(*(listed.foreign(text) for text in _texts(document)))
    if found:
        # the numbers themselves stay out of the message: it may end up in a report of a mistake
        raise ForeignNumberError(f"{len(found)} numbers that no release prints")


def numbers_in(text: str, language: str) -> frozenset[Decimal]:
    """Return every number in `text`, as it is written in `language`."""
    thousands, mark = (".", ",") if language == "nl" else (",", ".")
    return frozenset(
        Decimal(part)
        for found in _NUMBER.findall(text)
        for part in _apart(found.replace(thousands, "").replace(mark, "."))
    )


def _apart(number: str) -> list[str]:
    """Return a number with one mark as it is, and one with several (a date, a version) in its parts."""
    return [number] if number.count(".") < 2 else number.split(".")


def _whole(numbers: Iterator[int]) -> frozenset[Decimal]:
    return frozenset(map(Decimal, numbers))


def _released(release: Release) -> Iterator[int]:
    for total in release.totals:
        printed = PrintedTotal.of(release, total.unit)
        if printed is not None and (printed.exact or not printed.band):
            yield printed.exact
    yield from (part.count for part in repeated(release) if part.count is not None)
    for table in release.tables:
        yield from _counts(table)
        yield printed_total(table)
        if table.cases is not None:
            yield table.cases


def _counts(table: ReleasedTable) -> Iterator[int]:
    yield from (line.count for line in table.lines)
    if table.remainder is not None:
        yield table.remainder.count


def _parts(table: ReleasedTable) -> Iterator[int]:
    yield from (found for count in _counts(table) if (found := part(count, table)) is not None)


def _phrases(report: AnnualReport, releases: tuple[Release, ...], words: Words) -> tuple[str, ...]:
    """Return the days, years and periods as the document writes them, the longest first."""
    periods = {Period.of(release) for release in releases}
    for release in releases:
        periods |= {Period(start=part.span.start, end=part.span.end) for part in release.parts}
    for table in report.release.tables:
        periods |= {Period(start=span.start, end=span.end) for span in table.over}
        periods |= set(spans.joined(table.over))
    named = {form for period in periods for form in _forms(period, words)}
    return tuple(sorted({words.day(report.dated), *named}, key=lambda phrase: (-len(phrase), phrase)))


def _forms(period: Period, words: Words) -> tuple[str, ...]:
    return period.name(words), period.span(words), period.short(words)


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a value made of dataclasses and tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
