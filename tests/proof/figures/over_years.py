"""Row F3: organisations over three years, all that was printed to each laid side by side and audited."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final
from unittest import mock

from tests.disclosure import years
from tests.disclosure.years import three_years
from tests.proof.figures.spread import spread
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from vpdesk.disclosure import basis, outline
from vpdesk.disclosure.audit.auditor import audit
from vpdesk.disclosure.certificate import Frame, Shown
from vpdesk.disclosure.history import Earlier, Intake, Printed

#: The thresholds of the proof.
KS: Final = (3, 5, 10)


@dataclass(frozen=True, slots=True)
class Organisations:
    """So many organisations, from a seed, all with one threshold."""

    k: int
    first: int
    number: int


@dataclass(kw_only=True)
class Audited:
    """What was printed and audited, and in how many organisations anything was found."""

    counted: Counter[str]
    harmed: int = 0


@proves("F3", "random caseloads over three releases, by the engine")
def audit_three_years(run: Run) -> Iterator[Finding]:
    """Release three years of every organisation and audit all of it, with every rule and without some."""
    each, share = run.of(small=20, full=10_000), run.of(small=10, full=100)
    parts = [Organisations(k, run.seed * 10**6 + first, share) for k in KS for first in range(0, each, share)]
    found = list(spread(audit_all, parts))
    counted = sum((one.counted for one in found), Counter[str]())
    yield at_least(3 * each, f"organisations over three years, with k = {', '.join(map(str, KS))}",
                   counted["organisations"])  # fmt: skip
    yield at_least(9 * each, "releases", counted["releases"])
    for what, (least, said) in _SAID.items():
        yield at_least(least * each // 10, said, counted[what])
    yield at_least(each * 1_000, "bounds", counted["bounds"])
    yield none("organisations in which the auditor finds anything", sum(one.harmed for one in found))
    for name in WITHOUT:
        blind = _without(name, run.of(small=10, full=100), run.seed)
        yield Control(without=name, harm=blind.harmed, of=blind.counted["organisations"], share=0.1)


#: What is counted besides: at least so much in ten organisations, and what it is.
_SAID: Final = {
    "tables": (20, "tables"),
    "blocks": (2, "of them over a block of years, or over a part of one"),
    "follow-ups": (0, "of them of what came of running cases"),
    "late": (2, "cases that were entered late or corrected after they were counted"),
    "known": (5, "cases that the organisation handled itself"),
    "turned": (5, "cases that it handled itself after they were counted"),
    "later": (1, "organisations that can work something out by that alone, from what they had"),
}


def audit_all(asked: Organisations) -> Audited:
    """Release and audit every organisation."""
    found = Audited(counted=Counter())
    for number in range(asked.first, asked.first + asked.number):
        group = three_years(random.Random(f"{number} {asked.k}"), asked.k)
        result = audit(group.bodies(), group.events(), kappa=group.kappa)
        tables = [table for one in group.history for table in one.release.tables]
        found.harmed += bool(result.findings)
        found.counted.update(
            {
                "organisations": 1,
                "releases": len(group.history),
                "tables": len(tables),
                "blocks": sum(bool(table.over) and not table.follows for table in tables),
                "follow-ups": sum(table.follows for table in tables),
                "late": group.changed,
                "known": sum(one.intake.known for one in group.history),
                "turned": group.turned,
                "later": bool(result.later),
                "bounds": result.bounds,
            }
        )
    return found


def _true_number(intake: Intake, _k: int) -> int:
    return intake.cases


def _any_remainder(frame: Frame, shown: Shown) -> bool:
    hidden = shown.count(None)
    return frame.remainder(shown) == 0 if hidden == 0 else hidden > 1


def _known_then(earlier: Earlier, _place: int) -> int:
    return earlier.intake.known


def _taken_off_then(*, then: bool, now: bool) -> bool:
    del now
    return then


def _never(_release: Printed, _k: int) -> bool:
    return False


#: What takes a rule away, by what it is called.
WITHOUT: Final[dict[str, tuple[tuple[Any, str, Any], ...]]] = {
    "bands: every number of cases is printed": ((outline, "printable", _true_number),),
    "the least remainder": ((Frame, "adds_up", _any_remainder),),
    "history: what was tabulated is counted again": ((basis, "ends_block", _never),),
    "what became known since it was counted": (
        (Earlier, "known_at", _known_then),
        (years, "taken_off", _taken_off_then),
    ),
}


def _without(name: str, number: int, seed: int) -> Audited:
    with ExitStack() as stack:
        for change in WITHOUT[name]:
            stack.enter_context(mock.patch.object(*change))
        return audit_all(Organisations(5, seed * 10**6, number))
