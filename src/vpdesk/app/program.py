"""The way from screen to screen: welcome, new vault, lock page, the window itself, and locking.

What only an open vault needs (`vpdesk.app.indoors`) is loaded when the first screen stands (`ahead`), so that
it stands soon.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from vpdesk import i18n, paths, settings
from vpdesk.app import ahead
from vpdesk.app.surroundings import Surroundings
from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _, explain
from vpdesk.services.practice_vault import PRACTICE_PASSPHRASE, is_practice, practice_folder
from vpdesk.settings import Settings
from vpdesk.vault.faults import DamageMetError, NoVaultError, VaultInUseError
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.swapping import finish_swap
from vpdesk.views import look
from vpdesk.views.anyway import goes_on_anyway
from vpdesk.views.file_dialogs import choose_folder
from vpdesk.views.main_window import MainWindow
from vpdesk.views.qt_words import speak
from vpdesk.views.unlock import Unlock
from vpdesk.views.welcome import Welcome

if TYPE_CHECKING:
    from vpdesk.app.indoors import Indoors
    from vpdesk.app.last_backup import LastBackup
    from vpdesk.app.locking import Locking, LockReason
    from vpdesk.app.other_ways import OtherWays
    from vpdesk.vault.thread import DatabaseThread
    from vpdesk.views.new_vault import NewVault, NewVaultWish
    from vpdesk.views.settings_page import SettingsDialog
    from vpdesk.views.workplace import Workplace


class Program(QObject):
    """Leads from screen to screen. `window` is the one window; `indoors` is there while a vault is open."""

    def __init__(self, app: QApplication, surroundings: Surroundings) -> None:
        super().__init__(app)
        self._app = app
        self._around = surroundings
        self.settings = settings.load(surroundings.settings_file)
        self._go_on = surroundings.relaunch
        self.indoors: Indoors | None = None
        self.locking: Locking | None = None
        self._last_backup: LastBackup | None = None
        self._shown: Path | None = None  # the practice of a demonstration, wherever that is
        self._own = Path(self.settings.vault or paths.default_vault())
        self._folder = surroundings.vault_folder or self._own
        self._dress()
        self.window = MainWindow(self.settings.geometry)
        self.window.may_close = self.may_close
        self.window.stood.connect(partial(ahead.load_ahead, self))

    def start(self, passphrase: str = "", *, restoring: bool = False, damaged: bool = False) -> None:
        """Show the lock page of the vault, or the welcome; `passphrase` opens it at once.

        `restoring` begins with putting back a backup, `damaged` with the word that the vault is. Where it is
        open in another window, that window comes forward and this program ends.
        """
        folder = VaultFolder(self._folder)
        if folder.in_use():
            self._call(folder)
            return
        self.window.show()
        try:
            finish_swap(folder)  # a restored vault that was cut off on its way in is not "no vault"
            folder.require()
            if restoring:
                self.other_ways().restore()
            elif damaged:
                self.unlock().show_error(DamageMetError())
            elif passphrase:
                self._shown = self._folder
                self.enter(ahead.unlocking().unlock(self._folder, passphrase))
            else:
                self.unlock()
        except NoVaultError:
            self.welcome()
        except VpdeskError as error:
            self.unlock().show_error(error)

    def _call(self, folder: VaultFolder) -> None:
        from vpdesk.app.doorbell import Caller  # noqa: PLC0415  only a second start

        def nobody() -> None:
            self.window.show()
            self.unlock().show_error(VaultInUseError())

        Caller(folder, self, answered=self._around.leave, nobody=nobody)

    # -- before a vault is open

    def welcome(self) -> Welcome:
        """Show the welcome."""
        page = Welcome()
        page.new_wanted.connect(self.new_vault)
        page.practice_wanted.connect(partial(self._practice, page))
        page.other_wanted.connect(self._choose_vault)
        page.restore_wanted.connect(lambda: self.other_ways().restore())
        page.language_chosen.connect(self._speak)
        self.window.show_page(page)
        return page

    def new_vault(self) -> "NewVault":
        """Ask for the passphrase and place of a new vault."""
        from vpdesk.views.new_vault import NewVault  # noqa: PLC0415  most starts never need it

        page = NewVault(self._folder)
        page.back_wanted.connect(self.welcome)
        page.wanted.connect(partial(self._make, page))
        self.window.show_page(page)
        return page

    def unlock(self) -> Unlock:
        """Show the lock page."""
        page = Unlock(PRACTICE_PASSPHRASE if is_practice(self._folder) else "")
        page.wanted.connect(partial(self._open, page))
        page.other_wanted.connect(self._choose_vault)
        page.recovery_wanted.connect(lambda: self.other_ways().recover())
        page.restore_wanted.connect(lambda: self.other_ways().restore())
        page.rescue_wanted.connect(lambda: self.other_ways().rescue())
        self.window.show_page(page)
        return page

    def other_ways(self) -> "OtherWays":
        """Return the ways in besides the passphrase; no vault is open."""
        from vpdesk.app.other_ways import OtherWays  # noqa: PLC0415  most starts never need them

        return OtherWays(
            self.window,
            self._folder,
            self._around,
            unlock=self.unlock,
            turn_to=self._turn_to,
            take=self._take,
        )

    def _turn_to(self, folder: Path) -> None:
        self._folder = folder
        self.start()

    def _speak(self, language: str) -> None:
        self._keep(replace(self.settings, language=language))
        self._dress()
        self.welcome()

    def _make(self, page: "NewVault", wish: "NewVaultWish") -> None:
        self._folder = wish.folder
        ahead.indoors().run(
            partial(ahead.unlocking().create, wish.folder, wish.passphrase, self._around),
            owner=page,
            done=lambda thread: self._take(thread).begin(),
            failed=page.show_error,
        )

    def _open(self, page: Unlock, passphrase: str) -> None:
        from vpdesk.models import tasks  # noqa: PLC0415  not before the first screen stands

        tasks.run(
            lambda: ahead.unlocking().unlock(self._folder, passphrase),
            owner=page,
            done=self.enter,
            failed=page.show_error,
        )

    def _practice(self, page: Welcome) -> None:
        self._folder = practice_folder()
        page.show_busy()
        ahead.indoors().run(
            partial(ahead.unlocking().unlock_practice, self._folder, self._around),
            owner=page,
            done=self.enter,
            failed=page.show_error,
        )

    def _choose_vault(self) -> None:
        if chosen := choose_folder(self.window, _("The folder of your vault"), self._folder.parent):
            self._turn_to(chosen)

    def enter(self, thread: "DatabaseThread") -> "Workplace":
        """Show the window of the vault that was opened."""
        return self._take(thread).work()

    def _take(self, thread: "DatabaseThread") -> "Indoors":
        from vpdesk.app.doorbell import Doorbell  # noqa: PLC0415  not before the first screen stands
        from vpdesk.app.last_backup import LastBackup  # noqa: PLC0415  the same
        from vpdesk.app.locking import Locking, LockReason  # noqa: PLC0415  the same

        indoors: Indoors = ahead.indoors().Indoors(thread, self.window, self._around)
        self.indoors = indoors
        self.locking = Locking(
            indoors, self.window, self._around, minutes=self.settings.lock_after, end=self._end
        )
        self.locking.came_back.connect(self._stay)
        practice = is_practice(self._folder) or self._folder == self._shown
        if self._around.backs_up and not practice:
            self._last_backup = LastBackup(indoors.keeping, self.window, indoors)
            self.locking.before_gone = self._last_backup.before_lock
            indoors.keeping.begin()
        indoors.lock_asked.connect(self.lock)
        indoors.desk.damaged.connect(lambda: self.lock(LockReason.DAMAGE))
        indoors.settings_asked.connect(self.ask_settings)
        indoors.restore_asked.connect(self.restore_after_lock)
        Doorbell(VaultFolder(self._folder), indoors).rung.connect(self.window.come_forward)
        if practice:  # no place to come back to: one's own is not forgotten for it
            indoors.mark_practice(self._leave_practice)
        else:
            usual = self._folder == paths.default_vault()
            self._keep(replace(self.settings, vault="" if usual else str(self._folder)))
        return indoors

    def _leave_practice(self) -> None:
        self._go_on = lambda _practice: self._around.relaunch(self._own)
        self.lock()

    # -- while a vault is open

    def ask_settings(self) -> "SettingsDialog | None":
        """Ask for other preferences, from the open window."""
        if self.indoors is None:
            return None
        dialog = self.indoors.ask_settings(self.settings)
        dialog.chosen.connect(self.take_settings)
        return dialog

    def take_settings(self, chosen: Settings) -> None:
        """Use other preferences at once: what was typed is saved and the window is built anew."""
        if not self._commit(_("Change the settings anyway")):
            return
        self._keep(chosen)
        self._dress()
        if self.indoors is not None and self.locking is not None:
            self.locking.idle.after = 60 * chosen.lock_after
            self.indoors.rebuild()

    def lock(self, reason: "LockReason | None" = None) -> None:
        """Lock the open vault (`vpdesk.app.locking`); without a reason, because the person asked for it."""
        from vpdesk.app.locking import LockReason  # noqa: PLC0415  not before the first screen stands

        if self.locking is not None:
            self.locking.lock(reason or LockReason.ASKED)

    def say(self, error: VpdeskError) -> None:
        """Say an error that nobody expected where it came up."""
        if self.indoors is not None:
            self.indoors.show_error(error)

    def restore_after_lock(self) -> None:
        """Put back a backup in a fresh process: this one closes the vault first."""
        self._go_on = self._around.restore
        self.lock()

    def _stay(self) -> None:
        """Whatever the lock was for, the next one is only a lock."""
        self._go_on = self._around.relaunch

    def _end(self) -> None:
        damaged = self.indoors is not None and self.indoors.met_damage
        self._leave()
        (self._around.after_damage if damaged else self._go_on)(self._folder)

    def may_close(self) -> bool:
        """Save everything and close the vault; False when something could not be saved and is kept."""
        closing = self._last_backup is not None and self._last_backup.closes
        if self.locking is not None and self.window.is_covered and not closing:
            return self.locking.may_close()
        if not closing and not self._commit(_("Close anyway")):
            return False
        if self._last_backup is not None and not self._last_backup.before_close():
            return False
        self._leave()
        return True

    def _commit(self, anyway: str) -> bool:
        """Save what was typed; when that fails, ask whether to go on without it."""
        if self.indoors is not None:
            try:
                self.indoors.commit()
            except VpdeskError as error:
                return self.ask_anyway(explain(error), anyway)
        return True

    def ask_anyway(self, wrong: str, anyway: str) -> bool:
        """Say what could not be saved, and ask whether to go on without it."""
        return goes_on_anyway(self.window, wrong, anyway)

    def _leave(self) -> None:
        self._keep(replace(self.settings, geometry=self.window.geometry_note()))
        if self.indoors is not None:
            self._around.end_soon()
            self.indoors.leave()
            self.indoors = None
        if self.locking is not None:
            self.locking.clipboard.clear()
            self.locking.deleteLater()
            self.locking = None
        self._last_backup = None

    def _keep(self, changed: Settings) -> None:
        if (
            changed == self.settings
        ):  # to write and synchronise it anew takes longer than much else at unlocking
            return
        self.settings = changed
        settings.save(changed, self._around.settings_file)

    def _dress(self) -> None:
        i18n.use(self.settings.language)
        speak(self._app, self.settings.language)
        look.use(self._app, self.settings.theme, self.settings.text_size)
