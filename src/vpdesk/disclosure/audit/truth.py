"""The true numbers, from the frozen events of the ledger: what no reader has.

Each new case is one bit, so that "how many are in this and in that" is one operation on whole numbers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any, Self

from vpdesk.disclosure.audit.chain import Tabulated
from vpdesk.disclosure.audit.findings import Reader
from vpdesk.disclosure.audit.page import HALVES, NOWHERE, RUNNING, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A closing that the release `batch` took in, of a case that the release `of` counted as running.

    `since` is the last release before the organisation handled the case itself; -1: it did when the case was
    counted.
    """

    batch: int
    of: int
    since: float
    codes: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """New cases as bits: per batch, per code, and those that the organisation handled itself, at one time.

    `since` maps the last release before the organisation knew of them to cases: -1 for those that it knew
    when they were counted. A reader knows by the time `now`, which is the place of a release (or the number
    of all of them), those cases whose last release before that came earlier.
    """

    now: int
    batches: tuple[int, ...]
    since: Mapping[int, int]
    coded: Mapping[str, int]
    codes: Mapping[tuple[str, str], int]
    closings: tuple[Closing, ...]

    @classmethod
    def of(cls, events: Sequence[Sequence[Mapping[str, Any]]]) -> Self:
        """Read the events of each batch; raises KeyError or ValueError on anything else."""
        batches, bit = [], 1
        since: dict[int, int] = defaultdict(int)
        coded: dict[str, int] = defaultdict(int)
        codes: dict[tuple[str, str], int] = defaultdict(int)
        closings = []
        for place, batch in enumerate(events):
            members = 0
            for event in batch:
                values = {name: frozenset(found) for name, found in (event.get("codes") or {}).items()}
                if event["event"] == "closing":
                    after = _known_after(event)
                    closings.append(
                        Closing(
                            batch=place, of=event["of"], since=inf if after is None else after, codes=values
                        )
                    )
                if event["event"] != "opening":
                    continue
                if event.get("half") is not None:
                    values[HALVES] = frozenset({event["half"]})
                members |= bit
                if (after := _known_after(event)) is not None:
                    since[after] |= bit
                for dimension, found in values.items():
                    coded[dimension] |= bit
                    for code in found:
                        codes[dimension, code] |= bit
                bit <<= 1
            batches.append(members)
        return cls(
            now=len(events),
            batches=tuple(batches),
            since=since,
            coded=coded,
            codes=codes,
            closings=tuple(closings),
        )

    @property
    def turns(self) -> tuple[int, ...]:
        """The places of the releases before which the organisation got to know of counted cases, in order."""
        return tuple(sorted(after + 1 for after in self.since if after >= 0))

    @property
    def known(self) -> int:
        """The cases that the organisation knows now, as bits."""
        return self.known_at(self.now)

    def known_at(self, time: int) -> int:
        """Return the cases that the organisation knew when the release at place `time` was made, as bits."""
        found = 0
        for after, cases in self.since.items():
            found |= cases if after < time else 0
        return found

    def at(self, time: int) -> "Truth":
        """Return the same as it was known when the release at place `time` was made."""
        return replace(self, now=time)

    def cases(self, batches: Iterable[int], reader: Reader = Reader.PLAIN) -> int:
        """Return the new cases of `batches` that `reader` counts, as bits."""
        found = 0
        for batch in batches:
            found |= self.batches[batch] if batch < len(self.batches) else 0
        return found & ~self.known if reader is Reader.KNOWING else found

    def within(self, dimension: str, codes: Iterable[str]) -> int:
        """Return the new cases that have one of `codes`, as bits."""
        found = 0
        for code in codes:
            found |= self.codes.get((dimension, code), 0)
        return found

    def standing(self, table: Table, key: str) -> int:
        """Return the new cases that stand in a category of a table, as bits.

        Whose site has no line any more stands with those of nowhere.
        """
        found = self.within(table.dimension, table.members[key])
        if NOWHERE in table.members[key]:
            codes = [code for members in table.members.values() for code in members]
            found |= self.coded.get(table.dimension, 0) & ~self.within(table.dimension, codes)
        return found

    def tells(self, tabulated: Tabulated) -> bool:
        """Whether every case of a table has its codes: what the first versions counted kept none."""
        cases = self.cases(tabulated.batches)
        return cases & ~self.coded.get(tabulated.table.dimension, 0) == 0

    def counts(self, tabulated: Tabulated, reader: Reader) -> Mapping[str, int]:
        """Return the true count of every category of a table."""
        table = tabulated.table
        if tabulated.pool is None:
            cases = self.cases(tabulated.batches, reader)
            return {
                key: (cases & self.standing(table, key)).bit_count() for key in table.members
            }
        return {key: self._followed(tabulated, codes, reader) for key, codes in table.members.items()}

    def _followed(self, tabulated: Tabulated, codes: Sequence[str], reader: Reader) -> int:
        """Return how many cases of a pool have one of `codes` at the release of the table."""
        dimension, pool = tabulated.table.dimension, tabulated.pool
        closed = [
            closing
            for closing in self.closings
            if closing.of in tabulated.batches
            and closing.batch <= tabulated.release
            and (reader is Reader.PLAIN or closing.since >= self.now)
        ]
        found = sum(
            pool is not None and closing.batch > pool.since and not closing.codes[dimension].isdisjoint(codes)
            for closing in closed
        )
        if RUNNING in codes:
            ran = self.cases(tabulated.batches, reader) & self.within(dimension, (RUNNING,))
            found += ran.bit_count() - len(closed)
        return found


def _known_after(event: Mapping[str, Any]) -> int | None:
    """Return the last release before the organisation knew of a case; None: it never did."""
    since: int | None = -1 if event.get("known", False) else event.get("since")
    return since
