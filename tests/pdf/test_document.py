"""Blocks become pages: nothing is cut badly, nothing is lost, everything is tagged."""

from io import BytesIO

import pikepdf
import pytest

from tests.pdf.specimens import WORDS, everything
from vpdesk.pdf.block import Block, Together
from vpdesk.pdf.canvas import TaggedCanvas
from vpdesk.pdf.charts import Bar, Bars
from vpdesk.pdf.document import Document, Placed, lay_out, typeset
from vpdesk.pdf.styles import BOTTOM, HEIGHT, WIDTH, register_faces
from vpdesk.pdf.tables import Row, Table
from vpdesk.pdf.text import Bullet, Heading, Text

PAINTING = {"f", "f*", "F", "S", "s", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"', "Do", "sh"}


@pytest.fixture(autouse=True)
def _faces() -> None:
    register_faces()


class Slab(Block):
    """A block of a given height, not to be divided."""

    def __init__(self, tall: float) -> None:
        self.tall = tall

    def height(self, width: float) -> float:  # noqa: ARG002
        return self.tall

    def draw(self, canvas: TaggedCanvas, left: float, top: float, width: float) -> None:
        """Nothing to see."""


def feet(pages: list[list[Placed]]) -> list[float]:
    """Where the last block of each page ends."""
    return [page[-1].top - page[-1].block.height(WIDTH) for page in pages]


def test_blocks_fill_a_page_and_go_on_with_the_next() -> None:
    pages = lay_out([Slab(HEIGHT / 2), Slab(HEIGHT / 2), Slab(10)])
    assert [len(page) for page in pages] == [2, 1]


def test_a_heading_never_stands_alone_at_the_foot() -> None:
    heading = Heading(text="Kop")
    assert [len(page) for page in lay_out([Slab(HEIGHT - 80), heading, Slab(200)])] == [1, 2]
    assert [len(page) for page in lay_out([Slab(HEIGHT - 400), heading, Slab(200)])] == [3]


def test_what_belongs_together_moves_together() -> None:
    pages = lay_out([Slab(HEIGHT - 100), Together((Slab(60), Slab(60)))])
    assert [len(page) for page in pages] == [1, 2]


def test_parts_are_divided_only_where_a_page_would_stay_rather_empty() -> None:
    parts = Together((Together((Slab(100),)), Together((Slab(HEIGHT - 200),))))
    assert [len(page) for page in lay_out([Slab(HEIGHT / 2), parts])] == [2, 1]
    assert [len(page) for page in lay_out([Slab(HEIGHT * 0.8), parts])] == [1, 2]


def test_a_long_text_is_divided_without_losing_a_word() -> None:
    text = Text(text=WORDS * 120)
    pages = lay_out([Slab(HEIGHT - 120), text])
    placed = [entry.block for page in pages for entry in page[0 if page is not pages[0] else 1 :]]
    assert len(placed) > 2
    assert " ".join(part.text for part in placed if isinstance(part, Text)).split() == text.text.split()
    assert min(feet(pages)) >= BOTTOM - 1


def test_a_divided_item_of_a_list_is_marked_once() -> None:
    parts = Bullet(text=WORDS * 10).split(WIDTH, 60)
    assert parts is not None
    assert [part.marked for part in parts if isinstance(part, Bullet)] == [True, False]
    assert Bullet(text="Kort.").split(WIDTH, 60) is None


def test_a_divided_table_repeats_its_head_and_keeps_every_row() -> None:
    rows = tuple(Row(words=f"Rij {n}", numbers=(str(n),)) for n in range(60))
    pages = lay_out([Table(head="Wat", columns=("2025",), rows=rows)])
    tables = [entry.block for page in pages for entry in page if isinstance(entry.block, Table)]
    assert len(tables) > 1
    assert [row for part in tables for row in part.rows] == list(rows)
    assert {part.head for part in tables} == {"Wat"}
    assert min(len(part.rows) for part in tables) >= 2
    assert min(feet(pages)) >= BOTTOM - 1


def test_a_block_taller_than_a_page_is_not_lost() -> None:
    assert [len(page) for page in lay_out([Slab(10), Slab(HEIGHT * 2), Slab(10)])] == [1, 1, 1]


def test_everything_is_drawn_as_tagged_content_or_as_an_artifact() -> None:
    with pikepdf.open(BytesIO(typeset(everything()))) as document:
        for page in document.pages:
            depth = 0
            for step in pikepdf.parse_content_stream(page):
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(step.operator), 0)
                assert str(step.operator) not in PAINTING or depth == 1
            assert depth == 0


def test_each_piece_of_content_has_its_place_in_the_structure() -> None:
    with pikepdf.open(BytesIO(typeset(everything()))) as document:
        tree = document.Root.StructTreeRoot
        parents = {int(key): owner for key, owner in zip(*[iter(tree.ParentTree.Nums)] * 2, strict=True)}
        for page in document.pages:
            numbers = [
                int(step.operands[1].MCID)
                for step in pikepdf.parse_content_stream(page)
                if str(step.operator) == "BDC"
            ]
            assert numbers == list(range(len(parents[int(page.StructParents)])))
            for link in page.get("/Annots", []):
                assert parents[int(link.StructParent)].S == "/Link"
        assert bool(document.Root.MarkInfo.Marked)


def test_content_cannot_stand_inside_content() -> None:
    canvas = TaggedCanvas(title="Proef", language="nl", pages={})
    with (
        pytest.raises(ValueError, match="inside marked content"),
        canvas.content("P"),
        canvas.artifact(),
    ):
        pass


def test_a_bar_is_as_long_as_its_number_is_large() -> None:
    values = (40, 20, 10)
    chart = Bars(bars=tuple(Bar(words="x", value=value, number=str(value)) for value in values), alt="x")
    content = typeset(Document(title="x", language="nl", footer="", page_words="", items=(chart,)))
    with pikepdf.open(BytesIO(content)) as document:
        lengths = _round_rectangles(document.pages[0])
    assert [round(length / lengths[-1], 2) for length in lengths] == [4, 2, 1]


def _round_rectangles(page: pikepdf.Page) -> list[float]:
    """The widths of the paths with curves that are filled."""
    widths, xs, curved = [], [], False
    for step in pikepdf.parse_content_stream(page):
        match str(step.operator):
            case "m" | "l":
                xs.append(float(step.operands[0]))
            case "c":
                xs.append(float(step.operands[4]))
                curved = True
            case "f" | "f*":
                if curved:
                    widths.append(max(xs) - min(xs))
                xs, curved = [], False
            case "n" | "S":
                xs, curved = [], False
    return widths
