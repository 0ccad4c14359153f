"""The search through the bytes of a report for anything that its manifest does not list.

It reads the file by itself: the objects at the offsets that the file names, what lies between them, every
text wherever it stands, every shape and its size. Only the manifest comes from the room that is tested.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET

import pikepdf
import pypdfium2

from tests.reports.painting import Run, Shape, runs
from vpdesk.i18n import Words
from vpdesk.pdf.styles import MARGIN, PAPER, WIDTH
from vpdesk.reports.annual import AnnualReport
from vpdesk.reports.manifest import Manifest, manifest, numbers_in

#: Coordinates are written in ten-thousandths of a point; a length is a sum of a few.
_GRACE = 0.02
#: How thick a bar is, in points.
_THICK = 15
#: The shortest bar that is still seen.
_SHORTEST = 1.5

_KEYS = frozenset(
    [
        "A",
        "Alt",
        "Annots",
        "Ascent",
        "BBox",
        "BaseFont",
        "Border",
        "CapHeight",
        "Contents",
        "Count",
        "Dest",
        "Descent",
        "DisplayDocTitle",
        "ExtGState",
        "F",
        "Filter",
        "First",
        "FirstChar",
        "Flags",
        "Font",
        "FontBBox",
        "FontDescriptor",
        "FontFile2",
        "FontName",
        "ID",
        "Info",
        "ItalicAngle",
        "K",
        "Kids",
        "Lang",
        "Last",
        "LastChar",
        "Length",
        "Length1",
        "MCID",
        "MarkInfo",
        "Marked",
        "MediaBox",
        "Metadata",
        "MissingWidth",
        "Name",
        "Next",
        "Nums",
        "O",
        "Obj",
        "Outlines",
        "P",
        "PageMode",
        "Pages",
        "Parent",
        "ParentTree",
        "ParentTreeNextKey",
        "Pg",
        "Placement",
        "Prev",
        "ProcSet",
        "Producer",
        "Rect",
        "Resources",
        "Root",
        "Rotate",
        "S",
        "Scope",
        "Size",
        "StemV",
        "StructParent",
        "StructParents",
        "StructTreeRoot",
        "Subtype",
        "Tabs",
        "Title",
        "ToUnicode",
        "Trans",
        "Type",
        "ViewerPreferences",
        "Widths",
        "ca",
    ]
)
_NAMED = re.compile(r"/(?:F\d\+0|gRLs\d)$")
_KNOWN_NAMES = re.compile(r"/(?:ASCII85Decode|FontFile2|F\d\+0|[A-Z0-9]{6}\+\S+|H[12])$")
_LITERAL = re.compile(rb"\((?:\\.|[^()\\])*\)", re.DOTALL)


def traces(content: bytes, report: AnnualReport) -> list[str]:
    """What in `content` the manifest of `report` does not list, or no page needs; empty if nothing."""
    listed = manifest(report)
    with pikepdf.open(BytesIO(content)) as document:
        return [
            *_between_objects(content),
            *_unreached(document),
            *_texts_and_keys(document, listed),
            *_packet(document),
            *_painted(document, report, listed),
            *_seen(content, report, listed),
        ]


def _between_objects(content: bytes) -> Iterator[str]:
    """Yield what lies in the file outside its objects and its one table of them."""
    if (content.count(b"%%EOF"), content.count(b"startxref")) != (1, 1) or not content.endswith(b"%%EOF\n"):
        yield "the file ends more than once, or goes on behind its end"
        return
    table = int(content.rsplit(b"startxref", 1)[1].split()[0])
    offsets = sorted(int(entry) for entry in re.findall(rb"(\d{10}) 00000 n", content[table:]))
    if re.sub(rb"%[^\n]*\n", b"", content[: offsets[0]]).strip():
        yield "something stands before the first object"
    for at, after in zip(offsets, [*offsets[1:], table], strict=True):
        whole = content[at:after]
        if not re.fullmatch(rb"\d+ 0 obj\b.*endobj\s*", whole, re.DOTALL):
            yield f"something stands behind the object at {at}"
        if b"%" in _LITERAL.sub(b"", re.sub(rb"stream\r?\n.*endstream", b"", whole, flags=re.DOTALL)):
            yield f"a comment in the object at {at}"
    if len(re.findall(rb"%[^\n]*", content[table:])) != 2:  # the library's own word, and the end
        yield "a comment in the trailer"


def _unreached(document: pikepdf.Pdf) -> Iterator[str]:
    """Yield the objects that nothing refers to."""
    reached: set[int] = set()
    waiting = [document.Root, document.docinfo]
    while waiting:
        value = waiting.pop()
        number = value.objgen[0]
        if number in reached:
            continue
        reached |= {number} if number else set()
        waiting += [each for _, each in _children(value) if isinstance(each, pikepdf.Object)]
    lost = {one.objgen[0] for one in document.objects} - reached - {0}
    if lost:
        yield f"objects that nothing refers to: {sorted(lost)}"


def _packet(document: pikepdf.Pdf) -> Iterator[str]:
    """Yield what the packet for programs says besides the title and the standard that is followed."""
    packet = document.Root.Metadata.read_bytes().decode()
    whole = ET.fromstring(packet)  # noqa: S314  our own
    said = [text.strip() for text in whole.itertext() if text.strip()]
    known = {"RDF", "Description", "title", "Alt", "li", "part", "xmpmeta"}
    elements = [element.tag.rsplit("}", 1)[1] for element in whole.iter()]
    settings = {key.rsplit("}", 1)[1]: value for element in whole.iter() for key, value in element.items()}
    if (
        "<!--" in packet
        or packet.count("<?") != 2
        or said != [str(document.docinfo["/Title"]), "1"]
        or sorted(elements) != sorted(known)
        or settings != {"about": "", "lang": "x-default"}
    ):
        yield "the packet for programs says more than the title"


def _children(value: pikepdf.Object) -> Iterator[tuple[str, object]]:
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        yield from value.items()
    elif isinstance(value, pikepdf.Array):
        yield from (("", each) for each in value)


def _texts_and_keys(document: pikepdf.Pdf, listed: Manifest) -> Iterator[str]:
    """Yield keys that no page needs, and texts and names with a number that is not listed."""
    for one in (*document.objects, document.trailer):
        yield from _within(one, "", listed)


def _within(value: object, key: str, listed: Manifest) -> Iterator[str]:
    if isinstance(value, pikepdf.String) and key != "/ID":
        if listed.foreign(str(value)):
            yield f"{key} holds {_shown(listed.foreign(str(value)))}"
    elif isinstance(value, pikepdf.Name):
        if re.search(r"\d", str(value)) and not _KNOWN_NAMES.match(str(value)):
            yield f"a name with a number: {value}"
    elif isinstance(value, pikepdf.Object):
        for name, child in _children(value):
            if name and name[1:] not in _KEYS and not _NAMED.match(name):
                yield f"a key that no page needs: {name}"
            if not (isinstance(child, pikepdf.Object) and child.is_indirect):
                yield from _within(child, name or key, listed)


def _seen(content: bytes, report: AnnualReport, listed: Manifest) -> Iterator[str]:
    """Yield the numbers that another reader of the file finds on its pages, outside their edges too."""
    document = pypdfium2.PdfDocument(content)
    try:
        said = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()
    yield from _on_pages(said, report, listed, "seen")


def _on_pages(said: list[str], report: AnnualReport, listed: Manifest, how: str) -> Iterator[str]:
    words = Words(report.language)
    for number, text in enumerate(said, 1):
        foot = words("page {page}", page=number)
        left = listed.foreign(re.sub(rf"{foot}(?![0-9])", " ", text))
        if words("Contents") in text:
            left -= numbers_in(" ".join(map(str, range(1, len(said) + 1))), report.language)
        if left:
            yield f"page {number}, {how}: {_shown(left)}"


def _shown(numbers: frozenset[object]) -> str:
    return ", ".join(sorted(map(str, numbers)))


def _painted(document: pikepdf.Pdf, report: AnnualReport, listed: Manifest) -> Iterator[str]:
    """Yield what is drawn without being listed: a text, a comment, a shape of another size or place."""
    said = []
    for number, page in enumerate(document.pages, 1):
        if b"%" in _LITERAL.sub(b"", page.Contents.read_bytes()):
            yield f"page {number}: a comment in what is drawn"
        found, strange = runs(page)
        yield from (f"page {number}: {fault}" for fault in strange)
        said.append(" ".join(each for run in found for each in run.painted if isinstance(each, str)))
        is_cover = number == 1 and len(document.pages) > 1
        for run in found:
            faults = _figure(run, report) if run.tag == "Figure" else _beside(run, is_cover=is_cover)
            yield from (f"page {number}: {fault}" for fault in faults)
    yield from _on_pages(said, report, listed, "drawn")


def _beside(run: Run, *, is_cover: bool) -> Iterator[str]:
    """Yield the shapes outside charts that are no ground, rule, mark or axis of a page."""
    if run.tag != "Artifact":
        if run.shapes:
            yield "a shape that is neither chart nor artifact"
        return
    for shape in run.shapes:
        if not is_cover and not _is_of_the_page(shape):
            yield f"a shape of {shape.right - shape.left:.2f} that is no part of a page"


def _is_of_the_page(shape: Shape) -> bool:
    wide, edge = shape.right - shape.left, MARGIN + WIDTH
    known = (
        (0, PAPER[0]),  # the ground at the head
        (MARGIN, WIDTH), (MARGIN, 4), (edge - 72, 72),  # rules and grounds, a callout, the column in front
        (MARGIN + 4 - 2.1, 4.2),  # the mark of an item
        *((MARGIN, min(WIDTH / n, 128) * n) for n in range(2, 5)),  # the line below columns
        *(
            (MARGIN + place * ((WIDTH - 8 * (n - 1)) / n + 8), (WIDTH - 8 * (n - 1)) / n)
            for n in (3, 4)
            for place in range(n)
        ),  # the grounds of key figures
    )  # fmt: skip
    return any(abs(shape.left - left) < _GRACE and abs(wide - width) < _GRACE for left, width in known)


def _figure(run: Run, report: AnnualReport) -> Iterator[str]:
    """Yield what is wrong with the shapes of a chart: each is as long as the number behind it says."""
    numbered: list[tuple[Shape, int]] = []
    for shape, behind in zip(run.painted, [*run.painted[1:], ""], strict=True):
        if not isinstance(shape, Shape):
            continue
        digits = re.match(r"[0-9]+(?:[.,][0-9]{3})*", behind) if isinstance(behind, str) else None
        if digits is None:
            yield "a shape without a number"
            continue
        (value,) = numbers_in(digits[0], report.language)
        numbered.append((shape, int(value)))
    if not numbered:
        return
    lying = all(abs(each.top - each.foot - _THICK) < _GRACE for each, _ in numbered)
    lengths = [each.right - each.left if lying else each.top - each.foot for each, _ in numbered]
    across = {round(each.top - each.foot if lying else each.right - each.left, 2) for each, _ in numbered}
    if len(across) > 1 or len({each.colour for each, _ in numbered}) > 2:
        yield "shapes of several widths, or of more than two colours"
    if len({round(each.left if lying else each.foot, 2) for each, _ in numbered}) > 1:
        yield "shapes without one zero line"
    yield from _lengths(lengths, [value for _, value in numbered])


def _lengths(lengths: list[float], values: list[int]) -> Iterator[str]:
    longest, most = max(lengths), max(values)
    if not any(abs(longest - full) < _GRACE for full in (84, WIDTH - 186 - 44, WIDTH - 186 - 44 - 34)):
        yield f"a longest shape of {longest:.2f}"
    for length, value in zip(lengths, values, strict=True):
        should = longest * value / most
        if abs(length - should) > _GRACE and not (should < _SHORTEST and abs(length - _SHORTEST) < _GRACE):
            yield f"a shape of {length:.2f} where {value} of {most} is {should:.2f}"
