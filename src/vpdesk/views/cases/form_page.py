"""A page with one form: drafts are kept while typing, and a button stores the whole."""

import json
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.i18n import _
from vpdesk.services.drafts import drop_draft, load_draft, save_draft
from vpdesk.vault.vault import Vault
from vpdesk.views import dates
from vpdesk.views.autosave import Autosave, Save
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.words import breakable
from vpdesk.views.flow import MIDDLE, flow
from vpdesk.views.page import no_wider
from vpdesk.views.parts import button, column, quiet
from vpdesk.views.verb_page import VerbPage

#: Pixels at 100 %: longer lines than this tire the eye.
WIDEST = 680


class FormPage(VerbPage):
    """The form is loaded before it comes here. `stored` carries the value, when the button saved it.

    `place` names the draft. `save` stores the finished value; with `keep` it is stored while typing too.
    `other` is a second answer, beside the button that finishes the page.
    """

    stored = Signal(object)

    def __init__(  # noqa: PLR0913  each says one thing of the page
        self,
        around: PageContext,
        form: AskingForm,
        *,
        name: str,
        title: str,
        sentence: str = "",
        place: str,
        finish: str,
        save: Save,
        keep: Save | None = None,
        other: tuple[QWidget, ...] = (),
        widest: int = WIDEST,
    ) -> None:
        primary = button(finish, self.finish, kind="primary", name="finish")
        super().__init__(name, breakable(title), breakable(sentence), primary, *other)
        self.form = form
        self.around = around
        self._save = save
        self._finishing = False
        form.edited.connect(self._note_edit)
        form.found_wrong.connect(self._turn_to_wrong)
        self.autosave = Autosave(form, around.desk, place, keep, now=around.now)
        self.autosave.saved.connect(self._note_saved)
        self.autosave.failed.connect(self._note_failed)
        self._fresh = self.autosave.blank = form.raw()
        self._place = f"{place}/earlier"
        self._earlier: dict[str, Any] | None = self._read_earlier()
        self._again = button(_("Begin again"), self.begin_again, kind="link", name="begin_again")
        self._whence = quiet("", wraps=False)
        self._restored = flow(self._whence, self._again, level=MIDDLE)
        self._content = column(self._restored, form, gap=16)
        self.page.add(no_wider(self._content, widest))
        self._state = quiet("", wraps=False)
        self._state.setObjectName("saved_at")
        foot = self._foot.layout()
        if isinstance(foot, QHBoxLayout):
            foot.addWidget(self._state, 1)
        self._restored.setVisible(self.autosave.restore() or self._earlier is not None)
        self._name_again()
        self.stored.connect(lambda _value: self._keep_earlier(None))

    def add(self, *widgets: QWidget) -> None:
        """Add `widgets` below the form, in its width."""
        if layout := self._content.layout():
            for widget in widgets:
                layout.addWidget(widget)

    def add_above(self, widget: QWidget) -> None:
        """Add `widget` above the form, in its width."""
        if isinstance(layout := self._content.layout(), QVBoxLayout):
            layout.insertWidget(layout.indexOf(self.form), widget)

    def begin_typing(self) -> None:
        """Put the cursor where typing begins."""
        self.form.focus_first()

    def finish(self) -> None:
        """Store the value, or say at its field what is missing."""
        self.page.banner.hide()
        self.form.check_all()
        self._finishing = True
        self.autosave.complete(self._save, self.stored.emit)

    def leave(self) -> None:
        """Go back without asking: what was typed is kept. Stays when the vault cannot keep it."""
        try:
            self.autosave.commit()
        except VpdeskError as error:
            self._note_failed(error)
            return
        self._say_left()

    def _say_left(self) -> None:
        self.left.emit()

    def begin_again(self) -> None:
        """Empty the form, or put back what stood there: nothing typed is lost by one press, nor by a lock."""
        before, found = self._earlier, self.form.raw()
        self.form.set_raw(self._fresh if before is None else before)
        self._keep_earlier(found if before is None else None)
        self._name_again()
        self.form.edited.emit()

    def _name_again(self) -> None:
        begun_again = self._earlier is not None
        self._again.setText(_("Put back what I wrote") if begun_again else _("Begin again"))
        self._whence.setText(
            _("What you wrote is kept.") if begun_again else _("This is what you wrote earlier.")
        )

    def _read_earlier(self) -> dict[str, Any] | None:
        """Return what stood in the form before somebody began again."""
        kept = self.around.desk.ask(lambda vault: load_draft(vault, self._place))
        found: dict[str, Any] | None = json.loads(kept.body) if kept else None
        return found

    def _keep_earlier(self, earlier: dict[str, Any] | None) -> None:
        self._earlier = earlier
        place, now = self._place, self.around.now()

        def keep(vault: Vault) -> None:
            if earlier is None:
                drop_draft(vault, place)
            else:
                save_draft(vault, place, json.dumps(earlier, ensure_ascii=False), now)

        self.around.desk.do(keep, owner=self, failed=self._note_failed)

    def _note_edit(self) -> None:
        self._finishing = False

    def _turn_to_wrong(self, name: str) -> None:
        """The cursor goes to what keeps the button from finishing; never while somebody types elsewhere."""
        if self._finishing:
            self.form.turn_to_fault(name)

    def _note_saved(self, _moment: object) -> None:
        self._state.setText(_("Saved {time}", time=dates.clock(self.around.now())))

    def _note_failed(self, error: VpdeskError) -> None:
        if not isinstance(error, RuleError):  # a rule is said at its field by the form
            self.page.banner.show_error(error)
