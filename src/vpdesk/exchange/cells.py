"""What one cell says: a number, a code, several codes, a free word.

Each reader takes the cell's text without outer spaces and raises RuleError in words; the column is named by
who asked.
"""

import re
from collections.abc import Callable
from typing import Final, TypeVar

from vpdesk.domain.errors import RuleError
from vpdesk.exchange.findings import shown
from vpdesk.i18n import N_

T = TypeVar("T")

#: More contacts, or hours, in one case is a typing error.
MOST: Final = 10_000

_BLANKS: Final = str.maketrans(dict.fromkeys("\n\t\xa0\u2007\u202f", " "))
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_HOURS: Final = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,2}))?")
_E_MAIL: Final = re.compile(r"[^\s@]@[^\s@]")
#: Nine digits or more, however they are grouped: a telephone, citizen service or bank account number.
_LONG_NUMBER: Final = re.compile(r"(?:[0-9][\s()/.+-]{0,3}){9}")


class Cells(dict[str, T]):
    """The cells of one column: each distinct text is read once.

    Asking for a text raises RuleError when it is longer than `longest` characters, holds what cannot be
    printed, or when `read` refuses it.
    """

    def __init__(self, read: Callable[[str], T], longest: int) -> None:
        super().__init__()
        self._read = read
        self._longest = longest

    def __missing__(self, text: str) -> T:
        value = self[text] = self.read(text)
        return value

    def read(self, text: str) -> T:
        """Read one text without keeping it, for a column in which hardly any repeats."""
        if len(text) > self._longest:
            raise RuleError("", N_("This cell is longer than {n} characters."), n=self._longest)
        line = text.translate(_BLANKS)
        if not line.isprintable():
            raise RuleError("", N_("This cell holds a character that cannot be printed."))
        return self._read(line.strip())


def required(read: Callable[[str], T]) -> Callable[[str], T]:
    """Return `read` for a column in which no cell may be empty."""

    def filled(text: str) -> T:
        if not text:
            raise RuleError("", N_("This cell is empty."))
        return read(text)

    return filled


def optional(read: Callable[[str], T], otherwise: T) -> Callable[[str], T]:
    """Return `read` for a column in which an empty cell means `otherwise`."""
    return lambda text: read(text) if text else otherwise


def one(read: Callable[[str], T]) -> Callable[[str], T]:
    """Return `read` for a column that takes one value only."""

    def single(text: str) -> T:
        if "|" in text:
            raise RuleError("", N_("Only one value can stand here."))
        return read(text)

    return single


def several(read: Callable[[str], T]) -> Callable[[str], tuple[T, ...]]:
    """Return the reader of values joined by `|`, each at most once, in their order."""

    def joined(text: str) -> tuple[T, ...]:
        values: list[T] = []
        for part in text.split("|"):
            if not part.strip():
                raise RuleError("", N_("A value is missing before or after “|”."))
            value = read(part.strip())
            if value in values:
                raise RuleError("", N_("“{text}” stands here twice."), text=shown(part.strip()))
            values.append(value)
        return tuple(values)

    return joined


def whole_number(text: str) -> int:
    """Return a number of contacts."""
    _refuse_negative(text)
    if not _WHOLE.fullmatch(text):
        raise RuleError("", N_("“{text}” is not a whole number."), text=shown(text))
    return _within_reason(int(text))


def minutes(text: str) -> int:
    """Return the minutes of a number of hours, with a decimal comma or point, to the nearest minute."""
    _refuse_negative(text)
    match = _HOURS.fullmatch(text)
    if match is None:
        raise RuleError(
            "", N_("“{text}” is not a number of hours. Write it as 1,5 or 1.5."), text=shown(text)
        )
    hours = _within_reason(int(match[1]))
    hundredths = int((match[2] or "").ljust(2, "0"))
    return hours * 60 + (hundredths * 60 + 50) // 100


def _refuse_negative(text: str) -> None:
    if text.startswith("-"):
        raise RuleError("", N_("A number of contacts or hours is never below 0."))


def _within_reason(number: int) -> int:
    if number > MOST:
        raise RuleError("", N_("{text} is more than {n}: look at the number again."), text=number, n=MOST)
    return number


def free_word(text: str) -> str:
    """Return a name or alias; what a spreadsheet would run as a formula is refused."""
    if text.startswith(("=", "+", "-", "@")):
        raise RuleError(
            "",
            N_("It begins with {sign}, and a spreadsheet would run it as a formula. Leave that sign out."),
            sign=text[0],
        )
    return text


def alias(text: str) -> str:
    """Return an alias; what would tell who the reporter is, is refused and never repeated in the message."""
    if _E_MAIL.search(text):
        raise RuleError("", N_("An alias never holds an e-mail address. Choose a word that names nobody."))
    if _LONG_NUMBER.search(text):
        raise RuleError(
            "", N_("An alias never holds a telephone or other long number. Choose a word that names nobody.")
        )
    return free_word(text)
