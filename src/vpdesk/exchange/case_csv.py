"""Cases from a CSV file: one case a line, all of them or none.

The format: a header row; comma or semicolon; UTF-8 or Windows-1252; columns and values in English codes or
Dutch words; dates ISO or day-month-year; several values joined by `|`. Nothing is guessed: what is not
understood is a finding with its line and column, or, where somebody is there to answer, a question.
"""

from dataclasses import dataclass

from vpdesk.domain.alias import propose_aliases
from vpdesk.domain.case import Case
from vpdesk.domain.errors import FindingError, RuleError
from vpdesk.exchange.answers import Answers, Background, Questions
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What is known of a file: what it holds, its faults in words, and what is asked.

    Its cases are all there are only when there is neither fault nor question.
    """

    read: ReadCases
    faults: FindingError | None
    questions: Questions

    @property
    def is_whole(self) -> bool:
        """Whether all of it was understood."""
        return self.faults is None and not self.questions


def read_cases(data: bytes, background: Background) -> ReadCases:
    """Return what is in a file.

    Each case belongs to one of the organisations, found by name, whose agreement gives the mandate where the
    file gives none. An alias is proposed where the file gives none. A closed case without an outcome gets
    `unknown`. Raises FindingError with everything that is wrong.
    """
    findings = Findings()
    read = _read(data, background, findings, None)
    findings.raise_if_any()
    return read


def examine(data: bytes, background: Background) -> Examined:
    """Return what is known of a file; what `read_cases` refuses for it can mean several things is asked."""
    findings, questions = Findings(), Questions()
    read, faults = ReadCases(cases=()), None
    try:
        read = _read(data, background, findings, questions)
        findings.raise_if_any()
    except FindingError as found:
        faults = found
    return Examined(read=read, faults=faults, questions=questions)


def _read(data: bytes, background: Background, findings: Findings, questions: Questions | None) -> ReadCases:
    """Return the cases; what is wrong becomes a finding, or a question where those are taken."""
    sheet = _sheet(data, findings)
    places = _places(sheet, findings, questions, background.answers)
    findings.raise_if_any()
    if questions is not None and questions.missing:
        return ReadCases(cases=())
    lines = CaseLines(
        places,
        background,
        proposed=propose_aliases(_aliases(sheet, places).union(background.taken)),
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
                if questions is None or not questions.takes(faulty.column, faulty.fault):
                    findings.add_cell(line, sheet.name(places[faulty.column]), faulty.fault)
    if not cases and not findings and not questions:
        findings.add_line(sheet.header_line, RuleError("", N_("There is no case below the header.")))
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


def _places(
    sheet: Sheet, findings: Findings, questions: Questions | None, answers: Answers
) -> dict[Column, int]:
    """Return where each column stands in a row; what is wrong with the header is a finding or a question."""
    places: dict[Column, int] = {}
    for place, name in enumerate(sheet.header):
        called = fold(sheet.name(place))
        if called in answers.columns and answers.columns[called] is None:
            continue
        column = BY_NAME.get(fold(name)) or answers.columns.get(called)
        if column is None and questions is not None:
            questions.columns.append(sheet.name(place))
            continue
        if not name and column is None:
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
        if column in places or (column is Column.ORGANISATION and answers.everywhere):
            continue
        if questions is not None and (questions.columns or column is Column.ORGANISATION):
            questions.missing.append(column)
        else:
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
