"""How a field of a value is shown: declared, not hand-coded.

FIELDS = (
    Field("opened_on", N_("Opened on"), day),
    Field("entry", N_("Came in by"), choice(Entry)),
    Field("matters", N_("Matters"), several(Matter, group=lambda matter: matter.mandate)),
)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from vpdesk.domain.code import N_, Code
from vpdesk.i18n import label
from vpdesk.views.day_editor import DayEditor, MomentEditor
from vpdesk.views.day_words import Lean
from vpdesk.views.editors import (
    ChoiceEditor,
    Editor,
    LongTextEditor,
    MinutesEditor,
    NumberEditor,
    TextEditor,
)
from vpdesk.views.several_editor import SeveralEditor

MakeEditor = Callable[[], Editor]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: the attribute's name, its label, its editor, and a hint below it (msgids)."""

    name: str
    title: str
    editor: MakeEditor
    hint: str = ""


#: One line of text.
text: MakeEditor = TextEditor
#: Running text; Tab leaves it.
long_text: MakeEditor = LongTextEditor
#: A day on which something happened: "vr" is last Friday.
day: MakeEditor = partial(DayEditor, Lean.BACK, required=True, past_only=True)
#: The same, or None when it is left empty.
optional_day: MakeEditor = partial(DayEditor, Lean.BACK, required=False, past_only=True)
#: A day on which something happened, and the time of day where it is known: "vr 14:00".
moment: MakeEditor = partial(MomentEditor, Lean.BACK, required=True, past_only=True)
#: A day that is agreed on: "vr" is this coming Friday.
coming_day: MakeEditor = partial(DayEditor, Lean.AHEAD, required=True)
#: The same, or None when it is left empty.
optional_coming_day: MakeEditor = partial(DayEditor, Lean.AHEAD, required=False)
#: A day that is agreed on, and the time of day where one was agreed: "vr 14:00".
coming_moment: MakeEditor = partial(MomentEditor, Lean.AHEAD, required=True)
#: The same, or None when it is left empty.
optional_coming_moment: MakeEditor = partial(MomentEditor, Lean.AHEAD, required=False)
#: A whole number from 0 on.
number: MakeEditor = NumberEditor
#: A number of minutes, also typed as 1:30.
minutes: MakeEditor = MinutesEditor


def choice(codes: type[Code]) -> MakeEditor:
    """Return the editor of one code."""
    return partial(ChoiceEditor, _worded(codes))


def optional_choice(codes: type[Code], nothing: str = N_("Not recorded")) -> MakeEditor:
    """Return the editor of one code or None, which reads as `nothing`."""
    return partial(ChoiceEditor, _worded(codes), nothing)


def one_of(options: Callable[[], Sequence[tuple[Any, str]]]) -> MakeEditor:
    """Return the editor of one of `options` (value and word, asked when the editor is made)."""
    return partial(ChoiceEditor, options)


def one_of_or_none(
    options: Callable[[], Sequence[tuple[Any, str]]], nothing: str = N_("Not recorded")
) -> MakeEditor:
    """Return the editor of one of `options` or None, which reads as `nothing`."""
    return partial(ChoiceEditor, options, nothing)


def several(codes: Sequence[Code] | type[Code], group: Callable[[Any], Code] | None = None) -> MakeEditor:
    """Return the editor of a tuple of codes, in the order of choosing, under the words of `group`."""
    return partial(SeveralEditor, list(codes), group)


def _worded(codes: type[Code]) -> Callable[[], Sequence[tuple[Code, str]]]:
    return lambda: [(code, label(code)) for code in codes]
