"""Values of one organisation as lines: each can be changed or taken away, and a form adds another.

One form is open at a time, so that none is lost without a word; what is typed in it is kept as a draft.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from vpdesk.domain.errors import RuleError, VpdeskError
from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.vault.vault import Vault
from vpdesk.views.autosave import Autosave
from vpdesk.views.contents import Contents
from vpdesk.views.fact_line import FactLine
from vpdesk.views.fields import Field
from vpdesk.views.flow import flow
from vpdesk.views.form import Form
from vpdesk.views.in_sight import bring_soon_into_sight
from vpdesk.views.leavable import Leavable
from vpdesk.views.organisations.deeds import Deeds
from vpdesk.views.organisations.section import Part
from vpdesk.views.parts import button, column, hairline, quiet
from vpdesk.views.states import announce


class _FormBox(Leavable, QWidget):
    """A form that is open among the lines, with its buttons; Esc puts it away."""

    def __init__(self, form: Form, buttons: QWidget, put_away: Callable[[], None]) -> None:
        super().__init__()
        self._put_away = put_away
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 12)
        layout.setSpacing(12)
        layout.addWidget(form)
        layout.addWidget(buttons)

    def step_back(self) -> None:
        self._put_away()


class ListedPart(Part):
    """What each kind of value says of itself stands in the subclass; `name` is in its drafts' places."""

    name: ClassVar[str]
    icon: ClassVar[str]

    def __init__(self, desk: Desk, now: Callable[[], datetime], deeds: Deeds) -> None:
        super().__init__()
        self._desk = desk
        self._now = now
        self._deeds = deeds
        self._organisation_id = 0
        self._values: Sequence[Any] = ()
        self._autosave: Autosave | None = None
        #: The drafts of forms that were put away: they come back when they are asked for.
        self._put_away: set[str] = set()
        self._body = Contents(gap=0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        if explanation := self.explanation():
            layout.addWidget(quiet(explanation))
        layout.addWidget(self._body)

    # -- what a kind of value says

    def explanation(self) -> str:
        """Return what stands above the lines, in the window's language."""
        return ""

    def add_words(self) -> str:
        """Return the words of the button that adds one."""
        raise NotImplementedError

    def fields(self) -> Sequence[Field]:
        """Return the fields of one value."""
        raise NotImplementedError

    def begin(self, form: Form, value: Any | None) -> None:
        """Let `form` begin a new value, or change `value`."""
        raise NotImplementedError

    def line(self, value: Any) -> tuple[str, str]:
        """Return the title and the sentence of one line."""
        raise NotImplementedError

    def read(self, vault: Vault, organisation_id: int) -> Sequence[Any]:
        """Return the values of an organisation in the order of their lines."""
        raise NotImplementedError

    def save(self, vault: Vault, value: Any) -> None:
        """Store a new or changed value."""
        raise NotImplementedError

    def remove(self, vault: Vault, value: Any) -> None:
        """Take a value away."""
        raise NotImplementedError

    # -- showing and changing them

    @property
    def organisation_id(self) -> int:
        """The organisation that is shown."""
        return self._organisation_id

    def show_part(self, organisation_id: int) -> None:
        self._keep()
        if organisation_id != self._organisation_id:
            self._put_away.clear()
        self._organisation_id = organisation_id
        self.refresh()
        drafts = self._desk.ask(lambda vault: [self._waits(vault, one) for one in (None, *self._values)])
        for value, begun in zip((None, *self._values), drafts, strict=True):
            if begun:
                self.open_form(value)
                return

    def refresh(self) -> None:
        """Read the values again, and show their lines."""
        self._autosave = None
        organisation_id = self._organisation_id
        self._values = self._desk.ask(lambda vault: self.read(vault, organisation_id))
        self._show_lines()

    def open_form(self, value: Any | None = None) -> None:
        """Show the form of a new value, or of one that there is."""
        self._put_away.discard(self._place(value))
        form = Form(self.fields(), today=lambda: self._now().date())
        self.begin(form, value)
        for field in self.fields():
            if isinstance(box := form.editor(field.name).box, QComboBox):
                box.setPlaceholderText(_("Choose one"))
        self._autosave = Autosave(form, self._desk, self._place(value), None, now=self._now)
        self._autosave.failed.connect(self._note_failed)
        self._autosave.restore()
        self._show_lines(value, form)
        form.setFocusProxy(form.editor(self.fields()[0].name))
        form.setFocus()
        bring_soon_into_sight(form)  # it took the focus before it had its place, and the page went to its top

    def invite(self) -> None:
        """Let the first value be typed at once; where there are some, go to the button that adds one."""
        form = self._body.findChild(Form)
        if form is not None:
            form.setFocus()
        elif self._values:
            self._focus_on_add()
        else:
            self.open_form()

    def _show_lines(self, changing: Any | None = None, form: Form | None = None) -> None:
        shown: list[QWidget] = []
        for value in self._values:
            if shown:
                shown.append(hairline())
            here = form is not None and value is changing
            shown.append(self._form_box(form, value) if form and here else self._line(value, form))
        if form is not None and changing is None:
            shown.append(self._form_box(form, None))
        if form is None:
            add = button(self.add_words(), self.open_form, icon_name="plus", name=f"add_{self.name}")
            shown.append(column(flow(add), margins=(0, 8, 0, 0)))
        self._body.show_only(*shown)

    def _line(self, value: Any, form: Form | None) -> QWidget:
        title, sentence = self.line(value)
        change = button(_("Change"), partial(self.open_form, value), name=f"change_{self.name}")
        remove = button(_("Remove"), partial(self._remove, value), kind="link", name=f"remove_{self.name}")
        for each in (change, remove):
            each.setEnabled(form is None)
        return FactLine(self.icon, title, sentence, change, remove)

    def _form_box(self, form: Form, value: Any | None) -> QWidget:
        buttons = flow(
            button(_("Keep this"), partial(self._finish, form), kind="primary", name=f"keep_{self.name}"),
            button(_("Cancel"), self._leave, name=f"leave_{self.name}"),
        )
        return _FormBox(form, buttons, partial(self._put_form_away, value))

    def _put_form_away(self, value: Any | None) -> None:
        """Close the form with what was typed kept; it stays when the vault cannot keep it."""
        try:
            self._keep()
        except VpdeskError as error:
            self.failed.emit(error)
            return
        self._put_away.add(self._place(value))
        self.refresh()
        self._focus_on_add()

    def _finish(self, form: Form) -> None:
        try:
            form.value()
        except RuleError as error:
            if error.field:
                form.turn_to_fault(error.field)
            return
        if self._autosave is not None:
            self._autosave.complete(self._deeds.recording(self.save), self._note_saved)

    def _note_saved(self, value: Any) -> None:
        self._deeds.take_in()
        self.refresh()
        announce(self, self.line(value)[0])
        self._focus_on_add()

    def _leave(self) -> None:
        if self._autosave is not None:
            self._autosave.discard()
        self.refresh()
        self._focus_on_add()

    def _remove(self, value: Any) -> None:
        self._deeds.do(
            lambda vault: self.remove(vault, value),
            self._organisation_id,
            removed=self.line(value)[0],
            done=self._note_removed,
            failed=self.failed.emit,
        )

    def _note_removed(self, _nothing: None) -> None:
        self.refresh()
        self._focus_on_add()

    def _focus_on_add(self) -> None:
        add = self._body.findChild(QWidget, f"add_{self.name}")
        if add is not None and self.isVisible():
            add.setFocus()
            bring_soon_into_sight(add)

    def _keep(self) -> None:
        """Keep what is being typed, before the form goes; raises VpdeskError."""
        if self._autosave is not None:
            self._autosave.commit()

    def _place(self, value: Any | None) -> str:
        end = "" if value is None else f"/{value.id}"
        return f"organisation/{self._organisation_id}/{self.name}{end}"

    def _waits(self, vault: Vault, value: Any | None) -> bool:
        """Tell whether something half typed waits for a value, and was not put away."""
        place = self._place(value)
        return place not in self._put_away and vault.drafts.get(place) is not None

    def _note_failed(self, error: VpdeskError) -> None:
        if not isinstance(error, RuleError):
            self.failed.emit(error)
