"""Nothing in the bytes of a report that its releases do not print; and what is planted there is found."""

import os
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from tests.reports.releases import BAND, BIG, REPORT, report
from tests.reports.thrown import FORMS, thrown
from tests.reports.tracing import traces
from vpdesk.reports.annual import write

#: How many reports are thrown with every run; more are asked for by hand.
_REPORTS = int(os.environ.get("VPDESK_REPORTS_THROWN", str(3 * len(FORMS))))
#: A number that no release prints.
_HIDDEN = "777"


@pytest.mark.parametrize("seed", range(_REPORTS))
def test_every_number_in_the_file_is_in_the_manifest(seed: int) -> None:
    written = thrown(seed)
    assert traces(write(written), written) == []


@pytest.mark.parametrize("seed", range(len(FORMS)))
def test_the_same_report_gives_the_same_bytes_in_every_form(seed: int) -> None:
    assert write(thrown(seed)) == write(thrown(seed))


def test_every_form_is_thrown_in_both_languages() -> None:
    several = [thrown(seed) for seed in range(3 * len(FORMS))]
    assert {one.language for one in several} == {"nl", "en"}
    assert {one.release.kind for one in several} == {"full", "interim"}
    assert any(one.release.parts for one in several)
    assert any(table.follows for one in several for table in one.release.tables)
    assert any(len(table.over) > 1 for one in several for table in one.release.tables)


def _metadata(document: pikepdf.Pdf) -> None:
    document.docinfo["/Subject"] = _HIDDEN


def _title(document: pikepdf.Pdf) -> None:
    document.docinfo["/Title"] = f"Jaarverslag {_HIDDEN}"


def _in_packet(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def plant(document: pikepdf.Pdf) -> None:
        packet = document.Root.Metadata.read_bytes()
        assert old in packet
        document.Root.Metadata.write(packet.replace(old, new))

    return plant


def _bookmark(document: pikepdf.Pdf) -> None:
    document.Root.Outlines.First.Title = f"De cijfers ({_HIDDEN})"


def _link(document: pikepdf.Pdf) -> None:
    document.pages[1].Annots[0].Contents = f"Ga naar {_HIDDEN}"


def _alternative_text(document: pikepdf.Pdf) -> None:
    figure = next(one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one)
    figure.Alt = f"{figure.Alt} Discriminatie: {_HIDDEN}."


def _private_data(document: pikepdf.Pdf) -> None:
    document.Root.PieceInfo = pikepdf.Dictionary(Vpdesk=int(_HIDDEN))


def _hidden_object(document: pikepdf.Pdf) -> None:
    document.pages[0].Resources.Properties = document.make_indirect(pikepdf.Dictionary(Cases=3))


def _stream(change: Callable[[bytes], bytes]) -> Callable[[pikepdf.Pdf], None]:
    def plant(document: pikepdf.Pdf) -> None:
        page = document.pages[4]
        page.Contents = document.make_stream(change(page.Contents.read_bytes()))

    return plant


def _longer_bar(drawn: bytes) -> bytes:
    """The first bar ends ten points further."""
    assert b"410.9606 " in drawn
    assert b"412.9606 " in drawn
    for edge in (b"410.9606", b"412.0662", b"412.9606"):
        drawn = drawn.replace(edge + b" ", b"%.4f " % (float(edge) + 10))
    return drawn


_BAR = b"/Artifact BMC .498 .702 .749 rg n 256.8661 300 %b 15 re f* EMC\n"
_WORDS = b"/P <</MCID 0>> BDC BT 1 0 0 1 %d 100 Tm /F1+0 9 Tf (777) Tj ET EMC\n"

PLANTED = {
    "in the metadata": _metadata,
    "in the title": _title,
    "in the packet for programs": _in_packet(b"</pdfuaid:part>", b"777</pdfuaid:part>"),
    "as a property of that packet": _in_packet(b'rdf:about=""', b'rdf:about="777"'),
    "as a comment in that packet": _in_packet(b"</rdf:RDF>", b"<!-- 3 casussen --></rdf:RDF>"),
    "as an instruction in that packet": _in_packet(b"</rdf:RDF>", b"<?cases 3?></rdf:RDF>"),
    "in a bookmark": _bookmark,
    "in a link": _link,
    "in an alternative text": _alternative_text,
    "as private data": _private_data,
    "as an object that a page does not need": _hidden_object,
    "as a word": _stream(lambda drawn: drawn + _WORDS % 100),
    "as a word beside the page": _stream(lambda drawn: drawn + _WORDS % 5000),
    "as a comment": _stream(lambda drawn: drawn + b"% 3 casussen\n"),
    "as a property": _stream(lambda drawn: drawn + b"/P <</MCID 0 /N 3>> BDC EMC\n"),
    "as the length of a bar": _stream(_longer_bar),
    "as a bar that is no content": _stream(lambda drawn: drawn + _BAR % b"33.3"),
}  # fmt: skip


def _saved(content: bytes, plant: Callable[[pikepdf.Pdf], None] | None = None) -> bytes:
    written = BytesIO()
    with pikepdf.open(BytesIO(content)) as document:
        if plant:
            plant(document)
        document.save(
            written,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            fix_metadata_version=False,  # it would write the packet for programs anew
        )
    return written.getvalue()


@pytest.mark.parametrize("plant", PLANTED.values(), ids=PLANTED.keys())
def test_a_hidden_number_is_found_wherever_it_is_planted(plant: Callable[[pikepdf.Pdf], None]) -> None:
    content = write(REPORT)
    without = set(traces(_saved(content), REPORT))
    assert without <= {"a comment in the trailer"}  # of the program that planted it
    assert set(traces(_saved(content, plant), REPORT)) - without


@pytest.mark.parametrize("behind", [b"777\n", b"%777\n", b"%%EOF\n"])
def test_what_is_added_behind_the_end_is_found(behind: bytes) -> None:
    assert traces(write(REPORT) + behind, REPORT)


def test_what_lies_between_two_objects_is_found() -> None:
    content = write(REPORT)
    at = content.index(b"endobj") + len(b"endobj")
    assert traces(content[:at] + b" " + content[at + 1 :], REPORT) == []
    assert traces(content[:at] + b"%" + content[at + 1 :], REPORT)


def test_an_older_state_of_the_file_is_found() -> None:
    written = BytesIO(write(REPORT))
    older = written.getvalue().replace(b"%%EOF\n", b"%%EOF \n")
    assert traces(older + write(REPORT), REPORT)


def test_the_bars_of_one_report_are_not_those_of_another() -> None:
    assert traces(write(report(BIG)), report(BAND))
