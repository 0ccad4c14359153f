"""The commands on what was released: attacking it again, interim figures, a number that was told."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.factories import CHEAP, PASSPHRASE, make_case
from vpdesk import cli
from vpdesk.domain.organisation import Organisation
from vpdesk.domain.values import Matter
from vpdesk.vault.vault import Vault

NAME = "Stichting De Boomgaard"
Run = Callable[..., int]
MATTERS = (Matter.BULLYING,) * 14 + (Matter.DISCRIMINATION,) * 9 + (Matter.FRAUD,) * 7


def add(folder: Path, *cases: tuple[date, Matter]) -> None:
    """Store a case for each day and matter."""
    with Vault.open(folder, PASSPHRASE) as vault:
        found = vault.organisations.by_name(NAME)
        assert found is not None
        with vault.transaction():
            for day, matter in cases:
                vault.cases.save(make_case(found.id, opened_on=day, matters=(matter,)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vault with thirty cases of 2025, and a client that nothing is released to."""
    with Vault.create(tmp_path / "kluis", PASSPHRASE, cost=CHEAP) as vault, vault.transaction():
        for name in (NAME, "Gemeente Elzenrade"):
            vault.organisations.save(Organisation(name=name))
    add(
        tmp_path / "kluis", *((date(2025, 1 + number % 12, 5), each) for number, each in enumerate(MATTERS))
    )
    return tmp_path / "kluis"


@pytest.fixture
def run(tmp_path: Path, folder: Path) -> Run:
    """Run a command on the vault of this test."""
    secret = tmp_path / "wachtzin.txt"
    secret.write_text(PASSPHRASE + "\n")

    def call(command: str, *arguments: object) -> int:
        return cli.main([command, str(folder), *map(str, arguments), "--passphrase-file", str(secret)])

    return call


def over(start: str, end: str, name: str = NAME) -> tuple[str, ...]:
    return ("--organisation", name, "--from", start, "--to", end)


YEAR = over("2025-01-01", "2025-12-31")
FEBRUARY = over("2026-02-01", "2026-02-28")


def release(run: Run, tmp_path: Path, *period: str, more: tuple[str, ...] = ()) -> Path:
    out = tmp_path / f"{len(list(tmp_path.glob('*.pdf')))}.pdf"
    assert run("report", *(period or YEAR), "--out", out, *more) == cli.DONE
    return out


def test_a_clean_vault_says_how_hard_it_was_tried(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release(run, tmp_path)
    capsys.readouterr()
    assert run("audit", "--json", tmp_path / "gevonden.json") == cli.DONE
    said = capsys.readouterr()
    assert said.err == ""
    assert "Gemeente Elzenrade\n  Er is niets vrijgegeven." in said.out
    assert "In wat is vrijgegeven, is niemand te vinden." in said.out
    other, found = json.loads((tmp_path / "gevonden.json").read_text())
    assert (other["releases"], found["releases"], found["findings"]) == (0, 1, [])
    assert found["bounds"] > 20
    for number in (found["statements"], found["bounds"], found["worlds"]):
        assert f": {number} ·" in said.out


def test_a_number_that_was_told_too_small_is_a_finding_that_says_where(
    run: Run, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release(run, tmp_path)
    add(folder, (date(2026, 2, 3), Matter.BULLYING), (date(2026, 2, 9), Matter.FRAUD))
    assert run("told", *FEBRUARY, "--cases", 2, "--reason", "op de factuur van maart") == cli.DONE
    capsys.readouterr()
    assert run("audit") == cli.FINDING
    said = capsys.readouterr()
    assert "Doorgegeven getal over 01-02-2026 t/m 28-02-2026: Het getal 2 is doorgegeven" in said.err
    assert "1 bevinding." in said.err
    assert "bevindingen: 1" in said.out


def test_a_register_that_was_tampered_with_is_a_finding_that_says_where(
    run: Run, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release(run, tmp_path)
    with Vault.open(folder, PASSPHRASE) as vault:
        vault.connection.execute("DROP TRIGGER releases_are_frozen")
        with vault.transaction():
            vault.connection.execute(
                "UPDATE releases SET body = replace(body, ?, ?)", ['"bullying": 14', '"bullying": 15']
            )
    capsys.readouterr()
    assert run("audit", "--json", tmp_path / "gevonden.json") == cli.FINDING
    said = capsys.readouterr().err
    assert "Verslag 01-01-2025 t/m 31-12-2025: Soort kwestie: de regels kloppen samen niet." in said
    groups = json.loads((tmp_path / "gevonden.json").read_text())
    findings = [each for group in groups for each in group["findings"]]
    assert {"sum", "outside"} <= {each["fault"] for each in findings}
    assert all(each["period"] == {"from": "2025-01-01", "to": "2025-12-31"} for each in findings)


def test_interim_figures_hold_totals_only_and_the_year_report_follows(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    half = over("2025-01-01", "2025-06-30")
    out = release(run, tmp_path, *half, more=("--interim", "--json", str(tmp_path / "half.json")))
    found = json.loads((tmp_path / "half.json").read_text())
    assert out.read_bytes().startswith(b"%PDF")
    assert (found["kind"], found["tables"], found["totals"]["cases"]) == ("interim", [], 18)
    release(run, tmp_path, *YEAR, more=("--json", str(tmp_path / "year.json")))
    year = json.loads((tmp_path / "year.json").read_text())
    assert (year["totals"]["cases"], [part["cases"] for part in year["parts"]]) == (30, [18])
    assert run("audit") == cli.DONE
    assert folder.is_dir()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*FEBRUARY, "--cases", 9, "--reason", "brief"), "Er is niets vastgelegd."),
        ((*FEBRUARY, "--cases", 2, "--reason", " "), "dit getal heeft gehoord"),
        ((*over("2026-02-01", "2026-02-28", "Niemand"), "--cases", 2, "--reason", "brief"), "Niemand"),
        ((*over("2026-03-01", "2026-02-01"), "--cases", 2, "--reason", "brief"), "periode"),
        ((*FEBRUARY, "--cases", 2), "--reason"),
    ],
)
def test_a_told_number_that_cannot_be_is_refused_in_words(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[object, ...], said: str
) -> None:
    add(folder, (date(2026, 2, 3), Matter.BULLYING), (date(2026, 2, 9), Matter.FRAUD))
    try:
        status = run("told", *arguments)
    except SystemExit as left:
        status = left.code  # type: ignore[assignment]  # argparse leaves with a number
    assert status == cli.USAGE
    assert said in capsys.readouterr().err
    with Vault.open(folder, PASSPHRASE) as vault:
        assert vault.connection.execute("SELECT count(*) FROM releases").fetchone()[0] == 0


def test_where_the_findings_are_to_be_written_is_looked_at_first(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("audit", "--json", tmp_path / "nergens" / "x.json") == cli.USAGE
    assert "nergens" in capsys.readouterr().err
