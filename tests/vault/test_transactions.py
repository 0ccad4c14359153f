import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from tests.factories import CHEAP, PASSPHRASE, make_case, make_contact
from tests.vault.trees import damage, leaf_of
from vpdesk.domain.draft import Draft
from vpdesk.domain.errors import DiskFullError, ReadOnlyError
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.overview import CaseFilter
from vpdesk.services.drafts import save_draft
from vpdesk.vault.connection import SETTINGS
from vpdesk.vault.faults import DatabaseDamagedError, MovedError
from vpdesk.vault.key_faults import VaultBusyError
from vpdesk.vault.opening import connect_with
from vpdesk.vault.thread import DatabaseThread
from vpdesk.vault.vault import Vault

CANARY = "Zwaluwstaartkanarie"
NOW = datetime(2026, 11, 21, 14, 9)


@pytest.mark.parametrize(("name", "expected"), [(name, expected) for name, _value, expected in SETTINGS])
def test_every_setting_is_in_force(vault: Vault, name: str, expected: object) -> None:
    row = vault._connection.execute(f"PRAGMA {name}").fetchone()
    assert (0 if row is None else row[0]) == expected


def test_a_setting_that_does_not_take_stops_the_program(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vpdesk.vault import connection

    monkeypatch.setattr(connection, "SETTINGS", (("synchronous", "NORMAL", 2),))
    with pytest.raises(RuntimeError, match="synchronous"):
        connection._apply_settings(vault._connection)


def test_a_commit_says_which_tables_it_changed(vault: Vault) -> None:
    told: list[frozenset[str]] = []
    vault.on_commit = told.append
    organisation = Organisation(name="Stichting De Boomgaard")
    with vault.transaction():
        vault.organisations.save(organisation)
        vault.cases.save(make_case(organisation.id))
    assert told == [frozenset({"organisations", "cases"})]


def test_the_revision_grows_with_every_commit_but_those_of_drafts(vault: Vault) -> None:
    organisation = Organisation(name="Stichting De Boomgaard")
    before = vault.revision
    with vault.transaction():
        vault.organisations.save(organisation)
    assert vault.revision == before + 1
    save_draft(vault, "report", "{}", NOW)
    assert vault.revision == before + 1
    told: list[frozenset[str]] = []
    vault.on_commit = told.append
    with vault.transaction():
        vault.say("a word that is no table")
    save_draft(vault, "report", "{}", NOW)
    assert told == [frozenset({"a word that is no table"}), frozenset({"drafts"})]
    assert vault.revision == before + 1
    with vault.transaction():
        vault.drafts.drop("report")
        vault.cases.save(make_case(organisation.id))
    assert vault.revision == before + 2
    with pytest.raises(ZeroDivisionError), vault.transaction():
        _ = 1 / 0
    assert vault.revision == before + 2


def test_what_waits_for_the_indexes_is_taken_in_with_the_transaction_that_is_open(vault: Vault) -> None:
    organisation = Organisation(name="Stichting De Boomgaard")
    case = make_case(organisation.id)
    with vault.transaction():
        vault.organisations.save(organisation)
        vault.cases.save(case)
    with pytest.raises(ZeroDivisionError), vault.transaction():
        vault.contacts.save(make_contact(case.id, notes=CANARY))
        vault.take_in()
        assert vault.findables.noted([CANARY.lower()], organisation.id, limit=1) == [CANARY]
        _ = 1 / 0
    assert vault.findables.noted([CANARY.lower()], organisation.id, limit=1) == []


def test_an_error_inside_undoes_everything_and_tells_nobody(vault: Vault) -> None:
    told: list[frozenset[str]] = []
    vault.on_commit = told.append
    with pytest.raises(ZeroDivisionError), vault.transaction():
        vault.organisations.save(Organisation(name="Stichting De Boomgaard"))
        _ = 1 / 0
    assert vault.organisations.all() == []
    assert told == []


def test_a_deleted_file_is_noticed_before_the_commit(vault: Vault) -> None:
    vault.folder.database.unlink()
    with pytest.raises(MovedError), vault.transaction():
        vault.organisations.save(Organisation(name="Stichting De Boomgaard"))
    with pytest.raises(MovedError), vault.transaction():
        pass


def test_without_looking_a_deleted_file_takes_the_commit_silently(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: SQLite alone does not notice."""
    monkeypatch.setattr(Vault, "_require_place", lambda _self: None)
    vault.folder.database.unlink()
    with vault.transaction():
        vault.organisations.save(Organisation(name="Stichting De Boomgaard"))
    monkeypatch.undo()


def test_a_replaced_file_is_noticed(vault: Vault, tmp_path: Path) -> None:
    shutil.copy(vault.folder.database, tmp_path / "copy")
    (tmp_path / "copy").replace(vault.folder.database)
    with pytest.raises(MovedError), vault.transaction():
        vault.organisations.save(Organisation(name="Stichting De Boomgaard"))


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_put_back_in_its_place_takes_the_same_save(vault: Vault, what: str) -> None:
    """As the error says: put it back and save again, without losing what stands on the screen."""
    organisation = Organisation(name="Stichting De Boomgaard")
    place = vault.folder.database if what == "file" else vault.folder.path
    place.rename(place.with_name("aside"))
    with pytest.raises(MovedError), vault.transaction():
        vault.organisations.save(organisation)
    place.with_name("aside").rename(place)
    with vault.transaction():
        vault.organisations.save(organisation)
    assert vault.organisations.all() == [organisation]
    vault.tidy()
    shutil.copytree(vault.folder.path, vault.folder.path.with_name("after"))
    with Vault.open(vault.folder.path.with_name("after"), PASSPHRASE) as after:
        assert after.organisations.all() == [organisation]


def test_a_folder_that_was_not_to_be_written_takes_the_same_save_afterwards(vault: Vault) -> None:
    organisation = Organisation(name="Stichting De Boomgaard")
    vault.connection.execute("PRAGMA query_only = ON")  # SQLite refuses as on a file without the right
    refused = vault.connection
    with pytest.raises(ReadOnlyError), vault.transaction():
        vault.organisations.save(organisation)
    assert vault.organisations.all() == [], "what is there can still be read"
    with vault.transaction():
        vault.organisations.save(organisation)
    assert vault.connection is not refused
    assert vault.organisations.all() == [organisation]


def test_a_refused_vault_never_goes_on_in_another_file(vault: Vault, tmp_path: Path) -> None:
    vault.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(ReadOnlyError), vault.transaction():
        vault.organisations.save(Organisation(name="Stichting De Boomgaard"))
    shutil.copy(vault.folder.database, tmp_path / "copy")
    (tmp_path / "copy").replace(vault.folder.database)
    with pytest.raises(MovedError), vault.transaction():
        vault.organisations.save(Organisation(name="Stichting De Boomgaard"))


def test_a_database_that_another_program_holds_is_said_to_be_busy(vault: Vault) -> None:
    vault.connection.execute("PRAGMA busy_timeout = 0")
    with closing(connect_with(vault.folder.database, vault.opened.key)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(VaultBusyError), vault.transaction():
            pass
        other.execute("ROLLBACK")
    with vault.transaction():
        pass


@pytest.fixture
def harmed(tmp_path: Path) -> Path:
    """A vault with many cases, of which those in the middle lie on a damaged page."""
    path = tmp_path / "harmed"
    organisation = Organisation(name="Stichting De Boomgaard")
    cases = [make_case(organisation.id) for _ in range(300)]
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault, vault.transaction():
        vault.organisations.save(organisation)
        vault.cases.add_all(cases)
    damage(path, leaf_of(path, "cases", cases[150].id))
    return path


def meet_damage(vault: Vault) -> None:
    vault.cases.rows(CaseFilter(), limit=300)


def test_after_damage_was_met_what_lies_elsewhere_can_still_be_saved(harmed: Path) -> None:
    thread = DatabaseThread(lambda: Vault.open(harmed, PASSPHRASE))
    with pytest.raises(DatabaseDamagedError):
        thread.submit(meet_damage).result()
    thread.submit(lambda vault: save_draft(vault, "case/1", "typed last", NOW)).result()
    thread.close()
    with Vault.open(harmed, PASSPHRASE) as vault:
        assert vault.drafts.get("case/1") is not None


def test_the_connection_that_met_damage_saves_nothing_more(harmed: Path) -> None:
    """The control: SQLCipher says that the file is read-only, which it is not."""
    with Vault.open(harmed, PASSPHRASE) as vault:
        with pytest.raises(sqlcipher.DatabaseError):
            meet_damage(vault)
        with pytest.raises(ReadOnlyError):
            save_draft(vault, "case/1", "typed last", NOW)


def test_damage_within_a_save_undoes_that_and_leaves_room_for_another(harmed: Path) -> None:
    with Vault.open(harmed, PASSPHRASE) as vault:
        with pytest.raises(DatabaseDamagedError), vault.transaction():
            vault.drafts.save(Draft(place="case/2", body="half", saved_at=NOW))
            meet_damage(vault)
        save_draft(vault, "case/1", "typed last", NOW)
        assert (vault.drafts.get("case/2"), vault.drafts.get("case/1") is not None) == (None, True)


def test_hardly_any_room_left_refuses_the_commit_and_keeps_the_vault(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=1))
        with pytest.raises(DiskFullError), vault.transaction():
            vault.organisations.save(Organisation(name="Stichting De Boomgaard"))
    assert vault.organisations.all() == []
    with vault.transaction():
        vault.organisations.save(Organisation(name="Stichting De Boomgaard"))
    assert len(vault.organisations.all()) == 1


def test_sqlites_own_full_disk_is_told_as_such(vault: Vault, organisation: Organisation) -> None:
    case = make_case(organisation.id)
    with vault.transaction():
        vault.cases.save(case)
    (pages,) = vault._connection.execute("PRAGMA page_count").fetchone()
    vault._connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    with pytest.raises(DiskFullError), vault.transaction():
        vault.contacts.save(make_contact(case.id, notes="x" * 100_000))
    assert vault.contacts.of_case(case.id) == []
    assert vault.cases.get(case.id) == case


def test_the_files_of_an_open_vault_hold_no_word_of_it(vault: Vault) -> None:
    organisation = Organisation(name=f"{CANARY} bv", remarks=CANARY)
    case = make_case(organisation.id, alias=CANARY)
    with vault.transaction():
        vault.organisations.save(organisation)
        vault.cases.save(case)
        vault.contacts.save(make_contact(case.id, notes=f"{CANARY} " * 500))
    for file in vault.folder.path.iterdir():
        assert CANARY.encode() not in file.read_bytes(), file.name


def test_a_plain_database_would_show_the_word(tmp_path: Path) -> None:
    """The control: the same search finds the word in an unencrypted file."""
    plain = sqlcipher.connect(str(tmp_path / "plain.db"), isolation_level=None)
    plain.execute("CREATE TABLE t (x TEXT)")
    plain.execute("INSERT INTO t VALUES (?)", [CANARY])
    plain.close()
    assert CANARY.encode() in (tmp_path / "plain.db").read_bytes()


def test_what_was_committed_is_there_after_a_kill(tmp_path: Path) -> None:
    """The vault is opened again without having been closed, as after a crash."""
    path = tmp_path / "vault"
    organisation = Organisation(name="Stichting De Boomgaard")
    vault = Vault.create(path, PASSPHRASE, cost=CHEAP)
    with vault.transaction():
        vault.organisations.save(organisation)
    shutil.copytree(path, tmp_path / "after")
    vault.close()
    with Vault.open(tmp_path / "after", PASSPHRASE) as after:
        assert after.organisations.all() == [organisation]


def test_a_page_torn_by_a_power_cut_is_no_damage_while_the_log_has_it_whole(tmp_path: Path) -> None:
    """The power fails while the log is merged into the database."""
    organisation = Organisation(name="Stichting De Boomgaard")
    vault = Vault.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP)
    with vault.transaction():
        vault.organisations.save(organisation)
    shutil.copytree(vault.folder.path, tmp_path / "after")
    vault.close()
    log = (tmp_path / "after" / "case.db-wal").read_bytes()
    page = int.from_bytes(log[32:36])  # of the first frame, after the log's own header
    with (tmp_path / "after" / "case.db").open("r+b") as file:
        file.seek((page - 1) * 4096 + 512)
        file.write(bytes(512))
    with Vault.open(tmp_path / "after", PASSPHRASE) as after:
        torn = after._connection.execute("PRAGMA cipher_integrity_check").fetchall()
        assert torn, "the control: the file alone is damaged"
        assert after.check() == ()
        assert after.organisations.all() == [organisation]


def test_work_on_the_database_thread_comes_back_in_order(tmp_path: Path) -> None:
    thread = DatabaseThread(lambda: Vault.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP))
    results = [thread.submit(lambda vault, n=n: (n, vault.cases.count(CaseFilter()))) for n in range(20)]  # type: ignore[misc]
    assert [result.result() for result in results] == [(n, 0) for n in range(20)]
    thread.close()


def test_an_error_of_opening_reaches_the_caller_of_the_thread() -> None:
    with pytest.raises(ZeroDivisionError):
        DatabaseThread(lambda: 1 / 0)  # type: ignore[arg-type, return-value]
