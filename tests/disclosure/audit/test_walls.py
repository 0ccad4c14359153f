"""The auditor is independent: it imports nothing of ours, and nothing but the standard library."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import vpdesk.disclosure.audit

ROOM = Path(vpdesk.disclosure.audit.__file__).parent
OWN = "vpdesk.disclosure.audit"


def foreign(source: str) -> Iterator[str]:
    """Yield what a module imports that is neither its own room nor the standard library."""
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{'.' * node.level}{node.module or ''}"]
        elif isinstance(node, ast.Call) and "import" in ast.unparse(node.func):
            names = ["something at run time"]
        for name in names:
            inside = name == OWN or name.startswith(f"{OWN}.")
            if not inside and name.split(".")[0] not in sys.stdlib_module_names:
                yield name


def test_the_auditor_imports_nothing_of_ours() -> None:
    modules = sorted(ROOM.glob("*.py"))
    assert len(modules) > 8
    assert not [(file.name, name) for file in modules for name in foreign(file.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    "source",
    [
        "from vpdesk.disclosure.released import Release",
        "import vpdesk.disclosure.certificate as c",
        "from vpdesk.disclosure import oneway",
        "from ..released import Release",
        "import reportlab",
        "def late():\n    from vpdesk.domain import case",
        "importlib.import_module('vpdesk')",
    ],
)
def test_the_search_for_foreign_imports_finds_them(source: str) -> None:
    assert list(foreign(source))


def test_auditing_loads_no_other_room() -> None:
    question = (
        "import sys; from vpdesk.disclosure.audit import auditor; "
        "auditor.audit([], None, kappa=1); print(*(n for n in sys.modules if n.startswith('vpdesk')))"
    )
    source = str(ROOM.parents[2])
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {source!r}); {question}"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert f"{OWN}.auditor" in loaded
    assert {n for n in loaded if not n.startswith(OWN)} == {"vpdesk", "vpdesk.disclosure"}
