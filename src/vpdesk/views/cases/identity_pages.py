"""Pages about how to reach the reporter: writing it down, and erasing it while the case stays."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vpdesk.domain.identity import new_id
from vpdesk.domain.reporter_identity import ReporterIdentity
from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile
from vpdesk.services.reaching import erase_identity, identity_place, read_identity, save_identity
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.declared import IDENTITY_FIELDS
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.words import breakable
from vpdesk.views.page import no_wider
from vpdesk.views.parts import Card, body, button, column, row, symbol
from vpdesk.views.verb_page import VerbPage

#: Pixels at 100 %: longer lines than this tire the eye.
_WIDEST: Final = 680


def change_identity(around: PageContext, file: CaseFile) -> FormPage:
    """Return the page; it saves itself as soon as anything stands in it."""
    case_id = file.case.id
    known = around.desk.ask(lambda vault: read_identity(vault, case_id))
    form = AskingForm(IDENTITY_FIELDS, today=around.today)
    if known is None:
        form.begin(
            partial(ReporterIdentity, id=new_id(), case_id=case_id),
            **{field.name: "" for field in IDENTITY_FIELDS},
        )
    else:
        form.load(known)
    return FormPage(
        around,
        form,
        name="identity_page",
        title=_("How to reach the reporter of {alias}", alias=file.case.alias),
        sentence=_(
            "Only if you need it. It is kept apart from the case, stands in no list, search or report, and"
            " you can erase it at any time while the case stays."
        ),
        place=identity_place(case_id),
        finish=_("Done"),
        save=save_identity,
        keep=save_identity,
    )


class EraseIdentityPage(VerbPage):
    """Says what goes and what that does not reach, and asks once; `erased` says that it was done."""

    erased = Signal()

    def __init__(self, around: PageContext, file: CaseFile) -> None:
        primary = button(_("Erase this for good"), self._erase, kind="primary", name="finish")
        super().__init__(
            "erase_identity_page",
            breakable(_("Erase how to reach the reporter of {alias}", alias=file.case.alias)),
            _("The case itself stays as it is. This cannot be undone."),
            primary,
        )
        self._around = around
        self._case_id = file.case.id
        parts = Card(
            _line("trash-2", _("The name, how and when to reach the reporter, and your remarks on it go.")),
            _line("check", _("Your notes of conversations stay: look whether a name stands in them.")),
            _line(
                "triangle-alert",
                _(
                    "Backups that were made before still hold it, encrypted. It is out of them too once newer"
                    " backups have taken their place, or once you delete them."
                ),
            ),
        )
        self.page.add(no_wider(parts, _WIDEST))

    def begin_typing(self) -> None:
        self.back.setFocus()  # who presses Enter in passing erases nothing

    def _erase(self) -> None:
        case_id = self._case_id
        self._around.desk.do(
            lambda vault: erase_identity(vault, case_id),
            owner=self,
            done=lambda _none: self.erased.emit(),
            failed=self.page.banner.show_error,
        )


def _line(icon_name: str, words: str) -> QWidget:
    return column(row(symbol(icon_name, "quiet", 18), body(words), gap=12), margins=(16, 10, 16, 10))
