"""The open window: the places at the left, the two things that are always at hand above, the place itself."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from vpdesk import bugs
from vpdesk.domain.code import N_
from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _
from vpdesk.models.desk import Desk
from vpdesk.services.drafts import WINDOW
from vpdesk.views import dates
from vpdesk.views.actions import action, build_actions
from vpdesk.views.autosave import Autosave
from vpdesk.views.flow import flow
from vpdesk.views.in_sight import turn_page
from vpdesk.views.leavable import outermost
from vpdesk.views.look import current, icon
from vpdesk.views.main_window import MainWindow
from vpdesk.views.page import ROOMY
from vpdesk.views.parts import action_button, hairline, put_icon, quiet, row, subheading, symbol
from vpdesk.views.place import Guide, HasStance, Place, RemembersItem, ShowsItem
from vpdesk.views.posture import posture, put_back
from vpdesk.views.states import Banner

if TYPE_CHECKING:
    from vpdesk.services.finding import Hit
    from vpdesk.services.finding_matters import MatterHit
    from vpdesk.views.find.panel import FindPanel


class Workplace(QWidget):
    """Shows one place at a time, each built when it is first shown; `new_case` is where one begins."""

    lock_asked = Signal()
    settings_asked = Signal()

    def __init__(
        self, desk: Desk, guide: Guide, places: Sequence[Place], *, new_case: tuple[str, object]
    ) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._guide = guide
        self._places = {place.key: place for place in places}
        self._new_case = new_case
        self._built: dict[str, QWidget] = {}
        self._stances: dict[str, Mapping[str, Any]] = {}  # of places that are not built yet
        self._entries: dict[str, QPushButton] = {}
        self._here = ""
        self._find: FindPanel | None = None
        self._saved_at = ""
        self._actions = build_actions(self)
        self.banner = Banner()
        self._stack = QStackedWidget()
        # a place that is wide for a moment must not make the window wider than the screen
        self._stack.setMinimumSize(current().px(240), current().px(160))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._navigation())
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        layout.addLayout(right, 1)
        right.addWidget(self._top())
        self._right = right
        right.addWidget(row(self.banner, margins=(28, 4, 28, 4)))
        right.addWidget(self._stack, 1)
        guide.asked.connect(self.go)
        desk.changed.connect(self._note_saved)
        desk.kept_back.connect(self._say_saved)
        desk.taken_in.connect(self._note_taken_in)

    def _navigation(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("kind", "nav")
        frame.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(frame)
        roomy = current().scale < ROOMY
        column.setContentsMargins(12, 18 if roomy else 8, 12, 16 if roomy else 4)
        column.setSpacing(4 if roomy else 0)
        name = row(
            symbol("shield-check", "brand", 24), subheading("vpdesk"), None, gap=10, margins=(12, 0, 12, 12)
        )
        column.addWidget(name)
        group = QButtonGroup(self)
        for place in self._places.values():
            if place.listed:
                if place.apart:
                    column.addSpacing(8 if roomy else 2)
                    column.addWidget(hairline())
                    column.addSpacing(8 if roomy else 2)
                entry = self._entry(place)
                group.addButton(entry)
                column.addWidget(entry)
        column.addStretch(1)
        settings = action_button(self._actions["settings"], kind="nav")
        put_icon(settings, "settings", "quiet", size=20, gap=10)
        column.addWidget(settings)
        self._saved = quiet(_("Everything is saved"), wraps=False)
        self._saved.setObjectName("saved")
        self._saved.setContentsMargins(14, 4, 12, 0)
        column.addWidget(self._saved)
        if roomy:
            frame.setMinimumWidth(current().px(216))
        return frame

    def _entry(self, place: Place) -> QPushButton:
        entry = QPushButton(_(place.title))
        entry.setObjectName(f"place_{place.key}")
        entry.setProperty("kind", "nav")
        entry.setCheckable(True)
        px = current().px
        entry.setIconSize(QSize(px(20) + px(10), px(20)))
        # the place that is shown is written in semibold: the widest that its word gets
        strong = entry.font()
        strong.setWeight(QFont.Weight.DemiBold)
        words = QFontMetrics(strong).horizontalAdvance(entry.text())
        entry.setMinimumWidth(words + entry.iconSize().width() + 2 * px(12) + 8)
        entry.clicked.connect(partial(self._turn, place.key))
        self._entries[place.key] = entry
        self._draw_entry(entry, place)
        return entry

    @staticmethod
    def _draw_entry(entry: QPushButton, place: Place) -> None:
        entry.setIcon(icon(place.icon, "brand" if entry.isChecked() else "quiet", 20, 10))

    def _top(self) -> QWidget:
        buttons = (
            action_button(self._actions["find_words"]),
            action_button(self._actions["new_case"], kind="primary"),
            action_button(self._actions["lock"]),
        )
        if current().scale < ROOMY:
            return row(None, *buttons, gap=10, margins=(28, 18, 28, 6))
        bar = flow(*buttons, gap=10)
        bar.setContentsMargins(16, 12, 16, 4)
        return bar

    def stand_above(self, notice: QWidget) -> None:
        """Let `notice` stand above whatever place is shown."""
        side = 28 if current().scale < ROOMY else 16
        self._right.insertWidget(0, row(notice, margins=(side, 12, side, 0)))

    @property
    def here(self) -> str:
        """The key of the place that is shown."""
        return self._here

    @property
    def item(self) -> int | str | None:
        """What the place shows, where it can tell."""
        shown = self._built[self._here]
        return shown.shown_item() if isinstance(shown, RemembersItem) else None

    def go(self, key: str, item: object = None) -> None:
        """Turn to the place `key`, and there to `item` when that is given."""
        place = self._places[key]
        if key not in self._built:
            self._built[key] = place.build(self._desk, self._guide)
            self._stack.addWidget(self._built[key])
            self._stand(key)
        if key != self._here:
            bugs.note(f"place {key}")
            self.flush()
        self._here = key
        self._stack.setCurrentWidget(self._built[key])
        if key in self._entries:
            self._entries[key].setChecked(True)
        for other, entry in self._entries.items():
            self._draw_entry(entry, self._places[other])
            # Tab comes to the place where one is; from there the arrows lead to the others
            entry.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus)
        shown = self._built[key]
        if item is not None and isinstance(shown, ShowsItem):
            shown.show_item(item)
        if self.window().focusWidget() is self and key in self._entries:
            self._entries[key].setFocus()  # nothing else took it: a screen reader says where one is

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back from what lies over a place, and what is longer than the screen turns.

        Both also where the focus is beside it: at the foot of a page, or in the column at the left.
        """
        lies_over = outermost(self._built[self._here]) if event.key() == Qt.Key.Key_Escape else None
        if lies_over is not None:
            lies_over.step_back()
        elif not turn_page(self._built[self._here], event.key()):
            super().keyPressEvent(event)

    def _turn(self, key: str) -> None:
        self.go(key)

    def flush(self) -> None:
        """Have every form save what was typed, in the background."""
        for autosave in self.findChildren(Autosave):
            autosave.flush()

    def whereabouts(self) -> Mapping[str, Any]:
        """Return, as JSON values, what `return_to` takes: the place, what it shows, how it stands."""
        window = self.window()
        focused = window.focused if isinstance(window, MainWindow) else window.focusWidget()
        built = {key: each.stance() for key, each in self._built.items() if isinstance(each, HasStance)}
        return {
            "place": self._here,
            "item": self.item,
            "stances": {**self._stances, **built},
            "posture": posture(self._built[self._here], focused),
        }

    def return_to(self, where: Mapping[str, Any]) -> None:
        """Go where `whereabouts` was, as far as that is still there; else to the first place."""
        self._stances = dict(where.get("stances", {}))
        for built in self._built:
            self._stand(built)
        key = where.get("place")
        if key not in self._places:
            self.go(next(iter(self._places)))
            return
        self.go(key, where.get("item"))
        shown = self._built[key]
        # not before it has its size
        QTimer.singleShot(0, shown, lambda: put_back(shown, where.get("posture", {})))

    def _stand(self, key: str) -> None:
        """Let a place choose again what was chosen there, also when she was elsewhere since."""
        kept, place = self._stances.pop(key, None), self._built[key]
        if kept is not None and isinstance(place, HasStance) and kept != place.stance():
            place.take_stance(kept)

    def show_error(self, error: VpdeskError) -> None:
        """Say an error of the window as a whole."""
        self.banner.show_error(error)

    def _note_saved(self, tables: frozenset[str]) -> None:
        if WINDOW in tables:
            return  # where the person is was kept: nothing that she wrote
        self._saved_at = dates.clock(self._guide.now())
        self._say_saved()

    def _note_taken_in(self, error: VpdeskError) -> None:
        for banner in self.findChildren(Banner):
            banner.take_back(error)
        self._say_saved()

    def _say_saved(self) -> None:
        """Say at the lower left what is so, whichever form could not save what was typed."""
        refused = any(each.refused for each in self.findChildren(Autosave))
        if refused:
            said = _("Not all is saved yet")
        elif self._saved_at:
            said = _("Saved {time}", time=self._saved_at)
        else:
            said = _("Everything is saved")
        self._saved.setText(said)
        self._saved.setProperty("kind", "late" if refused else "quiet")
        self._saved.style().unpolish(self._saved)
        self._saved.style().polish(self._saved)

    @action(N_("New case"), shortcut="Ctrl+N", icon="plus")
    def new_case(self) -> None:
        """Begin a new case."""
        self._guide.go(*self._new_case)

    @action(N_("Find"), shortcut="Ctrl+K", icon="search")
    def find_words(self) -> None:
        """Look for words in everything."""
        if self._find is None:
            from vpdesk.views.find.panel import FindPanel  # noqa: PLC0415  not before it is asked for

            self._find = FindPanel(self._desk, self)
            self._find.opened.connect(self._go_to_hit)
        self._find.open_panel()

    def _go_to_hit(self, hit: "Hit | MatterHit") -> None:
        if hit.is_of_cases:
            self._guide.go("cases", hit)
        else:
            self._guide.go("organisations", hit.organisation_id)

    @action(N_("Lock"), shortcut="Ctrl+L", icon="lock")
    def lock(self) -> None:
        """Lock the vault."""
        self.lock_asked.emit()

    @action(N_("Settings"), icon="settings")
    def settings(self) -> None:
        """Change the preferences."""
        self.settings_asked.emit()
