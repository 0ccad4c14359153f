"""run.py: what it does on a bare, an interrupted, an outdated and a finished machine."""

import ast
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(run.__file__).resolve().parent


class Machine:
    """A checkout of its own and the commands that a set-up ran on it; nothing really runs."""

    def __init__(self, root: Path) -> None:
        (root / "requirements.lock").write_text("one==1\n", encoding="utf-8")
        self.root = root
        self.ran: list[str] = []
        self.breaks_at = ""
        self.modules = {"ensurepip", "pip"}
        self.loads_qt = True
        self.is_root = False

    def call(self, *command: object, **_: str) -> None:
        line = " ".join(str(part) for part in command)
        self.ran.append(line)
        if self.breaks_at and self.breaks_at in line:
            raise KeyboardInterrupt
        if " -m venv" in line:
            python = run.Environment(self.root).python
            python.parent.mkdir(parents=True, exist_ok=True)
            python.write_text("", encoding="utf-8")
            for stamp in self.environment.folder.glob("vpdesk-*"):
                stamp.unlink()  # as --clear does
        if "apt-get" in line and " install" in line:
            self.loads_qt = True

    @property
    def environment(self) -> run.Environment:
        return run.Environment(self.root)

    def steps(self) -> list[str]:
        """Set up and return which steps that took."""
        self.ran.clear()
        self.environment.prepare()
        names = {
            " -m venv": "make", "--require-hashes": "fetch", "apt-get": "apt", "shiboken6": "unpack",
        }  # fmt: skip
        return [next(step for mark, step in names.items() if mark in line) for line in self.ran]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    here = Machine(tmp_path)
    monkeypatch.setattr(run, "call", here.call)
    monkeypatch.setattr(run, "has", lambda _, module: module in here.modules)
    monkeypatch.setattr(run, "may_install", lambda: here.is_root)
    monkeypatch.setattr(run.Environment, "_loads_qt", lambda _: here.loads_qt)
    monkeypatch.setattr(sys, "platform", "linux")
    return here


def test_a_bare_machine_is_set_up_once(machine: Machine) -> None:
    assert machine.steps() == ["make", "fetch", "unpack"]
    assert machine.steps() == []


def test_every_part_is_checked_against_its_hash(machine: Machine) -> None:
    machine.steps()
    assert "--require-hashes" in machine.ran[1]
    assert "--only-binary :all:" in machine.ran[1]


def test_a_changed_lock_file_updates_the_environment_in_place(machine: Machine) -> None:
    machine.steps()
    (machine.root / "requirements.lock").write_text("one==2\n", encoding="utf-8")
    assert machine.steps() == ["fetch", "unpack"]
    assert machine.steps() == []


@pytest.mark.parametrize("step", ["venv", "--require-hashes"])
def test_an_interrupted_set_up_starts_again_from_nothing(machine: Machine, step: str) -> None:
    machine.breaks_at = step
    with pytest.raises(KeyboardInterrupt):
        machine.steps()
    machine.breaks_at = ""
    assert machine.steps() == ["make", "fetch", "unpack"]
    assert "--clear" in machine.ran[0]


def test_an_interrupted_update_starts_again_from_nothing(machine: Machine) -> None:
    machine.steps()
    (machine.root / "requirements.lock").write_text("one==2\n", encoding="utf-8")
    machine.breaks_at = "--require-hashes"
    with pytest.raises(KeyboardInterrupt):
        machine.steps()
    machine.breaks_at = ""
    assert machine.steps() == ["make", "fetch", "unpack"]


def test_an_environment_of_another_python_is_made_anew(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.steps()
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    assert machine.steps() == ["make", "fetch", "unpack"]


def test_a_python_that_was_removed_makes_the_environment_anew(machine: Machine) -> None:
    machine.steps()
    machine.environment.python.unlink()
    assert machine.steps() == ["make", "fetch", "unpack"]


def test_without_ensurepip_the_pip_of_the_system_fills_the_environment(machine: Machine) -> None:
    machine.modules = set()
    machine.is_root = True
    assert machine.steps() == ["apt", "apt", "make", "fetch", "unpack"]
    machine.modules = {"pip"}
    machine.environment.python.unlink()
    machine.steps()
    assert "--without-pip" in machine.ran[0]


def test_without_pip_a_person_is_told_what_to_type(machine: Machine) -> None:
    machine.modules = set()
    with pytest.raises(run.Fault, match=r"sudo apt-get install python3-venv python3-pip"):
        machine.steps()


def test_what_qt_misses_is_installed_as_root(machine: Machine) -> None:
    machine.is_root, machine.loads_qt = True, False
    assert machine.steps() == ["make", "fetch", "unpack", "apt", "apt"]
    assert "libxcb-cursor0" in machine.ran[4]


def test_what_qt_misses_is_named_to_anybody_else_and_asked_again_next_time(machine: Machine) -> None:
    machine.loads_qt = False
    for expected in (["make", "fetch", "unpack"], []):
        with pytest.raises(run.Fault, match=r"sudo apt-get install libglib2\.0-0 "):
            machine.steps()
        assert len(machine.ran) == len(expected)


@pytest.mark.parametrize(
    ("message", "dutch", "english"),
    [
        ("OSError: [Errno 28] No space left on device", "schijf is vol", "disk is full"),
        ("WARNING: Retrying (Retry(total=4)) after NewConnectionError", "Geen verbinding", "No connection"),
        ("Temporary failure resolving 'deb.example.org'", "Geen verbinding", "No connection"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "klopt niet", "not right"),
        ("ERROR: No matching distribution found for one==1", "niet uitgebracht", "not published"),
        ("[Errno 13] Permission denied: '/opt/vpdesk'", "niet geschreven", "cannot be written"),
        ("one\nsomething else\n", "something else", "something else"),
        ("", "mislukt", "failed"),
    ],
)
def test_a_fault_is_one_line_in_two_languages(message: str, dutch: str, english: str) -> None:
    (said,) = str(run.explain(message)).splitlines()
    assert dutch in said.partition(" | ")[0]
    assert english in said.partition(" | ")[2]


def test_a_fault_ends_with_its_line_and_the_status_of_the_surroundings(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    machine.modules = set()
    monkeypatch.setattr(run, "ROOT", machine.root)
    assert run.main(["demo"]) == run.SURROUNDINGS
    out, err = capfd.readouterr()
    assert not out
    assert err.splitlines()[-1].startswith("vpdesk: Python mist pip.")


def test_a_step_that_fails_shows_its_own_words_before_ours(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(run.Fault, match="disk is full"):
        run.call(sys.executable, "-c", "raise SystemExit('No space left on device')")
    assert "No space left" in capfd.readouterr().err


def test_an_old_python_can_read_the_file_and_says_no(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    monkeypatch.setattr(sys, "version_info", (3, 9, 0))
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(ROOT / "run.py"))
    assert stopped.value.code == run.SURROUNDINGS
    err = capfd.readouterr().err
    assert "Python 3.11 of nieuwer is nodig" in err
    assert "Python 3.11 or newer is needed" in err


class Started:
    """What run.py started, instead of starting it."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.variables: list[dict[str, str]] = []
        self.folders: list[Path | None] = []
        self.statuses: dict[str, int] = {}

    def call(self, command: list[str], env: dict[str, str], cwd: Path | None) -> int:
        self.commands.append(command[1:])
        self.variables.append(env)
        self.folders.append(cwd)
        return next((status for name, status in self.statuses.items() if name in command), 0)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    here = Started()
    monkeypatch.setattr(subprocess, "call", here.call)
    monkeypatch.setattr(run.Environment, "prepare", lambda _: None)
    monkeypatch.setattr(run.Environment, "compile_words", lambda _: None)
    monkeypatch.setattr(run, "prepare_tests", lambda: None)
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return here


def test_everything_else_goes_to_the_program_from_where_one_stands(started: Started) -> None:
    run.main(["report", "vault", "--out", "r.pdf"])
    run.main([])
    assert started.commands == [["-m", "vpdesk", "report", "vault", "--out", "r.pdf"], ["-m", "vpdesk"]]
    assert started.folders == [None, None]
    assert started.variables[0]["PYTHONPATH"] == str(ROOT / "src")


def test_without_a_screen_qt_draws_into_memory(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    run.main(["demo"])
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    run.main(["demo"])
    assert [v.get("QT_QPA_PLATFORM") for v in started.variables] == ["offscreen", None]


def test_on_other_systems_the_screen_is_taken_for_granted(
    started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    run.main(["demo"])
    assert "QT_QPA_PLATFORM" not in started.variables[0]


def test_the_tests_come_last_and_after_lint_and_types(started: Started) -> None:
    assert run.main(["test"]) == 0
    assert [command[1] for command in started.commands] == ["ruff", "mypy", "pytest"]


@pytest.mark.parametrize("step", ["ruff", "mypy", "pytest"])
def test_one_finding_fails_the_whole_run_but_stops_nothing(started: Started, step: str) -> None:
    started.statuses = {step: 1}
    assert run.main(["test"]) == 1
    assert len(started.commands) == 3


def test_with_arguments_only_these_tests_run(started: Started) -> None:
    run.main(["test", "tests/domain", "-k", "alias"])
    assert started.commands == [["-m", "pytest", "tests/domain", "-k", "alias"]]


def test_a_program_that_was_killed_does_not_look_well(started: Started) -> None:
    started.statuses = {"vpdesk": -9}
    assert run.main(["demo"]) == 137


def test_words_are_compiled_when_one_is_newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[object] = []
    monkeypatch.setattr(run, "call", lambda *command: ran.append(command[-1]))
    compiled = tmp_path / "resources" / "locale" / "nl" / "LC_MESSAGES" / "vpdesk.mo"
    compiled.parent.mkdir(parents=True)
    (compiled.parents[1] / "domain.po").write_text("", encoding="utf-8")
    run.Environment(tmp_path).compile_words()
    assert ran == ["compile"]
    compiled.write_bytes(b"")
    run.Environment(tmp_path).compile_words()
    assert ran == ["compile"]
