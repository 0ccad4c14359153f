"""Nieuwe melding: a report on one page, stored while typing as soon as it is whole.

Five things are asked. What is inside the mandate is proposed and explained; each further question stands
there only when it fits what was chosen.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal

from vpdesk.domain.case import Case
from vpdesk.domain.identity import new_id
from vpdesk.domain.matter_detail import Wrongdoing
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.referral import Helper
from vpdesk.domain.values import Entry, Mandate, Position, Switch
from vpdesk.i18n import _
from vpdesk.services.agreements import own_words
from vpdesk.services.casework import propose_alias
from vpdesk.services.drafts import NEW_CASE
from vpdesk.services.intake import Intake, store_intake
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.case_page import case_place, units
from vpdesk.views.cases.declared import (
    CASE_FIELDS,
    HELPER_FIELD,
    NEW_CASE_FIELDS,
    UNFOLDED_FIELDS,
    organisation_field,
    unit_field,
)
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.nature import NATURE, WIDE, asked_of_nature, counts_as, made_case
from vpdesk.views.cases.new_organisation import NewOrganisation
from vpdesk.views.cases.own_words import OwnWords
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.editors import ChoiceEditor
from vpdesk.views.in_sight import bring_soon_into_sight
from vpdesk.views.parts import button
from vpdesk.views.undoing import Undoing

_BESIDE: Final = ("opened_on", "entry", "alias")
#: By chance the same word may be drawn again: so often it is tried.
_DRAWS: Final = 20


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
    #: Whether the page is finished as soon as that client organisation is there.
    _finishes_then = False
    #: Whether the mandate stands on the page.
    _explained = False
    #: The organisation whose sites are offered.
    _offered: int | None = None

    def __init__(self, around: PageContext, undoing: Undoing) -> None:
        self._undoing = undoing
        self._organisations = around.desk.ask(lambda vault: vault.organisations.all())
        super().__init__(
            around,
            self._form(around),
            name="new_case_page",
            title=_("New case"),
            sentence=_("The client and what it is about are enough. Everything is saved while you type."),
            place=NEW_CASE,
            finish=_("To the case"),
            widest=WIDE,
            save=self._store,
            keep=self._store,
        )
        self._lay_out()
        raw = self.form.raw()
        self._unfolded = any(self._fresh[name] != raw[name] for name in UNFOLDED_FIELDS)
        self._adding = self._new.restored
        self.form.edited.connect(self._ask)
        self.autosave.saved.connect(self._turn_to_case)
        self._ask()

    def _lay_out(self) -> None:
        again = button(
            _("Another word"), self.propose, icon_name="refresh-cw", kind="link", name="another_alias"
        )
        self.form.put_below("alias", again)
        self._new = NewOrganisation(self.around, self._undoing)
        self._new.added.connect(self._take_organisation)
        self._new.put_away.connect(self._put_organisation_away)
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

    def finish(self) -> None:
        """Go to the case; a client organisation that is still being typed is added first."""
        nobody = self.form.editor("organisation_id").raw() is None
        if nobody and ((self._adding and self._new.is_begun) or not self._organisations):
            self._finishes_then = True
            self._new.focus_on_name()
            self._new.add_organisation()
        else:
            super().finish()

    def propose(self) -> None:
        """Put another alias in its field."""
        editor = self.form.editor("alias")
        drawn = (self.around.desk.ask(propose_alias) for _turn in range(_DRAWS))
        editor.set_value(next((alias for alias in drawn if alias != editor.raw()), editor.raw()))

    def unfold(self) -> None:
        """Ask what may be recorded later, too."""
        self._unfolded = True
        self._ask()
        self.form.focus_on(UNFOLDED_FIELDS[0])

    def ask_organisation(self) -> None:
        """Ask for a client organisation that is not in the list yet."""
        self._adding = True
        self._show_organisations()
        self._new.focus_on_name()

    def _put_organisation_away(self) -> None:
        self._adding = False
        self._show_organisations()
        self._another.setFocus()

    def _show_organisations(self) -> None:
        known = bool(self._organisations)
        self._new.is_needless = known
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
        if self._finishes_then:
            self._finishes_then = False
            self.finish()

    def _speak_as_organisation(self) -> None:
        """Offer the codes in the own words of the organisation that is chosen."""
        chosen = self.form.editor("organisation_id").raw()
        if chosen != self._spoken_for:
            self._spoken_for = chosen
            own = {} if chosen is None else self.around.desk.ask(lambda vault: own_words(vault, chosen))
            self.form.reword(OwnWords(own).label)

    def _store(self, vault: Vault, intake: Intake) -> None:
        self._in_vault = store_intake(vault, intake)

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

    def _organisation(self) -> Organisation | None:
        chosen = self.form.editor("organisation_id").raw()
        return next((one for one in self._organisations if one.id == chosen), None)

    def _ask(self) -> None:
        """Ask what fits what was chosen."""
        self._speak_as_organisation()
        organisation = self._organisation()
        asked = {*NEW_CASE_FIELDS, *asked_of_nature(self.form, organisation)}
        if counts_as(self.form, organisation) is Mandate.OUTSIDE:
            asked.add(HELPER_FIELD.name)
        if self._unfolded:
            asked.update(UNFOLDED_FIELDS)
        if organisation is None or organisation.unit_recording is Switch.OFF:
            asked.discard("unit_id")
        elif "unit_id" in asked:
            self._offer_units(organisation)
        self.form.ask_only([name for name in self._fresh if name in asked])
        self._unfold.setVisible(not self._unfolded)
        self._show_organisations()
        if "mandate" in asked and not self._explained:  # what follows from the choice is seen with it
            last = HELPER_FIELD.name if HELPER_FIELD.name in asked else "mandate"
            bring_soon_into_sight(self.form.editor(last))
        self._explained = "mandate" in asked

    def _offer_units(self, organisation: Organisation) -> None:
        editor = self.form.editor("unit_id")
        if self._offered != organisation.id and isinstance(editor, ChoiceEditor):
            self._offered = organisation.id
            editor.reload()

    def _units(self, around: PageContext) -> Sequence[tuple[int, str]]:
        """Return those of the organisation; at first of all of them, for a draft may hold any."""
        of = [one.id for one in self._organisations] if self._offered is None else [self._offered]
        return [unit for organisation_id in of for unit in units(around, organisation_id)]

    def _form(self, around: PageContext) -> AskingForm:
        options = organisation_field(lambda: [(one.id, one.name) for one in self._organisations])
        sites = unit_field(lambda: self._units(around))
        known = {field.name: field for field in (options, *CASE_FIELDS, HELPER_FIELD, sites)}
        names = dict.fromkeys((*NEW_CASE_FIELDS, *NATURE, HELPER_FIELD.name, *UNFOLDED_FIELDS))
        form = AskingForm([known[name] for name in names], today=around.today, beside=_BESIDE)
        make = partial(made_case, partial(Case, id=new_id()))
        referral_id = new_id()

        def take(helper: Helper | None, **found: Any) -> Intake:
            return Intake(case=make(**found), referral_id=referral_id, helper=helper)

        form.begin(
            take,
            organisation_id=None,
            opened_on=around.today(),
            entry=Entry.UNKNOWN,
            alias=around.desk.ask(propose_alias),
            matters=(),
            matter_details=(),
            wrongdoing=Wrongdoing.NOT_SUSPECTED,
            mandate=None,
            helper=None,
            reporter_position=Position.UNKNOWN,
            respondent_relations=(),
            unit_id=None,
            told_of_reservation_on=None,
        )
        return form
