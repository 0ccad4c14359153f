"""Nothing of ours is read as source while the program runs, though PySide would."""

import json
import subprocess
import sys

#: Loads PySide and a module of ours; prints whether its source is kept in memory, and whose `import` it is.
START = """
import builtins, json, linecache, sys
import PySide6.QtCore
{then}
from vpdesk.views.flow import flow
own = any("flow" in name for name in linecache.cache)
print(json.dumps([own, repr(builtins.__import__)]))
"""


def start(then: str) -> tuple[bool, str]:
    """Whether the source was read, and what imports."""
    done = subprocess.run(
        [sys.executable, "-c", START.format(then=then)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    read, imports = json.loads(done.stdout)
    return read, imports


def test_no_source_is_read() -> None:
    read, imports = start("import vpdesk.app")
    assert not read
    assert "feature" not in imports


def test_pyside_would_read_each() -> None:
    """The control."""
    read, imports = start("")
    assert read
    assert "feature" in imports
