"""What is in a document is told by what it begins with; what could run is never shown as what it says."""

import pytest

from vpdesk.exchange.media import Showing, media_type, showing, text_of

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.mark.parametrize(
    ("name", "content", "kind", "how"),
    [
        ("x.txt", PNG, "image/png", Showing.PICTURE),
        ("x.pdf", PNG, "image/png", Showing.PICTURE),
        ("x.jpg", b"\xff\xd8\xff\xe0", "image/jpeg", Showing.PICTURE),
        ("x", b"RIFF\0\0\0\0WEBPVP8 ", "image/webp", Showing.PICTURE),
        ("x", b"\n%PDF-1.7\n", "application/pdf", Showing.PAGES),
        ("x.pdf", b"no pdf at all", "text/plain", Showing.TEXT),
        ("x.txt", "één regel\n".encode(), "text/plain", Showing.TEXT),
        ("x.html", b"<script>alert(1)</script>", "text/html", Showing.NOT),
        ("x.svg", b"<svg onload='x'/>", "image/svg+xml", Showing.NOT),
        ("x.eml", b"From: a\n\nb", "message/rfc822", Showing.NOT),
        ("x.docx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
         Showing.NOT),
        ("x.exe", b"MZ\0\1\2\3", "application/octet-stream", Showing.NOT),
        ("x.txt", b"\0\1\2", "application/octet-stream", Showing.NOT),
    ],
)  # fmt: skip
def test_kind_and_showing(name: str, content: bytes, kind: str, how: Showing) -> None:
    assert media_type(name, content) == kind
    assert showing(kind) is how


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_texts_are_read_in_the_usual_encodings(encoding: str) -> None:
    assert text_of("naïef: €5\n".encode(encoding)) == "naïef: €5\n"


def test_what_is_no_text_is_none() -> None:
    assert text_of(b"\x81\x8d\x00") is None
    assert text_of(b"\xff\xfe\x00") is None
    assert text_of(b"a\x1bb") is None
