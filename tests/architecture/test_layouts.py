"""Nothing of ours makes Python know the items in which Qt keeps what is laid out (`vpdesk.views.laid_out`).

That no screen does is seen in `tests/app/test_what_qt_keeps.py`; here it is said where.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"

#: What gives an item, and what one is.
ASKING = frozenset({"itemAt", "itemAtPosition", "takeAt"})
ITEMS = frozenset({"QLayoutItem", "QWidgetItem", "QWidgetItemV2", "QSpacerItem"})
#: Which argument is the layout that is put into another.
NESTING = {"addLayout": 0, "insertLayout": 1}


def items(source: str) -> list[str]:
    """Return where `source` asks a layout for an item, or names the class of one."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(attr=name) if name in ASKING | ITEMS:
                found.append(name)
            case ast.Name(id=name) | ast.alias(name=name) if name in ITEMS:
                found.append(name)
    return found


def filled_before(source: str) -> list[str]:
    """Return the layouts that `source` fills before it puts them into another, which asks for every item."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            filled: set[str] = set()
            for called, doing, given in calls(node):
                if doing in NESTING and len(given) > NESTING[doing]:
                    nested = given[NESTING[doing]]
                    if ast.unparse(nested) in filled or (isinstance(nested, ast.Call) and not is_new(nested)):
                        found.append(ast.unparse(nested))
                if doing.startswith(("add", "insert")):
                    filled.add(called)
    return found


def calls(function: ast.FunctionDef) -> Iterator[tuple[str, str, list[ast.expr]]]:
    """Yield the calls of methods in `function` as they stand there: on what, which, with what."""
    found = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    for call in sorted(found, key=lambda each: (each.lineno, each.col_offset)):
        assert isinstance(call.func, ast.Attribute)
        yield ast.unparse(call.func.value), call.func.attr, call.args


def is_new(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id.startswith("Q")


def everywhere() -> Iterator[tuple[str, str]]:
    for file in sorted(SOURCE.rglob("*.py")):
        yield file.name, file.read_text(encoding="utf-8")


def test_no_layout_is_asked_for_an_item() -> None:
    assert [(name, found) for name, source in everywhere() if (found := items(source))] == []


def test_a_layout_is_put_into_another_while_it_is_empty() -> None:
    assert [(name, found) for name, source in everywhere() if (found := filled_before(source))] == []


@pytest.mark.parametrize(
    "source",
    [
        "layout.itemAt(0)",
        "while part := layout.takeAt(0): pass",
        "grid.itemAtPosition(0, 1)",
        "from PySide6.QtWidgets import QWidgetItem",
        "def place(item: QLayoutItem): pass",
        "layout.addItem(QtWidgets.QSpacerItem(1, 1))",
    ],
)
def test_the_search_for_items_finds_them(source: str) -> None:
    assert items(source)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f():\n inner.addWidget(x)\n outer.addLayout(inner)", ["inner"]),
        ("def f():\n self.inner.addStretch(1)\n outer.insertLayout(0, self.inner, 1)", ["self.inner"]),
        ("def f():\n outer.addLayout(self._made(), 1)", ["self._made()"]),
        ("def f():\n outer.addLayout(inner)\n inner.addWidget(x)", []),
        ("def f():\n outer.addLayout(QVBoxLayout())", []),
        ("def f():\n outer.addWidget(x)\n outer.addLayout(inner)", []),
    ],
)
def test_the_search_for_filled_layouts_finds_those(source: str, found: list[str]) -> None:
    assert filled_before(source) == found
