"""The section on period and method: what is counted, how it is protected, what it does not say."""

from vpdesk.disclosure.derived import SMALLEST_BASE
from vpdesk.i18n import Words
from vpdesk.pdf.block import Block, Together
from vpdesk.pdf.text import Callout, Heading, Terms, Text
from vpdesk.reports import spans
from vpdesk.reports.comparison import earlier_periods
from vpdesk.reports.content import AnnualReport
from vpdesk.reports.hidden import hides_something, nobody_can_tell
from vpdesk.reports.labels import unit_words
from vpdesk.reports.period import Period
from vpdesk.reports.printed_total import PrintedTotal, has_band
from vpdesk.reports.shares import has_shares
from vpdesk.reports.spans import Basis
from vpdesk.reports.wording import numeral


def method(report: AnnualReport, words: Words) -> list[Block | Together]:
    """Return the section; its first paragraph stands with its heading."""
    return [
        Together(
            (
                Heading(text=words("Period and method")),
                Text(
                    text=words(
                        "This report covers the period {span}. It follows from the counsellor's own"
                        " records. All totals are computed; none is typed in.",
                        span=Period.of(report.release).span(words),
                    )
                ),
            )
        ),
        _part(words("What is counted"), counting_words(words)),
        _part(words("How people are protected"), protection(report, words)),
        _part(words("Read with reserve"), reserve(report, words)),
    ]


def _part(heading: str, blocks: list[Block]) -> Together:
    """Return a part of the section, that may go on overleaf once its first paragraph stands."""
    first, *rest = blocks
    return Together((Together((Heading(text=heading, level=2, listed=False), first)), *rest))


def counting_words(words: Words) -> list[Block]:
    """Return the counting words with their meaning: they are never mixed."""
    return [
        Terms(
            terms=(
                (
                    _term("reporters", words),
                    words("People who come to the counsellor with something that happened at work."),
                ),
                (
                    _term("cases", words),
                    words("Everything about one reporter's matter. Each case counts once."),
                ),
                (
                    _term("matters", words),
                    words("The kinds of conduct or issue within a case: one or more for each case."),
                ),
                (
                    _term("contacts", words),
                    words("The separate talks, calls and messages with a reporter."),
                ),
            )
        ),
        Text(
            text=words(
                "For the same period these words give different numbers. That is why every figure says"
                " what it counts."
            )
        ),
    ]


def _term(unit: str, words: Words) -> str:
    return unit_words(unit, words).capitalize()


def protection(report: AnnualReport, words: Words) -> list[Block]:
    """Return how figures are kept from pointing at a person, for a reader without statistics."""
    release = report.release
    blocks: list[Block] = [_no_small_number(report, words)]
    if release.tables:
        blocks.append(Text(text=_lines_and_percentages(report, words)))
    if any(spans.basis_of(release, table) is Basis.BLOCK for table in release.tables):
        blocks.append(
            Text(
                text=words(
                    "Where a period had too few cases for tables, several periods can stand in one table"
                    " together. Each period does so once at most, so that no table can be subtracted from"
                    " another."
                )
            )
        )
    if has_band(report):
        blocks.append(_as_without_a_case(report, words))
    if hides_something(report):
        blocks.append(Callout(text=nobody_can_tell(words)))
    return [*blocks, _who_knows_all(words), counted_once(words)]


def protection_of_a_band(report: AnnualReport, words: Words) -> list[Block]:
    """Return the same where no more than a band is printed."""
    return [
        _no_small_number(report, words),
        _as_without_a_case(report, words),
        _who_knows_all(words),
    ]


def protection_of_a_total(report: AnnualReport, words: Words) -> list[Block]:
    """Return the same where a total is printed, and nothing that it is divided into."""
    return [_no_small_number(report, words), _who_knows_all(words)]


def _as_without_a_case(report: AnnualReport, words: Words) -> Callout:
    """Return what a band is worth: the cases that it stands for may not have been there at all."""
    printed = PrintedTotal.of(report.release, "cases")
    if printed is not None and (printed.told or printed.exact):
        text = words(
            "Apart from what was reported before, this report would have looked exactly the same without a"
            " single case."
        )
    else:
        text = words("This report would have looked exactly the same without a single case.")
    return Callout(text=text)


def _no_small_number(report: AnnualReport, words: Words) -> Text:
    return Text(
        text=words(
            "Behind a small number somebody may be recognised. That is why no number below {k} is"
            " printed separately, and no zero either.",
            k=numeral(report.release.k, words),
        )
    )


def _lines_and_percentages(report: AnnualReport, words: Words) -> str:
    lines = words(
        "Categories that are not printed separately stand together on one line, which names them"
        " all, also those that did not occur. Sometimes a larger category joins them, so"
        " that nobody can calculate back. The numbers that are printed are exact: nothing is"
        " rounded or altered. Two characteristics are never combined."
    )
    if any(map(has_shares, report.release.tables)):
        percentages = words(
            "Percentages are computed from numbers that stand beside them, and only where at least {n} were"
            " counted. So they tell nothing more.",
            n=numeral(SMALLEST_BASE, words),
        )
    else:
        percentages = words("There are no percentages, because small numbers can be calculated from them.")
    return f"{lines} {percentages}"


def _who_knows_all(words: Words) -> Text:
    """Return what holds of the reader who knows the method and every earlier report.

    That reader is the one whom the certificate and the audit reckon with. What somebody knows from
    elsewhere, such as who went to the counsellor, is beyond any report, and this says so.
    """
    return Text(
        text=words(
            "This protection holds against a reader too who knows exactly how the report was made, and"
            " lays all earlier reports beside it. Before a report is given out, it is checked together"
            " with all earlier ones. What somebody knows from elsewhere, no report can take away."
        )
    )


def counted_once(words: Words) -> Text:
    """Return what happens to late cases and corrections, so that two reports cannot be subtracted."""
    return Text(
        text=words(
            "Each case counts once: in the first report after it was recorded. Whatever is corrected"
            " afterwards, a printed number never changes, and what was recorded late counts in the next"
            " report."
        )
    )


def reserve(report: AnnualReport, words: Words) -> list[Block]:
    """Return what the figures do not say."""
    blocks: list[Block] = [
        Text(
            text=words(
                "The figures show how many people found their way to the counsellor, not how much"
                " happened in the organisation. They follow what reporters told: a counsellor does not"
                " investigate and does not judge."
            )
        ),
        Text(text=words("Small differences mean little: too little to speak of a trend.")),
    ]
    if earlier_periods(report.release, report.earlier):
        blocks.append(
            Text(
                text=words(
                    "Figures of earlier periods stand here as they were printed at the time. They are"
                    " not changed afterwards."
                )
            )
        )
    return blocks
