"""What can be done with a case as a whole: each deed is an action, with its word and symbol."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vpdesk.views.actions import action
from vpdesk.views.cases.verbs import Verb

#: The main things to do, as buttons beside the alias.
MAIN: Final = ("record_contact", "close_case", "reopen_case")
#: What is done now and then, in the menu beside them: what belongs together, with a line between.
MORE: Final = (
    ("talk_about_options", "plan_step", "begin_track", "refer_on"),
    ("record_consent", "agree_contact"),
    ("weigh_confidentiality",),
    ("change_case", "move_case", "join_case", "split_case"),
    ("open_bin", "delete_case", "erase_case"),
)


class CaseActions(QWidget):
    """`answered` carries a verb and the identifier of what it is about."""

    answered = Signal(object, object)

    _case_id: int | None = None

    @action(Verb.RECORD.word, icon="message-circle")
    def record_contact(self) -> None:
        """Record what was said."""
        self._ask(Verb.RECORD)

    @action(Verb.CONSENT.word, icon="file-check")
    def record_consent(self) -> None:
        """Record what the reporter allows or refuses."""
        self._ask(Verb.CONSENT)

    @action(Verb.WEIGH.word, icon="scale")
    def weigh_confidentiality(self) -> None:
        """Weigh whether confidentiality has to be broken, and record what was decided."""
        self._ask(Verb.WEIGH)

    @action(Verb.PLAN.word, icon="route")
    def plan_step(self) -> None:
        """Plan a step towards a third party."""
        self._ask(Verb.PLAN)

    @action(Verb.OPTIONS.word, icon="route")
    def talk_about_options(self) -> None:
        """Talk about what matters to the reporter and which routes are open."""
        self._ask(Verb.OPTIONS)

    @action(Verb.BEGIN_TRACK.word, icon="scale")
    def begin_track(self) -> None:
        """Begin a way to a body that decides."""
        self._ask(Verb.BEGIN_TRACK)

    @action(Verb.REFER.word, icon="users")
    def refer_on(self) -> None:
        """Record to whom the reporter was referred."""
        self._ask(Verb.REFER)

    @action(Verb.AGREE_CONTACT.word, icon="calendar-days")
    def agree_contact(self) -> None:
        """Record when the next contact is."""
        self._ask(Verb.AGREE_CONTACT)

    @action(Verb.CHANGE_CASE.word, icon="pencil")
    def change_case(self) -> None:
        """Change what is known of the case."""
        self._ask(Verb.CHANGE_CASE)

    @action(Verb.MOVE.word, icon="building-2")
    def move_case(self) -> None:
        """Move the case to the client organisation that it should have been of."""
        self._ask(Verb.MOVE)

    @action(Verb.CLOSE.word, icon="circle-check")
    def close_case(self) -> None:
        """Close the case with its aftercare agreement."""
        self._ask(Verb.CLOSE)

    @action(Verb.REOPEN.word, icon="undo-2")
    def reopen_case(self) -> None:
        """Let the case run again."""
        self._ask(Verb.REOPEN)

    @action(Verb.ERASE.word, icon="trash-2")
    def erase_case(self) -> None:
        """Erase the case for good."""
        self._ask(Verb.ERASE)

    @action(Verb.BIN.word, icon="archive-restore")
    def open_bin(self) -> None:
        """See what was deleted from the case."""
        self._ask(Verb.BIN)

    @action(Verb.JOIN.word, icon="folder")
    def join_case(self) -> None:
        """Bring another case into this one."""
        self._ask(Verb.JOIN)

    @action(Verb.SPLIT.word, icon="route")
    def split_case(self) -> None:
        """Make a second case of a part of this one."""
        self._ask(Verb.SPLIT)

    @action(Verb.DELETE_CASE.word, icon="trash-2")
    def delete_case(self) -> None:
        """Put the case into the bin."""
        self._ask(Verb.DELETE_CASE)

    @property
    def case_id(self) -> int | None:
        """The case that is shown."""
        return self._case_id

    def _ask(self, verb: Verb) -> None:
        if self._case_id is not None:
            self.answered.emit(verb, self._case_id)
