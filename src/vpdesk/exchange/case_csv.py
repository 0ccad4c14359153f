"""Cases from a CSV file: one case a line, all of them or none.

The format: a header row; comma or semicolon; UTF-8 or Windows-1252; columns and values in English codes or
Dutch words; dates ISO or day-month-year; several values joined by `|`. Nothing is guessed: what is not
understood is a finding with its line and column.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from vpdesk.domain.alias import propose_aliases
from vpdesk.domain.case import Case
from vpdesk.domain.errors import RuleError
from vpdesk.domain.organisation import Organisation
from vpdesk.exchange.case_line import CaseLines
from vpdesk.exchange.columns import BY_NAME, REQUIRED, Column
from vpdesk.exchange.decoding import decode
from vpdesk.exchange.findings import Findings
from vpdesk.exchange.folding import fold
from vpdesk.exchange.sheet import SEPARATORS, Sheet
from vpdesk.i18n import N_

#: Where a column that the file leaves out is read: at the empty cell behind every row.
_ABSENT = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCases:
    """The cases of a file, new and complete, in its order.

    Of those in `without_contacts` it does not say how often there was contact: not even that there was none.
    """

    cases: tuple[Case, ...]
    without_contacts: frozenset[int] = frozenset()


def read_cases(
    data: bytes, *, today: date, organisations: Iterable[Organisation], taken: Collection[str]
) -> ReadCases:
    """Return what is in a file.

    Each case belongs to one of `organisations`, found by name, whose agreement gives the mandate where the
    file gives none. An alias is proposed where the file gives none; `taken` are the aliases in use. A closed
    case without an outcome gets `unknown`. Raises FindingError with everything that is wrong.
    """
    findings = Findings()
    sheet = _sheet(data, findings)
    places = _places(sheet, findings)
    findings.raise_if_any()
    lines = CaseLines(
        places,
        today=today,
        organisations=organisations,
        taken=taken,
        proposed=propose_aliases(_aliases(sheet, places).union(taken)),
    )
    cases = []
    for line, row in sheet.rows(findings):
        if not _fits(line, row, sheet, places, findings):
            continue
        try:
            cases.append(lines.case(row))
        except RuleError as refused:
            if _repeats_header(row, sheet):
                findings.add_line(line, RuleError("", N_("The header is repeated here. Delete this line.")))
                continue
            for faulty in lines.faults(row, refused):
                findings.add_cell(line, sheet.name(places[faulty.column]), faulty.fault)
    if not cases and not findings:
        findings.add_line(sheet.header_line, RuleError("", N_("There is no case below the header.")))
    findings.raise_if_any()
    return ReadCases(cases=tuple(cases), without_contacts=frozenset(lines.without_contacts))


def _aliases(sheet: Sheet, places: dict[Column, int]) -> set[str]:
    """Return the aliases that the file gives, so that none of them is proposed for another line."""
    place = places[Column.ALIAS]
    if place == _ABSENT:
        return set()
    return {row[place].strip() for _line, row in sheet.rows(Findings()) if place < len(row)}


def _sheet(data: bytes, findings: Findings) -> Sheet:
    """Return the table in a file; raises FindingError when no header can be read."""
    try:
        sheet = Sheet(decode(data), findings)
    except RuleError as fault:
        findings.add_file(fault)
        findings.raise_if_any()
        raise
    findings.raise_if_any()
    return sheet


def _places(sheet: Sheet, findings: Findings) -> dict[Column, int]:
    """Return where each column stands in a row; what is wrong with the header becomes a finding."""
    places: dict[Column, int] = {}
    for place, name in enumerate(sheet.header):
        column = BY_NAME.get(fold(name))
        if not name:
            fault = RuleError("", N_("This column has no name."))
        elif column is None:
            fault = RuleError("", N_("This column is not known. Leave it out, or correct its name."))
        elif column in places:
            fault = RuleError("", N_("This column is there twice."))
        else:
            places[column] = place
            continue
        findings.add_cell(sheet.header_line, sheet.name(place), fault)
    for column in REQUIRED:
        if column not in places:
            names = " / ".join((column, *column.dutch))
            findings.add_cell(sheet.header_line, names, RuleError("", N_("This column is missing.")))
    return {column: places.get(column, _ABSENT) for column in Column}


def _repeats_header(row: list[str], sheet: Sheet) -> bool:
    return [fold(cell) for cell in row[:-1]] == [fold(name) for name in sheet.header]


def _fits(line: int, row: list[str], sheet: Sheet, places: dict[Column, int], findings: Findings) -> bool:
    """Give a row one cell for each column and one empty cell behind them; tell whether it holds a case."""
    width = len(sheet.header)
    if len(row) != width or not row[places[Column.ORGANISATION]]:
        if not any(cell.strip() for cell in row):
            return False
        if any(cell.strip() for cell in row[width:]):
            fault = N_("This cell is one too many: the header has {n} columns. Is a separator not quoted?")
            findings.add_cell(line, sheet.name(width), RuleError("", fault, n=width))
            return False
        if len(row) < width and _is_broken(row, places):
            fault = N_("The line ends before this cell: it has {n} of {all} cells. Is its separator another?")
            findings.add_cell(line, sheet.name(len(row)), RuleError("", fault, n=len(row), all=width))
            return False
        row[width:] = []
        row.extend("" for _ in range(width - len(row)))
    row.append("")
    return True


def _is_broken(row: list[str], places: dict[Column, int]) -> bool:
    """Tell whether a short row lacks more than the empty optional cells that spreadsheets leave out."""
    if any(sign in cell for cell in row for sign in SEPARATORS + "\t"):
        return True
    return any(places[column] >= len(row) for column in REQUIRED)
