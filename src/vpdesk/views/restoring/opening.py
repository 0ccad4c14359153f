"""What opens the backup, and how far reading it is."""

from vpdesk.i18n import _
from vpdesk.views.access.secret_page import SecretPage
from vpdesk.views.parts import Card, column, heading, quiet, strong


class RestoreOpening(SecretPage):
    """`wanted` carries the passphrase or the recovery key; `back_wanted` chooses another backup."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _("Look at this backup"),
            "open_backup",
            doing=_("The backup is being read and checked"),
            calm=_("Nothing happens to your vault meanwhile."),
        )
        self.add(
            heading(_("Put back a backup")),
            strong(title),
            quiet(
                _(
                    "Type the passphrase that your vault had when this backup was made. The recovery sheet of"
                    " that time opens it too."
                )
            ),
            self.banner,
            Card(column(self.secret, margins=(20, 16, 20, 16))),
        )
        self.add_buttons()
