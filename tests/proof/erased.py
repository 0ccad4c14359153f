"""Row 9: nothing of an erased case is left in any page of the vault, whatever table or index it stood in.

Every text of the cases holds words that stand nowhere else; the indexes hold them too, by words and by
parts of words. What is left is looked for by decrypting the pages without SQLite.
"""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from tests.factories import CHEAP, PASSPHRASE
from tests.proof import without
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from tests.proof.states import share
from tests.vault.full_cases import Author, FullCase
from tests.vault.test_erasure import keep_deleted_words, left_of, read_all
from vpdesk.domain.erasure import ErasureRule
from vpdesk.domain.organisation import Organisation
from vpdesk.vault.erasure import erase_case
from vpdesk.vault.erasure_faults import ErasureUnprovenError
from vpdesk.vault.vault import Vault

_ON: Final = date(2026, 11, 25)


@proves(9)
def look_for_the_erased(run: Run) -> Iterator[Finding]:
    """Erase one case in three, in several vaults, and look for each of its words and numbers."""
    vaults = run.of(small=2, full=16)
    words = share(lambda part, parts: _erase_some(run, range(part, vaults, parts)))
    yield at_least(vaults * _cases(run) // 3, "cases erased", words["erased"])
    yield at_least(words["erased"] * 30, "words and numbers of them looked for", words["probes"])
    yield at_least(words["erased"], "of them found before the case was erased", words["there before"])
    yield none("of them found after", words["left"])
    yield none("pages that could not be read", words["broken"])
    yield none("words of the other cases that are not there any more", words["missed"])
    other = share(
        lambda part, parts: _erase_some(run, range(vaults + part, vaults + 2, parts), "secure_full_text")
    )
    yield Control(without="FTS secure-delete", harm=other["left"], of=other["probes"], share=0.007)


def _erase_some(run: Run, numbers: range, *taken_away: str) -> Counter[str]:
    without.each(taken_away)
    words = Counter[str]()
    for number in numbers:
        path = run.folder / f"vault-{number}"
        chance = random.Random(f"{run.seed} {number}")
        cases = _fill(path, Author(chance.randrange(1 << 30)), _cases(run), secure=not taken_away)
        _erase(path, cases, chance.sample(cases, len(cases) // 3), words)
        shutil.rmtree(path)
    return words


def _cases(run: Run) -> int:
    return run.of(small=18, full=60)


def _fill(path: Path, author: Author, number: int, *, secure: bool) -> list[FullCase]:
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        organisation = Organisation(name="Stichting De Boomgaard")
        with vault.transaction():
            vault.organisations.save(organisation)
        cases = [author.write(vault, organisation.id) for _ in range(number)]
        if not secure:
            keep_deleted_words(vault)
    return cases


def _erase(path: Path, cases: list[FullCase], chosen: list[FullCase], words: Counter[str]) -> None:
    before, _broken = read_all(path)
    words["there before"] += sum(bool(left_of(case, before)) for case in chosen)
    with Vault.open(path, PASSPHRASE) as vault:
        for case in chosen:
            # where it raises, the product itself says that traces are left: they are counted below
            with suppress(ErasureUnprovenError):
                erase_case(vault, case.case_id, rule=ErasureRule.REPORTER_ASKED, on=_ON)
            words["erased"] += 1
    after, broken = read_all(path)
    words["broken"] += broken
    words["probes"] += sum(len(case.words) + len(case.ids) for case in chosen)
    words["left"] += sum(len(left_of(case, after)) for case in chosen)
    others = [case for case in cases if case not in chosen]
    words["missed"] += sum(word.encode() not in after for case in others for word in case.words)
