"""The organisation's own words in its cases: where it has one for a code, that is what stands there.

They are seen in the counsellor's own window only. What is counted, and what a report prints, is the core
list.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from vpdesk.domain.code import Code
from vpdesk.domain.values import Entry, Matter, Outcome, Position, Relation, Route
from vpdesk.i18n import label
from vpdesk.views.cases.words import in_sentence

#: Of which list a code is; of others there are no own words.
_LISTS: Final[Mapping[type[Code], str]] = {
    Matter: "matter",
    Position: "reporter_position",
    Relation: "respondent_relation",
    Entry: "entry",
    Route: "route",
    Outcome: "outcome",
}


class OwnWords:
    """Says codes as one organisation does; `own` holds its words by list and code."""

    def __init__(self, own: Mapping[tuple[str, str], str]) -> None:
        self._own = own

    def label(self, code: Code) -> str:
        """Return the word of `code` as it stands by itself."""
        return self._find(code) or label(code)

    def in_sentence(self, code: Code) -> str:
        """Return the word of `code` within a sentence; an own word stays as it was typed."""
        return self._find(code) or in_sentence(code)

    def listing(self, codes: Iterable[Code]) -> str:
        """Return "pesten, intimidatie"."""
        return ", ".join(self.in_sentence(code) for code in codes)

    def _find(self, code: Code) -> str:
        return self._own.get((_LISTS.get(type(code), ""), code.value), "")
