"""What a file says of itself for programs to read: its title, and that it follows PDF/UA-1. Nothing else.

The packet is XMP (ISO 16684-1) with the identifier of ISO 14289-1, 5; no dates, no author, no names of
programs. What that claim rests on is checked in `tests/pdf/accessible.py`, over every document.
"""

from html import escape
from typing import Final

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream

_PACKET: Final = """<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"\
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def packet(title: str) -> PDFStream:
    """Return the packet of a document of this title, in clear as programs expect it."""
    kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    said = _PACKET.format(title=escape(title, quote=False)).encode()
    return PDFStream(dictionary=kind, content=said, filters=[])
