"""What a wheel gets besides the code: the resources, with the catalogue compiled."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: The sources of the compiled catalogue stay behind.
_LEFT_OUT = frozenset({".po", ".new"})


class ResourcesHook(BuildHookInterface[Any]):
    """Compiles the words and lists every file of `resources/` by name, git-ignored ones included."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before the wheel is built; raises CatalogueError when the words contradict each other."""
        if version == "editable":
            return  # the source beside it is used, and run.py compiles the words there
        sys.path.insert(0, str(Path(__file__).parent))
        from catalogue import compile_words  # noqa: PLC0415  found only through the line above

        root = Path(self.root)
        compile_words(root / "resources" / "locale")
        for file in sorted((root / "resources").rglob("*")):
            if file.is_file() and file.suffix not in _LEFT_OUT:
                build_data["force_include"][str(file)] = f"vpdesk/{file.relative_to(root).as_posix()}"
