"""How a document is told of in words: its kind, its size, why a file did not come in."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLocale

from vpdesk.domain.code import N_
from vpdesk.domain.document import Document
from vpdesk.exchange.incoming import RefusedFile
from vpdesk.i18n import _, label, language, ngettext

_KINDS: Final = {
    "application/pdf": N_("PDF"),
    "text/plain": N_("text"),
    "message/rfc822": N_("e-mail"),
    "application/vnd.ms-outlook": N_("e-mail"),
    "application/msword": N_("Word document"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": N_("Word document"),
    "application/vnd.oasis.opendocument.text": N_("text document"),
    "application/rtf": N_("text document"),
    "application/vnd.ms-excel": N_("spreadsheet"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": N_("spreadsheet"),
    "text/html": N_("web page"),
}


def kind_of(document: Document) -> str:
    """Return what kind of document it is, in the words of its users."""
    if document.media_type.startswith("image/"):
        return _("picture")
    return _(_KINDS.get(document.media_type, N_("file")))


def size_of(document: Document) -> str:
    """Return how large a document is: "1,2 MB"."""
    traditional = QLocale.DataSizeFormat.DataSizeTraditionalFormat
    return QLocale(language()).formattedDataSize(document.size, 1, traditional)


def said_of_added(count: int, refused: Sequence[RefusedFile]) -> str:
    """Return what came of taking files in: each file that stayed out is named, under the reason why.

    Who deletes an original must know that it is not here, however many there were (`MOST_AT_ONCE`).
    """
    lines = []
    if count:
        lines.append(
            ngettext("{n} document is in the vault now.", "{n} documents are in the vault now.", count)
            + " "
            + ngettext(
                "The original is still on this computer, outside the vault, where anybody who uses it can"
                " read it. Delete it there if you want to keep it here only.",
                "The originals are still on this computer, outside the vault, where anybody who uses it can"
                " read them. Delete them there if you want to keep them here only.",
                count,
            )
        )
    if refused:
        lines.append(ngettext("{n} file was not added:", "{n} files were not added:", len(refused)))
        for why in dict.fromkeys(file.why for file in refused):
            names = ", ".join(file.name for file in refused if file.why is why)
            lines.append(f"{names}: {label(why)}")
    return "\n".join(lines)


def said_of_interrupted(names: Sequence[str]) -> str:
    """Return that files were on their way when vpdesk locked or ended, and are not in the vault."""
    return ngettext(
        "{names} was not in the vault yet when vpdesk locked or closed. Add it again.",
        "{names} were not in the vault yet when vpdesk locked or closed. Add them again.",
        len(names),
        names=", ".join(names),
    )
