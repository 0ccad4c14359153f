"""What a reader of the report will not see, and why; and what can honestly be said of the report."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from vpdesk.disclosure.audit.findings import AuditResult
from vpdesk.disclosure.released import Kind
from vpdesk.domain.code import N_
from vpdesk.i18n import Words
from vpdesk.reports.annual import AnnualReport
from vpdesk.reports.counting import heading
from vpdesk.reports.hidden import hides_something, nobody_can_tell
from vpdesk.reports.labels import DIMENSIONS, category_words
from vpdesk.reports.period import Period
from vpdesk.reports.printed_total import has_band, not_in_a_band
from vpdesk.reports.wording import enumeration, inside, numeral
from vpdesk.views.reports.attack_words import found_words, in_one_sentence


class Texts(StrEnum):
    """How far the counsellor's own sentences were looked over."""

    NONE = "none"
    """There are none, or they are not printed."""

    BEING_READ = "being_read"
    """They are being compared with what the vault knows."""

    OPEN = "open"
    """Something in them must go, or asks for a reason."""

    CLEAR = "clear"
    """Nothing in them points to anybody, but for what was ticked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One of the three things that are said of a report; `holds` says whether it may be ticked."""

    name: str
    holds: bool
    sentence: str


def unseen(report: AnnualReport, words: Words) -> Iterator[str]:
    """Yield what the reader does not see, each in one sentence."""
    release = report.release
    if has_band(report):
        yield _band(report, words)
    if release.kind is Kind.INTERIM:
        yield words("Tables and texts: an interim report gives totals only.")
        return
    if report.is_brief:
        yield words("Tables and texts: with so few cases there are none.")
        return
    if not release.tables and not release.withheld:
        yield words("Tables: for those there must be at least {n} cases.", n=numeral(2 * release.k, words))
    for table in release.tables:
        if table.remainder is not None:
            names = [
                inside(category_words(table.dimension, category, words))
                for category in table.remainder.categories
            ]
            yield words(
                "{table}: {names} stand together on one line.",
                table=heading(release, table, words),
                names=enumeration(names, words),
            )
    for dimension in release.withheld:
        yield words(
            "{table}: no table. Every way to print it would tell too much.",
            table=words(DIMENSIONS[dimension].heading),
        )


def _band(report: AnnualReport, words: Words) -> str:
    k = numeral(report.release.k, words)
    if any(part.count is not None for part in report.release.parts):
        said = words(
            "How many cases came besides those that were reported before: only that there were fewer than"
            " {k}, possibly none.",
            k=k,
        )
    else:
        said = words("How many cases there were: only that there were fewer than {k}, possibly none.", k=k)
    return f"{said} {not_in_a_band(words)}"


def why(report: AnnualReport, words: Words) -> str:
    """Return in plain words why these things are not there."""
    sentence = words(
        "Behind a small number somebody may be recognised. That is why no number below {k} is printed"
        " separately, and no zero either.",
        k=numeral(report.release.k, words),
    )
    if not hides_something(report):
        return sentence
    together = words("What stands together is named, whether it occurred or not.")
    return f"{sentence} {together} {nobody_can_tell(words)}"


def checks(
    report: AnnualReport, words: Words, *, released: bool, texts: Texts, attacked: AuditResult | None
) -> tuple[Check, ...]:
    """Return what can be said of the report: anonymous, complete, accessible.

    `released` says whether it was released, so that nothing in it can be mended; `texts` what came of
    looking over the sentences in it; `attacked` what the auditor found (None: it is still trying).
    """
    if attacked is None or attacked.refuses:
        anonymous = _figures(report, words, attacked)
    else:
        anonymous = _anonymous(report, words, texts, attacked, released=released)
    return (anonymous, _complete(report, words, released=released), _accessible(words))


def _figures(report: AnnualReport, words: Words, attacked: AuditResult | None) -> Check:
    """Return what is said of figures that are not found to be anonymous, or not yet.

    What is found is in what was released before: a report that adds to it is refused where it is made.
    """
    name = words("Anonymous")
    if attacked is None:
        said = words("It is being tried whether a small number can be worked out …")
        return Check(name=name, holds=False, sentence=said)
    found = " ".join(found_words(attacked, report.release, words))
    todo = words("This was released already. Say nothing more about it, in no letter and no talk.")
    return Check(name=name, holds=False, sentence=f"{found} {todo}")


def _anonymous(
    report: AnnualReport, words: Words, texts: Texts, attacked: AuditResult, *, released: bool
) -> Check:
    name = words("Anonymous")
    written = (*report.activities, *report.signals, *report.sketch, *report.recommendations)
    if not written or report.is_brief:
        return Check(name=name, holds=True, sentence=in_one_sentence(attacked, words))
    if released:
        said = words("The figures are anonymous. Your own sentences stand as you released them.")
    elif texts is Texts.CLEAR:
        said = words(
            "The figures are anonymous. Your own sentences were compared with everybody in this vault, and"
            " nothing is left that points to somebody. An example can still be recognised by who was there:"
            " that only you can judge."
        )
    elif texts is Texts.OPEN:
        said = words(
            "The figures are anonymous. In your own sentences something points to a person, or may: look at"
            " the lines below them."
        )
    else:
        said = words("The figures are anonymous. Your own sentences are being looked over…")
    return Check(name=name, holds=texts is Texts.CLEAR and not released, sentence=said)


def _complete(report: AnnualReport, words: Words, *, released: bool) -> Check:
    name = words("Complete")
    if report.release.end >= report.dated:
        end = Period(start=report.release.end, end=report.release.end).name(words)
        return Check(
            name=name,
            holds=False,
            sentence=words(
                "The period runs until {day}. What is entered after the release counts in the next report.",
                day=end,
            ),
        )
    if not report.practice:
        return Check(
            name=name,
            holds=False,
            sentence=words("The name of your practice does not stand on it, and now that cannot change.")
            if released
            else words("The name of your practice is missing. Fill it in above."),
        )
    return Check(
        name=name,
        holds=True,
        sentence=words("The period is over, and everything that may be printed is in it."),
    )


def _accessible(words: Words) -> Check:
    # what the program is and what it goes over: tests/pdf/accessible.py, tests/reports/test_accessible.py
    return Check(
        name=words("Accessible"),
        holds=True,
        sentence=words(
            "Headings, lists, tables and links are marked for screen readers, and what a chart shows is said"
            " in words too. That was checked by a program, by the rules of PDF/UA-1; nobody listened to it"
            " yet."
        ),
    )


#: Said before the first sentence, whatever the report.
NEVER = N_("Never in a report: names, aliases, notes, dates of conversations, departments.")
