"""Row F1: the auditor beside plain counting, and beside published tables with what they give away."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from unittest import mock

from tests.disclosure.audit import test_published as published
from tests.disclosure.audit.counting_worlds import Compared, compare_documents, compare_systems
from tests.proof.figures.spread import spread
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from vpdesk.disclosure.audit.simplex import Dictionary

#: The published tables: two suppressions and two singletons of GaussSuppression, a heuristic of sdcTable, and
#: group disclosure and differencing of the SDC handbook.
_PUBLISHED: Final = 6


@dataclass(frozen=True, slots=True)
class _Asked:
    """How many bounds to compare, over systems of rows or over whole documents, from which seed."""

    of_documents: bool
    bounds: int
    seed: int


@proves("F1")
def compare_with_counting(run: Run) -> Iterator[Finding]:
    """Compare bounds of random systems and of random documents with every world that fits them."""
    parts = run.of(small=2, full=20)
    asked = [_Asked(kind, run.of(small=500, full=1_000), 1_000 * run.seed + n)
             for n in range(parts) for kind in (False, True)]  # fmt: skip
    found = list(spread(_compared, asked))
    documents = [one for each, one in zip(asked, found, strict=True) if each.of_documents]
    yield at_least(run.of(small=2_000, full=40_000), "bounds compared", sum(one.bounds for one in found))
    yield at_least(
        run.of(small=1_000, full=20_000), "of them in documents", sum(one.bounds for one in documents)
    )
    yield at_least(
        run.of(small=1_000, full=100_000), "worlds written out", sum(one.worlds for one in documents)
    )
    yield at_least(
        6, "kinds of number with a name among them", len({k for one in documents for k in one.kinds})
    )
    yield none("bounds that are not those of counting", sum(len(one.wrong) for one in found))
    tables = [name for name in vars(published) if name.startswith("test_")]
    yield at_least(_PUBLISHED, "published tables attacked", len(tables))
    yield none("that come out otherwise than published", sum(not _as_published(name) for name in tables))
    for without, method, instead in (
        ("whole numbers in the bounds", "fractional", None),
        ("one kind of row", "equal", True),
    ):
        with mock.patch.object(Dictionary, method, lambda *_, said=instead: said):
            blind = compare_systems(500, run.seed)
        yield Control(without=without, harm=len(blind.wrong), of=blind.bounds, share=0.01)


def _compared(asked: _Asked) -> Compared:
    compare = compare_documents if asked.of_documents else compare_systems
    return compare(asked.bounds, asked.seed)


def _as_published(name: str) -> bool:
    """Return whether the auditor says of a table what its source says of it."""
    try:
        getattr(published, name)()
    except AssertionError:
        return False
    return True
