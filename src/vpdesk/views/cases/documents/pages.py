"""The pages about one document: what is in it, another name for it, a readable copy outside the vault."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal

from vpdesk.domain.code import N_
from vpdesk.domain.document import Document
from vpdesk.domain.errors import RuleError
from vpdesk.exchange.outgoing import write_copy
from vpdesk.i18n import _, label
from vpdesk.models import tasks
from vpdesk.services.documents import read_document, rename_document
from vpdesk.vault.vault import Vault
from vpdesk.views import dates, file_dialogs
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.documents.viewing import cannot_show, view_of
from vpdesk.views.cases.documents.words import kind_of, size_of
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.cases.words import breakable
from vpdesk.views.contents import Contents
from vpdesk.views.fields import Field, text
from vpdesk.views.parts import body, button, quiet
from vpdesk.views.states import Notice, announce
from vpdesk.views.verb_page import VerbPage

DOCUMENT_FIELDS: Final = (Field("name", N_("What is it called?"), text),)


class DocumentPage(VerbPage):
    """Shows a document. `asked` carries what else is to be done with it."""

    asked = Signal(object)

    def __init__(self, around: PageContext, document: Document) -> None:
        done = button(_("Done"), self.leave, kind="primary", name="done")
        others = [
            button(label(verb), self._asking(verb), icon_name=icon, name=verb.value)
            for verb, icon in ((Verb.RENAME, "pencil"), (Verb.TAKE_OUT, "log-out"), (Verb.DELETE, "trash-2"))
        ]
        facts = _(
            "{kind}, {size}, added {day}",
            kind=kind_of(document),
            size=size_of(document),
            day=dates.day_and_month(document.added_on, around.today()),
        )
        super().__init__(
            "document_page", breakable(document.name), facts[:1].upper() + facts[1:], done, *others
        )
        self.back.hide()  # here Done says the same
        self._document = document
        self._shown = Contents()
        self._shown.show_only(quiet(_("One moment, please.")))
        self.page.add(self._shown)
        around.desk.do(
            lambda vault: read_document(vault, document.id),
            owner=self,
            done=self._show,
            failed=self.page.banner.show_error,
        )

    def _show(self, content: bytes) -> None:
        view = view_of(self._document, content)
        failed = getattr(view, "failed", None)
        if failed is not None:
            failed.connect(self.page.banner.show_error)
            failed.connect(lambda _error: self._shown.show_only(body(cannot_show())))
        self._shown.show_only(view)

    def _asking(self, verb: Verb) -> Callable[[], None]:
        return lambda: self.asked.emit(verb)


class TakeOutPage(VerbPage):
    """Asks before a readable copy of a document comes to stand outside the vault."""

    def __init__(self, around: PageContext, document: Document) -> None:
        primary = button(_("Choose a place…"), self.choose, kind="primary", name="choose_place")
        super().__init__(
            "take_out_page",
            breakable(_("Save {name} outside the vault", name=document.name)),
            _("Then a readable copy stands on the disk: everybody who can use this computer can read it."),
            primary,
        )
        self._around = around
        self._document = document
        self._told = Contents()
        self.page.add(
            body(
                _(
                    "The document also stays in the vault. vpdesk does not look after the copy: delete it"
                    " yourself when you no longer need it, and think of the recycle bin, backups and cloud"
                    " folders of this computer."
                )
            ),
            self._told,
        )

    def choose(self) -> None:
        """Ask where the copy goes, and write it there."""
        title = _("Save outside the vault")
        chosen = file_dialogs.choose_new_file(self, title, self._document.name, _("All files (*)"))
        if chosen is not None:
            self.write(chosen)

    def write(self, path: Path) -> None:
        """Write a readable copy into `path`."""
        self.page.banner.hide()
        document_id = self._document.id

        def read(vault: Vault) -> bytes:
            inside = vault.folder.path.resolve()
            if inside in path.resolve().parents:
                raise RuleError(
                    "",
                    N_("This place is inside the vault itself."),
                    safe=N_("Nothing was written."),
                    todo=N_("Choose another folder."),
                )
            return read_document(vault, document_id)

        def save(content: bytes) -> None:
            tasks.run(
                lambda: write_copy(path, content),
                owner=self,
                done=lambda _none: self._tell(path),
                failed=self.page.banner.show_error,
            )

        self._around.desk.do(read, owner=self, done=save, failed=self.page.banner.show_error)

    def _tell(self, path: Path) -> None:
        said = _("A readable copy stands in {place}.", place=path)
        self._told.show_only(Notice(breakable(said), "info"))
        announce(self, said)
        self.back.setFocus()


def renaming(around: PageContext, document: Document) -> FormPage:
    """Return the page that gives a document another name."""
    form = AskingForm(DOCUMENT_FIELDS, today=around.today)
    form.load(document)

    def save(vault: Vault, changed: Document) -> None:
        rename_document(vault, vault.documents.get(document.id), changed.name)

    return FormPage(
        around,
        form,
        name="rename_page",
        title=_("Another name for this document"),
        place=f"document/{document.id}",
        finish=_("Save"),
        save=save,
    )
