"""What came of erasing a case: that nothing is left of it here, and which backups may still hold it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _, label, ngettext
from vpdesk.models.keeping import Keeping, Work
from vpdesk.services.erasing import ErasureResult, Remaining, Replaced
from vpdesk.vault.backup import Backup
from vpdesk.vault.progress import Progress
from vpdesk.views.contents import Contents
from vpdesk.views.fact_line import FactLine
from vpdesk.views.parts import Card, body, button, subheading
from vpdesk.views.states import Notice, announce
from vpdesk.views.vault import safety_words
from vpdesk.views.verb_page import VerbPage
from vpdesk.views.waiting import Waiting


class ErasedPage(VerbPage):
    """Offers to replace the backups of before; else they go when newer ones take their place.

    It begins at its title: Enter was just pressed to erase, and a second time must not do more than that.
    """

    def __init__(self, result: ErasureResult, keeping: Keeping, today: Callable[[], date]) -> None:
        self._replace = button(_("Replace these backups"), self.replace, kind="primary", name="replace_older")
        done = button(_("Done"), self.leave, kind="primary", name="done")
        remaining = result.remaining
        primary: QPushButton = self._replace if remaining.backups else done
        super().__init__(
            "erased_page",
            _("The case is erased"),
            ngettext(
                "Nothing of it is left in the vault: the one page of it was searched.",
                "Nothing of it is left in the vault: all {n} pages of it were searched.",
                result.erased.pages,
            ),
            primary,
        )
        self._remaining = remaining
        self._keeping = keeping
        self._today = today
        self._waiting = Waiting()
        keeping.progressed.connect(self._go_on)
        self._left = Contents(gap=12)
        self.page.add(self._waiting, self._left)
        self._left.show_only(*self._parts(result))

    def begin_typing(self) -> None:
        (self.page.title if self._remaining.backups else self.primary).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # a button presses itself
            super().keyPressEvent(event)

    def replace(self) -> None:
        """Make a new backup at each place, and only then delete those of before there."""
        self.page.banner.hide()
        self._replace.setEnabled(False)
        self._waiting.begin(label(Work.REPLACING))
        self._keeping.replace(self._remaining.backups, owner=self, done=self._tell_replaced, failed=self._say)

    def _parts(self, result: ErasureResult) -> list[QWidget]:
        parts: list[QWidget] = []
        if result.fresh is None:
            parts.append(Notice(_("A new backup could not be made; the vault asks for it on Today.")))
        if not result.remaining.backups:
            parts.append(body(_("No backup that is known holds it.")))
        else:
            parts += [
                subheading(_("These backups may still hold it")),
                body(
                    _(
                        "They were made while the case was there. You can replace them by one new backup;"
                        " what they kept of earlier days is then gone. Otherwise newer backups take their"
                        " place by themselves, that of the last one after about half a year."
                    )
                ),
                Card(*(self._line(each) for each in result.remaining.backups)),
            ]
        return [*parts, *_elsewhere(result.remaining)]

    def _line(self, backup: Backup) -> FactLine:
        facts = safety_words.backup_facts(backup, with_folder=True)
        return FactLine("hard-drive", safety_words.backup_title(backup, self._today()), facts)

    def _go_on(self, progress: Progress) -> None:
        if not self._waiting.isHidden():
            self._waiting.go_on(label(progress.stage), progress.done, progress.total)

    def _tell_replaced(self, replaced: Replaced) -> None:
        self._waiting.end()
        self._replace.hide()
        said = _("The earlier backups are replaced by a new one.")
        parts: list[QWidget] = [Notice(said, "circle-check")]
        parts += [
            Notice(_("{file} could not be deleted. Delete it yourself.", file=file)) for file in replaced.left
        ]
        self._left.show_only(*parts, *_elsewhere(self._remaining))
        announce(self, said)
        self.back.setFocus()

    def _say(self, error: VpdeskError) -> None:
        self._waiting.end()
        self._replace.setEnabled(True)
        self.page.banner.show_error(error)


def _elsewhere(remaining: Remaining) -> list[Notice]:
    """Return what is said of places where nothing can be replaced from here."""
    said = [
        _("{place} is not there now; backups on it may hold the case too.", place=place)
        for place in remaining.unseen
    ]
    said += [
        _(
            "In {folder} is an earlier or another copy of this vault; it may hold the case too. Do you not"
            " need that copy? Then delete that folder yourself.",
            folder=folder,
        )
        for folder in remaining.put_aside
    ]
    said += [
        _(
            "It cannot be seen which vault {file} belongs to. Is it this one? Then delete it yourself.",
            file=each,
        )
        for each in remaining.unclear
    ]
    return [Notice(words) for words in said]
