"""The canvas that everything is drawn on: tagged, without traces, the same bytes for the same pages."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFInfo, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from vpdesk.pdf import metadata, structure, styles
from vpdesk.pdf.structure import Annotated, Element, Piece

#: The only name of a program in the file; it bears no version, so that an update changes no byte.
PRODUCER = "vpdesk"


class _Info(PDFInfo):  # type: ignore[misc]  # reportlab has no stubs
    """Title and producer, and nothing else: no author, no dates, no system."""

    def format(self, document: PDFDocument) -> bytes:
        from reportlab.pdfbase.pdfdoc import PDFDictionary  # noqa: PLC0415

        entries = {"Title": PDFString(self.title), "Producer": PDFString(PRODUCER)}
        return PDFDictionary(entries).format(document)  # type: ignore[no-any-return]


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no stubs
    """A canvas that knows what it draws.

    Everything is drawn inside `content` (text or a figure with its place in the structure) or `artifact`
    (ground, rules, footers). `group` opens an element that only holds others.
    """

    def __init__(self, *, title: str, language: str, pages: Mapping[str, int]) -> None:
        styles.register_faces()
        self._stream = BytesIO()
        super().__init__(
            self._stream, pagesize=styles.PAPER, invariant=1, pageCompression=1, pdfVersion=(1, 7),
            initialFontName=styles.REGULAR, lang=language,
        )  # fmt: skip
        self._doc.info = _Info()
        self.setTitle(title)
        self._doc.Catalog.Metadata = metadata.packet(title)
        self.setViewerPreference("DisplayDocTitle", "true")
        #: On which page each heading stands, by its anchor.
        self.pages = pages
        self._root = Element(tag="Document")
        self._path = [self._root]
        self._pieces: list[Element] = []
        self._parents: structure.Parents = []
        self._page_key: int | None = None
        self._in_content = False

    @contextmanager
    def group(
        self, tag: str, *, scope: str = "", numbering: str = "", same: object = None
    ) -> Iterator[Element]:
        """Open an element that holds the elements drawn inside the `with`.

        What was drawn last goes on, also over the edge of a page, where it has this tag and the same `same`:
        the items of one list, the parts of a divided text.
        """
        element = self._path[-1].last_child(tag, same)
        if element is None:
            element = Element(tag=tag, scope=scope, numbering=numbering, same=same)
            self._path[-1].children.append(element)
        self._path.append(element)
        yield element
        self._path.pop()

    @contextmanager
    def content(
        self,
        tag: str,
        *,
        alt: str = "",
        scope: str = "",
        box: tuple[float, float, float, float] | None = None,
        same: object = None,
    ) -> Iterator[Element]:
        """Draw the text of one element inside the `with`; it cannot hold another (`same`: see `group`)."""
        with self.group(tag, scope=scope, same=same) as element:
            element.alt, element.box = alt, box
            number = len(self._pieces)
            self._pieces.append(element)
            if self._page_key is None:
                self._page_key = len(self._parents)
                self._parents.append((self._page_key, self._pieces))
            element.children.append(Piece(page=self._doc.thisPageRef(), number=number))
            with self._marked(f"/{tag} <</MCID {number}>> BDC"):
                yield element

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Draw what is no content inside the `with`: grounds, rules, footers."""
        with self._marked("/Artifact BMC"):
            yield

    @contextmanager
    def _marked(self, operator: str) -> Iterator[None]:
        if self._in_content:
            raise ValueError("marked content inside marked content")
        self._in_content = True
        self._code.append(operator)
        yield
        self._code.append("EMC")
        self._in_content = False

    @contextmanager
    def link(self, words: str, anchor: str, box: tuple[float, float, float, float]) -> Iterator[None]:
        """Draw the text of a link to `anchor`, and lay it over `box` (left, bottom, right, top on the page).

        `words` say where it leads to whoever cannot see it (ISO 14289-1, 7.18.5).
        """
        with self.content("Link") as link:
            yield
        key = len(self._parents)
        self.linkRect(words, anchor, box, relative=0, StructParent=key)
        link.children.append(Annotated(page=self._doc.thisPageRef(), annotation=self._annotationrefs[-1]))
        self._parents.append((key, link))

    def _addAnnotation(  # noqa: N802  reportlab's name
        self, annotation: Any, name: str | None = None, addtopage: int = 1
    ) -> None:
        # an annotation must be printable and point back at its element; reportlab knows no such keys
        annotation.permitted = (*annotation.permitted, "StructParent")
        annotation.otherkw["F"] = 4
        super()._addAnnotation(annotation, name, addtopage)

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802  reportlab's name
        super()._setAnnotations(page)
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.Tabs = PDFName("S")
        if self._page_key is not None:
            page.StructParents = self._page_key
        self._pieces, self._page_key = [], None
        # the document's identifier follows from what stands on its pages
        self._doc.updateSignature("\n".join(self._code))

    def finish(self) -> bytes:
        """Close the last page and return the file."""
        self.showPage()
        structure.write(self._doc, self._root, self._parents)
        self._doc.SaveToFile(self._stream, self)
        return self._stream.getvalue()
