"""The one place that knows gettext.

The window speaks one language at a time (`use`, `_`, `ngettext`, `label`); a document may speak another
(`Words`). English is the language of the message identifiers, so it needs no catalogue.
"""

from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations
from typing import Final

from vpdesk import paths
from vpdesk.domain.code import N_, Code
from vpdesk.domain.errors import VpdeskError

__all__ = ["LANGUAGES", "MONTHS", "N_", "Words", "_", "explain", "label", "language", "ngettext", "use"]

#: The languages that the program speaks, the first being the one it starts in.
LANGUAGES: Final = ("nl", "en")


MONTHS: Final = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


@cache
def _catalogue(language: str) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    file = paths.resources() / "locale" / language / "LC_MESSAGES" / "vpdesk.mo"
    with file.open("rb") as stream:
        return GNUTranslations(stream)


class Words:
    """The words of one language, for a document that may differ from the window."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._gettext = _catalogue(language).gettext
        self._ngettext = _catalogue(language).ngettext

    def __call__(self, message: str, **values: object) -> str:
        """Translate `message` and fill its named places."""
        text = self._gettext(message)
        return text.format(**values) if values else text

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Translate the form that belongs to `n`; `{n}` is filled too."""
        return self._ngettext(one, many, n).format(n=n, **values)

    def label(self, code: Code) -> str:
        """Return the word for `code`."""
        return self._gettext(code.word)

    def day(self, at: date) -> str:
        """Return a date as it is read: 31 december 2025, 31 December 2025."""
        return f"{at.day} {self(MONTHS[at.month - 1])} {at.year}"


class _Current:
    words = Words("en")


def use(language: str) -> None:
    """Choose the window's language (before any window is built)."""
    _Current.words = Words(language if language in LANGUAGES else LANGUAGES[0])


def language() -> str:
    """Return the window's language."""
    return _Current.words.language


def _(message: str, **values: object) -> str:
    """Translate `message` into the window's language and fill its named places."""
    return _Current.words(message, **values)


def ngettext(one: str, many: str, n: int, **values: object) -> str:
    """Translate the form that belongs to `n` into the window's language."""
    return _Current.words.plural(one, many, n, **values)


def label(code: Code) -> str:
    """Return the word for `code` in the window's language."""
    return _Current.words.label(code)


def explain(error: VpdeskError) -> str:
    """Return what is wrong, what is safe and what to do, as one line in the window's language."""
    return " ".join(_(part, **error.values) for part in error.sentences())
