"""The views of the list that have a name: choosing one, keeping what is shown now, dropping one."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from vpdesk.domain.errors import VpdeskError
from vpdesk.domain.saved_view import VIEW_NAME_LENGTH, SavedView
from vpdesk.i18n import _, explain
from vpdesk.models.desk import Desk
from vpdesk.services.saved_views import (
    ViewNameTakenError,
    choices_of,
    drop_view,
    replace_view,
    save_view,
)
from vpdesk.vault.vault import Vault
from vpdesk.views.flow import flow
from vpdesk.views.leavable import Leavable
from vpdesk.views.look import current
from vpdesk.views.parts import button, quiet
from vpdesk.views.states import announce


class ViewMenu(Leavable, QWidget):
    """`chosen` carries what a saved view shows. Put `button` where the menu opens; this is its own line.

    `naming` tells whether that line stands there.
    """

    chosen = Signal(object)
    naming = Signal(bool)

    def __init__(self, desk: Desk, shown: Callable[[], Mapping[str, Any]]) -> None:
        super().__init__()
        self._desk = desk
        self._shown = shown
        self.button = button(_("Views"), self._open, icon_name="chevron-down", kind="toggle", name="views")
        self.menu = QMenu(self)
        self.menu.setAccessibleName(_("Views"))
        self._name = QLineEdit()
        self._name.setObjectName("view_name")
        self._name.setAccessibleName(_("Name of the view"))
        self._name.setPlaceholderText(_("Name of the view"))
        self._name.setMaxLength(VIEW_NAME_LENGTH)
        self._name.returnPressed.connect(self._keep)
        self._name.textEdited.connect(self._take_back)
        self._wrong = quiet("")
        self._wrong.setProperty("kind", "error")
        self._wrong.hide()
        self._instead = button(_("Replace that view"), self._replace, name="replace_view")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current().px(6))
        layout.addWidget(self._name)
        layout.addWidget(self._wrong)
        layout.addWidget(
            flow(
                button(_("Save"), self._keep, kind="primary", name="keep_view"),
                self._instead,
                button(_("Cancel"), self._leave, name="leave_view"),
            )
        )
        self.hide()

    def fill(self) -> None:
        """Offer the views that there are now."""
        self.menu.clear()
        found = self._desk.ask(lambda vault: vault.saved_views.all())
        for view in found:
            self.menu.addAction(view.name, partial(self._choose, view))
        if found:
            self.menu.addSeparator()
        self.menu.addAction(_("Keep what is shown now…"), self._ask_name)
        if found:
            dropping = self.menu.addMenu(_("Remove a view"))
            for view in found:
                dropping.addAction(view.name, partial(self._drop, view))

    def _open(self) -> None:
        self.fill()
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _choose(self, view: SavedView) -> None:
        self.chosen.emit(choices_of(view))

    def _drop(self, view: SavedView) -> None:
        self._desk.do(lambda vault: drop_view(vault, view.id), owner=self, failed=self._say)

    def _ask_name(self) -> None:
        self._name.clear()
        self._take_back()
        self._turn(shown=True)
        self._name.setFocus()

    def _take_back(self, _text: str = "") -> None:
        """Say no more what was wrong with another name, and offer no more to replace a view."""
        self._wrong.hide()
        self._instead.hide()

    def _keep(self) -> None:
        self._store(save_view)

    def _replace(self) -> None:
        self._store(replace_view)

    def _store(self, store: Callable[[Vault, str, Mapping[str, Any]], SavedView]) -> None:
        name, shown = self._name.text(), self._shown()
        self._desk.do(
            lambda vault: store(vault, name, shown),
            owner=self,
            done=lambda _view: self._leave(),
            failed=self._say,
        )

    def _leave(self) -> None:
        self._turn(shown=False)
        self.button.setFocus()

    def _turn(self, *, shown: bool) -> None:
        self.setVisible(shown)
        self.naming.emit(shown)

    def _say(self, error: VpdeskError) -> None:
        self._turn(shown=True)
        self._wrong.setText(explain(error))
        self._wrong.show()
        self._instead.setVisible(isinstance(error, ViewNameTakenError))
        self._name.setFocus()
        self._name.selectAll()  # another name is typed over it
        announce(self._name, self._wrong.text())

    def step_back(self) -> None:
        self._leave()
