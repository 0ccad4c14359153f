"""A draft: what was typed and could not be saved yet."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The unfinished text of one place in the window, kept in the vault. `body` is JSON."""

    place: str
    body: str
    saved_at: datetime
