"""What each deed leads to: the page that it opens, and what follows when that page is done."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from vpdesk.domain.aftercare import Aftercare
from vpdesk.domain.case import Case
from vpdesk.domain.consent import Consent
from vpdesk.domain.contact import Contact
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.step import Step
from vpdesk.domain.values import AftercareOutcome
from vpdesk.i18n import _, label
from vpdesk.services.binning import BinContent
from vpdesk.services.casework import CaseFile, read_case, tell_reservation
from vpdesk.services.closing import reopen_case
from vpdesk.services.erasing import ErasureResult
from vpdesk.services.moving import may_move
from vpdesk.services.respondents import untag_case
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.aftercare_page import Settling, settling
from vpdesk.views.cases.bin_page import BinPage
from vpdesk.views.cases.case_page import SUBJECTS, change_case, change_subject
from vpdesk.views.cases.closing_page import closing
from vpdesk.views.cases.consent_pages import stopping_steps, withdrawal
from vpdesk.views.cases.contact_pages import changed_contact, new_contact
from vpdesk.views.cases.detail import CaseDetail
from vpdesk.views.cases.done_words import saved_words
from vpdesk.views.cases.emptying_page import EmptyingPage
from vpdesk.views.cases.erase_page import ErasePage
from vpdesk.views.cases.erased_page import ErasedPage
from vpdesk.views.cases.identity_pages import EraseIdentityPage, change_identity
from vpdesk.views.cases.keep_answers import VERBS as KEPT
from vpdesk.views.cases.keep_answers import KeepAnswers
from vpdesk.views.cases.move_page import counted_case, moving
from vpdesk.views.cases.next_contact import next_contact, recorded_words
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.path_answers import PathAnswers
from vpdesk.views.cases.tag_page import choosing_tag
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.parts import button
from vpdesk.views.undoing import Undoing
from vpdesk.views.verb_page import VerbPage

T = TypeVar("T", Contact, Consent, Step, Aftercare)


class Answers:
    """Opens pages through `show_form` and `show_page`, and says in `detail` what came of a deed.

    `open_case` turns to another case. `go_on` says which deed a page is that follows on another, so that one
    comes back to it after a lock.
    """

    def __init__(  # noqa: PLR0913  each leads somewhere else
        self,
        around: PageContext,
        detail: CaseDetail,
        undoing: Undoing,
        *,
        show_form: Callable[..., object],
        show_page: Callable[[VerbPage], object],
        go_on: Callable[[Verb, int], object],
        open_case: Callable[[int], object],
    ) -> None:
        self._around = around
        self._detail = detail
        self._undoing = undoing
        self._show_form = show_form
        self._show_page = show_page
        self._go_on = go_on
        self._paths = PathAnswers(around, show_form=show_form, show_page=show_page, go_on=go_on)
        self._open = open_case
        self.keep = KeepAnswers(
            around, detail, undoing, show_form=show_form, show_page=show_page, go_on=go_on
        )

    def begin(self, verb: Verb, value_id: int, file: CaseFile) -> None:  # noqa: C901, PLR0912  one a verb
        """Begin `verb` in the case `file`; `value_id` is what it is about."""
        around = self._around
        match verb:
            case Verb.RECORD:
                self._show_form(
                    new_contact(around, file), lambda _contact: self._go_on(Verb.AGREE, file.case.id)
                )
            case Verb.AGREE:
                self._show_form(next_contact(around, file, recorded_words(file)))
            case Verb.AGREE_CONTACT:
                self._show_form(next_contact(around, file, _("When is the next contact?")))
            case Verb.CHANGE:
                self._show_form(changed_contact(around, file, _find(file.contacts, value_id)))
            case Verb.WITHDRAW:
                self._withdraw(file, _find(file.consents, value_id))
            case Verb.CHANGE_CASE:
                self._show_form(change_case(around, file))
            case _ if verb in SUBJECTS:
                self._show_form(change_subject(around, file, verb))
            case Verb.CHANGE_IDENTITY:
                self._show_form(change_identity(around, file))
            case Verb.ERASE_IDENTITY:
                self._erase_identity(file)
            case Verb.CLOSE:
                self._show_form(closing(around, file))
            case Verb.ERASE:
                self._erase(file)
            case Verb.MOVE:
                self._move(file)
            case Verb.TAG:
                self._show_form(choosing_tag(around, file))
            case Verb.UNTAG:
                self._untag(file, value_id)
            case Verb.OPEN:
                self._open(value_id)
            case Verb.BIN:
                self.open_bin(file.case)
            case Verb.REOPEN:
                self._reopen(file.case.id)
            case Verb.TELL:
                today = around.today()
                self._do(verb, lambda vault: tell_reservation(vault, file.case.id, today))
            case Verb.SETTLE:
                page = settling(around, file, _find(file.aftercares, value_id))
                self._show_form(page, lambda done: self._follow(done, file.case))
            case _ if verb in KEPT:
                self.keep.begin(verb, value_id, file)
            case _:
                self._paths.begin(verb, value_id, file)

    def _do(
        self, verb: Verb, work: Callable[[Vault], Any], done: Callable[[Any], None] | None = None
    ) -> None:
        """Do at once, to the case that is shown, what `verb` stands for."""
        case_id = self._detail.case_id
        if case_id is not None:
            words = saved_words(self._file(case_id), (verb, case_id))
            self._undoing.do(work, roots=[case_id], words=words, done=done)

    def _file(self, case_id: int) -> CaseFile:
        return self._around.desk.ask(lambda vault: read_case(vault, case_id))

    def open_bin(self, case: Case | None = None) -> None:
        """Show what was deleted from one case, or from all."""
        page = BinPage(self._around, case)
        page.erase_asked.connect(lambda case_id: self._erase(self._file(case_id)))
        page.emptying_asked.connect(lambda going: self._empty(going, case))
        self._show_page(page)
        if case is None:
            page.left.connect(self._undoing.go_beside)  # where it was asked for

    def _empty(self, going: BinContent, case: Case | None) -> None:
        def tell() -> None:
            for found in going.parts:
                self._undoing.forget(found.part.case_id)  # undoing would bring it back
            page.leave()
            self.open_bin(case)

        page = EmptyingPage(self._around, going)
        page.emptied.connect(tell)
        page.back_pressed.connect(lambda: self.open_bin(case))
        self._show_page(page)

    def _erase(self, file: CaseFile) -> None:
        def tell(result: ErasureResult) -> None:
            self._undoing.forget(file.case.id)
            self._show_page(ErasedPage(result, self._around.keeping, self._around.today))

        page = ErasePage(self._around, file)
        page.erased.connect(tell)
        self._show_page(page)

    def _move(self, file: CaseFile) -> None:
        if not self._around.desk.ask(lambda vault: may_move(vault, file.case.id)):
            self._show_page(counted_case(file))
            return

        def say(organisation: Organisation) -> None:
            self._detail.offer(_("The case is moved to {organisation}.", organisation=organisation.name))

        self._show_form(moving(self._around, file), say)

    def _untag(self, file: CaseFile, tag_id: int) -> None:
        """Take a tag off; the line below says so beside other cases too, so it names neither tag nor case."""
        case_id = file.case.id
        self._undoing.do(
            lambda vault: untag_case(vault, case_id, tag_id), roots=[case_id], words=_("A tag is taken off")
        )

    def _erase_identity(self, file: CaseFile) -> None:
        def tell() -> None:
            self._undoing.forget(file.case.id)  # undoing would bring it back
            page.leave()
            self._detail.offer(_("How to reach the reporter is erased. The case itself is as it was."))

        page = EraseIdentityPage(self._around, file)
        page.erased.connect(tell)
        self._show_page(page)

    def _withdraw(self, file: CaseFile, consent: Consent) -> None:
        stops = stopping_steps(file, consent)

        def say(_on: object) -> None:
            self._detail.offer(" ".join(part for part in (_("The consent is withdrawn."), stops) if part))

        self._show_form(withdrawal(self._around, file, consent), say)

    def _follow(self, settled: Settling, case: Case) -> None:
        """Offer what the outcome of aftercare asks for; nothing happens by itself."""
        closed = case.closed_on is not None
        if settled.outcome is AftercareOutcome.CONTINUES and closed:
            reopen = button(label(Verb.REOPEN), lambda: self._reopen(case.id), name="reopen_offered")
            self._detail.offer(_("The conduct goes on. Do you want to reopen the case?"), reopen)
        elif settled.outcome is AftercareOutcome.DISADVANTAGE:
            words = _("Reopen and add a matter") if closed else _("Add a matter")
            add = button(words, lambda: self._add_matter(case), name="matter_offered")
            self._detail.offer(_("The reporter suffered disadvantage: that is a matter of its own."), add)

    def _reopen(self, case_id: int, then: Callable[[Any], None] | None = None) -> None:
        self._detail.say_nothing()
        today = self._around.today()
        self._do(Verb.REOPEN, lambda vault: reopen_case(vault, case_id, today), then)

    def _add_matter(self, case: Case) -> None:
        self._detail.say_nothing()
        if case.closed_on is None:
            self._change_matters(case.id)
        else:
            self._reopen(case.id, lambda _case: self._change_matters(case.id))

    def _change_matters(self, case_id: int) -> None:
        page = change_subject(self._around, self._file(case_id), Verb.CHANGE_MATTERS)
        self._show_form(page, None, (Verb.CHANGE_MATTERS, case_id))


def _find(values: Sequence[T], value_id: int) -> T:
    """Return the value; raises LookupError when it is not there (any more)."""
    for value in values:
        if value.id == value_id:
            return value
    message = f"no value {value_id} in this case"
    raise LookupError(message)
