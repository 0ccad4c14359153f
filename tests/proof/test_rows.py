"""The frame of the proof: a row is proven only with a figure that holds and a control that fails."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proof import __main__ as command
from tests.proof.rows import CannotRunHereError, Control, Declared, Figure, Finding, Row, Run, about
from tests.proof.without import put
from vpdesk.vault import doorway

LOST = Figure(what="saves lost", found=0, bound="at most", target=0)
SEEN = Control(without="synchronous=FULL", harm=3, of=9, share=0.1)


@pytest.mark.parametrize(
    ("findings", "verdict"),
    [
        ((LOST, SEEN), "ok"),
        ((Figure(what="saves lost", found=1, bound="at most", target=0), SEEN), "MISSED"),
        ((Figure(what="kills", found=1999, bound="at least", target=2000), SEEN), "MISSED"),
        ((LOST, Control(without="synchronous=FULL", harm=0, of=9, share=0.0)), "MISSED"),
        ((LOST, Control(without="synchronous=FULL", harm=24, of=1000, share=0.025)), "MISSED"),
        ((LOST, Control(without="synchronous=FULL", harm=25, of=1000, share=0.025)), "ok"),
        ((LOST, Control(without="synchronous=FULL", harm=0, of=0, share=0.5)), "MISSED"),
        ((about(0.5, "leaks", 0.45, tolerance=0.06), SEEN), "ok"),
        ((about(0.5, "leaks", 0.43, tolerance=0.06), SEEN), "MISSED"),
        ((about(0.5, "leaks", 0.57, tolerance=0.06), SEEN), "MISSED"),
        ((LOST,), "UNCONTROLLED"),
        ((), "UNCONTROLLED"),
    ],
)
def test_a_row_needs_a_figure_that_holds_and_a_control_that_fails(
    findings: tuple[Finding, ...], verdict: str
) -> None:
    assert Row(number="1", what="kill", findings=findings).verdict == verdict


def proving(*findings: Finding, error: Exception | None = None) -> Declared:
    """A proof of row 1 that finds this, or breaks."""

    def prove(_run: Run) -> Iterator[Finding]:
        yield from findings
        if error is not None:
            raise error

    return Declared(number="1", what="kill", prove=prove)


@pytest.mark.parametrize(
    ("proof", "said"),
    [
        (proving(LOST, SEEN), "1 of 1 proven"),
        (proving(LOST), "UNCONTROLLED"),
        (proving(error=CannotRunHereError("no strace here")), "no strace here"),
        (proving(LOST, SEEN, error=ZeroDivisionError()), "the proof broke: ZeroDivisionError"),
    ],
    ids=["proven", "uncontrolled", "not here", "broken"],
)
def test_the_command_says_what_was_found_and_ends_accordingly(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    proof: Declared,
    said: str,
) -> None:
    monkeypatch.setattr(command, "PROOFS", [proof])
    monkeypatch.setattr("sys.argv", ["prove", "--only", "1", "--json", str(tmp_path / "found.json")])
    assert command.main() == int(said != "1 of 1 proven")
    assert said in capsys.readouterr().out
    assert (tmp_path / "found.json").read_text().count('"verdict"') == 1


def test_a_row_without_a_proof_is_not_proven(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "PROOFS", [])
    monkeypatch.setattr("sys.argv", ["prove", "--only", "3"])
    assert command.main() == 1
    assert "there is no proof of this here" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ([], {*"123456789", "10", "11", "12", "13", "14", *(f"F{number}" for number in range(1, 10))}),
        (["--part", "figures"], {f"F{number}" for number in range(1, 10)}),
        (["--part", "vault", "--only", "13,F2"], {"13", "F2"}),
        (["--only", "1,f3"], {"1", "F3"}),
    ],
)
def test_the_parts_and_the_rows_are_chosen_by_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], asked: list[str], rows: set[str]
) -> None:
    monkeypatch.setattr(command, "PROOFS", [])
    monkeypatch.setattr("sys.argv", ["prove", *asked])
    assert command.main() == 1
    printed = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in printed if "NOT RUN" in line} == rows
    assert printed[-1] == f"0 of {len(rows)} proven"


def test_a_row_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["prove", "--only", "F99"])
    with pytest.raises(SystemExit):
        command.main()


def test_a_control_that_takes_away_what_is_not_there_is_a_mistake() -> None:
    """It would find nothing, and say so of the search."""
    with pytest.raises(AttributeError):
        put(doorway, "finish_every_swap", lambda _folder: None)
    assert not hasattr(doorway, "finish_every_swap")
