"""The structure tree of a tagged document: what each piece of text is, and in which order it is read.

Built from the objects of ISO 32000-1, 14.7 and 14.8, as ISO 14289-1 (PDF/UA-1) asks for them. The canvas
grows the tree while it draws; `write` puts it into the file.
"""

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFString,
)


@dataclass(slots=True, kw_only=True)
class Element:
    """One node: its standard type (`H1`, `P`, `TD`, …), its properties, and what it holds in order.

    `numbering` says how the items of a list are numbered. What is drawn with the same `same` goes on in it.
    """

    tag: str
    alt: str = ""
    scope: str = ""
    numbering: str = ""
    same: object = None
    box: tuple[float, float, float, float] | None = None
    children: list["Element | Piece | Annotated"] = field(default_factory=list)
    reference: PDFObjectReference | None = None

    def last_child(self, tag: str, same: object) -> "Element | None":
        """Return the last child if it is a `tag` that goes on with `same`."""
        last = self.children[-1] if self.children else None
        if not isinstance(last, Element) or same is None:
            return None
        return last if (last.tag, last.same) == (tag, same) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of drawing operators on one page, known there by its number."""

    page: PDFObjectReference
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A link annotation on one page."""

    page: PDFObjectReference
    annotation: PDFObjectReference


#: Where the reader program finds the element of a page's pieces (a list) or of an annotation (one).
Parents = list[tuple[int, "Element | list[Element]"]]


def write(document: PDFDocument, root: Element, parents: Parents) -> None:
    """Put the tree under `root` and its parent tree into the catalogue of `document`."""
    tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    top = document.Reference(tree, "StructTreeRoot")
    tree["K"] = PDFArray([_write_element(document, root, top)])
    numbers: list[Any] = []
    for key, owner in sorted(parents, key=lambda entry: entry[0]):
        numbers.append(key)
        if isinstance(owner, Element):
            numbers.append(owner.reference)
        else:
            numbers.append(PDFArray([element.reference for element in owner]))
    tree["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
    tree["ParentTreeNextKey"] = len(parents)
    catalogue = document.Catalog
    catalogue.StructTreeRoot = top
    catalogue.MarkInfo = PDFDictionary({"Marked": "true"})


def _write_element(document: PDFDocument, element: Element, parent: PDFObjectReference) -> PDFObjectReference:
    entry = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(element.tag), "P": parent})
    element.reference = document.Reference(entry)
    entry["K"] = PDFArray([_write_child(document, child, element.reference) for child in element.children])
    if element.alt:
        entry["Alt"] = PDFString(element.alt)
    if element.scope:
        entry["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(element.scope)})
    if element.numbering:
        entry["A"] = PDFDictionary({"O": PDFName("List"), "ListNumbering": PDFName(element.numbering)})
    if element.box:
        entry["A"] = PDFDictionary(
            {"O": PDFName("Layout"), "BBox": PDFArray(element.box), "Placement": PDFName("Block")}
        )
    return element.reference


def _write_child(
    document: PDFDocument, child: Element | Piece | Annotated, parent: PDFObjectReference
) -> Any:
    match child:
        case Element():
            return _write_element(document, child, parent)
        case Piece():
            return PDFDictionary({"Type": PDFName("MCR"), "Pg": child.page, "MCID": child.number})
        case Annotated():
            return PDFDictionary({"Type": PDFName("OBJR"), "Obj": child.annotation, "Pg": child.page})
