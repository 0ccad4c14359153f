"""The house rules that a reader would not see broken: walls, silence, size, words about code."""

import ast
import enum
import functools
import importlib
import inspect
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtWidgets

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
MODULES = sorted(SOURCE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

#: Nothing of ours goes online, so nothing of ours knows how.
NETWORK = (
    *("socket", "socketserver", "ssl", "http", "urllib.request", "asyncio", "smtplib", "ftplib", "imaplib"),
    *("poplib", "xmlrpc", "webbrowser", "requests", "httpx", "aiohttp", "websockets"),
    *("PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore"),
)

#: About 300 lines is one idea. A longer module stands here with the reason why it is still one.
LONG: dict[str, str] = {}


def named(file: Path) -> str:
    """Return where `file` is, as a reader would say it."""
    return file.relative_to(ROOT).as_posix()


def ask(question: str) -> str:
    """Return what a fresh Python prints on `question`, with the product on its path."""
    done = subprocess.run(
        [sys.executable, "-c", question],
        env={**os.environ, "PYTHONPATH": str(SOURCE), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


# -- walls --------------------------------------------------------------------------------------------------


def lint_imports(source: Path) -> subprocess.CompletedProcess[str]:
    """Hold the contracts of pyproject.toml against the packages in `source`."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--config", str(ROOT / "pyproject.toml"), "--no-cache"],
        cwd=source,
        env={**os.environ, "PYTHONPATH": str(source), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def contracts() -> list[str]:
    """Return the names of the contracts in pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


def test_the_contracts_between_the_rooms_hold() -> None:
    done = lint_imports(SOURCE)
    assert done.returncode == 0, done.stdout


def test_every_contract_notices_when_it_is_broken(tmp_path: Path) -> None:
    shutil.copytree(SOURCE / "vpdesk", tmp_path / "vpdesk", ignore=shutil.ignore_patterns("__pycache__"))
    for room, imported in {
        "domain": "PySide6, socket",
        "disclosure": "cryptography",
        "reports": "vpdesk.domain.case",
        "services": "sqlcipher3",
        "vault": "vpdesk.services",
    }.items():
        (tmp_path / "vpdesk" / room / "stray.py").write_text(f"import {imported}\n", encoding="utf-8")
    with (tmp_path / "vpdesk" / "vault" / "migrations" / "step_1.py").open("a", encoding="utf-8") as file:
        file.write("\nimport vpdesk.domain\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout
    assert [name for name in contracts() if f"{name} BROKEN" not in done.stdout] == []


@pytest.mark.parametrize("room", ["domain", "disclosure", "vault", "services"])
def test_the_core_starts_without_window_and_typesetter(room: str) -> None:
    loaded = ask(
        "import importlib, pkgutil, sys\n"
        f"room = importlib.import_module('vpdesk.{room}')\n"
        "for module in pkgutil.walk_packages(room.__path__, room.__name__ + '.'):\n"
        "    importlib.import_module(module.name)\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    assert "vpdesk" in loaded.split()
    assert not {"PySide6", "shiboken6", "reportlab"} & set(loaded.split())


# -- silence ------------------------------------------------------------------------------------------------


def imports(source: str) -> set[str]:
    """Return every dotted name that the Python text `source` imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import():
                found |= {alias.name for alias in node.names}
            case ast.ImportFrom(module=str(module)):
                found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
            case ast.Call(args=[ast.Constant(value=str(module)), *_]) if "import" in ast.unparse(node.func):
                found.add(module)
    return found


def online(names: set[str]) -> list[str]:
    """Return which of `names` belong to a module that can go online."""
    return sorted(n for n in names if any(n == one or n.startswith(f"{one}.") for one in NETWORK))


def test_no_module_imports_anything_that_can_go_online() -> None:
    assert not [(named(f), bad) for f in MODULES if (bad := online(imports(f.read_text("utf-8"))))]


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "import http.client as web",
        "from urllib import request",
        "def later():\n    from ssl import SSLContext",
        "from PySide6 import QtCore, QtNetwork",
        "from PySide6.QtNetwork import QTcpSocket",
        "__import__('socket')",
        "importlib.import_module('http.client')",
    ],
)
def test_the_search_for_online_imports_finds_them(source: str) -> None:
    assert online(imports(source))


def test_the_search_for_online_imports_leaves_others_alone() -> None:
    assert not online(
        imports("import urllib.parse, httpd\nfrom PySide6 import QtGui\nfrom email import policy")
    )


def test_the_whole_program_loads_nothing_that_can_go_online() -> None:
    """Also through the libraries that it uses: what is loaded is what could be called."""
    loaded = ask(
        "import importlib, pkgutil, sys, vpdesk\n"
        "for module in pkgutil.walk_packages(vpdesk.__path__, 'vpdesk.'):\n"
        "    if module.name != 'vpdesk.__main__':\n"
        "        importlib.import_module(module.name)\n"
        "print(*sys.modules)"
    )
    assert len(loaded.split()) > len(MODULES)
    assert not online(set(loaded.split()))


# -- size and words -----------------------------------------------------------------------------------------


def test_a_module_is_one_idea_long() -> None:
    lines = {named(file): len(file.read_text(encoding="utf-8").splitlines()) for file in MODULES}
    assert not {name: length for name, length in lines.items() if length > 320 and name not in LONG}
    assert not [name for name in LONG if lines.get(name, 0) <= 320], "shorter by now: take it off the list"


def undocumented(source: str) -> Iterator[str]:
    """Yield the public classes, functions and methods in `source` without a docstring."""
    tree = ast.parse(source)
    if tree.body and not ast.get_docstring(tree):
        yield "the module"
    open_ended: list[tuple[str, ast.Module | ast.ClassDef]] = [("", tree)]
    while open_ended:
        prefix, parent = open_ended.pop()
        for node in parent.body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_"):
                if not ast.get_docstring(node):
                    yield prefix + node.name
                if isinstance(node, ast.ClassDef):
                    open_ended.append((f"{prefix}{node.name}.", node))


def is_said_above(module: str, name: str) -> bool:
    """Tell whether the method `name` (Class.method) is explained by what it overrides, ours or Qt's."""
    owner, _, method = name.rpartition(".")
    if not owner:
        return False
    kind = functools.reduce(getattr, owner.split("."), importlib.import_module(module))
    above = [base for base in inspect.getmro(kind)[1:] if method in vars(base)]  # type: ignore[arg-type]  # a class
    return any(base.__module__.split(".")[0] != "vpdesk" or vars(base)[method].__doc__ for base in above)


def test_everything_public_says_what_it_is_for() -> None:
    silent = []
    for file in MODULES:
        module = ".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        names = undocumented(file.read_text("utf-8"))
        silent += [f"{named(file)}: {name}" for name in names if not is_said_above(module, name)]
    assert not silent


def test_the_search_for_missing_docstrings_finds_them() -> None:
    source = (
        '"""A room."""\n'
        "def said():\n    pass\n"
        "def _hidden():\n    pass\n"
        'class Thing:\n    """A thing."""\n'
        "    def __init__(self):\n        pass\n"
        "    def does(self):\n        def local():\n            pass\n"
    )
    assert sorted(undocumented(source)) == ["Thing.does", "said"]
    assert list(undocumented("x = 1")) == ["the module"]


def short_enums(source: str) -> list[str]:
    """Return Qt's enumeration values that `source` takes from the class instead of the enumeration."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owners = (getattr(module, node.value.id, None) for module in (QtCore, QtGui, QtWidgets))
            owner = next((one for one in owners if one is not None), None)
            if not isinstance(owner, enum.EnumMeta) and isinstance(
                getattr(owner, node.attr, None), enum.Enum
            ):
                found.append(f"{node.value.id}.{node.attr}")
    return found


def test_qt_enumerations_are_named_in_full() -> None:
    assert not [(named(f), bad) for f in [*MODULES, *TESTS] if (bad := short_enums(f.read_text("utf-8")))]


def test_the_search_for_short_enumerations_finds_them() -> None:
    assert short_enums("Qt.DisplayRole, QSizePolicy.Expanding") == ["Qt.DisplayRole", "QSizePolicy.Expanding"]
    assert not short_enums("Qt.ItemDataRole.DisplayRole, Other.DisplayRole, Qt.ItemDataRole")


# -- tests and files ----------------------------------------------------------------------------------------


def naps(source: str) -> list[str]:
    """Return the calls in `source` that wait for a time instead of for something."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [
        name
        for call in calls
        if (name := ast.unparse(call.func)).split(".")[-1] in {"sleep", "qSleep", "qWait"}
        or name == "qtbot.wait"
    ]


def test_no_test_sleeps() -> None:
    assert not [(named(file), bad) for file in TESTS if (bad := naps(file.read_text("utf-8")))]


def test_the_search_for_sleep_finds_it() -> None:
    assert naps("time.sleep(1)\nsleep(1)\nQTest.qWait(9)\nqtbot.wait(9)\nqtbot.waitUntil(done)") == [
        *("time.sleep", "sleep", "QTest.qWait", "qtbot.wait"),
    ]


def test_the_lock_file_holds_names_and_hashes_only() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    parts = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert len(parts) > 20
    assert not [
        part for part in parts if not re.match(r"[a-z0-9-]+==[0-9.]+ (;.*)?\\\n    --hash=sha256:", part)
    ]
    assert not [mark for mark in ("://", "--index", "--extra-index", "--find-links", "@ ") if mark in text]


def test_the_lock_file_holds_everything_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = list(chain(project["dependencies"], *project["optional-dependencies"].values()))
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = [re.split(r"[<>=!~ ]", line)[0].lower() for line in asked]
    assert not [name for name in names if not re.search(rf"^{re.escape(name)}==", text, re.MULTILINE)]


def test_qt_stays_at_the_version_that_counts_its_references() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.search(r"^pyside6-essentials==6\.11\.", text, re.MULTILINE)


def own_files() -> Iterator[Path]:
    """Yield the files of the project: what is not git's, not private to a machine and not compiled."""
    ignored = {line.strip().strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines()}
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [
            f for f in folders if f not in ignored | {".git", "LC_MESSAGES"} and "egg-info" not in f
        ]
        # in a second work tree of git `.git` is a file that says where the first one is
        yield from (Path(folder, file) for file in files if file != ".git")


def machine_paths(content: bytes) -> list[bytes]:
    """Return the paths in `content` that exist on one machine only."""
    return re.findall(rb"(?<![\w.~/-])/(?:work|root|home/[a-z]+|Users/[a-z]+)/[\w.-]*", content)


def test_no_file_names_a_path_of_one_machine() -> None:
    files = [file for file in own_files() if file.suffix not in {".ttf", ".png", ".pdf"}]
    assert len(files) > len(MODULES)
    assert not [(named(file), bad) for file in files if (bad := machine_paths(file.read_bytes()))]


def test_the_search_for_machine_paths_finds_them() -> None:
    for folder in ("work", "root", "home/anna", "Users/anna"):
        assert machine_paths(f'open("/{folder}/vault")'.encode())
    assert not machine_paths(b"https://example.org/home/anna/ and frame/home/anna/ and ~/home/anna/")
