"""The file of a report: the same bytes every time, and no trace of anything but its pages."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from tests.reports.releases import BAND, REPORT, YEAR, report
from vpdesk.reports.annual import AnnualReport, write

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = [
    pytest.param(REPORT, id="full"),
    pytest.param(report(BAND, language="en"), id="band"),
]


@pytest.fixture(params=WRITTEN)
def written(request: pytest.FixtureRequest) -> AnnualReport:
    """A full report in Dutch, and a brief one in English."""
    chosen: AnnualReport = request.param
    return chosen


@pytest.fixture
def document(written: AnnualReport) -> Iterator[pikepdf.Pdf]:
    """The file of that report, opened."""
    with pikepdf.open(BytesIO(write(written))) as opened:
        yield opened


def test_the_same_report_gives_the_same_bytes(written: AnnualReport) -> None:
    assert write(written) == write(written)


def test_another_process_writes_the_same_bytes() -> None:
    program = (
        "import sys, hashlib; from tests.reports.releases import REPORT;"
        "from vpdesk.reports.annual import write; print(hashlib.sha256(write(REPORT)).hexdigest())"
    )
    for seed in ("1", "2"):
        said = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        )  # fmt: skip
        assert said.stdout.strip() == hashlib.sha256(write(REPORT)).hexdigest()


def test_the_identifier_follows_from_what_is_printed() -> None:
    def identifier(of: AnnualReport) -> bytes:
        with pikepdf.open(BytesIO(write(of))) as opened:
            return bytes(opened.trailer.ID[0])

    assert identifier(REPORT) == identifier(REPORT)
    assert identifier(REPORT) != identifier(replace(REPORT, dated=date(2026, 2, 13)))
    assert identifier(REPORT) != identifier(replace(REPORT, release=replace(YEAR, k=6)))


def test_it_ends_once(written: AnnualReport) -> None:
    content = write(written)
    assert content.count(b"%%EOF") == 1
    assert content.count(b"startxref") == 1


def test_it_says_no_more_about_itself_than_its_title(document: pikepdf.Pdf) -> None:
    assert set(document.docinfo.keys()) == {"/Title", "/Producer"}
    assert document.docinfo["/Producer"] == "vpdesk"
    said = ET.fromstring(document.Root.Metadata.read_bytes())  # noqa: S314  our own
    title = str(document.docinfo["/Title"])
    assert [text for text in said.itertext() if text.strip()] == [title, "1"]  # the part of the standard


def test_title_and_language_are_those_of_the_document(written: AnnualReport, document: pikepdf.Pdf) -> None:
    dutch = written.language == "nl"
    title = "Jaarverslag vertrouwenspersoon" if dutch else "Annual report of the confidential counsellor"
    assert str(document.docinfo["/Title"]) == f"{title} {written.release.start.year}"
    assert document.Root.Lang == written.language
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)


def test_it_carries_no_attachment_script_layer_or_form(document: pikepdf.Pdf) -> None:
    for key in ("/Names", "/OpenAction", "/AA", "/AcroForm", "/OCProperties", "/AF"):
        assert key not in document.Root
    for page in document.pages:
        assert "/Thumb" not in page
        assert "/AA" not in page


def test_its_only_annotations_are_links_within_it(document: pikepdf.Pdf) -> None:
    annotations = [annotation for page in document.pages for annotation in page.get("/Annots", [])]
    assert all(annotation.Subtype == "/Link" and "/Dest" in annotation for annotation in annotations)
    assert all(annotation.Contents for annotation in annotations)
    assert bool(annotations) == (len(document.pages) > 1)


def test_every_face_is_embedded_and_can_be_searched(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        used = _faces_used(page)
        assert used
        for name in used:
            face = page.Resources.Font[name]
            assert "OpenSans" in str(face.BaseFont)
            assert "/FontFile2" in face.FontDescriptor
            assert "/ToUnicode" in face


def _faces_used(page: pikepdf.Page) -> set[str]:
    chosen, used = "", set()
    for step in pikepdf.parse_content_stream(page):
        if str(step.operator) == "Tf":
            chosen = str(step.operands[0])
        elif str(step.operator) in ("Tj", "TJ", "'", '"'):
            used.add(chosen)
    return used


def test_bookmarks_lead_to_the_sections() -> None:
    with pikepdf.open(BytesIO(write(REPORT))) as document, document.open_outline() as outline:
        titles = [item.title for item in outline.root]
        figures = next(item for item in outline.root if item.title == "De cijfers")
    assert titles[:3] == ["Samenvatting", "Periode en werkwijze", "De cijfers"]
    assert [child.title for child in figures.children][:2] == ["Soort kwestie", "Positie van de melder"]


def test_the_value_of_a_report_needs_no_pdf_library() -> None:
    program = (
        "import sys, vpdesk.reports.annual, vpdesk.pdf.preview;"
        "print([name for name in ('reportlab', 'pypdfium2', 'pikepdf') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT / "src")})  # fmt: skip
    assert said.stdout.strip() == "[]"
