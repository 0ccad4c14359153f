"""What is needed only once a vault is open; loaded after the lock page stands on the screen."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from vpdesk.app import whereabouts
from vpdesk.app.damage import keep_what_can_be
from vpdesk.app.surroundings import Surroundings
from vpdesk.app.turns import load_in_turns
from vpdesk.app.unlocking import create, unlock, unlock_practice
from vpdesk.domain.errors import VpdeskError
from vpdesk.models.desk import Desk
from vpdesk.models.keeping import Keeping
from vpdesk.models.tasks import run
from vpdesk.services.binning import empty_bin
from vpdesk.settings import Settings
from vpdesk.vault.thread import DatabaseThread
from vpdesk.vault.vault import Vault
from vpdesk.views.autosave import commit_all
from vpdesk.views.main_window import MainWindow
from vpdesk.views.place import Guide
from vpdesk.views.places import NEW_CASE, PLACES, rest
from vpdesk.views.practice_notice import PracticeNotice
from vpdesk.views.workplace import Workplace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from vpdesk.views.settings_page import SettingsDialog

__all__ = ["Indoors", "create", "run", "unlock", "unlock_practice"]

#: Milliseconds without a commit after which the vault tidies up.
_IDLE: Final = 5000
#: Milliseconds between two looks where the person is.
_FOLLOW: Final = 10_000
#: Milliseconds between two steps of tidying, in which whatever else is asked comes first.
_BREATH: Final = 50
#: Milliseconds for a first look, before the other places are loaded.
_LOOK: Final = 500


class Indoors(QObject):
    """An open vault and the window on it. The signals are what the person asks for beyond it."""

    lock_asked = Signal()
    restore_asked = Signal()
    settings_asked = Signal()

    def __init__(self, thread: DatabaseThread, window: MainWindow, around: Surroundings) -> None:
        super().__init__(window)
        self.desk = Desk(thread, self)
        self.keeping = Keeping(self.desk, around.now, self)
        self._window = window
        self.now = around.now
        self._places = tuple(around.places) or PLACES
        self._workplace: Workplace | None = None
        self._leave_practice: Callable[[], None] | None = None
        self._where: Mapping[str, Any] = {}
        self._written = 0  # commits of this session
        self._wrote = False  # whether one of them came since it was kept where the person is
        self._following = QTimer(self, interval=_FOLLOW)
        self._following.timeout.connect(self.follow)
        self.desk.changed.connect(self._note_commit)
        self._idle = QTimer(self, singleShot=True, interval=_IDLE)
        self._idle.timeout.connect(self._tidy)
        self.desk.changed.connect(self._idle.start)

    def begin(self) -> None:
        """Lead through the first ten minutes, then go to work."""
        from vpdesk.app.first_steps import FirstSteps  # noqa: PLC0415  once in a vault's life

        steps = FirstSteps(self._window, self.desk, self.keeping, now=self.now, work=self.work)
        steps.begin()

    def work(self) -> Workplace:
        """Show the window itself, where the person was before."""
        guide = Guide(self.now, self.keeping)
        guide.settings_asked.connect(self.settings_asked)
        guide.restore_asked.connect(self.restore_asked)
        page = Workplace(self.desk, guide, self._places, new_case=NEW_CASE)
        guide.setParent(page)
        page.lock_asked.connect(self.lock_asked)
        page.settings_asked.connect(self.settings_asked)
        if self._leave_practice is not None:
            page.stand_above(PracticeNotice(self._leave_practice))
        self._workplace = page
        self._window.show_page(page)
        self._where = whereabouts.read(self.desk, self.now())
        page.return_to(self._where)
        self._following.start()
        QTimer.singleShot(_LOOK, self, partial(load_in_turns, rest(), self))
        QTimer.singleShot(_LOOK, self, self._empty_bin)
        return page

    def mark_practice(self, leave: Callable[[], None]) -> None:
        """Say above every place that this is the practice vault; `leave` is the way to one's own."""
        self._leave_practice = leave

    def rebuild(self) -> None:
        """Build the window anew, in another language or look."""
        if self._workplace is not None:
            self.work()

    def commit(self) -> None:
        """Save everything that was typed, and where the window is; raises VpdeskError when that fails."""
        page: QWidget | None = self._window.centralWidget()
        if page is None:
            return
        if self.desk.is_damaged:
            self._written += keep_what_can_be(page, self.desk, self.now())
            return
        where = page.whereabouts() if isinstance(page, whereabouts.KnowsWhere) else self._where
        self._written += commit_all(page)
        # else the vault is as it was, and needs no new backup for this
        if whereabouts.differ(where, self._where) or (self._written and where != self._where):
            whereabouts.keep(self.desk, where, self.now())
            self._where = where

    def follow(self) -> None:
        """Keep where the person is now, beside the window: an end that nobody sees coming asks for nothing.

        How it stands there is kept only with what else was written.
        """
        page: QWidget | None = self._window.centralWidget()
        if page is None or self._window.is_covered or self.desk.is_damaged:
            return
        where = page.whereabouts() if isinstance(page, whereabouts.KnowsWhere) else self._where
        if whereabouts.differ(where, self._where) or (self._wrote and where != self._where):
            self.desk.do(
                whereabouts.keeping(where, self.now()),
                owner=self,
                done=lambda _none: self._note_where(where),
                failed=_wait_for_the_next,
            )

    def _note_where(self, where: Mapping[str, Any]) -> None:
        self._where = where
        self._wrote = False

    def _note_commit(self, _tables: object) -> None:
        self._written += 1
        self._wrote = True

    @property
    def met_damage(self) -> bool:
        """Whether the vault was found damaged, by what was looked at or by a backup."""
        return self.desk.is_damaged or self.keeping.met_damage

    def hurry(self) -> None:
        """Let whatever takes long on the database's thread end at its next step."""
        self.desk.hurried.set()

    def take_time(self) -> None:
        """Let it take its time again."""
        self.desk.hurried.clear()

    def passphrase_check(self) -> Callable[[str], object]:
        """Return what raises WrongPassphraseError for a wrong passphrase.

        It asks what was read at unlocking: the file itself may be out of reach by now.
        """
        header = self.desk.ask(lambda vault: vault.opened.header)
        return lambda passphrase: header.unwrap(passphrase).forget()

    def show_error(self, error: VpdeskError) -> None:
        """Say `error` in the window."""
        if self._workplace is not None:
            self._workplace.show_error(error)

    def leave(self) -> None:
        """Close the vault."""
        self._idle.stop()
        self._following.stop()
        self.keeping.stop()
        self.desk.close()

    def ask_settings(self, current: Settings) -> "SettingsDialog":
        """Ask for other preferences than the `current` ones."""
        from vpdesk.views.settings_page import SettingsDialog  # noqa: PLC0415  seldom asked for

        dialog = SettingsDialog(current, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # a dialog keeps the window's own keys from it, and locking must work everywhere
        lock = QShortcut(QKeySequence("Ctrl+L"), dialog)
        lock.activated.connect(self.lock_asked)
        dialog.open()
        return dialog

    def _empty_bin(self) -> None:
        """Let go of what was in the bin long enough; what cannot be written now waits for the next time."""
        now = self.now()
        self.desk.do(lambda vault: empty_bin(vault, now), owner=self, failed=_wait_for_the_next)

    def _tidy(self) -> None:
        self.desk.do(Vault.tidy, owner=self, done=self._go_on_tidying, failed=_wait_for_the_next)

    def _go_on_tidying(self, more: bool) -> None:
        if more:
            QTimer.singleShot(_BREATH, self, self._tidy)


def _wait_for_the_next(_error: VpdeskError) -> None:
    """Tidying that fails harms nothing; the next idle moment tries again."""
