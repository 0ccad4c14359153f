"""Actions are declared on the method that performs them: label, shortcut and icon in one place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from vpdesk import bugs
from vpdesk.i18n import _
from vpdesk.views.look import icon

F = TypeVar("F", bound=Callable[..., None])
_MARK: Final = "__action__"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSpec:
    """One declared action: the method's name, its label (an English msgid), its shortcut and icon."""

    name: str
    label: str
    shortcut: str
    icon: str


def action(label: str, *, shortcut: str = "", icon: str = "") -> Callable[[F], F]:
    """Mark a method as the handler of an action; give it a place with `parts.action_button` or a menu."""

    def mark(method: F) -> F:
        setattr(method, _MARK, ActionSpec(name=method.__name__, label=label, shortcut=shortcut, icon=icon))
        return method

    return mark


def specs(cls: type) -> Iterator[ActionSpec]:
    """Yield the actions that `cls` declares, inherited ones first."""
    for owner in reversed(cls.__mro__):
        for member in vars(owner).values():
            if spec := getattr(member, _MARK, None):
                yield spec


def build_actions(owner: QWidget) -> dict[str, QAction]:
    """Return the actions that `owner`'s class declares, by method name; their shortcuts work from now on."""
    built: dict[str, QAction] = {}
    for spec in specs(type(owner)):
        made = QAction(_(spec.label), owner)
        made.setObjectName(spec.name)
        if spec.icon:
            made.setIcon(icon(spec.icon))
        made.setProperty("icon_name", spec.icon)
        if spec.shortcut:
            made.setShortcut(QKeySequence(spec.shortcut))
        made.triggered.connect(_performer(owner, spec.name))
        owner.addAction(made)
        built[spec.name] = made
    return built


def _performer(owner: QWidget, name: str) -> Callable[[], None]:
    def perform() -> None:  # `triggered` brings a `checked` that no method asks for
        bugs.note(name)
        getattr(owner, name)()

    return perform
