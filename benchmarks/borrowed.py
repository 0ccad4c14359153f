"""Libraries that are a yardstick and no part of the program, found where another environment lends them."""

import importlib.metadata
import importlib.util


def why_not(library: str) -> str:
    """Return why nothing can be measured beside `library`; nothing when it can."""
    return "" if importlib.util.find_spec(library) else f"{library} is not installed"


def version(library: str) -> str:
    """Return the library with the version that is measured; nothing when it is not here."""
    return "" if why_not(library) else f"{library} {importlib.metadata.version(library)}"
