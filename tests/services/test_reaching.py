"""Who the reporter is: apart from the case, and erased on its own down to the bytes."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

from tests.factories import make_case, make_identity
from tests.vault.test_erasure import read_copy
from tests.views.conftest import NOW
from vpdesk.domain.case import Case
from vpdesk.domain.organisation import Organisation
from vpdesk.services.casework import read_case
from vpdesk.services.drafts import load_draft, save_draft
from vpdesk.services.reaching import erase_identity, identity_place, read_identity, save_identity
from vpdesk.vault.vault import Vault

SOURCE = Path(__file__).resolve().parents[2] / "src" / "vpdesk"


def opened(vault: Vault) -> Case:
    organisation = Organisation(name="Gemeente Molendrecht")
    case = make_case(organisation.id)
    with vault.transaction():
        vault.organisations.save(organisation)
        vault.cases.save(case)
    return case


def in_the_files(vault: Vault, word: str) -> bool:
    """Whether a word stands in any page of the database or its log."""
    shutil.rmtree(vault.folder.path.with_name("looked-at"), ignore_errors=True)
    content, broken = read_copy(vault)
    assert broken == 0
    return word.encode() in content


def test_the_case_says_only_that_it_is_known(vault: Vault) -> None:
    case = opened(vault)
    assert not read_case(vault, case.id).identity_known
    identity = make_identity(case.id)
    save_identity(vault, identity)
    file = read_case(vault, case.id)
    assert file.identity_known
    assert identity.name not in repr(file)
    assert read_identity(vault, case.id) == identity


def test_erasing_takes_it_out_of_the_files_and_leaves_the_case(vault: Vault) -> None:
    case = opened(vault)
    identity = make_identity(case.id, name="Wijndelbrecht")
    save_identity(vault, identity)
    save_identity(vault, replace(identity, name="Oosterkwartel"))
    for place in (identity_place(case.id), f"{identity_place(case.id)}/earlier"):
        save_draft(vault, place, '{"name": "Zuiderschimmel"}', NOW)
    assert in_the_files(vault, "Oosterkwartel")  # the control: it can be found
    assert in_the_files(vault, "Zuiderschimmel")
    erase_identity(vault, case.id)
    for word in ("Wijndelbrecht", "Oosterkwartel", "Zuiderschimmel", identity.reach):
        assert not in_the_files(vault, word), word
    assert read_identity(vault, case.id) is None
    assert load_draft(vault, identity_place(case.id)) is None
    assert read_case(vault, case.id).case == case


def test_erasing_what_is_not_there_changes_nothing(vault: Vault) -> None:
    case = opened(vault)
    erase_identity(vault, case.id)
    assert read_case(vault, case.id).case == case


def test_no_other_room_reads_who_a_reporter_is() -> None:
    """Never in the list, search, reports or exports: only these files name the table or its repository."""
    known = {
        "vault/casework.py",  # the repository
        "vault/shelves.py",
        "vault/migrations/step_3.py",
        "vault/erased_cases.py",  # drafts of it are refused when its case was erased
        "services/reaching.py",
        "services/casework.py",  # whether it is known
        # what is typed for an organisation is compared with everybody: it stays with that one form until the
        # vault changes, its repr tells nothing (tests/services/test_gathering.py), and a finding tells the
        # words that were typed, never whose they are (tests/services/test_guarding.py)
        "services/gathering.py",
        "services/joining.py",  # two cases that are one keep both
        "services/row_words.py",  # how many there were, not who
        "views/cases/place.py",  # which tables a case is read from
    }
    said = re.compile(r"reporter_identities|\.identities\b|ReporterIdentity\b|read_identity")
    found = {
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if said.search(file.read_text(encoding="utf-8"))
    }
    shown = {
        "domain/reporter_identity.py",
        "views/cases/declared.py",
        "views/cases/identity_pages.py",
        "views/cases/sections/identity.py",
    }
    assert found - shown <= known
