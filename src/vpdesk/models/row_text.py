"""What one row of a list says, before anything is drawn."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How pressing a word is; shown by a symbol and the word itself, and by colour besides."""

    SOFT = "soft"
    SOON = "soon"
    LATE = "late"
    GOOD = "good"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowText:
    """The lines of one row, and the chip at its right (none when `chip` is empty)."""

    title: str
    sub: str = ""
    third: str = ""
    chip: str = ""
    tone: Tone = Tone.SOFT

    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        return ", ".join(part for part in (self.title, self.chip, self.sub, self.third) if part)
