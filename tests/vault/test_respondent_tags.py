"""The tag of a respondent is gone with its cases: erased, restored, rescued."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case
from tests.vault.test_rescue import damage, pages_of, save_from
from vpdesk.domain.backup import BackupReason
from vpdesk.domain.case import Case
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.respondent_tag import RespondentLink, RespondentTag
from vpdesk.vault.backup import make_backup
from vpdesk.vault.belonging import belongings
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.folder import VaultFolder
from vpdesk.vault.restore import prepare, swap
from vpdesk.vault.vault import Vault

NOW = datetime(2026, 11, 25, 18, 20, tzinfo=UTC)
CANARY = "Zwaluwstaart"


def write(vault: Vault, name: str, cases: int) -> tuple[RespondentTag, list[Case]]:
    """Store a tag with so many cases."""
    organisation = Organisation(name=f"Organisation {len(vault.organisations.all())}")
    tag = RespondentTag(organisation_id=organisation.id, name=name)
    made = [make_case(organisation.id) for _ in range(cases)]
    with vault.transaction():
        vault.organisations.save(organisation)
        vault.respondent_tags.save(tag)
        for case in made:
            vault.cases.save(case)
            vault.respondent_links.save(RespondentLink(case_id=case.id, tag_id=tag.id))
    return tag, made


def erase(vault: Vault, case: Case) -> None:
    erase_case(vault, case.id, rule=ErasureRule.REPORTER_ASKED, on=NOW.date())


def pages(vault: Vault) -> bytes:
    return b"\0".join(page.content or b"" for page in vault.read_pages())


def test_only_what_goes_with_a_case_belongs_to_it(vault: Vault) -> None:
    tag, (one, other) = write(vault, CANARY, 2)
    assert "respondent_tags" not in belongings(vault.connection, one.id).ids
    with vault.transaction():
        vault.cases.delete(other.id)
    found = belongings(vault.connection, one.id)
    assert found.ids["respondent_tags"] == {tag.id}
    assert CANARY in found.texts


def test_erasing_the_last_case_leaves_nothing_of_its_tag_in_any_page(vault: Vault) -> None:
    _tag, (one, other) = write(vault, CANARY, 2)
    kept, _cases = write(vault, "Kwarts-01", 1)
    erase(vault, one)
    assert CANARY.encode() in pages(vault)  # another case still has it
    erase(vault, other)
    assert CANARY.encode() not in pages(vault)
    assert [tag.id for tag in vault.respondent_tags.of_organisation(kept.organisation_id)] == [kept.id]
    assert vault.respondent_tags.count() == 1


def test_without_the_trigger_the_tag_would_stay(vault: Vault) -> None:
    _tag, (case,) = write(vault, CANARY, 1)
    vault.connection.execute("DROP TRIGGER respondent_tags_go_with_their_last_case")
    with vault.transaction():
        vault.cases.delete(case.id)
    assert vault.respondent_tags.count() == 1


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A closed vault whose case with a tag was erased, and the backup from before that."""
    path = tmp_path / "kluis"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        _tag, (case,) = write(vault, CANARY, 1)
        write(vault, "Kwarts-01", 1)
        with vault.backup_source() as source:
            backup = make_backup(source, vault.folder.backups, reason=BackupReason.EXIT, now=NOW)
        erase(vault, case)
    yield path, backup.file
    shutil.rmtree(path, ignore_errors=True)


def test_a_backup_does_not_bring_the_tag_of_an_erased_case_back(closed: tuple[Path, Path]) -> None:
    path, backup = closed
    swap(prepare(backup, PASSPHRASE, VaultFolder(path)), now=NOW)
    with Vault.open(path, PASSPHRASE) as vault:
        assert vault.respondent_tags.count() == 1
        assert CANARY.encode() not in pages(vault)


def test_a_rescue_with_a_backup_does_not_bring_it_back_either(closed: tuple[Path, Path]) -> None:
    path, _backup = closed
    damage(path, pages_of(path, "respondent_tags", "sqlite_autoindex_respondent_tags_1"))
    save_from(path)
    with Vault.open(path.with_name("gered"), PASSPHRASE) as vault:
        assert vault.respondent_tags.count() == 1  # that of the other case, from the backup
        assert CANARY.encode() not in pages(vault)


def test_a_case_is_not_lost_with_its_tag(closed: tuple[Path, Path]) -> None:
    path, backup = closed
    backup.unlink()
    damage(path, pages_of(path, "respondent_tags", "sqlite_autoindex_respondent_tags_1"))
    save_from(path)
    with Vault.open(path.with_name("gered"), PASSPHRASE) as vault:
        assert vault.respondent_tags.count() == 0
        (cases,) = vault.connection.execute("SELECT count(*) FROM cases").fetchone()
        assert cases == 1
        assert vault.check() == ()
