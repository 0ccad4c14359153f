"""What every repository of one value does: save, add many, get, delete."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar

from sqlcipher3 import dbapi2 as sqlcipher

from vpdesk.vault.erased_cases import refuse_erased
from vpdesk.vault.table import Table

T = TypeVar("T")
#: Owners whose codes are asked for in one statement.
_AT_ONCE: Final = 500
Touch = Callable[[str], None]


class Rows(Generic[T]):
    """Typed access to one table; its own queries are spelled out in each subclass.

    Every write must happen inside `Vault.transaction()`, and says which table it touched.
    """

    def __init__(self, table: Table[T], connection: sqlcipher.Connection, touch: Touch) -> None:
        self._table = table
        self._db = connection
        self._touch = touch

    def save(self, value: T) -> None:
        """Insert the value, or change what differs in the one with its identifier.

        What stayed as it was is not written again: each index and side table would be another page to
        encrypt and to synchronise. Raises CaseErasedError when it is of a case that was erased for good.
        """
        row = self._table.to_row(value)
        stored = self._db.execute(self._table.select, [row[0]]).fetchone()
        if stored is None:
            self._insert(row)
        else:
            self._write_differences(stored, row)
        for field, tuples in self._table.tuples.items():
            owner: int = attrgetter("id")(value)
            codes = getattr(value, field)
            if stored is not None:
                if tuples.read(self._db.execute(tuples.select, [owner])) == codes:
                    continue
                self._db.execute(tuples.delete, [owner])
            if codes:
                self._db.executemany(tuples.insert, tuples.rows([(owner, codes)]))
        self._touch(self._table.name)

    def change(self, before: T, after: T) -> None:
        """Write what is other in `after` than in `before`, which was read within this transaction."""
        self._write_differences(self._table.to_row(before), self._table.to_row(after))
        for field, tuples in self._table.tuples.items():
            codes = getattr(after, field)
            if codes != getattr(before, field):
                owner: int = attrgetter("id")(after)
                self._db.execute(tuples.delete, [owner])
                self._db.executemany(tuples.insert, tuples.rows([(owner, codes)]))
        self._touch(self._table.name)

    def add_all(self, values: Iterable[T]) -> None:
        """Insert new values, many at a time."""
        batch = list(values)
        self._db.executemany(self._table.insert, self._table.to_rows(batch))
        for field, tuples in self._table.tuples.items():
            owned = attrgetter("id", field)
            self._db.executemany(tuples.insert, tuples.rows(map(owned, batch)))
        self._touch(self._table.name)

    def get(self, value_id: int) -> T:
        """Return the value; raises LookupError when there is none."""
        found = self._select("WHERE id = ?", [value_id])
        if not found:
            raise LookupError(self._missing(value_id))
        return found[0]

    def delete(self, value_id: int) -> None:
        """Remove the value and all that hangs on it."""
        self._db.execute(f"DELETE FROM {self._table.name} WHERE id = ?", [value_id])  # noqa: S608
        self._touch(self._table.name)

    def _require(self, value_id: int) -> None:
        """Raise LookupError when there is no such row."""
        sql = f"SELECT 1 FROM {self._table.name} WHERE id = ?"  # noqa: S608
        if self._db.execute(sql, [value_id]).fetchone() is None:
            raise LookupError(self._missing(value_id))

    def _missing(self, value_id: int) -> str:
        return f"no row {value_id} in {self._table.name}"

    def _write_differences(self, stored: Sequence[object], row: Sequence[object]) -> None:
        if places := [place for place, new in enumerate(row) if new != stored[place]]:
            self._db.execute(self._table.update(places), [*(row[place] for place in places), row[0]])

    def _insert(self, row: Sequence[object]) -> None:
        """Insert a row, but nothing of an erased case; what hangs on a case is refused where that is gone."""
        named: dict[str, Any] = dict(zip(self._table.fields, row, strict=True))
        if self._table.name == "cases":
            refuse_erased(self._db, named["id"])
        try:
            self._db.execute(self._table.insert, row)
        except sqlcipher.IntegrityError:
            if "case_id" in named:
                refuse_erased(self._db, named["case_id"])
            raise

    def _select(self, clause: str, values: Sequence[object] = ()) -> list[T]:
        """Return the values that `clause` (our own SQL) selects."""
        sql = f"SELECT {self._table.columns} FROM {self._table.name} {clause}"  # noqa: S608
        rows = self._db.execute(sql, values).fetchall()
        owned = self._owned([row["id"] for row in rows]) if rows and self._table.tuples else {}
        return [
            self._table.from_row(row, {field: of.get(row["id"], ()) for field, of in owned.items()})
            for row in rows
        ]

    def _owned(self, owners: Sequence[int]) -> dict[str, dict[int, tuple[Any, ...]]]:
        """Return the tuples of `owners` by field: one question a field for hundreds of rows."""
        found: dict[str, dict[int, tuple[Any, ...]]] = {}
        for field, tuples in self._table.tuples.items():
            found[field] = {}
            for place in range(0, len(owners), _AT_ONCE):
                asked = owners[place : place + _AT_ONCE]
                found[field] |= tuples.by_owner(self._db.execute(tuples.select_of(len(asked)), asked))
        return found
