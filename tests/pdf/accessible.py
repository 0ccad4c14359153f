"""What a machine can check of a document's accessibility: rules of PDF/UA-1 (ISO 14289-1) by clause.

It reads the file by itself: the tree, the operators of the pages, the embedded faces. It is no validator: it
holds the rules that a document of ours can break, and each has a control (`test_accessible.py`). What no
machine can tell, whether alternative texts and headings make sense, stays with whoever reads them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree as ET

import pikepdf

from tests.pdf.faces import faults_of_a_face
from tests.pdf.pieces import Piece, pieces

#: Which element may stand in which.
_STANDS_IN = {
    "Document": {"StructTreeRoot"},
    "H1": {"Document"}, "H2": {"Document"}, "P": {"Document"}, "Figure": {"Document"},
    "L": {"Document"}, "LI": {"L"}, "Lbl": {"LI"}, "LBody": {"LI"},
    "Table": {"Document"}, "TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"},
    "TOC": {"Document"}, "TOCI": {"TOC"}, "Reference": {"TOCI"}, "Link": {"Reference"},
}  # fmt: skip
_UA = "{http://www.aiim.org/pdfua/ns/id/}part"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


class Rule(StrEnum):
    """What can be wrong, with the clause that it breaks (ISO 14289-1; with * of ISO 32000-1)."""

    IDENTIFIER = "5: it does not say that it follows PDF/UA-1"
    MARKED = "6.2: it is not marked as tagged, or as doubtful"
    TITLE = "7.1: its title is missing, not shown, or another one"
    LANGUAGE = "7.2: it does not say its language"
    UNTAGGED = "7.1: something is drawn that is neither content nor artifact"
    NESTED = "7.1: content stands in an artifact, or in other content"
    LOST = "7.1: a piece of content does not stand in the tree once, or not where its page says"
    ROLE = "7.1: an element of no known kind, or where it may not stand"
    EMPTY = "7.1: an element without content"
    ORDER = "7.2: what is read next stands above or before what was read"
    GLUED = "14.8.2.5*: two lines or pieces are read as one word"
    FIGURE = "7.3: a figure without alternative text, or without its box on the page"
    HEADINGS = "7.4.2: headings do not begin with the first level, or skip one"
    TABLE = "7.5: a table whose cells do not have their heads"
    LIST = "7.6: a list without items, items without body, or a list in pieces"
    ANNOTATION = "7.18: an annotation without words, out of the tree, or not in the order of the tree"
    DESTINATION = "7.18.5: a link that leads nowhere"
    FACE = "7.21: a face that is not embedded whole, or cannot be read out"


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the tree with its parents, outermost first."""

    element: pikepdf.Object
    above: tuple[str, ...]

    @property
    def tag(self) -> str:
        """Its kind."""
        return _tag(self.element)


def faults(content: bytes) -> set[Rule]:
    """Return the rules that the document breaks; empty if none of these."""
    with pikepdf.open(BytesIO(content)) as document:
        if "/StructTreeRoot" not in document.Root:
            return {Rule.MARKED}
        nodes = list(_nodes(document.Root.StructTreeRoot, ()))
        drawn = [pieces(page) for page in document.pages]
        return {
            *_of_itself(document),
            *_of_the_pages(document, nodes, drawn),
            *_of_the_order(nodes, document, drawn),
            *_of_elements(nodes, document),
            *_of_headings(nodes),
            *_of_annotations(document, nodes),
            *(Rule.FACE for page in document.pages if any(faults_of_a_face(page))),
        }


def _held(within: pikepdf.Object, name: str) -> pikepdf.Object:
    return within.get(name, pikepdf.Dictionary())


def _tag(element: pikepdf.Object) -> str:
    return str(element.get("/S", element.get("/Type", "")))[1:]


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    held = element.get("/K", pikepdf.Array())
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def _nodes(element: pikepdf.Object, above: tuple[str, ...]) -> Iterator[Node]:
    for child in _children(element):
        if "/S" in child:
            yield Node(child, (*above, _tag(element)))
            yield from _nodes(child, (*above, _tag(element)))


def _of_itself(document: pikepdf.Pdf) -> Iterator[Rule]:
    root = document.Root
    packet = root.Metadata.read_bytes().decode() if "/Metadata" in root else "<x/>"
    said = ET.fromstring(packet)  # noqa: S314  our own
    if [each.text for each in said.iter(_UA)] != ["1"]:
        yield Rule.IDENTIFIER
    title = "".join(text for each in said.iter(_TITLE) for text in each.itertext())
    shown = _held(root, "/ViewerPreferences").get("/DisplayDocTitle", False)
    if not title or title != str(document.docinfo.get("/Title", "")) or not shown:
        yield Rule.TITLE
    marks = _held(root, "/MarkInfo")
    if not marks.get("/Marked", False) or marks.get("/Suspects", False):
        yield Rule.MARKED
    if str(root.get("/Lang", "")) not in ("nl", "en"):
        yield Rule.LANGUAGE


def _of_the_pages(
    document: pikepdf.Pdf, nodes: list[Node], drawn: list[tuple[list[Piece], set[str]]]
) -> Iterator[Rule]:
    """Yield what is wrong between the pieces of the pages and the tree."""
    numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip((int(key) for key in numbers[::2]), numbers[1::2], strict=True))
    held = Counter(
        (child.Pg.objgen, int(child.MCID), node.element.objgen)
        for node in nodes
        for child in _children(node.element)
        if child.get("/Type") == "/MCR"
    )
    if any(times > 1 for times in held.values()):
        yield Rule.LOST
    on_pages = set()
    for page, (found, strange) in zip(document.pages, drawn, strict=True):
        yield from (Rule(each) for each in ((Rule.UNTAGGED,) if "outside" in strange else ()))
        if "nested" in strange:
            yield Rule.NESTED
        owners = list(parents.get(int(page.obj.get("/StructParents", -1)), []))
        numbered = [piece.number for piece in found if piece.number is not None]
        if sorted(numbered) != list(range(len(owners))):
            yield Rule.LOST
            continue
        on_pages |= {(page.obj.objgen, number, owners[number].objgen) for number in numbered}
    if on_pages != set(held):
        yield Rule.LOST


def _of_the_order(
    nodes: list[Node], document: pikepdf.Pdf, drawn: list[tuple[list[Piece], set[str]]]
) -> Iterator[Rule]:
    """Yield whether the tree is read as a person reads: down, and to the right within a row."""
    place = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    said = {
        (page, piece.number): piece
        for page, (found, _) in enumerate(drawn)
        for piece in found
        if piece.number is not None
    }
    read = [
        (place[child.Pg.objgen], said.get((place[child.Pg.objgen], int(child.MCID))), node.tag)
        for node in nodes
        for child in _children(node.element)
        if child.get("/Type") == "/MCR"
    ]
    for (page, before, _), (next_page, after, _) in pairwise(read):
        if before is None or after is None or next_page > page:
            continue
        beside = after.left > before.left + 1
        if next_page < page or (after.base > before.base + 1 and not beside):
            yield Rule.ORDER
    if any(piece and piece.glued and tag != "Figure" for _, piece, tag in read):
        yield Rule.GLUED


def _of_elements(nodes: list[Node], document: pikepdf.Pdf) -> Iterator[Rule]:
    wide, tall = (float(edge) for edge in document.pages[0].MediaBox[2:])
    kinds = [node.tag for node in nodes]
    if kinds.count("Document") != 1 or any(
        node.above[-1] not in _STANDS_IN.get(node.tag, set()) for node in nodes
    ):
        yield Rule.ROLE
    if any(not _children(node.element) for node in nodes):
        yield Rule.EMPTY
    for node in nodes:
        match node.tag:
            case "Figure":
                box = [float(edge) for edge in _held(node.element, "/A").get("/BBox", [])]
                on_page = box and 0 <= box[0] < box[2] <= wide and 0 <= box[1] < box[3] <= tall
                if not str(node.element.get("/Alt", "")).strip() or not on_page:
                    yield Rule.FIGURE
            case "Table":
                yield from _of_a_table(_children(node.element))
            case "L":
                yield from _of_a_list(node.element)
            case "Document":
                pairs = pairwise(_children(node.element))
                if any(_is_unlabelled(one) and _is_unlabelled(other) for one, other in pairs):
                    yield Rule.LIST


def _of_a_table(rows: list[pikepdf.Object]) -> Iterator[Rule]:
    wide = {len(_children(row)) for row in rows}
    heads = [[str(_held(cell, "/A").get("/Scope", "")) for cell in _children(row)] for row in rows]
    kinds = [[_tag(cell) for cell in _children(row)] for row in rows]
    across = len(heads[0])
    if (
        len(wide) > 1
        or heads[0] != ["/Column"] * across
        or kinds[0] != ["TH"] * across
        or any(row != ["/Row", *[""] * (across - 1)] for row in heads[1:])
        or any(row != ["TH", *["TD"] * (across - 1)] for row in kinds[1:])
    ):
        yield Rule.TABLE


def _of_a_list(element: pikepdf.Object) -> Iterator[Rule]:
    items = [[_tag(part) for part in _children(item)] for item in _children(element)]
    if not items or any(parts not in (["LBody"], ["Lbl", "LBody"]) for parts in items):
        yield Rule.LIST
    if len({tuple(parts) for parts in items}) > 1:
        yield Rule.LIST


def _is_unlabelled(element: pikepdf.Object) -> bool:
    if _tag(element) != "L":
        return False
    return all(_tag(part) != "Lbl" for item in _children(element) for part in _children(item))


def _of_headings(nodes: list[Node]) -> Iterator[Rule]:
    levels = [0, *(int(node.tag[1]) for node in nodes if node.tag in ("H1", "H2"))]
    if len(levels) < 2 or any(after > before + 1 for before, after in pairwise(levels)):
        yield Rule.HEADINGS


def _of_annotations(document: pikepdf.Pdf, nodes: list[Node]) -> Iterator[Rule]:
    numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip((int(key) for key in numbers[::2]), numbers[1::2], strict=True))
    links = {
        child.Obj.objgen: node.element
        for node in nodes
        for child in _children(node.element)
        if child.get("/Type") == "/OBJR" and node.tag == "Link"
    }
    pages = {page.obj.objgen for page in document.pages}
    for page in document.pages:
        for annotation in page.obj.get("/Annots", []):
            link = links.get(annotation.objgen)
            owner = parents.get(int(annotation.get("/StructParent", -1)))
            said = str(annotation.get("/Contents", "")).strip()
            if (
                not said
                or link is None
                or owner is None
                or owner.objgen != link.objgen
                or not any(child.get("/Type") == "/MCR" for child in _children(link))
                or page.obj.get("/Tabs") != "/S"
            ):
                yield Rule.ANNOTATION
            if _lands_on(document, annotation) not in pages:
                yield Rule.DESTINATION


def _lands_on(document: pikepdf.Pdf, annotation: pikepdf.Object) -> object:
    where = annotation.get("/Dest")
    if isinstance(where, pikepdf.Name):
        where = _held(document.Root, "/Dests").get(str(where))
    return where[0].objgen if isinstance(where, pikepdf.Array) else None
