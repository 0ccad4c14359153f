"""What stands above each place of the practice vault: a real case left there would be open to anybody."""

from collections.abc import Callable

from vpdesk.i18n import _
from vpdesk.views.parts import button
from vpdesk.views.states import Notice


class PracticeNotice(Notice):
    """Says that nothing real belongs here, and offers the way to one's own vault, which `leave` takes."""

    def __init__(self, leave: Callable[[], None]) -> None:
        super().__init__(
            _("This is the practice vault. Record no real cases here: anybody can open it."),
            "triangle-alert",
            button(_("To my own vault"), leave, name="leave_practice"),
        )
        self.setObjectName("practice_notice")
