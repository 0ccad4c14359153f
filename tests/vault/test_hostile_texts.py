"""Whatever text a value accepts, the vault gives back to the letter; what it refuses, it says in words.

All 200 for every field, and the megabytes: `VPDESK_HOSTILE=200 pytest tests/vault/test_hostile_texts.py`.
"""

import os
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, get_type_hints

import pytest

from tests.factories import CHEAP, PASSPHRASE
from tests.hostile import KINDS, MEGABYTES, hostile_texts, storable
from tests.services.test_walls import Sides, fill
from vpdesk.domain.draft import Draft
from vpdesk.domain.errors import RuleError
from vpdesk.domain.saved_view import SavedView
from vpdesk.i18n import explain
from vpdesk.vault.rows import Rows
from vpdesk.vault.vault import Vault

#: So many of the 200 are tried of each field, unless somebody asks for more.
SAMPLE = int(os.environ.get("VPDESK_HOSTILE", "24"))
TEXTS = hostile_texts()
#: Texts that the program writes itself, in a form of its own.
OURS = {"releases.engine", "releases.template", "releases.body", "releases.witnesses", "releases.document",
        "releases.document_hash", "releases.ticked", "binned.body", "documents.digest",
        "report_lists.entries", "report_lists.dimension", "own_labels.dimension", "own_labels.code",
        "erasures.mark", "saved_views.body"}  # fmt: skip


def thaw(vault: Vault) -> None:
    """Let what was released be changed, which nothing but a test may want."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'releases'"
    for row in vault.connection.execute(sql).fetchall():
        vault.connection.execute(f"DROP TRIGGER {row['name']}")


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A vault with a value of every kind."""
    path = tmp_path_factory.mktemp("hostile") / "kluis"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as opened:
        fill(opened, Sides(31))
        thaw(opened)
        with opened.transaction():
            opened.saved_views.save(SavedView(name="Lopend", body="{}"))
        yield opened


def repositories(vault: Vault) -> dict[str, Rows[Any]]:
    return {each._table.name: each for each in vars(vault).values() if isinstance(each, Rows)}


def text_fields(repository: Rows[Any]) -> list[str]:
    hints = get_type_hints(repository._table._value)
    return [field.name for field in fields(repository._table._value) if hints[field.name] is str]


def tried() -> tuple[str, ...]:
    """Return the texts that are tried: of a sample, every seventh and so on, so that each kind is in it."""
    step = max(1, len(TEXTS) // SAMPLE)
    return TEXTS[::step]


def changed_or_refused(value: Any, name: str, text: str) -> Any:
    """Return the changed value, or the words in which that is refused."""
    try:
        return replace(value, **{name: text})
    except RuleError as error:
        return explain(error) or pytest.fail("refused without a word")


def test_there_are_two_hundred_different_ones_of_every_kind() -> None:
    assert len(set(TEXTS)) == 200
    assert all(set(samples) <= set(TEXTS) for samples in KINDS.values())
    assert hostile_texts() == TEXTS  # by the seed
    assert hostile_texts(seed=1) != TEXTS


def test_every_text_of_every_value_comes_back_to_the_letter_or_is_refused_in_words(vault: Vault) -> None:
    count = refused = 0
    for table, repository in repositories(vault).items():
        for name in text_fields(repository):
            if f"{table}.{name}" in OURS:
                continue
            found = repository._select("LIMIT 1")
            assert found or table == "erasures", f"nothing stands in {table}"
            for value in found:
                for text in tried():
                    changed = changed_or_refused(value, name, text)
                    if isinstance(changed, str):
                        refused += 1
                        continue
                    with vault.transaction():
                        repository.save(changed)
                    stored = getattr(repository.get(value.id), name)
                    assert stored == storable(text), f"{table}.{name}: {text!r}"
                    count += 1
                with vault.transaction():
                    repository.save(value)
    assert vault.check() == ()
    assert count > 30 * len(tried())
    assert refused


@pytest.mark.parametrize("text", MEGABYTES, ids=["one word", "many words"])
def test_a_megabyte_is_kept_and_found_again(vault: Vault, text: str) -> None:
    contact = vault.contacts._select("LIMIT 1")[0]
    with vault.transaction():
        vault.contacts.save(replace(contact, notes=text))
    assert vault.contacts.get(contact.id).notes == text
    with vault.transaction():
        vault.contacts.save(contact)


def test_drafts_keep_whatever_is_typed(vault: Vault) -> None:
    for text in (*tried(), *MEGABYTES):
        with vault.transaction():
            vault.drafts.save(Draft(place="counsellor", body=text, saved_at=datetime(2026, 1, 1)))
        kept = vault.drafts.get("counsellor")
        assert kept is not None
        assert kept.body == storable(text)


def test_without_that_sign_half_a_character_could_not_be_stored(vault: Vault) -> None:
    with pytest.raises(UnicodeEncodeError):
        vault.connection.execute("SELECT ?", ["naam\udcff.pdf"])
