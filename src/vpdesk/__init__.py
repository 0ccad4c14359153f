"""Offline case desk for external confidential counsellors."""

import os
from typing import Final

__version__ = "0.1.0"

#: PySide makes each type of Qt when it is first named, in whichever thread that is, and lets another thread
#: see it half made: a class of ours that is derived from it then has no type data, and making one of it ends
#: the program with a segmentation fault (PySide6 6.11.3; `vpdesk.app.ahead` loads in a thread of its own). So
#: all of them are made when a module of Qt is loaded, which takes 30 ms more of a start. It must be said
#: before that, and nothing of ours is loaded before this.
TYPES_AT_ONCE: Final = ("PYSIDE6_OPTION_LAZY", "0")

os.environ.setdefault(*TYPES_AT_ONCE)
