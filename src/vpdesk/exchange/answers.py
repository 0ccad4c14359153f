"""What is asked about a file that is not understood yet, and what was answered.

A file of one's own has columns, words and dates of one's own. Nothing is guessed: each is asked once, however
many lines it stands in, and only what was answered is read so.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Final, TypeVar

from vpdesk.domain.code import Code
from vpdesk.domain.errors import RuleError
from vpdesk.domain.organisation import Organisation
from vpdesk.exchange import vocabulary
from vpdesk.exchange.columns import Column
from vpdesk.exchange.days import DayReading, ShortYearError, SlashError
from vpdesk.exchange.findings import shown
from vpdesk.exchange.folding import fold, fold_name
from vpdesk.exchange.vocabulary import SeveralMeaningsError, UnknownWordError, Vocabulary
from vpdesk.i18n import N_

#: The words of each column that has a list of values.
WORDS_OF: Final[Mapping[Column, Vocabulary[Any]]] = {
    Column.MATTERS: vocabulary.MATTERS,
    Column.MANDATE: vocabulary.MANDATES,
    Column.REPORTER_POSITION: vocabulary.POSITIONS,
    Column.RESPONDENT_RELATION: vocabulary.RELATIONS,
    Column.ENTRY: vocabulary.ENTRIES,
    Column.ROUTE: vocabulary.ROUTES,
    Column.OUTCOME: vocabulary.OUTCOMES,
}

C = TypeVar("C", bound=Code)
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the person said of a file.

    `columns` is what a column is by its folded name (None: it is left out), `words` the code that a folded
    word of a column stands for, `organisations` whose identifier a folded name means, `everywhere` the one of
    all lines where the file does not say it (0: none).
    """

    columns: Mapping[str, Column | None] = field(default_factory=dict)
    words: Mapping[tuple[Column, str], Code] = field(default_factory=dict)
    organisations: Mapping[str, int] = field(default_factory=dict)
    everywhere: int = 0
    days: DayReading = field(default_factory=DayReading)

    def vocabulary(self, column: Column, known: Vocabulary[C]) -> Vocabulary[C]:
        """Return the words that are `known` for `column`, with those that were answered."""
        return known.with_words({word: code for (of, word), code in self.words.items() if of is column})


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What a file is read by: the day, the person's organisations, the aliases in use, her answers."""

    today: date
    organisations: Sequence[Organisation]
    taken: Collection[str]
    answers: Answers = field(default_factory=Answers)


class UnknownOrganisationError(RuleError):
    """A name, `text`, that is none of the person's organisations."""

    def __init__(self, text: str) -> None:
        super().__init__(
            "",
            N_("“{name}” is not one of your organisations."),
            todo=N_("Enter the organisation first, or correct the name."),
            name=shown(text),
        )
        self.text = text


@dataclass(slots=True, kw_only=True)
class Questions:
    """What is asked of a file, collected while it is read.

    `columns` are names that are not known, `missing` the columns that no case can be without, `words` and
    `organisations` how many cells hold each that is not known, as the first of them writes it; the others
    how many cells hold such a day.
    """

    columns: list[str] = field(default_factory=list)
    missing: list[Column] = field(default_factory=list)
    words: dict[tuple[Column, str], tuple[str, int]] = field(default_factory=dict)
    organisations: dict[str, tuple[str, int]] = field(default_factory=dict)
    short_years: int = 0
    slashes: int = 0

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))

    def takes(self, column: Column, fault: RuleError) -> bool:
        """Tell whether `fault` is no fault but a question, and remember it then."""
        match fault:
            case UnknownWordError() | SeveralMeaningsError():
                _count(self.words, (column, fold(fault.text)), fault.text)
            case UnknownOrganisationError():
                _count(self.organisations, fold_name(fault.text), fault.text)
            case ShortYearError():
                self.short_years += 1
            case SlashError():
                self.slashes += 1
            case _:
                return False
        return True


def _count(cells: dict[K, tuple[str, int]], key: K, text: str) -> None:
    first, before = cells.get(key, (text, 0))
    cells[key] = first, before + 1
