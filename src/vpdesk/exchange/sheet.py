"""From a text to rows of cells, as spreadsheets write them.

Own splitting instead of the standard reader, for three reasons: a fault names its line and its column and
the lines after it are still read; the longest cell is no setting of the whole process; and a line without
quotation marks is split as fast.
"""

import re
from collections.abc import Iterator
from typing import Final

from vpdesk.domain.errors import RuleError
from vpdesk.exchange.columns import BY_NAME
from vpdesk.exchange.findings import Findings
from vpdesk.exchange.folding import fold
from vpdesk.i18n import N_

SEPARATORS: Final = ";,"
#: A cell with line breaks has at most this many lines; more is a quotation mark that was forgotten.
_LINES: Final = 50
_ANNOUNCED: Final = re.compile(r'"?sep=(.)"?', re.IGNORECASE)

_CELL: Final = {
    separator: re.compile(
        rf'(?:[ \t]*"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"[ \t]*|(?P<bare>[^"{separator}\n][^{separator}\n]*)?)'
        rf"(?P<end>{separator}|\Z)"
    )
    for separator in SEPARATORS
}


class Sheet:
    """A text as a table: `header` is its first row, `rows` yields the others.

    Empty lines are passed over, and so is everything that a spreadsheet adds: the line `sep=;`, separators
    after the last column, a last line with separators only.
    """

    def __init__(self, text: str, findings: Findings) -> None:
        self._lines = text.split("\n")
        self._findings = findings
        self._next = 0
        self.header: list[str] = []
        announced = _ANNOUNCED.fullmatch(self._lines[0].strip())
        if announced is not None:
            self._next = 1
        while self._next < len(self._lines) and not self._lines[self._next].strip(SEPARATORS + " \t"):
            self._next += 1
        if self._next == len(self._lines):
            raise RuleError("", N_("It is empty."))
        self.separator = self._separator(announced)
        self.header_line = self._next + 1
        _line, names = next(self.rows(), (0, []))
        self.header = [name.strip() for name in names]
        while self.header and not self.header[-1]:
            self.header.pop()

    def _separator(self, announced: re.Match[str] | None) -> str:
        line = self._lines[self._next]
        if announced is None and (
            any(sign in line for sign in SEPARATORS) or not any(sign in line for sign in "\t|")
        ):
            return max(SEPARATORS, key=lambda separator: _known_names(line, separator))
        if announced is not None and announced[1] in SEPARATORS:
            return announced[1]
        raise RuleError("", N_("Its cells are separated by another sign. Use a semicolon or a comma."))

    def name(self, position: int) -> str:
        """Return the name of the column at `position`, as the file writes it, else its number."""
        named = position < len(self.header) and self.header[position]
        return named or str(position + 1)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row's first line, counted from 1, and its cells; what cannot be split is a finding."""
        separator = self.separator
        lines = self._lines
        while self._next < len(lines):
            line = lines[self._next]
            self._next += 1
            if '"' in line:
                number = self._next
                cells = self._quoted(line)
                if cells is not None:
                    yield number, cells
            elif line:
                yield self._next, line.split(separator)

    def _quoted(self, line: str) -> list[str] | None:
        """Split a row that holds quotation marks, taking the lines that belong to it."""
        last = self._next
        marks = line.count('"')
        parts = [line]
        while marks % 2 and last < len(self._lines) and len(parts) <= _LINES:
            parts.append(self._lines[last])
            marks += parts[-1].count('"')
            last += 1
        cells, whole = _split("\n".join(parts), _CELL[self.separator])
        if whole:
            self._next = last
            return cells
        fault = RuleError("", N_("A quotation mark is not closed, or stands inside a word."))
        self._findings.add_cell(self._next, self.name(len(cells)), fault)
        return None


def _known_names(line: str, separator: str) -> int:
    names = [fold(name.strip(' "')) for name in line.split(separator)]
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
