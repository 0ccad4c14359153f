"""A form over a frozen dataclass: load a value, give back a changed copy, say errors at their field.

A new value begins with `begin(make)`: `make` is called with the fields' values, so it can be the class itself
or a `partial` of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vpdesk.domain.code import Code
from vpdesk.domain.errors import RuleError
from vpdesk.i18n import _, explain
from vpdesk.views.editors import Editor
from vpdesk.views.fields import Field
from vpdesk.views.in_sight import bring_into_sight, bring_soon_into_sight
from vpdesk.views.parts import error_line, quiet, strong
from vpdesk.views.states import announce, tell_fault


class Form(QWidget):
    """Fields below each other in the order declared; names in `beside` share a line with the one before."""

    edited = Signal()

    def __init__(
        self,
        fields: Sequence[Field],
        *,
        today: Callable[[], date] = date.today,
        beside: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fields = tuple(fields)
        self._make: Callable[..., Any] | None = None
        self._loading = False
        self._editors: dict[str, Editor] = {}
        self._errors: dict[str, QLabel] = {}
        self._titles: dict[str, QLabel] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        line: QHBoxLayout | None = None
        for field in self._fields:
            if line is None or field.name not in beside:
                line = QHBoxLayout()
                line.setSpacing(16)
                layout.addLayout(line)
            column = QVBoxLayout()
            column.setSpacing(4)
            line.addLayout(column, 1)
            self._fill(column, field, today)
        self._whole = error_line()
        layout.addWidget(self._whole)

    def _fill(self, column: QVBoxLayout, field: Field, today: Callable[[], date]) -> None:
        editor = field.editor()
        editor.today = today
        editor.setObjectName(field.name)
        editor.changed.connect(partial(self._note_edit, field.name))
        editor.left.connect(partial(self._check, field.name))
        title = strong(_(field.title))
        title.setWordWrap(True)  # beside large text a small window has no room for all of them on a line
        title.setBuddy(editor.box)
        editor.call(_(field.title).replace("&", ""))
        self._editors[field.name] = editor
        self._titles[field.name] = title
        self._errors[field.name] = error_line()
        column.addWidget(title)
        column.addWidget(editor)
        if field.hint:
            column.addWidget(quiet(_(field.hint)))
            editor.box.setAccessibleDescription(_(field.hint))
        column.addWidget(self._errors[field.name])
        column.addStretch(1)

    def load(self, value: Any) -> None:
        """Show `value`; `value()` gives back a changed copy of it."""
        self._begin(partial(replace, value), {f.name: getattr(value, f.name) for f in self._fields})

    def begin(self, make: Callable[..., Any], **initial: Any) -> None:
        """Show `initial` values of something new; `value()` calls `make` with all of the fields."""
        self._begin(make, initial)

    def _begin(self, make: Callable[..., Any], values: Mapping[str, Any]) -> None:
        self._loading = True
        self._make = make
        for name, value in values.items():
            self._editors[name].set_value(value)
        self._loading = False
        self._clear_errors()

    def editor(self, name: str) -> Editor:
        """Return the editor of the field `name`."""
        return self._editors[name]

    def ask_as(self, name: str, title: str) -> None:
        """Ask the field `name` in other words than it was declared with; `title` is a msgid."""
        self._titles[name].setText(_(title))
        self._editors[name].call(_(title).replace("&", ""))

    def reword(self, words: Callable[[Code], str]) -> None:
        """Show codes by other words than those of the core list."""
        for editor in self._editors.values():
            editor.reword(words)

    def value(self) -> Any:
        """Return the edited value; raises RuleError when it breaks a rule, said at every field that does.

        Of several faults it raises the first, and says that one last: there the eye is led to.
        """
        self._clear_errors()
        try:
            return self.peek()
        except RuleError as error:
            for fault in reversed(self._faults() or [error]):
                self.show_error(fault)
            raise

    def _faults(self) -> list[RuleError]:
        """Return what is wrong with each field by itself."""
        found = []
        for name in self._editors:
            try:
                self._read(name)
            except RuleError as error:
                found.append(error)
        return found

    def peek(self) -> Any:
        """Return the edited value as `value` does, without a word about what is wrong with it."""
        if self._make is None:
            raise RuntimeError
        return self._make(**{name: self._read(name) for name in self._editors})

    def _read(self, name: str) -> Any:
        try:
            return self._editors[name].value()
        except RuleError as error:
            error.field = name  # an editor does not know whose it is
            raise

    def _check(self, name: str) -> None:
        """Say at once, at its field, that what was typed there cannot be read; nothing is missing yet."""
        try:
            if self._editors[name].raw():
                self._read(name)
        except RuleError as error:
            self._say(error)

    def show_error(self, error: RuleError) -> None:
        """Say `error` at its field, or below the form when it is about another or about the whole."""
        self._say(error)

    def _say(self, error: RuleError) -> None:
        line = self._errors.get(error.field, self._whole)
        line.setText(explain(error))
        line.show()
        if error.field in self._editors:
            self._editors[error.field].mark_wrong(True)
            tell_fault(self._editors[error.field].box, explain(error))
        announce(self, explain(error))

    def turn_to_fault(self, name: str) -> None:
        """Put the cursor in the field `name`, with the words in sight that say what is wrong there."""
        self.focus_on(name)
        bring_into_sight(self._editors[name])
        for each in (self._errors[name], self._editors[name]):  # the words have just come, below the field
            bring_soon_into_sight(each)

    def focus_on(self, name: str) -> None:
        """Put the cursor in the field `name`."""
        self._editors[name].setFocus()

    def raw(self) -> dict[str, Any]:
        """Return what stands in each field, as JSON values, complete or not."""
        return {name: editor.raw() for name, editor in self._editors.items()}

    def set_raw(self, raw: Mapping[str, Any]) -> None:
        """Put back what `raw` returned; fields that exist no more are passed over."""
        self._loading = True
        for name, value in raw.items():
            if name in self._editors:
                self._editors[name].set_raw(value)
        self._loading = False
        self._clear_errors()

    def _note_edit(self, name: str) -> None:
        if self._loading:
            return
        # what she corrects is no longer called wrong; the next check says it again if it still is
        self._clear(name)
        self.edited.emit()

    def _clear(self, name: str) -> None:
        self._editors[name].mark_wrong(False)
        tell_fault(self._editors[name].box, "")
        for line in (self._errors[name], self._whole):
            line.clear()
            line.hide()

    def _clear_errors(self) -> None:
        for name in self._editors:
            self._clear(name)
