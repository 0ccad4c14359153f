"""A form that asks only what matters now, and finds fault only with what was filled in.

The other fields are out of sight and keep what they held. A form that saves itself meets its own gaps every
two seconds: what was not touched yet is not called wrong before the button is pressed. With large text every
field gets a line of its own.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLayout, QVBoxLayout, QWidget

from vpdesk.domain.errors import RuleError
from vpdesk.i18n import _
from vpdesk.views.fields import Field
from vpdesk.views.form import Form
from vpdesk.views.laid_out import laid_out
from vpdesk.views.look import current
from vpdesk.views.page import ROOMY
from vpdesk.views.parts import row


class AskingForm(Form):
    """A form whose fields can be taken away (`ask_only`) and have something below them (`put_below`).

    `found_wrong` carries the name of the field at which an error was said.
    """

    found_wrong = Signal(str)

    def __init__(
        self, fields: Sequence[Field], *, today: Callable[[], date], beside: Sequence[str] = ()
    ) -> None:
        super().__init__(fields, today=today, beside=beside if current().scale < ROOMY else ())
        lines = self.layout()
        found = [column for line in _layouts(lines) for column in _layouts(line)]
        self._columns = {field.name: column for field, column in zip(fields, found, strict=True)}
        self._asked: Collection[str] = self._columns.keys()
        self._held: dict[str, Any] = {}
        self._touched: set[str] = set()
        self._patient = True
        self._below: dict[str, int] = {}
        for field in fields:
            editor = self.editor(field.name)
            editor.changed.connect(partial(self._note_touch, field.name))
            if isinstance(editor.box, QComboBox):
                editor.box.setPlaceholderText(_("Choose one"))
                # a long name is cut short rather than widening the page
                editor.box.setSizeAdjustPolicy(
                    QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
                )
                editor.box.setMinimumContentsLength(8)

    def focus_first(self) -> None:
        """Put the cursor in the first field that is asked."""
        self.focus_on(next(name for name in self._columns if name in self._asked))

    def check_all(self) -> None:
        """From now on, say every error: somebody thinks that the form is finished."""
        self._patient = False

    def show_error(self, error: RuleError) -> None:
        if self._patient and error.field in self._columns and error.field not in self._touched:
            return
        super().show_error(error)
        if self.is_asked(error.field):
            self.found_wrong.emit(error.field)

    def ask_only(self, names: Collection[str]) -> None:
        """Show the fields `names` and no other; what is not asked keeps the value it began with."""
        self._asked = names
        for name, column in self._columns.items():
            for widget in laid_out(column):
                if isinstance(widget, QWidget):
                    widget.setVisible(name in names and not _says_nothing(widget))

    def is_asked(self, name: str) -> bool:
        """Tell whether the field `name` is shown."""
        return name in self._asked

    def put_below(self, name: str, widget: QWidget) -> None:
        """Put `widget` below the editor of the field `name`, after what was put there before."""
        column = self._columns[name]
        if isinstance(column, QVBoxLayout):
            self._below[name] = self._below.get(name, 0) + 1
            # in a holder of its own, so that taking the field away does not touch what `widget` itself shows
            column.insertWidget(column.indexOf(self.editor(name)) + self._below[name], row(widget))

    def _begin(self, make: Callable[..., Any], values: Mapping[str, Any]) -> None:
        self._held = dict(values)
        self._touched.clear()
        self._patient = True
        super()._begin(make, values)

    def _read(self, name: str) -> Any:
        if name not in self._asked and name in self._held:
            return self._held[name]
        return super()._read(name)

    def _note_touch(self, name: str) -> None:
        if not self._loading:
            self._touched.add(name)


def _layouts(within: QLayout | None) -> list[QLayout]:
    parts = laid_out(within) if within is not None else []
    return [part for part in parts if isinstance(part, QLayout)]


def _says_nothing(widget: QWidget) -> bool:
    """An error line without an error stays out of sight."""
    return isinstance(widget, QLabel) and widget.property("kind") == "error" and not widget.text()
