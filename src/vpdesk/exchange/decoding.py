"""From the bytes of a file to its text: UTF-8 with or without its mark, or Windows-1252."""

import codecs
import re
from typing import Final

from vpdesk.domain.errors import RuleError
from vpdesk.i18n import N_

#: The largest file that is read, in megabytes: about half a million cases.
LARGEST: Final = 64
_MEGABYTE: Final = 1_000_000

_UTF_16: Final = N_("It is written in UTF-16. Save it as “CSV UTF-8”.")
_SPREADSHEET: Final = N_("This is a spreadsheet, not a CSV file. Save it as “CSV UTF-8”.")
_NO_TEXT: Final = N_("This is not a text file. Choose the CSV file that your spreadsheet saved.")

#: How files begin that are often taken for a CSV file.
_BEGINNINGS: Final = (
    (codecs.BOM_UTF16_LE, _UTF_16),
    (codecs.BOM_UTF16_BE, _UTF_16),
    (codecs.BOM_UTF32_BE, _UTF_16),
    (b"PK\x03\x04", _SPREADSHEET),
    (b"\xd0\xcf\x11\xe0", _SPREADSHEET),
)
_CONTROLS: Final = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
_SAMPLE: Final = 65_536


def decode(data: bytes) -> str:
    """Return the text of a file, its line ends made `\\n`.

    A byte that has no meaning stays in the text as a lone surrogate, so that its cell can be named.

    Raises RuleError when the file is too large or no text in one of the two encodings.
    """
    if len(data) > LARGEST * _MEGABYTE:
        raise RuleError("", N_("It is larger than {n} MB. Import it in parts."), n=LARGEST)
    for beginning, wrong in _BEGINNINGS:
        if data.startswith(beginning):
            raise RuleError("", wrong)
    sample = data[:_SAMPLE]
    if sample.count(0) * 4 > len(sample):
        raise RuleError("", _UTF_16)
    if (len(sample) - len(sample.translate(None, _CONTROLS))) * 10 > len(sample):
        raise RuleError("", _NO_TEXT)
    return re.sub(r"\r\n?", "\n", _text(data))


def _text(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return data[len(codecs.BOM_UTF8) :].decode("utf-8", "surrogateescape")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "surrogateescape")
