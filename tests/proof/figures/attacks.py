"""Row F9: the attacks by name. Each has a test that shows it on a naive document and lets it fail on ours."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.proof.rows import CannotRunHereError, Control, Finding, Run, at_least, none, proves

_ROOT: Final = Path(__file__).resolve().parents[3]
_TESTS: Final = _ROOT / "tests" / "disclosure" / "test_attacks.py"
_ATTACKS: Final = 21
#: Prints whatever there is, which is what every attack is made for.
_NOTHING_HIDDEN: Final = """
from vpdesk.disclosure.certificate import Certificate
Certificate.holds = lambda self, shown: True
"""


@proves("F9")
def try_each_attack(run: Run) -> Iterator[Finding]:
    """Run the tests of the attacks, then once more on a program that prints every number from k on."""
    if not _TESTS.exists():
        raise CannotRunHereError("the attacks are not written yet")
    passed, failed = _attacks(run.folder / "attacks.xml")
    yield at_least(_ATTACKS, "attacks that were tried", len(passed | failed))
    yield none("attacks that did not end as they must", len(failed))
    _passed, harmed = _attacks(run.folder / "naive.xml", _NOTHING_HIDDEN)
    yield Control(without="the certificate", harm=len(harmed), of=_ATTACKS, share=0.1)


def _attacks(found: Path, before: str = "") -> tuple[set[int], set[int]]:
    """Return the numbers of the attacks of which every test passed, and of those of which one failed."""
    program = f"{before}\nimport sys, pytest\nsys.exit(pytest.main(sys.argv[1:]))"
    subprocess.run(
        [sys.executable, "-c", program, "-q", "-p", "no:cacheprovider", f"--junitxml={found}", str(_TESTS)],
        cwd=_ROOT,
        env={
            **os.environ,
            "PYTHONPATH": f"{_ROOT / 'src'}{os.pathsep}{_ROOT}",
            "QT_QPA_PLATFORM": "offscreen",
        },
        capture_output=True,
        check=False,
    )
    passed: set[int] = set()
    failed: set[int] = set()
    for case in ET.parse(found).iter("testcase"):  # noqa: S314  the file is our own
        named = re.match(r"test_attack_(\d+)", case.get("name", ""))
        if named is not None:
            bad = any(case.find(kind) is not None for kind in ("failure", "error", "skipped"))
            (failed if bad else passed).add(int(named[1]))
    return passed - failed, failed
