"""The auditor against plain counting: every caseload that fits what is printed is written out.

Random systems of rows are compared with every point of a small box. Random documents are compared with
every set of cases (each with its batch, half and codes) that prints them, so that nothing of how the auditor
cuts the work into tables, slices and shortcuts is taken for granted.
"""

import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from itertools import combinations_with_replacement, product

from tests.disclosure.audit.documents import Body, body, half, table, year
from vpdesk.disclosure.audit.bounds import NoWorldError, Relation, Row, System, at_most
from vpdesk.disclosure.audit.chain import chain_of
from vpdesk.disclosure.audit.findings import Named, Reader
from vpdesk.disclosure.audit.page import read_all
from vpdesk.disclosure.audit.search import Label, Search

K = 3
#: a document with more worlds than this is passed over
MOST_WORLDS = 40_000


@dataclass(kw_only=True)
class Compared:
    """What was compared, and what came out otherwise."""

    systems: int = 0
    without_world: int = 0
    bounds: int = 0
    worlds: int = 0
    kinds: Counter[Named] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


# -- systems of rows ----------------------------------------------------------------------------------------


def compare_systems(bounds: int, seed: int = 1) -> Compared:
    """Compare random systems with every point of their box, until so many bounds were compared."""
    rng = random.Random(seed)
    found = Compared()
    while found.bounds < bounds:
        width, most = rng.randint(1, 5), rng.randint(1, 4)
        cells = list(range(width))
        rows = [at_most([cell], most) for cell in cells]
        rows += [_random_row(rng, cells) for _ in range(rng.randint(1, 4))]
        points = [p for p in product(range(most + 1), repeat=width) if all(_fits(row, p) for row in rows)]
        system = System(rows)
        found.systems += 1
        found.worlds += len(points)
        if not points:
            found.without_world += 1
            if system.possible:
                found.wrong.append(f"{rows} has no world")
            continue
        for _ in range(3):
            aim: dict[Hashable, int] = {
                cell: rng.choice([-1, 1, 1, 2]) for cell in cells if rng.random() < 0.8
            }
            values = [sum(n * aim.get(cell, 0) for cell, n in enumerate(point)) for point in points]
            interval = system.bounds(aim)
            found.bounds += 2
            if (interval.low, interval.high) != (min(values), max(values)):
                found.wrong.append(f"{aim} in {rows}: {interval}")
    return found


def _random_row(rng: random.Random, cells: list[int]) -> Row:
    chosen = [cell for cell in cells if rng.random() < 0.7] or cells[:1]
    return Row(
        coefficients={cell: rng.choice([-2, -1, 1, 1, 1, 2, 3]) for cell in chosen},
        relation=rng.choice(list(Relation)),
        value=rng.randint(-3, 9),
    )


def _fits(row: Row, point: tuple[int, ...]) -> bool:
    value = sum(factor * point[cell] for cell, factor in row.coefficients.items() if isinstance(cell, int))
    match row.relation:
        case Relation.EQUAL:
            return value == row.value
        case Relation.AT_MOST:
            return value <= row.value
        case Relation.AT_LEAST:
            return value >= row.value


# -- documents ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """One case of a world."""

    batch: int
    half: str
    one: str
    other: frozenset[str]


World = Counter[Case]
#: how often a case counts
Measure = Callable[[Case], int]


@dataclass(kw_only=True)
class Setting:
    """What was drawn: the pages, whose cases each total and table counts, and which codes there are."""

    bodies: list[Body]
    counts: list[tuple[int, ...]]
    bases: list[list[tuple[int, ...]]]
    halved: bool
    several: bool
    excluding: bool
    ones: tuple[str, ...]


def compare_documents(bounds: int, seed: int = 1) -> Compared:
    """Compare random documents with every caseload that prints them, until so many bounds were compared."""
    rng = random.Random(seed)
    found = Compared()
    while found.bounds < bounds:
        setting = _draw(rng)
        worlds = _worlds(setting)
        if worlds is None:
            continue
        found.systems += 1
        found.worlds += len(worlds)
        search = Search(chain_of(read_all(setting.bodies)), Reader.PLAIN, None, kappa=1)
        search.run()
        if not worlds:
            raise NoWorldError(setting)
        for label, interval in search.intervals.items():
            measure = _meaning(setting, label)
            values = [_amount(world, measure) for world in worlds]
            found.bounds += 2
            found.kinds[label.kind] += 1
            if (interval.low, interval.high) != (min(values), max(values)):
                real = min(values), max(values)
                found.wrong.append(f"{label}: {interval} is {real} in {setting.bodies}")
    return found


def _draw(rng: random.Random) -> Setting:
    """Draw a caseload and documents that hide of it at random, well or badly."""
    batches = rng.choice([1, 2, 2, 3])
    halved = batches < 3 and rng.random() < 0.5
    several, excluding = rng.random() < 0.5, False
    ones = ("a", "b", "c")[: rng.choice([2, 3])]
    others = _other_values(several, excluding=False)
    if several and rng.random() < 0.4:
        excluding = True
        others = _other_values(several, excluding=True)
    cases = [
        Case(
            batch,
            rng.choice(["first", "second"]) if halved else "",
            rng.choice(ones),
            rng.choice(others),
        )
        for batch in range(batches)
        for _ in range(rng.choice([1, 2, 3, 3, 4] if batches > 1 else [3, 4, 5]))
    ]
    interim = batches > 1 and rng.random() < 0.4
    setting = Setting(
        bodies=[], counts=[], bases=[], halved=halved, several=several, excluding=excluding, ones=ones
    )
    for batch in range(batches):
        inside = interim and batch == 1
        own = sum(case.batch == batch for case in cases)
        first = sum(case.batch == 0 for case in cases)
        part_exact = first >= K
        rest = own + first if inside and not part_exact else own
        counted = (0, 1) if inside else (batch,)
        total = None
        if rest >= K:
            total = own + first if inside else own
        days = half(2000, "first") if interim and batch == 0 else year(2000 if inside else 2000 + batch)
        exact = counted if total is not None else ()
        tables, bases = _draw_tables(rng, setting, cases, exact, last=batch == batches - 1)
        parts = [(*half(2000, "first"), first if part_exact else None)] if inside else []
        kind = "interim" if interim and batch == 0 else "full"
        setting.bodies.append(body(total, *tables, days=days, kind=kind, k=K, parts=parts))
        setting.counts.append(counted)
        setting.bases.append(bases)
    return setting


def _other_values(several: bool, *, excluding: bool) -> list[frozenset[str]]:
    if not several:
        return [frozenset("x"), frozenset("y")]
    if excluding:
        return [frozenset({"none"}), frozenset("x"), frozenset("y"), frozenset("xy")]
    return [frozenset("x"), frozenset("y"), frozenset("xy")]


def _draw_tables(
    rng: random.Random, setting: Setting, cases: list[Case], own: tuple[int, ...], *, last: bool
) -> tuple[list[Body], list[tuple[int, ...]]]:
    tables: list[Body] = []
    bases: list[tuple[int, ...]] = []
    earlier = [
        (place, setting.counts[place])
        for place, page in enumerate(setting.bodies)
        if isinstance(page["totals"]["cases"], int) and page["kind"] == "full"
    ]
    for dimension in ("one", "other"):
        over: list[tuple[str, str]] = []
        base = own
        if last and own and earlier and len(own) == 1 and rng.random() < 0.7:
            # a block: all full pages whose totals are printed exactly
            over = [_days(setting.bodies[place]) for place, _ in earlier]
            over.append(year(2000 + len(setting.bodies)))
            base = tuple(sorted({*own, *(batch for _, counted in earlier for batch in counted)}))
            if any(len(counted) > 1 for _, counted in earlier):
                continue
        if not base or rng.random() < 0.3:
            continue
        tables.append(_draw_table(rng, setting, dimension, [c for c in cases if c.batch in base], over))
        bases.append(base)
    if setting.halved and len(own) == 1:
        counts = {h: sum(case.half == h and case.batch in own for case in cases) for h in ("first", "second")}
        tables.append(table("half_year", counts))
        bases.append(own)
    return tables, bases


def _days(page: Body) -> tuple[str, str]:
    return page["period"]["from"], page["period"]["to"]


def _draw_table(
    rng: random.Random, setting: Setting, dimension: str, cases: list[Case], over: list[tuple[str, str]]
) -> Body:
    if dimension == "one":
        keys: tuple[str, ...] = setting.ones
        counts = {key: sum(case.one == key for case in cases) for key in keys}
    else:
        keys = ("none", "x", "y") if setting.excluding else ("x", "y")
        counts = {key: sum(key in case.other for case in cases) for key in keys}
    hidden = [key for key in keys if rng.random() < 0.55]
    return table(
        dimension,
        {key: n for key, n in counts.items() if key not in hidden},
        hidden,
        sum(counts[key] for key in hidden),
        unit="things" if dimension == "other" and setting.several else "cases",
        over=over,
        cases=len(cases) if over else None,
    )


def _amount(world: World, measure: Measure) -> int:
    return sum(n * measure(case) for case, n in world.items())


def _worlds(setting: Setting) -> list[World] | None:
    """Return every caseload that prints the documents, or None where there are too many to write out."""
    kinds = [
        [
            Case(batch, h, one, other)
            for h in (("first", "second") if setting.halved else ("",))
            for one in setting.ones
            for other in _other_values(setting.several, excluding=setting.excluding)
        ]
        for batch in range(len(setting.bodies))
    ]
    conditions = list(_conditions(setting))
    found: list[World] = []
    tried = 0
    for sizes in product(range(10), repeat=len(kinds)):
        if not _totals_fit(setting, sizes):
            continue
        sets = [list(combinations_with_replacement(k, n)) for k, n in zip(kinds, sizes, strict=True)]
        number = 1
        for one in sets:
            number *= len(one)
        tried += number
        if tried > MOST_WORLDS:
            return None
        for chosen in product(*sets):
            world = Counter(case for part in chosen for case in part)
            if all(_amount(world, measure) == value for measure, value in conditions):
                found.append(world)
    return found


def _totals_fit(setting: Setting, sizes: tuple[int, ...]) -> bool:
    for page, counted in zip(setting.bodies, setting.counts, strict=True):
        total = page["totals"]["cases"]
        number = sum(sizes[batch] for batch in counted)
        if isinstance(total, int) and number != total:
            return False
        exact = sum(
            sizes[batch]
            for batch in counted
            if setting.bodies[batch]["kind"] == "interim"
            and isinstance(setting.bodies[batch]["totals"]["cases"], int)
        )
        if not isinstance(total, int) and number - exact >= K:
            return False
    return True


def _conditions(setting: Setting) -> Iterator[tuple[Measure, int]]:
    for page, bases in zip(setting.bodies, setting.bases, strict=True):
        for printed, base in zip(page["tables"], bases, strict=True):
            dimension, remainder = printed["dimension"], printed["remainder"]
            for key, count in printed["printed"].items():
                yield _codes_in(dimension, [key], base), count
            if remainder:
                yield _codes_in(dimension, remainder["categories"], base), remainder["value"]


def _codes_in(dimension: str, keys: list[str], base: tuple[int, ...]) -> Measure:
    """How often a case of `base` stands in one of the categories."""

    def measure(case: Case) -> int:
        return len(_codes(case, dimension).intersection(keys)) if case.batch in base else 0

    return measure


def _codes(case: Case, dimension: str) -> frozenset[str]:
    if dimension == "one":
        return frozenset({case.one})
    return frozenset({case.half}) if dimension == "half_year" else case.other


def _meaning(setting: Setting, label: Label) -> Measure:
    """Return which cases the number of `label` counts, in words of the label alone."""
    if label.kind in {Named.BATCH, Named.RUN, Named.REST}:
        return _slice(setting, label.slice, ())
    place = next(
        place
        for place, printed in enumerate(setting.bodies[label.release]["tables"])
        if printed["dimension"] == label.dimension
    )
    base = setting.bases[label.release][place]
    category = _codes_in(label.dimension, [label.category], base)
    group = _slice(setting, label.slice, base)
    if label.kind is Named.OTHERS:
        return lambda case: group(case) and not category(case)
    return lambda case: group(case) and category(case)


def _slice(setting: Setting, name: str, base: tuple[int, ...]) -> Measure:
    if "=" in name:
        dimension, _, key = name.partition("=")
        return _codes_in(dimension, [key], base)
    kind, _, rest = name.partition(":")
    if kind == "half":
        batch, _, which = rest.partition(":")
        return lambda case: case.batch == int(batch) and case.half == which
    if kind == "run":
        first, _, last = rest.partition("-")
        return lambda case: int(first) <= case.batch <= int(last)
    if kind == "rest":
        exact = [
            batch
            for batch, page in enumerate(setting.bodies)
            if page["kind"] == "interim" and isinstance(page["totals"]["cases"], int)
        ]
        return lambda case: case.batch in setting.counts[int(rest)] and case.batch not in exact
    if kind == "batch":
        return lambda case: case.batch == int(rest)
    return lambda case: case.batch in base
