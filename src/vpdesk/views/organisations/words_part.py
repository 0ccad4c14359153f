"""The organisation's own words for the codes of the core list: what is counted stays the code."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, ClassVar

from vpdesk.disclosure.released import Category
from vpdesk.domain.agreement import OwnLabel
from vpdesk.domain.code import N_
from vpdesk.domain.register import RUNNING
from vpdesk.i18n import Words, _, language, ngettext
from vpdesk.models.desk import Desk
from vpdesk.reports.labels import DIMENSIONS as LABELS
from vpdesk.reports.labels import category_words
from vpdesk.services.agreements import remove_own_word, save_own_word
from vpdesk.services.dimensions import BY_NAME, DIMENSIONS, NO_ROUTE
from vpdesk.vault.vault import Vault
from vpdesk.views.editors import ChoiceEditor
from vpdesk.views.fields import Field, one_of, text
from vpdesk.views.form import Form
from vpdesk.views.organisations.deeds import Deeds
from vpdesk.views.organisations.listed_part import ListedPart

#: Codes that are there for counting only, and that nobody chooses.
_COUNTING_ONLY = frozenset({NO_ROUTE, RUNNING})


def core_word(dimension: str, code: str) -> str:
    """Return the word of the core list."""
    return category_words(dimension, Category(key=code, members=(code,)), Words(language()))


def glance(vault: Vault, organisation_id: int, _today: date) -> str:
    """Return how many words of their own there are."""
    own = vault.own_labels.of_organisation(organisation_id)
    if not own:
        return _("The words of the core list")
    return ngettext("{n} word of their own", "{n} words of their own", len(own))


class WordsPart(ListedPart):
    """Each line: the word of the core list, and the organisation's own."""

    name: ClassVar[str] = "word"
    icon: ClassVar[str] = "type"

    def __init__(self, desk: Desk, now: Callable[[], datetime], deeds: Deeds) -> None:
        self._dimension = DIMENSIONS[0].name
        super().__init__(desk, now, deeds)

    def explanation(self) -> str:
        return _(
            "Does this organisation have its own word for something? Then you will see it in its cases."
            " Counting goes by the core list, and reports print the words of the core list."
        )

    def add_words(self) -> str:
        return _("Add a word of their own")

    def fields(self) -> Sequence[Field]:
        return (
            Field("dimension", N_("Which list?"), one_of(self._lists)),
            Field("code", N_("Word of the core list"), one_of(self._codes)),
            Field("label", N_("Word of this organisation"), text),
        )

    def begin(self, form: Form, value: OwnLabel | None) -> None:
        lists, codes = form.editor("dimension"), form.editor("code")

        def follow() -> None:
            chosen = lists.raw()
            if chosen is not None and isinstance(codes, ChoiceEditor):
                self._dimension = chosen
                codes.reload()

        lists.changed.connect(follow)
        if value is not None:
            form.load(value)
            return
        make = partial(OwnLabel, organisation_id=self.organisation_id)
        form.begin(make, dimension=DIMENSIONS[0].name, code=None, label="")
        follow()

    def line(self, value: OwnLabel) -> tuple[str, str]:
        dimension = value.dimension
        return value.label, f"{_(LABELS[dimension].heading)} · {core_word(dimension, value.code)}"

    def read(self, vault: Vault, organisation_id: int) -> Sequence[OwnLabel]:
        places = {
            (one.name, code): (number, rank)
            for number, one in enumerate(DIMENSIONS)
            for rank, code in enumerate(one.universe)
        }
        found = vault.own_labels.of_organisation(organisation_id)
        return sorted(found, key=lambda own: places[own.dimension, own.code])

    def save(self, vault: Vault, value: OwnLabel) -> None:
        save_own_word(vault, value)

    def remove(self, vault: Vault, value: Any) -> None:
        remove_own_word(vault, value.id)

    @staticmethod
    def _lists() -> Sequence[tuple[str, str]]:
        return [(one.name, _(LABELS[one.name].heading)) for one in DIMENSIONS]

    def _codes(self) -> Sequence[tuple[str, str]]:
        codes = BY_NAME[self._dimension].universe
        return [(code, core_word(self._dimension, code)) for code in codes if code not in _COUNTING_ONLY]
