"""Nieuwe melding: one page on which four things are asked, stored while typing as soon as it is whole."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal

from vpdesk.domain.case import Case
from vpdesk.domain.identity import new_id
from vpdesk.domain.mandate import derive_mandate
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Entry, Mandate, Position
from vpdesk.i18n import _
from vpdesk.services.agreements import own_words
from vpdesk.services.casework import propose_alias, take_in
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.case_page import case_place
from vpdesk.views.cases.declared import CASE_FIELDS, NEW_CASE_FIELDS, UNFOLDED_FIELDS, organisation_field
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.new_organisation import NewOrganisation
from vpdesk.views.cases.own_words import OwnWords
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.words import in_sentence
from vpdesk.views.editors import ChoiceEditor
from vpdesk.views.parts import button, quiet

PLACE = "new_case"
#: Pixels at 100 %: all matters in sight at once are worth longer lines.
_WIDEST = 960
#: By chance the same word may be drawn again: so often it is tried.
_DRAWS = 20
_ASKED = (*NEW_CASE_FIELDS, *UNFOLDED_FIELDS)


class NewCasePage(FormPage):
    """A whole page is a case in the vault within two seconds; what is not whole yet is kept as a draft.

    `begun` carries the case when the page is left and the case is in the vault already.
    """

    begun = Signal(object)

    #: The case as it was stored last; written on the database thread, read here after its answer.
    _in_vault: Case | None = None
    #: Whose own words the codes are offered in.
    _spoken_for: int | None = None
    #: Whether a client organisation is being added in passing.
    _adding = False

    def __init__(self, around: PageContext) -> None:
        organisations = around.desk.ask(lambda vault: vault.organisations.all())
        super().__init__(
            around,
            _form(around, organisations),
            name="new_case_page",
            title=_("New case"),
            sentence=_("Four things are enough. Everything is saved while you type."),
            place=PLACE,
            finish=_("To the case"),
            widest=_WIDEST,
            save=self._store,
            keep=self._store,
        )
        self._organisations = organisations
        self._mandate = quiet("")
        self._mandate.setObjectName("mandate_sentence")
        self._lay_out()
        self.form.edited.connect(self._say_mandate)
        self.form.edited.connect(self._speak_as_organisation)
        self.autosave.saved.connect(self._turn_to_case)
        self._say_mandate()
        self._speak_as_organisation()
        raw = self.form.raw()
        folded = all(self._fresh[name] == raw[name] for name in UNFOLDED_FIELDS)
        if folded:
            self.form.ask_only(NEW_CASE_FIELDS)
        self._unfold.setVisible(folded)
        self._adding = self._new.restored
        self._show_organisations()

    def _lay_out(self) -> None:
        self.form.put_below("matters", self._mandate)
        again = button(
            _("Another word"), self.propose, icon_name="refresh-cw", kind="link", name="another_alias"
        )
        self.form.put_below("alias", again)
        self._new = NewOrganisation(self.around.desk, self.around.today, self.around.now)
        self._new.added.connect(self._take_organisation)
        self._new.failed.connect(self.page.banner.show_error)
        self.form.put_below("organisation_id", self._new)
        self._another = button(
            _("Another client organisation"),
            self.ask_organisation,
            icon_name="plus",
            kind="link",
            name="another_organisation",
        )
        self.form.put_below("organisation_id", self._another)
        self._unfold = button(
            _("Record more now (later is fine too)"),
            self.unfold,
            icon_name="chevron-down",
            kind="link",
            name="unfold",
        )
        self.add(self._unfold)

    def begin_typing(self) -> None:
        """Put the cursor at the first thing that is not filled in yet."""
        if not self._organisations:
            self._new.focus_on_name()
        else:
            known = self.form.editor("organisation_id").raw() is not None
            self.form.focus_on("matters" if known else "organisation_id")

    def propose(self) -> None:
        """Put another alias in its field."""
        editor = self.form.editor("alias")
        drawn = (self.around.desk.ask(propose_alias) for _turn in range(_DRAWS))
        editor.set_value(next((alias for alias in drawn if alias != editor.raw()), editor.raw()))

    def unfold(self) -> None:
        """Ask what may be recorded later, too."""
        self.form.ask_only(_ASKED)
        self._show_organisations()
        self._unfold.hide()
        self.form.focus_on(UNFOLDED_FIELDS[0])

    def ask_organisation(self) -> None:
        """Ask for a client organisation that is not in the list yet."""
        self._adding = True
        self._show_organisations()
        self._new.focus_on_name()

    def _show_organisations(self) -> None:
        known = bool(self._organisations)
        self.form.editor("organisation_id").setVisible(known)
        self._another.setVisible(known and not self._adding)
        self._new.setVisible(not known or self._adding)

    def _take_organisation(self, organisation_id: int) -> None:
        # the same list that the editor's options are made of
        self._organisations[:] = self.around.desk.ask(lambda vault: vault.organisations.all())
        editor = self.form.editor("organisation_id")
        if isinstance(editor, ChoiceEditor):
            editor.reload()
        editor.set_value(organisation_id)
        self._adding = False
        self._show_organisations()
        self.form.edited.emit()
        self.form.focus_on("matters")

    def _speak_as_organisation(self) -> None:
        """Offer the codes in the own words of the organisation that is chosen."""
        chosen = self.form.editor("organisation_id").raw()
        if chosen != self._spoken_for:
            self._spoken_for = chosen
            own = {} if chosen is None else self.around.desk.ask(lambda vault: own_words(vault, chosen))
            self.form.reword(OwnWords(own).label)

    def _store(self, vault: Vault, case: Case) -> None:
        self._in_vault = take_in(vault, case)

    def _turn_to_case(self, _moment: datetime) -> None:
        """From its first storing on, the page goes on as the form of that case, with a draft of its own."""
        if self._in_vault is not None:
            self.autosave.saved.disconnect(self._turn_to_case)
            self.autosave.turn_to(case_place(self._in_vault.id))

    def _say_left(self) -> None:
        if self._in_vault is not None:
            self.begun.emit(self._in_vault)
        else:
            super()._say_left()

    def _say_mandate(self) -> None:
        matters = self.form.editor("matters").value()
        chosen = self.form.editor("organisation_id").raw()
        organisation = next((one for one in self._organisations if one.id == chosen), None)
        self._mandate.setVisible(bool(matters) and organisation is not None)
        if not matters or organisation is None:
            return
        mandate = derive_mandate(matters, organisation.mandates)
        if mandate is Mandate.OUTSIDE:
            said = _("Outside the mandate: recorded and counted just the same.")
        else:
            said = _("Within the mandate: {mandate}.", mandate=in_sentence(mandate))
        self._mandate.setText(said)


def _form(around: PageContext, organisations: Sequence[Organisation]) -> AskingForm:
    options = organisation_field(lambda: [(one.id, one.name) for one in organisations])
    fields = {field.name: field for field in (options, *CASE_FIELDS)}
    form = AskingForm(
        [fields[name] for name in _ASKED], today=around.today, beside=("opened_on", "alias", "entry")
    )
    form.begin(
        partial(Case, id=new_id()),
        organisation_id=None,
        opened_on=around.today(),
        matters=(),
        alias=around.desk.ask(propose_alias),
        reporter_position=Position.UNKNOWN,
        respondent_relations=(),
        entry=Entry.UNKNOWN,
        told_of_reservation_on=None,
    )
    return form
