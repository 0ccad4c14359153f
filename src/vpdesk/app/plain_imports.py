"""An `import` only imports again.

PySide takes its place, for its `__feature__` switch: it reads the source of each module that is imported
after it, to see whether that names PySide, and keeps all of it in memory (PySide6 6.11.3). We use no such
switch. Without it the unlocked list stands 25 ms sooner, and the program takes 15 MB less.
"""

import builtins
import linecache
from typing import Final

import PySide6.QtCore  # noqa: F401  it is PySide that takes the place

#: Where PySide keeps what was there before.
_BEFORE: Final = "__orig_import__"

builtins.__import__ = getattr(builtins, _BEFORE, builtins.__import__)
linecache.clearcache()  # of what was read so far
