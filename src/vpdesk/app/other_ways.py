"""The ways into a vault besides its passphrase: the recovery sheet, a backup, and what is left of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from vpdesk.app.indoors import Indoors
from vpdesk.app.recovering import Recovering
from vpdesk.app.rescuing import Rescuing
from vpdesk.app.restoring import Restoring
from vpdesk.app.surroundings import Surroundings
from vpdesk.i18n import _
from vpdesk.vault.thread import DatabaseThread
from vpdesk.views.access.recovery_entry import RecoveryEntry
from vpdesk.views.main_window import MainWindow
from vpdesk.views.restoring.choice import RestoreChoice
from vpdesk.views.restoring.rescue import RescuePage
from vpdesk.views.unlock import Unlock


class OtherWays:
    """Each way begins at its first page.

    `unlock` shows the lock page, `turn_to` begins with the vault in a folder, `take` goes on with an open
    one.
    """

    def __init__(  # noqa: PLR0913  each is one thing that they lead to
        self,
        window: MainWindow,
        folder: Path,
        around: Surroundings,
        *,
        unlock: Callable[[], Unlock],
        turn_to: Callable[[Path], object],
        take: Callable[[DatabaseThread], Indoors],
    ) -> None:
        self._window, self._folder, self._around = window, folder, around
        self._unlock, self._turn_to, self._take = unlock, turn_to, take

    def recover(self) -> RecoveryEntry:
        """Ask for the recovery sheet, then for a new passphrase."""
        recovering = Recovering(
            self._window, self._folder, cost=self._around.cost, back=self._unlock, opened=self._take
        )
        return recovering.ask()

    def restore(self) -> RestoreChoice:
        """Put back a backup."""
        restoring = Restoring(self._window, self._folder, self._around.now)
        restoring.given_up.connect(partial(self._turn_to, self._folder))
        restoring.restored.connect(partial(_tell_restored, self._unlock))
        return restoring.ask()

    def rescue(self) -> RescuePage:
        """Save what can be read of a damaged vault."""
        rescuing = Rescuing(self._window, self._folder, self._around.now)
        rescuing.given_up.connect(partial(self._turn_to, self._folder))
        rescuing.rescued.connect(self._turn_to)
        return rescuing.ask()


def _tell_restored(unlock: Callable[[], Unlock], kept: Path | None) -> None:
    said = [_("The backup was put back. It opens with the passphrase that it was made with.")]
    if kept is not None:
        said.append(
            _(
                "Your earlier vault is kept in the folder {folder}. Look first whether everything is"
                " there; then you may delete that folder.",
                folder=kept,
            )
        )
    unlock().tell(*said)
