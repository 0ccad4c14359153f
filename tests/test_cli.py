"""The command line: what each command does, and its exit status and sentence when it cannot."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.exchange.published import import_file
from tests.factories import CHEAP, PASSPHRASE
from vpdesk import cli
from vpdesk.vault.vault import Vault

ORGANISATION = "Stichting De Boomgaard"
#: The lists that stand in for the published ones.
OWN_LIST = "matter=sexual_harassment,intimidation,bullying,discrimination,aggression"
Run = Callable[..., int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Vault.create(tmp_path / "kluis", PASSPHRASE, cost=CHEAP).close()
    return tmp_path / "kluis"


@pytest.fixture
def run(tmp_path: Path, folder: Path) -> Run:
    """Run a command on the vault of this test."""
    secret = tmp_path / "wachtzin.txt"
    secret.write_text(PASSPHRASE + "\n")

    def call(command: str, *arguments: object) -> int:
        words = [command, str(folder), *map(str, arguments), "--passphrase-file", str(secret)]
        return cli.main(words)

    return call


def pdf_text(file: Path) -> str:
    document = pypdfium2.PdfDocument(file.read_bytes())
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def contents(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def report(run: Run, tmp_path: Path, start: str, end: str, *more: object) -> dict[str, Any]:
    """Release a report and return its JSON."""
    files = (tmp_path / f"{start}.pdf", tmp_path / f"{start}.json")
    arguments = ("--organisation", ORGANISATION, "--from", start, "--to", end)
    assert run("report", *arguments, "--out", files[0], "--json", files[1], *more) == cli.DONE
    found: dict[str, Any] = json.loads(files[1].read_text("utf-8"))
    return found


def published(run: Run, tmp_path: Path, name: str, *arguments: object) -> None:
    """Bring a published set into the vault."""
    file = tmp_path / f"{name}.csv"
    file.write_bytes(import_file(name, ORGANISATION))
    assert run("organisation", ORGANISATION, *arguments) == cli.DONE
    assert run("import", file) == cli.DONE


def test_the_vault_may_be_the_present_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE)
    (tmp_path / "beside").mkdir()
    for present, there in ((folder, "."), (tmp_path / "beside", "../kluis")):
        monkeypatch.chdir(present)
        assert cli.main(["backup", there, "--passphrase-file", str(secret)]) == cli.DONE
    assert len(list(folder.with_name("kluis-backups").iterdir())) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a path is text")
def test_a_path_that_is_no_text_is_a_path(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE)
    odd = tmp_path / os.fsdecode(b"kluis \xff\xfe")
    folder.rename(odd)
    for command in ("check", "backup"):
        arguments = [command, str(odd), "--passphrase-file", str(secret)]
        done = subprocess.run(
            [sys.executable, "-m", "vpdesk", *arguments],
            capture_output=True, check=False, env={"PYTHONPATH": "src", "HOME": str(tmp_path)},
        )  # fmt: skip
        assert done.returncode == cli.DONE, done.stderr
    assert len(list(odd.with_name(f"{odd.name}-backups").iterdir())) == 1


def test_a_new_vault_is_made_and_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = tmp_path / "wachtzin.txt"
    secret.write_text(PASSPHRASE)
    arguments = [str(tmp_path / "nieuw"), "--passphrase-file", str(secret)]
    assert cli.main(["new", *arguments]) == cli.DONE
    assert cli.main(["check", *arguments]) == cli.DONE
    assert "in orde" in capsys.readouterr().out
    assert cli.main(["new", *arguments]) == cli.ENVIRONMENT


def test_set_a_on_the_default_list_prints_its_five_kinds_and_one_remainder(run: Run, tmp_path: Path) -> None:
    published(run, tmp_path, "A")
    found = report(run, tmp_path, "2023-01-01", "2023-12-31")
    assert found["totals"]["cases"] == 200
    (table,) = [table for table in found["tables"] if table["dimension"] == "matter"]
    assert table["printed"] == {
        "bullying": 22, "intimidation": 34, "sexual_harassment": 61, "discrimination": 17, "aggression": 46,
    }  # fmt: skip
    assert table["remainder"] == {"categories": ["integrity", "outside", "other"], "value": 20}


def test_set_a_on_its_own_list_prints_all_six(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(run, tmp_path, "A", "--list", OWN_LIST)
    assert f"{OWN_LIST},other (" in capsys.readouterr().out  # what it leaves out comes last, and is told
    found = report(run, tmp_path, "2023-01-01", "2023-12-31")
    (table,) = [table for table in found["tables"] if table["dimension"] == "matter"]
    assert table["printed"] == {
        "sexual_harassment": 61, "intimidation": 34, "bullying": 22, "discrimination": 17, "aggression": 46,
        "other": 20,
    }  # fmt: skip
    assert table["remainder"] is None


def test_set_b_stands_three_years_side_by_side_with_computed_totals(run: Run, tmp_path: Path) -> None:
    from tests.exchange.published import counts, periods

    codes = list(dict.fromkeys(code for start, _end in periods("B") for code in counts("B", start)))
    codes.remove("other_conduct")  # "overig" in the source
    published(run, tmp_path, "B", "--list", "matter=" + ",".join(codes))
    totals = []
    for start, end in periods("B"):
        found = report(run, tmp_path, str(start), str(end))
        totals.append(found["totals"]["cases"])
        (table,) = [table for table in found["tables"] if table["dimension"] == "matter"]
        expected = counts("B", start)
        expected["other"] = expected.pop("other_conduct")
        assert table["printed"] == expected
    assert totals == [1351, 1743, 2153]
    text = pdf_text(tmp_path / f"{periods('B')[-1][0]}.pdf")
    for total in ("1.351", "1.743", "2.153"):
        assert total in text


def test_set_h_prints_its_outcomes_with_the_running_cases(run: Run, tmp_path: Path) -> None:
    published(run, tmp_path, "H", "--list", "outcome=handled_formally,other,running")
    expected = {"2014": (114, 15, 18), "2015": (119, 41, 16), "2016": (83, 51, 28)}
    for year, values in expected.items():
        found = report(run, tmp_path, f"{year}-01-01", f"{year}-12-31")
        (table,) = [table for table in found["tables"] if table["dimension"] == "outcome"]
        assert tuple(table["printed"].values()) == values


def test_set_k_of_two_cases_prints_a_band_and_nothing_else(run: Run, tmp_path: Path) -> None:
    published(run, tmp_path, "K")
    found = report(run, tmp_path, "2022-01-01", "2022-12-31")
    assert found["totals"] == {"cases": "<5"}
    assert found["tables"] == []
    text = pdf_text(tmp_path / "2022-01-01.pdf")
    assert "minder dan 5" in text
    assert not [word for word in ("esten", "ntimidatie", "iscriminatie", "eidinggevende") if word in text]


def test_the_same_report_again_gives_the_same_bytes_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    published(run, tmp_path, "A")
    report(run, tmp_path, "2023-01-01", "2023-12-31")
    first = (tmp_path / "2023-01-01.pdf").read_bytes()
    late = tmp_path / "late.csv"
    late.write_text(f"organisation,opened,matters\n{ORGANISATION},2023-12-30,bullying\n")
    assert run("import", late) == cli.DONE
    report(run, tmp_path, "2023-01-01", "2023-12-31")
    assert (tmp_path / "2023-01-01.pdf").read_bytes() == first


def test_a_period_that_overlaps_a_released_one_is_refused(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(run, tmp_path, "A")
    report(run, tmp_path, "2023-01-01", "2023-12-31")
    arguments = ("--organisation", ORGANISATION, "--from", "2023-07-01", "--to", "2024-06-30")
    assert run("report", *arguments, "--out", tmp_path / "x.pdf") == cli.USAGE
    assert not (tmp_path / "x.pdf").exists()
    assert "2023" in capsys.readouterr().err


def test_a_lower_threshold_needs_a_reason(run: Run, tmp_path: Path) -> None:
    published(run, tmp_path, "K")
    arguments = ("--organisation", ORGANISATION, "--from", "2022-01-01", "--to", "2022-12-31")
    out = ("--out", tmp_path / "x.pdf")
    assert run("report", *arguments, *out, "--k", 3) == cli.USAGE
    assert not (tmp_path / "x.pdf").exists()
    assert run("report", *arguments, *out, "--k", 3, "--reason", "afgesproken met de or") == cli.DONE


def test_a_file_that_was_imported_before_is_imported_and_said_to_look_like_it(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("organisation", ORGANISATION) == cli.DONE
    file = tmp_path / "goed.csv"
    file.write_text(f"organisation;opened;matters\n{ORGANISATION};31-01-2026;pesten\n")
    for again in (False, True):
        capsys.readouterr()
        assert run("import", file) == cli.DONE
        assert ("is dit bestand al eens ingelezen?" in capsys.readouterr().out) is again


def test_a_faulty_file_is_a_finding_and_imports_nothing(
    run: Run, tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("organisation", ORGANISATION) == cli.DONE
    file = tmp_path / "fout.csv"
    file.write_text(f"organisation;opened;matters\n{ORGANISATION};31-02-2026;pesten\n;2026-01-01;onzin\n")
    before = contents(folder)
    assert run("import", file) == cli.FINDING
    said = capsys.readouterr().err
    assert "2" in said
    assert "3" in said
    assert "Traceback" not in said
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["report", "{vault}", "--organisation", "Niemand", "--from", "2026-01-01", "--to", "2026-12-31",
          "--out", "{tmp}/x.pdf", "--passphrase-file", "{secret}"], cli.USAGE),
        (["organisation", "{vault}", "X", "--mandate", "onzin", "--passphrase-file", "{secret}"], cli.USAGE),
        (["organisation", "{vault}", "X", "--list", "onzin", "--passphrase-file", "{secret}"], cli.USAGE),
        (["organisation", "{vault}", "X", "--list", "matter=onzin,other", "--passphrase-file", "{secret}"],
         cli.USAGE),
        (["import", "{vault}", "{tmp}/weg.csv", "--passphrase-file", "{secret}"], cli.USAGE),
        (["check", "{tmp}/nergens", "--passphrase-file", "{secret}"], cli.ENVIRONMENT),
        (["check", "{vault}", "--passphrase-file", "{wrong}"], cli.PASSPHRASE),
    ],
)  # fmt: skip
def test_every_refusal_is_one_line_with_its_status(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    status: int,
) -> None:
    (tmp_path / "goed.txt").write_text(PASSPHRASE)
    (tmp_path / "fout.txt").write_text("iets anders")
    places = {
        "vault": folder, "tmp": tmp_path, "secret": tmp_path / "goed.txt", "wrong": tmp_path / "fout.txt",
    }  # fmt: skip
    before = contents(folder)
    assert cli.main([word.format(**places) for word in arguments]) == status
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert contents(folder) == before


@pytest.mark.parametrize("arguments", [["onzin"], ["check"], ["report", "x"]])
def test_what_is_not_understood_is_one_dutch_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as info:
        cli.main(arguments)
    assert info.value.code == cli.USAGE
    said = capsys.readouterr().err
    assert said.startswith("Deze opdracht is niet te begrijpen")
    assert said.count("\n") == 1
    assert "required" not in said


def test_damage_is_a_finding(folder: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray((folder / "case.db").read_bytes())
    data[5 * 4096 + 77] ^= 1
    (folder / "case.db").write_bytes(data)
    assert run("check") == cli.FINDING
    assert "beschadigd" in capsys.readouterr().err
