"""What a file would bring, before it comes."""

from PySide6.QtWidgets import QWidget

from vpdesk.exchange.answers import Answers
from vpdesk.i18n import _, ngettext
from vpdesk.services.importing import Foreseen
from vpdesk.views import dates
from vpdesk.views.fact_line import FactLine
from vpdesk.views.parts import Card, quiet, subheading
from vpdesk.views.states import Notice


def found_card(foreseen: Foreseen, answers: Answers) -> list[QWidget]:
    """Return what is said of a file that was understood."""
    cases = foreseen.examined.read.cases
    count = len(cases)
    running = sum(case.closed_on is None for case in cases)
    opened = [case.opened_on for case in cases]
    state = _("{running} running, {closed} closed", running=running, closed=count - running)
    between = _(
        "Opened from {first} to {last}.", first=dates.in_full(min(opened)), last=dates.in_full(max(opened))
    )
    lines = [FactLine("folder", ngettext("{n} case", "{n} cases", count), f"{state}. {between}")]
    lines += [
        FactLine("building-2", name, ngettext("{n} case", "{n} cases", number))
        for name, number in foreseen.by_organisation
    ]
    out = sorted(name for name, column in answers.columns.items() if column is None)
    if out:
        lines.append(FactLine("x", _("Columns that are not taken along"), ", ".join(out)))
    shown: list[QWidget] = [subheading(_("This would come in")), Card(*lines)]
    if foreseen.alike:
        shown.insert(0, Notice(_alike(foreseen.alike, count)))
    shown.append(
        quiet(
            _(
                "Look whether the number and the days are right. Afterwards you can still undo it as long as"
                " nothing was done to the cases."
            )
        )
    )
    return shown


def _alike(alike: int, count: int) -> str:
    return ngettext(
        "{n} of these {all} cases looks like one that is in the vault already: the same client, day, matters"
        " and position. Was this file brought in before? Then that reporter would count twice.",
        "{n} of these {all} cases look like one that is in the vault already: the same client, day, matters"
        " and position. Was this file brought in before? Then those reporters would count twice.",
        alike,
        all=count,
    )
