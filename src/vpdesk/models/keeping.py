"""The backups as the window knows them: made beside it, one at a time, and what is known of them.

The database thread only lends what the work needs (`Vault.backup_source`); the work runs on a thread of
its own, so the window goes on. Locking in a hurry does not wait: `stop` ends the work at its next step.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import Final, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from vpdesk.domain.backup import BackupReason
from vpdesk.domain.code import N_, Code
from vpdesk.domain.errors import EnvironmentFault, VpdeskError
from vpdesk.domain.values import Switch
from vpdesk.models import tasks
from vpdesk.models.desk import Desk
from vpdesk.services.backups import (
    BackupResult,
    back_up,
    copy_newest,
    drill,
    due_reason,
    is_drill_due,
    is_needed,
)
from vpdesk.services.checking import Checked, check_open, settle
from vpdesk.services.erasing import Replaced, replace_backups
from vpdesk.services.safety import Safety, read_safety, told_by
from vpdesk.vault import second_place
from vpdesk.vault.backup import Backup
from vpdesk.vault.backup_source import BackupSource
from vpdesk.vault.faults import DatabaseDamagedError
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.progress import Progress, Report
from vpdesk.vault.second_place import PlaceRemark

T = TypeVar("T")
Failed = Callable[[VpdeskError], None]

#: Milliseconds between two looks whether a backup or a drill is due.
_LOOK: Final = 60_000


class BackupStoppedError(EnvironmentFault):
    """The window goes away before the backup is finished."""

    wrong = N_("The backup was not finished, because vpdesk had to lock at once.")
    safe = N_("Everything you wrote is saved, and earlier backups are as they were.")
    todo = N_("The next time vpdesk locks, it makes one.")


class Work(Code):
    """What can run."""

    BACKUP = "backup", N_("A backup is being made and checked")
    SECOND_PLACE = "second_place", N_("The second place is being brought up to date")
    REPLACING = "replacing", N_("Earlier backups are being replaced by a new one")
    TRIAL = "trial", N_("A backup is being tested by putting it back")
    CHECK = "check", N_("The vault is being checked")


class Keeping(QObject):
    """One piece of work at a time. `work` is what runs now, `safety` what was known last (None before
    the first look), `met_damage` whether a backup found that the vault is damaged.

    `begun` carries the `Work` that runs now, `progressed` its `Progress`; `known` carries the `Safety`.
    """

    begun = Signal(object)
    progressed = Signal(object)
    ended = Signal()
    known = Signal(object)
    _told = Signal(object)

    def __init__(
        self, desk: Desk, now: Callable[[], datetime] = datetime.now, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.safety: Safety | None = None
        self.met_damage = False
        self._desk = desk
        self._now = now
        self._opened_at = now()
        self._stopped = Event()
        self.work: Work | None = None
        self._count = 0
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="keeping")
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(self.look)
        self._told.connect(self.progressed, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Look at once, and from now on every minute, whether a backup or a drill is due."""
        self._look.start()
        self.read()

    def read(self) -> None:
        """See again what is known; `known` follows."""
        self._desk.do(told_by, owner=self, done=self._read_files, failed=_leave_it)

    def back_up(
        self,
        reason: BackupReason,
        *,
        owner: QObject,
        done: Callable[[BackupResult], object] | None = None,
        failed: Failed,
    ) -> None:
        """Make a backup; `done` or `failed` follows while `owner` lives."""
        now = self._now()
        self._run(
            Work.BACKUP,
            lambda source, report: back_up(source, reason=reason, now=now, progress=report),
            owner=owner,
            done=done,
            failed=failed,
        )

    def choose_second_place(
        self, place: Path, *, owner: QObject, done: Callable[[PlaceRemark], object], failed: Failed
    ) -> None:
        """Take `place` for the copies outside this computer, make one there at once, and try out the backup.

        `done` gets what must be known of the place.
        """
        now = self._now()

        def work(source: BackupSource, report: Report) -> PlaceRemark:
            remark = second_place.remark(source.folder, place)
            second_place.choose(source.folder, source.vault_id, place)
            copy_newest(source, now=now, progress=report)
            drill(source, now=now, progress=report)
            return remark

        self._run(Work.SECOND_PLACE, work, owner=owner, done=done, failed=failed)

    def copy_to_second_place(
        self, *, owner: QObject, done: Callable[[Backup], object], failed: Failed
    ) -> None:
        """Bring the second place up to date."""
        now = self._now()
        self._run(
            Work.SECOND_PLACE,
            lambda source, report: copy_newest(source, now=now, progress=report),
            owner=owner,
            done=done,
            failed=failed,
        )

    def replace(
        self,
        older: Sequence[Backup],
        *,
        owner: QObject,
        done: Callable[[Replaced], object],
        failed: Failed,
    ) -> None:
        """Make a new backup at each place that has one of the `older`, and only then delete those."""
        now = self._now()
        self._run(
            Work.REPLACING,
            lambda source, report: replace_backups(source, older, now=now, progress=report),
            owner=owner,
            done=done,
            failed=failed,
        )

    def try_out(self, *, owner: QObject, done: Callable[[Backup], object] | None, failed: Failed) -> None:
        """Test the newest backup by putting it back."""
        now = self._now()
        self._run(
            Work.TRIAL,
            lambda source, report: drill(source, now=now, progress=report),
            owner=owner,
            done=done,
            failed=failed,
        )

    def check(self, *, owner: QObject, done: Callable[[Checked], object], failed: Failed) -> None:
        """Read the vault and its backups from beginning to end; `done` gets what was found."""

        def confirm(found: Checked) -> None:
            self._desk.do(lambda vault: settle(vault, found), owner=owner, done=done, failed=failed)

        self._run(
            Work.CHECK,
            lambda source, report: check_open(source, progress=report),
            owner=owner,
            done=confirm,
            failed=failed,
        )

    def back_up_if_changed(self, reason: BackupReason, *, owner: QObject, then: Callable[[], object]) -> None:
        """Make a backup unless the newest holds everything already; `then` follows whatever comes of it.

        What goes wrong is remembered by the service, and stands on Vandaag the next time.
        """
        now = self._now()

        def work(source: BackupSource, report: Report) -> None:
            if is_needed(source):
                back_up(source, reason=reason, now=now, progress=report)

        self._run(
            Work.BACKUP,
            work,
            owner=owner,
            done=lambda _none: then(),
            failed=lambda _error: _end_with(then),
        )

    def stop(self) -> None:
        """End what runs at its next step, and begin nothing any more."""
        self._look.stop()
        self._stopped.set()
        self._worker.shutdown(wait=False, cancel_futures=True)

    def look(self) -> None:
        """Begin what is due, unless something runs: a backup first, else the test of one."""
        if self.work is not None or self._stopped.is_set():
            return
        now, opened_at = self._now(), self._opened_at
        self._desk.do(
            lambda vault: due_reason(vault, now=now, opened_at=opened_at),
            owner=self,
            done=self._begin_due,
            failed=_leave_it,
        )

    def _begin_due(self, reason: BackupReason | None) -> None:
        if self.work is not None:
            return
        if reason is not None:
            self.back_up(reason, owner=self, failed=_leave_it)
        elif self.safety is not None and is_drill_due(self.safety.memory, self._now()):
            self.try_out(owner=self, done=None, failed=_leave_it)

    def _run(
        self,
        kind: Work,
        work: Callable[[BackupSource, Report], T],
        *,
        owner: QObject,
        done: Callable[[T], object] | None,
        failed: Failed,
    ) -> None:
        """Run `work` on the keeper's thread with a source that is forgotten afterwards."""

        def with_source(source: BackupSource) -> T:
            with source:
                return work(source, self._hear)

        def begin(source: BackupSource) -> None:
            if self._stopped.is_set():
                source.forget()
                return
            self.work = kind
            self._count += 1
            self.begun.emit(kind)
            submit, job = self._worker.submit, partial(with_source, source)
            tasks.entrust(submit, job, owner=self, done=end, failed=fail)

        def end(result: T) -> None:
            self._end()
            if done is not None and shiboken6.isValid(owner):
                done(result)

        def fail(error: VpdeskError) -> None:
            if kind is Work.BACKUP and isinstance(error, DatabaseDamagedError):
                self.met_damage = True
            self._end()
            if shiboken6.isValid(owner):
                failed(error)

        self._desk.do(lambda vault: vault.backup_source(), owner=self, done=begin, failed=failed)

    def _end(self) -> None:
        self._count -= 1
        if not self._count:
            self.work = None
            self.ended.emit()
        if not self._stopped.is_set():
            self.read()

    def _hear(self, progress: Progress) -> None:
        """Pass on how far the work is, from its own thread; BackupStoppedError ends it there."""
        if self._stopped.is_set():
            raise BackupStoppedError
        self._told.emit(progress)

    def _read_files(self, opened: tuple[VaultFolder, date | None]) -> None:
        folder, proven = opened
        if not self._stopped.is_set():
            by_itself = Switch.ON if self._look.isActive() else Switch.OFF
            tasks.run(
                lambda: read_safety(folder, proven, by_itself),
                owner=self,
                done=self._note,
                failed=_leave_it,
            )

    def _note(self, safety: Safety) -> None:
        self.safety = safety
        self.known.emit(safety)


def _end_with(then: Callable[[], object]) -> None:
    then()


def _leave_it(_error: VpdeskError) -> None:
    """What cannot be read now is read at the next look; the vault says itself what is wrong with it."""
