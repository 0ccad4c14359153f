"""The checker of accessibility finds each rule that is broken on purpose; and what goes on goes on."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pdf.accessible import Rule, faults
from tests.pdf.specimens import PASTED, WORDS, everything
from vpdesk.pdf.document import Document, typeset
from vpdesk.pdf.setting import UNKNOWN, drawable, paragraph
from vpdesk.pdf.styles import register_faces
from vpdesk.pdf.text import Bullet, Text


@pytest.fixture(scope="module")
def written() -> bytes:
    """The document with everything."""
    return typeset(everything())


def elements(document: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    """The elements of a kind, in the order of the tree."""
    found: list[pikepdf.Object] = []

    def walk(element: pikepdf.Object) -> None:
        for child in element.get("/K", []):
            if "/S" in child:
                found.extend([child] if f"/{tag}" == child.S else [])
                walk(child)

    walk(document.Root.StructTreeRoot)
    return found


def _drawn(page: int, change: Callable[[bytes], bytes]) -> Callable[[pikepdf.Pdf], None]:
    def plant(document: pikepdf.Pdf) -> None:
        of = document.pages[page]
        of.Contents = document.make_stream(change(of.Contents.read_bytes()))

    return plant


def _face(change: Callable[[pikepdf.Object], None]) -> Callable[[pikepdf.Pdf], None]:
    def plant(document: pikepdf.Pdf) -> None:
        for face in document.pages[1].Resources.Font.values():
            change(face)

    return plant


def _packet(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def plant(document: pikepdf.Pdf) -> None:
        packet = document.Root.Metadata.read_bytes()
        assert old in packet
        document.Root.Metadata.write(packet.replace(old, new))

    return plant


def _set(kind: str, name: str, value: object, which: int = 0) -> Callable[[pikepdf.Pdf], None]:
    return lambda document: setattr(elements(document, kind)[which], name, value)


def _without(kind: str, name: str) -> Callable[[pikepdf.Pdf], None]:
    def plant(document: pikepdf.Pdf) -> None:
        del elements(document, kind)[0][name]

    return plant


def _exchanged(document: pikepdf.Pdf) -> None:
    held = elements(document, "Document")[0].K
    held[9], held[10] = held[10], held[9]


def _list_in_pieces(document: pikepdf.Pdf) -> None:
    whole = elements(document, "Document")[0]
    first = next(each for each in elements(document, "L") if len(each.K) > 1)
    item = first.K[1]
    del first.K[1]
    other = document.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.L, P=whole, K=pikepdf.Array([item]))
    )
    at = next(number for number, each in enumerate(whole.K) if each.objgen == first.objgen)
    whole.K.insert(at + 1, other)


def _twice(document: pikepdf.Pdf) -> None:
    paragraph_of = elements(document, "P")[0]
    paragraph_of.K.append(paragraph_of.K[0])


def _of_root(name: str) -> Callable[[pikepdf.Pdf], None]:
    def plant(document: pikepdf.Pdf) -> None:
        del document.Root[name]

    return plant


def _link(name: str) -> Callable[[pikepdf.Pdf], None]:
    def plant(document: pikepdf.Pdf) -> None:
        del document.pages[1].Annots[0][name]

    return plant


def _elsewhere(document: pikepdf.Pdf) -> None:
    document.pages[1].Annots[0].Dest = pikepdf.Array([document.make_indirect(pikepdf.Dictionary())])


def _tabs(document: pikepdf.Pdf) -> None:
    document.pages[1].obj.Tabs = pikepdf.Name.R


PLANTED = [
    (Rule.IDENTIFIER, _of_root("/Metadata")),
    (Rule.IDENTIFIER, _packet(b"<pdfuaid:part>1<", b"<pdfuaid:part>2<")),
    (Rule.MARKED, _of_root("/MarkInfo")),
    (Rule.MARKED, _of_root("/StructTreeRoot")),
    (Rule.TITLE, _packet(b">Proef", b">Iets")),
    (Rule.TITLE, _of_root("/ViewerPreferences")),
    (Rule.LANGUAGE, _of_root("/Lang")),
    (Rule.UNTAGGED, _drawn(1, lambda drawn: drawn + b"n 10 10 20 20 re f*\n")),
    (Rule.UNTAGGED, _drawn(1, lambda drawn: drawn.replace(b"/Artifact BMC", b"/Span BMC"))),
    (Rule.NESTED, _drawn(1, lambda drawn: drawn.replace(b" Tj", b" Tj /Artifact BMC EMC", 1))),
    (Rule.LOST, _drawn(1, lambda drawn: drawn.replace(b"/MCID 0>>", b"/MCID 99>>"))),
    (Rule.LOST, _twice),
    (Rule.LOST, _set("P", "K", pikepdf.Array(), 3)),
    (Rule.ROLE, _set("P", "S", pikepdf.Name("/Quote"))),
    (Rule.ROLE, _set("P", "S", pikepdf.Name.TD)),
    (Rule.EMPTY, _set("P", "K", pikepdf.Array())),
    (Rule.ORDER, _exchanged),
    (Rule.GLUED, _drawn(1, lambda drawn: drawn.replace(b" ) Tj T*", b") Tj T*"))),
    (Rule.FIGURE, _without("Figure", "/Alt")),
    (Rule.FIGURE, _without("Figure", "/A")),
    (Rule.HEADINGS, _set("H1", "S", pikepdf.Name.H2)),
    (Rule.TABLE, _without("TH", "/A")),
    (Rule.TABLE, _set("TH", "S", pikepdf.Name.TD, 3)),
    (Rule.LIST, _list_in_pieces),
    (Rule.LIST, _set("LBody", "S", pikepdf.Name.Lbl)),
    (Rule.ANNOTATION, _link("/Contents")),
    (Rule.ANNOTATION, _link("/StructParent")),
    (Rule.ANNOTATION, _tabs),
    (Rule.DESTINATION, _link("/Dest")),
    (Rule.DESTINATION, _elsewhere),
    (Rule.FACE, _face(lambda face: face.__delitem__("/ToUnicode"))),
    (Rule.FACE, _face(lambda face: face.FontDescriptor.__delitem__("/FontFile2"))),
    (Rule.FACE, _face(lambda face: setattr(face, "FirstChar", 1))),
    (Rule.FACE, _face(lambda face: setattr(face, "Encoding", pikepdf.Name.WinAnsiEncoding))),
]


def test_a_document_with_everything_keeps_every_rule(written: bytes) -> None:
    assert faults(written) == set()


@pytest.mark.parametrize(("rule", "plant"), PLANTED)
def test_a_broken_rule_is_found(written: bytes, rule: Rule, plant: Callable[[pikepdf.Pdf], None]) -> None:
    broken = BytesIO()
    with pikepdf.open(BytesIO(written)) as document:
        plant(document)
        document.save(broken)
    assert rule in faults(broken.getvalue())


def test_every_rule_is_broken_once() -> None:
    assert {rule for rule, _ in PLANTED} == set(Rule)


def test_saving_alone_breaks_no_rule(written: bytes) -> None:
    saved = BytesIO()
    with pikepdf.open(BytesIO(written)) as document:
        document.save(saved)
    assert faults(saved.getvalue()) == set()


def test_what_goes_on_over_a_page_is_one_element_and_the_head_of_a_table_is_read_once(written: bytes) -> None:
    with pikepdf.open(BytesIO(written)) as document:
        pages = {
            tag: [
                {child.Pg.objgen for child in each.K if child.get("/Type") == "/MCR"}
                for each in elements(document, tag)
            ]
            for tag in ("P", "LBody", "TH")
        }
        rows = [len(table.K) for table in elements(document, "Table")]
        lists = [len(each.K) for each in elements(document, "L")]
        heads = [cell for cell in elements(document, "TH") if cell.A.Scope == "/Column"]
    assert max(map(len, pages["P"])) > 1
    assert max(map(len, pages["LBody"])) > 1
    assert rows == [41]
    assert len(heads) == 3
    # two items, two terms, three groups, and the two items at the end of which one goes on
    assert lists == [2, 2, 3, 2]


def test_a_text_that_looks_like_mark_up_can_be_divided() -> None:
    """Such a line is of several pieces to the typesetter when it is parsed, and could not be cut."""
    register_faces()
    for block in (Text(text=PASTED * 20), Bullet(text=PASTED * 20)):
        parts = block.split(400, 60)
        assert parts is not None
        first, second = parts
        assert isinstance(first, Text | Bullet)
        assert isinstance(second, Text | Bullet)
        assert f"{first.text} {second.text}" == drawable(PASTED * 20).strip()


def test_a_letter_that_no_face_has_is_seen_and_heard_to_be_missing() -> None:
    register_faces()
    pasted = "één \U0001f642 e\u2011mail \uff21\u00ad\u0007 \u2460"
    assert drawable(pasted) == f"één {UNKNOWN} e-mail A {UNKNOWN}"
    text = Text(text="één \U0001f642")
    content = typeset(Document(title="x", language="nl", footer="", page_words="", items=(text,)))
    assert Rule.FACE not in faults(content)


@given(st.text(max_size=300))
def test_any_text_can_be_set_and_no_word_of_it_is_lost(text: str) -> None:
    register_faces()
    made, _ = paragraph(text, "body", 90)
    lines = [" ".join(words) for _, words in made.blPara.lines]
    assert "".join(lines).split() == drawable(text).split()


def test_a_word_longer_than_a_line_is_not_heard_as_two() -> None:
    register_faces()
    made, _ = paragraph("x" * 100 + " en verder", "body", 90)
    lines = [" ".join(words) for _, words in made.blPara.lines]
    assert len(lines) > 3
    assert "".join(lines) == "x" * 100 + " en verder "


def test_lines_are_long_enough_to_be_joined() -> None:
    register_faces()
    made, _ = paragraph(WORDS, "body", 90)
    assert len(made.blPara.lines) > 2
