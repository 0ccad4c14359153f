"""A faulty file gives a list of its faults by line and column, and no case."""

import csv
from datetime import date

import pytest

from tests.exchange.faulty_files import BEUK, FAULTY_FILES, GOOD, FaultyFile
from vpdesk import i18n
from vpdesk.domain.errors import FindingError
from vpdesk.domain.organisation import Organisation
from vpdesk.exchange.answers import Background
from vpdesk.exchange.case_csv import read_cases
from vpdesk.exchange.findings import LISTED

TODAY = date(2026, 4, 1)
ORGANISATIONS = (Organisation(name=BEUK), Organisation(name="Gemeente Iepenveen"))


def findings(data: bytes) -> tuple[str, ...]:
    with pytest.raises(FindingError) as caught:
        read_cases(data, Background(today=TODAY, organisations=ORGANISATIONS, taken=()))
    return caught.value.findings


def test_the_file_that_the_faulty_ones_vary_is_good() -> None:
    assert (
        len(read_cases(GOOD.encode(), Background(today=TODAY, organisations=ORGANISATIONS, taken=())).cases)
        == 1
    )


@pytest.mark.parametrize("faulty", FAULTY_FILES, ids=lambda faulty: faulty.name)
def test_every_fault_is_named_and_nothing_else(faulty: FaultyFile) -> None:
    found = findings(faulty.data)

    assert len(found) == len(faulty.findings), found
    for words, begin in zip(found, faulty.findings, strict=True):
        assert words.startswith(begin)


@pytest.mark.parametrize("faulty", FAULTY_FILES, ids=lambda faulty: faulty.name)
def test_no_finding_breaks_a_line_or_is_endless(faulty: FaultyFile) -> None:
    for words in findings(faulty.data):
        assert words.isprintable()
        assert len(words) < 400


def test_an_alias_that_could_name_somebody_is_not_repeated() -> None:
    header = "organisation;opened;matters;alias\n"
    for alias in ("jan@voorbeeld.nl", "Jan 0612345678"):
        (words,) = findings(f"{header}{BEUK};2026-01-05;bullying;{alias}\n".encode())
        assert "an@" not in words
        assert "0612" not in words


def test_an_alias_that_another_case_bears_is_refused() -> None:
    data = f"organisation;opened;matters;alias\n{BEUK};2026-01-05;bullying; Eik-01 \n".encode()
    with pytest.raises(FindingError) as caught:
        read_cases(data, Background(today=TODAY, organisations=ORGANISATIONS, taken={"Eik-01"}))
    assert caught.value.findings[0].startswith("line 2, column alias: Another case has this alias")


def test_a_name_that_two_organisations_share_is_refused() -> None:
    shared = (Organisation(name="De Beuk"), Organisation(name="DE BEUK"))
    data = b"organisation;opened;matters\nde beuk;2026-01-05;bullying\n"
    with pytest.raises(FindingError) as caught:
        read_cases(data, Background(today=TODAY, organisations=shared, taken=()))
    assert caught.value.findings[0].startswith("line 2, column organisation: Several of your organisations")


def test_a_long_list_of_findings_is_cut_and_the_rest_counted() -> None:
    lines = f"{BEUK};2026-02-31;bullying\n" * 1_000
    found = findings(f"organisation;opened;matters\n{lines}".encode())

    assert len(found) == LISTED + 1
    assert found[0].startswith("line 2, ")
    assert found[-2].startswith(f"line {LISTED + 1}, ")
    assert found[-1] == "and 800 more"


def test_the_error_counts_its_findings_and_says_what_is_safe() -> None:
    data = f"organisation;opened;matters\n{BEUK};2026-02-31;gossip\n".encode()
    with pytest.raises(FindingError) as caught:
        read_cases(data, Background(today=TODAY, organisations=ORGANISATIONS, taken=()))
    assert i18n.explain(caught.value).startswith("Faults found in the file: 2. Nothing was imported")


def test_the_limit_of_other_csv_readers_stays_as_it_was() -> None:
    before = csv.field_size_limit()
    findings(f"organisation;opened;matters\n{BEUK};2026-01-05;{'x' * 200_000}\n".encode())
    assert csv.field_size_limit() == before
