"""What can keep a case from being erased for good."""

from vpdesk.domain.code import N_
from vpdesk.domain.errors import EnvironmentFault, FindingError


class ErasureBusyError(EnvironmentFault):
    """Something still reads the vault, so that the file cannot be cleaned: nothing was erased."""

    wrong = N_("The case was not erased, because something is still reading the vault, a backup perhaps.")
    safe = N_("Nothing was changed.")
    todo = N_("Wait until the backup is ready, then try again.")


class CaseErasedError(EnvironmentFault):
    """Something was still to be written in a case that is erased by now."""

    wrong = N_("This case was erased for good: what you still type in it is not saved.")
    safe = N_("Your other cases are safe.")
    todo = N_("Leave this page. If the reporter comes back, begin a new case.")


class ErasureUnprovenError(FindingError):
    """The case is deleted, and its traces in the file could not be cleaned or not be looked for."""

    wrong = N_("The case was deleted, but not every trace of it is out of the file yet.")
    safe = N_("Your other cases are safe. What is left stays encrypted and is shown nowhere.")
    todo = N_("Make room on the disk, lock the vault and open it again: cleaning goes on then.")

    def __init__(self) -> None:
        super().__init__("")
