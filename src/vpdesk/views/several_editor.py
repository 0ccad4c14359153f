"""The editor of several codes: a field of toggles that a person at the keyboard crosses in few keys.

To Tab every group of toggles is one stop. The arrows go from toggle to toggle, Home and End to the ends of
the group, and letters to the next toggle whose word begins with them; the space bar and Enter choose.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from vpdesk.domain.code import Code
from vpdesk.i18n import _, label
from vpdesk.views.editors import Editor
from vpdesk.views.flow import FlowLayout
from vpdesk.views.parts import button, on_button, put_icon, quiet

#: Milliseconds after which a letter begins a new word.
_REST: Final = 1000
_MODIFIERS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class SeveralEditor(Editor):
    """Any number of codes, in the order of choosing; `group` puts words above classes of codes."""

    def __init__(self, codes: Sequence[Code], group: Callable[[Any], Code] | None = None) -> None:
        holder = QWidget()
        super().__init__(holder)
        self._chosen: list[Code] = []
        self._toggles: dict[Code, QPushButton] = {}
        self._groups: list[list[QPushButton]] = []
        self._headings: list[list[QWidget]] = []
        self._typed = ""
        self._since = QElapsedTimer()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        flow: FlowLayout | None = None
        last: Code | None = None
        for code in codes:
            if flow is None or (group is not None and group(code) is not last):
                line = QWidget()
                self._headings.append([line])
                if group is not None:
                    last = group(code)
                    heading = quiet(label(last))
                    self._headings[-1].append(heading)
                    layout.addWidget(heading)
                flow = FlowLayout(line, 6)
                layout.addWidget(line)
                self._groups.append([])
            toggle = button(label(code), self._noted(code), kind="toggle", name=code.value)
            toggle.setCheckable(True)
            toggle.setAccessibleDescription(
                _("The arrow keys go on, letters go to a word, the space bar chooses.")
            )
            toggle.installEventFilter(self)
            self._toggles[code] = toggle
            self._groups[-1].append(toggle)
            flow.addWidget(toggle)
        for each in self._groups:
            self._let_tab_in(each[0])
        self.setFocusProxy(self._groups[0][0])

    def value(self) -> tuple[Code, ...]:
        return tuple(self._chosen)

    def set_value(self, value: Sequence[Code]) -> None:
        self._chosen = [code for code in value if code in self._toggles]
        self._show()
        self.changed.emit()

    def reword(self, words: Callable[[Code], str]) -> None:
        for code, toggle in self._toggles.items():
            toggle.setText(on_button(words(code)))

    def raw(self) -> list[str]:
        return [code.value for code in self._chosen]

    def set_raw(self, raw: Sequence[str]) -> None:
        self.set_value([code for value in raw for code in self._toggles if code.value == value])

    def offer_only(self, codes: Sequence[Code]) -> None:
        """Show the toggles of `codes` and no others; what is not shown is not chosen any more."""
        for code, toggle in self._toggles.items():
            toggle.setVisible(code in codes)
        for group, around in zip(self._groups, self._headings, strict=True):
            shown = [toggle for toggle in group if not toggle.isHidden()]
            for each in around:
                each.setVisible(bool(shown))
            if shown and not any(toggle.focusPolicy() & Qt.FocusPolicy.TabFocus for toggle in shown):
                self._let_tab_in(shown[0])
        if any(code not in codes for code in self._chosen):
            self.set_value([code for code in self._chosen if code in codes])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QPushButton):
            if event.type() is QEvent.Type.FocusIn:
                self._let_tab_in(watched)
            elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                there = self._reached(watched, event)
                if there is not None:
                    there.setFocus(Qt.FocusReason.OtherFocusReason)
                    return True
        return False

    def _reached(self, here: QPushButton, event: QKeyEvent) -> QPushButton | None:
        """Return where a key goes from `here`; None when the key is not for us."""
        order = [toggle for toggle in self._toggles.values() if not toggle.isHidden()]
        place = order.index(here)
        group = [toggle for toggle in self._group_of(here) if not toggle.isHidden()]
        ways: dict[int, Callable[[], QPushButton]] = {
            Qt.Key.Key_Right: lambda: order[min(place + 1, len(order) - 1)],
            Qt.Key.Key_Left: lambda: order[max(place - 1, 0)],
            Qt.Key.Key_Down: lambda: self._beside(here, order, 1),
            Qt.Key.Key_Up: lambda: self._beside(here, order, -1),
            Qt.Key.Key_Home: lambda: group[0],
            Qt.Key.Key_End: lambda: group[-1],
        }
        if event.key() in ways:
            return ways[event.key()]()
        letters = event.text()
        if letters.isprintable() and letters.strip() and not event.modifiers() & _MODIFIERS:
            return self._with_letters(letters, order, place)
        return None

    def _with_letters(self, letters: str, order: Sequence[QPushButton], place: int) -> QPushButton:
        """Return the next toggle whose word begins with what was typed; `order[place]` when none does."""
        if not self._since.isValid() or self._since.elapsed() > _REST:
            self._typed = ""
        self._since.start()
        self._typed += letters.casefold()
        first = place + (len(self._typed) == 1)  # a first letter goes on, a second looks at this one too
        turned = [*order[first:], *order[:first]]
        fitting = (toggle for toggle in turned if toggle.text().casefold().startswith(self._typed))
        return next(fitting, order[place])

    def _beside(self, here: QPushButton, order: Sequence[QPushButton], way: int) -> QPushButton:
        """Return the nearest toggle on the next line below (`way` 1) or above (-1) `here`."""
        centres = {toggle: toggle.mapTo(self, toggle.rect().center()) for toggle in order}
        at = centres[here]
        ahead = [each for each in order if (centres[each].y() - at.y()) * way > here.height() // 2]
        return min(ahead, key=lambda each: self._distance(centres[each], at), default=here)

    @staticmethod
    def _distance(one: QPoint, other: QPoint) -> tuple[int, int]:
        return abs(one.y() - other.y()), abs(one.x() - other.x())

    def _group_of(self, toggle: QPushButton) -> list[QPushButton]:
        return next(group for group in self._groups if toggle in group)

    def _let_tab_in(self, here: QPushButton) -> None:
        """Make `here` the one toggle of its group that Tab stops at."""
        for toggle in self._group_of(here):
            policy = Qt.FocusPolicy.StrongFocus if toggle is here else Qt.FocusPolicy.ClickFocus
            toggle.setFocusPolicy(policy)
        if self._groups[0] is self._group_of(here):
            self.setFocusProxy(here)

    def _noted(self, code: Code) -> Callable[[], None]:
        def note() -> None:
            if code in self._chosen:
                self._chosen.remove(code)
            else:
                self._chosen.append(code)
            self._show()
            self.changed.emit()

        return note

    def _show(self) -> None:
        for code, toggle in self._toggles.items():
            on = code in self._chosen
            toggle.setChecked(on)
            put_icon(toggle, "check" if on else "plus", "brand" if on else "quiet", size=16, gap=4)
