"""How far a long piece of work is: said by whoever does it, shown by whoever waits."""

from collections.abc import Callable
from dataclasses import dataclass

from vpdesk.domain.code import N_, Code


class Stage(Code):
    """What is being done, to a backup or to a vault."""

    COPYING = "copying", N_("Copying")
    CHECKING = "checking", N_("Checking the copy")
    PACKING = "packing", N_("Writing the backup")
    REREADING = "rereading", N_("Reading it back")
    UNPACKING = "unpacking", N_("Unpacking the backup")
    RESCUING = "rescuing", N_("Rescuing what can be read")
    ERASING = "erasing", N_("Erasing, and looking for what may be left")
    READING = "reading", N_("Reading the vault from beginning to end")
    VERIFYING = "verifying", N_("Reading the backups from beginning to end")
    DERIVING = "deriving", N_("Making the passphrase hard to guess")
    ADDING = "adding", N_("Putting it into the vault")
    WAITING = "waiting", N_("Waiting for a backup that is being made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """`done` of `total` in units of the stage (bytes, or checks)."""

    stage: Stage
    done: int
    total: int


Report = Callable[[Progress], None]


def unheard(_progress: Progress) -> None:
    """Report to nobody."""
