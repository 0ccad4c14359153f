"""Years of cases drawn by lot, small and large, lopsided and even."""

import random
from collections.abc import Sequence
from datetime import date

from tests.factories import make_case
from vpdesk.domain.case import Case
from vpdesk.domain.code import Code
from vpdesk.domain.values import Entry, Matter, Outcome, Position, Relation, Route


def caseload(organisation_id: int, number: int, seed: int, year: int = 2026) -> list[Case]:
    """Return `number` cases of one year; the same for the same seed."""
    lot = random.Random(seed)
    lean = lot.choice((0.3, 1.0, 3.0))

    def one(codes: Sequence[Code]) -> Code:
        weights = [lean**place for place in range(len(codes))] if lean < 1 else [1.0] * len(codes)
        return lot.choices(codes, weights)[0]

    def several(codes: Sequence[Code]) -> tuple[Code, ...]:
        return tuple(dict.fromkeys(one(codes) for _ in range(lot.choice((0, 1, 1, 2)))))

    def case() -> Case:
        opened = date(year, lot.randint(1, 12), lot.randint(1, 28))
        closed = lot.random() < 0.7
        return make_case(
            organisation_id,
            opened_on=opened,
            matters=several(list(Matter)) or (Matter.BULLYING,),
            reporter_position=one(list(Position)),
            respondent_relations=several(list(Relation)),
            entry=one(list(Entry)),
            routes=several(list(Route)),
            closed_on=date(year, 12, 31) if closed else None,
            outcome=one(list(Outcome)) if closed else None,
        )

    return [case() for _ in range(number)]
