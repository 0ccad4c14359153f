"""What documents, the bin, joining and splitting lead to; what is done can be undone (`undoing`)."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from vpdesk.domain.binned import BinKind
from vpdesk.domain.case import Case
from vpdesk.domain.document import Document
from vpdesk.i18n import _, ngettext
from vpdesk.services.binning import bin_case, bin_part, deletable
from vpdesk.services.casework import CaseFile, read_case
from vpdesk.services.joining import join_cases
from vpdesk.services.splitting import split_case
from vpdesk.vault.vault import Vault
from vpdesk.views import dates
from vpdesk.views.cases.detail import CaseDetail
from vpdesk.views.cases.documents.pages import DocumentPage, TakeOutPage, renaming
from vpdesk.views.cases.done_words import deleted_words
from vpdesk.views.cases.joining_page import joining
from vpdesk.views.cases.moment import detail_line
from vpdesk.views.cases.moments import moments
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.cases.splitting_page import Split, splitting
from vpdesk.views.cases.verbs import Verb
from vpdesk.views.undoing import Undoing
from vpdesk.views.verb_page import VerbPage

#: The verbs that are answered here.
VERBS: Final = frozenset(
    {
        Verb.ADD_DOCUMENTS,
        Verb.VIEW,
        Verb.RENAME,
        Verb.TAKE_OUT,
        Verb.DELETE,
        Verb.DELETE_CASE,
        Verb.JOIN,
        Verb.SPLIT,
    }
)


class KeepAnswers:
    """Opens pages through `show_form` and `show_page`; `go_on` begins another verb after one."""

    def __init__(  # noqa: PLR0913  each says one thing of the place
        self,
        around: PageContext,
        detail: CaseDetail,
        undoing: Undoing,
        *,
        show_form: Callable[..., object],
        show_page: Callable[[VerbPage], object],
        go_on: Callable[[Verb, int], object],
    ) -> None:
        self._around = around
        self._detail = detail
        self._undoing = undoing
        self._show_form = show_form
        self._show_page = show_page
        self._go_on = go_on

    def begin(self, verb: Verb, value_id: int, file: CaseFile) -> None:
        """Begin one of `VERBS` in the case `file`; `value_id` is what it is about."""
        match verb:
            case Verb.ADD_DOCUMENTS:
                self._detail.taking.choose()
            case Verb.VIEW:
                self._view(_document(file, value_id))
            case Verb.RENAME:
                self._show_form(renaming(self._around, _document(file, value_id)))
            case Verb.TAKE_OUT:
                self._show_page(TakeOutPage(self._around, _document(file, value_id)))
            case Verb.DELETE:
                self.delete(file, value_id)
            case Verb.DELETE_CASE:
                self._delete_case(file.case)
            case Verb.JOIN:
                self._show_form(joining(self._around, file), lambda other: self._join(file.case, other))
            case Verb.SPLIT:
                self._show_form(splitting(self._around, file), lambda split: self._split(file.case, split))

    def delete(self, file: CaseFile, value_id: int) -> None:
        """Put a part of a case into the bin, under the words by which the timeline knows it.

        Raises KeyError when it is not there (any more).
        """
        kind = deletable(file)[value_id]
        label, now = part_words(self._around, file, value_id), self._around.now()

        def throw_away(vault: Vault) -> None:
            with suppress(LookupError):  # pressed twice, before the screen had heard of the first time
                bin_part(vault, kind, value_id, label=label, now=now)

        self._undoing.do(throw_away, roots=[file.case.id], words=deleted_words(file))

    def note_begun(self, case: Case) -> None:
        """Let a case that was begun be undone: it goes to the bin."""
        today = self._around.today()

        def throw_away(vault: Vault) -> None:
            with suppress(LookupError):  # it has gone into another since
                bin_case(vault, case.id, today)

        self._undoing.note(case.id, _("{what} is added", what=case.alias), throw_away)

    def note_added(self, documents: Sequence[Document]) -> None:
        """Let adding documents be undone: they go to the bin, for the original may be gone by then."""
        case_id, now = documents[0].case_id, self._around.now
        file = self._around.desk.ask(lambda vault: read_case(vault, case_id))
        labels = {each.id: part_words(self._around, file, each.id) for each in documents}

        def throw_away(vault: Vault) -> None:
            for document_id, label in labels.items():
                with suppress(LookupError):  # deleted since
                    bin_part(vault, BinKind.DOCUMENT, document_id, label=label, now=now())

        words = ngettext("{n} document is added", "{n} documents are added", len(documents))
        self._undoing.note(case_id, words, throw_away)

    def _view(self, document: Document) -> None:
        page = DocumentPage(self._around, document)
        page.asked.connect(lambda verb: self._ask_of(page, verb, document))
        self._show_page(page)

    def _ask_of(self, page: VerbPage, verb: Verb, document: Document) -> None:
        page.leave()
        self._go_on(verb, document.id)

    def _delete_case(self, case: Case) -> None:
        today = self._around.today()
        self._undoing.do(
            lambda vault: bin_case(vault, case.id, today),
            roots=[case.id],
            words=_("{alias} is in the bin", alias=case.alias),
        )

    def _join(self, case: Case, other: Case) -> None:
        today = self._around.today()
        self._undoing.do(
            lambda vault: join_cases(vault, case.id, other.id, today),
            roots=[case.id, other.id],
            words=_("{other} is joined with {alias}", other=other.alias, alias=case.alias),
        )

    def _split(self, case: Case, split: Split) -> None:
        today = self._around.today()
        self._undoing.do(
            lambda vault: split_case(
                vault,
                case.id,
                moved=split.moved,
                kept_matters=split.kept_matters,
                moved_matters=split.moved_matters,
                alias=split.alias,
                on=today,
            ),
            roots=[case.id],
            words=_("{alias} is split off", alias=split.alias),
            made=lambda fresh: [fresh.id],
        )


def part_words(around: PageContext, file: CaseFile, value_id: int) -> str:
    """Return what a part is, for the bin: the title and day of its first moment on the timeline."""
    today = around.today()
    for moment in reversed(moments(file, today)):
        if moment.value_id == value_id:
            return detail_line(moment.title, dates.day_and_month(moment.day, today), moment.details)
    return next((one.name for one in file.documents if one.id == value_id), "")


def _document(file: CaseFile, value_id: int) -> Document:
    """Return a document of the case; raises LookupError when it is not there (any more)."""
    for document in file.documents:
        if document.id == value_id:
            return document
    message = f"no document {value_id} in this case"
    raise LookupError(message)
