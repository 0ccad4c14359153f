"""A form that saves itself: 2 s after the last change, on leaving it, and before the window locks or closes.

What breaks a rule is kept as a draft inside the vault, so that nothing typed is ever lost.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.models.desk import Desk
from vpdesk.services.drafts import drop_draft, load_draft, save_draft
from vpdesk.vault.vault import Vault
from vpdesk.views.form import Form

#: Milliseconds of rest before what was typed is saved.
REST: Final = 2000

Save = Callable[[Vault, Any], object]


class Autosave(QObject):
    """Saves `form` through `save(vault, value)`; `place` names its draft (`case/12`, `new_case`).

    With `save` None it keeps drafts only: for something new, which a button completes (`complete`).
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
        self._dirty = False
        self._timer = QTimer(self, singleShot=True, interval=REST)
        self._timer.timeout.connect(self.flush)
        form.edited.connect(self._note_edit)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._note_focus)

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not in the vault yet."""
        return self._dirty

    def restore(self) -> bool:
        """Put the draft back, if there is one; call it after the form was loaded."""
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
        self._dirty = False
        self._place = place

    def flush(self) -> None:
        """Save now, in the background."""
        if work := self._work():
            self._desk.do(work, owner=self, done=self._note_saved, failed=self._note_failed)

    def commit(self) -> None:
        """Save now and wait for it, as locking and closing do; raises VpdeskError when that fails."""
        if work := self._work():
            try:
                self._note_saved(self._desk.ask(work))
            except RuleError as error:
                self._note_failed(error)
                self._desk.ask(self._keep_draft())
            except VpdeskError:
                self._dirty = True
                raise

    def complete(self, save: Save, done: Callable[[Any], None]) -> None:
        """Save the whole value by a button; `done` gets it, unless a rule keeps it on the screen."""
        try:
            value = self._form.value()
        except RuleError:
            return
        self._timer.stop()
        self._dirty = False
        place = self._place

        def work(vault: Vault) -> None:
            save(vault, value)
            drop_draft(vault, place)

        self._desk.do(work, owner=self, done=lambda _none: done(value), failed=self._note_failed)

    def discard(self) -> None:
        """Forget what was typed, its draft included."""
        self._timer.stop()
        self._dirty = False
        place = self._place
        self._desk.do(lambda vault: drop_draft(vault, place), owner=self, failed=self._note_failed)

    def _work(self) -> Callable[[Vault], bool] | None:
        """Return what has to be done in the vault; it answers whether the value itself was saved."""
        self._timer.stop()
        if not self._dirty:
            return None
        self._dirty = False
        if self._save is None:
            return self._keep_draft()
        try:
            value = self._form.value()
        except RuleError:
            return self._keep_draft()
        place, save = self._place, self._save

        def work(vault: Vault) -> bool:
            save(vault, value)
            drop_draft(vault, place)
            return True

        return work

    def _keep_draft(self) -> Callable[[Vault], bool]:
        place, now = self._place, self._now()
        body = json.dumps(self._form.raw(), ensure_ascii=False)

        def keep(vault: Vault) -> bool:
            save_draft(vault, place, body, now)
            return False

        return keep

    def _note_edit(self) -> None:
        self._dirty = True
        self._timer.start()

    def _note_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if (
            old is not None
            and self._form.isAncestorOf(old)
            and not (new is not None and (self._form.isAncestorOf(new) or QApplication.activePopupWidget()))
        ):
            self.flush()

    def _note_saved(self, _whole: bool) -> None:
        self.saved.emit(self._now())

    def _note_failed(self, error: VpdeskError) -> None:
        self._dirty = True  # it stands on the screen only: try again later
        if isinstance(error, RuleError):
            self._form.show_error(error)
        self.failed.emit(error)
