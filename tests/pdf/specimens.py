"""A document with a block of every kind, long enough to be divided over pages."""

from vpdesk.pdf.charts import Bar, Bars, Column, Columns
from vpdesk.pdf.cover import FullCover
from vpdesk.pdf.document import Document
from vpdesk.pdf.groups import Groups
from vpdesk.pdf.tables import Row, Table
from vpdesk.pdf.text import Bullet, Callout, Contents, Heading, Terms, Text, Tile, Tiles

WORDS = "Een zin die lang genoeg is om een regel te vullen, en dan nog wat verder loopt dan dat. "
#: Words as they are pasted: marks of mark-up, hyphens of other programs, letters that no face has.
PASTED = (
    "Overleg met P&O over 3 < 5 (R&D): "
    "e\u2011mail, \u00e9\u00e9n \ufb01che, \U0001f642 en \u65e5\u672c\u00ad. "
)
BAR = Bar(words="Wel", value=7, number="7")


def everything() -> Document:
    """A document with a block of every kind; a text, an item and a table go on over the edge of a page."""
    headings = (Heading(text="Eerste"), Heading(text="Tweede", level=2))
    return Document(
        title="Proef & <zo>",
        language="nl",
        footer="Een voettekst met \u65e5\u672c die " * 30,
        page_words="pagina {page}",
        cover=FullCover(title="Proef", name="De Wilgenhof", lines=("2025",), foot=("Praktijk", "vandaag")),
        items=(
            Heading(text="Inhoud", listed=False),
            Contents.of(headings, link_words="Ga naar: {heading}"),
            *headings,
            Text(text=WORDS * 2 + PASTED),
            Bullet(text=WORDS),
            Bullet(text=PASTED),
            Terms(terms=(("Woord", WORDS), ("Ander", WORDS))),
            Callout(text=WORDS),
            Tiles(tiles=(Tile(number="7", words="dingen"), Tile(number="8", words="andere"))),
            Groups(groups=("123456", "234567", "345678")),
            Bars(bars=(BAR, Bar(words="Rest", value=5, number="5", parts="a")),
                 alt="Staafdiagram. Wel: 7; rest: 5."),
            Columns(columns=(Column(words="2024", value=5, number="5"),
                             Column(words="2025", value=None, number="-", now=True)),
                    alt="Kolommen. 2024: 5."),
            Table(head="Wat", columns=("2024", "2025"),
                  rows=tuple(Row(words=f"Wel {n}", numbers=("5", "7")) for n in range(40))),
            Text(text=(WORDS + PASTED) * 40),
            Bullet(text=(WORDS + PASTED) * 30),
            Bullet(text=WORDS),
        ),
    )  # fmt: skip
