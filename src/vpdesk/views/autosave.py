"""A form that saves itself: 2 s after the last change, on leaving it, and before the window locks or closes.

What breaks a rule is kept as a draft inside the vault, so that nothing typed is ever lost. What the vault
cannot take stands on the screen only; it is tried again by itself until it is in.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from vpdesk.domain.errors import EnvironmentFault, RuleError, VpdeskError
from vpdesk.models.desk import Desk
from vpdesk.services.drafts import drop_draft, load_draft, save_draft
from vpdesk.vault.erasure_faults import CaseErasedError
from vpdesk.vault.faults import DatabaseDamagedError
from vpdesk.vault.vault import Vault
from vpdesk.views.form import Form

#: Milliseconds of rest before what was typed is saved.
REST: Final = 2000
#: Milliseconds of typing without a rest after which it is saved all the same (within one `REST`).
LONGEST: Final = 6000
#: Milliseconds after which it is tried again when the vault could not take it.
AGAIN: Final = 5000

Save = Callable[[Vault, Any], object]


def commit_all(within: QWidget) -> int:
    """Have every form in `within` save what was typed, and wait; return how many had something to save.

    Raises VpdeskError when one cannot; that one does not keep the others from being saved.
    """
    errors = []
    saved = 0
    for autosave in within.findChildren(Autosave):
        try:
            saved += autosave.pending
            autosave.commit()
        except VpdeskError as error:
            errors.append(error)
    if errors:
        raise errors[0]
    return saved


class Autosave(QObject):
    """Saves `form` through `save(vault, value)`; `place` names its draft (`case/12`, `new_case`).

    With `save` None it keeps drafts only: for something new, which a button completes (`complete`).
    `failed` carries why it is not in the vault; of what is tried again it tells once.
    """

    saved = Signal(datetime)
    failed = Signal(object)

    def __init__(
        self,
        form: Form,
        desk: Desk,
        place: str,
        save: Save | None,
        *,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__(form)
        self._form = form
        self._desk = desk
        self._place = place
        self._save = save
        self._now = now
        #: Counts the changes: what was typed, what was handed to the vault, what the vault has. The last is
        #: written on the database thread, and read here after its answer.
        self._typed = self._handed = self._kept = 0
        #: How often the person came to the form: what is saved in one visit is one thing to her.
        self.visits = 0
        self._timer = QTimer(self, singleShot=True, interval=REST)
        self._unsaved = QElapsedTimer()
        self._timer.timeout.connect(self.flush)
        #: What the form holds while nothing was typed: that is no draft, and waits for nobody. Of a form that
        #: saves, what the vault has: a draft keeps only what is otherwise, for the rest may be changed
        #: elsewhere before somebody goes on with it.
        self.blank: dict[str, Any] | None = None
        self._refusal: VpdeskError | None = None
        self._again = QTimer(self, singleShot=True, interval=AGAIN)
        self._again.timeout.connect(self.flush)
        form.edited.connect(self._note_edit)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._note_focus)

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not in the vault yet."""
        return self._typed > self._kept

    @property
    def refused(self) -> bool:
        """Whether the vault could not take what was typed, so that it stands on the screen only."""
        return self._refusal is not None and self.pending

    def restore(self) -> bool:
        """Put the draft back, if there is one; call it after the form was loaded."""
        if self._save is not None:
            self.blank = self._form.raw()
        draft = self._desk.ask(lambda vault: load_draft(vault, self._place))
        if draft is None:
            return False
        self._form.set_raw(json.loads(draft.body))
        return True

    def turn_to(self, place: str) -> None:
        """Save what is pending, then go on for another value; call it before the form loads that.

        It waits: what a rule refuses becomes the draft of its own place, where it comes back, and its error
        is not shown beside another value. Raises VpdeskError when not even a draft can be kept.
        """
        self.commit()
        self._place = place
        self.blank = None

    def flush(self) -> None:
        """Save now, in the background."""
        if self._typed > self._handed and (work := self._work()):
            self._desk.do(work, owner=self, done=self._note_saved, failed=self._note_kept_back)

    def commit(self) -> None:
        """Save now and wait for it, as locking and closing do; raises VpdeskError when that fails."""
        if self._handed > self._kept:
            # under way, and it may fail: who waits for an answer comes after it
            self._desk.ask(lambda _vault: None)
        if work := self._work():
            try:
                self._note_saved(self._desk.ask(work))
            except (RuleError, CaseErasedError) as error:
                self._note_failed(error)
            except VpdeskError as error:
                self._handed = self._kept
                if not self.pending:
                    self._recover()  # its place in the vault is damaged, and a draft holds it
                    return
                self._refuse(error)
                raise

    def complete(self, save: Save, done: Callable[[Any], None]) -> None:
        """Save the whole value by a button; `done` gets it, unless a rule keeps it on the screen."""
        try:
            value = self._form.value()
        except RuleError:
            return
        self._timer.stop()
        place, typed = self._place, self._typed
        self._handed = typed

        def work(vault: Vault) -> None:
            save(vault, value)
            drop_draft(vault, place)
            self._kept = typed

        self._desk.do(work, owner=self, done=lambda _none: done(value), failed=self._note_failed)

    def discard(self) -> None:
        """Forget what was typed, its draft included."""
        self._timer.stop()
        self._handed = self._kept = self._typed
        place = self._place
        self._desk.do(lambda vault: drop_draft(vault, place), owner=self, failed=self._note_failed)

    def _work(self) -> Callable[[Vault], bool] | None:
        """Return what has to be done in the vault; it answers whether the value itself was saved."""
        self._timer.stop()
        if not self.pending:
            return None
        keep = self._keep_draft()
        if self._save is None:
            return keep
        try:
            value = self._form.value()
        except RuleError:
            return keep
        place, save, typed = self._place, self._save, self._typed
        blank = None if self.blank is None else self._form.raw()

        def work(vault: Vault) -> bool:
            try:
                save(vault, value)
            except (RuleError, DatabaseDamagedError):
                keep(vault)  # the window may be gone before it could ask for that
                raise
            drop_draft(vault, place)
            self._kept, self.blank = typed, blank
            return True

        return work

    def _keep_draft(self) -> Callable[[Vault], bool]:
        place, now, typed = self._place, self._now(), self._typed
        raw, blank = self._form.raw(), self.blank
        begun = {} if raw == blank else raw
        if self._save is not None and blank is not None:
            begun = {name: each for name, each in raw.items() if each != blank.get(name)}
        body = json.dumps(begun, ensure_ascii=False) if begun else ""
        self._handed = typed

        def keep(vault: Vault) -> bool:
            if body:
                save_draft(vault, place, body, now)
            else:
                drop_draft(vault, place)
            self._kept = typed
            return False

        return keep

    def _note_edit(self) -> None:
        self._typed += 1
        if not self._timer.isActive():
            self._unsaved.start()
            self._timer.start()
        elif self._unsaved.elapsed() < LONGEST:  # whoever types on without a rest is saved as well
            self._timer.start()

    def _note_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if (
            old is not None
            and self._form.isAncestorOf(old)
            and not (new is not None and (self._form.isAncestorOf(new) or QApplication.activePopupWidget()))
        ):
            self.flush()
        if new is not None and self._form.isAncestorOf(new) and not (old and self._form.isAncestorOf(old)):
            self.visits += 1

    def _note_saved(self, _whole: bool) -> None:
        self.saved.emit(self._now())
        self._recover()

    def _recover(self) -> None:
        refusal, self._refusal = self._refusal, None
        self._again.stop()
        if refusal is not None:
            self._desk.taken_in.emit(refusal.tried_on() if isinstance(refusal, EnvironmentFault) else refusal)

    def _note_kept_back(self, error: VpdeskError) -> None:
        """What saving by itself could not save, it tries again by itself, and tells of it once."""
        told = self._refusal is not None and self._refusal.wrong == error.wrong
        if isinstance(error, EnvironmentFault):
            error.tried_on()
        if told:
            self._handed = self._kept
            if isinstance(error, EnvironmentFault):
                self._again.start()
        else:
            self._note_failed(error)

    def _note_failed(self, error: VpdeskError) -> None:
        if isinstance(error, CaseErasedError):
            self._timer.stop()
            self._kept = self._typed  # there is nothing any more that it belongs to
        self._handed = self._kept  # what stands on the screen only is tried again later
        if isinstance(error, RuleError):
            self._form.show_error(error)
        if not self.pending:
            self._recover()
        elif not isinstance(error, RuleError):
            self._refuse(error)
        self.failed.emit(error)

    def _refuse(self, error: VpdeskError) -> None:
        self._refusal = error
        if isinstance(error, EnvironmentFault):
            self._again.start()
        self._desk.kept_back.emit()
