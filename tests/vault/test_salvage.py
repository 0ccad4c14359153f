"""Of a damaged database every row is read that is on a page which can be read, and no other."""

import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.factories import CHEAP, PASSPHRASE
from tests.upgrade.freeze import read_tables
from tests.vault.full_cases import Author
from vpdesk.domain.organisation import Organisation
from vpdesk.vault import header_files
from vpdesk.vault.btree import Row, read_node
from vpdesk.vault.folder import PAGE, VaultFolder
from vpdesk.vault.layout import layout
from vpdesk.vault.migrations import MIGRATIONS
from vpdesk.vault.pages import PageKeys
from vpdesk.vault.salvage import Salvage, read_pages, salvage
from vpdesk.vault.vault import Vault

Rows = dict[str, set[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rows]:
    """A closed vault with a few hundred rows in trees of more than one level, and all its rows."""
    path = tmp_path_factory.mktemp("salvage") / "kluis"
    author = Author(11)
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        organisation = Organisation(name="Stichting De Boomgaard")
        with vault.transaction():
            vault.organisations.save(organisation)
        for number in range(200):
            author.write(vault, organisation.id, contacts=3, length=120 if number % 9 == 0 else 12)
        rows = stored(vault)
    return path, rows


def stored(vault: Vault) -> Rows:
    return {
        name: {tuple(row) for row in table["rows"]} for name, table in read_tables(vault.connection).items()
    }


def found(result: Salvage) -> Rows:
    return {name: set(table.rows.values()) for name, table in result.tables.items()}


@pytest.fixture
def copy(whole: tuple[Path, Rows], tmp_path: Path) -> Path:
    """A copy to do harm to."""
    shutil.copytree(whole[0], tmp_path / "kluis")
    return tmp_path / "kluis"


def damage(path: Path, numbers: Iterable[int], *, at: int = 200) -> None:
    """Flip a bit in each of the pages."""
    data = bytearray((path / "case.db").read_bytes())
    for number in numbers:
        data[(number - 1) * PAGE + at] ^= 1
    (path / "case.db").write_bytes(data)


def read(path: Path) -> Salvage:
    key = header_files.unlock(path, PASSPHRASE).key
    with PageKeys(key.database_key()) as keys:
        return salvage(read_pages(VaultFolder(path), keys))


def contents(path: Path) -> dict[int, bytes]:
    key = header_files.unlock(path, PASSPHRASE).key
    with PageKeys(key.database_key()) as keys:
        return dict(read_pages(VaultFolder(path), keys).readable)


def kinds(path: Path) -> Iterator[tuple[int, int]]:
    """Yield the number of each page and its kind."""
    for number, content in contents(path).items():
        yield number, content[100 if number == 1 else 0]


def test_a_whole_database_gives_every_row(copy: Path, whole: tuple[Path, Rows]) -> None:
    result = read(copy)
    assert found(result) == whole[1]
    assert result.damaged == ()
    assert not any(table.gaps for table in result.tables.values())


def test_what_stands_in_the_log_alone_is_found_too(copy: Path, tmp_path: Path) -> None:
    vault = Vault.open(copy, PASSPHRASE)
    organisation = vault.organisations.all()[0]
    Author(5).write(vault, organisation.id)
    everything = stored(vault)
    shutil.copytree(copy, tmp_path / "killed")
    vault.close()
    assert (tmp_path / "killed" / "case.db-wal").stat().st_size > 0
    assert found(read(tmp_path / "killed")) == everything


def test_what_was_not_committed_is_not_found(copy: Path, tmp_path: Path) -> None:
    vault = Vault.open(copy, PASSPHRASE)
    before = stored(vault)
    vault.connection.execute("PRAGMA cache_size = 1").fetchall()
    vault.connection.execute("BEGIN IMMEDIATE")
    vault.connection.execute("UPDATE contacts SET notes = 'half'")
    shutil.copytree(copy, tmp_path / "killed")
    vault.connection.execute("ROLLBACK")
    vault.close()
    assert (tmp_path / "killed" / "case.db-wal").stat().st_size > 0
    assert found(read(tmp_path / "killed")) == before


@pytest.mark.parametrize("seed", range(12))
def test_no_row_is_found_that_was_not_there(copy: Path, whole: tuple[Path, Rows], seed: int) -> None:
    chance = random.Random(seed)
    count = (copy / "case.db").stat().st_size // PAGE
    damage(copy, chance.sample(range(1, count + 1), 1 + seed * 3), at=chance.randrange(16, PAGE))
    result = found(read(copy))
    assert all(rows <= whole[1][name] for name, rows in result.items())


def test_inner_pages_cost_no_row(copy: Path, whole: tuple[Path, Rows]) -> None:
    inner = [number for number, kind in kinds(copy) if kind == 5 and number != 1]
    assert inner
    damage(copy, inner)
    assert found(read(copy)) == whole[1]


def test_the_first_page_costs_no_row(copy: Path, whole: tuple[Path, Rows]) -> None:
    damage(copy, [1])
    assert found(read(copy)) == whole[1]


def test_without_any_inner_page_the_leaves_are_known_by_their_rows(
    copy: Path, whole: tuple[Path, Rows]
) -> None:
    damage(copy, [number for number, kind in kinds(copy) if kind == 5])
    assert found(read(copy)) == whole[1]


def test_what_a_leaf_held_is_named_by_the_indexes(copy: Path, whole: tuple[Path, Rows]) -> None:
    before = read(copy).tables["contacts"].rows
    leaves = [number for number, page in contents(copy).items() if page[0] == 13 and b"melder" in page]
    damage(copy, leaves)
    table = read(copy).tables["contacts"]
    assert not table.rows
    assert before.keys() <= table.named.keys()
    assert all(table.may_miss(key) for key in before)
    assert whole[1]["contacts"]


def test_a_row_whose_end_cannot_be_read_is_not_shown_by_half(copy: Path, whole: tuple[Path, Rows]) -> None:
    overflowing = [number for number, kind in kinds(copy) if kind == 0]
    assert overflowing
    damage(copy, overflowing)
    result = read(copy)
    missing = whole[1]["contacts"] - found(result)["contacts"]
    assert missing
    assert all(result.tables["contacts"].may_miss(row[0]) for row in missing)
    assert found(result)["contacts"] <= whole[1]["contacts"]


def test_what_lay_outside_the_damage_cannot_be_missing(copy: Path) -> None:
    leaves = [number for number, kind in kinds(copy) if kind == 13]
    damage(copy, leaves[-1:])
    tables = read(copy).tables
    assert not any(
        table.may_miss(key) for name, table in tables.items() for key in table.rows if table.gaps or name
    )
    assert not tables["organisations"].may_miss(12)


def test_a_file_that_was_cut_gives_what_is_left_of_it(copy: Path, whole: tuple[Path, Rows]) -> None:
    data = (copy / "case.db").read_bytes()
    (copy / "case.db").write_bytes(data[: len(data) // 2 + 700])
    result = found(read(copy))
    assert sum(map(len, result.values())) > 100
    assert all(rows <= whole[1][name] for name, rows in result.items())


def leaves_of(path: Path, fits: Callable[[Row], object]) -> list[int]:
    """Return the leaves without row numbers all of whose rows fit."""
    pages = contents(path)
    leaves = {number: read_node(number, pages) for number, page in pages.items() if page[0] == 10}
    return [number for number, leaf in leaves.items() if all(map(fits, leaf.rows)) and leaf.rows]


def test_a_leaf_under_an_inner_page_that_nothing_leads_to_may_miss_its_rows(
    copy: Path, whole: tuple[Path, Rows]
) -> None:
    """The rows of an inner page of a table without row numbers say nothing of the leaves between them."""
    codes = leaves_of(copy, layout(len(MIGRATIONS))["case_routes"].read)
    assert len(codes) > 2  # so that one of them lies between two rows of the inner page
    for number in codes:
        shutil.copy(whole[0] / "case.db", copy / "case.db")
        damage(copy, [1, number])
        table = read(copy).tables["case_routes"]
        missing = {row[:2] for row in whole[1]["case_routes"]} - table.rows.keys()
        assert missing
        assert all(table.may_miss(key) for key in missing)


def test_what_a_leaf_of_matters_held_is_told_by_their_index(copy: Path, whole: tuple[Path, Rows]) -> None:
    matters = layout(len(MIGRATIONS))["case_matters"]
    index = leaves_of(copy, partial(matters.told_by, "case_matters_by_code"))
    assert index
    for number in leaves_of(copy, matters.read):
        for more in [], [1]:  # with the way to the index, and without it
            shutil.copy(whole[0] / "case.db", copy / "case.db")
            damage(copy, [number, *more])
            table = read(copy).tables["case_matters"]
            assert set(table.rows.values()) == whole[1]["case_matters"]
            assert bool(table.gaps) == bool(more)  # by all of the index it is known that no row is missing
        damage(copy, index)
        table = read(copy).tables["case_matters"]
        missing = {row[:2] for row in whole[1]["case_matters"]} - table.rows.keys()
        assert missing
        assert all(table.may_miss(key) for key in missing)


def test_an_index_that_is_torn_tells_what_is_left_of_it(copy: Path, whole: tuple[Path, Rows]) -> None:
    matters = layout(len(MIGRATIONS))["case_matters"]
    index = leaves_of(copy, partial(matters.told_by, "case_matters_by_code"))
    assert len(index) > 1
    damage(copy, [*leaves_of(copy, matters.read), index[0]])
    table = read(copy).tables["case_matters"]
    missing = {row[:2] for row in whole[1]["case_matters"]} - table.rows.keys()
    assert table.rows
    assert set(table.rows.values()) < whole[1]["case_matters"]
    assert all(table.may_miss(key) for key in missing)
