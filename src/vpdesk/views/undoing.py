"""What was just done can be undone: a line below says so, and Ctrl+Z does it.

What was done is kept row by row, in memory only: it is gone when the vault locks. A field that is being typed
in keeps Ctrl+Z for itself. Each place that changes something has a line of its own: there nothing is undone
that was done out of sight.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from vpdesk.domain.code import N_
from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _, explain
from vpdesk.models.desk import Desk
from vpdesk.services.respondents import DROPPED
from vpdesk.services.undoing import Deed, deed_since, look, of_erased, one_deed, undo, without_tags
from vpdesk.vault.vault import Vault
from vpdesk.views.actions import action, build_actions
from vpdesk.views.beside import Beside
from vpdesk.views.contents import focus_first
from vpdesk.views.look import current
from vpdesk.views.page import ROOMY
from vpdesk.views.parts import action_button, column, hairline, quiet, row, symbol
from vpdesk.views.states import announce

if TYPE_CHECKING:
    from vpdesk.vault.snapshots import Snapshot

Save = Callable[[Vault, Any], object]
Failed = Callable[[VpdeskError], None]

#: So many deeds can be undone, one after the other.
_MOST: Final = 50
#: Pixels at 100 %: narrower than this, the buttons stand below the words.
_BESIDE: Final = 420


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """A deed, what the line says of it, and in which sitting at a form it was done (None: at none).

    `take_back` undoes it where that is more than putting back its rows.
    """

    deed: Deed
    words: str
    sitting: object = None
    take_back: Callable[[Vault], object] | None = None


class Undoing(QFrame):
    """The line and what it can undo. `undone`: something is as it was before.

    `beside` stands at its right end. Where forms stand above it, `settle` has them save what was typed before
    something is undone, for that is what was done last; it raises VpdeskError when that fails. Such a place
    asks it to `listen_in` it.
    """

    undone = Signal()

    def __init__(
        self,
        desk: Desk,
        beside: QWidget | None = None,
        *,
        settle: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("undoing")
        self._desk = desk
        self._beside = beside
        self._settle = settle
        self._done: list[_Done] = []
        #: What was done: put there on the database thread, in the order in which it was done, taken out here.
        self._fresh: deque[_Done] = deque()
        self._sitting: object = None
        self._before: list[Snapshot] | None = None
        self._action = build_actions(self)["undo_last"]
        self._mark = symbol("check", "good", 18)
        self._warning = symbol("triangle-alert", "late", 18)
        self._said = quiet("")
        self._said.setObjectName("done")
        self._undo = action_button(self._action, kind="link")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        left = row(self._mark, self._warning, self._said, gap=8)
        right = (self._undo, None) if beside is None else (self._undo, None, beside)
        line = Beside(left, row(*right, gap=8), room=_BESIDE)
        side = 28 if current().scale < ROOMY else 16
        layout.addWidget(hairline())
        layout.addWidget(column(line, margins=(side, 4, side, 6)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        desk.changed.connect(self._note_changes)
        self._show()

    @property
    def deeds(self) -> int:
        """How many deeds can be undone."""
        return len(self._done)

    def listen_in(self, place: QWidget) -> None:
        """Let the key work while `place` is in sight, also while nothing is said here yet."""
        self.removeAction(self._action)
        place.addAction(self._action)

    def begin(self, roots: Iterable[int]) -> None:
        """Look how cases or organisations stand, before something is done to them.

        Nobody waits for it: whatever is done after this comes after it on the database's thread too.
        """
        ids = tuple(roots)
        before: list[Snapshot] = []
        self._before = before
        self._desk.do(lambda vault: before.append(look(vault, ids)), owner=self, failed=self.say_failed)

    def end(self, words: str) -> None:
        """Look what was done since `begin`, in the background."""
        before, self._before = self._before, None

        def compare(vault: Vault) -> None:
            if before:
                self._put_in(deed_since(vault, before[0]), words)

        if before is not None:
            self._desk.do(compare, owner=self, done=self.take_in, failed=self.say_failed)

    def do(  # noqa: PLR0913  what is done, to what, and what follows
        self,
        verb: Callable[[Vault], Any],
        *,
        roots: Iterable[int],
        words: str,
        done: Callable[[Any], object] | None = None,
        failed: Failed | None = None,
        made: Callable[[Any], Iterable[int]] = lambda _result: (),
    ) -> None:
        """Do something to cases or organisations so that it can be undone; `made` tells which came of it.

        What goes wrong is said in the line, unless `failed` says it elsewhere.
        """
        ids = tuple(roots)

        def recorded(vault: Vault) -> Any:
            before = look(vault, ids)
            result = verb(vault)
            self._put_in(deed_since(vault, before, made(result)), words)
            return result

        def tell(result: Any) -> None:
            self.take_in()
            if done is not None:
                done(result)

        self._desk.do(recorded, owner=self, done=tell, failed=failed or self.say_failed)

    def recording(
        self,
        save: Save,
        *,
        root: Callable[[Any], int],
        words: Callable[[Vault, Any], str],
        sitting: Callable[[], object] = lambda: None,
    ) -> Save:
        """Return `save` for a form, so that what it saves can be undone once `take_in` has heard of it.

        `root` is what of the value it changes, and `words` what the line says of it; it asks for them on the
        database thread. What is saved again in one `sitting` goes on with the deed of before.
        """

        def recorded(vault: Vault, value: Any) -> object:
            before = look(vault, [root(value)])
            result = save(vault, value)
            deed = deed_since(vault, before)
            if deed is not None:
                self._put_in(deed, words(vault, value), sitting())
            return result

        return recorded

    def take_in(self, *_told: object) -> None:
        """Take in what was done since."""
        while self._fresh:
            self._add(self._fresh.popleft())

    def note(self, root: int, words: str, take_back: Callable[[Vault], object]) -> None:
        """Keep what was done already to a case, and what undoes it."""
        deed = Deed(roots=frozenset({root}), changes=(), counted=frozenset())
        self._add(_Done(deed=deed, words=words, take_back=take_back))

    def forget(self, root: int) -> None:
        """Keep nothing of a case: it is erased for good."""
        self.take_in()
        self._done = [each for each in self._done if root not in each.deed.roots]
        self._before = None
        self._show()

    def _note_changes(self, tables: frozenset[str]) -> None:
        if tables & {DROPPED, "erasures"}:
            self.take_in()
        if DROPPED in tables and self._done:
            self._done = [
                replace(each, deed=kept) for each in self._done if (kept := without_tags(each.deed))
            ]
            self._show()
        if "erasures" in tables and self._done:
            deeds = [each.deed for each in self._done]
            gone = self._desk.ask(lambda vault: of_erased(vault, deeds))
            self._done = [each for each in self._done if each.deed not in gone]
            self._show()

    @action(N_("Undo"), shortcut="Ctrl+Z", icon="undo-2")
    def undo_last(self) -> None:
        """Undo what was done last, and wait for it: what is typed meanwhile would be saved over it.

        What was asked for just before the key, and is under way still, was done last.
        """
        try:
            if self._settle is not None:
                self._settle()
            self._desk.ask(lambda _vault: None)
            self.take_in()
            if self._done:
                last, self._sitting = self._done.pop(), None
                self._desk.ask(last.take_back or (lambda vault: undo(vault, last.deed)))
                self._tell_undone(last.words)
        except VpdeskError as error:
            self.say_failed(error)

    def _tell_undone(self, words: str) -> None:
        said = _("Undone: {what}", what=words)
        self._show(said)
        announce(self, said)
        self.undone.emit()

    def _put_in(self, deed: Deed | None, words: str, sitting: object = None) -> None:
        if deed is not None:
            self._fresh.append(_Done(deed=deed, words=words, sitting=sitting))

    def _add(self, done: _Done) -> None:
        """Keep what was done, as one deed with the last where it goes on with that."""
        last = self._done[-1] if self._done else None
        goes_on = done.sitting is not None and done.sitting == self._sitting and last is not None
        whole = one_deed(last.deed, done.deed) if goes_on and last is not None else None
        self._sitting = done.sitting
        if whole is None:
            self._done = [*self._done, done][-_MOST:]
        elif whole.changes:
            self._done[-1] = _Done(deed=whole, words=done.words, sitting=done.sitting)
        else:
            self._done.pop()
            self._sitting = None
        self._show()
        if whole is None:
            announce(self, done.words)  # not before it can be seen

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
        self._action.setEnabled(bool(self._done) or self._settle is not None)
        self.hide_when_idle()

    def go_beside(self) -> None:
        """Put the focus on what stands at the right end, as far as it is there."""
        if self._beside is not None and self._beside.isVisible():
            focus_first(self._beside)

    def hide_when_idle(self) -> None:
        """Take no room when there is nothing to say and nothing beside it."""
        idle = not self._said.text() and (self._beside is None or self._beside.isHidden())
        if idle or self.parentWidget() is not None:  # before it has its place it would be a window of its own
            self.setVisible(not idle)
