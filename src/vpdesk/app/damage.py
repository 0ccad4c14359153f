"""Damage met behind the lock page: what is said of it, and what of the typed text can still be kept.

Opening looks at the beginning of every table (`vpdesk.vault.first_look`); a page behind that may be met much
later, by a list that is scrolled. The vault is then of no use to work in: no backup can be made of it. So it
locks as at any other lock, and the fresh process shows the lock page with the ways out, a backup or a rescue:

    a read meets it -> `Desk.damaged` -> covered, what was typed is saved -> fresh process, lock page

One can open it again, to look something up. The place where one was is then forgotten, for it would lead to
the same page.
"""

from contextlib import suppress
from datetime import datetime

from PySide6.QtWidgets import QWidget

from vpdesk.app import whereabouts
from vpdesk.domain.code import N_
from vpdesk.domain.errors import VpdeskError
from vpdesk.models.desk import Desk
from vpdesk.vault.faults import DatabaseDamagedError
from vpdesk.views.autosave import commit_all


class UnsavedByDamageError(DatabaseDamagedError):
    """The text that was typed last has no place in the file any more."""

    wrong = N_("The file with your cases is damaged (case.db): what you typed last cannot be saved in it.")
    safe = N_("It still stands in this window.")
    todo = N_(
        "Your passphrase leads back to it: write it down on paper. Then close the window, start vpdesk again"
        " and put back a backup."
    )


def keep_what_can_be(page: QWidget, desk: Desk, now: datetime) -> int:
    """Save what was typed in `page`, and forget where the window was; return how many forms were saved.

    Raises UnsavedByDamageError when something typed cannot be kept, not even as a draft.
    """
    with suppress(VpdeskError):
        whereabouts.keep(desk, {}, now)
    try:
        return commit_all(page)
    except DatabaseDamagedError as error:
        raise UnsavedByDamageError from error
