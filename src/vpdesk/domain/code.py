"""Codes: what is stored, with the word that names it."""

from enum import StrEnum
from typing import Self


def N_(message: str) -> str:  # noqa: N802  gettext's own name for "mark, translate later"
    """Mark `message` for the catalogue; it is translated where it is shown."""
    return message


class Code(StrEnum):
    """A stored code and its English word; windows and documents translate the word."""

    word: str

    def __new__(cls, value: str, word: str) -> Self:
        code = str.__new__(cls, value)
        code._value_ = value
        code.word = word
        return code

    @classmethod
    def of(cls, value: str) -> Self:
        """Return the code that is stored as `value`; raises ValueError when there is none."""
        return cls(value)  # type: ignore[call-arg]  # looking up a member takes its value only
