"""Everything that is wrong with one file, collected, so that it is corrected in one go."""

from typing import Final

from vpdesk.domain.errors import FindingError, RuleError
from vpdesk.i18n import N_, _, explain, ngettext

#: How many findings are written out; the others are counted.
LISTED: Final = 200
_SHOWN: Final = 40


def shown(text: str) -> str:
    """Return `text` so that a line of a finding can hold it: short, and without control characters."""
    visible = "".join(letter if letter.isprintable() else "·" for letter in text[: _SHOWN + 1])
    return visible if len(visible) <= _SHOWN else f"{visible[:_SHOWN]}…"


class Findings:
    """The faults of one file, in words."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add_cell(self, line: int, column: str, fault: RuleError) -> None:
        """Note the fault of one cell; `line` counts from 1, `column` is its name as the file writes it."""
        self._count += 1
        if self._count <= LISTED:
            place = _("line {line}, column {column}", line=line, column=shown(column))
            self._lines.append(f"{place}: {explain(fault)}")

    def add_line(self, line: int, fault: RuleError) -> None:
        """Note a fault of a whole line."""
        self._count += 1
        if self._count <= LISTED:
            self._lines.append(f"{_('line {line}', line=line)}: {explain(fault)}")

    def add_file(self, fault: RuleError) -> None:
        """Note a fault of the file as a whole."""
        self._count += 1
        self._lines.append(f"{_('the whole file')}: {explain(fault)}")

    def raise_if_any(self) -> None:
        """Raise FindingError with the findings in the order they came, unless there is none."""
        if not self._count:
            return
        more = self._count - len(self._lines)
        rest = (ngettext("and {n} more", "and {n} more", more),) if more else ()
        raise FindingError(
            N_("Faults found in the file: {n}."),
            (*self._lines, *rest),
            safe=N_("Nothing was imported, and your vault is as it was."),
            todo=N_("Correct them in your spreadsheet, save it as CSV and import it again."),
            n=self._count,
        )
