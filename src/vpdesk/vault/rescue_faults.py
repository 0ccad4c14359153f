"""What can keep a damaged vault from being rescued; the damaged vault is never touched."""

from vpdesk.domain.code import N_
from vpdesk.domain.errors import FindingError


class NothingToRescueError(FindingError):
    """Not one row could be read, and there is no backup that can be."""

    wrong = N_("Nothing in this vault can be read any more, and there is no usable backup beside it.")
    safe = N_("Nothing was changed.")
    todo = N_("Have you a backup elsewhere, on a USB stick perhaps? Then use that one.")

    def __init__(self) -> None:
        super().__init__("")


class RescueUnprovenError(FindingError):
    """The new vault did not pass its checks."""

    wrong = N_("The rescued vault did not pass its checks, so it was not kept.")
    safe = N_("The damaged vault and your backups are as they were.")
    todo = N_("Copy the folder of the damaged vault to another disk and try again there.")

    def __init__(self, findings: tuple[str, ...] = ()) -> None:
        super().__init__("", findings)
