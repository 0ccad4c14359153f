"""A view of the list of cases that the counsellor gave a name: its filters and its order."""

from dataclasses import dataclass, field

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id

VIEW_NAME_LENGTH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """One saved view; `body` holds the filters and the order as JSON."""

    id: int = field(default_factory=new_id)
    name: str
    body: str

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise RuleError("name", N_("A view needs a name."))
        if len(self.name) > VIEW_NAME_LENGTH:
            raise RuleError("name", N_("This name is longer than {n} characters."), n=VIEW_NAME_LENGTH)
