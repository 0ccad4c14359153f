"""What somebody typed is shown to the letter: no widget takes it for a language of its own (HTML)."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "src" / "vpdesk"
#: The one place in which labels are made: all of them say plain text, but for `titled`, which escapes.
LABELS = "views/parts.py"
#: Elsewhere a label says by itself that it is plain text, or shows a picture.
OWN_LABELS = {"views/access/recovery_sheet.py"}
#: What makes Qt read a text as HTML.
INTERPRETING = {"setHtml", "appendHtml", "insertHtml", "setMarkdown"}
INTERPRETERS = {"QTextBrowser", "QTextEdit", "QTextDocument"}


def calls(source: str) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def faults(name: str, source: str) -> list[str]:
    """Return where a module could show what somebody typed as anything but plain text."""
    found = []
    for function, call in calls(source):
        last = function.rpartition(".")[2]
        place = f"{name}:{call.lineno}"
        if last in INTERPRETING | INTERPRETERS:
            found.append(f"{place} {last}")
        if last == "QLabel" and name != LABELS and name not in OWN_LABELS:
            found.append(f"{place} makes a label of its own: take one from parts")
        if last == "setTextFormat" and "PlainText" not in ast.unparse(call) and name != LABELS:
            found.append(f"{place} {ast.unparse(call)}")
        if last == "QMessageBox" and "setTextFormat" not in source:
            found.append(f"{place} a message box that guesses the format of its text")
        if last == "setToolTip" and name != LABELS and not _is_ours(call.args[0]):
            found.append(f"{place} a tip that guesses the format of its text: parts.tip")
    return found


def _is_ours(argument: ast.expr) -> bool:
    """Tell whether a text is one of our own: a constant, or its translation with nothing but codes in it."""
    if isinstance(argument, ast.Constant):
        return True
    return (
        isinstance(argument, ast.Call)
        and ast.unparse(argument.func) == "_"
        and all(ast.unparse(each.value).startswith("label(") for each in argument.keywords)
    )


def test_no_view_takes_what_was_typed_for_html() -> None:
    found = []
    for file in sorted(ROOT.rglob("*.py")):
        found += faults(file.relative_to(ROOT).as_posix(), file.read_text("utf-8"))
    assert found == []


def test_what_could_is_found() -> None:
    for source in (
        "page.setHtml(text)",
        "QTextBrowser()",
        "QLabel(case.alias)",
        "label.setTextFormat(Qt.TextFormat.RichText)",
        "QMessageBox(icon, 'x', wrong)",
        "button.setToolTip(document.name)",
        "button.setToolTip(f'<b>{alias}</b>')",
    ):
        assert faults("views/somewhere.py", source), source
    assert faults("views/somewhere.py", "button.setToolTip(_('Close'))\nbody(case.alias)") == []
