"""The counsellor herself: what stands on her documents."""

from dataclasses import dataclass
from typing import Final

#: There is one counsellor in a vault.
ONLY: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Counsellor:
    """The owner of the vault; `practice_name` may be empty, and is then left out of documents."""

    id: int = ONLY
    practice_name: str = ""
