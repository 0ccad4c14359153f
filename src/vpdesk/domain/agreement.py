"""What an organisation calls and divides in its own way: its own words for the core list, its sites."""

from dataclasses import dataclass, field

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id

LABEL_LENGTH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLabel:
    """The organisation's own word for one code of the core list; what is counted stays the code."""

    id: int = field(default_factory=new_id)
    organisation_id: int
    dimension: str
    code: str
    label: str

    def __post_init__(self) -> None:
        if not self.label.strip():
            raise RuleError("label", N_("Give the word that the organisation uses."))
        if len(self.label) > LABEL_LENGTH:
            raise RuleError("label", N_("This name is longer than {n} characters."), n=LABEL_LENGTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A site or department; recorded only when the counsellor wants it, and in no report by default."""

    id: int = field(default_factory=new_id)
    organisation_id: int
    name: str

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise RuleError("name", N_("A site or department needs a name."))
        if len(self.name) > LABEL_LENGTH:
            raise RuleError("name", N_("This name is longer than {n} characters."), n=LABEL_LENGTH)
