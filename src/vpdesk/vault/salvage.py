"""Reading every row of a damaged database that is on a page which can still be read.

The trees are followed page by page, without SQLite, which gives up at the first page whose seal is broken.
Where an inner page is damaged its leaves are found anyway: every readable leaf that no tree leads to is known
by the types of its rows. What a damaged page held is known by bounds, the keys between which its rows lie,
and row by row where an index still names them; an index that holds whole rows gives them back. A page whose
seal is broken is never believed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from vpdesk.vault.btree import MalformedError, Node, Row, Stored, read_node
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.layout import Key, TableLayout, Values, layout
from vpdesk.vault.migrations import MIGRATIONS
from vpdesk.vault.pages import PageKeys, RawFile, read_committed

_VERSION: Final = slice(60, 64)
_PAGE_COUNT: Final = slice(28, 32)
#: The first page holds the header of the file, and is the root of the tree of the schema.
_FIRST: Final = 1
#: The keys between which rows are missing, both included; None: there is no bound on that side.
Bounds = tuple[Key | None, Key | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The pages of a closed database as they were committed last: those that can be read, and the numbers of
    the others, which are damaged or are not there at all.
    """

    readable: Mapping[int, bytes]
    damaged: tuple[int, ...]


@dataclass(slots=True, kw_only=True)
class SalvagedTable:
    """What was found of one table.

    `gaps` are the bounds between which rows are missing because their page cannot be read, `filled` those
    parts of them that were found after all; `named` are the numbers of rows that an index still knows, with
    the entries of each index that does, by its name; `beginnings` hold what can be read of a row that breaks
    off where a page of its long text is damaged.
    """

    rows: dict[Key, Values] = field(default_factory=dict)
    gaps: list[Bounds] = field(default_factory=list)
    filled: list[Bounds] = field(default_factory=list)
    named: dict[Key, dict[str, Values]] = field(default_factory=dict)
    beginnings: dict[Key, Values] = field(default_factory=dict)

    def may_miss(self, key: Key) -> bool:
        """Tell whether a row with this key may have been on a page that cannot be read."""
        if key in self.rows:
            return False
        return key in self.named or (
            any(_within(key, gap) for gap in self.gaps)
            and not any(_within(key, part) for part in self.filled)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvage:
    """What was found in a damaged database; `version` is its schema.

    `overtaken`: a backup is further than it (`vpdesk.vault.reach`) and goes before it.
    """

    version: int
    tables: dict[str, SalvagedTable]
    pages: int
    damaged: tuple[int, ...]
    overtaken: bool = False


def read_pages(folder: VaultFolder, keys: PageKeys) -> Pages:
    """Read the database and its log in a folder that no process has open; a missing file has no pages."""
    found: dict[int, bytes | None] = {}
    if folder.database.exists():
        raw = RawFile(folder.database)
        try:
            found.update(raw.pages(keys))
        finally:
            raw.close()
    found.update({number: page.content for number, page in read_committed(folder.log, keys).items()})
    readable = {number: content for number, content in found.items() if content is not None}
    first = readable.get(_FIRST)
    should_be = 0 if first is None else int.from_bytes(first[_PAGE_COUNT])
    numbers = range(1, max(should_be, *found, 0) + 1)
    return Pages(readable=readable, damaged=tuple(each for each in numbers if each not in readable))


def salvage(pages: Pages, *, version: int | None = None) -> Salvage:
    """Return every row that can be read; `version` is the schema to assume when the first page is damaged."""
    first = pages.readable.get(_FIRST)
    known = len(MIGRATIONS) if version is None else version
    if first is not None and 0 < int.from_bytes(first[_VERSION]) <= len(MIGRATIONS):
        known = int.from_bytes(first[_VERSION])
    return _Reader(pages, known).read()


class _Reader:
    """Follows the trees of one database."""

    def __init__(self, pages: Pages, version: int) -> None:
        self._pages = pages
        self._version = version
        self._layouts = layout(version)
        self._found = {name: SalvagedTable() for name in self._layouts}
        self._seen: set[int] = set()
        #: The rows that indexes tell whole, by table; the tables with such an index that was read to its end.
        self._told: dict[str, dict[Key, Values]] = {name: {} for name in self._layouts}
        self._told_all: set[str] = set()
        #: The numbers of rows on leaves of which it is not known yet whether they are of that table.
        self._perhaps: dict[str, set[int | None]] = {}

    def read(self) -> Salvage:
        """Read the trees that the schema leads to, then the leaves that nothing leads to any more."""
        gaps: list[Bounds] = []
        rooted: set[str] = set()
        for row in self._walk(_FIRST, gaps):
            kind, name, table, root, _sql = (*(row.values or ()), *(None,) * 5)[:5]
            if not isinstance(root, int):
                continue
            if kind == "table" and name in self._found:
                rooted.add(str(name))
                self._take_tree(self._layouts[str(name)], root)
            elif kind == "index" and table in self._found:
                self._take_index(self._layouts[str(table)], str(name), root)
        if gaps:
            for name in self._found.keys() - rooted:
                self._found[name].gaps.append((None, None))
        self._take_orphans()
        self._take_told()
        return Salvage(
            version=self._version,
            tables=self._found,
            pages=len(self._pages.readable) + len(self._pages.damaged),
            damaged=self._pages.damaged,
        )

    def _node(self, number: int) -> Node | None:
        """Return a page as a node; None when it cannot be read or is none."""
        self._seen.add(number)
        if number not in self._pages.readable:
            return None
        try:
            return read_node(number, self._pages.readable)
        except MalformedError:
            return None

    def _walk(
        self, number: int, gaps: list[Bounds], low: Key | None = None, high: Key | None = None
    ) -> Iterator[Row]:
        """Yield the rows of a tree, and note the bounds of the pages that cannot be read."""
        node = None if number in self._seen else self._node(number)
        if node is None:
            gaps.append((low, high))
            return
        yield from node.rows
        for place, (child, number_bound) in enumerate(node.children):
            bound: Key | None = number_bound
            if node.of_index and place < len(node.rows):
                bound = node.rows[place].values
            yield from self._walk(child, gaps, low, high if bound is None else bound)
            if bound is not None:
                low = bound + 1 if isinstance(bound, int) else bound

    def _take_tree(self, table: TableLayout, root: int) -> None:
        found = self._found[table.name]
        for row in self._walk(root, found.gaps):
            self._take(table, row)

    def _take(self, table: TableLayout, row: Row) -> None:
        found = self._found[table.name]
        read = table.read(row)
        if read is not None:
            found.rows.setdefault(*read)
        elif row.number is not None:  # its overflow pages cannot be read
            found.named.setdefault(row.number, {})
            found.beginnings[row.number] = row.beginning

    def _take_index(self, table: TableLayout, name: str, root: int) -> None:
        """Note what an index tells: the number of a row, in which each entry ends, or else the row itself."""
        gaps: list[Bounds] = []
        for row in self._walk(root, gaps):
            entry = row.values or (None,)
            if not table.numbered:
                if not self._note_told(table, name, (row,)):
                    gaps.append((None, None))
            elif isinstance(entry[-1], int):
                self._found[table.name].named.setdefault(entry[-1], {})[name] = entry
        if not table.numbered and not gaps:
            self._told_all.add(table.name)

    def _note_told(self, table: TableLayout, index: str, rows: tuple[Row, ...]) -> bool:
        """Note the rows that entries of an index hold; False, and none of them, when one is no such entry."""
        told = [each for row in rows if (each := table.told_by(index, row)) is not None]
        if len(told) == len(rows):
            self._told[table.name].update(told)
        return len(told) == len(rows)

    def _take_told(self) -> None:
        """Take from the indexes what the tables themselves have lost; an index that is whole lacks no row."""
        for name, told in self._told.items():
            found = self._found[name]
            found.rows = told | found.rows
            if name in self._told_all:
                found.gaps.clear()

    def _take_orphans(self) -> None:
        """Read the leaves that no tree leads to, where some table misses pages."""
        torn = {name for name, table in self._found.items() if table.gaps}
        doubtful: list[tuple[Node, list[str]]] = []
        for number in sorted(self._pages.readable) if torn else ():
            if number in self._seen:
                continue
            node = self._node(number)
            if node is None or not node.rows or (node.children and not node.of_index):
                continue
            fitting = [name for name in sorted(torn) if self._fits(self._layouts[name], node)]
            if len(fitting) == 1:
                self._adopt(self._layouts[fitting[0]], node)
            elif fitting:
                doubtful.append((node, fitting))
                for each in fitting:
                    self._perhaps.setdefault(each, set()).update(row.number for row in node.rows)
            else:
                for table in (self._layouts[name] for name in torn - self._told_all):
                    for index in table.indexes:
                        self._note_told(table, index, node.rows)
        self._settle(doubtful)

    def _settle(self, doubtful: list[tuple[Node, list[str]]]) -> None:
        """Adopt the leaves that fit several tables: each that is known settles others that hang on it."""
        left = doubtful
        while left:
            waiting = []
            for node, fitting in left:
                name = self._likeliest(node, fitting)
                if name is None:
                    waiting.append((node, fitting))
                else:
                    self._adopt(self._layouts[name], node)
            if len(waiting) == len(left):
                return
            left = waiting

    def _likeliest(self, node: Node, fitting: list[str]) -> str | None:
        """Return the table that the rows of a leaf are of; None when two are equally likely.

        First counts how many of their references lead to a row, then in how many rows no column is missing,
        then how little they can fit by chance, then how many of them are referred to.
        """
        known = sorted(((self._signs(self._layouts[name], node), name) for name in fitting), reverse=True)
        return known[0][1] if known[0][0] > known[1][0] else None

    def _signs(self, table: TableLayout, node: Node) -> tuple[int, ...]:
        whole = sum(len(row.values or ()) == len(table.columns) for row in node.rows)
        return self._resolved(table, node), whole, table.telling, self._referred(table.name, node)

    def _resolved(self, table: TableLayout, node: Node) -> int:
        """Return how many references of the rows of a leaf lead to a row that was found, or may be yet."""
        found = 0
        for row in node.rows:
            read = table.read(row)
            if read is not None:
                values = dict(zip(table.names, read[1], strict=True))
                found += sum(
                    values[each.column] in self._found[each.table].rows
                    or values[each.column] in self._found[each.table].named
                    or values[each.column] in self._perhaps.get(each.table, ())
                    for each in table.references
                    if each.table in self._found
                )
        return found

    def _referred(self, name: str, node: Node) -> int:
        """Return how many rows of a leaf are referred to by rows that were found, if it is of this table."""
        wanted: set[Stored] = set()
        for child in self._layouts.values():
            for reference in child.references:
                if reference.table == name:
                    place = child.names.index(reference.column)
                    wanted.update(row[place] for row in self._found[child.name].rows.values())
        return sum(row.number in wanted for row in node.rows)

    def _fits(self, table: TableLayout, node: Node) -> bool:
        rows = [row for row in node.rows if row.values is not None]
        read = [table.read(row) for row in rows]
        return bool(read) and all(each is not None and table.can_be(each[1]) for each in read)

    def _adopt(self, table: TableLayout, node: Node) -> None:
        for row in node.rows:
            self._take(table, row)
        if node.children:  # between its rows lie other pages, which may be damaged
            return
        first, last = (table.read(row) for row in (node.rows[0], node.rows[-1]))
        if first is not None and last is not None:
            self._found[table.name].filled.append((first[0], last[0]))


def _within(key: Key, bounds: Bounds) -> bool:
    low, high = bounds
    return not _before(key, low) and not _before(high, key)


def _before(one: Any, other: Any) -> bool:
    """Tell whether a key comes before another of its table; a bound that is not there is passed by none."""
    return one is not None and other is not None and bool(one < other)
