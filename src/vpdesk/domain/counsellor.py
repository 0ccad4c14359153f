"""The counsellor herself: what stands on her documents."""

from dataclasses import dataclass
from typing import Final

from vpdesk.domain.values import Switch

#: There is one counsellor in a vault.
ONLY: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Counsellor:
    """The owner of the vault; `practice_name` may be empty, and is then left out of documents.

    `same_respondent` says whether she uses private tags for respondents (rule 10).
    """

    id: int = ONLY
    practice_name: str = ""
    same_respondent: Switch = Switch.OFF
