"""Rows F2 and F5: several releases to one group, in every way they can go, and the rules between them.

The reader has all documents of a group. What she proves of each batch, of two batches together, of each
category and of each category within a batch is what all ways share that print the same documents.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Final
from unittest import mock

from tests.disclosure.stories import Found, Step, Story, quarter, read, worlds, year
from tests.disclosure.test_stories import CONTROLS, STORIES
from tests.proof.figures.spread import spread
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from vpdesk.disclosure.released import Kind


def _years(*most: int, width: int = 2, k: int = 5) -> Story:
    """Tell years of no case to `most`: with a least of its own, a band could tell the number."""
    steps = tuple(Step(span=year(2024 + number), most=size, k=k) for number, size in enumerate(most))
    return Story(steps=steps, width=width)


#: What the stories of the tests tell with k = 3, told with the usual threshold, or longer.
_LONGER: Final = {
    "two years, the usual threshold": _years(12, 12),
    "two years of three categories": _years(11, 6, width=3),
    "three years and their blocks": _years(7, 7, 7),
    "four years and their blocks": _years(3, 3, 4, 4, k=3),
    "two interim reports and the whole": Story(
        steps=(
            Step(span=quarter(2025, 1), kind=Kind.INTERIM, most=6, k=5),
            Step(span=quarter(2025, 2), kind=Kind.INTERIM, most=6, k=5),
            Step(span=year(2025), most=9, k=5),
        )
    ),
    "a year after one with an interim report": Story(
        steps=(
            Step(span=quarter(2025, 2), kind=Kind.INTERIM, most=5),
            Step(span=year(2025), most=6),
            Step(span=year(2026), most=5),
        )
    ),
    "late cases after a table of four categories": Story(
        steps=(Step(span=year(2024), least=12, most=12), Step(span=year(2025), most=4)), width=4
    ),
}
#: The stories of the small size: every kind, those of few worlds.
_SHORT: Final = (
    *("late cases after a table", "a block with an interim release in it", "a number that was told"),
    *("what became of running cases", "cases that are known", "several matters of one case"),
    "cases of a band that become known",
)


@proves("F2", "a reader who knows the program, over every way that releases can go")
def read_every_story(run: Run) -> Iterator[Finding]:
    """Play every story in every way, and let the reader lay its documents side by side."""
    names = _SHORT if run.size == "small" else (*STORIES, *_LONGER)
    found = list(spread(_read, names))
    told = [(STORIES | _LONGER)[name] for name in names]
    several = sum(len(one.steps) > 1 for one in told)
    yield at_least(run.of(small=7, full=27), "stories of two to four releases", several)
    yield at_least(run.of(small=20_000, full=250_000), "ways they can go", sum(f.worlds for f in found))
    yield at_least(run.of(small=800, full=4_000), "sets of documents", sum(f.documents for f in found))
    yield none("numbers below k, or none at all, that are proven", sum(len(f.proven) for f in found))
    yield none("hidden small lines that cannot be both 0 and k - 1", sum(len(f.narrow) for f in found))
    yield none("categories that practically all cases certainly share", sum(len(f.shared) for f in found))
    blind = _read_without("what was tabulated is not counted again")
    yield Control(without="history", harm=blind.harmed, of=blind.documents, share=0.05)


@proves("F5", "each rule between releases taken away")
def take_each_rule_between_releases(run: Run) -> Iterator[Finding]:
    """Read stories with every rule in force, then with each taken away; a few of them at small size."""
    rules = list(CONTROLS)[:: run.of(small=4, full=1)]
    told = [CONTROLS[rule][0] for rule in rules]
    names = [name for name, story in STORIES.items() if story in told]
    whole = list(spread(_read, names))
    yield at_least(run.of(small=4, full=11), "stories with every rule in force", len(whole))
    yield none("sets of documents in which anybody is found", sum(one.harmed for one in whole))
    for rule, blind in zip(rules, spread(_read_without, rules), strict=True):
        yield Control(without=f"the rule: {rule}", harm=blind.harmed, of=blind.documents, share=0.03)


def _read(name: str) -> Found:
    story = (STORIES | _LONGER)[name]
    return read(story, worlds(story))


def _read_without(rule: str) -> Found:
    story, changes = CONTROLS[rule]
    with ExitStack() as stack:
        for change in changes:
            stack.enter_context(mock.patch.object(*change))
        return read(story, worlds(story))
