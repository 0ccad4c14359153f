"""Splitting one case that is two: what goes to the new case is chosen from the timeline and the matters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from vpdesk.domain.case import ALIAS_LENGTH
from vpdesk.domain.code import N_
from vpdesk.domain.errors import RuleError
from vpdesk.domain.values import Matter
from vpdesk.i18n import _
from vpdesk.services.casework import CaseFile, propose_alias
from vpdesk.vault.vault import Vault
from vpdesk.views.cases.asking import AskingForm
from vpdesk.views.cases.form_page import FormPage
from vpdesk.views.cases.moments import moments
from vpdesk.views.cases.moments_editor import MomentsEditor
from vpdesk.views.cases.page_context import PageContext
from vpdesk.views.fields import Field, several, text
from vpdesk.views.parts import body


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What goes to a new case, by which name, and which matters each of the two is about."""

    moved: Sequence[int]
    kept_matters: Sequence[Matter]
    moved_matters: Sequence[Matter]
    alias: str


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
        sentence=_("For two matters, or two reporters, that ended up in one case."),
        place=f"case/{case.id}/splitting",
        finish=_("Split this case"),
        save=_keep_nothing,
    )
    page.add(
        body(
            _(
                "A step goes with its consent, as does what you reported on the reporter's behalf, and a"
                " milestone with its track. What the reporter allowed or refused in general holds for both."
                " The identity of the reporter stays with this case. If a report counted this case, it"
                " counted the new one with it."
            )
        )
    )
    return page


def _matters() -> Callable[[], Any]:
    return several(Matter, group=lambda matter: matter.mandate)


def _keep_nothing(_vault: Vault, _split: Split) -> None:
    """Splitting itself follows on the page, so that it can be undone."""
