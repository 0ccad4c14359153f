"""The questions about a file, each a line with a list to choose from, and the answers together."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vpdesk.domain.code import Code
from vpdesk.domain.organisation import Organisation
from vpdesk.exchange.answers import WORDS_OF, Answers, Questions
from vpdesk.exchange.columns import Column
from vpdesk.exchange.days import DayReading, ShortYears, Slashes
from vpdesk.exchange.findings import shown
from vpdesk.exchange.folding import fold
from vpdesk.i18n import N_, _, label, ngettext
from vpdesk.views.beside import Beside
from vpdesk.views.choice import Choice
from vpdesk.views.contents import focus_first
from vpdesk.views.parts import Card, body, quiet, subheading

#: Narrower than this (at 100 % text), the list stands below the words.
_BESIDE: Final = 620
#: A file with more words of its own is not read by answering.
MOST_WORDS: Final = 60

COLUMN_WORDS: Final[Mapping[Column, str]] = {
    Column.ORGANISATION: N_("Client organisation"),
    Column.OPENED: N_("Opened on"),
    Column.MATTERS: N_("Matters"),
    Column.CLOSED: N_("Closed on"),
    Column.MANDATE: N_("Mandate (inside or outside)"),
    Column.REPORTER_POSITION: N_("Reporter's position"),
    Column.RESPONDENT_RELATION: N_("Who it is about"),
    Column.ENTRY: N_("How they found you"),
    Column.ROUTE: N_("Routes"),
    Column.OUTCOME: N_("How it ended"),
    Column.CONTACTS: N_("Number of contacts"),
    Column.HOURS: N_("Hours"),
    Column.ALIAS: N_("Alias (no name)"),
}


class _Asked(QWidget):
    """One question: its words, and the options, each a value and its word."""

    def __init__(self, words: str, options: Sequence[tuple[Any, str]], chosen: Any = None) -> None:
        super().__init__()
        self._values = [value for value, _word in options]
        self.choice = Choice()
        self.choice.addItems([word for _value, word in options])
        self.choice.setAccessibleName(words)
        said = body(words)
        said.setBuddy(self.choice)
        self.choice.setObjectName("asked")
        self.choice.setCurrentIndex(self._values.index(chosen) if chosen in self._values else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.addWidget(Beside(said, self.choice, room=_BESIDE, shares=(1, 1), gap=16))

    def value(self) -> Any:
        """Return what was chosen."""
        return self._values[self.choice.currentIndex()]


class Asking(QWidget):
    """Asks `questions`; `given` is what was answered before, `proposed` what a client's own words mean."""

    def __init__(
        self,
        questions: Questions,
        given: Answers,
        organisations: Sequence[Organisation],
        proposed: Mapping[tuple[Column, str], Code],
    ) -> None:
        super().__init__()
        self._given = given
        named = [(one.id, one.name) for one in organisations]
        left = [one for one in Column if one not in given.columns.values()]
        out: list[tuple[Any, str]] = [(None, _("Not taken along"))]
        self._columns = {
            fold(name): _Asked(shown(name), out + [(one, _(COLUMN_WORDS[one])) for one in left])
            for name in questions.columns
        }
        choose: list[tuple[Any, str]] = [(None, _("Choose…"))]
        self._everywhere = None
        if Column.ORGANISATION in questions.missing and not questions.columns:
            words = _("The file does not say which client organisation its cases belong to.")
            self._everywhere = _Asked(words, choose + named)
        self._organisations = {
            key: _Asked(_cells(shown(first), cells), choose + named)
            for key, (first, cells) in questions.organisations.items()
        }
        words_of = sorted(questions.words.items(), key=lambda one: -one[1][1])[:MOST_WORDS]
        self._words = {
            key: _Asked(_cells(shown(first), cells), choose + _codes(key[0]), proposed.get(key))
            for key, (first, cells) in words_of
        }
        self._years = self._slashes = None
        if questions.short_years:
            words = _cells(_("years of two digits, such as 3-4-25"), questions.short_years)
            self._years = _Asked(words, [(one, label(one)) for one in ShortYears])
        if questions.slashes:
            words = _cells(_("dates with slashes, such as 3/4/2025"), questions.slashes)
            self._slashes = _Asked(words, [(one, label(one)) for one in Slashes])
        self._fill(questions)

    def _fill(self, questions: Questions) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)

        def part(title: str, sentence: str, *asked: _Asked | None) -> None:
            there = [each for each in asked if each is not None]
            if there:
                layout.addWidget(subheading(title))
                layout.addWidget(quiet(sentence))
                layout.addWidget(Card(*there))
            for each in there:
                each.choice.setAccessibleDescription(title)  # by ear a word alone is no question

        needed = ", ".join(_(COLUMN_WORDS[one]) for one in questions.missing)
        kept_out = _("vpdesk does not know these columns. What is not taken along stays in the file alone.")
        part(
            _("Which column is what?"),
            kept_out + (" " + _("Still needed: {columns}.", columns=needed) if needed else ""),
            *self._columns.values(),
        )
        part(
            _("Of which client organisation?"),
            _("Is an organisation not in the list? Then add it first, at Clients."),
            self._everywhere,
            *self._organisations.values(),
        )
        for column in dict.fromkeys(column for column, _word in self._words):
            part(
                _("Which word is meant? {column}", column=_(COLUMN_WORDS[column])),
                _("The file says something else than the list."),
                *(asked for (of, _word), asked in self._words.items() if of is column),
            )
        part(
            _("How are these dates read?"),
            _("What you choose holds for all such dates in the file."),
            self._years,
            self._slashes,
        )

    def begin_typing(self) -> None:
        """Put the focus on the first question."""
        focus_first(self)

    def answers(self) -> Answers:
        """Return what is answered now, together with what was before."""
        given = self._given
        columns = {name: asked.value() for name, asked in self._columns.items()}
        words = {key: asked.value() for key, asked in self._words.items() if asked.value() is not None}
        names = {key: asked.value() for key, asked in self._organisations.items() if asked.value()}
        return Answers(
            columns={**given.columns, **columns},
            words={**given.words, **words},
            organisations={**given.organisations, **names},
            everywhere=(self._everywhere.value() if self._everywhere else 0) or given.everywhere,
            days=DayReading(
                short_years=self._years.value() if self._years else given.days.short_years,
                slashes=self._slashes.value() if self._slashes else given.days.slashes,
            ),
        )


def _cells(what: str, cells: int) -> str:
    return ngettext("{what} ({n} cell)", "{what} ({n} cells)", cells, what=what)


def _codes(column: Column) -> list[tuple[Any, str]]:
    return [(code, label(code)) for code in WORDS_OF[column].codes]
