"""Where things are: the resources that we ship, and the places the system gives us."""

import sys
from functools import cache
from pathlib import Path

import platformdirs

_NAME = "vpdesk"


@cache
def resources() -> Path:
    """Return the folder of fonts, icons, words and help: inside the package, or beside the source."""
    # wheels are unpacked when they are installed, so a path is enough: importlib.resources costs 10 ms
    here = Path(__file__).resolve().parent
    packaged = here / "resources"
    return packaged if packaged.is_dir() else here.parents[1] / "resources"


def default_vault() -> Path:
    """Return where a vault is proposed: the *local* data folder, which is not synchronised."""
    return Path(platformdirs.user_data_dir(_NAME, appauthor=False, roaming=False)) / "vault"


def settings_file() -> Path:
    """Return the INI file of the preferences (window, language, looks: never a name or a case)."""
    return Path(platformdirs.user_config_dir(_NAME, appauthor=False)) / "settings.ini"


def is_synchronised(folder: Path) -> bool:
    """Tell whether `folder` seems to lie in a cloud-synchronised or network place.

    A sync tool copies a database while it is written to, and keeps what was erased.
    """
    marks = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "stack")
    parts = [part.casefold() for part in folder.resolve().parts]
    if any(part.startswith(mark) for part in parts for mark in marks):
        return True
    return sys.platform == "win32" and str(folder).startswith("\\\\")
