"""A document of a case; what is in it stays apart, in parts, and in the vault only."""

from dataclasses import dataclass, field
from datetime import date

from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.identity import new_id

DOCUMENT_NAME_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is known of a document: `size` in bytes, `digest` the SHA-256 of its content in hexadecimal."""

    id: int = field(default_factory=new_id)
    case_id: int
    added_on: date
    name: str
    media_type: str
    size: int
    digest: str

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise RuleError("name", N_("A document needs a name."))
        if len(self.name) > DOCUMENT_NAME_LENGTH:
            raise RuleError("name", N_("This name is longer than {n} characters."), n=DOCUMENT_NAME_LENGTH)
