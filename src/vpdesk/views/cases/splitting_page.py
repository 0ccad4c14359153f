"""Splitting one case that is two: what goes to the new case is chosen from the timeline and the matters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from vpdesk.domain.case import ALIAS_LENGTH
from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.values import Matter
from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile, propose_alias
from vpdesk.vault.vault import Vault
from vpdesk.views import dates
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.moment import Moment, detail_line
from vpdesk.views.cases.moments import moments
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.editors import Editor
from vpdesk.views.fields import Field, several, text
from vpdesk.views.look import current
from vpdesk.views.parts import body, button, on_button, put_icon, tip

#: Pixels (at 100 %) of the words of a moment that are shown.
_WIDEST: Final = 540
#: Letters of what was written that are told.
_TEXT: Final = 120
#: Pixels that they get at most at any size of text, so that nothing is beyond the side of a small screen.
_ROOM: Final = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What goes to a new case, by which name, and which matters each of the two is about."""

    moved: Sequence[int]
    kept_matters: Sequence[Matter]
    moved_matters: Sequence[Matter]
    alias: str


class MomentsEditor(Editor):
    """Any number of moments, each with its day; the value is what they are about."""

    def __init__(self, found: Sequence[Moment], today: date) -> None:
        holder = QWidget()
        super().__init__(holder)
        self._boxes: dict[int, QPushButton] = {}
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current().px(4))
        for moment in found:
            if moment.value_id not in self._boxes:
                box = self._box(moment, _moment_words(moment, today))
                self._boxes[moment.value_id] = box
                layout.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def _box(self, moment: Moment, words: str) -> QPushButton:
        short = self.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, min(current().px(_WIDEST), _ROOM)
        )

        def press() -> None:
            _mark(box)
            self.changed.emit()

        name = f"moves_{moment.value_id}"
        box = button(on_button(short), press, kind="toggle", name=name)
        box.setCheckable(True)
        box.setAccessibleName(words)
        tip(box, words)
        _mark(box)
        return box

    def value(self) -> list[int]:
        return [value_id for value_id, box in self._boxes.items() if box.isChecked()]

    def set_value(self, value: Sequence[int]) -> None:
        for value_id, box in self._boxes.items():
            box.setChecked(value_id in value)
            _mark(box)


def _mark(box: QPushButton) -> None:
    """Show beside the words whether a moment is chosen, as every choice of several does."""
    on = box.isChecked()
    put_icon(box, "check" if on else "plus", "brand" if on else "quiet", size=16, gap=4)


def splitting(around: PageContext, file: CaseFile) -> FormPage:
    """Return the page whose value is a `Split`."""
    case, today = file.case, around.today()
    of_the_case = {case.id, *(event.id for event in file.events)}
    found = [moment for moment in moments(file, today) if moment.value_id not in of_the_case]
    fields = (
        Field("moved", N_("What goes to the new case?"), partial(MomentsEditor, found, today)),
        Field("moved_matters", N_("What is the new case about?"), _matters()),
        Field("kept_matters", N_("What is this case about then?"), _matters()),
        Field("alias", N_("What do you call the new case?"), text),
    )
    form = AskingForm(fields, today=around.today)

    def make(
        moved: Sequence[int], moved_matters: Sequence[Matter], kept_matters: Sequence[Matter], alias: str
    ) -> Split:
        if not moved:
            raise RuleError("moved", N_("Choose what goes to the new case."))
        for name, matters in (("moved_matters", moved_matters), ("kept_matters", kept_matters)):
            if not matters:
                raise RuleError(name, N_("Choose at least one matter."))
        if not alias.strip():
            raise RuleError("alias", N_("Give the reporter an alias: a word to find the case by."))
        if len(alias) > ALIAS_LENGTH:
            raise RuleError("alias", N_("This alias is longer than {n} characters."), n=ALIAS_LENGTH)
        if around.desk.ask(lambda vault: vault.cases.has_alias(alias)):
            raise RuleError(
                "alias",
                N_("Another case has this alias already."),
                todo=N_("Choose another word or another number."),
            )
        return Split(moved=moved, kept_matters=kept_matters, moved_matters=moved_matters, alias=alias)

    form.begin(
        make,
        moved=[],
        moved_matters=(),
        kept_matters=case.matters,
        alias=around.desk.ask(propose_alias),
    )
    page = FormPage(
        around,
        form,
        name="splitting_page",
        title=_("Split {alias} into two cases", alias=case.alias),
        sentence=_("For two matters, or two reporters, that came to stand in one case."),
        place=f"case/{case.id}/splitting",
        finish=_("Split this case"),
        save=_keep_nothing,
    )
    page.add(
        body(
            _(
                "A step goes with its consent, and a milestone with its track. What the reporter allowed or"
                " refused in general holds for both. The identity of the reporter stays with this case. Was"
                " this case counted in a report, then the new one was counted with it."
            )
        )
    )
    return page


def _matters() -> Callable[[], Any]:
    return several(Matter, group=lambda matter: matter.mandate)


def _moment_words(moment: Moment, today: date) -> str:
    """Return what a moment is, and how its text begins: by the hour alone nobody knows which talk it was."""
    day = dates.day_and_month(moment.day, today)
    first = moment.text.strip().partition("\n")[0]
    short = first if len(first) <= _TEXT else first[:_TEXT].rstrip() + "…"
    return detail_line(day, moment.title, moment.details, short)


def _keep_nothing(_vault: Vault, _split: Split) -> None:
    """Splitting itself follows on the page, so that it can be undone."""
