"""What was just done can be undone: a line below list and case says so, and Ctrl+Z does it.

What was done is kept row by row, in memory only: it is gone when the vault locks. A field that is being typed
in keeps Ctrl+Z for itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from vpdesk.domain.code import N_
from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _, explain, ngettext
from vpdesk.models.desk import Desk
from vpdesk.services.binning import count_bin, count_over
from vpdesk.services.undoing import Deed, deed_since, look, undo
from vpdesk.vault.vault import Vault
from vpdesk.views.actions import action, build_actions
from vpdesk.views.beside import Beside
from vpdesk.views.parts import action_button, button, quiet, row, symbol
from vpdesk.views.states import announce

if TYPE_CHECKING:
    from vpdesk.vault.snapshots import Snapshot

#: So many deeds can be undone, one after the other.
_MOST: Final = 50
#: Pixels at 100 %: narrower than this, the buttons stand below the words.
_BESIDE: Final = 420


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """A deed, and what the line says of it."""

    deed: Deed
    words: str


class Undoing(QFrame):
    """`bin_asked`: the person wants to see what was deleted."""

    bin_asked = Signal()

    def __init__(self, desk: Desk, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.setObjectName("undoing")
        self._desk = desk
        self._done: list[_Done] = []
        self._before: list[Snapshot] | None = None
        self._actions = build_actions(self)
        self._mark = symbol("check", "good", 18)
        self._warning = symbol("triangle-alert", "late", 18)
        self._said = quiet("")
        self._said.setObjectName("done")
        self._undo = action_button(self._actions["undo_last"], kind="link")
        self._bin = button("", self.bin_asked.emit, icon_name="trash-2", kind="link", name="open_bin")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(28, 2, 28, 6)
        left = row(self._mark, self._warning, self._said, gap=8)
        layout.addWidget(Beside(left, row(self._undo, None, self._bin, gap=8), room=_BESIDE))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        desk.changed.connect(self._note_changes)
        self._show()
        self._count()

    @property
    def deeds(self) -> int:
        """How many deeds can be undone."""
        return len(self._done)

    def begin(self, case_ids: Iterable[int]) -> None:
        """Look how cases stand, before something is done to them.

        Nobody waits for it: whatever is done after this comes after it on the database's thread too.
        """
        ids = tuple(case_ids)
        before: list[Snapshot] = []
        self._before = before
        self._desk.do(lambda vault: before.append(look(vault, ids)), owner=self, failed=self.say_failed)

    def end(self, words: str) -> None:
        """Look what was done since `begin`, in the background."""
        before, self._before = self._before, None
        if before is not None:
            self._desk.do(
                lambda vault: deed_since(vault, before[0]) if before else None,
                owner=self,
                done=lambda deed: self._note(deed, words),
                failed=self.say_failed,
            )

    def do(
        self,
        verb: Callable[[Vault], Any],
        *,
        case_ids: Iterable[int],
        words: str,
        done: Callable[[Any], object] | None = None,
        made: Callable[[Any], Iterable[int]] = lambda _result: (),
    ) -> None:
        """Do something to cases so that it can be undone; `made` tells which cases came of it."""
        ids = tuple(case_ids)

        def recorded(vault: Vault) -> tuple[Any, Deed | None]:
            before = look(vault, ids)
            result = verb(vault)
            return result, deed_since(vault, before, made(result))

        def tell(outcome: tuple[Any, Deed | None]) -> None:
            result, deed = outcome
            self._note(deed, words)
            if done is not None:
                done(result)

        self._desk.do(recorded, owner=self, done=tell, failed=self.say_failed)

    def forget(self, case_id: int) -> None:
        """Keep nothing of a case: it is erased for good."""
        self._done = [each for each in self._done if case_id not in each.deed.case_ids]
        self._before = None
        self._show()

    @action(N_("Undo"), shortcut="Ctrl+Z", icon="undo-2")
    def undo_last(self) -> None:
        """Undo what was done last."""
        if not self._done:
            return
        last = self._done.pop()
        self._actions["undo_last"].setEnabled(False)

        self._desk.do(
            lambda vault: undo(vault, last.deed),
            owner=self,
            done=lambda _none: self._tell_undone(last.words),
            failed=self.say_failed,
        )

    def _tell_undone(self, words: str) -> None:
        said = _("Undone: {what}", what=words)
        self._show(said)
        announce(self, said)

    def _note(self, deed: Deed | None, words: str) -> None:
        if deed is not None:
            self._done = [*self._done, _Done(deed=deed, words=words)][-_MOST:]
            self._show()
            announce(self, words)

    def _note_changes(self, tables: frozenset[str]) -> None:
        if tables & {"binned", "cases"}:
            self._count()

    def _count(self) -> None:
        """Say how much is in the bin; without anything in it nobody needs to go there."""
        today = self._today()
        count, over = self._desk.ask(lambda vault: (count_bin(vault), count_over(vault, today)))
        words = _("Bin ({n})", n=count)
        if over:
            words = ngettext(
                "Bin ({all}): {n} case to decide on", "Bin ({all}): {n} cases to decide on", over, all=count
            )
        self._bin.setText(words)
        self._bin.setVisible(bool(count))
        self._hide_when_idle()

    def say_failed(self, error: VpdeskError) -> None:
        """Say why something was not done, or not undone."""
        self._show(explain(error), went_well=False)
        announce(self, explain(error))

    def _show(self, said: str = "", *, went_well: bool = True) -> None:
        words = said or (self._done[-1].words if self._done else "")
        self._said.setText(words)
        self._mark.setVisible(bool(words) and went_well)
        self._warning.setVisible(bool(words) and not went_well)
        self._undo.setVisible(bool(self._done))
        self._actions["undo_last"].setEnabled(bool(self._done))
        self._hide_when_idle()

    def _hide_when_idle(self) -> None:
        idle = not self._said.text() and self._bin.isHidden()
        if idle or self.parentWidget() is not None:  # before it has its place it would be a window of its own
            self.setVisible(not idle)
