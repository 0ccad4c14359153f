"""What is loaded before the first window stands: nothing that only a later screen needs."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Loaded when a report is typeset, a passphrase is measured, a vault is opened, a program is started, or
#: a command is given: each takes a while.
LATER = {"reportlab", "pikepdf", "pypdfium2", "zxcvbn", "cryptography", "sqlcipher3", "subprocess"}
LATER |= {"vpdesk.cli.parser", "vpdesk.cli.commands"}
#: Prints the modules that are loaded at the first paint event of the window.
QUESTION = """
import sys
from benchmarks import first_paint
from PySide6.QtCore import QCoreApplication, QEvent

def at_paint(self, watched, event):
    if event.type() == QEvent.Type.Paint:
        print(*sys.modules)
        QCoreApplication.quit()
    return False

first_paint.FirstPaint.eventFilter = at_paint
first_paint._locked(sys.argv[1])
"""


def loaded(folder: Path, vault: str) -> set[str]:
    """The modules that stand in memory when the window is painted first."""
    home = folder / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    done = subprocess.run(
        [sys.executable, "-c", QUESTION, vault],
        env={**kept, "HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(done.stdout.split())


def test_the_lock_page_stands_before_anything_of_a_vault_or_a_report_is_loaded(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "case.db").write_bytes(bytes(4096))  # the lock page looks no further than the folder
    modules = loaded(tmp_path, str(vault))
    assert {"vpdesk", "PySide6"} <= modules
    assert modules & LATER == set()


def test_the_welcome_stands_before_anything_of_a_vault_or_a_report_is_loaded(tmp_path: Path) -> None:
    modules = loaded(tmp_path, str(tmp_path / "none"))
    assert {"vpdesk", "PySide6"} <= modules
    assert modules & LATER == set()
