"""The clock on the page of a contact: it runs on while the window is locked or the page is left.

When it began is kept as a draft of the case, so it goes with the case and is in no file outside the vault.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vpdesk.i18n import _
from vpdesk.services.drafts import drop_draft, load_draft, save_draft
from vpdesk.views import dates
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.parts import button, quiet

#: Milliseconds between two looks at what time it is.
_TICK: Final = 10_000
_MINUTE: Final = timedelta(minutes=1)
#: Minutes: no conversation is longer, and a clock that ran longer was forgotten.
FORGOTTEN: Final = 8 * 60


def clock_place(case_id: int) -> str:
    """Return where it is kept when the clock of a case began."""
    return f"case/{case_id}/clock"


def running_since(around: PageContext, case_id: int) -> datetime | None:
    """Return when the clock of a case began, if it runs."""
    kept = around.desk.ask(lambda vault: load_draft(vault, clock_place(case_id)))
    return None if kept is None else datetime.fromisoformat(kept.body)


def since_words(since: datetime, now: datetime) -> str:
    """Return "10:05", with its day when it began on another one."""
    if since.date() == now.date():
        return dates.clock(since)
    day = dates.day_and_month(since.date(), now.date())
    return _("{day}, {time}", day=day, time=dates.clock(since))


class Clock(QWidget):
    """`begun` carries when it was started, `stopped` the minutes that it ran (1 at least).

    `failed` carries why its beginning could not be kept.
    """

    begun = Signal(object)
    stopped = Signal(int)
    failed = Signal(object)

    def __init__(self, around: PageContext, case_id: int) -> None:
        super().__init__()
        self.setObjectName("clock")
        self._around = around
        self._place = clock_place(case_id)
        self._since = running_since(around, case_id)
        self._start = button(
            _("Start the clock"), self.start, icon_name="clock", kind="link", name="start_clock"
        )
        self._stop = button(_("Stop the clock"), self.stop, icon_name="check", kind="link", name="stop_clock")
        self._said = quiet("", wraps=False)
        self._said.setObjectName("clock_says")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._start)
        layout.addWidget(self._stop)
        layout.addWidget(self._said)
        layout.addStretch(1)
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self._show)
        self._show()

    @property
    def runs(self) -> bool:
        """Whether the clock is running."""
        return self._since is not None

    def start(self) -> None:
        """Begin to count; a clock that runs goes on as it is."""
        if self._since is not None:
            return
        began = self._around.now()
        self._since = began
        self._keep(lambda vault: save_draft(vault, self._place, began.isoformat(), began))
        self._show()
        self._stop.setFocus()
        self.begun.emit(began)

    def stop(self) -> None:
        """Say how long it ran, and begin at nothing the next time."""
        if self._since is None:
            return
        minutes = self._minutes()
        self._since = None
        self._keep(lambda vault: drop_draft(vault, self._place))
        self._show()
        self._start.setFocus()
        self.stopped.emit(minutes)

    def _minutes(self) -> int:
        if self._since is None:
            return 0
        return max(1, round((self._around.now() - self._since) / _MINUTE))

    def _keep(self, work: Callable[..., None]) -> None:
        self._around.desk.do(work, owner=self, failed=self.failed.emit)

    def _show(self) -> None:
        runs = self._since is not None
        self._start.setVisible(not runs)
        self._stop.setVisible(runs)
        self._said.setVisible(runs)
        if self._since is None:
            self._timer.stop()
            return
        self._timer.start()
        running = dates.duration(max(0, int((self._around.now() - self._since) / _MINUTE)))
        since = since_words(self._since, self._around.now())
        self._said.setText(_("Since {time}: {duration}", time=since, duration=running))
