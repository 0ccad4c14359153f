"""Caseloads that print the same release give the same bytes: nothing hidden moves a single one."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from tests.reports.caseloads import YEAR, alike, caseload
from tests.reports.releases import REPORT
from vpdesk.disclosure.released import Release
from vpdesk.reports.annual import AnnualReport, write

_CASELOADS = 24


def document(release: Release, earlier: tuple[Release, ...], language: str) -> bytes:
    """The document of a release as the register keeps it."""
    kept = Release.from_json(json.loads(json.dumps(release.to_json())))
    return write(
        AnnualReport(
            release=kept, earlier=earlier, language=language, practice=REPORT.practice,
            dated=date(YEAR + 1, 2, 1), activities=REPORT.activities,
        )
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(_CASELOADS))
def test_what_prints_the_same_gives_the_same_bytes(seed: int) -> None:
    dice = Random(seed)
    first = caseload(dice)
    earlier = tuple(one.release for one in first.history)
    language = dice.choice(("nl", "en"))
    content = document(first.release(), earlier, language)
    for other in list(alike(dice, first))[:3]:
        assert document(other.release(), earlier, language) == content


def test_the_pairs_differ_in_what_is_hidden_and_in_bands() -> None:
    found: Counter[str] = Counter()
    for seed in range(_CASELOADS):
        dice = Random(seed)
        first = caseload(dice)
        for other in alike(dice, first):
            found["tables"] += other.tables != first.tables
            found["bands"] += other.intake != first.intake
            found["follow-ups"] += other.follow_ups != first.follow_ups
            found["parts"] += bool(first.release().parts)
            found["several periods"] += any(table.over for table in first.release().tables)
    assert min(found[kind] for kind in ("tables", "bands", "parts", "several periods", "follow-ups")) > 0


def test_a_document_drawn_from_the_counts_would_differ() -> None:
    """The control: one printed number more, and the bytes are others."""
    dice = Random(0)
    first = next(one for one in iter(lambda: caseload(dice), None) if one.release().tables)
    release = first.release()
    table = release.tables[0]
    line = replace(table.lines[0], count=table.lines[0].count + 1)
    other = replace(release, tables=(replace(table, lines=(line, *table.lines[1:])), *release.tables[1:]))
    assert document(other, (), "nl") != document(release, (), "nl")
