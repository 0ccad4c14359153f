"""The first copy outside this computer, in the first ten minutes; it may be put off."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal

from vpdesk.domain.errors import VpdeskError
from vpdesk.i18n import _, label
from vpdesk.models.keeping import Keeping
from vpdesk.models.row_text import Tone
from vpdesk.vault.progress import Progress
from vpdesk.vault.second_place import PlaceRemark
from vpdesk.views import dates
from vpdesk.views.contents import Contents
from vpdesk.views.file_dialogs import choose_folder
from vpdesk.views.gate import Gate
from vpdesk.views.leavable import Leavable
from vpdesk.views.parts import Card, body, button, column, heading, quiet, row, strong, symbol, toned
from vpdesk.views.states import Banner, Notice, announce
from vpdesk.views.waiting import Waiting


class FirstBackup(Leavable, Gate):
    """`finished` says that a copy is made or that it is put off."""

    finished = Signal()

    def __init__(self, keeping: Keeping, now: Callable[[], datetime]) -> None:
        super().__init__(width=620)
        self._keeping = keeping
        self._now = now
        self.banner = Banner()
        self._told = Contents()
        self._told.hide()
        self.waiting = Waiting()
        keeping.progressed.connect(self._go_on)
        self._made = Contents()
        self._choose = button(
            _("Choose a place…"), self.choose, icon_name="usb", kind="primary", name="choose_place"
        )
        self._another = button(_("Another place…"), self.choose, name="another_place")
        self._another.hide()
        self._next = button(_("Next"), self.finished.emit, kind="primary", name="next")
        self._later = button(_("Later"), self.finished.emit, name="later")
        self._next.hide()
        self.add(
            self._told,
            heading(_("A copy outside this computer")),
            quiet(
                _(
                    "vpdesk makes encrypted backups by itself, on this computer. If it breaks or is stolen, a"
                    " copy elsewhere saves your work."
                )
            ),
            self.banner,
            Card(
                column(
                    strong(_("For example a USB stick")),
                    body(
                        _(
                            "Put it in and choose it. Nobody can read the copy without your passphrase or"
                            " your recovery sheet."
                        )
                    ),
                    self.waiting,
                    self._made,
                    margins=(20, 16, 20, 16),
                )
            ),
            row(self._later, self._another, None, self._choose, self._next),
        )
        self.setFocusProxy(self._choose)

    @property
    def can_be_left(self) -> bool:
        return not self._later.isHidden() and self.waiting.isHidden()

    def step_back(self) -> None:
        self._later.click()

    def tell(self, sentence: str) -> None:
        """Say what came of the step before."""
        self._told.show_only(Notice(sentence, "circle-check"))
        self._told.show()

    def choose(self) -> None:
        """Ask for the place."""
        found = choose_folder(self, _("A folder outside this computer"), Path.home())
        if found is not None:
            self.use(found)

    def use(self, place: Path) -> None:
        """Make a copy in `place` and test it by putting it back."""
        self.banner.hide()
        self._choose.setEnabled(False)
        self._another.setEnabled(False)
        self.waiting.begin(
            _("The copy is being made, and tested by putting it back"), _("The first time takes the longest.")
        )
        self._keeping.choose_second_place(place, owner=self, done=self._tell, failed=self._say)

    def _go_on(self, progress: Progress) -> None:
        if not self.waiting.isHidden():
            self.waiting.go_on(label(progress.stage), progress.done, progress.total)

    def _tell(self, remark: PlaceRemark) -> None:
        self.waiting.end()
        made = _("Copy made and checked, {time}.", time=dates.clock(self._now()))
        told = row(symbol("circle-check", "good"), toned(made, Tone.GOOD), gap=10)
        apart = remark is PlaceRemark.APART
        self._made.show_only(told, *([] if apart else [Notice(label(remark))]))
        announce(self, made if apart else f"{made} {label(remark)}")
        self._choose.hide()
        self._another.setEnabled(True)
        self._another.setVisible(not apart)
        self._later.hide()
        self._next.show()
        self._next.setFocus()

    def _say(self, error: VpdeskError) -> None:
        self.waiting.end()
        self._choose.setEnabled(True)
        self._another.setEnabled(True)
        self.banner.show_error(error)
