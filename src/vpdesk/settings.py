"""The preferences: one table declares each of them; an INI file keeps them.

Never a name, a search term or a case: the file is not encrypted.
"""

import configparser
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One preference: where it is stored, what it is at first, and how it is read (ValueError: not this)."""

    key: str
    stored: str
    default: Any
    read: Callable[[str], Any]


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


def _hexadecimal(text: str) -> str:
    bytes.fromhex(text)
    return text


SETTINGS: Final = (
    Setting(key="language", stored="language", default="nl", read=_one_of("nl", "en")),
    Setting(key="theme", stored="theme", default="system", read=_one_of("system", "light", "dark")),
    #: Per cent.
    Setting(key="text_size", stored="text_size", default=100, read=_percentage),
    #: What the window system calls the place and size of the window, as hexadecimal digits.
    Setting(key="geometry", stored="window_geometry", default="", read=_hexadecimal),
    #: The folder of the vault that was used last; empty: the usual place.
    Setting(key="vault", stored="vault_folder", default="", read=str),
)
_SECTION: Final = "vpdesk"
_BY_KEY: Final = {setting.key: setting for setting in SETTINGS}


def _defaults() -> dict[str, Any]:
    return {setting.key: setting.default for setting in SETTINGS}


@dataclass(slots=True, kw_only=True)
class Settings:
    """The preferences in use. `change` writes at once; a file that cannot be written changes nothing else."""

    file: Path | None
    values: dict[str, Any] = field(default_factory=_defaults)

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def change(self, **changes: Any) -> None:
        """Take over `changes` and write the file; a full disk or a locked folder is passed over."""
        unknown = changes.keys() - _BY_KEY.keys()
        if unknown:
            raise KeyError(*unknown)
        self.values |= changes
        if self.file is not None:
            with suppress(OSError):  # a preference is not worth a message
                _write(self.file, self.values)


def load(file: Path | None) -> Settings:
    """Return the settings in `file`; what is missing or damaged has its default (None: none is kept)."""
    settings = Settings(file=file)
    if file is None:
        return settings
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, configparser.Error):
        return settings
    if parser.has_section(_SECTION):
        for setting in SETTINGS:
            with suppress(ValueError, KeyError):
                settings.values[setting.key] = setting.read(parser[_SECTION][setting.stored])
    return settings


def _write(file: Path, values: Mapping[str, Any]) -> None:
    parser = configparser.ConfigParser(interpolation=None)
    parser[_SECTION] = {setting.stored: str(values[setting.key]) for setting in SETTINGS}
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            parser.write(stream)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
