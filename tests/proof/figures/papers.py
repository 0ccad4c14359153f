"""Row F7: the document. The same figures give the same bytes, and no other number stands in it."""

import hashlib
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from tests.factories import CHEAP, PASSPHRASE, make_case
from tests.proof.figures.spread import spread
from tests.proof.rows import Control, Finding, Run, at_least, none, proves
from tests.reports.reading import text
from tests.reports.releases import REPORT
from tests.reports.test_traces import PLANTED, _saved
from tests.reports.thrown import FORMS, thrown
from tests.reports.tracing import traces
from vpdesk.domain.case import Case
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Matter, Position, Relation
from vpdesk.reports.annual import write
from vpdesk.reports.manifest import numbers_in
from vpdesk.services.reporting import ReportRequest, release_report, released
from vpdesk.vault.vault import Vault

_ROOT: Final = Path(__file__).resolve().parents[3]
#: Writes the documents of these seeds and prints the digest of each.
_ANOTHER_PROCESS: Final = """
import hashlib, sys
from tests.reports.thrown import thrown
from vpdesk.reports.annual import write
for seed in map(int, sys.argv[1:]):
    print(hashlib.sha256(write(thrown(seed))).hexdigest())
"""
_MATTERS: Final = (Matter.BULLYING, Matter.WORKLOAD, Matter.INTIMIDATION, Matter.FRAUD, Matter.DISCRIMINATION)
_THEN, _LATER = datetime(2026, 1, 9, 10), datetime(2026, 9, 1, 10)


@proves("F7", "every number in a document, and its bytes")
def read_every_document(run: Run) -> Iterator[Finding]:
    """Write documents of every form, and read each back: text, vectors, metadata, raw bytes."""
    seeds = range(run.of(small=len(FORMS), full=50 * len(FORMS)))
    found = list(spread(_read, seeds))
    yield at_least(len(seeds), "documents, of nine forms, in two languages", len(found))
    yield at_least(20 * len(seeds), "different numbers in them", sum(numbers for _, numbers, _ in found))
    yield none("documents with something that is not in their manifest", sum(bad for bad, _, _ in found))
    chosen = seeds[: run.of(small=3, full=40)]
    here = [digest for _, _, digest in found][: len(chosen)]
    elsewhere = [_elsewhere(chosen, hash_seed) for hash_seed in ("1", "2")]
    yield none("other processes that wrote other bytes", sum(other != here for other in elsewhere))
    content = write(REPORT)
    without = set(traces(_saved(content), REPORT))
    seen = sum(bool(set(traces(_saved(content, plant), REPORT)) - without) for plant in PLANTED.values())
    yield Control(without="the manifest: a number hidden in the file", harm=seen, of=len(PLANTED), share=1.0)


def _read(seed: int) -> tuple[bool, int, str]:
    """Return whether a document holds what its manifest does not list, its numbers, and its digest."""
    report = thrown(seed)
    content = write(report)
    numbers = numbers_in(text(content), report.language)
    return bool(traces(content, report)), len(numbers), hashlib.sha256(content).hexdigest()


def _elsewhere(seeds: range, hash_seed: str) -> list[str]:
    """Return the digests that another process gives, with another order of its sets."""
    done = subprocess.run(
        [sys.executable, "-c", _ANOTHER_PROCESS, *map(str, seeds)],
        cwd=_ROOT,
        env={
            **os.environ,
            "PYTHONHASHSEED": hash_seed,
            "PYTHONPATH": f"{_ROOT / 'src'}{os.pathsep}{_ROOT}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.split()


# ----- a late case


@proves("F7", "a document that was released, after late cases and corrections")
def release_again(run: Run) -> Iterator[Finding]:
    """Release a year, change what it counted and add to it, and ask for the year again."""
    vaults = run.of(small=2, full=40)
    changed = unlisted = otherwise = 0
    for number in range(vaults):
        rng = random.Random(f"{run.seed} {number}")
        before, again, kept, anew = _twice(run.folder / str(number), rng)
        changed += before != again
        unlisted += kept != hashlib.sha256(before).hexdigest()
        otherwise += before != anew
    yield at_least(vaults, "vaults in which a year was released", vaults)
    yield none("documents that came out otherwise after a late case and a correction", changed)
    yield none("documents whose digest is not the one in the register", unlisted)
    yield Control(without="the register: counted once more", harm=otherwise, of=vaults, share=0.5)


def _twice(folder: Path, rng: random.Random) -> tuple[bytes, bytes, str, bytes]:
    """Return the document of a year, the same later, its digest in the register, and it counted anew."""
    client = Organisation(name="Stichting De Wilgenhof")
    cases = [_case(client, rng) for _ in range(rng.randint(12, 40))]
    late = [_case(client, rng) for _ in range(3)]
    with Vault.create(folder / "first", PASSPHRASE, cost=CHEAP) as vault:
        _store(vault, client, cases)
        before = write(release_report(vault, _year(client), now=_THEN))
        (entry,) = released(vault, client.id)
        corrected = [vault.cases.get(case.id) for case in cases[:3]]
        with vault.transaction():
            vault.cases.add_all(late)
            for case in corrected:
                vault.cases.save(replace(case, matters=(Matter.AGGRESSION,)))
        again = write(release_report(vault, _year(client), now=_LATER))
    with Vault.create(folder / "second", PASSPHRASE, cost=CHEAP) as vault:
        _store(vault, client, [*cases, *late])
        anew = write(release_report(vault, _year(client), now=_THEN))
    return before, again, entry.document_hash, anew


def _store(vault: Vault, client: Organisation, cases: list[Case]) -> None:
    with vault.transaction():
        vault.organisations.save(client)
        vault.cases.add_all(cases)


def _case(client: Organisation, rng: random.Random) -> Case:
    return make_case(
        client.id,
        opened_on=date(2025, rng.randint(1, 12), rng.randint(1, 28)),
        matters=(rng.choice(_MATTERS),),
        reporter_position=rng.choice((Position.EMPLOYEE, Position.EMPLOYEE, Position.MANAGER)),
        respondent_relations=(rng.choice((Relation.MANAGER, Relation.COLLEAGUE)),),
    )


def _year(client: Organisation) -> ReportRequest:
    return ReportRequest(
        organisation_id=client.id, start=date(2025, 1, 1), end=date(2025, 12, 31), language="nl"
    )
