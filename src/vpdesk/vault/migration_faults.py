"""What can be wrong with bringing a vault up to date: it is undone, and the vault is as it was."""

from vpdesk.domain.code import N_
from vpdesk.domain.errors import FindingError


class MigrationError(FindingError):
    """A step of the schema's history would have lost or harmed something; `findings` name the tables."""

    wrong = N_("Your vault could not be brought up to date for this version of vpdesk.")
    safe = N_("Nothing was changed: your vault is as it was.")
    todo = N_("Go on with the version of vpdesk that you had, and tell the makers of vpdesk.")

    def __init__(self, findings: tuple[str, ...] = ()) -> None:
        super().__init__("", findings)
