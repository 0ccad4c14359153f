"""The whole report: cover, contents, summary, method, figures, and what the counsellor adds to them."""

from collections.abc import Sequence

from vpdesk.disclosure.released import Category, Release, ReleasedTable
from vpdesk.i18n import Words
from vpdesk.pdf.block import Block, Together
from vpdesk.pdf.cover import FullCover
from vpdesk.pdf.document import Document
from vpdesk.pdf.text import Bullet, Contents, Heading, Text, Tile, Tiles
from vpdesk.reports import figures, front, spans, totals
from vpdesk.reports.comparison import earlier_periods
from vpdesk.reports.content import AnnualReport
from vpdesk.reports.labels import category_inside, counted, unit_words
from vpdesk.reports.method import method
from vpdesk.reports.period import Period
from vpdesk.reports.printed_total import cases_in_words
from vpdesk.reports.shares import conversations
from vpdesk.reports.spans import Basis
from vpdesk.reports.wording import number


def compose(report: AnnualReport) -> Document:
    """Return the document of a report that prints at least its total."""
    words = Words(report.language)
    body: list[Block | Together] = [
        *_summary(report, words),
        *method(report, words),
        *_figures(report, words),
        *_narrative(report, words),
    ]
    return Document(
        title=front.title(report, words),
        language=report.language,
        footer=front.footer(report, words),
        page_words=words("page {page}", page="{page}"),
        cover=_cover(report, words),
        items=(*_contents(body, words), *body),
    )


def _cover(report: AnnualReport, words: Words) -> FullCover:
    period = Period.of(report.release)
    return FullCover(
        # a name of more than a year is too long for a title, and stands below it
        title=front.title(report, words) if period.is_year else front.kind_of_report(report, words),
        name=report.release.organisation,
        lines=(words("Period {span}", span=period.span(words)),),
        foot=tuple(line for line in (report.practice, words.day(report.dated)) if line),
    )


def _blocks(items: Sequence[Block | Together]) -> tuple[Block, ...]:
    return Together(tuple(items)).blocks


def _contents(body: list[Block | Together], words: Words) -> list[Block | Together]:
    link = words("Go to: {heading}", heading="{heading}")
    return [
        Heading(text=words("Contents"), listed=False),
        Contents.of(_blocks(body), link_words=link),
    ]


def _summary(report: AnnualReport, words: Words) -> list[Block | Together]:
    release = report.release
    blocks: list[Block] = [
        Heading(text=words("Summary")),
        Text(text=_lead(report, words), style="lead"),
        Tiles(tiles=_tiles(release, words)),
        *totals.band_note(release, words),
        *totals.parts(release, words),
    ]
    if release.tables:
        return [Together(tuple(blocks)), *totals.cases_by_period(report, words)]
    blocks += figures.missing_tables(report, words)
    return [
        Together(tuple(blocks)),
        *totals.cases_by_period(report, words),
        *totals.other_totals(report, words),
    ]


def _lead(report: AnnualReport, words: Words) -> str:
    """Return what the numbers of this period are, and the number of cases of the period before."""
    release = report.release
    period = Period.of(release)
    sentences = [
        words(
            "For {period} this report counts {cases}.",
            period=period.name(words), cases=cases_in_words(release, words),
        )
    ]  # fmt: skip
    matters = _exact(release, "matters")
    if matters is not None:
        sentences.append(
            words(
                "They were about {matters}: one case can be about more than one.",
                matters=counted("matters", matters, words),
            )
        )
    earlier, before = earlier_periods(release, report.earlier), None
    if earlier and period.compares_with(Period.of(earlier[-1])):
        before = _exact(earlier[-1], "cases")
    if before is not None:
        sentences.append(
            words(
                "For {period} it was {cases}.",
                period=Period.of(earlier[-1]).name(words), cases=counted("cases", before, words),
            )
        )  # fmt: skip
    sentences.append(conversations(release, words))
    return " ".join(filter(None, sentences))


def _exact(release: Release, unit: str) -> int | None:
    total = release.total(unit)
    return total.count if total else None


def _tiles(release: Release, words: Words) -> tuple[Tile, ...]:
    tiles = totals.tiles(release, words)
    for table in release.tables:
        leading = table.dimension in ("matter", "reporter_position", "route")
        if leading and spans.basis_of(release, table) is Basis.OWN:
            tiles += _leading_tile(table, words)
    return tuple(tiles[:4])


def _leading_tile(table: ReleasedTable, words: Words) -> list[Tile]:
    """Return the category that occurs most, if the printed numbers alone show that it does."""
    ranked = sorted(table.lines, key=lambda line: -line.count)
    rivals = [line.count for line in ranked[1:2]]
    if table.remainder:
        rivals.append(table.remainder.count)
    if not ranked or (rivals and ranked[0].count <= max(rivals)):
        return []
    # what a joined category takes in besides stands in brackets: too long for a tile
    label = category_inside(table.dimension, ranked[0].category, words).split(" (")[0]
    said = words(
        "{unit}, most often: {category}",
        unit=unit_words(table.unit, words), category=label,
    )  # fmt: skip
    return [Tile(number=number(ranked[0].count, words), words=said)]


def _figures(report: AnnualReport, words: Words) -> list[Block | Together]:
    if not report.release.tables:
        return []
    sections = [figures.table_section(report, table, words) for table in report.release.tables]
    first = sections[0]
    opening = (Heading(text=words("The figures")), *figures.how_to_read(report, words))
    return [
        Together((Together((*opening, *_blocks(first.parts[:1]))), *first.parts[1:])),
        *sections[1:],
        *totals.other_totals(report, words),
    ]


def _narrative(report: AnnualReport, words: Words) -> list[Block | Together]:
    sections: list[Block | Together] = []
    for heading, paragraphs, reserve in (
        (words("Activities"), report.activities, ""),
        (
            words("Signals"),
            report.signals,
            words("What follows is what the counsellor noticed: too little to speak of a trend."),
        ),
        (words("Case sketch"), report.sketch if report.sketch_about else (), _about_sketch(report, words)),
        (words("Recommendations"), report.recommendations, ""),
    ):
        bullets = [Bullet(text=paragraph) for paragraph in paragraphs if paragraph.strip()]
        if not bullets:
            continue
        opening: list[Block] = [Heading(text=heading)]
        if reserve:
            opening.append(Text(text=reserve, style="note"))
        sections.append(Together((Together((*opening, bullets[0])), *bullets[1:])))
    return sections


def _about_sketch(report: AnnualReport, words: Words) -> str:
    if not report.sketch_about:
        return ""
    about = Category(key=report.sketch_about, members=(report.sketch_about,))
    return words(
        "An example about {matter}, put together from several cases. The people in it do not exist.",
        matter=category_inside("matter", about, words),
    )
