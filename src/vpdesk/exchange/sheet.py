"""From a text to rows of cells, as spreadsheets write them.

Own splitting instead of the standard reader, for three reasons: a fault names its line and its column and
the lines after it are still read; the longest cell is no setting of the whole process; and a line without
quotation marks is split as fast.
"""

import re
from collections.abc import Iterator
from typing import Final

from vpdesk.domain.errors import RuleError
from vpdesk.exchange.columns import BY_NAME, REQUIRED
from vpdesk.exchange.findings import Findings
from vpdesk.exchange.folding import fold
from vpdesk.i18n import N_

SEPARATORS: Final = ";,"
#: A cell with line breaks has at most this many lines; more is a quotation mark that was forgotten.
_LINES: Final = 50
#: So many lines are looked at for the header.
_TITLES: Final = 10
_ANNOUNCED: Final = re.compile(r'"?sep=(.)"?', re.IGNORECASE)

_CELL: Final = {
    separator: re.compile(
        rf'(?:[ \t]*"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"[ \t]*|(?P<bare>[^"{separator}\n][^{separator}\n]*)?)'
        rf"(?P<end>{separator}|\Z)"
    )
    for separator in SEPARATORS
}


class Sheet:
    """A text as a table: `header` is its first row, `rows` yields the others, as often as it is asked.

    Empty lines are passed over, and so is everything that a spreadsheet adds: the line `sep=;`, separators
    after the last column, a last line with separators only.
    """

    def __init__(self, text: str, findings: Findings) -> None:
        """Read the header. Raises RuleError when there is none; what cannot be split is a finding."""
        self._lines = text.split("\n")
        self.header: list[str] = []
        announced = _ANNOUNCED.fullmatch(self._lines[0].strip())
        first = 0 if announced is None else 1
        while first < len(self._lines) and not self._lines[first].strip(SEPARATORS + " \t"):
            first += 1
        if first == len(self._lines):
            raise RuleError("", N_("It is empty."))
        first = _header_line(self._lines, first)
        self._separator = _separator(self._lines[first], announced)
        self.header_line = first + 1
        names, self._body = self._row(first, findings)
        self.header = [name.strip() for name in names or ()]
        while self.header and not self.header[-1]:
            self.header.pop()

    def name(self, position: int) -> str:
        """Return the name of the column at `position`, as the file writes it, else its number."""
        named = position < len(self.header) and self.header[position]
        return named or str(position + 1)

    def rows(self, findings: Findings) -> Iterator[tuple[int, list[str]]]:
        """Yield each row's first line, counted from 1, and its cells; what cannot be split is a finding."""
        separator = self._separator
        lines = self._lines
        number = self._body
        while number < len(lines):
            line = lines[number]
            if '"' in line:
                first = number + 1
                cells, number = self._row(number, findings)
                if cells is not None:
                    yield first, cells
            else:
                number += 1
                if line:
                    yield number, line.split(separator)

    def _row(self, first: int, findings: Findings) -> tuple[list[str] | None, int]:
        """Split the row that begins at line `first` (counted from 0); return it and where the next begins.

        A row with quotation marks goes on until they are closed. When they are not, there is no row.
        """
        after = first + 1
        parts = [self._lines[first]]
        marks = parts[0].count('"')
        while marks % 2 and after < len(self._lines) and len(parts) <= _LINES:
            parts.append(self._lines[after])
            marks += parts[-1].count('"')
            after += 1
        cells, whole = _split("\n".join(parts), _CELL[self._separator])
        if whole:
            return cells, after
        fault = RuleError("", N_("A quotation mark is not closed, or stands inside a word."))
        findings.add_cell(first + 1, self.name(len(cells)), fault)
        return None, first + 1


def _header_line(lines: list[str], first: int) -> int:
    """Return where the header stands: titles above it have few cells, and none of them names a column.

    The line that names every column that there must be is the header, whatever stands above it.
    """
    if lines[first].strip(' "').lower().startswith("sep="):
        return first  # a sign that is not taken, which is to be said
    near = range(first, min(first + _TITLES, len(lines)))
    for number in near:
        if any(_names_all(lines[number], separator) for separator in SEPARATORS):
            return number
    for number in near:
        if any(_is_header(lines[number], separator) for separator in SEPARATORS):
            return number
    return first


def _names(line: str, separator: str) -> list[str]:
    return [fold(name.strip(' "')) for name in line.split(separator)]


def _names_all(line: str, separator: str) -> bool:
    named = {BY_NAME.get(name) for name in _names(line, separator)}
    return named.issuperset(REQUIRED)


def _is_header(line: str, separator: str) -> bool:
    names = [name for name in _names(line, separator) if name]
    return len(names) >= len(REQUIRED) or any(name in BY_NAME for name in names)


def _separator(header: str, announced: re.Match[str] | None) -> str:
    if announced is None and (
        any(sign in header for sign in SEPARATORS) or not any(sign in header for sign in "\t|")
    ):
        return max(SEPARATORS, key=lambda separator: _known_names(header, separator))
    if announced is not None and announced[1] in SEPARATORS:
        return announced[1]
    raise RuleError("", N_("Its cells are separated by another sign. Use a semicolon or a comma."))


def _known_names(line: str, separator: str) -> int:
    names = _names(line, separator)
    return sum(name in BY_NAME for name in names) * 2 + (len(names) > 1)


def _split(row: str, cell: re.Pattern[str]) -> tuple[list[str], bool]:
    """Return the cells of `row` up to the first faulty one, and whether the row is whole."""
    cells: list[str] = []
    position = 0
    while (match := cell.match(row, position)) is not None:
        quoted = match["quoted"]
        cells.append(match["bare"] or "" if quoted is None else quoted.replace('""', '"'))
        if not match["end"]:
            return cells, True
        position = match.end()
    return cells, False
