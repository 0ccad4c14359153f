"""What is said of the true numbers beside those of a report: why one is hidden, what a reader would find."""

from collections.abc import Mapping, Sequence
from typing import Final

from vpdesk.disclosure.released import Kind, Release
from vpdesk.domain.code import N_
from vpdesk.i18n import Words
from vpdesk.reports.counting import heading
from vpdesk.reports.labels import DIMENSIONS, category_words, unit_words
from vpdesk.reports.printed_total import PrintedTotal
from vpdesk.reports.wording import enumeration, inside, number, numeral
from vpdesk.services.known_figures import KnownLine, KnownTable, KnownTotal, ReportInsight, Why
from vpdesk.services.report_insight import Question
from vpdesk.services.what_if import Answer, Change, Exposed, Trait, Way

#: Why a number is not printed, each in one sentence.
_WHY: Final[Mapping[Why, str]] = {
    Why.SMALL: N_("Hidden because there are fewer than {k}."),
    Why.ZERO: N_("Hidden because it did not occur: a zero that is shown gives other numbers away."),
    Why.JOINED: N_("Hidden to protect the others: if it stood apart, a small number could be worked out."),
    Why.NEARLY_ALL: N_(
        "Hidden because fewer than {k} cases stand outside it. It would tell of those few, and of nearly"
        " everybody."
    ),
    Why.WITHHELD: N_("Hidden because every way to print it would tell too much."),
    Why.BAND: N_("Hidden because the report says no more than that there were fewer than {k} cases."),
    Why.LATER: N_(
        "Hidden because tables need at least {n} cases. These come in the table of a later report, over"
        " several periods together, as soon as there are so many."
    ),
    Why.REST: N_("Hidden because fewer than {k} came besides the interim figures."),
    Why.KNOWN: N_(
        "Hidden because the organisation handled some of these cases itself. Without those there are"
        " fewer than {k}."
    ),
}
#: What a crossing adds to the kind of matter, in the words of a question.
_CROSSED: Final[Mapping[str, str]] = {
    "respondent_relation": N_("… it also said about whom, for each kind of matter"),
    "reporter_position": N_("… it also said who reported it, for each kind of matter"),
}
#: One characteristic beside another, after the words of the first.
_BESIDE: Final[Mapping[str, str]] = {
    "matter": N_("{first}, kind of matter: {second}"),
    "respondent_relation": N_("{first}, about: {second}"),
    "reporter_position": N_("{first}, reported by: {second}"),
}
_BESIDE_NOT: Final[Mapping[str, str]] = {
    "matter": N_("{first}, kind of matter: not {second}"),
    "respondent_relation": N_("{first}, not about: {second}"),
    "reporter_position": N_("{first}, not reported by: {second}"),
}


def why_hidden(why: Why, k: int, words: Words) -> str:
    """Return in one sentence why a number is not printed; raises KeyError for one that is."""
    return words(_WHY[why], k=numeral(k, words), n=numeral(2 * k, words))


def name_of(table: KnownTable, line: KnownLine, words: Words) -> str:
    """Return the words of a line as they stand in the document."""
    return category_words(table.dimension, line.category, words)


def heading_of(release: Release, table: KnownTable, words: Words) -> str:
    """Return the heading of a table as it stands in the document."""
    for one in release.tables:
        if (one.dimension, one.over, one.follows) == (table.dimension, table.over, table.follows):
            return heading(release, one, words)
    return words(DIMENSIONS[table.dimension].heading)


def summary_of(table: KnownTable, words: Words) -> str:
    """Return in one line what a reader gets of a printed table."""
    hidden = len(table.hidden)
    if not hidden:
        return words("Everything stands in the report.")
    return words(
        "Apart: {apart} of the {n} lines. Together on one line: {hidden}.",
        apart=len(table.lines) - hidden,
        n=len(table.lines),
        hidden=hidden,
    )


def said_of(name: str, count: int, printed: int | None, why: str, words: Words) -> str:
    """Return what a screen reader says of a line; `why` is the sentence of a number that is hidden."""
    known = words("{name}. You know: {count}.", name=name, count=number(count, words))
    if printed is None:
        return f"{known} {why}"
    return f"{known} {words('The reader reads: {count}.', count=number(printed, words))}"


def total_name(total: KnownTotal, words: Words) -> str:
    """Return what a total counts, as it stands at the start of a line."""
    return unit_words(total.unit, words).capitalize()


def total_printed(total: KnownTotal, insight: ReportInsight, words: Words) -> str:
    """Return what a reader reads of a total, "" where nothing is printed."""
    if total.printed is not None:
        return number(total.printed, words)
    if insight.release.total(total.unit) is None:
        return ""
    printed = PrintedTotal.of(insight.release, "cases")
    if total.unit == "cases" and printed is not None and (printed.exact or printed.told):
        return printed.short(insight.release.k, words)
    return words("fewer than {k}", k=numeral(insight.release.k, words))


def advice(insight: ReportInsight, words: Words) -> str:
    """Return what can be done where there are too few cases to show; "" where there are enough."""
    release = insight.release
    if not next((one.count for one in insight.totals if one.unit == "cases"), 0):
        return words(
            "There is no case in this period. The report does not tell that: it looks as it would with one"
            " case or with {most}. Is it the period that you mean?",
            most=numeral(release.k - 1, words),
        )
    return open_advice(release, words)


def open_advice(release: Release, words: Words) -> str:
    """Return what can be done where there are too few cases to show, from what is printed alone."""
    total = release.total("cases")
    k = numeral(release.k, words)
    if total is None or total.count is None:
        return words(
            "There are fewer than {k} cases, so the report says no more than that. To show more, choose a"
            " longer period, such as two years together.",
            k=k,
        )
    if release.kind is Kind.FULL and not release.tables and not release.withheld:
        return words(
            "There are enough cases for totals, and too few for tables. Leave it at the totals, for these"
            " cases come in a table later on, or choose a longer period."
        )
    return ""


def question_words(question: Question, lowest: int, words: Words) -> str:
    """Return a question as it goes on after "What would become visible if"."""
    match question.change:
        case Change.CROSSED:
            return words(_CROSSED[question.crossing[1]])
        case Change.LOWER:
            return words("… the threshold were {k}", k=numeral(lowest, words))
        case Change.ZEROS:
            return words("… it also said what did not occur")


def answers(answer: Answer, words: Words) -> list[str]:
    """Return what a reader would find, in sentences, the worst first."""
    if not answer.exposed:
        return [words("No small number would come out by this, as far as can be found by subtracting.")]
    said = []
    for way in Way:
        found = answer.by(way)
        if found:
            said += _sentences(answer, way, found, words)
    return said


def _sentences(answer: Answer, way: Way, found: Sequence[Exposed], words: Words) -> list[str]:
    worst = [f"{_MARK} {_group(one, words)}" for one in found[:_SHOWN]]
    if answer.change is Change.ZEROS:
        begin = words("Then a reader knows that this did occur, however little:")
    elif way is Way.READ:
        begin = words("Then it simply says:")
    else:
        begin = words("Even if the small numbers are left out, this can be worked out:")
    more = len(found) - len(worst)
    rest = [words.plural("And {n} more small number.", "And {n} more small numbers.", more)] if more else []
    return [begin, *worst, *rest]


#: What stands before each group.
_MARK: Final = "\N{BULLET}"
#: Groups that are named; the others are counted.
_SHOWN: Final = 3


def _group(one: Exposed, words: Words) -> str:
    shown = number(one.low, words)
    if one.low != one.high:
        return _traits(one, words)
    if not one.traits:
        return words.plural("{number} case in all", "{number} cases in all", one.low, number=shown)
    return words.plural(
        "{number} case of {group}",
        "{number} cases of {group}",
        one.low,
        number=shown,
        group=_traits(one, words),
    )


def _traits(one: Exposed, words: Words) -> str:
    first, *others = one.traits
    said = _names(first, words)
    for trait in others:
        pattern = (_BESIDE_NOT if trait.outside else _BESIDE)[trait.dimension]
        said = words(pattern, first=said, second=_names(trait, words))
    return said


def _names(trait: Trait, words: Words) -> str:
    names = [inside(category_words(trait.dimension, category, words)) for category in trait.categories]
    return enumeration(names, words)
