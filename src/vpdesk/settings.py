"""The preferences: one table declares each of them; an INI file keeps them.

Never a name, a search term or a case: the file is not encrypted. The one folder it keeps is the vault's own,
and only where the counsellor chose another than the usual: after a month away she would not find it back.
"""

import configparser
import io
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from vpdesk import durable, paths
from vpdesk.domain.errors import VpdeskError

_SECTION: Final = "vpdesk"
#: After how many minutes without anybody the window may lock; that it does is not to be chosen.
LOCK_MINUTES: Final = range(1, 16)


def _stored(name: str, default: Any, read: Callable[[str], Any]) -> Any:
    """Declare one preference: its name in the file, its default, and how it is read (ValueError: not so)."""
    return field(default=default, metadata={"stored": name, "read": read})


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError
        return text

    return read


def _percentage(text: str) -> int:
    value = int(text)
    if not 100 <= value <= 200:
        raise ValueError
    return value


def _lock_minutes(text: str) -> int:
    value = int(text)
    if value not in LOCK_MINUTES:
        raise ValueError
    return value


def _hexadecimal(text: str) -> str:
    bytes.fromhex(text)
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All preferences. `text_size` is in per cent; `geometry` the window system's own note in hexadecimal.

    `lock_after` is in minutes without anybody.

    `vault` is the folder of the vault that was opened last; empty: the usual place.
    """

    language: str = _stored("language", "nl", _one_of("nl", "en"))
    theme: str = _stored("theme", "system", _one_of("system", "light", "dark"))
    text_size: int = _stored("text_size", 100, _percentage)
    lock_after: int = _stored("lock_after", 5, _lock_minutes)
    geometry: str = _stored("window_geometry", "", _hexadecimal)
    vault: str = _stored("vault_folder", "", str)


def load(file: Path | None = None) -> Settings:
    """Return what stands in `file` (the usual one); what is missing or damaged has its default."""
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string((file or paths.settings_file()).read_text(encoding="utf-8"))
        section = parser[_SECTION]
    except (OSError, UnicodeDecodeError, configparser.Error, KeyError):
        return Settings()
    found: dict[str, Any] = {}
    for each in fields(Settings):
        with suppress(ValueError, KeyError):
            found[each.name] = each.metadata["read"](section[each.metadata["stored"]])
    return Settings(**found)


def save(settings: Settings, file: Path | None = None) -> None:
    """Write `settings`; a full disk or a locked folder is passed over: no preference is worth a message."""
    target = file or paths.settings_file()
    parser = configparser.ConfigParser(interpolation=None)
    parser[_SECTION] = {
        each.metadata["stored"]: str(getattr(settings, each.name)) for each in fields(Settings)
    }
    text = io.StringIO()
    parser.write(text)
    with suppress(OSError, VpdeskError):
        target.parent.mkdir(parents=True, exist_ok=True)
        durable.replace(target, text.getvalue().encode())
