"""Qt's own words (file dialog, menu on a field, calendar) in the language of the program."""

from functools import cache
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from vpdesk.domain.code import N_
from vpdesk.i18n import Words
from vpdesk.views.qt_catalogue import packed

_NAME: Final = "qt_words"
_OTHER: Final = "All other platforms"
#: What Qt's own catalogue lacks in Dutch, by where Qt says it, and with its remark for who translates.
_LACKING: Final = (
    ("QAbstractFileIconProvider", N_("Drive"), ""),
    ("QAbstractFileIconProvider", N_("Folder"), _OTHER),
    ("QAbstractFileIconProvider", N_("Shortcut"), _OTHER),
    ("QAbstractFileIconProvider", N_("Unknown"), ""),
    ("QFileDialog", N_("&Look in:"), ""),
    ("QFileDialog", N_("Files of &type:"), ""),
    ("QPageSetupWidget", N_("Page &order:"), ""),
    ("QPageSetupWidget", N_("Pages &per sheet:"), ""),
    ("QPrintSettingsOutput", N_("Double Sided Printing"), ""),
    ("QPrintSettingsOutput", N_("Long side binding"), ""),
    ("QPrintSettingsOutput", N_("Off"), ""),
    ("QPrintSettingsOutput", N_("Page &Set:"), ""),
    ("QPrintSettingsOutput", N_("Short side binding"), ""),
)


def speak(app: QApplication, language: str) -> None:
    """Have Qt speak `language` (`nl`, `en`) from now on, dates and numbers of its dialogs included."""
    for earlier in app.findChildren(QTranslator, _NAME):
        app.removeTranslator(earlier)
        earlier.deleteLater()
    locale = QLocale(language)
    QLocale.setDefault(locale)
    words, lacking = QTranslator(app), QTranslator(app)
    for each in (words, lacking):
        each.setObjectName(_NAME)
    if words.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
    if lacking.load(_catalogue(language)):
        app.installTranslator(lacking)


@cache
def _catalogue(language: str) -> bytes:
    """Return what Qt lacks; held here as long as the program runs, for Qt reads it where it is."""
    words = Words(language)
    return packed({(context, text, remark): words(text) for context, text, remark in _LACKING})
