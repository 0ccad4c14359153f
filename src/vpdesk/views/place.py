"""A place of the window (Vandaag, Dossiers, ...), and how places send the person to one another.

A place is built when it is first shown, with `build(desk, guide)`. It asks the guide to go somewhere and
never reaches into another place; a widget that can show one thing has a method `show_item(item)`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from vpdesk.models.desk import Desk

if TYPE_CHECKING:
    from vpdesk.models.keeping import Keeping


class Guide(QObject):
    """Where the person wants to go, what time it is there, and who keeps the backups.

    `settings_asked` and `restore_asked` lead out of the window.
    """

    asked = Signal(str, object)
    settings_asked = Signal()
    restore_asked = Signal()

    def __init__(
        self,
        now: Callable[[], datetime] = datetime.now,
        keeping: "Keeping | None" = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.now = now
        self.keeping = keeping

    def today(self) -> date:
        """Return the day it is."""
        return self.now().date()

    def go(self, place: str, item: object = None) -> None:
        """Turn to `place`, and there to `item` (an identifier) when that is given."""
        self.asked.emit(place, item)


@runtime_checkable
class ShowsItem(Protocol):
    """A place that can turn to one thing."""

    def show_item(self, item: object) -> None:
        """Show the thing that `item` identifies."""


@runtime_checkable
class RemembersItem(Protocol):
    """A place that can tell what it shows, so that one is back there after unlocking."""

    def shown_item(self) -> int | str | None:
        """Return the identifier of what is shown, as `show_item` takes it."""


@runtime_checkable
class HasStance(Protocol):
    """A place where more is chosen than what it shows: a filter, a tab."""

    def stance(self) -> Mapping[str, Any]:
        """Return, as JSON values, what is chosen."""

    def take_stance(self, kept: Mapping[str, Any]) -> None:
        """Choose that again, as far as it is still there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place: its key, its word (an English msgid), its icon, and how its widget is made.

    `listed` says whether it stands in the column at the left; the others are reached by an action. `apart`
    says that it stands below a line there: it is not about the work itself.
    """

    key: str
    title: str
    icon: str
    build: Callable[[Desk, Guide], QWidget]
    listed: bool = True
    apart: bool = False
