"""Who the reporter is and how to reach them: optional, kept apart from the case, erasable on its own."""

from dataclasses import dataclass, field

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ReporterIdentity:
    """What the counsellor needs to reach one reporter; `reach` is how, `safe_time` when it is safe."""

    id: int = field(default_factory=new_id)
    case_id: int
    name: str = ""
    reach: str = ""
    safe_time: str = ""
    remarks: str = ""

    def __post_init__(self) -> None:
        if not any(part.strip() for part in (self.name, self.reach, self.safe_time, self.remarks)):
            raise RuleError("name", N_("Fill in at least one of these."))
