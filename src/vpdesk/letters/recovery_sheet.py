"""The recovery sheet: the recovery key on one page of paper, what it is for and where to keep it.

It names nobody and no vault: whoever finds it must not know what it opens.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from vpdesk.i18n import N_, Words

#: Where the sheet is kept well, and what must not be done with it.
_KEEP: Final = (
    N_("Keep it under lock and key, away from your computer: in a strongbox, or a cupboard elsewhere."),
    N_("Not in your laptop bag: whoever steals both can read everything."),
    N_("Take no photograph of it, and keep no copy on a computer, in your e-mail or on the internet."),
)
#: How the vault is opened with it.
_OPEN: Final = (
    N_("Start vpdesk, and choose to open with the recovery sheet where your passphrase is asked."),
    N_("Type the eight groups in order. A typing error is pointed out in its group."),
    N_("Choose a new passphrase. This sheet goes on working."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """What stands on the sheet: the eight groups of the recovery key, when it was made, in which language."""

    groups: tuple[str, ...]
    made_on: date
    language: str


def write(sheet: RecoverySheet) -> bytes:
    """Return the sheet as a PDF of one page, made in memory."""
    # reportlab takes some 200 ms to import: only whoever makes a sheet waits for it
    from vpdesk.pdf.document import Document, typeset  # noqa: PLC0415
    from vpdesk.pdf.groups import Groups  # noqa: PLC0415
    from vpdesk.pdf.text import Bullet, Heading, Text  # noqa: PLC0415

    words = Words(sheet.language)
    title = words("Recovery sheet")
    items = (
        Heading(text=title),
        Text(
            text=words("These 48 digits open your vault when you have forgotten your passphrase."),
            style="lead",
        ),
        Groups(groups=sheet.groups),
        Text(
            text=words(
                "Made on {day}. It holds until you have checked a new sheet.", day=words.day(sheet.made_on)
            )
        ),
        Heading(text=words("Where do you keep it?"), level=2),
        Text(text=words("Whoever has this sheet and your computer or a backup can read all your cases.")),
        *(Bullet(text=words(text)) for text in _KEEP),
        Heading(text=words("How do you open your vault with it?"), level=2),
        *(Bullet(text=words(text)) for text in _OPEN),
        Heading(text=words("When do you destroy it?"), level=2),
        Text(
            text=words(
                "When you have made and checked a new sheet: tear this one up, it no longer opens your"
                " vault. When somebody else may have seen it: make a new vault key in vpdesk."
            )
        ),
    )
    return typeset(Document(title=title, language=sheet.language, footer=title, page_words="", items=items))
